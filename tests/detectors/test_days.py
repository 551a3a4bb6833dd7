"""Posts of which only the day is known are judged in days: nothing eases, ends or gets worse within one."""

from __future__ import annotations

from detectors.alert import Alert, utc
from detectors.lifecycle import Event
from detectors.mention import Complaint
from tests.incident import HOUR, START, engine, fed, incident

DAY = 24 * HOUR
OUTAGE_DAY = START + 3 * DAY


def days_of(people: int, following: int, *, day_only: bool) -> list[Alert]:
    """Quiet days, then a day on which so many report one fault, spread over it, and the day after it."""
    log: list[Complaint] = [*incident(people, every=DAY / people, start=OUTAGE_DAY)]
    log += incident(following, every=DAY / following, start=OUTAGE_DAY + DAY, first=people)[-following:]
    log = sorted({one.id: one for one in log}.values(), key=lambda one: (one.at, one.id))
    numbered = [
        Complaint(
            origin=0, offset=n, id=one.id, brand=one.brand, at=one.at, person=one.person, text=one.text, terms=one.terms,
            day_only=day_only,
        )
        for n, one in enumerate(log)
    ]  # fmt: skip
    return fed(engine(), numbered, end=OUTAGE_DAY + 6 * DAY)


def test_a_fault_of_one_day_is_over_when_a_day_has_passed_without_it() -> None:
    alerts = days_of(12, 6, day_only=True)
    (over,) = [alert for alert in alerts if alert.event == Event.RESOLVED]
    assert over.people == 18
    assert over.why.startswith("18 people in all, ")
    assert over.why.endswith(" within the last day.")
    assert over.at >= utc(OUTAGE_DAY + 2 * DAY)
    assert all(alert.day_only for alert in alerts)
    assert [alert.event for alert in alerts].count(Event.OPENED) == 1
    assert Event.REOPENED not in [alert.event for alert in alerts]
