"""What an answer silences, and what outgrows it: who provokes an alert must not have a coming incident silenced."""

from __future__ import annotations

from typing import Any

import pytest

from detectors.lifecycle import Answer, Attention, Command, Event, Severity, on_command
from tests.detectors.test_lifecycle import Life


def silenced(command: Command, people: int, **life: Any) -> Life:
    """A trend of so many people that somebody answered."""
    one = Life(**life)
    one.close(people)
    one.state, _ = on_command(one.state, Answer(command=command, at=one.at, by="ana"), one.policy)
    return one


@pytest.mark.parametrize("command", [Command.MUTE, Command.NOT_A_PROBLEM])
def test_who_silences_six_people_has_not_silenced_what_becomes_critical(command: Command) -> None:
    life = silenced(command, 6)
    quiet = life.close(12, after=1800, fresh_people=6, fresh_significant=True)
    assert {one.attention for one in quiet} <= {Attention.BOARD}
    (loud,) = life.close(40, after=1800, brand_people_3h=60)
    assert (loud.event, loud.severity, loud.attention) == (Event.ESCALATED, Severity.CRITICAL, Attention.PAGE)
    answered = command.value.replace("_", " ")
    assert loud.outgrown == f"Answered “{answered}” by ana at 6 people; it is critical now, so it is no longer silent."
    assert not [one for one in life.close(41, after=1800, brand_people_3h=60) if one.outgrown]


def test_what_is_muted_comes_through_once_many_times_as_many_write() -> None:
    life = silenced(Command.MUTE, 6)
    assert [one.attention for one in life.close(23, after=1800)] == [Attention.BOARD]
    (loud,) = life.close(25, after=60)
    assert loud.attention is Attention.NOTIFY
    assert "4 times as many write now" in loud.outgrown
    assert life.state.muted_until == 0.0


def test_a_mute_holds_for_what_was_seen_of_it() -> None:
    life = Life(critical_people=10)
    life.close(20, brand_people_3h=15)
    life.state, _ = on_command(life.state, Answer(command=Command.MUTE, at=life.at), life.policy)
    for people in (30, 45, 70):
        assert {one.attention for one in life.close(people, after=1800, brand_people_3h=75)} <= {Attention.BOARD}
    (loud,) = life.close(90, after=1800, brand_people_3h=95)
    assert loud.attention is Attention.NOTIFY


def test_what_somebody_expects_is_silent_whatever_it_becomes() -> None:
    life = silenced(Command.EXPECTED, 6)
    life.close(12, after=1800, fresh_people=6, fresh_significant=True)
    life.close(40, after=1800, brand_people_3h=60)
    assert {one.attention for one in life.transitions[1:]} == {Attention.BOARD}
    assert life.state.worst is Severity.CRITICAL
