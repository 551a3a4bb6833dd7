"""The end of a trend that nobody follows: made of its newest event alone, and of no other time or id on a second run."""

from __future__ import annotations

from typing import Any

import pytest

from detectors.lifecycle.unfollowed import REASON, followed_again, unfollowed
from stream.alerts.answers import KINDS, why_too_late
from stream.alerts.cards import chat, how_to_answer
from stream.alerts.foreign import decode_alert
from stream.notify.messages import text_of, title_of
from tests.board_tools import alert, body
from tests.rendered import card_text

AT = "2026-03-11T12:00:00Z"


def plain(**fields: Any) -> dict[str, Any]:
    return decode_alert(body(unfollowed(alert(at=1_773_216_000.0, **fields), AT)))[1]


def test_it_ends_and_says_that_it_may_not_be_over() -> None:
    newest = alert(at=1_773_216_000.0, muted_until="2026-03-11T11:00:00Z")
    end = unfollowed(newest, AT)
    assert (end.event, end.state, end.reason, end.at) == ("resolved", "resolved", REASON, AT)
    assert (end.trend_id, end.title, end.people, end.sequence) == (newest.trend_id, newest.title, newest.people, 2)
    assert "It may not be over" in end.why
    assert end.muted_until == ""
    assert unfollowed(newest, AT) == end
    assert end.event_id != newest.event_id


def test_its_time_is_never_before_the_event_that_it_follows() -> None:
    newest = alert(at=1_773_234_000.0)
    assert unfollowed(newest, AT).at == newest.at > AT


@pytest.mark.parametrize(
    ("fields", "attention"),
    [
        ({}, "notify"),
        ({"attention": "page", "severity": "critical"}, "notify"),
        ({"severity": "info", "state": "emerging"}, "board"),
        ({"muted_until": "2026-03-11T13:00:00Z"}, "board"),
    ],
)
def test_it_is_as_loud_as_what_it_ends(fields: dict[str, Any], attention: str) -> None:
    assert plain(**fields)["attention"] == attention


def test_no_reader_takes_it_for_the_end_of_the_problem() -> None:
    event = plain()
    for text in (title_of(event), card_text(event), chat(event)):
        assert "CLOSED" in text
        assert "OVER" not in text
    assert "no longer follows this trend" in text_of(event)
    assert how_to_answer(event) == ""
    assert "[Real]" not in chat(event)
    assert all("no longer followed" in why_too_late(kind, event) for kind, _ in KINDS.values())


def test_what_is_followed_after_all_is_open_again_under_an_id_of_its_own() -> None:
    newest = alert(at=1_773_216_000.0, severity="critical", attention="page")
    end = unfollowed(newest, AT)
    again = followed_again(newest, end, AT)
    assert (again.event, again.state, again.attention, again.reason) == ("reopened", "open", "notify", "")
    assert again.at >= end.at
    assert again.sequence > end.sequence
    second = followed_again(newest, unfollowed(again, AT), AT)
    assert len({one.event_id for one in (newest, end, again, second)}) == 4
    assert title_of(decode_alert(body(again))[1]).startswith("AGAIN")
