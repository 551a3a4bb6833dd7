"""A brand's very first people: one fault in different words opens an alert in minutes, the brand's own subject does not."""

from __future__ import annotations

from detectors.lifecycle import Event
from detectors.mention import Complaint
from tests.incident import START, engine, fed, said

FAULT = (
    "app crash start", "crash again when open camera", "crash splash start", "update app crash", "app crash all day",
    "open app crash", "crash five times app", "please stop crash start", "crash constantly uninstall app",
)  # fmt: skip
SUBJECT = (
    "flight late again", "flight wifi missing", "rude attendant flight", "booked flight mail", "flight hotel voucher",
    "change flight date", "food cold flight", "bag lost flight", "price crazy flight",
)  # fmt: skip


def people(texts: tuple[str, ...], begin: float = START, every: float = 20.0) -> list[Complaint]:
    return [said(begin + every * n, f"{texts[0][:3]}{n}", n, text) for n, text in enumerate(texts)]


def test_nine_people_with_one_fault_are_an_alert_within_ten_minutes_of_a_brands_first_mention() -> None:
    (alert,) = fed(engine(), people(FAULT), end=START + 600)
    assert (alert.event, alert.attention, alert.people) == (Event.OPENED, "notify", 9)
    assert "how many are usual is not known yet" in alert.why
    assert alert.why.endswith(" min of history.")


def test_what_a_brand_is_about_is_no_fault_though_all_of_its_first_people_name_it() -> None:
    assert fed(engine(), people(SUBJECT), end=START + 600) == []


def test_one_person_who_writes_nine_times_is_none() -> None:
    loud = [said(START + 20.0 * n, f"loud{n}", n, text, person="loud") for n, text in enumerate(FAULT)]
    assert fed(engine(), loud, end=START + 600) == []
