"""Whether texts may be in the languages that their producers name, for many at once: one compiled pass over them.

A language stands where `language_of` returns it without asking which one the text is in, which takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detectors.compiled import direct
from detectors.text import pieces_kernel as kernel
from detectors.text.characters import letters, points_of
from detectors.text.language import CLAIM_CHARS, CLAIM_WORDS_MIN, SMALL_SHARE, is_latin, is_of_latin, small_words, tag_of

FEWEST_ROWS = 1 << 12

_insert, _small_shares = direct(kernel.insert), direct(kernel.small_shares)


class Claims:
    """The small words of the languages that were named so far. Not to be shared by threads."""

    def __init__(self) -> None:
        self._table = np.zeros((FEWEST_ROWS, 4), np.uint64)
        self._held = 0
        self._spaces: dict[str, int] = {}

    def stand(self, claimed: Sequence[str], texts: Sequence[str]) -> list[bool]:
        """Whether each text may be in the language that is named for it, where one is."""
        tags = list(map(tag_of, claimed))
        spaces = [self._spaces[tag] if tag in self._spaces else self._learn(tag) for tag in tags]
        beginnings = [text[:CLAIM_CHARS] for text in texts]
        whole, many = "".join(beginnings), len(texts)
        classes, lower = letters()
        words, small = np.empty(many, np.int64), np.empty(many, np.int64)
        ends = np.cumsum(np.fromiter(map(len, beginnings), np.int64, many))
        given = points_of(whole), ends, np.array(spaces, np.int64), classes, lower, self._table
        _small_shares(*given, np.empty(len(whole), np.uint32), words, small)
        share = small / np.maximum(words, 1)
        stands = (words >= 0) & ((words < CLAIM_WORDS_MIN) | (share >= SMALL_SHARE))
        return [
            bool(tag) and may and (is_latin(text) or not is_of_latin(tag))
            for tag, may, text in zip(tags, stands.tolist(), texts, strict=True)
        ]

    def _learn(self, tag: str) -> int:
        """Puts the small words of a language into the table."""
        space = self._spaces[tag] = 1 + len(self._spaces)
        rows = [row_of(word, space) for word in sorted(small_words(tag)) if len(word.encode()) <= kernel.KEY_BYTES]
        while 2 * (self._held + len(rows)) > len(self._table):
            before, self._table = self._table, np.zeros((2 * len(self._table), 4), np.uint64)
            _insert(self._table, before)
        if rows:
            self._held += _insert(self._table, np.array(rows, np.uint64))
        return space


def row_of(word: str, space: int) -> tuple[int, int, int, int]:
    """The row of a word in the table of a kernel, whose value is 0."""
    key = word.encode()
    parts = [int.from_bytes(key[first : first + 8], "little") for first in range(0, len(key), 8)]
    one, two, three = [*reversed(parts), 0, 0][:3]
    return one, two, three, (space | len(key) << 16) << 32
