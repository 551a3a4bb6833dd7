"""How alike texts are by the runs of letters they share, in any script: compiled."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, direct
from detectors.text.clean import plain
from detectors.text.runs import letter_hashes
from detectors.text.simple_words import is_joined

Int64s = NDArray[np.int64]
# Sentences are compared by runs of so many letters; so much of the shorter one in common is one template.
RUN, SHARED_MIN = 4, 0.6
LETTERS_MAX, TEMPLATES_MAX = 300, 200
# In a script of syllables or words a run is worth more.
JOINED_WORTH = 2.5


class LetterRuns(NamedTuple):
    """The hashes of the runs of letters of a text, ascending, equal on every machine; and how long the text is in runs, one
    of a script of syllables or words worth more."""

    hashes: Int64s
    length: float


class KnownRuns:
    """The runs of up to `TEMPLATES_MAX` texts, to find the first that says nearly the same."""

    def __init__(self) -> None:
        self._rows = np.empty((TEMPLATES_MAX, LETTERS_MAX), np.int64)
        self._lengths = np.empty(TEMPLATES_MAX, np.int64)
        self._many = 0

    def add(self, runs: LetterRuns) -> bool:
        """Adds a text; False where there is no room for it."""
        if self._many == TEMPLATES_MAX:
            return False
        self._rows[self._many, : len(runs.hashes)], self._lengths[self._many] = runs.hashes, len(runs.hashes)
        self._many += 1
        return True

    def first_alike(self, runs: LetterRuns) -> int:
        """The number of the first that shares enough, -1 where none does."""
        return int(_first_alike(runs.hashes, self._rows, self._lengths, self._many, SHARED_MIN))


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
    return LetterRuns(hashes, len(hashes) * (JOINED_WORTH if _is_joined(text[:LETTERS_MAX]) else 1.0))


def _is_letter(sign: str) -> bool:
    return category(sign)[0] in "LM"


def _is_joined(text: str) -> bool:
    """Whether most letters are of scripts without spaces, or of Hangul."""
    if text.isascii():
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(is_joined(letter) or "\uac00" <= letter <= "\ud7a3" for letter in letters) > len(letters)


@compiled
def first_alike(runs: Int64s, rows: Int64s, lengths: Int64s, many: int, shared_min: float) -> int:
    """The first of `many` rows, each of so many of its numbers, that has so much of the shorter one in common; both
    ascend."""
    for number in range(many):
        length = lengths[number]
        smaller, larger = min(length, len(runs)), max(length, len(runs))
        needed = shared_min * smaller
        if smaller < shared_min * larger:
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


_first_alike = direct(first_alike)
