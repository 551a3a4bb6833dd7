"""The promise about false alerts, in its short form; `make calibration` prints the long one."""

from __future__ import annotations

import numpy as np
import pytest

from detectors.evaluation.calibration import CountedTest, Openings, budget_days, calibrate, interval, power
from detectors.evaluation.nulls import NULLS, Burst, NullWorld
from detectors.spikes.significance import SpikeConfig, SpikeTest

SEED = 11
RATIO_MAX = {"poisson": 1.5, "nb_0.3": 1.5, "nb_1": 1.5, "autocorrelated": 3.0, "mixture": 3.0}


@pytest.mark.parametrize("null", NULLS)
def test_where_nothing_happens_openings_keep_to_the_level_promised(null: str) -> None:
    print(f"seed {SEED}")
    pooled = calibrate(null, groups_per_rate=20, warm_days=14, days=7, seed=SEED)[0]
    print(pooled)
    assert pooled.level == 1e-4
    # The interval of so short a run is wide: it must allow for the promise, not prove it.
    assert pooled.low <= RATIO_MAX[null]
    assert pooled.ratio <= 1.5 * RATIO_MAX[null]


def test_a_burst_of_three_or_five_times_the_usual_is_found_while_it_lasts() -> None:
    print(f"seed {SEED}")
    found = [power(factor, minutes, 2.0, 1e-4, 60, 14, SEED) for factor, minutes in ((3.0, 60), (5.0, 30))]
    print(found)
    assert found[0].found >= 0.7
    assert found[1].found >= 0.8


def test_one_budget_holds_for_many_groups_and_finds_their_strong_bursts() -> None:
    print(f"seed {SEED}")
    result = budget_days(500, 1.0, days=2, bursts=10, warm_days=14, seed=SEED)
    print(result)
    assert result.false_per_day <= 2.0
    assert result.strong_found >= 0.9
    assert result.delay_minutes <= 20


def test_counts_and_people_are_judged_alike() -> None:
    print(f"seed {SEED}")
    world = NullWorld("poisson", np.array([0.05, 0.2, 1.0]), np.random.default_rng(SEED))
    counted, people = CountedTest(3), SpikeTest(SpikeConfig.groups())
    told = 0
    bursts = [Burst(1, 5000, 5012, 20.0)]
    for bucket in range(5100):
        drawn = world.draw(bucket, bursts)
        if bucket == 0:
            drawn += 1
        for group, number in enumerate(drawn.tolist()):
            for _ in range(number):
                told += 1
                people.observe(group, f"{told}", bucket * 300.0)
        groups, surprise = counted.step(bucket, drawn)
        spikes = people.close(bucket)
        if bucket > 4990 and drawn.any():
            loud = {int(g): min(30.0, float(s)) for g, s in zip(groups, surprise, strict=True) if s >= 3.0}
            assert {s.key: pytest.approx(s.surprise, rel=0.05) for s in spikes} == loud


def test_an_episode_opens_once_until_three_hours_have_been_calm() -> None:
    openings = Openings(2)
    assert openings.of(10, np.array([1])).tolist() == [1]
    assert openings.of(40, np.array([1])).tolist() == []
    assert openings.of(77, np.array([0, 1])).tolist() == [0, 1]


def test_the_interval_of_no_events_begins_at_none() -> None:
    assert interval(0, 10.0) == (0.0, pytest.approx(0.3689, abs=1e-4))
    assert interval(10, 10.0) == (pytest.approx(0.4795, abs=1e-4), pytest.approx(1.8390, abs=1e-4))


def test_a_null_world_is_the_same_from_the_same_seed() -> None:
    drawn = [
        [NullWorld(null, np.full(50, 2.0), np.random.default_rng(SEED)).draw(b).tolist() for b in range(3)]
        for null in NULLS
    ]
    again = [
        [NullWorld(null, np.full(50, 2.0), np.random.default_rng(SEED)).draw(b).tolist() for b in range(3)]
        for null in NULLS
    ]
    assert drawn == again
