"""What happens to streams in life makes no storm of false alerts, and hides no real fault.

Every stream goes on from the same two weeks of a brand, under the shipped settings.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from detectors.alert import AlertEvent, utc
from tests.life import (
    DAY,
    HOUR,
    START,
    Observation,
    engine,
    everyday,
    fault,
    log_of,
    of_the_fault,
    usual_days,
    usual_volume,
)

SEED = 4
WARM_DAYS = 15
NOW = START + WARM_DAYS * DAY  # a Tuesday, 00:00 UTC
NOON = NOW + 12 * HOUR
LOUD = ("opened", "reopened", "escalated", "verdict_changed")
OFFSETS = 1_000_000


@pytest.fixture(scope="module")
def warm() -> bytes:
    """The engine after two usual weeks."""
    return usual_days(SEED, WARM_DAYS)


def lived(warm: bytes, observations: Iterable[Observation], end: float) -> list[AlertEvent]:
    """What is emitted from NOW to `end`."""
    restored = engine()
    restored.restore(warm)
    return restored.apply(log_of(observations, end, OFFSETS))


def loud(events: Iterable[AlertEvent]) -> list[tuple[str, str, str]]:
    """What is notified and is not of the fault: when, what, and why."""
    return [
        (event.alert.at, event.alert.event, event.alert.why)
        for event in events
        if event.alert.attention != "board" and event.alert.event in LOUD and not of_the_fault(event)
    ]


def found(events: Iterable[AlertEvent], start: float) -> bool:
    """Whether the fault that began at `start`, or could be known of from there, was reported within an hour and a half."""
    reported = (e.alert.at for e in events if e.alert.event in LOUD and e.alert.attention != "board" and of_the_fault(e))
    return any(at <= utc(start + 1.5 * HOUR) for at in reported)


def test_usual_days_are_quiet_and_a_fault_is_reported(warm: bytes) -> None:
    observations = everyday(SEED, NOW, 3) + fault(NOON + DAY)
    events = lived(warm, observations, NOW + 3 * DAY)
    assert loud(events) == []
    assert found(events, NOON + DAY)


@pytest.mark.parametrize("silent", ["microblog forum mail", "forum"])
@pytest.mark.parametrize("hours", [6, 23])
def test_a_backlog_that_comes_at_once_is_no_fault_and_one_in_it_is_reported(warm: bytes, silent: str, hours: int) -> None:
    back = NOON + 12 * HOUR
    gone = back - hours * HOUR
    channels = tuple(silent.split())
    observations = everyday(SEED, NOW, 2) + fault(back - 3 * HOUR, channels=channels)
    held = [
        one._replace(arrives=back) if one.channel in channels and gone <= one.at < back else one for one in observations
    ]
    events = lived(warm, held, NOW + 2 * DAY)
    assert loud(events) == []
    assert found(events, back)


def test_events_say_which_channel_is_silent_and_which_delivers_its_backlog(warm: bytes) -> None:
    back = NOON + 9 * HOUR
    observations = everyday(SEED, NOW, 2) + fault(NOON + 8 * HOUR, span=2 * HOUR, people=40)
    held = [one._replace(arrives=back) if one.channel == "forum" and NOON <= one.at < back else one for one in observations]
    reported = [event.alert for event in lived(warm, held, NOW + 2 * DAY) if of_the_fault(event)]
    qualities = [alert.data_quality for alert in reported]
    assert qualities[0] is not None
    assert qualities[0].silent_channels == ("forum",)
    assert any(quality is not None and quality.catching_up_channels == ("forum",) for quality in qualities)
    assert qualities[-1] is None


def test_a_volume_that_doubles_and_stays_is_no_fault(warm: bytes) -> None:
    observations = everyday(SEED, NOW, 4, volume=lambda at: 2 * usual_volume(at)) + fault(NOON + 2 * DAY)
    events = lived(warm, observations, NOW + 4 * DAY)
    assert loud(events) == []
    assert found(events, NOON + 2 * DAY)


def test_a_channel_that_is_always_twenty_minutes_late_counts_all_the_same(warm: bytes) -> None:
    observations = everyday(SEED, NOW, 3) + fault(NOON + DAY, channels=("microblog", "forum"))
    events = lived(warm, [one.delayed(1200) if one.channel == "forum" else one for one in observations], NOW + 3 * DAY)
    assert loud(events) == []
    assert found(events, NOON + DAY)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_channel_whose_clock_is_an_hour_off_does_no_harm(warm: bytes, hours: int) -> None:
    observations = everyday(SEED, NOW, 3) + fault(NOON + DAY, channels=("microblog", "forum"))
    events = lived(
        warm, [one.misdated(hours * HOUR) if one.channel == "forum" else one for one in observations], NOW + 3 * DAY
    )
    assert loud(events) == []
    assert found(events, NOON + DAY)


def test_a_fault_around_midnight_is_one_trend(warm: bytes) -> None:
    observations = everyday(SEED, NOW, 3) + fault(NOW + DAY - HOUR, span=2 * HOUR)
    events = lived(warm, observations, NOW + 3 * DAY)
    assert loud(events) == []
    assert found(events, NOW + DAY - HOUR)
    assert len({event.alert.trend_id for event in events if of_the_fault(event)}) == 1


def test_a_fault_that_lifts_the_whole_brand_takes_in_nobody_else_and_ends(warm: bytes) -> None:
    observations = everyday(SEED, NOW, 4) + fault(NOON, people=160, span=2 * HOUR)
    events = lived(warm, observations, NOW + 4 * DAY)
    reported = [event.alert for event in events if of_the_fault(event)]
    assert max(alert.people for alert in reported) <= 1.2 * 160
    assert reported[-1].event == "resolved"


@pytest.mark.parametrize("hours", [-1, 1])
def test_the_hour_of_daylight_saving_is_no_fault(warm: bytes, hours: int) -> None:
    observations = everyday(SEED, NOW, 3, volume=lambda at: usual_volume(at + hours * HOUR)) + fault(NOW + DAY + 8 * HOUR)
    events = lived(warm, observations, NOW + 3 * DAY)
    assert loud(events) == []
    assert found(events, NOW + DAY + 8 * HOUR)


def test_the_first_day_after_a_week_of_silence_is_no_fault(warm: bytes) -> None:
    back = NOW + 7 * DAY
    observations = everyday(SEED, back, 2) + fault(back + 15 * HOUR)
    events = lived(warm, observations, back + 2 * DAY)
    # Over all of these streams the budget allows for about three; in this one five people happen to share a word.
    assert len(loud(events)) <= 1
    assert found(events, back + 15 * HOUR)


def test_christmas_and_the_days_after_it_are_no_fault(warm: bytes) -> None:
    over = NOW + 4 * DAY
    observations = everyday(SEED, NOW, 4, volume=lambda at: usual_volume(at) / 10) + everyday(SEED, over, 2)
    for at in (NOON + DAY, over + 15 * HOUR):
        events = lived(warm, observations + fault(at), NOW + 6 * DAY)
        assert loud(events) == []
        assert found(events, at)


@pytest.mark.parametrize(("hours", "opens"), [(6, True), (14, False)])
def test_who_reported_it_in_the_half_day_before_counts_for_how_many_an_alert_needs(
    warm: bytes, hours: int, opens: bool
) -> None:
    """Four within a quarter of an hour are sure, and one too few."""
    observations = everyday(SEED, NOW, 1) + fault(NOON - hours * HOUR, people=1) + fault(NOON, people=4, span=900)
    events = lived(warm, observations, NOW + DAY)
    assert any(event.alert.event == "emerging" and of_the_fault(event) for event in events)
    assert found(events, NOON) == opens


def test_what_was_never_reported_is_new_when_it_comes_again(warm: bytes) -> None:
    few, many = NOON, NOON + 26 * HOUR
    events = lived(warm, everyday(SEED, NOW, 3) + fault(few, people=4, span=900) + fault(many), NOW + 3 * DAY)
    reported = [(event.alert.event, event.alert.trend_id) for event in events if of_the_fault(event)]
    first, again = reported[:2], [(event, trend) for event, trend in reported[2:] if event != "emerging"]
    assert [event for event, _ in first] == ["emerging", "resolved"]
    assert again[0][0] == "opened"
    assert {trend for _, trend in reported[2:]} == {again[0][1]} != {first[0][1]}


def test_a_source_that_begins_after_stray_posts_is_no_fault() -> None:
    strays = everyday(SEED, START, 3, per_hour=0.2)
    begins = START + 3 * DAY + 19 * HOUR
    events = engine().apply(log_of([*strays, *everyday(SEED, begins, 1, per_hour=80)], begins + DAY))
    assert loud(events) == []


@pytest.mark.parametrize("hour", [2, 8, 14, 20])
def test_a_fault_on_the_second_day_of_a_small_stream_is_reported(hour: int) -> None:
    begins = START + DAY + 12 * HOUR + hour * HOUR
    events = engine().apply(
        log_of([*everyday(SEED, START + hour * HOUR, 2, per_hour=4), *fault(begins, people=40)], begins + DAY)
    )
    assert found(events, begins)
    assert loud(events) == []


def test_a_fault_of_a_brand_that_hardly_anybody_talks_about_is_reported() -> None:
    known = START + 10 * DAY
    few = everyday(SEED, START, 11, per_hour=0.2)
    events = engine().apply(log_of([*few, *fault(known + 12 * HOUR)], known + DAY))
    assert found(events, known + 12 * HOUR)
    assert loud(events) == []
