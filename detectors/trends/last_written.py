"""When each of some people last wrote, and how many did since a time."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Iterable


class LastWritten:
    """The last times of people, by person (`at`) and in ascending order: who wrote since is found without reading them all.

    >>> last = LastWritten()
    >>> for person, at in (("ann", 1.0), ("bob", 2.0), ("ann", 3.0), ("eve", 5.0)):
    ...     last.wrote(person, at)
    >>> last.people_since(3.0), last.people_since(2.0)
    (2, 3)
    >>> last.expire(3.0), sorted(last.at)
    (None, ['ann', 'eve'])
    """

    def __init__(self, at: dict[str, float] | None = None) -> None:
        self.at = {} if at is None else at
        self._times = sorted(self.at.values())

    def wrote(self, person: str, at: float) -> None:
        """Somebody wrote; nothing happens where they did so later."""
        before = self.at.get(person, -math.inf)
        if at <= before:
            return
        self.at[person] = at
        if before > -math.inf:
            del self._times[bisect_left(self._times, before)]
        insort(self._times, at)

    def people_since(self, at: float) -> int:
        """Who wrote then or later."""
        return len(self._times) - bisect_left(self._times, at)

    def drop(self, people: Iterable[str]) -> None:
        """As if these people had not written."""
        for person in people:
            at = self.at.pop(person, None)
            if at is not None:
                del self._times[bisect_left(self._times, at)]

    def expire(self, before: float) -> None:
        """Lets go of who last wrote before."""
        if self._times and self._times[0] < before:
            self.drop([person for person, last in self.at.items() if last < before])
