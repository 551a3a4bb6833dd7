"""Hashes of the runs of words of a text, compiled: what a text is recognised by when it is posted again."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, direct

Bytes = NDArray[np.uint8]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]

SPACE, LOWEST, ONES = 32, 0xFF, 0xFFFFFFFF
# What one byte does to a CRC-32, by the byte and the lowest byte of the CRC together (Sarwate 1988).
_TABLE = np.array([crc32(bytes([byte ^ LOWEST])) ^ 0xFF000000 for byte in range(256)], np.int64)


def hashes(terms: Sequence[str], size: int) -> frozenset[int]:
    """The CRC-32 of each run of `size` terms with a space between; the same on every machine and hash seed.

    >>> hashes(("cannot", "log", "in"), 2) == {crc32(b"cannot log"), crc32(b"log in")}
    True
    """
    return frozenset(_hashes(*_laid_out(terms), size, True).tolist())


def sketch(terms: Sequence[str], size: int, runs: int, words: int) -> tuple[int, ...]:
    """The least so many of the hashes of runs of `size` terms, and of single ones, together and ascending."""
    found = np.empty(runs + words, np.int64)
    return tuple(found[: _sketch(*_laid_out(terms), size, runs, words, found)].tolist())


def letter_hashes(letters: str, size: int) -> Int64s:
    """The different CRC-32 of the runs of `size` letters, ascending.

    >>> letter_hashes("ééa", 2).tolist() == sorted((crc32("éé".encode()), crc32("éa".encode())))
    True
    """
    return _letter_hashes(*_laid_out(letters), size)


def _laid_out(terms: Sequence[str]) -> tuple[Bytes, Int32s]:
    """All bytes, and how many each term has."""
    text = "".join(terms)
    whole = text.encode()
    lengths = map(len, terms) if len(text) == len(whole) else map(len, map(str.encode, terms))
    return np.frombuffer(whole, np.uint8), np.frombuffer(array("i", lengths), np.int32)


@compiled
def hashes_of(text: Bytes, lengths: Int32s, size: int, is_spaced: bool) -> Int64s:
    """The hash of each run of `size` terms, in their order; with a space between them where they are words."""
    count = max(0, len(lengths) - size + 1)
    found = np.empty(count, np.int64)
    start = 0
    for first in range(count):
        crc, place = ONES, start
        for number in range(first, first + size):
            if is_spaced and number > first:
                crc = _TABLE[(crc ^ SPACE) & LOWEST] ^ (crc >> 8)
            for at in range(place, place + lengths[number]):
                crc = _TABLE[(crc ^ text[at]) & LOWEST] ^ (crc >> 8)
            place += lengths[number]
        found[first] = crc ^ ONES
        start += lengths[first]
    return found


@compiled
def sketch_of(text: Bytes, lengths: Int32s, size: int, runs: int, words: int, least: Int64s) -> int:
    """Writes the least different hashes of runs and of words to `least`, together and ascending; returns how many."""
    held = 0
    for length, most in ((size, runs), (1, words)):
        some = np.sort(hashes_of(text, lengths, length, True))
        taken = 0
        for at in range(len(some)):
            if taken < most and (at == 0 or some[at] != some[at - 1]):
                least[held] = some[at]
                held += 1
                taken += 1
    together = np.sort(least[:held])
    kept = 0
    for at in range(held):
        if at == 0 or together[at] != together[at - 1]:
            least[kept] = together[at]
            kept += 1
    return kept


@compiled
def distinct_hashes_of(text: Bytes, lengths: Int32s, size: int) -> Int64s:
    """The different hashes of runs of `size` letters, ascending."""
    some = np.sort(hashes_of(text, lengths, size, False))
    held = 0
    for at in range(len(some)):
        if at == 0 or some[at] != some[at - 1]:
            some[held] = some[at]
            held += 1
    return some[:held].copy()


_hashes, _sketch, _letter_hashes = direct(hashes_of), direct(sketch_of), direct(distinct_hashes_of)
