"""Everything learned about a brand as bytes, and back. Of one mind with `BrandTrends`, whose fields it reads."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import msgspec

from detectors.engine.authors import AuthorBudget
from detectors.engine.brand import BrandTrends
from detectors.engine.dedup import SeenIds
from detectors.engine.messages import Messages, MessagesState
from detectors.engine.snapshot.trend import TrendRecord, record_of, trend_of
from detectors.engine.unnamed import ChannelDays, UnnamedPosts
from detectors.errors import SnapshotError
from detectors.posts.recent_posts import Kept
from detectors.posts.tiers import Key
from detectors.trends.book import TrendBook
from detectors.trends.data_quality import Channel
from detectors.verdict.calibration import BrandCalibration, CalibrationState


class BrandState(msgspec.Struct, frozen=True):
    """A brand in a snapshot, in parts of bytes: clusterer and tests as their own snapshots, its trends, and the rest: a
    list of `TrendRecord` and a `BrandRest` in MessagePack. Views, so that reading a snapshot copies none of them.

    `tests` holds the share and volume tests under `BRAND_TESTS`; in one of version 3 it holds tests that are no more.
    """

    grouping: memoryview
    tests: dict[str, list[memoryview]]
    trends: memoryview
    rest: memoryview


class ProfileState(msgspec.Struct, frozen=True):
    """What version 3 knew of terms: faded weights, of people too, in units of `unit`."""

    weights: dict[str, float]
    people: float
    unit: float
    origin: float | None


class BrandRest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of a brand has no snapshot of its own; what has an order is kept in it."""

    last_day: Kept
    trend_of: list[tuple[Key, str]]
    seen: dict[str, float]
    own_posts: dict[str, float]
    first_at: float | None
    duplicates: int
    withheld: dict[str, int]
    policy_pending: str = msgspec.field(name="policy_untold")
    channels: dict[str, Channel]
    ids_forgotten: int = 0
    ids_forgotten_at: float | None = None
    authors_day: int = -1
    authors_spent: dict[str, int] = {}
    authors_loud: list[str] = []
    authors_loud_before: list[str] = []
    unnamed_days: ChannelDays = {}
    calibration: CalibrationState | None = None
    messages: MessagesState | None = None
    profile: ProfileState | None = None
    """How many people mentioned each term: of version 3."""


BRAND_TESTS = "brand_tests"

_REST = msgspec.msgpack.Decoder(BrandRest)
_TRENDS = msgspec.msgpack.Decoder(list[TrendRecord])
_TESTS = msgspec.msgpack.Decoder(dict[str, Any])


def capture(brand: BrandTrends) -> Callable[[], BrandState]:
    """The brand as it is now, copied as quickly as can be; what is returned puts the state together, in any thread."""
    grouping = brand.admission.grouping.capture()
    tests = brand.detection.tests.capture()
    trends = msgspec.msgpack.encode([record_of(trend) for trend in brand.book])
    last_day = brand.detection.recent_posts.capture()
    authors = brand.authors
    rest = BrandRest(
        last_day=([], [], []),
        trend_of=sorted(brand.book.owners.items()),
        seen=brand.admission.seen.at.copy(),
        own_posts=brand.admission.own_posts.copy(),
        first_at=brand.admission.first_at,
        duplicates=brand.admission.duplicates,
        withheld=brand.withheld.copy(),
        policy_pending=brand.policy_pending,
        channels=brand.channels.state(),
        ids_forgotten=brand.admission.seen.forgotten,
        calibration=brand.calibration.state(),
        messages=brand.messages.state(),
        authors_day=authors.day,
        authors_spent=dict(sorted(authors.spent.items())),
        authors_loud=sorted(authors.loud),
        authors_loud_before=sorted(authors.loud_before),
        unnamed_days={channel: list(days) for channel, days in sorted(brand.unnamed.days.items())},
        ids_forgotten_at=brand.admission.seen.forgotten_at if brand.admission.seen.forgotten else None,
    )

    def state() -> BrandState:
        whole = msgspec.structs.replace(rest, last_day=last_day())
        sealed = {BRAND_TESTS: [memoryview(msgspec.msgpack.encode(tests()))]}
        return BrandState(memoryview(grouping()), sealed, memoryview(trends), memoryview(msgspec.msgpack.encode(whole)))

    return state


def fill(brand: BrandTrends, state: BrandState, closed: int, times: int = 1) -> None:
    """Makes a brand without a past the one that `state` was taken of after the bucket `closed`; one that raised is to be
    thrown away. `times`: how many buckets of today one of the snapshot's was."""
    brand.closed = closed
    brand.admission.grouping.restore(state.grouping)
    rest = _REST.decode(state.rest)
    recent_posts = brand.detection.recent_posts
    recent_posts.load(rest.last_day)
    if BRAND_TESTS in state.tests:
        brand.detection.tests.load(_TESTS.decode(state.tests[BRAND_TESTS][0]))
    elif rest.profile is None:
        raise SnapshotError("the tests of a brand are missing")
    else:
        # What version 3 tested cannot be carried over; what its people usually mentioned can.
        shares = {term: weight / rest.profile.unit for term, weight in rest.profile.weights.items()}
        newest_first = [*recent_posts.newest_first(-math.inf)]
        people = rest.profile.people / rest.profile.unit
        brand.detection.tests.learn(shares, people, rest.first_at, reversed(newest_first))
    brand.book = TrendBook(map(trend_of, _TRENDS.decode(state.trends)), rest.trend_of)
    forgotten_at = -math.inf if rest.ids_forgotten_at is None else rest.ids_forgotten_at
    brand.admission.seen = SeenIds(rest.seen, rest.ids_forgotten, forgotten_at)
    brand.admission.own_posts = rest.own_posts
    brand.admission.first_at = rest.first_at
    brand.admission.duplicates = rest.duplicates
    brand.withheld = rest.withheld
    brand.policy_pending = rest.policy_pending
    brand.channels.load(rest.channels, times)
    brand.calibration = BrandCalibration(rest.calibration)
    brand.messages = Messages(rest.messages)
    brand.authors = AuthorBudget(rest.authors_day, rest.authors_spent, rest.authors_loud, rest.authors_loud_before)
    recent_posts.left_out = brand.authors.all_loud
    brand.unnamed = UnnamedPosts(rest.unnamed_days)
