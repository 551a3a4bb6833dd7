"""How many people to expect."""

from __future__ import annotations

import numpy as np
import pytest

from detectors.buckets import DAY_BUCKETS, WEEK_BUCKETS
from detectors.spikes.baseline import Dispersion, Rates, Season
from detectors.spikes.kernel import fade
from detectors.spikes.tail import TailCalibration, tail


def learned(shape: np.ndarray, weeks: int = 4, people: float = 10.0) -> Season:
    season = Season(8 * WEEK_BUCKETS)
    for bucket in range(2, weeks * WEEK_BUCKETS, 3):
        season.learn(bucket, people * float(shape[bucket // 12 % 168]), 3)
    season.refresh()
    return season


def slope(season: Season, bucket: int) -> float:
    return float(season.shape(bucket, np.array([12], np.int32))[1][0])


def test_a_season_nobody_has_seen_is_flat() -> None:
    season = Season(WEEK_BUCKETS)
    season.refresh()
    assert season.over(1000, 36) == pytest.approx(36.0)
    assert season.over(5, 3 * WEEK_BUCKETS + 7) == pytest.approx(3 * WEEK_BUCKETS + 7)
    assert slope(season, 1000) == 0.0


def test_a_season_learns_nights_and_weekends_and_stays_about_1() -> None:
    shape = np.tile(np.where((np.arange(24) > 7) & (np.arange(24) < 22), 1.5, 0.2), 7)
    shape[5 * 24 :] *= 0.5
    season = learned(shape)
    assert season.of(3 * DAY_BUCKETS + 12 * 12) > 5 * season.of(3 * DAY_BUCKETS + 2 * 12)
    assert season.of(3 * DAY_BUCKETS + 12 * 12) > 1.7 * season.of(6 * DAY_BUCKETS + 12 * 12)
    assert season.over(0, WEEK_BUCKETS) / WEEK_BUCKETS == pytest.approx(1.0, abs=0.05)


def test_a_steep_morning_leaves_room_for_clocks_that_are_an_hour_off() -> None:
    shape = np.tile(np.where(np.arange(24) >= 8, 1.5, 0.2), 7)
    season = learned(shape)
    assert slope(season, 3 * DAY_BUCKETS + 8 * 12) > 1.0
    assert slope(season, 3 * DAY_BUCKETS + 15 * 12) < 0.1


def test_a_rate_forgets_half_in_its_half_life() -> None:
    rates = Rates(0.1, 100.0, 2)
    rates.prior_rate = 0.01
    rates.seen[0], rates.exposure[0] = 50.0, 100.0
    fade(rates.seen, rates.exposure, np.array([False, True]), 0.5 ** (100 / rates.half_life_buckets), 3.0)
    assert rates.seen[0] == pytest.approx(25.0)
    assert rates.rate(0) == pytest.approx(25.1 / 60.0)
    assert rates.exposure[1] == 3.0
    assert rates.exposure_after(10_000) == pytest.approx(100 / np.log(2), rel=1e-6)


def test_dispersion_is_found_again_in_negative_binomial_counts() -> None:
    print("seed 8")
    random = np.random.default_rng(8)
    dispersion = Dispersion((0.1,), 10_000.0, 201)
    slots = np.arange(1, 201)
    for _ in range(400):
        counts = random.poisson(6.0 * random.gamma(1 / 0.3, 0.3, 200)).astype(float)
        dispersion.learn(0, slots, counts, np.full(200, 6.0), np.zeros(200), 3)
    dispersion.refresh(0, slots)
    assert dispersion.pool[0] == pytest.approx(0.3, abs=0.05)
    assert np.median(dispersion.value[0, slots]) == pytest.approx(0.3, abs=0.06)


def test_the_tail_is_that_of_the_negative_binomial() -> None:
    mean, phi, size = 4.0, 0.5, 2.0
    p = mean / (mean + size)
    by_hand = 1.0 - sum((1 - p) ** 2 * p**k * (k + 1) for k in range(10))
    assert tail(np.array([10.0]), np.array([mean]), np.array([phi]))[0] == pytest.approx(by_hand)


def test_a_tail_heavier_than_promised_leaves_less_surprise_and_none_seen_leaves_it_about_as_it_is() -> None:
    print("seed 6")
    random = np.random.default_rng(6)
    plain, heavy = TailCalibration(5000.0, 36, 100), TailCalibration(5000.0, 36, 100)
    for bucket in range(0, 20_000, 40):
        slots = np.array([int(random.integers(100))])
        heavy.learn(bucket, 100, slots, np.array([2.0 + random.exponential(2.0)]))
    asked = np.array([6.0])
    assert 5.5 < plain.recalibrate(asked)[0] < 6.6
    assert heavy.recalibrate(asked)[0] < 5.0
