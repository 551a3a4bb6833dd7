"""The posts of a brand's last day as columns of numbers, for what is counted over all of them at every close; compiled."""

from __future__ import annotations

from array import array
from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, direct
from detectors.grouping import NO_GROUP, TextGroup
from detectors.post import Post, praises
from detectors.trends.tiers import repeats_others
from detectors.windows import kernel
from detectors.windows.people import person_number

Int64s = NDArray[np.int64]
ECHO = NO_GROUP - 1
"""Instead of a group: a post that counts for nobody."""
EVERYBODY = 0


class PostColumns:
    """When each post was written, by whom, and in which group; oldest first, as they are held.

    A post that praises is in no group, and one that repeats another (`ECHO`), or of people who are left out, counts for
    nobody.
    """

    def __init__(self, left_out: frozenset[str] = frozenset()) -> None:
        self.left_out = left_out
        self._ats = array("d")
        self._people = array("q")
        self._groups = array("q")
        # Those whose groups have not been asked for, with their places; so many posts were let go of since the first.
        self._waiting: list[tuple[int, TextGroup]] = []
        self._gone = 0

    def insert(self, place: int, post: Post, group: TextGroup) -> None:
        """Adds a post at its place by time, mostly the end."""
        repeats = post.person in self.left_out or repeats_others(post)
        if place < len(self._groups):
            self._waiting = [(one + (one >= self._gone + place), group) for one, group in self._waiting]
        if not repeats and not praises(post):
            self._waiting.append((self._gone + place, group))
        self._ats.insert(place, post.at)
        self._people.insert(place, person_number(post.person))
        self._groups.insert(place, ECHO if repeats else NO_GROUP)

    def drop_oldest(self, many: int) -> None:
        """Lets go of the `many` oldest."""
        self._gone += many
        for column in (self._ats, self._people, self._groups):
            del column[:many]

    def first_from(self, at: float) -> int:
        """The place of the first post that was written then or later."""
        return bisect_left(self._ats, at)

    def __len__(self) -> int:
        return len(self._ats)

    def people_of_groups(self, begin: int, end: int, least: int) -> tuple[int, dict[int, int]]:
        """Distinct people of the posts from one place to before the other: of all, and of each group of `least` or more."""
        for place, group in self._waiting:
            if place >= self._gone:
                self._groups[place - self._gone] = group.number
        self._waiting.clear()
        names, counts = np.empty(end - begin, np.int64), np.empty(end - begin, np.int64)
        everybody, many = _count(np.asarray(self._people), np.asarray(self._groups), begin, end, least, names, counts)
        return everybody, dict(zip(names[:many].tolist(), counts[:many].tolist(), strict=True))


@compiled
def count(
    people: Int64s, groups: Int64s, begin: int, end: int, least: int, names: Int64s, counts: Int64s
) -> tuple[int, int]:
    """Counts distinct people from `begin` to before `end`; writes the groups of `least` or more and how many each has to
    `names` and `counts`. Returns how many people there are, and how many such groups."""
    table = np.empty(4 * (end - begin) + 8, kernel.PAIR)
    for place in range(len(table)):
        table[place].slot = kernel.FREE
    # Which of `names` stands at a place, found by the group as the pairs are.
    numbers = np.full(2 * (end - begin) + 8, -1, np.int64)
    everybody, known = 0, 0
    for at in range(begin, end):
        group = groups[at]
        if group == ECHO:
            continue
        place = kernel.find(table, EVERYBODY, people[at])
        if table[place].slot == kernel.FREE:
            table[place].slot, table[place].person = EVERYBODY, people[at]
            everybody += 1
        if group == NO_GROUP:
            continue
        where = group % len(numbers)
        while numbers[where] >= 0 and names[numbers[where]] != group:
            where = (where + 1) % len(numbers)
        if numbers[where] < 0:
            numbers[where], names[known], counts[known] = known, group, 0
            known += 1
        number = numbers[where]
        place = kernel.find(table, number + 1, people[at])
        if table[place].slot == kernel.FREE:
            table[place].slot, table[place].person = number + 1, people[at]
            counts[number] += 1
    kept = 0
    for number in range(known):
        if counts[number] >= least:
            names[kept], counts[kept] = names[number], counts[number]
            kept += 1
    return everybody, kept


_count = direct(count)
