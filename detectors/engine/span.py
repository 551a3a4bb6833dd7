"""The closes of many buckets, brand by brand.

What comes of a brand does not depend on the others. An engine that has something to catch up with closes all buckets of one
brand and then those of the next, since a brand whose state is at hand costs half of one that has to be fetched from memory.
What depends on all of them, the order of the events and whether the brands rise together, is put together at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter, itemgetter

from detectors.alert import AlertEvent
from detectors.buckets import HOUR_BUCKETS
from detectors.engine.brand import BrandTrends
from detectors.engine.reading import Readings
from detectors.engine.source_surge import BRANDS_MIN, chances_of
from detectors.mention import Complaint

_order = attrgetter("at", "id", "channel", "person", "text", "title", "repost_of")


def in_order(complaints: Sequence[Complaint]) -> Sequence[Complaint]:
    """By event time and id; then so that also of two with one id and time the same one is first, in whatever order they
    came: the first counts, the other is a duplicate."""
    return sorted(complaints, key=_order) if len(complaints) > 1 else complaints


class Span:
    """The buckets from `first` to `last`, in some of which (`written`, ascending) somebody wrote, of so many `brands`."""

    def __init__(self, first: int, last: int, written: Sequence[int], brands: int) -> None:
        self._first = first
        self._last = last
        self._events: list[tuple[int, str, list[AlertEvent]]] = []
        self._waited: list[tuple[int, int]] = [(bucket, bucket) for bucket in written]
        hours = _hours(first, last, written) if brands >= BRANDS_MIN else ()
        self.chances: dict[int, list[float]] = {hour: [] for hour in hours}
        """Of each full hour whether the brands that can be judged rise in it (`source_surge.chances_of`); of no hour where
        brands are too few."""

    def close(
        self, name: str, brand: BrandTrends, complaints: Mapping[int, Sequence[Complaint]], readings: Readings
    ) -> None:
        """Closes the buckets in which somebody wrote about a brand, and those in which time alone may lead to something;
        `readings` is what is read of the complaints, each bucket's `in_order`."""
        written, hours, after = sorted(complaints, reverse=True), sorted(self.chances, reverse=True), self._last + 1
        while True:
            bucket = min(written[-1], after) if written else after
            if brand.is_waiting:
                bucket = min(bucket, max(self._first, brand.next_look))
                self._waited.append((max(self._first, brand.closed + 1), min(bucket, self._last)))
            while hours and hours[-1] < bucket:
                self._judge(brand, hours.pop())
            if bucket > self._last:
                return
            if written and written[-1] == bucket:
                written.pop()
            if events := brand.close(bucket, complaints.get(bucket, ()), readings):
                self._events.append((bucket, name, events))

    def pass_by(self, brand: BrandTrends) -> None:
        """A brand in which there is nothing to close."""
        if brand.is_waiting:
            self._waited.append((self._first, self._last))
        for hour in self.chances:
            self._judge(brand, hour)

    def events(self) -> list[AlertEvent]:
        """What comes of all, by bucket, then brand."""
        return [event for _, _, events in sorted(self._events, key=itemgetter(0, 1)) for event in events]

    def buckets(self) -> int:
        """In how many of its buckets somebody wrote or a brand waited."""
        many, after = 0, self._first
        for first, last in sorted(self._waited):
            many += max(0, last + 1 - max(first, after))
            after = max(after, last + 1)
        return many

    def _judge(self, brand: BrandTrends, hour: int) -> None:
        self.chances[hour] += chances_of((brand.detection.tests,), hour)


def _hours(first: int, last: int, written: Sequence[int]) -> list[int]:
    """The last buckets of the full hours that are judged: the newest before somebody writes, and at the end."""
    ends = {bucket // HOUR_BUCKETS * HOUR_BUCKETS - 1 for one in (*written, last) for bucket in (one, one + 1)}
    return sorted(end for end in ends if first <= end <= last)
