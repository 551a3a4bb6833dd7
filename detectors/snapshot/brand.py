"""Everything learned about a brand as bytes, and back. Of one mind with `BrandTrends`, whose fields it reads."""

from __future__ import annotations

import msgspec

from detectors.brand import BrandTrends
from detectors.last_day import Kept
from detectors.profile import ProfileState
from detectors.tiers import Key
from detectors.trend import Trend, TrendRecord


class BrandState(msgspec.Struct, frozen=True):
    """A brand in a snapshot: clusterer and tests as their own snapshots, and the rest, a `BrandRest` in MessagePack.

    All of it bytes: nothing in it changes when the brand goes on, and to put it together is left to another thread.
    """

    grouping: bytes
    tests: dict[str, bytes]
    rest: bytes


class BrandRest(msgspec.Struct, frozen=True):
    """What of a brand has no snapshot of its own; what has an order is kept in it."""

    profile: ProfileState
    last_day: list[Kept]
    trends: list[TrendRecord]
    trend_of: list[tuple[Key, str]]
    seen: dict[str, float]
    own_posts: dict[str, float]
    first_at: float | None
    duplicates: int
    withheld: dict[str, int]
    policy_untold: str
    level: tuple[int, float]


def state_of(brand: BrandTrends) -> BrandState:
    """The brand as it is now."""
    rest = BrandRest(
        profile=brand._profile.state(),
        last_day=brand._last_day.state(),
        trends=[trend.record() for trend in brand._trends.values()],
        trend_of=sorted(brand._trend_of.items()),
        seen=brand._seen,
        own_posts=brand._own_posts,
        first_at=brand._first_at,
        duplicates=brand.duplicates,
        withheld=brand.withheld,
        policy_untold=brand.policy_untold,
        level=brand._level,
    )
    tests = {tier.word: test.snapshot() for tier, test in brand._tests.items()}
    return BrandState(brand._grouping.snapshot(), tests, msgspec.msgpack.encode(rest))


def fill(brand: BrandTrends, state: BrandState) -> None:
    """Makes a brand without a past the one that `state` was taken of; one that raised is to be thrown away."""
    brand._grouping.restore(state.grouping)
    for tier, test in brand._tests.items():
        test.restore(state.tests[tier.word])
    rest = msgspec.msgpack.decode(state.rest, type=BrandRest)
    brand._profile.load(rest.profile)
    brand._last_day.load(rest.last_day)
    brand._trends = {record.state.trend_id: Trend.of(record) for record in rest.trends}
    brand._trend_of = dict(rest.trend_of)
    brand._seen = rest.seen
    brand._own_posts = rest.own_posts
    brand._first_at = rest.first_at
    brand.duplicates = rest.duplicates
    brand.withheld = rest.withheld
    brand.policy_untold = rest.policy_untold
    brand._level = rest.level
