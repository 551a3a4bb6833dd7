"""The terms of many texts at once: what stands between spaces is looked up in one compiled pass over all of them.

They are the terms that `normalise` finds. What is looked up for the first time is taken apart as it does it, and known
from the next batch on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import direct
from detectors.text import TERMS_MAX, each_emoji_once, is_plain, normalise, plain, with_signal, words_of
from detectors.text import pieces_kernel as kernel
from detectors.text.accounts import with_compounds
from detectors.text.characters import points_of, spaces
from detectors.text.words import Words, is_emoji

PIECES_MAX = 1 << 17
"""So many are known, of all languages together; when there are more, all are looked up anew."""
FEWEST_ROWS = 1 << 10

Rows = NDArray[np.uint64]
_insert, _look_up = direct(kernel.insert), direct(kernel.look_up)


class _Known:
    """What is known of pieces since they were last forgotten: their rows, and the terms that these stand for."""

    def __init__(self) -> None:
        self.table: Rows = np.zeros((FEWEST_ROWS, 4), np.uint64)
        self.held = 0
        self.terms = [""]
        self.many: NDArray[np.int32] = np.zeros(FEWEST_ROWS, np.int32)
        self._many_end = 0
        self._numbers: dict[str, int] = {}
        self._new: dict[tuple[int, int, int, int], int] = {}

    def learn(self, key: tuple[int, int, int, int], terms: tuple[str, ...]) -> None:
        """The terms of a piece, from the next `settle` on."""
        if key not in self._new:
            self._new[key] = self._value_of(terms)

    def settle(self) -> None:
        """Puts what was learned since into the table."""
        if not self._new:
            return
        size = len(self.table)
        while 2 * (self.held + len(self._new)) > size:
            size *= 2
        if size > len(self.table):
            before, self.table = self.table, np.zeros((size, 4), np.uint64)
            self.held = _insert(self.table, before)
        rows = [(one, two, three, last << 32 | value) for (one, two, three, last), value in self._new.items()]
        self.held += _insert(self.table, np.array(rows, np.uint64))
        self._new.clear()

    def _value_of(self, terms: tuple[str, ...]) -> int:
        if not terms:
            return 0
        value = kernel.EMOJI if any(map(is_emoji, terms)) else 0
        if len(terms) == 1:
            return self._number_of(terms[0]) << 2 | value
        first, self._many_end = self._many_end, self._many_end + 1 + len(terms)
        if self._many_end > len(self.many):
            self.many = np.concatenate((self.many, np.zeros(max(len(self.many), 1 + len(terms)), np.int32)))
        self.many[first : self._many_end] = [len(terms), *map(self._number_of, terms)]
        return first << 2 | value | kernel.MANY

    def _number_of(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return number


class Pieces:
    """A memo of pieces of text in their languages, at most `PIECES_MAX` of them. Not to be shared by threads."""

    def __init__(self, pieces_max: int = PIECES_MAX) -> None:
        self._pieces_max = pieces_max
        self._known = _Known()
        self._spaces: dict[str, int] = {}
        self._room = _Room()

    @property
    def held(self) -> int:
        """How many pieces are known."""
        return self._known.held

    def look_up(self, texts: Sequence[str], langs: Sequence[str]) -> LookedUp:
        """The texts, each in its language, ready to be asked for their terms."""
        self._known.settle()
        if self._known.held > self._pieces_max:
            self._known = _Known()
        given = _Given(
            texts, [text if is_plain(text) else plain(text) for text in texts], langs, list(map(words_of, langs))
        )
        return LookedUp(self._known, given, [self._space_of(words.lang) for words in given.words], self._room)

    def _space_of(self, lang: str) -> int:
        return self._spaces.get(lang) or self._spaces.setdefault(lang, 1 + len(self._spaces))


class _Room:
    """Memory that one batch after the other writes to: to ask for it anew takes longer than to look up all pieces."""

    def __init__(self) -> None:
        self._ids: NDArray[np.int32] = np.empty(0, np.int32)
        self._missed: Rows = np.empty((0, 6), np.uint64)

    def of(self, characters: int, texts: int) -> tuple[NDArray[np.int32], Rows]:
        """For the numbers of all terms, and for all pieces, of so many texts with so many characters in all."""
        # A piece has a character at least, and one between it and the next of its text; none has more terms than that.
        pieces = characters // 2 + texts + 1
        if pieces > len(self._missed):
            self._ids, self._missed = np.empty(4 * pieces, np.int32), np.empty((2 * pieces, 6), np.uint64)
        return self._ids, self._missed


class _Given(NamedTuple):
    """Texts as they are and as they are read, with their languages and the words of these."""

    texts: Sequence[str]
    plained: list[str]
    langs: Sequence[str]
    words: list[Words]


class LookedUp:
    """Texts in which the known pieces were looked up."""

    def __init__(self, known: _Known, given: _Given, spaces_of: list[int], room: _Room) -> None:
        self._known, self._given, self._spaces = known, given, spaces_of
        self._whole, many = "".join(given.plained), len(spaces_of)
        ends = np.cumsum(np.fromiter(map(len, given.plained), np.int64, many))
        lasts, states = np.empty(many, np.int64), np.empty(many, np.int64)
        ids, missed = room.of(len(self._whole), many)
        about = points_of(self._whole), ends, np.array(spaces_of, np.int64), spaces(), known.table, known.many
        misses = _look_up(*about, ids, lasts, states, missed)
        self._missed = missed[:misses].copy()
        self._lasts: list[int] = lasts.tolist()
        self._states: list[int] = states.tolist()
        self._ids: list[int] = ids[: self._lasts[-1] if many else 0].tolist()

    def terms(self, number: int) -> tuple[str, ...]:
        """The terms of a text, as `normalise` finds them."""
        state, held = self._states[number], self._known.terms
        first, last = self._lasts[number - 1] if number else 0, self._lasts[number]
        if not state:
            return tuple(map(held.__getitem__, self._ids[first : min(last, first + TERMS_MAX)]))
        given = self._given
        text, words = given.texts[number], given.words[number]
        if state & kernel.COMPOUND and with_compounds(given.plained[number], words.lang) != given.plained[number]:
            return normalise(text, given.langs[number])
        terms: list[str] = []
        has_emoji = state & kernel.EMOJI != 0
        for one in self._ids[first:last]:
            if one >= 0:
                terms.append(held[one])
            else:
                these = self._taken_apart(-1 - one, words, self._spaces[number])
                has_emoji = has_emoji or any(map(is_emoji, these))
                terms += these
        if has_emoji:
            return with_signal(terms if is_plain(text) else each_emoji_once(terms))
        return tuple(terms[:TERMS_MAX])

    def _taken_apart(self, missed: int, words: Words, space: int) -> tuple[str, ...]:
        """The terms of a piece that was not known."""
        one, two, three, begin, end, size = self._missed[missed].tolist()
        terms = words[self._whole[begin:end]]
        if size <= kernel.KEY_BYTES:
            self._known.learn((one, two, three, space | size << 16), terms)
        return terms
