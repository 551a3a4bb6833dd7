"""The volume test: a young brand's outage, a source that only begins, and what is usual at this hour."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from detectors.buckets import HOUR_BUCKETS
from detectors.spikes.volume_model import VolumeTest, people_needed

HOUR = HOUR_BUCKETS
WINDOWS = (1800, 3600, 10800)


def lived(hours: int, people: float, seed: int = 1) -> tuple[VolumeTest, int]:
    """A brand with so many closed hours, and how many people wrote in all."""
    random, volume, total = np.random.default_rng(seed), VolumeTest(), 0
    for hour in range(hours):
        for _ in range(int(random.poisson(people))):
            total += 1
            volume.hours.observe(total, hour * HOUR)
    return volume, total


def test_a_small_brand_four_days_old_is_warned_of_an_outage() -> None:
    volume, past = lived(96, 0.5)
    rise = volume.test(96 * HOUR + 2, {1800: 12, 3600: 12, 10800: 13}, float(past - 12))
    assert rise is not None
    assert rise.chance < 1e-6


def test_a_source_that_has_only_just_begun_is_not_reported_as_a_rise() -> None:
    volume, past = lived(4, 0.5)
    rise = volume.test(4 * HOUR, {1800: 40, 3600: 60, 10800: 60}, 0.0)
    assert past < 10
    assert rise is None or rise.chance > 1e-3


def test_one_stray_row_years_before_the_rest_is_no_history() -> None:
    volume = VolumeTest()
    volume.hours.observe(1, 0)
    years = 3 * 365 * 24
    for person in range(60):
        volume.hours.observe(100 + person, years * HOUR)
    rise = volume.test(years * HOUR, {1800: 60, 3600: 60, 10800: 60}, 1.0)
    assert rise is None or rise.chance > 1e-3


def test_nothing_opens_for_a_day_after_the_source_was_away() -> None:
    volume, past = lived(200, 4.0)
    back = (200 + 96) * HOUR
    volume.hours.observe(10_000, back)
    assert volume.test(back, {1800: 60, 3600: 60, 10800: 60}, float(past)) is None
    for hour in range(1, 50):
        for person in range(4):
            volume.hours.observe(20_000 + 4 * hour + person, back + hour * HOUR)
    assert volume.test(back + 49 * HOUR, {1800: 60, 3600: 60, 10800: 60}, float(past)) is not None


def test_a_silence_of_a_small_brand_with_a_long_past_is_none_of_the_source() -> None:
    """As many as wrote in the last four weeks are due, not as many as ever wrote."""
    volume, past = lived(100 * 24, 0.12)
    back = (100 + 4) * 24
    assert volume.test(back * HOUR, {1800: 12, 3600: 12, 10800: 12}, float(past)) is not None


def test_a_source_that_was_away_for_weeks_comes_back_to_what_was_usual_though_strays_came_meanwhile() -> None:
    volume, past = lived(20 * 24, 3.0)
    usual = volume.usual(20 * 24 * HOUR, 3600)
    for day in range(20, 60, 3):
        volume.hours.observe(50_000 + day, day * 24 * HOUR)
    back = 60 * 24
    volume.hours.observe(60_000, back * HOUR)
    assert volume.test(back * HOUR, {1800: 30, 3600: 30, 10800: 30}, float(past)) is None
    assert volume.usual(back * HOUR, 24 * 3600) == pytest.approx(24 * usual, rel=0.3)


def test_a_brand_that_nobody_writes_to_any_more_has_another_usual_level_in_the_end() -> None:
    volume, _ = lived(10 * 24, 3.0)
    for day in range(10, 140):
        volume.hours.observe(50_000 + day, day * 24 * HOUR)
    assert volume.usual(140 * 24 * HOUR, 24 * 3600) < 10


def test_the_busy_hour_of_every_day_is_usual() -> None:
    volume, person = VolumeTest(), 0
    for hour in range(24 * 20):
        for _ in range(20 if hour % 24 in (8, 9, 10) else 1):
            person += 1
            volume.hours.observe(person, hour * HOUR)
    noon, night = (24 * 20 + 9) * HOUR, (24 * 20 + 2) * HOUR
    assert volume.usual(noon, 3600) > 4 * volume.usual(night, 3600)
    counts = {1800: 12, 3600: 22, 10800: 50}
    assert volume.test(night, counts, float(person)) is not None
    rise = volume.test(noon, counts, float(person))
    assert rise is None or rise.chance > 1e-4


def test_a_restored_test_goes_on_as_the_one_that_was_captured() -> None:
    volume, past = lived(900, 2.0)
    fresh = VolumeTest()
    fresh.hours.load(msgspec.msgpack.decode(msgspec.msgpack.encode(volume.hours.capture())))
    counts = dict(zip(WINDOWS, (15, 22, 30), strict=True))
    assert fresh.test(901 * HOUR, counts, float(past)) == volume.test(901 * HOUR, counts, float(past))
    assert fresh.usual(901 * HOUR, 3600) == pytest.approx(volume.usual(901 * HOUR, 3600))


@pytest.mark.parametrize("level", [1e-8, 1e-6, 3e-4])
def test_it_is_armed_when_a_rise_can_first_be_below_the_level_and_not_before(level: float) -> None:
    def surest(hours: int, past: float) -> float:
        volume, _ = lived(hours, 2.0)
        rise = volume.test(hours * HOUR + 5, {1800: 500, 3600: 900, 10800: 900}, past)
        assert rise is not None
        return rise.chance

    volume, _ = lived(100, 2.0)
    needed, hours = people_needed(volume.config, level), round(volume.armed_at(level) / 3600)
    assert surest(hours, needed) <= level < surest(hours, needed - 3)
    assert surest(hours - 4, needed) > level


def test_it_is_armed_anew_a_day_after_the_source_was_away() -> None:
    volume, _ = lived(200, 4.0)
    assert volume.armed_at(1e-6) == 32 * 3600
    volume.hours.observe(10_000, (200 + 96) * HOUR)
    assert volume.armed_at(1e-6) == (200 + 96 + 24) * 3600
    assert VolumeTest().armed_at(1e-6) == np.inf


def test_an_hour_learns_no_more_people_than_it_is_limited_to_and_the_next_hour_all_of_them() -> None:
    volume, past = lived(72, 1.0)
    for person in range(30):
        volume.hours.observe(90_000 + person, 72 * HOUR)
    unlimited = VolumeTest()
    unlimited.hours.load(msgspec.msgpack.decode(msgspec.msgpack.encode(volume.hours.capture())))
    volume.hours.limit(72 * HOUR, 2)
    volume.hours.limit(71 * HOUR, 0)
    restored = VolumeTest()
    restored.hours.load(msgspec.msgpack.decode(msgspec.msgpack.encode(volume.hours.capture())))
    for one in (volume, restored, unlimited):
        one.hours.observe(95_000, 73 * HOUR)
        one.hours.observe(95_001, 74 * HOUR)
    assert restored.hours.capture() == volume.hours.capture()
    assert volume.hours.capture()["hours"][-2:] == [2, 1]
    assert unlimited.hours.capture()["hours"][-2:] == [30, 1]
    people = {1800: 12, 3600: 12, 10800: 12}
    rises = [one.test(74 * HOUR, people, float(past)) for one in (volume, unlimited)]
    assert rises[0] is not None
    assert rises[0].chance < 1e-6
    assert rises[1] is None or rises[1].chance > 1e-5
