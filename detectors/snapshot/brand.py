"""Everything learned about a brand as plain values, and back. Of one mind with `BrandTrends`, whose fields it reads."""

from __future__ import annotations

import msgspec

from detectors.brand import BrandTrends
from detectors.last_day import Kept
from detectors.profile import ProfileState
from detectors.tiers import Key
from detectors.trend import Trend, TrendRecord


class BrandState(msgspec.Struct, frozen=True):
    """A brand in a snapshot. What has an order is kept in it; clusterer and tests come as their own snapshots."""

    grouping: bytes
    tests: dict[str, bytes]
    profile: ProfileState
    last_day: list[Kept]
    trends: list[TrendRecord]
    trend_of: list[tuple[Key, str]]
    seen: dict[str, float]
    own_posts: dict[str, float]
    first_at: float | None
    duplicates: int
    withheld: dict[str, int]


def state_of(brand: BrandTrends) -> BrandState:
    """The brand as plain values: its dictionaries themselves, not copies, so encode them before it goes on."""
    return BrandState(
        grouping=brand._grouping.snapshot(),
        tests={tier.word: test.snapshot() for tier, test in brand._tests.items()},
        profile=brand._profile.state(),
        last_day=brand._last_day.state(),
        trends=[trend.record() for trend in brand._trends.values()],
        trend_of=sorted(brand._trend_of.items()),
        seen=brand._seen,
        own_posts=brand._own_posts,
        first_at=brand._first_at,
        duplicates=brand.duplicates,
        withheld=brand.withheld,
    )


def fill(brand: BrandTrends, state: BrandState) -> None:
    """Makes a brand without a past the one that `state` was taken of; one that raised is to be thrown away."""
    brand._grouping.restore(state.grouping)
    for tier, test in brand._tests.items():
        test.restore(state.tests[tier.word])
    brand._profile.load(state.profile)
    brand._last_day.load(state.last_day)
    brand._trends = {record.state.trend_id: Trend.of(record) for record in state.trends}
    brand._trend_of = dict(state.trend_of)
    brand._seen = state.seen
    brand._own_posts = state.own_posts
    brand._first_at = state.first_at
    brand.duplicates = state.duplicates
    brand.withheld = state.withheld
