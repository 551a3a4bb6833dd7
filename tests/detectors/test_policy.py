"""What operators set for a brand: muted and watched terms, planned events, and a change while it runs."""

from __future__ import annotations

import msgspec
import pytest

from detectors.alert import Alert
from detectors.engine.log import Command
from detectors.engine.policy import BrandPolicy, PlannedEvent, Terms
from tests.incident import BRAND, HOUR, OUTAGE, START, engine, fed, incident, until

END = OUTAGE + 18 * HOUR


def changed(at: float, **policy: object) -> Command:
    return Command(brand=BRAND, kind="policy", at=at, policy=BrandPolicy(**policy))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def unchanged() -> list[Alert]:
    """The incident as it is reported without a policy of its own: notified, and to its end."""
    events = fed(engine(), incident(), end=END)
    assert {"opened", "resolved"} <= {event.event for event in events}
    assert any(event.attention != "board" for event in events)
    return events


def test_a_trend_in_a_muted_term_stays_on_the_board_to_its_end() -> None:
    events = fed(engine(muted=("Cartridges",)), incident(), end=END)
    assert {"opened", "resolved"} <= {event.event for event in events}
    assert {event.attention for event in events} == {"board"}
    assert all("muted: Cartridges" in event.state_reason for event in events)


def test_a_muted_term_silences_no_other_trend(unchanged: list[Alert]) -> None:
    assert fed(engine(muted=("slow3",)), incident(), end=END) == unchanged


def test_a_watched_term_opens_with_three_people_and_one_alone_opens_nothing() -> None:
    soon = OUTAGE + 2 * HOUR
    few = incident(people=4, every=300.0)
    assert "opened" not in {event.event for event in fed(engine(), few, end=soon)}
    opened = [event for event in fed(engine(watched=("cartridge rejected",)), few, end=soon) if event.event == "opened"]
    assert [event.people for event in opened] == [3]
    alone = [msgspec.structs.replace(one, person="one") for one in few]
    assert "opened" not in {event.event for event in fed(engine(watched=("cartridge",)), alone, end=soon)}


def test_what_opens_in_a_planned_event_stays_on_the_board_and_ends_as_expected() -> None:
    planned = PlannedEvent(from_=OUTAGE - HOUR, until=OUTAGE + 6 * HOUR, note="the new checkout")
    events = fed(engine(planned=(planned,)), incident(), end=END)
    assert {event.attention for event in events} == {"board"}
    assert "expected: the new checkout" in events[0].state_reason
    assert (events[-1].event, events[-1].reason) == ("resolved", "expected")


def test_what_goes_on_after_a_planned_event_is_reported_then_and_once() -> None:
    planned = PlannedEvent(from_=OUTAGE - HOUR, until=OUTAGE + HOUR, note="the new checkout")
    events = fed(engine(planned=(planned,)), incident(people=150), end=END)
    inside = [event for event in events if event.at < "2025-03-07T01:00:00Z"]
    assert {event.attention for event in inside} == {"board"}
    aloud = [event for event in events if event.attention != "board"]
    assert aloud[0].event == "escalated"
    assert aloud[0].at < "2025-03-07T02:00:00Z"
    assert [event.state_reason.startswith("still ") for event in events].count(True) <= 1


def test_a_planned_event_silences_nothing_that_opened_before_it(unchanged: list[Alert]) -> None:
    planned = PlannedEvent(from_=OUTAGE + 2 * HOUR, until=OUTAGE + 20 * HOUR)
    assert fed(engine(planned=(planned,)), incident(), end=END) == unchanged


def test_a_policy_changed_while_running_counts_from_there_and_the_next_event_says_so() -> None:
    mute = changed(OUTAGE + 0.8 * HOUR, muted=("cartridge",))
    events = fed(engine(), incident(people=60), mute, end=END)
    before = [event for event in events if event.at < "2025-03-07T00:48:00Z"]
    after = events[len(before) :]
    assert any(event.attention != "board" for event in before)
    assert {event.attention for event in after} == {"board"}
    assert [bool(event.policy) for event in events] == [False] * len(before) + [True] + [False] * (len(after) - 1)
    assert mute.policy is not None
    assert after[0].policy == mute.policy.fingerprint


def test_a_policy_sent_before_the_first_mention_is_as_if_it_had_always_been() -> None:
    events = fed(engine(), incident(), changed(START - HOUR, people_min=9), end=END)
    assert events == fed(engine(people_min=9), incident(), end=END)


def test_an_own_account_is_no_complainant_from_the_moment_it_is_set(unchanged: list[Alert]) -> None:
    complaints = [msgspec.structs.replace(one, handle=f"hash of {one.person}") for one in incident()]
    staff = tuple(one.handle for one in complaints if one.at >= OUTAGE)
    assert fed(engine(), complaints, end=END) == unchanged
    assert not fed(engine(own_pseudonyms=staff), complaints, end=END)
    assert not fed(engine(), complaints, changed(OUTAGE - HOUR, own_pseudonyms=staff), end=END)
    later = fed(engine(), complaints, changed(OUTAGE + 0.5 * HOUR, own_pseudonyms=staff), end=END)
    assert later[0] == unchanged[0]
    assert 0 < max(event.people for event in later) < max(event.people for event in unchanged)


def test_the_same_policy_sent_again_changes_nothing(unchanged: list[Alert]) -> None:
    again = [changed(OUTAGE + minutes * 60) for minutes in (10, 40)]
    assert fed(engine(), incident(), *again, end=END) == unchanged


def test_a_brand_that_nobody_talks_about_costs_nothing_but_its_policy() -> None:
    quiet = engine()
    quiet.apply([changed(START, people_min=9), until(START + HOUR)])
    assert not quiet.brands


def test_a_phrase_is_found_in_the_normal_form_of_every_language() -> None:
    assert Terms(["Rechnungen", "cannot log in"]).in_words({"rechnung", "falsch"}) == "Rechnungen"
    assert Terms(["hold times"]).in_words({"hold"}) == ""
    assert Terms(["hold times"]).in_words({"time", "hold"}) == "hold times"
