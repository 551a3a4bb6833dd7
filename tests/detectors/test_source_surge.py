"""When most brands of an engine rise together it is the source: reported once, of nothing less, and beside the events."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from itertools import product

import msgspec
import numpy as np
import pytest

from detectors.alert import AlertEvent
from detectors.buckets import BUCKET_SECONDS, DAY_BUCKETS, HOUR_BUCKETS, bucket_of
from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord, Progress
from detectors.engine.policy import BrandConfig
from detectors.engine.source_surge import SourceSurge, chances_of, source_surge
from detectors.grouping import UNGROUPED
from detectors.knowledge import NOTHING
from detectors.mention import Complaint
from detectors.post import Post
from detectors.posts.tiers import PostKeys
from detectors.trends.brand_tests import BrandTests
from tests.life import BRAND, HOUR, LATENESS, START, usual_volume

BRANDS, WARM_DAYS, WEEKS = 8, 15, 8
FAULT = WARM_DAYS * 24 + 10  # hours since the first
DISPERSION = 0.1
SEED = 1
# How many times as many people as usual, by brand and hour.
Times = Callable[[int, int], float]


def as_usual(_brand: int, _hour: int) -> float:
    return 1.0


class Brands:
    """Brands with 8 to 60 people in the busiest hour, observed every quarter of an hour; each has a mood of its own."""

    def __init__(self, seed: int = SEED) -> None:
        print(f"seed {seed}")
        self._chance = np.random.default_rng(seed)
        self._per_hour = np.exp(self._chance.uniform(np.log(8), np.log(60), BRANDS))
        self.tests = [BrandTests("", NOTHING) for _ in range(BRANDS)]
        self.surges: list[SourceSurge | None] = [None]

    def live(self, first: int, until: int, times: Times = as_usual) -> Brands:
        """The hours from `first` on, and what is reported at the end of each."""
        for hour in range(first, until):
            at = START + hour * HOUR
            mood = self._chance.gamma(1 / DISPERSION, DISPERSION, len(self.tests))
            for number, test in enumerate(self.tests):
                rate = self._per_hour[number] * usual_volume(at) * mood[number] * times(number, hour) / 4
                for quarter, came in enumerate(self._chance.poisson(rate, 4).tolist()):
                    for person in self._chance.integers(1 << 60, size=came):
                        post = Post(str(person), at + quarter * HOUR / 4, str(person), "", ())
                        test.observe([(post, PostKeys(UNGROUPED, "", False, ()))])
                test.close(bucket_of(at) + HOUR_BUCKETS - 1, 5)
            last = bucket_of(at) + HOUR_BUCKETS - 1
            self.surges.append(source_surge(self.surges[-1], chances_of(self.tests, last), last))
        return self

    def new_surges(self) -> list[SourceSurge]:
        """The rises as they were first reported."""
        pairs = zip(self.surges, self.surges[1:], strict=False)
        return [now for before, now in pairs if now is not None and before is None]


@pytest.fixture(scope="module")
def warm() -> list[bytes]:
    """The brands after two usual weeks."""
    return [msgspec.msgpack.encode(test.capture()()) for test in Brands().live(0, WARM_DAYS * 24).tests]


def lived(warm: list[bytes], hours: int, times: Times, brands: int = BRANDS) -> Brands:
    """So many hours more of some of the brands."""
    on = Brands()
    for test, snapshot in zip(on.tests, warm, strict=True):
        test.load(msgspec.msgpack.decode(snapshot))
    del on.tests[brands:]
    return on.live(WARM_DAYS * 24, WARM_DAYS * 24 + hours, times)


def test_brands_that_all_double_are_reported_once_and_it_ends(warm: list[bytes]) -> None:
    on = lived(warm, 36, lambda _, hour: 2.0 if FAULT <= hour < FAULT + 12 else 1.0)
    (rise,) = on.new_surges()
    assert START + FAULT * HOUR < rise.since <= START + (FAULT + 12) * HOUR
    assert 2 * rise.brands > rise.of > 5
    assert {one.since for one in on.surges if one} == {rise.since}
    assert on.surges[-1] is None


def test_brands_that_all_bring_three_times_as_much_are_reported_within_three_hours(warm: list[bytes]) -> None:
    (rise,) = lived(warm, 16, lambda _, hour: 3.0 if hour >= FAULT else 1.0).new_surges()
    assert START + FAULT * HOUR < rise.since <= START + (FAULT + 3) * HOUR


def test_a_fault_of_one_brand_is_none_of_the_source_however_loud(warm: list[bytes]) -> None:
    assert lived(warm, 36, lambda brand, hour: 40.0 if not brand and hour >= FAULT else 1.0).new_surges() == []


def test_faults_of_three_brands_of_eight_at_once_are_none_of_the_source(warm: list[bytes]) -> None:
    assert lived(warm, 36, lambda brand, hour: 9.0 if brand < 3 and hour >= FAULT else 1.0).new_surges() == []


def test_four_brands_are_too_few_to_tell(warm: list[bytes]) -> None:
    assert lived(warm, 24, lambda _, hour: 9.0 if hour >= FAULT else 1.0, brands=4).new_surges() == []
    assert lived(warm, 24, lambda _, hour: 9.0 if hour >= FAULT else 1.0, brands=5).new_surges() != []


def test_brands_without_two_weeks_of_history_tell_nothing() -> None:
    assert Brands().live(0, 96, lambda _, hour: 9.0 if hour >= 84 else 1.0).new_surges() == []


def test_eight_weeks_of_brands_each_by_itself_say_nothing(warm: list[bytes]) -> None:
    assert lived(warm, (WEEKS * 7 - WARM_DAYS) * 24, as_usual).new_surges() == []


RISEN, USUAL = 0.01, 0.6


@pytest.mark.parametrize(
    ("chances", "begins"),
    [
        ([RISEN] * 5, True),
        ([RISEN] * 4 + [USUAL], False),
        ([RISEN] * 7 + [USUAL] * 3, True),
        # Far more than chance, and yet not most of them: so many brands have a fault of their own.
        ([RISEN] * 20 + [USUAL] * 20, False),
        ([], False),
    ],
)
def test_it_takes_most_of_the_brands_and_more_than_chance(chances: list[float], begins: bool) -> None:
    began = SourceSurge(chances.count(RISEN), len(chances), 3600.0, 3600.0)
    assert (source_surge(None, chances, HOUR_BUCKETS - 1) == began) is begins


def test_an_hour_in_which_it_does_not_show_does_not_end_it_and_three_do() -> None:
    rise = source_surge(None, [RISEN] * 9, 0)
    began, over = float(BUCKET_SECONDS), 3 * HOUR_BUCKETS
    for bucket in range(1, over):
        rise = source_surge(rise, [USUAL] * 9, bucket)
        assert rise == SourceSurge(0, 9, began, began)
    assert source_surge(rise, [USUAL] * 9, over) is None
    assert source_surge(rise, [RISEN] * 5 + [USUAL] * 4, over) == SourceSurge(5, 9, began, began + 3 * 3600.0)


def test_a_night_in_which_nobody_can_tell_changes_nothing() -> None:
    rise = source_surge(None, [RISEN] * 9, 0)
    assert source_surge(rise, [USUAL] * 4, 100) == rise


def test_a_rise_of_brands_that_are_observed_no_more_is_over_after_a_day() -> None:
    rise = source_surge(None, [RISEN] * 9, 0)
    assert source_surge(rise, [], DAY_BUCKETS - 1) == rise
    assert source_surge(rise, [], DAY_BUCKETS) is None
    assert source_surge(None, [], DAY_BUCKETS) is None


NAMES = tuple(f"{BRAND}{number}" for number in range(5))
BEGINS = START + WARM_DAYS * 24 * HOUR
ENDS = BEGINS + 6 * HOUR


def log(brands: tuple[str, ...]) -> list[LogRecord]:
    """Two weeks in which eight people complain of each brand every hour, then for two hours forty; in no words at all, so
    that nothing else is counted."""
    records: list[LogRecord] = []
    for at in range(int(START), int(ENDS), int(HOUR)):
        for brand, number in product(brands, range(40 if BEGINS <= at < BEGINS + 2 * HOUR else 8)):
            ident = f"{at}-{number}"
            when = at + 1800.0 * (number % 2)
            records.append(
                Complaint(origin=0, offset=len(records), id=ident, brand=brand, at=when, person=ident, text="", terms=())
            )
        records.append(Progress(origin=0, origins=1, at=at + HOUR))
    return records


def engine() -> TrendEngine:
    return TrendEngine(partial(BrandTrends, config=BrandConfig()), LATENESS)


@cache
def usual_weeks() -> tuple[int, bytes, list[AlertEvent]]:
    """The first two weeks of the log of all brands: how many records they are, the engine after them, and its events."""
    running, records = engine(), log(NAMES)
    many = 1 + next(at for at, one in enumerate(records) if isinstance(one, Progress) and one.at == BEGINS)
    events = running.apply(records[:many])
    return many, running.snapshot(), events


def test_an_engine_says_it_beside_the_events_and_after_a_restore() -> None:
    records = log(NAMES)
    began, usual, events = usual_weeks()
    first = engine()
    first.restore(usual)
    risen = 1 + next(
        at for at, one in enumerate(records) if isinstance(one, Progress) and one.at > BEGINS + HOUR + LATENESS
    )
    events = events + first.apply(records[began:risen])
    assert first.source_surge is not None
    assert (first.source_surge.brands, first.source_surge.of) == (5, 5)
    assert BEGINS < first.source_surge.since <= BEGINS + HOUR

    second = engine()
    second.restore(first.snapshot())
    assert second.source_surge == first.source_surge
    assert second.snapshot() == first.snapshot()

    events += first.apply(records[risen:])
    second.apply(records[risen:])
    assert first.source_surge is second.source_surge is None
    assert first.snapshot() == second.snapshot()

    alone = engine()
    own = [emitted.alert for emitted in events if emitted.alert.brand == NAMES[0]]
    assert own == [emitted.alert for emitted in alone.apply(log(NAMES[:1]))]
    assert alone.source_surge is None
