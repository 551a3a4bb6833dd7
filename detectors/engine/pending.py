"""Complaints that wait until event time has passed the bucket they lie in: each once, however often it is delivered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from detectors.buckets import bucket_of
from detectors.engine.dedup import SeenOffsets
from detectors.mention import Complaint

SeenState = list[tuple[int, list[tuple[int, bytes]]]]
"""The offsets seen, by origin, in a snapshot."""


class OriginOffsets:
    """Which offsets of which origin were seen."""

    def __init__(self, state: Iterable[tuple[int, list[tuple[int, bytes]]]] = ()) -> None:
        self._seen: defaultdict[int, SeenOffsets] = defaultdict(SeenOffsets)
        self._seen.update((origin, SeenOffsets(seen)) for origin, seen in state)

    def add(self, origin: int, offset: int) -> bool:
        """Records an offset; False when it has been seen before."""
        return self._seen[origin].add(offset)

    def forget(self, origin: int) -> None:
        """As if nothing had ever come from there."""
        self._seen.pop(origin, None)

    def state(self) -> SeenState:
        """As plain values, for a snapshot."""
        return [(origin, self._seen[origin].state()) for origin in sorted(self._seen)]


class PendingComplaints:
    """The complaints of buckets that are not closed, by bucket."""

    def __init__(self) -> None:
        self._buckets: dict[int, list[Complaint]] = {}
        self._count = 0

    @classmethod
    def of(cls, state: Iterable[tuple[int, list[Complaint]]], closed: int) -> PendingComplaints:
        """What gave `state`, whatever the length of its buckets; `closed` is the newest bucket that was closed."""
        pending = cls()
        for _, complaints in state:
            for complaint in complaints:
                pending.add(complaint, closed)
        return pending

    def __len__(self) -> int:
        return self._count

    def add(self, complaint: Complaint, closed: int) -> bool:
        """Adds a complaint. False when its bucket has been closed (`closed` is the newest that was): it waits for the
        next."""
        bucket = bucket_of(complaint.at)
        late = bucket <= closed
        self._buckets.setdefault(closed + 1 if late else bucket, []).append(complaint)
        self._count += 1
        return not late

    def oldest(self) -> int:
        """The oldest bucket for which something waits; raises ValueError when there is none."""
        return min(self._buckets)

    def buckets_through(self, last: int) -> list[int]:
        """The buckets up to and including `last` for which something waits, in their order."""
        return sorted(bucket for bucket in self._buckets if bucket <= last)

    def take(self, bucket: int) -> dict[str, list[Complaint]]:
        """Takes out what waits for a bucket, by brand."""
        complaints = self._buckets.pop(bucket, [])
        self._count -= len(complaints)
        return _by_brand(complaints)

    def by_brand(self) -> dict[str, list[Complaint]]:
        """All that waits, by brand."""
        return _by_brand(complaint for complaints in self._buckets.values() for complaint in complaints)

    def state(self) -> list[tuple[int, list[Complaint]]]:
        """As plain values, for a snapshot."""
        return sorted(self._buckets.items())


def _by_brand(complaints: Iterable[Complaint]) -> dict[str, list[Complaint]]:
    found: dict[str, list[Complaint]] = {}
    for complaint in complaints:
        found.setdefault(complaint.brand, []).append(complaint)
    return found
