"""People as small numbers, and sets of them as the bits of an integer.

To compare two sets of a thousand people costs as much as to compare two names.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

People = int
"""Distinct people: the bit of each one's number is set."""

Ints = NDArray[np.int64]


def union(some: Iterable[People]) -> People:
    """Everybody who is in any of them."""
    return reduce(or_, some, 0)


def share_of(people: People, others: People) -> float:
    """The part of some people who are among others; 1 of nobody."""
    many = people.bit_count()
    return (people & others).bit_count() / many if many else 1.0


class PeopleNumbers:
    """The numbers of those who wrote the posts that are held: a number is another's once nothing of its person is.

    >>> numbers = PeopleNumbers()
    >>> [numbers.take(person) for person in ("ann", "bob", "ann")], bin(numbers.of(("bob", "eve")))
    ([0, 1, 0], '0b10')
    >>> numbers.release("bob"), numbers.take("eve"), numbers.persons(0b11)
    (None, 1, ['ann', 'eve'])
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._persons: list[str] = []
        self._posts: list[int] = []
        self._free: list[int] = []

    def __len__(self) -> int:
        """All numbers are below this."""
        return len(self._persons)

    def take(self, person: str) -> int:
        """The number of who wrote one more post."""
        number = self._numbers.get(person)
        if number is None:
            if self._free:
                number = self._free.pop()
                self._persons[number] = person
            else:
                number = len(self._persons)
                self._persons.append(person)
                self._posts.append(0)
            self._numbers[person] = number
        self._posts[number] += 1
        return number

    def release(self, person: str) -> None:
        """One of their posts is held no more."""
        number = self._numbers[person]
        self._posts[number] -= 1
        if not self._posts[number]:
            del self._numbers[person]
            self._free.append(number)

    def flags(self, persons: Iterable[str]) -> NDArray[np.bool_]:
        """By number, whether it is one of these people's."""
        found = np.zeros(max(1, len(self._persons)), np.bool_)
        found[[self._numbers[person] for person in persons if person in self._numbers]] = True
        return found

    def of(self, persons: Iterable[str]) -> People:
        """Those of these people who wrote any of the posts."""
        return _packed(self.flags(persons))

    def of_numbers(self, numbers: Ints) -> People:
        """The people of these numbers."""
        found = np.zeros(len(self._persons), np.bool_)
        found[numbers] = True
        return _packed(found)

    def persons(self, people: People) -> list[str]:
        """Who they are."""
        held = np.frombuffer(people.to_bytes(len(self._persons) // 8 + 1, "little"), np.uint8)
        return [self._persons[number] for number in np.unpackbits(held, bitorder="little").nonzero()[0].tolist()]


def _packed(flags: NDArray[np.bool_]) -> People:
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")
