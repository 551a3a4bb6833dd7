"""Which of some thousand phrases of several kinds a text has, in one compiled pass over its characters.

Phrases are hashed: by their words where a script sets words apart, by their characters where it does not. A phrase counts
as whole words only, and not where it is denied: a word that denies stands at most two words before it ("not a waste of
money") or right behind ("güzel değil", "anbefales ikke"). Whatever is neither letter nor digit ends a sentence: no phrase
and no denial reaches over it. The cost is linear in the text; a hash of 64 bits stands for its phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, part, wide

LOOKED_AT = 600
WORDS_MAX = 8
"""Words of a phrase; characters of one in a script that does not set words apart are `DENSE_MAX`."""
DENSE_MAX = 24
# From Thai on words are not set apart.
DENSE_FROM = 0x0E00
_KINDS_MAX = 6
# Beside the kinds, a word may begin the denial of what comes, or end that of what was.
_DENIES_BEFORE, _DENIES_BEHIND = 1 << 6, 1 << 7
_PRIME, _START = 0x100000001B3, 0xCBF29CE484222325
_APART = '.,;:!?"()[]{}<>*#@&+=~|\\–—…“”„«»¡¿。，、！？；：（）「」।॥؛،؟՞।\n\t\r'
_SPACES = " -\u00a0\u3000\u200b"
_BETWEEN, _BREAK = 1, 2


def _classes() -> NDArray[np.uint8]:
    """What each character below `U+10000` is: part of a word, between words, or the end of a sentence."""
    table = np.zeros(0x10000, np.uint8)
    for char in _APART:
        table[ord(char)] = _BREAK
    for char in _SPACES:
        table[ord(char)] = _BETWEEN
    table[:33] = _BREAK
    table[32] = _BETWEEN
    return table


_CLASSES = _classes()


class PhraseTable:
    """Phrases by kind, at most six kinds; `denying` and `denying_behind` are words (or, in scripts without spaces,
    characters) that deny what follows them, and what they follow.

    >>> table = PhraseTable([["well done"], ["broken", "好"]], ["not", "不"], ["ikke"])
    >>> table.kinds("Well  done!"), table.kinds("not well done, broken"), table.kinds("well done ikke"), table.kinds("不好")
    (1, 2, 0, 0)
    """

    def __init__(
        self, kinds: Sequence[Iterable[str]], denying: Iterable[str] = (), denying_behind: Iterable[str] = ()
    ) -> None:
        bits = [(phrase, 1 << kind) for kind, phrases in enumerate(kinds[:_KINDS_MAX]) for phrase in phrases]
        bits += [(word, _DENIES_BEFORE) for word in denying] + [(word, _DENIES_BEHIND) for word in denying_behind]
        found: dict[int, int] = {}
        for phrase, bit in bits:
            points = points_of(phrase)
            if len(points):
                key = int(_hash_dense(points, 0, len(points)) if points[0] >= DENSE_FROM else _hash_words(points, _CLASSES))
                found[key] = found.get(key, 0) | bit
        self._keys, self._bits = _laid_out(found)

    def kinds(self, text: str) -> int:
        """The kinds of phrase that the beginning of a text has, a bit each."""
        return self.kinds_of(points_of(text))

    def kinds_of(self, points: NDArray[np.uint32]) -> int:
        """The same, of the characters of a text in lower case."""
        return int(_scan(points, _CLASSES, self._keys, self._bits))

    def kinds_of_each(self, points: NDArray[np.uint32], ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same of many texts, one behind the other, which end at `ends`."""
        out = np.empty(len(ends), np.int64)
        _scan_each(points, ends, _CLASSES, self._keys, self._bits, out)
        return out


def listed(*lists: str) -> list[str]:
    """The phrases of lists, each a text with `|` or line breaks between them, sorted and each once."""
    return sorted({one.strip() for each in lists for one in each.replace("\n", "|").split("|") if one.strip()})


def points_of(text: str) -> NDArray[np.uint32]:
    """The characters of a text in lower case, as far as it is looked at."""
    return np.frombuffer(text[:LOOKED_AT].lower()[:LOOKED_AT].encode("utf-32-le", "replace"), np.uint32)


def _laid_out(found: dict[int, int]) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    """A hash table with open places, at least four times as large as what it holds; 0 is an empty place."""
    size = 1 << max(4, (4 * len(found)).bit_length())
    keys, bits = np.zeros(size, np.uint64), np.zeros(size, np.uint8)
    for key, value in sorted(found.items()):
        place = key & (size - 1)
        while keys[place]:
            place = (place + 1) & (size - 1)
        keys[place], bits[place] = key, value
    return keys, bits


@part
def _mixed(value: Any) -> Any:
    """A hash whose lowest bits are as good as its highest, never 0."""
    value ^= value >> np.uint64(32)
    value *= np.uint64(0xD6E8FEB86659FD93)
    value ^= value >> np.uint64(32)
    return value | np.uint64(1 << 63)


@part
def _plain(char: Any) -> Any:
    return np.uint64(39) if char == 0x2019 else np.uint64(char)


@compiled
def _hash_dense(points: Any, begin: int, end: int) -> Any:
    value = np.uint64(_START)
    for at in range(begin, end):
        value = (value ^ np.uint64(points[at])) * np.uint64(_PRIME)
    return _mixed(value)


@part
def _class_of(char: Any, classes: Any) -> Any:
    return classes[char] if char < 0x10000 else np.uint8(_BREAK)


@compiled
def _hash_words(points: Any, classes: Any) -> Any:
    """The hash of a phrase: of its words, the last one first."""
    words = np.zeros(len(points) + 1, np.uint64)
    count, inside = 0, False
    value = np.uint64(_START)
    for at in range(len(points)):
        if _class_of(points[at], classes):
            if inside:
                words[count] = value
                count += 1
                value = np.uint64(_START)
            inside = False
            continue
        value = (value ^ _plain(points[at])) * np.uint64(_PRIME)
        inside = True
    if inside:
        words[count] = value
        count += 1
    chain = np.uint64(0)
    for back in range(count - 1, -1, -1):
        chain = (chain ^ words[back]) * np.uint64(_PRIME)
    return _mixed(chain)


@part
def _bits_of(key: Any, keys: Any, bits: Any) -> Any:
    place = key & np.uint64(len(keys) - 1)
    while keys[place] != 0:
        if keys[place] == key:
            return wide(bits[place])
        place = (place + np.uint64(1)) & np.uint64(len(keys) - 1)
    return wide(0)


@part
def _dense_at(points: Any, at: int, keys: Any, bits: Any) -> Any:
    """The kinds of the phrases that begin with this character, and, above eight bits, where one that denies ends."""
    found, value, denied = wide(0), np.uint64(_START), wide(0)
    for end in range(at, min(at + DENSE_MAX, len(points))):
        value = (value ^ np.uint64(points[end])) * np.uint64(_PRIME)
        bit = _bits_of(_mixed(value), keys, bits)
        found |= bit
        if bit & _DENIES_BEFORE:
            denied = wide(end + 1)
    return found | denied << 8


@compiled
def _scan(points: Any, classes: Any, keys: Any, bits: Any) -> Any:
    """The kinds of all phrases of a text that nothing denies."""
    kinds = wide((1 << _KINDS_MAX) - 1)
    words, denies = np.zeros(WORDS_MAX, np.uint64), np.zeros(WORDS_MAX + 2, np.uint8)
    found, pending, run = wide(0), wide(0), 0
    value, inside, denied_until = np.uint64(_START), False, wide(-9)
    for at in range(len(points) + 1):
        char = np.uint32(10) if at == len(points) else points[at]
        if char >= DENSE_FROM and char != 0x2019 and not _class_of(char, classes):
            begins = _dense_at(points, at, keys, bits)
            if at > denied_until + 1:
                found |= begins & kinds
            denied_until = max(denied_until, begins >> 8)
        kind = _class_of(char, classes)
        if not kind:
            value = (value ^ _plain(char)) * np.uint64(_PRIME)
            inside = True
            continue
        if inside:
            for back in range(min(run, WORDS_MAX - 1), 0, -1):
                words[back] = words[back - 1]
            for back in range(min(run, WORDS_MAX + 1), 0, -1):
                denies[back] = denies[back - 1]
            words[0], run = value, min(run + 1, WORDS_MAX + 2)
            denies[0] = 0
            chain, here = np.uint64(0), wide(0)
            for length in range(1, min(run, WORDS_MAX) + 1):
                chain = (chain ^ words[length - 1]) * np.uint64(_PRIME)
                bit = _bits_of(_mixed(chain), keys, bits)
                if length == 1:
                    denies[0] = 1 if bit & _DENIES_BEFORE or _ends_in_not(points, at) else 0
                    if bit & _DENIES_BEHIND:
                        pending = wide(0)
                if bit & kinds:
                    before = length < run and denies[length] != 0
                    before = before or (length + 1 < run and denies[length + 1] != 0)
                    if not before:
                        here |= bit & kinds
            found |= pending
            pending = here
            value, inside = np.uint64(_START), False
        if kind == _BREAK:
            found |= pending
            pending, run = wide(0), 0
    return found | pending


@compiled
def _scan_each(points: Any, ends: Any, classes: Any, keys: Any, bits: Any, out: Any) -> None:
    begin = wide(0)
    for number in range(len(ends)):
        out[number] = _scan(points[begin : ends[number]], classes, keys, bits)
        begin = ends[number]


@part
def _ends_in_not(points: Any, end: int) -> bool:
    """Whether the word before a place ends in n't."""
    if end < 3 or points[end - 1] != 116 or points[end - 3] != 110:
        return False
    return bool(points[end - 2] == 39 or points[end - 2] == 0x2019)
