"""Complaints that wait until event time has passed the bucket they lie in: each once, however often it is delivered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from sys import intern

from msgspec.structs import force_setattr

from detectors.buckets import bucket_of
from detectors.engine.dedup import SeenOffsets
from detectors.engine.streams import stream_of
from detectors.mention import Complaint

WORDS_MAX = 1 << 16

SeenState = list[tuple[int, list[tuple[int, bytes]]]]
"""The offsets seen, by origin, in a snapshot."""


NEW_LOG_SECONDS = 3600.0
"""A record ahead of the clock is clamped to it at each delivery, and brokers take none that is further ahead."""


class OriginOffsets:
    """Which offsets of which origin were seen.

    A record that is delivered again is no later than the newest that came. So one at a seen offset that is later by more
    than `NEW_LOG_SECONDS` is another one: its topic was deleted and made anew, and the origin begins from there.
    """

    def __init__(
        self,
        state: Iterable[tuple[int, list[tuple[int, bytes]]]] = (),
        newest: Iterable[tuple[int, float]] = (),
    ) -> None:
        """`newest` is the time of the newest record of each origin, in seconds."""
        self._seen: defaultdict[int, SeenOffsets] = defaultdict(SeenOffsets)
        self._seen.update((origin, SeenOffsets(seen)) for origin, seen in state)
        self._newest = dict(newest)

    def add(self, origin: int, offset: int, received: float = 0.0) -> bool:
        """Records an offset, of a record of the time `received`; False when it has been seen before."""
        if not self._seen[origin].add(offset):
            if received <= self._newest.get(origin, received) + NEW_LOG_SECONDS:
                return False
            self.forget(origin)
            self._seen[origin].add(offset)
        self._newest[origin] = max(received, self._newest.get(origin, received))
        return True

    def forget(self, origin: int) -> None:
        """As if nothing had ever come from there."""
        self._seen.pop(origin, None)
        self._newest.pop(origin, None)

    def state(self) -> SeenState:
        """As plain values, for a snapshot."""
        return [(origin, self._seen[origin].state()) for origin in sorted(self._seen)]

    def newest(self) -> list[tuple[int, float]]:
        """The time of the newest record of each origin, for a snapshot."""
        return sorted(self._newest.items())


class Words(dict[str, str]):
    """Words that came lately, each as the one object that all share. Emptied when it holds `WORDS_MAX`."""

    def __missing__(self, word: str) -> str:
        if len(self) >= WORDS_MAX:
            self.clear()
        shared = self[word] = intern(word)
        return shared


class PendingComplaints:
    """The complaints of buckets that are not closed, by bucket. Words that many of them have are there once: looked up as
    they arrive, one complaint after the other, they cost a third of what they cost in between the tests of their brands."""

    def __init__(self) -> None:
        self._words = Words()
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
        # Equal words for equal words, which changes nothing that can be seen: a copy costs as much as the rest of this.
        shared = self._words.__getitem__
        force_setattr(complaint, "terms", tuple(map(shared, complaint.terms)))
        force_setattr(complaint, "channel", shared(complaint.channel))
        force_setattr(complaint, "lang", shared(complaint.lang))
        self._buckets.setdefault(closed + 1 if late else bucket, []).append(complaint)
        self._count += 1
        return not late

    def oldest(self) -> int:
        """The oldest bucket for which something waits; raises ValueError when there is none."""
        return min(self._buckets)

    def buckets_through(self, last: int) -> list[int]:
        """The buckets up to and including `last` for which something waits, in their order."""
        return sorted(bucket for bucket in self._buckets if bucket <= last)

    def count(self, buckets: Iterable[int]) -> int:
        """How many complaints wait for these buckets."""
        return sum(len(self._buckets[bucket]) for bucket in buckets)

    def take(self, bucket: int) -> dict[str, list[Complaint]]:
        """Takes out what waits for a bucket, by stream (`detectors.engine.streams`)."""
        complaints = self._buckets.pop(bucket, [])
        self._count -= len(complaints)
        return _by_stream(complaints)

    def forget(self, people: Collection[str], brand: str = "") -> None:
        """Takes out what these people wrote, about one brand or any; they are known by either hash of a complaint."""

        def stays(one: Complaint) -> bool:
            return (bool(brand) and one.brand != brand) or (one.person not in people and one.handle not in people)

        left = {bucket: [*filter(stays, complaints)] for bucket, complaints in self._buckets.items()}
        self._buckets = {bucket: complaints for bucket, complaints in left.items() if complaints}
        self._count = sum(map(len, self._buckets.values()))

    def by_stream(self) -> dict[str, list[Complaint]]:
        """All that waits, by stream."""
        return _by_stream(complaint for complaints in self._buckets.values() for complaint in complaints)

    def state(self) -> list[tuple[int, list[Complaint]]]:
        """As plain values, for a snapshot."""
        return sorted(self._buckets.items())


def _by_stream(complaints: Iterable[Complaint]) -> dict[str, list[Complaint]]:
    found: dict[str, list[Complaint]] = {}
    for complaint in complaints:
        found.setdefault(stream_of(complaint), []).append(complaint)
    return found
