"""Answers as commands in the log: told once however often delivered, at the event time they are about."""

from __future__ import annotations

from typing import Any

import pytest

from detectors.alert import Alert
from detectors.engine.log import Command
from tests.incident import BRAND, HOUR, OUTAGE, engine, fed, incident

END = OUTAGE + 3 * HOUR
SAID_AT = OUTAGE + 0.7 * HOUR


@pytest.fixture(scope="module")
def trend_id() -> str:
    return fed(engine(), incident(), end=OUTAGE + HOUR)[0].trend_id


def answer(kind: str, trend_id: str, at: float = SAID_AT, offset: int = 0, **more: Any) -> Command:
    return Command(brand=BRAND, kind=kind, at=at, trend_id=trend_id, origin=0, offset=offset, **more)


def feedback(events: list[Alert]) -> list[Alert]:
    return [event for event in events if event.event == "feedback"]


def test_a_redelivered_answer_makes_no_second_event(trend_id: str) -> None:
    once = answer("i_have_it", trend_id, by="ana")
    told = engine()
    events = fed(told, incident(), once, once, answer("mute", trend_id, offset=1), once, end=END)
    assert len(feedback(events)) == 2
    assert (told.counts.redelivered, told.counts.commands) == (2, 2)
    assert [one.kind for one in events[-1].feedback] == ["i_have_it", "mute"]


def test_an_answer_from_ahead_of_event_time_is_about_now(trend_id: str) -> None:
    """As when a backlog is worked off, or an old stream replayed: the operator's clock is years ahead."""
    ahead = 400 * 24 * HOUR
    told = engine()
    before = fed(told, [one for one in incident() if one.at < SAID_AT], end=SAID_AT)
    mute = answer("mute", trend_id, at=SAID_AT + ahead, until=SAID_AT + ahead + 2 * HOUR)
    (said,) = feedback([emitted.alert for emitted in told.apply([mute])])
    assert said.at == "2025-03-07T00:42:00Z"
    assert before[-1].at <= said.at
    rest = fed(told, [one for one in incident(people=150) if one.at >= SAID_AT], end=END)
    escalated = [event for event in rest if event.event == "escalated"]
    assert {event.attention for event in escalated} == {"board"}


@pytest.mark.parametrize(("kind", "trend"), [("i_have_it", "nothing"), ("shout", ""), ("same_as", "")])
def test_what_is_said_of_no_trend_or_in_no_known_words_changes_nothing(kind: str, trend: str, trend_id: str) -> None:
    said = answer(kind, trend or trend_id)
    assert fed(engine(), incident(), said, end=END) == fed(engine(), incident(), end=END)
