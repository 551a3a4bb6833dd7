"""Which mentions of a brand were heard of in the last day, by their ids."""

from __future__ import annotations

import math
from collections.abc import Collection
from itertools import islice, takewhile

DAY = 24 * 3600.0
# What is above the limit goes in portions, so that it is not looked for again at every bucket.
PORTION = 4


class SeenIds:
    """Tells repeats: of mentions with one id the first counts, and none that is said up to a day after it.

    One that was told to `forget_oldest` still counts nothing twice: what was said no later than the newest that it has
    forgotten counts as a repeat, since it may be one. In time nothing is said so early; what comes late may be missing.
    Memory: about 0.2 KB an id, for two days.

    >>> seen = SeenIds()
    >>> [seen.add(*one) for one in (("forum/1", 0.0), ("forum/2", 60.0), ("forum/1", 90.0), ("forum/1", 90_000.0))]
    [True, True, False, True]
    """

    def __init__(self, at: dict[str, float] | None = None, forgotten: int = 0, forgotten_at: float = -math.inf) -> None:
        self.at = at or {}
        self.forgotten = forgotten
        """How many had to be forgotten early; the newest of them was said at `forgotten_at`."""
        self.forgotten_at = forgotten_at

    def __len__(self) -> int:
        return len(self.at)

    def add(self, ident: str, at: float) -> bool:
        """Notes a mention said at this event time, in seconds; False when it was heard of, or may have been."""
        if at <= self.forgotten_at or at - self.at.get(ident, -math.inf) <= DAY:
            return False
        self.at[ident] = at
        return True

    def expire(self, now: float) -> None:
        """Lets go of what nothing that comes in time, or up to a day late, can repeat."""
        # In one pass: each look at the front of a dict goes over all that was deleted there.
        for ident, _ in [*takewhile(lambda one: one[1] < now - 2 * DAY, self.at.items())]:
            del self.at[ident]

    def forget_oldest(self, many: int) -> None:
        """Lets go of the `many` that were heard of first, before their time."""
        for ident in [*islice(self.at, many)]:
            self.forgotten_at = max(self.forgotten_at, self.at.pop(ident))
            self.forgotten += 1


def keep_within(brands: Collection[SeenIds], ids_max: int) -> None:
    """Has the brands forget until all together remember no more than `ids_max`: those that remember most, so that a flood
    of one brand costs the others nothing."""
    while (held := sum(map(len, brands))) > ids_max:
        largest = max(brands, key=len)
        largest.forget_oldest(max(held - ids_max, len(largest) // PORTION))
