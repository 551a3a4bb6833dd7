"""How often the tests open where nothing happens, in short; `make calibration` prints the long figures."""

from __future__ import annotations

import numpy as np
import pytest

from detectors.buckets import BUCKET_SECONDS, DAY_BUCKETS, HOUR_BUCKETS
from detectors.evaluation.calibration import (
    PEOPLE_MIN,
    PRIOR_SHARE,
    CountedShares,
    CountedVolumes,
    Openings,
    budget_days,
    calibrate,
    interval,
    power,
)
from detectors.evaluation.nulls import DRAW_BUCKETS, NULLS, Burst, NullWorld
from detectors.spikes.rise import LEVEL
from detectors.spikes.share_config import ShareConfig
from detectors.spikes.share_model import ShareTest
from detectors.spikes.volume_model import VolumeTest

SEED = 11
# Of the nominal chance. Keys whose rate wanders by a factor for hours do rise, which is why levels are set on streams.
RATIO_MAX = {"poisson": 0.5, "nb_0.3": 0.5, "nb_1": 1.0, "autocorrelated": 2.0, "mixture": 1.0}


@pytest.mark.parametrize("null", NULLS)
def test_where_nothing_happens_few_keys_open(null: str) -> None:
    print(f"seed {SEED}")
    pooled = calibrate("share", null, groups_per_rate=20, warm_days=14, days=7, seed=SEED)[0]
    print(pooled)
    assert (pooled.test, pooled.level) == ("share", pytest.approx(100 * LEVEL))
    assert pooled.ratio <= RATIO_MAX[null]


@pytest.mark.parametrize("null", ["poisson", "nb_0.3", "autocorrelated"])
def test_where_nothing_happens_few_brands_open_on_volume(null: str) -> None:
    print(f"seed {SEED}")
    pooled = calibrate("volume", null, groups_per_rate=20, warm_days=14, days=7, seed=SEED)[0]
    print(pooled)
    assert pooled.ratio <= 1.0


def test_a_burst_is_found_while_it_lasts_and_a_rise_within_the_usual_is_not() -> None:
    print(f"seed {SEED}")
    found = [power(factor, minutes, 2.0, LEVEL, 60, 14, SEED) for factor, minutes in ((1.5, 60), (10.0, 60))]
    print(found)
    assert found[0].found == 0.0
    assert found[1].found >= 0.95
    assert found[1].delay_minutes <= 30


def test_one_budget_holds_for_many_keys_and_finds_their_strong_bursts() -> None:
    print(f"seed {SEED}")
    result = budget_days(500, 1.0, days=2, bursts=10, warm_days=14, seed=SEED)
    print(result)
    assert result.false_per_day <= 2.0
    assert result.strong_found >= 0.9
    assert result.delay_minutes <= 20


def test_counts_and_people_are_judged_alike_by_share() -> None:
    print(f"seed {SEED}")
    world = NullWorld("poisson", np.array([0.05, 0.2, 1.0]), np.random.default_rng(SEED))
    counted, people = CountedShares(3), ShareTest(ShareConfig(first_seconds=0))
    person = rises = 0
    bursts = [Burst(1, 1000 * DRAW_BUCKETS, 1012 * DRAW_BUCKETS, 30.0)]
    for bucket in range(1100 * DRAW_BUCKETS):
        drawn = world.draw(bucket, bursts)
        for group, number in enumerate(drawn.tolist()):
            for _ in range(number):
                person += 1
                people.observe([(bucket, person, (str(group),))], lambda _: [PRIOR_SHARE])
        groups, surprise = counted.step(bucket, drawn)
        risen = {int(rise.key): -np.log10(rise.chance) for rise in people.close(bucket, PEOPLE_MIN)}
        assert dict(zip(groups.tolist(), surprise.tolist(), strict=True)) == pytest.approx(risen)
        rises += len(risen)
    assert rises > 5


def test_counts_and_people_are_judged_alike_by_volume() -> None:
    print(f"seed {SEED}")
    world = NullWorld("poisson", np.array([0.3]), np.random.default_rng(SEED))
    counted, people = CountedVolumes(1), VolumeTest()
    everybody, rises = [0], 0
    for bucket in range(5 * DAY_BUCKETS):
        drawn = world.draw(bucket, [Burst(0, 1200 * DRAW_BUCKETS, 1210 * DRAW_BUCKETS, 20.0)])
        for _ in range(drawn[0]):
            people.hours.observe(len(everybody), bucket)
            everybody.append(bucket)
        groups, surprise = counted.step(bucket, drawn)
        counts = {
            seconds: sum(b > bucket - seconds // BUCKET_SECONDS for b in everybody[1:]) for seconds in (1800, 3600, 10800)
        }
        past = sum(b <= bucket - DAY_BUCKETS for b in everybody[1:])
        rise = people.test(bucket, counts, float(past)) if drawn[0] else None
        assert groups.tolist() == ([] if rise is None else [0])
        if rise is not None:
            assert surprise[0] == pytest.approx(-np.log10(rise.chance))
            rises += 1
    assert rises > 3


def test_an_episode_opens_once_until_three_hours_have_been_calm() -> None:
    openings = Openings(2)
    assert openings.open(0, np.array([1])).tolist() == [1]
    assert openings.open(2 * HOUR_BUCKETS, np.array([1])).tolist() == []
    assert openings.open(5 * HOUR_BUCKETS + 1, np.array([0, 1])).tolist() == [0, 1]


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
