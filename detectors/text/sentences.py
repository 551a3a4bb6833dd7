"""The sentences of a text as numbers, compiled: those that differ in case, spaces and end marks alone have the same."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, direct
from detectors.text.runs import FIRST, mixed

TEXT_MAX, SENTENCES_MAX = 2_000, 20
"""Of longer texts the beginning is taken apart, of more sentences the first."""
NUMBERS_REMEMBERED = 16

Points = NDArray[np.uint32]
Numbers = NDArray[np.uint64]

# A mark in the middle of a word (64.0.2, an address) ends nothing; a stop ends a sentence wherever it stands.
_LETTER, _SPACE, _MARK, _STOP = 0, 1, 2, 3
_ASCII = 128
_KINDS = np.zeros(_ASCII, np.uint8)
for _kind, _signs in ((_SPACE, "\t\x0b\x0c\r\x1c\x1d\x1e\x1f "), (_MARK, ".!?:;"), (_STOP, "\n")):
    _KINDS[list(map(ord, _signs))] = _kind
_STOPS = (0x3002, 0xFF01, 0xFF1F, 0xFF1A, 0xFF1B, 0x0964, 0x061F)
_SPACES = (0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_SPACES_FROM, _SPACES_TO = 0x2000, 0x200A
_SPACE_POINT = np.uint64(32)


# Of one post it is asked three times in a row.
@lru_cache(maxsize=NUMBERS_REMEMBERED)
def sentence_numbers(text: str) -> tuple[int, ...]:
    """The different sentences of a text as numbers of 64 bits, the same in every process; those of nothing but signs left
    out. Linear in the text.

    >>> sentence_numbers("The  lamp is broken. the lamp\\tis BROKEN!") == (number_of("the lamp is broken"),)
    True
    """
    found = np.empty(SENTENCES_MAX, np.uint64)
    return tuple(found[: _numbers(_points(text[:TEXT_MAX].casefold()), found)].tolist())


def number_of(sentence: str) -> int:
    """A sentence in small letters, its spaces one and no sign around it, as a number; 0 for none."""
    return int(_number(_points(sentence), 0, len(sentence)))


def _points(text: str) -> Points:
    # With the mark of the byte order, which comes first, it takes a third of the time.
    return np.frombuffer(text.encode("utf-32", "surrogatepass"), np.uint32)[1:]


@compiled
def kind_of(point: int) -> int:
    """What a character is to a sentence."""
    if point < _ASCII:
        return int(_KINDS[point])
    if point in _STOPS:
        return _STOP
    if point in _SPACES or _SPACES_FROM <= point <= _SPACES_TO:
        return _SPACE
    return _LETTER


@compiled
def is_within(points: Points, at: int) -> bool:
    """Whether a sentence goes on with this character."""
    kind = kind_of(points[at])
    if kind == _MARK:
        return at + 1 < len(points) and kind_of(points[at + 1]) != _SPACE and points[at + 1] != 10
    return kind != _STOP


@compiled
def number_within(points: Points, begin: int, end: int) -> np.uint64:
    """The hash of a sentence from its first letter to its last, a space for all between two words; 0 where it has none."""
    while begin < end and kind_of(points[begin]) != _LETTER:
        begin += 1
    while end > begin and kind_of(points[end - 1]) != _LETTER:
        end -= 1
    if begin == end:
        return np.uint64(0)
    found, was_space = FIRST, False
    for at in range(begin, end):
        # A line feed ends a sentence, and is in none but one that is given whole.
        is_space = kind_of(points[at]) == _SPACE or points[at] == 10
        if not (is_space and was_space):
            found = mixed(found, _SPACE_POINT if is_space else np.uint64(points[at]))
        was_space = is_space
    return found if found else FIRST


@compiled
def numbers_of(points: Points, numbers: Numbers) -> int:
    """Writes the different numbers of the sentences of a text; returns how many."""
    at, held, seen = 0, 0, 0
    while at < len(points) and seen < len(numbers):
        if not is_within(points, at):
            at += 1
            continue
        begin = at
        while at < len(points) and is_within(points, at):
            at += 1
        seen += 1
        numbers[held] = number_within(points, begin, at)
        is_new = numbers[held] != 0
        for earlier in range(held):
            is_new &= numbers[earlier] != numbers[held]
        held += is_new
        while at < len(points) and kind_of(points[at]) >= _MARK:
            at += 1
    return held


_numbers, _number = direct(numbers_of), direct(number_within)
