"""How alike texts are by the runs of letters they share, in any script: compiled."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, direct, part, wide
from detectors.text.clean import plain
from detectors.text.runs import letter_hashes
from detectors.text.simple_words import is_joined

Int64s = NDArray[np.int64]
Marks = NDArray[np.uint64]
# Sentences are compared by runs of so many letters; so much of the shorter one in common is one template.
RUN, SHARED_MIN = 4, 0.6
LETTERS_MAX, TEMPLATES_MAX = 300, 200
# In a script of syllables or words a run is worth more.
JOINED_WORTH = 2.5
# By the last bits of its hashes a text has marks: what is not among another's marks is none of its runs. To look at these
# first costs a twentieth, and most texts are alike to none.
MARKS_BITS = 10
_WORDS, _IN_WORD = (1 << MARKS_BITS) // 64, 6


class LetterRuns(NamedTuple):
    """The hashes of the runs of letters of a text, ascending, equal on every machine, and their marks; and how long the
    text is in runs, one of a script of syllables or words worth more."""

    hashes: Int64s
    marks: Marks
    length: float


class KnownRuns:
    """The runs of up to `TEMPLATES_MAX` texts, to find the first that says nearly the same."""

    def __init__(self) -> None:
        self._rows = np.empty((TEMPLATES_MAX, LETTERS_MAX), np.int64)
        self._marks, self._lengths = np.empty((TEMPLATES_MAX, _WORDS), np.uint64), np.empty(TEMPLATES_MAX, np.int64)
        self._many = 0

    def add(self, runs: LetterRuns) -> bool:
        """Adds a text; False where there is no room for it."""
        if self._many == TEMPLATES_MAX:
            return False
        self._rows[self._many, : len(runs.hashes)], self._lengths[self._many] = runs.hashes, len(runs.hashes)
        self._marks[self._many] = runs.marks
        self._many += 1
        return True

    def first_alike(self, runs: LetterRuns) -> int:
        """The number of the first that shares enough, -1 where none does."""
        return int(_first_alike(*runs[:2], self._rows, self._marks, self._lengths, self._many, SHARED_MIN))


# The same posts are compared at every close at which their trend grows.
@lru_cache(maxsize=2_000)
def letter_runs(text: str) -> LetterRuns:
    """Those of a text without its links, accounts and numbers.

    >>> len(letter_runs("to @acme: 5 parcels lost https://acme.example").hashes)
    10
    """
    words = [one for one in plain(text[: 2 * LETTERS_MAX]).casefold().split() if not one.startswith(("http", "@", "["))]
    together = "".join(words)
    is_letter = str.isalpha if together.isascii() else _is_letter
    hashes = letter_hashes("".join(filter(is_letter, together))[:LETTERS_MAX], RUN)
    return LetterRuns(hashes, _marks_of(hashes), len(hashes) * (JOINED_WORTH if _is_joined(text[:LETTERS_MAX]) else 1.0))


def _is_letter(sign: str) -> bool:
    return category(sign)[0] in "LM"


def _is_joined(text: str) -> bool:
    """Whether most letters are of scripts without spaces, or of Hangul."""
    if text.isascii():
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(is_joined(letter) or "\uac00" <= letter <= "\ud7a3" for letter in letters) > len(letters)


@compiled
def marks_of(runs: Int64s) -> Marks:
    """The marks of these hashes."""
    marks = np.zeros(_WORDS, np.uint64)
    for run in runs:
        mark = run & ((1 << MARKS_BITS) - 1)
        marks[mark >> _IN_WORD] |= np.uint64(1) << np.uint64(mark & ((1 << _IN_WORD) - 1))
    return marks


@part
def count_of(marks: np.uint64) -> int:
    """How many of 64 marks are set (Warren 2003)."""
    marks -= (marks >> np.uint64(1)) & np.uint64(0x5555555555555555)
    marks = (marks & np.uint64(0x3333333333333333)) + ((marks >> np.uint64(2)) & np.uint64(0x3333333333333333))
    marks = (marks + (marks >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return wide((marks * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def first_alike(
    runs: Int64s, marks: Marks, rows: Int64s, marks_of_rows: Marks, lengths: Int64s, many: int, shared_min: float
) -> int:
    """The first of `many` rows, each of so many of its numbers, that has so much of the shorter one in common; both
    ascend."""
    for number in range(many):
        length = lengths[number]
        smaller, larger = min(length, len(runs)), max(length, len(runs))
        needed = shared_min * smaller
        if smaller < shared_min * larger:
            continue
        mine_alone, theirs_alone = 0, 0
        for word in range(len(marks)):
            mine_alone += count_of(marks[word] & ~marks_of_rows[number, word])
            theirs_alone += count_of(marks_of_rows[number, word] & ~marks[word])
        if len(runs) - mine_alone < needed or length - theirs_alone < needed:
            continue
        shared, at, other = 0, 0, 0
        while at < length and other < len(runs) and shared + min(length - at, len(runs) - other) >= needed:
            mine, theirs = rows[number, at], runs[other]
            shared += mine == theirs
            at += mine <= theirs
            other += theirs <= mine
        if shared >= needed:
            return number
    return -1


_first_alike, _marks_of = direct(first_alike), direct(marks_of)
