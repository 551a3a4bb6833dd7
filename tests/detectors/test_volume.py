"""The volume test: a young brand's outage, a source that only begins, and what is usual at this hour."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from detectors.spikes.volume import VolumeTest

HOUR = 12
WINDOWS = (1800, 3600, 10800)


def lived(hours: int, people: float, seed: int = 1) -> tuple[VolumeTest, int]:
    """A brand with so many closed hours, and how many people wrote in all."""
    random, volume, total = np.random.default_rng(seed), VolumeTest(), 0
    for hour in range(hours):
        for _ in range(int(random.poisson(people))):
            total += 1
            volume.observe(total, hour * HOUR)
    return volume, total


def test_a_small_brand_four_days_old_is_told_of_an_outage() -> None:
    volume, past = lived(96, 0.5)
    rise = volume.test(96 * HOUR + 2, {1800: 12, 3600: 12, 10800: 13}, float(past - 12))
    assert rise is not None
    assert rise.chance < 1e-6


def test_a_source_that_has_only_just_begun_is_not_told_as_a_rise() -> None:
    volume, past = lived(4, 0.5)
    rise = volume.test(4 * HOUR, {1800: 40, 3600: 60, 10800: 60}, 0.0)
    assert past < 10
    assert rise is None or rise.chance > 1e-3


def test_one_stray_row_years_before_the_rest_is_no_history() -> None:
    volume = VolumeTest()
    volume.observe(1, 0)
    years = 3 * 365 * 24
    for person in range(60):
        volume.observe(100 + person, years * HOUR)
    rise = volume.test(years * HOUR, {1800: 60, 3600: 60, 10800: 60}, 1.0)
    assert rise is None or rise.chance > 1e-3


def test_nothing_opens_for_a_day_after_the_source_was_away() -> None:
    volume, past = lived(200, 4.0)
    back = (200 + 96) * HOUR
    volume.observe(10_000, back)
    assert volume.test(back, {1800: 60, 3600: 60, 10800: 60}, float(past)) is None
    volume.observe(10_001, back + 25 * HOUR)
    assert volume.test(back + 25 * HOUR, {1800: 60, 3600: 60, 10800: 60}, float(past)) is not None


def test_the_busy_hour_of_every_day_is_usual() -> None:
    volume, person = VolumeTest(), 0
    for hour in range(24 * 20):
        for _ in range(20 if hour % 24 in (8, 9, 10) else 1):
            person += 1
            volume.observe(person, hour * HOUR)
    noon, night = (24 * 20 + 9) * HOUR, (24 * 20 + 2) * HOUR
    assert volume.usual(noon, 3600) > 4 * volume.usual(night, 3600)
    counts = {1800: 12, 3600: 22, 10800: 50}
    assert volume.test(night, counts, float(person)) is not None
    rise = volume.test(noon, counts, float(person))
    assert rise is None or rise.chance > 1e-4


def test_a_restored_test_goes_on_as_the_one_that_was_captured() -> None:
    volume, past = lived(900, 2.0)
    fresh = VolumeTest()
    fresh.load(msgspec.msgpack.decode(msgspec.msgpack.encode(volume.capture())))
    counts = dict(zip(WINDOWS, (15, 22, 30), strict=True))
    assert fresh.test(901 * HOUR, counts, float(past)) == volume.test(901 * HOUR, counts, float(past))
    assert fresh.usual(901 * HOUR, 3600) == pytest.approx(volume.usual(901 * HOUR, 3600))
