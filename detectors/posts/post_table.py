"""The posts of a brand's last day as a table, and which rows hold a key: a look costs what matches, not what is held."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import overload

import numpy as np

from detectors.grouping import NO_GROUP, TextGroup
from detectors.post import Post, is_of_crowd, praises
from detectors.posts.people_numbers import Ints, People, PeopleNumbers
from detectors.posts.tiers import TERMS_PER_POST_MAX, Key, PostKeys, Tier
from detectors.text import is_clue

ROOM = 64
# To find the first people of a kind no more posts than this are read.
READ_MAX = 2_000
NOT_FOUND = NO_GROUP - 1
"""Instead of the group of a post for which none was looked for yet."""

_Index = dict[str, "int | array[int]"]
"""Most names are of one post: a list for each would be half of what a brand's posts take."""


class PostTable:
    """Posts in the order of their time, by key; each has a row for as long as it is held.

    Columns by row: `person` (the number of who wrote it), `crowd` (whether it is of those who may come in a crowd and
    report nothing), `praise`, `echo` (it counts for its thread alone), and `known_groups`, `NOT_FOUND` where it was not
    looked for yet.
    """

    def __init__(self) -> None:
        self.numbers = PeopleNumbers()
        self.person, self.known_groups = np.empty(ROOM, np.int64), np.empty(ROOM, np.int64)
        self.crowd, self.praise, self.echo = np.empty((3, ROOM), np.bool_)
        # Those whose group has not been asked for.
        self._waiting: list[TextGroup] = []
        self._waiting_numbers = array("q")
        self._posts: list[Post] = []
        # Posts are counted on for ever; a row is how many came since the first one that there is room for.
        self._first = 0
        self._ats, self._order = array("d"), array("q")
        # The posts of each term that counts, of each beyond those, and of each root, in the same order.
        self._terms: _Index = {}
        self._late_terms: _Index = {}
        self._roots: _Index = {}

    def __len__(self) -> int:
        """All rows are below this."""
        return len(self._posts)

    @property
    def came(self) -> int:
        """How many posts came so far."""
        return self._first + len(self._posts)

    def insert(self, place: int, post: Post, keys: PostKeys) -> None:
        """Adds a post at its place by time, mostly the end."""
        number, is_late = self.came, place < len(self._order)
        self._hold(post, keys)
        self._order.insert(place, number)
        self._ats.insert(place, post.at)
        for index, names in self._entries(post, keys):
            # Most terms are of one post alone.
            for name in names:
                held = index.setdefault(name, number)
                if held is number:
                    continue
                if isinstance(held, int):
                    held = index[name] = array("q", (held,))
                if is_late:
                    held.insert(bisect_right(held, post.at, key=self._at), number)
                else:
                    held.append(number)

    def drop_oldest(self, gone: Collection[tuple[Post, PostKeys]]) -> None:
        """Lets go of the oldest posts, which are these."""
        for (post, keys), number in zip(gone, self._order, strict=False):
            for index, names in self._entries(post, keys):
                for name in names:
                    held = index[name]
                    if isinstance(held, int) or len(held) == 1:
                        del index[name]
                    elif held[0] == number:
                        del held[0]
                    else:
                        held.remove(number)
            self.numbers.release(post.person)
        del self._order[: len(gone)], self._ats[: len(gone)]
        if 2 * len(self._order) >= len(self._posts):
            return
        dead = min(self._order, default=self.came) - self._first
        if dead > ROOM and 2 * dead > len(self._posts):
            for column in (self.person, self.crowd, self.praise, self.echo, self.known_groups):
                column[: len(self._posts) - dead] = column[dead : len(self._posts)].copy()
            del self._posts[:dead]
            self._first += dead

    def matching(self, since: Mapping[Key, float], left_out: Collection[str]) -> dict[Key, Rows]:
        """The posts that count for each key, from the key's time on, oldest first; those of people `left_out` for none."""
        silent, found = self.numbers.flags(left_out) if left_out else None, {}
        for key, at in since.items():
            rows = self._of_key(key, at)
            if key.tier is not Tier.THREAD:
                rows = rows[~self.echo[rows]]
            found[key] = Rows(self, rows if silent is None else rows[~silent[self.person[rows]]])
        return found

    def since(self, at: float) -> Rows:
        """The posts that were written then or later, oldest first."""
        return Rows(self, np.asarray(self._order[bisect_left(self._ats, at) :]) - self._first)

    def before(self, at: float) -> Rows:
        """Those that were written before, oldest first."""
        return Rows(self, np.asarray(self._order[: bisect_left(self._ats, at)]) - self._first)

    def newest(self, many: int) -> Rows:
        """The so many that were written last, oldest first."""
        return Rows(self, np.asarray(self._order[-many:]) - self._first)

    def using(self, terms: Iterable[str]) -> Rows:
        """Those that use one of these terms, whatever they count for, in no order."""
        held = [index[term] for term in terms for index in (self._terms, self._late_terms) if term in index]
        return Rows(self, np.concatenate([np.empty(0, np.int64), *map(np.atleast_1d, held)]) - self._first)

    def with_groups(self) -> Ints:
        """The group of each row, found where it was not asked for before."""
        for number, group in zip(self._waiting_numbers, self._waiting, strict=True):
            if number >= self._first:
                self.known_groups[number - self._first] = group.number
        self._waiting.clear()
        del self._waiting_numbers[:]
        return self.known_groups

    def post(self, row: int) -> Post:
        """The post of a row."""
        return self._posts[row]

    def posts(self, rows: Ints) -> list[Post]:
        """The posts of these rows."""
        return [self._posts[row] for row in rows.tolist()]

    # Inside.

    def _entries(self, post: Post, keys: PostKeys) -> Iterator[tuple[_Index, Collection[str]]]:
        counted = dict.fromkeys(post.terms[:TERMS_PER_POST_MAX])
        yield self._terms, counted
        if len(post.terms) > TERMS_PER_POST_MAX:
            yield self._late_terms, dict.fromkeys(post.terms[TERMS_PER_POST_MAX:]).keys() - counted.keys()
        if keys.root:
            yield self._roots, (keys.root,)

    def _at(self, number: int) -> float:
        return self._posts[number - self._first].at

    def _hold(self, post: Post, keys: PostKeys) -> None:
        row = len(self._posts)
        if row == len(self.person):
            self.person, self.known_groups = np.resize(self.person, 2 * row), np.resize(self.known_groups, 2 * row)
            flags = (self.crowd, self.praise, self.echo)
            self.crowd, self.praise, self.echo = (np.resize(column, 2 * row) for column in flags)
        self._waiting.append(keys.group)
        self._waiting_numbers.append(self.came)
        self._posts.append(post)
        self.person[row], self.known_groups[row] = self.numbers.take(post.person), NOT_FOUND
        self.crowd[row], self.praise[row], self.echo[row] = is_of_crowd(post), praises(post), keys.is_echo

    def _of_key(self, key: Key, since: float) -> Ints:
        if key.tier in (Tier.GROUP, Tier.BRAND):
            rows = self.since(since).at
            return rows if key.tier is Tier.BRAND else rows[self.with_groups()[rows] == int(key.name)]
        index = self._roots if key.tier is Tier.THREAD else self._terms
        held = index.get(key.name) if key.tier is Tier.THREAD or not is_clue(key.name) else None
        if held is None:
            return np.empty(0, np.int64)
        if isinstance(held, int):
            held = array("q", (held,))
        return np.asarray(held[bisect_left(held, since, key=self._at) :]) - self._first


def many_since(table: PostTable, at: float) -> int:
    """How many posts of a table were written then or later."""
    return len(table._ats) - bisect_left(table._ats, at)


class Rows(Sequence[Post]):
    """Posts of a table, in some order; `at` are their rows. Good until the table changes."""

    __slots__ = ("at", "table")

    def __init__(self, table: PostTable, at: Ints) -> None:
        self.table = table
        self.at = at

    def __len__(self) -> int:
        return len(self.at)

    @overload
    def __getitem__(self, place: int) -> Post: ...
    @overload
    def __getitem__(self, place: slice) -> list[Post]: ...
    def __getitem__(self, place: int | slice) -> Post | list[Post]:
        if isinstance(place, slice):
            return self.table.posts(self.at[place])
        return self.table.posts(self.at[place : place + 1 or None])[0]

    def __iter__(self) -> Iterator[Post]:
        # In pieces: who reads the first ones need not be given all.
        for begin in range(0, len(self.at), ROOM):
            yield from self.table.posts(self.at[begin : begin + ROOM])

    @property
    def persons(self) -> Ints:
        """The number of who wrote each."""
        return self.table.person[self.at]

    @property
    def people(self) -> People:
        """Who wrote them."""
        return self.table.numbers.of_numbers(self.table.person[self.at])

    def posts_each(self) -> Ints:
        """How many of them are by each person, by the numbers of people."""
        return np.bincount(self.table.person[self.at], minlength=len(self.table.numbers))

    def of_crowd(self, is_of: bool = True) -> Rows:
        """Those that may come in a crowd and report nothing (`detectors.post.is_of_crowd`), or all others."""
        return Rows(self.table, self.at[self.table.crowd[self.at] == is_of])

    def without(self, others: Rows) -> Rows:
        """Those that are none of these others."""
        left = np.ones(len(self.table), np.bool_)
        left[others.at] = False
        return Rows(self.table, self.at[left[self.at]])

    def within(self, others: Rows) -> Rows:
        """Those that are among these others."""
        return self.without(self.without(others))

    def come_after(self, came: int) -> Rows:
        """Those that came when so many posts had come before."""
        return Rows(self.table, self.at[self.at >= came - self.table.came + len(self.table)])

    def once(self) -> Rows:
        """Each once, in the order in which they come first."""
        places = np.full(len(self.table), len(self.at), np.int64)
        places[self.at[::-1]] = np.arange(len(self.at))[::-1]
        return Rows(self.table, self.at[places[self.at] == np.arange(len(self.at))])

    def last(self, many: int) -> Rows:
        """The last so many of them."""
        return Rows(self.table, self.at[-many:])

    def of_first(self, many: int, which: Callable[[Post], bool] | None = None) -> Rows:
        """Those of the first so many people; of those who wrote one that is `which`, where that is given."""
        numbers = self.table.person[self.at]
        if which is None:
            first = dict.fromkeys(numbers[:ROOM].tolist())
            if len(first) < many:
                first = dict.fromkeys(numbers[:READ_MAX].tolist())
            return self._by(numbers, [*first][:many])
        first = {}
        for number, post in zip(numbers[:READ_MAX].tolist(), self, strict=False):
            if which(post):
                first[number] = None
                if len(first) == many:
                    break
        return self._by(numbers, [*first])

    def of_people(self, most: int) -> list[Post]:
        """Those of so many people at most, who stand for all: of every second or every third of them, and so on, by when
        they come first."""
        numbers = self.table.person[self.at]
        known, places = np.unique(numbers, return_index=True)
        step = -(-len(known) // most)
        return [*(self if step <= 1 else self._by(numbers, known[np.argsort(places)][::step]))]

    def _by(self, numbers: Ints, chosen: Ints | list[int]) -> Rows:
        wanted = np.zeros(len(self.table.numbers), np.bool_)
        wanted[chosen] = True
        return Rows(self.table, self.at[wanted[numbers]])


def together(some: Sequence[Rows]) -> Rows:
    """All of these rows of one table, one after the other."""
    return some[0] if len(some) == 1 else Rows(some[0].table, np.concatenate([one.at for one in some]))


def newest_others(members: Rows, many: int) -> Rows:
    """The newest posts that are none of these, in the order of their time."""
    return members.table.newest(many + len(members)).without(members).last(many)


def groups_of(rows: Rows, least: int) -> dict[int, tuple[int, int]]:
    """How many of these posts, and how many of all, are in each group that has so many of these or more."""
    groups, everything = rows.table.with_groups(), rows.table.since(-np.inf).at
    inside, many = np.unique(groups[rows.once().at], return_counts=True)
    kept = (many >= least) & (inside != NO_GROUP)
    of_all = [int(np.count_nonzero(groups[everything] == group)) for group in inside[kept]]
    return dict(zip(inside[kept].tolist(), zip(many[kept].tolist(), of_all, strict=True), strict=True))
