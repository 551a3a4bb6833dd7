"""A real week of six airlines under the shipped settings: a snow storm, a joke of a brand, and a start in full flight.

The mentions are not published with the project: where they are absent, this is skipped. None of their text is here.
"""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from detectors.alert import Alert
from detectors.lifecycle import Attention, Event, Severity
from detectors.verdict import VerdictName
from stream.reading import load_mentions
from stream.reading.rows import Row
from tests.offline import alerts_of

BRANDS = {"Southwest", "US Airways", "American", "JetBlue"}
STARTED_MS = 1_424_390_400_000  # 20 February 2015, 00:00 UTC
REAL = Path(__file__).parents[3] / "shared/data/airline-tweets-2015.jsonl.gz"


def brand_of(row: Row) -> str:
    return str(orjson.loads(row.value)["brand"])


@pytest.fixture(scope="module")
def alerts() -> list[Alert]:
    if not REAL.exists():
        pytest.skip("../shared/data is absent: the real mentions are not published with the project")
    # Of the others only the start is asked for, and brands do not change each other.
    rows = [row for row in load_mentions(REAL).rows if row.at_ms < STARTED_MS or brand_of(row) in BRANDS]
    return alerts_of(rows)


def test_the_start_of_all_streams_is_no_event(alerts: list[Alert]) -> None:
    loud = [alert for alert in alerts if alert.at < "2015-02-18T12" and alert.attention != Attention.BOARD]
    assert loud == []


def first_alerted(alerts: list[Alert], brand: str, term: str, events: tuple[Event, ...] = (Event.OPENED,)) -> Alert:
    """The first alert of the brand aloud with this word among its terms, of these events."""
    return next(
        alert
        for alert in alerts
        if alert.brand == brand and alert.event in events and alert.attention != Attention.BOARD and term in alert.terms
    )


def test_hold_times_and_cancellations_of_southwest_ring_on_their_day(alerts: list[Alert]) -> None:
    opened = first_alerted(alerts, "Southwest", "hold")
    assert "2015-02-21T13" < opened.at < "2015-02-21T16"
    assert {"hold", "cancelled"} <= set(opened.terms)
    assert opened.verdict == VerdictName.SYSTEMIC
    assert opened.evidence == "share"
    assert opened.baseline is not None
    assert opened.baseline.cold_start
    assert any(alert.attention == Attention.PAGE for alert in alerts if alert.trend_id == opened.trend_id)


def test_hold_times_of_us_airways_that_build_up_over_the_night_are_reported_by_noon(alerts: list[Alert]) -> None:
    # Those who were rebooked in the storm open the trend; that nobody answers makes it worse.
    opened = first_alerted(alerts, "US Airways", "hold", (Event.OPENED, Event.ESCALATED))
    # At noon at the latest, in New York.
    assert "2015-02-22T10" < opened.at < "2015-02-22T17"
    assert opened.verdict == VerdictName.SYSTEMIC
    assert opened.attention == Attention.NOTIFY


def test_the_computers_of_us_airways_are_reported_within_the_hour_of_their_evening(alerts: list[Alert]) -> None:
    opened = first_alerted(alerts, "US Airways", "computer")
    assert "2015-02-22T23:30" < opened.at < "2015-02-23T01"
    assert opened.verdict == VerdictName.SYSTEMIC
    assert opened.attention == Attention.NOTIFY


def test_a_stream_that_begins_on_its_sixth_day_is_no_event(alerts: list[Alert]) -> None:
    american = [alert for alert in alerts if alert.brand == "American" and alert.at < "2015-02-24"]
    assert [alert for alert in american if alert.attention != Attention.BOARD] == []


def test_the_joke_of_jetblue_is_its_own_post_and_hides_no_complaint(alerts: list[Alert]) -> None:
    joke = [alert for alert in alerts if alert.brand == "JetBlue" and alert.verdict == VerdictName.OWN_POST]
    assert joke
    assert {alert.attention for alert in joke} == {Attention.BOARD}
    assert {alert.severity for alert in joke} == {Severity.INFO}
    at_most = max(joke, key=lambda alert: alert.counts.people_3h if alert.counts else 0)
    assert at_most.brand_counts is not None
    # Who quotes the joke is not of the brand's people who complain, and they are counted as on any day.
    assert at_most.people >= 100
    assert at_most.brand_counts.people_3h < at_most.people / 4
    assert at_most.brand_counts.people_3h > at_most.brand_counts.usual_3h / 2


def test_nothing_of_the_days_of_the_joke_is_notified_of_jetblue(alerts: list[Alert]) -> None:
    days = [alert for alert in alerts if alert.brand == "JetBlue" and alert.at > "2015-02-23"]
    # The joke was made at noon; the night before, people could not watch what they wanted on board.
    began = [alert for alert in days if "2015-02-23-12" <= alert.trend_id < "2015-02-24"]
    assert {alert.attention for alert in began} == {Attention.BOARD}
