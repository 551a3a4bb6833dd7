"""A text as a set of hashed n-grams of characters, words and pairs of words: one compiled pass, for any script.

Letters are lower case when they come in. Links, handles and numbers become one mark each, since they say who and how many
and not what; a letter that is repeated for emphasis counts twice at most. The features are the n-grams of three to five
characters (from one on in scripts whose characters are syllables or words), words, pairs of neighbouring words, and each
mark, emoji and sign of punctuation. The cost is linear in the text and bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, part, wide

BITS = 20
BUCKETS = 1 << BITS
CHARS_MAX = 600
"""A complaint says what it is about in its first sentences; a pasted log behind them must not decide."""

NGRAM_MIN, NGRAM_MAX = 3, 5
FEATURES_MAX = CHARS_MAX * (NGRAM_MAX + 3) + 8
# Places for the buckets of a text, a power of two.
SEEN = 8192

_LINK, _HANDLE, _DIGIT, _SPACE = 1, 2, 48, 32
# From Thai on, a character is a syllable or a word, or words are not set apart.
_DENSE_FROM = 0x0E00
_SYMBOLS_FROM, _SYMBOLS_TO, _EMOJI_FROM = 0x2190, 0x2E80, 0x1F000


def code_points(text: str) -> NDArray[np.uint32]:
    """The characters of a text in lower case, as far as it is looked at."""
    return np.frombuffer(_looked_at(text).encode("utf-32-le", "replace"), np.uint32)


def code_points_of_all(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The same of many texts, one behind the other, and where each ends."""
    looked_at = list(map(_looked_at, texts))
    points = np.frombuffer("".join(looked_at).encode("utf-32-le", "replace"), np.uint32)
    return points, np.cumsum(np.fromiter(map(len, looked_at), np.int64, len(texts)))


def _looked_at(text: str) -> str:
    return text[:CHARS_MAX].lower()[:CHARS_MAX]


@part
def _mixed(value: Any) -> Any:
    """A 32-bit hash finished (MurmurHash3), cut to a bucket."""
    value ^= value >> np.uint32(15)
    value = np.uint32(value * np.uint32(0x85EBCA6B))
    value ^= value >> np.uint32(13)
    value = np.uint32(value * np.uint32(0xC2B2AE35))
    value ^= value >> np.uint32(16)
    return value & np.uint32(BUCKETS - 1)


@part
def _cleaned(points: Any, out: Any) -> int:
    """Writes the text with marks for links, handles and numbers, single spaces, and no letter more than twice in a row."""
    count, size = 0, len(points)
    out[count] = _SPACE
    count += 1
    at = 0
    while at < size:
        char = points[at]
        before = out[count - 1]
        if char == 104 and at + 6 < size and points[at + 1] == 116 and points[at + 2] == 116 and points[at + 3] == 112:
            after = at + 4
            if points[after] == 115:
                after += 1
            if points[after] == 58 and after + 1 < size and points[after + 1] == 47:
                while at < size and points[at] > 32:
                    at += 1
                char = np.uint32(_LINK)
                at -= 1
        if char == 64 and at + 1 < size and points[at + 1] > 47:
            at += 1
            while at < size and (points[at] > 96 or 48 <= points[at] < 58 or points[at] == 95):
                at += 1
            char = np.uint32(_HANDLE)
            at -= 1
        at += 1
        if (char <= 32 and char > 2) or char == 160 or char == 0x3000:
            if before != _SPACE:
                out[count] = _SPACE
                count += 1
            continue
        if 48 <= char < 58:
            if before == _DIGIT:
                continue
            char = np.uint32(_DIGIT)
        if count > 1 and char == before and char == out[count - 2]:
            continue
        out[count] = char
        count += 1
    if out[count - 1] != _SPACE:
        out[count] = _SPACE
        count += 1
    return count


@part
def _add(bucket: Any, serial: int, seen: Any, out: Any, count: int) -> int:
    # Buckets are hashes: the lowest bits are as good a place as any.
    held = (np.int64(serial) << BITS) | np.int64(bucket)
    place = bucket & (SEEN - 1)
    while seen[place] >> BITS == serial:
        if seen[place] == held:
            return count
        place = (place + 1) & (SEEN - 1)
    seen[place] = held
    out[count] = bucket
    return count + 1


@compiled
def find_buckets(points: Any, serial: int, seen: Any, text: Any, out: Any) -> int:
    """Writes the distinct buckets of a text to `out`, and returns how many there are.

    `seen` is a hash table of those found, each with the serial number of its text; `serial` is a new one. It is small:
    one of all buckets would be fetched from far away each time. `text` is room for the cleaned text.
    """
    size = _cleaned(points, text)
    count = wide(0)
    word, previous = np.uint32(2166136261), np.uint32(0)
    prime, start = np.uint32(16777619), np.uint32(2166136261)
    for at in range(size):
        char = text[at]
        value = start
        shortest = 1 if char >= _DENSE_FROM else NGRAM_MIN
        for length in range(1, min(NGRAM_MAX, size - at) + 1):
            value = np.uint32((value ^ text[at + length - 1]) * prime)
            if length >= shortest:
                count = _add(_mixed(np.uint32(value ^ np.uint32(length * 0x3D4D51CB))), serial, seen, out, count)
        if char == _SPACE:
            if at:
                count = _add(_mixed(np.uint32(word ^ np.uint32(0x9747B28C))), serial, seen, out, count)
                if previous:
                    pair = np.uint32(word ^ np.uint32(previous * np.uint32(0x27D4EB2F)))
                    count = _add(_mixed(pair), serial, seen, out, count)
                previous = word
            word = start
            continue
        word = np.uint32((word ^ char) * prime)
        if (char < 128 and not 97 <= char < 123) or _SYMBOLS_FROM <= char < _SYMBOLS_TO or char >= _EMOJI_FROM:
            count = _add(_mixed(np.uint32((start ^ char) * np.uint32(0x5BD1E995))), serial, seen, out, count)
    return count


@compiled
def weigh(points: Any, serial: int, seen: Any, text: Any, out: Any, rated: Any) -> float:
    """The sum of the weights of a text's buckets, each times its rarity, over the length of the rarities as a vector.
    `rated` holds both side by side (`side_by_side`)."""
    count = find_buckets(points, serial, seen, text, out)
    total, length = np.int64(0), np.int64(0)
    for index in range(count):
        both = np.int64(rated[out[index]])
        rare = both & 0xFF
        total += rare * (both >> 8)
        length += rare * rare
    return float(total / np.sqrt(length)) if length else 0.0


@compiled
def weigh_each(points: Any, ends: Any, serial: int, seen: Any, text: Any, out: Any, rated: Any, weighed: Any) -> None:
    """`weigh` for each of many texts, which end at `ends`; the first has the number `serial`, the next the next."""
    begin = wide(0)
    for number in range(len(ends)):
        weighed[number] = weigh(points[begin : ends[number]], serial + number, seen, text, out, rated)
        begin = ends[number]


def side_by_side(rarity: NDArray[np.uint8], weights: NDArray[np.int8]) -> NDArray[np.int16]:
    """Rarity and weight of each bucket in one number: a bucket is then looked up once."""
    return (weights.astype(np.int16) << 8) | rarity.astype(np.int16)


class Scratch:
    """Room for the texts of one thread: which buckets the present one has, and the text itself."""

    def __init__(self) -> None:
        self.seen = np.zeros(SEEN, np.int64)
        self.text = np.empty(CHARS_MAX + 2, np.uint32)
        self.out = np.empty(FEATURES_MAX, np.int32)
        self._serial = 0

    def next_serial(self, texts: int = 1) -> int:
        """The first of so many numbers that no text had."""
        self._serial += texts
        return self._serial - texts + 1

    def buckets(self, text: str) -> NDArray[np.int32]:
        """The distinct buckets of a text, in the order of their first feature."""
        count = find_buckets(code_points(text), self.next_serial(), self.seen, self.text, self.out)
        return self.out[:count].copy()
