"""The closes of a brand in which nothing happens: until when there are only such, and what they come to together.

While a trend is live a brand closes every bucket, since time alone may end it. Most of these closes find everything as it
was. What a close leaves behind says when the next one may differ: somebody leaves a window, a key or a trend is let go of,
the hour ends and with it what is usual, a quiet trend has been quiet for long enough. Up to there the closes are made up
for at once, as if each had been looked at: the same state, to the last bit.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, KeysView, Mapping
from heapq import heappop, heappush
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from detectors.buckets import BUCKET_SECONDS, HOUR_BUCKETS
from detectors.engine.query import DAY
from detectors.facts import TrendStats
from detectors.lifecycle import Policy, passed, unchanged_until
from detectors.post import are_days
from detectors.trends.trend import KEEP_SECONDS, Trend
from detectors.values import State, Verdict

if TYPE_CHECKING:
    from detectors.engine.brand import BrandTrends

HOUR = 3600


class Look(NamedTuple):
    """What a close found of a live trend, and how many members and which verdict it had then."""

    stats: TrendStats
    verdict: Verdict
    limits: Policy
    posts: int
    judged: tuple[int, Verdict] | None

    def is_same(self, before: Look | None) -> bool:
        """Whether nothing came to the trend since the close before."""
        return before is not None and self.posts == before.posts and self.judged is before.judged


class Looks:
    """Which brands wait, and in which bucket each is to be looked at next."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}
        # What was put off since is still in it, at its place of before.
        self._due: list[tuple[int, str]] = []

    @property
    def waiting(self) -> KeysView[str]:
        """Those in which time alone can lead to an event."""
        return self._next.keys()

    @property
    def first(self) -> float:
        """The first bucket in which one is to be looked at; infinite while none waits."""
        while self._due and self._next.get(self._due[0][1]) != self._due[0][0]:
            heappop(self._due)
        return self._due[0][0] if self._due else math.inf

    def note(self, name: str, bucket: int | None) -> None:
        """A brand is to be looked at next in this bucket; None when it does not wait."""
        self._next.pop(name, None)
        if bucket is not None:
            self._next[name] = bucket
            heappush(self._due, (bucket, name))

    def take(self, bucket: int) -> set[str]:
        """Those that are to be looked at when `bucket` closes; each has to be noted again."""
        names = set()
        while self.first <= bucket:
            names.add(heappop(self._due)[1])
        return names

    def settle(self, brands: Mapping[str, BrandTrends], closed: int) -> None:
        """Makes up for the closes up to `closed` in which waiting brands had nothing to look at: before their state is read
        or changed."""
        for name in self._next:
            pass_over(brands[name], closed)


def next_look(brand: BrandTrends, bucket: int) -> int:
    """The bucket after `bucket` whose close may find something new; all before it do not, if nobody writes. `bucket` was
    the newest that was closed, and it found nothing new."""
    until = min(
        [brand.messages.due_at, *(at for trend in brand.book for at in _ends(brand, trend, bucket))], default=math.inf
    )
    next_hour = (bucket // HOUR_BUCKETS + 1) * HOUR_BUCKETS
    if until >= (next_hour + 1) * BUCKET_SECONDS:
        return next_hour
    return max(bucket + 1, math.ceil(until / BUCKET_SECONDS) - 1) if until > -math.inf else bucket + 1


def _ends(brand: BrandTrends, trend: Trend, bucket: int) -> Iterator[float]:
    """The closes, in event time, from which on something of a trend may differ."""
    for key in trend.keys - {trend.lead}:
        if key in trend.risen:
            yield trend.risen[key] + KEEP_SECONDS
    if not trend.is_live:
        if trend.state.state is State.RESOLVED:
            yield trend.state.closed_at + brand.config.policy.reopen_seconds
        return
    look = brand.looks.get(trend.trend_id)
    if look is None or (_depends_on_usual(look) and are_days(trend.members.posts())):
        # By the day it is another usual that counts.
        yield -math.inf
    else:
        yield unchanged_until(trend.state, look.stats, look.verdict, look.limits)
    times, now = sorted(trend.members.last_written.at.values()), (bucket + 1.0) * BUCKET_SECONDS
    for window in (trend.window_seconds, HOUR, 3 * HOUR, DAY):
        if (first := bisect_left(times, now - window)) < len(times):
            yield times[first] + window


def pass_over(brand: BrandTrends, last: int) -> None:
    """Makes up for the closes up to and including `last`, none of which is one to look at (`next_look`)."""
    while brand.closed < last:
        # How many are usual moves with every close, and with several people it matters.
        _make_up(brand, brand.closed + 1 if any(map(_depends_on_usual, brand.looks.values())) else last)


def _depends_on_usual(look: Look) -> bool:
    return look.stats.people_hour_on_fix > 1


def _make_up(brand: BrandTrends, last: int) -> None:
    closes, now = last - brand.closed, float((last + 1) * BUCKET_SECONDS)
    tests, posts, people_min = brand.detection.tests, brand.detection.recent_posts, brand.config.policy.people_min
    for post in [post for post in takewhile(lambda one: one.at < now - DAY, posts) if post.recurs]:
        # The close that lets go of it learns what it says, as worth as much as that day's people are.
        until = math.floor((post.at + DAY) / BUCKET_SECONDS)
        tests.close(until - 1, people_min)
        brand.expire((until + 1.0) * BUCKET_SECONDS)
    brand.expire(now)
    tests.close(last, people_min)
    for trend in brand.book:
        brand.book.expire(trend, now)
        if (look := brand.looks.get(trend.trend_id)) is not None:
            usual = tests.usual(trend.lead, last, HOUR) if _depends_on_usual(look) else 0.0
            trend.state = passed(trend.state, look.stats, [usual] * closes, now)
    brand.admission.forget(now)
    brand.messages.close((), now, brand.config.policy.digest_above)
    brand.closed = last
