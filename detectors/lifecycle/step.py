"""One bucket close in the life of a trend."""

from __future__ import annotations

from msgspec.structs import replace

from detectors.facts import TrendStats
from detectors.lifecycle.attention import LOUD, attention_of, is_first_change, outgrown, severity_of
from detectors.lifecycle.states import (
    LIVE,
    REPORTED,
    SEVERITIES,
    Attention,
    Event,
    Policy,
    Severity,
    State,
    Transition,
    TrendState,
)
from detectors.lifecycle.table import TABLE, Close, Row, concern, end_word
from detectors.verdict import Verdict, VerdictName

STARTS = (Event.OPENED, Event.EMERGING, Event.REOPENED)
SETTLE_SECONDS = 900.0
SETTLE_DOUBLINGS_MAX = 6
OUTCOMES = {Event.FIX_WORKING: "working", Event.FIX_NOT_WORKING: "not working", Event.REGRESSED: "regressed"}


def step(
    state: TrendState, stats: TrendStats, verdict: Verdict, policy: Policy | None = None
) -> tuple[TrendState, list[Transition]]:
    """The state after this bucket close, and the event it makes: none or one.

    A single customer never gets out of `quiet`: it is kept out of the alert topic, the caller counts it.
    """
    p = policy or Policy()
    if state.state == State.QUIET and verdict.name == VerdictName.SINGLE_CUSTOMER:
        return state, []
    close = Close(observed(state, stats), stats, verdict, p)
    for row in TABLE:
        if close.state.state in row.states and (reason := row.holds(close)):
            return moved(close, row, reason)
    return close.state, []


def settled(s: TrendState, verdict: Verdict, at: float) -> tuple[TrendState, Verdict]:
    """The verdict that readers are given, and the state that remembers the other one meanwhile.

    Texts copied into an incident can tip its verdict back and forth. That first-hand reports turned out to be an echo,
    or anything after a first change, counts once it has been so for a while, twice as long after every change.
    """
    reported = s.verdict
    held = s.state in REPORTED and (concern(reported) == "first-hand" or s.verdict_changes > 0)
    if not held or concern(verdict.name) == concern(reported):
        return (replace(s, candidate="", candidate_at=0.0) if s.candidate else s), verdict
    if concern(s.candidate) != concern(verdict.name):
        s = replace(s, candidate=verdict.name.value, candidate_at=at)
    if at - s.candidate_at >= SETTLE_SECONDS * 2 ** min(s.verdict_changes, SETTLE_DOUBLINGS_MAX):
        return s, verdict
    return s, replace(verdict, name=VerdictName(reported))


def observed(s: TrendState, f: TrendStats) -> TrendState:
    """The running quantities after this close: peak, busy hours of quiet, busy hours since the fix."""
    live = s.state in LIVE
    calm = is_calm(f.people_hour_on_fix, f.usual_hour)
    return replace(
        s,
        peak_3h=max(s.peak_3h, f.people_3h) if live else s.peak_3h,
        quiet_hours=s.quiet_hours + f.busy_hours if live and calm else 0.0,
        last_people_at=f.at if f.people_hour else s.last_people_at,
        fix=replace(s.fix, busy_hours=s.fix.busy_hours + f.busy_hours) if s.fix else None,
    )


def is_calm(people: int, usual: float) -> bool:
    """Whether no more people wrote in the hour than may be usual."""
    return people <= max(1.0, 2 * usual)


def moved(c: Close, row: Row, reason: str) -> tuple[TrendState, list[Transition]]:
    """The state after a row held, and its event."""
    s, f, event = c.state, c.stats, row.event
    severity, severity_reason = severity_of(f, c.verdict, c.policy)
    if event == Event.EMERGING:
        severity, severity_reason = Severity.INFO, "still emerging"
    elif row.to == State.RESOLVED:
        severity, severity_reason = s.severity, "as it was"
    if event in STARTS and s.state in (State.QUIET, State.RESOLVED):
        s = started(s, f)
    if event in STARTS and f.planned:
        s = replace(s, expected=f.planned, muted_until=max(s.muted_until, f.planned_until))
    elif SEVERITIES.index(severity) < SEVERITIES.index(s.severity) and event == Event.EASING:
        severity, severity_reason = s.severity, "as it was: it is easing, not over"
    was_first_hand, is_first_hand = (concern(verdict) == "first-hand" for verdict in (s.verdict, c.verdict.name))
    first_change = event == Event.VERDICT_CHANGED and is_first_change(s, was_first_hand, is_first_hand)
    attention = attention_of(event, s, severity, f.at, first_change=first_change)
    if unmuted := outgrown(s, f, severity, c.policy) if event in LOUD else "":
        freed = replace(s, muted_until=0.0, silenced=None)
        attention = attention_of(event, freed, severity, f.at, first_change=first_change)
        s, unmuted = (s, "") if attention == Attention.BOARD else (freed, unmuted)
    if f.muted:
        attention, reason = Attention.BOARD, f"{reason}; muted: {f.muted}"
    elif s.expected and s.muted_until > f.at:
        reason = f"{reason}; expected: {s.expected}"
    s = replace(
        s,
        state=row.to,
        severity=severity,
        worst=max(s.worst, severity, key=SEVERITIES.index),
        verdict=c.verdict.name.value,
        upgraded=s.upgraded or (first_change and is_first_hand),
        verdict_changes=s.verdict_changes + (event == Event.VERDICT_CHANGED),
        opened_at=f.at if event in (Event.OPENED, Event.REOPENED) else s.opened_at,
        usual_at_open=f.usual_per_day if event in (Event.OPENED, Event.REOPENED) else s.usual_at_open,
        closed_at=f.at if row.to == State.RESOLVED else s.closed_at,
        resolved_reason=end_word(c) if row.to == State.RESOLVED else "",
        # After easing, half of the last count is what must double: a ripple at night is no worse than the day was.
        last_alert_people=max(f.people_3h, s.last_alert_people // 2) if event == Event.EASING else f.people_3h,
        fix=replace(s.fix, outcome=OUTCOMES[event]) if s.fix and event in OUTCOMES else s.fix,
        expected="" if event == Event.ESCALATED and s.muted_until <= f.at else s.expected,
    )
    s, (transition,) = recorded(s, event, attention, f.at, reason, severity_reason)
    return s, [replace(transition, outgrown=unmuted)]


def started(s: TrendState, f: TrendStats) -> TrendState:
    """A trend at the beginning of a cycle; what people answered to an earlier one stays, a fix of then does not."""
    return replace(
        s,
        cycle=s.cycle + 1,
        peak_3h=f.people_3h,
        quiet_hours=0.0,
        worst=Severity.INFO,
        upgraded=False,
        verdict_changes=0,
        notified=False,
        paged=False,
        fix=None,
        expected="",
    )


def recorded(
    s: TrendState, event: Event, attention: Attention, at: float, reason: str, severity_reason: str
) -> tuple[TrendState, list[Transition]]:
    """Numbers the event, and records in the state what it announced."""
    loud = attention != Attention.BOARD
    s = replace(
        s,
        sequence=s.sequence + 1,
        notified=s.notified or loud,
        last_alert_at=at if loud or event in STARTS else s.last_alert_at,
        paged=s.paged or attention == Attention.PAGE,
    )
    transition = Transition(
        event=event,
        state=s.state,
        reason=s.resolved_reason,
        state_reason=reason,
        attention=attention,
        severity=s.severity,
        severity_reason=severity_reason,
        sequence=s.sequence,
        cycle=s.cycle,
    )
    return s, [transition]
