"""What a text may hold, found in one compiled pass over many texts: which of the steps behind it have anything to do.

Most texts hold no personal data, no signature, no quote and no thanks at their end, and none of the steps that look for
these has to read them. What is named may not be there: the step itself decides. What is not named is not there, so that a
text becomes the same with and without this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import direct
from detectors.text import prefilter_kernel as kernel
from detectors.text.automatic import OPENINGS
from detectors.text.clean import CONTROLS, INVISIBLE, MARKS, TEXT_CHARS_MAX
from detectors.text.courtesy import BEGINNINGS, THANKS
from detectors.text.identity_lists import CAPITAL_NAMES, NAMES
from detectors.text.mask import PLAIN
from detectors.text.order_codes import HEADS, LINKS
from detectors.text.personal import PHONE_WORDS
from detectors.text.placeholders import DELETED_SENTENCES
from detectors.text.quotes import MARKS as QUOTE_MARKS
from detectors.text.signature import DEVICES, ENDS

PERSONAL = kernel.PERSONAL
"""Anything to mask; of it, `ADDRESSES` and `CODES` are named beside it."""
ADDRESSES = kernel.ADDRESSES
CODES = kernel.CODES
SIGNATURE = kernel.SIGNATURE
REPEAT = kernel.REPEAT
AUTOMATIC = kernel.AUTOMATIC
CLOSING = kernel.CLOSING
DELETED = kernel.DELETED
EVERYTHING = PERSONAL | ADDRESSES | CODES | SIGNATURE | REPEAT | AUTOMATIC | CLOSING | DELETED
"""Of a text that was not looked at."""

# Characters beyond these count as whatever they might be.
_CLASSIFIED = 0x20000
DEVICE_WIDTH = 6
_WORDS = re.compile("[a-z0-9]+").findall
_scan = direct(kernel.scan)


def may_hold(texts: Sequence[str]) -> list[int]:
    """What each text may hold, as a sum of the constants above. Linear in their characters.

    >>> may_hold(["@acme the app crashes", "mail me@example.org. Thanks!"]) == [0, PERSONAL | ADDRESSES | CLOSING]
    True
    """
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    out = np.zeros(len(texts), np.int64)
    _scan(points, ends, np.empty(len(points), np.uint16), *_tables(), TEXT_CHARS_MAX, out)
    found: list[int] = out.tolist()
    return found


class _Tables(NamedTuple):
    """In the order in which the kernel takes them."""

    classes: NDArray[np.uint16]
    heads: NDArray[np.bool_]
    links: NDArray[np.bool_]
    phones: NDArray[np.bool_]
    devices: NDArray[np.uint32]
    devices_width: int
    openings: NDArray[np.uint32]
    openings_width: int
    words: NDArray[np.uint32]
    meanings: NDArray[np.uint8]


@cache
def _tables() -> _Tables:
    # What is not of ASCII, the kernel takes for anything.
    openings = [one for one in OPENINGS if one.isascii()]
    width = min(map(len, openings))
    closing = [_hashed(one.split()[0]) for one in (*THANKS, *BEGINNINGS) if one.isascii()]
    deleted = [_hashed_pair(one) for one in DELETED_SENTENCES if one.isascii()]
    words = _hash_table([*closing, *deleted])
    means = np.isin(words, closing) * CLOSING + np.isin(words, deleted) * DELETED
    return _Tables(
        _classes(),
        _beginnings(HEADS.replace(" ", "|").split("|")),
        _beginnings(LINKS.split("|")),
        _beginnings([*PHONE_WORDS.split("|"), *NAMES, *map(str.lower, CAPITAL_NAMES)]),
        _hash_table(_rolled(one[:DEVICE_WIDTH]) for one in DEVICES if one[:DEVICE_WIDTH].isascii()),
        DEVICE_WIDTH,
        _hash_table(_rolled(one[:width]) for one in openings),
        width,
        words,
        means.astype(np.uint8),
    )


_KINDS = (
    (kernel.UNSAFE, INVISIBLE),
    (kernel.UNSAFE, CONTROLS),
    (kernel.UNSAFE, re.compile(f"[{MARKS}]+")),
    (kernel.SPACE, re.compile(r"\s+")),
    (kernel.WORD, re.compile(r"\w+")),
    (kernel.DIGIT, re.compile("[0-9]+")),
    (kernel.UPPER, re.compile("[A-Z]+")),
    (kernel.LETTER, re.compile("[A-Za-z]+")),
)


def _classes() -> NDArray[np.uint16]:
    """The kind of each character."""
    every = "".join(map(chr, range(_CLASSIFIED)))
    classes = np.zeros(_CLASSIFIED, np.uint16)

    def add(kind: int, pattern: re.Pattern[str]) -> None:
        for found in pattern.finditer(every):
            classes[found.start() : found.end()] |= kind

    def add_each(kind: int, characters: Iterable[str]) -> None:
        for one in characters:
            classes[ord(one)] |= kind

    classes[128:] |= kernel.BEYOND
    for kind, pattern in _KINDS:
        add(kind, pattern)
    add_each(kernel.UNSAFE, map(chr, filter(_CLASSIFIED.__gt__, PLAIN)))
    add_each(kernel.STOP, ENDS)
    add_each(kernel.AT, "@")
    add_each(kernel.QUOTE, (mark for mark in QUOTE_MARKS if len(mark) == 1))
    add_each(kernel.GREATER, ">")
    add_each(kernel.BRACKET, "([{<")
    add_each(kernel.NEWLINE, "\n")
    add_each(kernel.COLON, ":")
    return classes


def _beginnings(words: Iterable[str]) -> NDArray[np.bool_]:
    """By the number of three letters: whether one of the words begins so; those that begin beyond ASCII are left out."""
    found = np.zeros(27**3, np.bool_)
    for word in filter(lambda one: one[:3].isascii(), words):
        first, second, third = (ord(one) - 96 if "a" <= one <= "z" else 0 for one in f"{word}  "[:3])
        number = (first * 27 + second) * 27 + third
        # A word of two letters: whatever stands behind them.
        found[number : number + (27 if len(word) < 3 else 1)] = True
    return found


def _hash_table(values: Iterable[int]) -> NDArray[np.uint32]:
    """Hashes in a table with open addresses, at most a quarter full."""
    hashes = sorted(set(values))
    table = np.zeros(1 << (4 * len(hashes)).bit_length(), np.uint32)
    for value in hashes:
        place = value & (len(table) - 1)
        while table[place]:
            place = (place + 1) & (len(table) - 1)
        table[place] = value
    return table


def _hashed(word: str) -> int:
    """FNV-1a of the characters."""
    value = kernel.HASH_BEGIN
    for char in word:
        value = ((value ^ ord(char)) * kernel.HASH_PRIME) & 0xFFFFFFFF
    return value


def _hashed_pair(phrase: str) -> int:
    """Of the two words of a phrase that are longest together, or of its only one."""
    words = _WORDS(phrase)
    if len(words) == 1:
        return _hashed(words[0])
    first, second = max(pairwise(words), key=lambda pair: len(pair[0]) + len(pair[1]))
    return ((_hashed(first) * kernel.ROLL) & 0xFFFFFFFF) ^ _hashed(second)


def _rolled(word: str) -> int:
    value = 0
    for char in word:
        value = (value * kernel.ROLL + ord(char)) & 0xFFFFFFFF
    return value
