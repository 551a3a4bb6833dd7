"""Streams that are odd without a fault: no storm of alerts, and no real one hidden."""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
import pytest

from detectors.buckets import DAY_BUCKETS, HOUR_BUCKETS
from detectors.evaluation.calibration import CountedShares, CountedTest, CountedVolumes, Openings
from detectors.evaluation.nulls import Burst, NullWorld
from detectors.spikes.rise import level_of

SEED = 21
GROUPS = 60
WARM = 21 * DAY_BUCKETS

Level = Callable[[float], float]


def day_of_work(bucket: int) -> float:
    """Two humps a day and half as much at weekends: steep mornings, as brands have them."""
    hour = bucket % DAY_BUCKETS / HOUR_BUCKETS
    humps = np.exp(-(((hour - 10) / 2.5) ** 2)) + 0.8 * np.exp(-(((hour - 16) / 3) ** 2))
    return float(1.6 * (0.15 + humps) * (1.0 if bucket // DAY_BUCKETS % 7 < 5 else 0.5))


class Stream:
    """Groups of a brand that follow its days of work, with about `total` people in five minutes in all."""

    def __init__(self, test: CountedTest, groups: int, total: float) -> None:
        print(f"seed {SEED}")
        rates = np.random.default_rng(SEED).lognormal(0.0, 1.2, groups)
        self.rates = rates * total / rates.sum()
        self.test = test
        self.world = NullWorld("nb_0.3", self.rates.copy(), np.random.default_rng([SEED, 1]), seasonal=False)
        self.run(0, WARM, lambda _: 1.0)

    def run(
        self, first: int, last: int, level: Level, bursts: list[Burst] | None = None, ahead: int = 0
    ) -> list[tuple[int, int]]:
        """Buckets first to last with `level(days since first)` times the usual; openings at 0.1 a day as (bucket, group).
        `ahead`: how far the clocks were put forward, in buckets."""
        openings, opened = Openings(len(self.rates)), []
        for bucket in range(first, last):
            self.world.rates = self.rates * day_of_work(bucket + ahead) * level((bucket - first) / DAY_BUCKETS)
            groups, surprise = self.test.step(bucket, self.world.draw(bucket, bursts or []))
            below = groups[surprise >= -np.log10(level_of(0.1))]
            opened += [(bucket, int(group)) for group in openings.open(bucket, below)]
        return opened


@pytest.fixture(scope="module")
def warm() -> Stream:
    return Stream(CountedShares(GROUPS), GROUPS, 10.0)


@pytest.fixture(scope="module")
def warm_brand() -> Stream:
    return Stream(CountedVolumes(1), 1, 10.0)


ODD: dict[str, tuple[int, Level, int]] = {
    "nothing odd": (3, lambda _: 1.0, 0),
    "the total volume doubles": (3, lambda _: 2.0, 0),
    "Christmas": (5, lambda day: 0.2 if day < 3 else 1.0, 0),
    "a week of silence": (9, lambda day: 0.0 if day < 7 else 1.0, 0),
    "the source is silent for six hours": (3, lambda day: 0.0 if 0.4 < day < 0.65 else 1.0, 0),
    "clocks go forward": (3, lambda _: 1.0, HOUR_BUCKETS),
    "clocks go back": (3, lambda _: 1.0, -HOUR_BUCKETS),
}


@pytest.mark.parametrize("odd", sorted(ODD))
def test_groups_raise_no_storm_of_alerts(warm: Stream, odd: str) -> None:
    days, level, ahead = ODD[odd]
    opened = copy.deepcopy(warm).run(WARM, WARM + days * DAY_BUCKETS, level, ahead=ahead)
    print(odd, opened)
    assert len(opened) <= 1


@pytest.mark.parametrize("odd", sorted(set(ODD) - {"the total volume doubles"}))
def test_a_brand_as_a_whole_raises_no_alert(warm_brand: Stream, odd: str) -> None:
    days, level, ahead = ODD[odd]
    opened = copy.deepcopy(warm_brand).run(WARM, WARM + days * DAY_BUCKETS, level, ahead=ahead)
    print(odd, opened)
    assert len(opened) <= 1


def test_a_brand_that_doubles_is_reported_and_taken_for_usual_within_days(warm_brand: Stream) -> None:
    stream = copy.deepcopy(warm_brand)
    first = stream.run(WARM, WARM + 5 * DAY_BUCKETS, lambda _: 2.0)
    later = stream.run(WARM + 5 * DAY_BUCKETS, WARM + 10 * DAY_BUCKETS, lambda _: 2.0)
    print(first, later)
    assert first
    assert len(later) <= 1


@pytest.mark.parametrize("odd", sorted(ODD))
def test_a_real_burst_is_found_all_the_same(warm: Stream, odd: str) -> None:
    days, level, ahead = ODD[odd]
    stream = copy.deepcopy(warm)
    group = int(np.argsort(stream.rates)[-5])
    is_starting = WARM + (days - 1) * DAY_BUCKETS + 10 * HOUR_BUCKETS
    opened = stream.run(
        WARM, is_starting + HOUR_BUCKETS, level, [Burst(group, is_starting, is_starting + HOUR_BUCKETS - 1, 12.0)], ahead
    )
    print(odd, opened)
    assert any(bucket >= is_starting and which == group for bucket, which in opened)
