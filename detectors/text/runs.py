"""Hashes of the words of a text and of their runs, compiled: what a text is recognised by when it is posted again."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, direct, part

Bytes = NDArray[np.uint8]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Hashes = NDArray[np.uint64]

SEPARATOR = "\x1d"
"""Between words that are given as one: none holds it."""
SPACE, LOWEST, ONES = 32, 0xFF, 0xFFFFFFFF
# Each byte changes all bits of a hash above it, and the shift those below.
FIRST, TIMES, SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x9FB21C651E98DF25), np.uint64(32)
_BETWEEN, _OF_TAGS, _LINE, _HANDLE, _PLACEHOLDER = map(ord, f"{SEPARATOR}#_@<")
_HTTP, _URL = np.frombuffer(b"http", np.uint8), np.frombuffer(b"url", np.uint8)
_ZERO, _NINE, _A, _Z, _LOWER = *map(ord, "09az"), 0x20
# What one byte does to a CRC-32, by the byte and the lowest byte of the CRC together (Sarwate 1988).
_TABLE = np.array([crc32(bytes([byte ^ LOWEST])) ^ 0xFF000000 for byte in range(256)], np.int64)


def hashes(terms: Sequence[str], size: int) -> frozenset[int]:
    """The CRC-32 of each run of `size` terms with a space between; the same on every machine and hash seed.

    >>> hashes(("cannot", "log", "in"), 2) == {crc32(b"cannot log"), crc32(b"log in")}
    True
    """
    return frozenset(_hashes(*_laid_out(terms), size, True).tolist())


class SketchSize(NamedTuple):
    """Of how many words a text is read, and of how many each run is; how many of the least hashes of runs and of single
    words are kept."""

    words_max: int
    run: int
    runs: int
    words: int


class Sketch(NamedTuple):
    """What a text is recognised by: the least hashes of its runs and of its words together (CRC-32, as 32 bits with a
    sign), each once; how many words it has, and the different ones as 64 bits, ascending."""

    least: Int32s
    length: int
    words: Hashes

    def packed(self) -> bytes:
        """The hashes in as few bytes as can be: those of the words first."""
        return self.words.tobytes() + self.least.tobytes()


def unpacked_words(packed: bytes, different: int) -> Hashes:
    """The words of a sketch that was `packed`, so many of them different."""
    return np.frombuffer(packed, np.uint64, different).copy()


def unpacked(packed: bytes, length: int, different: int) -> Sketch:
    """The sketch of a text of so many words that was `packed`."""
    least = np.frombuffer(packed, np.int32, offset=different * 8).copy()
    return Sketch(least, length, unpacked_words(packed, different))


def sketch(joined: str, size: SketchSize) -> Sketch:
    """Of words with `SEPARATOR` between; all of them count."""
    most, least = size.words_max, size.runs + size.words
    found = np.empty(most + least, np.uint64)
    held, length, different = _sketch(np.frombuffer(joined.encode(), np.uint8), *size, False, found)
    return Sketch(found[most : most + held].astype(np.uint32).view(np.int32), length, found[:different].copy())


def fixed_sketches(joined: Sequence[str], size: SketchSize) -> list[Sketch]:
    """Of texts, each of terms of ASCII with `SEPARATOR` between, of which only those count that a template does not vary:
    without links, handles and whatever has a digit in it. The length is -1 where one of the terms is a sign. All in one
    call."""
    most, least = size.words_max, size.runs + size.words
    found, lengths = np.empty((len(joined), most + least), np.uint64), np.empty((len(joined), 3), np.int64)
    ends = np.array([*accumulate(map(len, joined))], np.int64)
    _sketches(np.frombuffer("".join(joined).encode(), np.uint8), ends, *size, True, found, lengths)
    every = zip(found, found[:, most:].astype(np.uint32).view(np.int32), lengths.tolist(), strict=True)
    return [Sketch(few[:held], length, words[:different]) for words, few, (held, length, different) in every]


def in_common(words: Hashes, others: Hashes) -> int:
    """How many hashes are in both, each of which has all its own once and ascending."""
    return int(_in_common(words, others))


class EveryWord(NamedTuple):
    """The words of a text in their order, each as 64 bits, and how many of them are single letters."""

    hashes: Hashes
    letters: int


def every_word(text: str) -> EveryWord:
    """The runs of letters and digits of a text of ASCII in small letters."""
    return EveryWord(*_every_word(np.frombuffer(text.encode(), np.uint8), False))


def each_word(words: Sequence[str]) -> EveryWord:
    """These words."""
    hashes, _ = _every_word(np.frombuffer(SEPARATOR.join(words).encode(), np.uint8), True)
    return EveryWord(hashes, sum(len(word) == 1 for word in words))


def runs_in_common(some: EveryWord, others: EveryWord, size: int) -> int:
    """How many different runs of so many words are in both."""
    return in_common(runs_of(some.hashes, size), runs_of(others.hashes, size))


def runs_of(words: Hashes, size: int) -> Hashes:
    """The hashes of all runs of so many words, ascending."""
    found: Hashes = _runs(words, size)
    found.sort()
    return found


def letter_hashes(letters: str, size: int) -> Int64s:
    """The different CRC-32 of the runs of `size` letters, ascending.

    >>> letter_hashes("ééa", 2).tolist() == sorted((crc32("éé".encode()), crc32("éa".encode())))
    True
    """
    found: Int64s = _hashes(*_laid_out(letters), size, False)
    found.sort()
    return found[: _distinct(found)].copy()


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


@part
def mixed(found: np.uint64, more: np.uint64) -> np.uint64:
    """A hash of what came before and of this."""
    found = (found ^ more) * TIMES
    return found ^ (found >> SHIFT)


@part
def begins_with(text: Bytes, begin: int, end: int, letters: Bytes) -> bool:
    """Whether a term begins with these."""
    at = 0
    while at < len(letters) and begin + at < end and text[begin + at] == letters[at]:
        at += 1
    return at == len(letters)


@part
def is_varied(text: Bytes, begin: int, end: int) -> bool:
    """Whether a term begins as handles, placeholders and links do."""
    if text[begin] == _HANDLE or text[begin] == _PLACEHOLDER:
        return True
    return begins_with(text, begin, end, _HTTP) or begins_with(text, begin, end, _URL)


@part
def is_sign(byte: int) -> bool:
    """Whether a term that begins so is no word, number, code or tag."""
    return not (_ZERO <= byte <= _NINE or _A <= (byte | _LOWER) <= _Z or byte in (_OF_TAGS, _LINE))


@part
def crc_over(crc: int, text: Bytes, begin: int, end: int) -> int:
    """The CRC-32 so far, carried over these bytes."""
    for at in range(begin, end):
        crc = _TABLE[(crc ^ text[at]) & LOWEST] ^ (crc >> 8)
    return crc


@part
def keep_least(least: Hashes, first: int, held: int, most: int, one: np.uint64) -> int:
    """Puts a hash among the least ones, which stand from `first` on, ascending and each once; returns how many they are."""
    at = held
    while at > 0 and least[first + at - 1] > one:
        at -= 1
    if at == most or (at > 0 and least[first + at - 1] == one):
        return held
    held = min(held + 1, most)
    for later in range(held - 1, at, -1):
        least[first + later] = least[first + later - 1]
    least[first + at] = one
    return held


@compiled
def sketch_of(
    text: Bytes, most: int, size: int, runs: int, singles: int, is_fixed: bool, found: Hashes
) -> tuple[int, int, int]:
    """Writes the different words to `found`, and the least hashes behind room for `most` of them. Returns how many hashes
    these are, how many words there are in all, and how many different ones."""
    begins, ends = np.empty(most, np.int64), np.empty(most, np.int64)
    kept = different = read = at = 0
    while at <= len(text):
        begin, word, has_digit = at, FIRST, False
        while at < len(text) and text[at] != _BETWEEN:
            word = mixed(word, np.uint64(text[at]))
            has_digit |= _ZERO <= text[at] <= _NINE
            at += 1
        if is_fixed and (begin == at or is_sign(text[begin])):
            return 0, -1, 0
        if read < most and not (is_fixed and (has_digit or is_varied(text, begin, at))):
            begins[kept], ends[kept] = begin, at
            kept += 1
            different = keep_least(found, 0, different, most, word)
        read += 1
        at += 1
    held = many_runs = 0
    least = np.empty(runs, np.uint64)
    for first in range(kept):
        crc = crc_over(ONES, text, begins[first], ends[first])
        held = keep_least(found, most, held, singles, np.uint64(crc ^ ONES))
        if first + size > kept:
            continue
        for number in range(first + 1, first + size):
            crc = crc_over(_TABLE[(crc ^ SPACE) & LOWEST] ^ (crc >> 8), text, begins[number], ends[number])
        many_runs = keep_least(least, 0, many_runs, runs, np.uint64(crc ^ ONES))
    for number in range(many_runs):
        held = keep_least(found, most, held, singles + runs, least[number])
    return held, kept, different


@compiled
def in_common_of(words: Hashes, others: Hashes) -> int:
    """How many are in both, each of which is ascending; of equal ones in both one counts."""
    many = one = other = 0
    while one < len(words) and other < len(others):
        if words[one] == others[other]:
            many += one == 0 or words[one] != words[one - 1]
            one += 1
        elif words[one] < others[other]:
            one += 1
        else:
            other += 1
    return many


@compiled
def every_word_of(text: Bytes, is_joined: bool) -> tuple[Hashes, int]:
    """The words of a text, and how many of them are one byte long; what stands between separators where it is joined."""
    found = np.empty((len(text) + 1) // 2, np.uint64)
    many = letters = at = 0
    while at < len(text):
        begin, word = at, FIRST
        while at < len(text):
            byte = text[at]
            if byte == _BETWEEN or not (is_joined or _ZERO <= byte <= _NINE or _A <= byte <= _Z):
                break
            word = mixed(word, np.uint64(byte))
            at += 1
        if at > begin:
            found[many] = word
            many += 1
            letters += at == begin + 1
        at += 1
    return found[:many].copy(), letters


@compiled
def run_hashes_of(words: Hashes, size: int) -> Hashes:
    """The hashes of all runs of so many words, in their order."""
    found = np.empty(max(0, len(words) - size + 1), np.uint64)
    for first in range(len(found)):
        run = FIRST
        for number in range(first, first + size):
            run = mixed(run, words[number])
        found[first] = run
    return found


@compiled
def distinct_of(some: Int64s) -> int:
    """Moves the different ones of ascending numbers to the front; returns how many they are."""
    held = 0
    for at in range(len(some)):
        if at == 0 or some[at] != some[at - 1]:
            some[held] = some[at]
            held += 1
    return held


@compiled
def sketches_of(
    text: Bytes, ends: Int64s, most: int, size: int, runs: int, singles: int, is_fixed: bool, found: Hashes, lengths: Int64s
) -> None:
    """The same of each text that ends at one of `ends`: in a row of `found` each, what is returned of it in `lengths`."""
    begin = 0
    for number in range(len(ends)):
        one, row = text[begin : ends[number]], lengths[number]
        # One by one: to compile what a tuple becomes in an array takes two seconds.
        row[0], row[1], row[2] = sketch_of(one, most, size, runs, singles, is_fixed, found[number])
        begin = ends[number]


_sketches = direct(sketches_of)
_hashes, _sketch, _distinct = direct(hashes_of), direct(sketch_of), direct(distinct_of)
_in_common, _every_word, _runs = direct(in_common_of), direct(every_word_of), direct(run_hashes_of)
