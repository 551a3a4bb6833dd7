"""The terms of posts as numbers, and what they weigh: posts are compared again and again, and looked up once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import direct
from detectors.facts import UsualShare
from detectors.knowledge.formulas import formulas
from detectors.likeness import cohesion_kernel as kernel
from detectors.post import Post
from detectors.posts.people_numbers import Ints
from detectors.posts.post_table import PostTable, Rows
from detectors.spikes.share_keys import KeySlots
from detectors.text import is_clue

Int32s = NDArray[np.int32]
Floats = NDArray[np.float64]

# Beyond so many terms and posts, some two thousand posts, they are forgotten.
TERMS_MAX = 1 << 16
NO_TERM = 1 << 40
"""The number of what nobody uses."""

_distinct, _weighed = direct(kernel.distinct), direct(kernel.weighed)


class PostTerms:
    """The terms of posts, of one table at a time, that count where posts are compared, each once: no number, version or
    date, and no word of every request. From 0 up a number is the slot of a key in the share test; below 0 it is one of the
    terms whose usual share is asked for by name: those without a slot, and those that are `near` the brand's own name."""

    def __init__(
        self, keys: KeySlots | None = None, near: Callable[[Collection[str]], Collection[str]] = lambda _: ()
    ) -> None:
        self._keys, self._near = KeySlots(0) if keys is None else keys, near
        self._begin_anew(None)

    def _begin_anew(self, table: PostTable | None) -> None:
        self._table, self._released = table, self._keys.released
        self._names: list[str] = []
        self._by_name: dict[str, int] = {}
        # Where the numbers of a post are, by how many posts came to the table before it.
        self._places: dict[int, tuple[int, int]] = {}
        self._numbers: Int32s = np.empty(0, np.int32)
        self._used = 0

    def of(self, rows: Rows) -> tuple[Int32s, Ints]:
        """The numbers of many posts, and where in them those of each of these rows begin and end."""
        # Another key may have a slot that was released, and another table has other posts in the same places: a brand has a
        # new one once it has forgotten somebody.
        is_other = rows.table is not self._table or self._released != self._keys.released
        if is_other or self._used + len(self._places) > TERMS_MAX:
            self._begin_anew(rows.table)
        places, came = self._places, rows.table.came - len(rows.table)
        for row in rows.at.tolist():
            if came + row not in places:
                places[came + row] = self._add(rows.table.post(row))
        return self._numbers, np.array([places[came + row] for row in rows.at.tolist()], np.int64).reshape(-1, 2)

    def number(self, term: str) -> int:
        """That of a term, `NO_TERM` where no post has it that was looked at."""
        number = self._by_name.get(term)
        return self._keys.slots.get(term, NO_TERM) if number is None else number

    def name(self, number: int) -> str:
        """The term of a number below 0."""
        return self._names[-1 - number]

    def _add(self, post: Post) -> tuple[int, int]:
        terms = set(post.terms) - formulas(post.lang)
        # A look at all letters at once: most posts hold no clue.
        if not "".join(terms).isalpha():
            terms = {term for term in terms if not is_clue(term)}
        numbers = self._take_numbers(terms)
        begin, end = self._used, self._used + len(numbers)
        if end > len(self._numbers):
            self._numbers = np.resize(self._numbers, 2 * end)
        self._numbers[begin:end] = numbers
        self._used = end
        return begin, end

    def _take_numbers(self, terms: set[str]) -> list[int]:
        slots, by_name = self._keys.slots, self._by_name
        for term in (*self._near(terms), *(() if slots.keys() >= terms else [one for one in terms if one not in slots])):
            if term not in by_name:
                self._names.append(term)
                by_name[term] = -len(self._names)
        # Hardly any is asked for by its name.
        if by_name.keys().isdisjoint(terms):
            return [*map(slots.__getitem__, terms)]
        return [by_name.get(term) or slots[term] for term in terms]


def no_shares(slots: Ints) -> Floats:
    """The shares of keys where there are none."""
    return np.ones(len(slots))


class Vectors(NamedTuple):
    """Posts as vectors of their terms, which are counted from 0: those of one after those of the other, where those of each
    end, what each term weighs, and which of them is left out; negative where none is."""

    terms: Ints
    ends: Ints
    weights: Floats
    without: int


class Weights:
    """What terms weigh as long as nothing is learned: −log of the share of people who usually use them (tf-idf without tf,
    Spärck Jones 1972). `shares_of` gives those of slots of the share test, `usual_share` that of any other term."""

    def __init__(
        self, usual_share: UsualShare, terms: PostTerms | None = None, shares_of: Callable[[Ints], Floats] = no_shares
    ) -> None:
        self._usual_share, self._shares_of = usual_share, shares_of
        self._terms = PostTerms(KeySlots(0)) if terms is None else terms

    def vectors(self, posts: Rows, without: str) -> Vectors:
        """The vectors of these posts; the term `without` is left out."""
        numbers, places = self._terms.of(posts)
        found, terms, ends = _distinct(numbers, places[:, 0].copy(), places[:, 1].copy())
        shares = self._shares_of(np.maximum(found, 0))
        for place in np.flatnonzero(found < 0).tolist():
            shares[place] = self._usual_share(self._terms.name(int(found[place])))
        left_out = np.flatnonzero(found == self._terms.number(without))
        return Vectors(terms, ends, _weighed(shares), int(left_out[0]) if len(left_out) else -1)
