"""The sentences of a text as numbers, compiled: those that differ in case, spaces and end marks alone have the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, direct, part
from detectors.text.runs import FIRST, mixed

TEXT_MAX, SENTENCES_MAX = 2_000, 20
"""Of longer texts the beginning is taken apart, of more sentences the first."""
NUMBERS_REMEMBERED = 16

Points = NDArray[np.uint32]
Numbers = NDArray[np.uint64]
Int64s = NDArray[np.int64]

# A mark in the middle of a word (64.0.2, an address) ends nothing; a stop ends a sentence wherever it stands.
_LETTER, _SPACE, _MARK, _STOP = 0, 1, 2, 3
_SPACES = [*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F]
_SIGNS_TO = 1 << 16
_KINDS = np.zeros(_SIGNS_TO, np.uint8)
_KINDS[[*_SPACES, 0x3000]] = _SPACE
_KINDS[list(map(ord, ".!?:;"))] = _MARK
_KINDS[list(map(ord, "\n。！？：；।؟"))] = _STOP
_LINE_END, _SPACE_POINT = 10, np.uint64(32)


# Of one post that was exchanged it is asked several times in a row.
@lru_cache(maxsize=NUMBERS_REMEMBERED)
def sentence_numbers(text: str) -> tuple[int, ...]:
    """The different sentences of a text as numbers of 64 bits, the same in every process; those of nothing but signs left
    out. Linear in the text.

    >>> sentence_numbers("The  lamp is broken. the lamp\\tis BROKEN!") == (number_of("the lamp is broken"),)
    True
    """
    return numbers_of_texts((text,))[0]


def numbers_of_texts(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """The same of each of these texts, in one call.

    >>> numbers_of_texts(["It broke. It broke", ""]) == [sentence_numbers("It broke."), ()]
    True
    """
    folded = [text[:TEXT_MAX].casefold() for text in texts]
    numbers = np.empty((len(texts), SENTENCES_MAX), np.uint64)
    many = np.empty(len(texts), np.int64)
    _numbers_of_all(_points("".join(folded)), np.array([*accumulate(map(len, folded))], np.int64), numbers, many)
    return [tuple(found[:held]) for found, held in zip(numbers.tolist(), many.tolist(), strict=True)]


def number_of(sentence: str) -> int:
    """A sentence in small letters, its spaces one and no sign around it, as a number; 0 for none."""
    return int(_number(_points(sentence)))


def _points(text: str) -> Points:
    # With the mark of the byte order, which comes first, it takes a third of the time.
    return np.frombuffer(text.encode("utf-32", "surrogatepass"), np.uint32)[1:]


@part
def kind_of(point: int) -> int:
    """What a character is to a sentence."""
    return int(_KINDS[point]) if point < _SIGNS_TO else _LETTER


@part
def is_within(points: Points, at: int) -> bool:
    """Whether a sentence goes on with this character."""
    kind = kind_of(points[at])
    if kind == _MARK:
        return at + 1 < len(points) and kind_of(points[at + 1]) != _SPACE and points[at + 1] != _LINE_END
    return kind != _STOP


@part
def mixed_over(number: np.uint64, points: Points, begin: int, end: int) -> np.uint64:
    """The hash of a sentence so far, carried over what stands between two letters: a space for all in a row."""
    was_space = False
    for at in range(begin, end):
        # A line feed ends a sentence, and is in none but one that is given whole.
        is_space = kind_of(points[at]) == _SPACE or points[at] == _LINE_END
        if not (is_space and was_space):
            number = mixed(number, _SPACE_POINT if is_space else np.uint64(points[at]))
        was_space = is_space
    return number


@part
def number_within(points: Points, begin: int, is_whole: bool) -> tuple[np.uint64, int]:
    """The hash of a sentence from its first letter to its last, and where it ends; 0 where it has none. All that is given
    is one sentence where it is whole."""
    number, at, gap, is_empty = FIRST, begin, begin, True
    while at < len(points):
        if kind_of(points[at]) == _LETTER:
            if gap < at and not is_empty:
                number = mixed_over(number, points, gap, at)
            number, gap, is_empty = mixed(number, np.uint64(points[at])), at + 1, False
        elif not (is_whole or is_within(points, at)):
            break
        at += 1
    if is_empty:
        return np.uint64(0), at
    return (number if number else FIRST), at


@compiled
def number_of_whole(points: Points) -> np.uint64:
    """The hash of one sentence."""
    return number_within(points, 0, True)[0]


@part
def numbers_of(points: Points, numbers: Numbers) -> int:
    """Writes the different numbers of the sentences of a text; returns how many."""
    at, held, seen = 0, 0, 0
    while at < len(points) and seen < len(numbers):
        if not is_within(points, at):
            at += 1
            continue
        numbers[held], at = number_within(points, at, False)
        seen += 1
        is_new = numbers[held] != 0
        for earlier in range(held):
            is_new &= numbers[earlier] != numbers[held]
        held += is_new
        while at < len(points) and kind_of(points[at]) >= _MARK:
            at += 1
    return held


@compiled
def numbers_of_all(points: Points, ends: Int64s, numbers: NDArray[np.uint64], many: Int64s) -> None:
    """The same of each text that ends at one of `ends`, in a row of `numbers` each; writes how many to `many`."""
    begin = 0
    for text in range(len(ends)):
        many[text] = numbers_of(points[begin : ends[text]], numbers[text])
        begin = ends[text]


_number, _numbers_of_all = direct(number_of_whole), direct(numbers_of_all)
