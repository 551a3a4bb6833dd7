"""What people answer to an alert, as commands in the engine's log."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from detectors.lifecycle.states import LIVE, Attention, Event, Fix, Policy, State, Transition, TrendState
from detectors.lifecycle.step import recorded
from detectors.values import Silenced

MENTIONS_MAX = 100
"""Posts that one answer may take out of a trend."""


class Command(StrEnum):
    """The answers, as the topic `feedback` names them."""

    REAL = "real"
    NOT_A_PROBLEM = "not_a_problem"
    EXPECTED = "expected"
    NOT_OURS = "not_ours"
    I_HAVE_IT = "i_have_it"
    FIX_IS_OUT = "fix_is_out"
    MUTE = "mute"
    SAME_AS = "same_as"
    WRONG_GROUP = "wrong_group"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: who answered what and when; `until` (event time, 0: by the policy) ends a mute.

    `people_hour` counts the trend's people in the hour before, which a fix is compared with; `version` is where the fix is
    in. `reference` names a ticket. `same_as` is the trend that this one is merged into. `people_left` counts those who are
    left after posts were taken out.
    """

    command: Command
    at: float
    by: str = ""
    note: str = ""
    until: float = 0.0
    people_hour: int = 0
    version: str = ""
    reference: str = ""
    same_as: str = ""
    people_left: int = 0


def acknowledged(s: TrendState, a: Answer, _p: Policy) -> TrendState:
    """Somebody is on it: shown on every later event, and growth below critical sends no message."""
    return replace(s, acknowledged=": ".join(part for part in (a.by or "somebody", a.reference or a.note) if part))


def muted(s: TrendState, a: Answer, p: Policy) -> TrendState:
    """No message is sent until then, while it is no worse than what was seen of it; events stay on the board."""
    return replace(s, muted_until=a.until or a.at + p.mute_seconds, silenced=seen(s, a))


def seen(s: TrendState, a: Answer) -> Silenced:
    """What the answer was given to."""
    return Silenced(people=s.peak_3h, severity=s.worst, answer=a.command.value.replace("_", " "), by=a.by)


def fix_noted(s: TrendState, a: Answer, _p: Policy) -> TrendState:
    """A fix is out: whether it works is read from the hours after it."""
    return replace(s, state=State.WATCHING, fix=Fix(at=a.at, note=a.note, before=a.people_hour, version=a.version))


def somebody_elses(s: TrendState, a: Answer, _p: Policy) -> TrendState:
    """It stays visible, and ends without a message."""
    return replace(s, not_ours=a.note or "somebody else")


def closed(s: TrendState, a: Answer, p: Policy) -> TrendState:
    """Closed by decision; if people keep writing, it reopens without a message, while it is no worse than what was seen of
    it. Of what is expected nobody has seen the end."""
    reason = a.command.value.replace("_", " ")
    silent_until = a.until or a.at + p.reopen_seconds
    silenced = None if a.command is Command.EXPECTED else seen(s, a)
    return replace(
        s, state=State.RESOLVED, closed_at=a.at, resolved_reason=reason, muted_until=silent_until, silenced=silenced
    )


def merged(s: TrendState, a: Answer, _p: Policy) -> TrendState:
    """It is one with another, which goes on for both."""
    return replace(s, state=State.RESOLVED, closed_at=a.at, resolved_reason=f"absorbed by {a.same_as}")


def thinned(s: TrendState, a: Answer, p: Policy) -> TrendState:
    """Posts were taken out: closed when too few people are left for a trend."""
    s = replace(s, peak_3h=min(s.peak_3h, a.people_left), last_alert_people=min(s.last_alert_people, a.people_left))
    return closed(s, a, p) if a.people_left < p.emerging_min else s


def as_it_was(s: TrendState, _a: Answer, _p: Policy) -> TrendState:
    """Recorded; nothing changes."""
    return s


ANSWERS: dict[Command, tuple[Event, Callable[[TrendState, Answer, Policy], TrendState], str]] = {
    Command.REAL: (Event.FEEDBACK, as_it_was, "says it is real"),
    Command.I_HAVE_IT: (Event.FEEDBACK, acknowledged, "has it"),
    Command.MUTE: (Event.FEEDBACK, muted, "muted it"),
    Command.NOT_OURS: (Event.FEEDBACK, somebody_elses, "says it is not ours"),
    Command.FIX_IS_OUT: (Event.FIX_NOTED, fix_noted, "says a fix is out"),
    Command.SAME_AS: (Event.ABSORBED, merged, "says it is the same as another"),
    Command.WRONG_GROUP: (Event.FEEDBACK, thinned, "says that posts do not belong"),
    Command.EXPECTED: (Event.RESOLVED, closed, "says it is expected"),
    Command.NOT_A_PROBLEM: (Event.RESOLVED, closed, "says it is not a problem"),
}


def on_command(state: TrendState, answer: Answer, policy: Policy | None = None) -> tuple[TrendState, list[Transition]]:
    """The state after an answer, and its event on the board; a trend that is not live is left as it is, without one."""
    if state.state not in LIVE:
        return state, []
    event, change, words = ANSWERS[answer.command]
    s = change(state, answer, policy or Policy())
    if answer.reference:
        s = replace(s, reference=answer.reference)
    if s.state is State.RESOLVED and event is Event.FEEDBACK:
        event = Event.RESOLVED
    return recorded(s, event, Attention.BOARD, answer.at, f"{answer.by or 'somebody'} {words}", "as it was")
