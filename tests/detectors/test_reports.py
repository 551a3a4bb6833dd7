"""What an engine reports beside its events: how brands stand, members of trends; and that reporting changes nothing."""

from __future__ import annotations

import pytest

from detectors.alert import utc
from detectors.engine.log import LogRecord
from detectors.reports import MEMBERS_PER_RECORD, Reports
from tests.incident import BRAND, HOUR, OUTAGE, START, engine, fed, incident, posted, until


def reported(people: int = 60) -> tuple[Reports, list[str]]:
    """After an hour of an incident: the reports, and the ids of its members."""
    running = engine()
    alerts = fed(running, incident(people=people, every=60.0), end=OUTAGE + HOUR)
    (trend,) = {alert.trend_id for alert in alerts}
    members = [f"i{number}" for number in range(people) if OUTAGE + 60 * number < OUTAGE + HOUR - 120]
    reports = running.take_reports()
    assert {new.trend_id for new in reports.members} == {trend}
    return reports, members


def test_a_brand_is_reported_with_its_people_beside_the_usual_and_its_open_trends() -> None:
    reports, members = reported()
    (report,) = reports.brands
    assert report.brand == BRAND
    assert report.since == utc(START)
    assert report.armed_since == utc(START + 32 * HOUR)
    assert report.armed == "alerts on words and on volume are armed"
    assert report.people_hour > 20 * report.usual_hour
    (trend,) = report.trends
    assert trend.people == trend.posts
    assert abs(trend.people - len(members)) <= 5
    assert trend.series_from.endswith(":00:00Z")
    assert sum(trend.series) == trend.people, "each wrote once, so each is in one hour of the curve"


def test_the_curve_has_the_half_hours_of_a_day_with_the_people_of_each() -> None:
    (report,) = reported()[0].brands
    levels = report.levels
    assert levels is not None
    assert (len(levels.people), len(levels.usual), levels.bucket_minutes) == (48, 48, 30)
    assert levels.people[-1] + levels.people[-2] + levels.people[-3] >= 50
    assert max(levels.people[:-3]) <= 1
    assert 0 < levels.usual[0] < 3


def test_members_are_reported_once_in_small_records_and_all_of_them_again_after_a_restore() -> None:
    running = engine()
    log = incident(people=100, every=20.0)
    fed(running, log, end=OUTAGE + 0.5 * HOUR)
    first = running.take_reports().members
    assert max(len(new.members) for new in first) <= MEMBERS_PER_RECORD
    ids = [one.mention_id for new in first for one in new.members]
    assert len(ids) == len(set(ids)) > 50
    assert running.take_reports() == Reports([], [], [])
    restored = engine()
    restored.restore(running.snapshot())
    restored.apply([posted(OUTAGE + 0.6 * HOUR, "later", 1_000_000, "cartridge rejected again"), until(OUTAGE + HOUR)])
    again = [one.mention_id for new in restored.take_reports().members for one in new.members]
    assert set(ids) <= set(again)
    assert "later" in again


def test_a_brand_about_which_nobody_writes_any_more_is_reported_until_its_curve_is_flat() -> None:
    running = engine()
    fed(running, [posted(START + 60.0 * n, f"q{n}", n, f"slow page{n}") for n in range(30)], end=START + HOUR)
    assert len(running.take_reports().brands) == 1
    people = []
    for half_hours in range(3, 60):
        running.apply([until(START + half_hours * 0.5 * HOUR + 120)])
        people += [sum(report.levels.people) for report in running.take_reports().brands if report.levels]
    assert people[0] == 30
    assert people[-1] == 0
    assert running.take_reports().brands == []
    assert 46 <= len(people) <= 50


@pytest.mark.parametrize("step", [7, 50])
def test_reporting_changes_neither_events_nor_state(step: int) -> None:
    log = incident(people=60, every=60.0)
    quiet, reporting = engine(), engine()
    events, others = [], []
    for begin in range(0, len(log), step):
        part: list[LogRecord] = [*log[begin : begin + step], until(log[min(begin + step, len(log)) - 1].at)]
        events += quiet.apply(part)
        others += reporting.apply(part)
        reporting.take_reports()
    assert events == others
    assert quiet.snapshot() == reporting.snapshot()
