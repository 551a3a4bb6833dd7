"""The life of a trend: emerging → open → easing → resolved, and watching after a fix was noted.

One table of transitions, `TABLE`, read from above; the first row that holds at a bucket close makes the one event of that
close. Every row returns its reason or None. What the rows say is a starting point measured on two Firefox incidents, one
airline and one joke, checked on six incidents since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

import msgspec

from detectors.facts import Facts
from detectors.verdict import ECHOES, Verdict, VerdictName

HOUR = 3600.0


class State(StrEnum):
    """Where a trend stands. `quiet` is before anything was said about it."""

    QUIET = "quiet"
    EMERGING = "emerging"
    OPEN = "open"
    EASING = "easing"
    WATCHING = "watching"
    RESOLVED = "resolved"


class Event(StrEnum):
    """What an alert event says has happened."""

    EMERGING = "emerging"
    OPENED = "opened"
    ESCALATED = "escalated"
    VERDICT_CHANGED = "verdict_changed"
    EASING = "easing"
    FIX_NOTED = "fix_noted"
    FIX_WORKING = "fix_working"
    FIX_NOT_WORKING = "fix_not_working"
    REGRESSED = "regressed"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    ABSORBED = "absorbed"
    DIGEST = "digest"
    FEEDBACK = "feedback"


class Attention(StrEnum):
    """How loudly an event asks to be read: on the board, as a message, by ringing."""

    BOARD = "board"
    NOTIFY = "notify"
    PAGE = "page"


class Severity(StrEnum):
    """How much it matters."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


SEVERITIES = (Severity.INFO, Severity.WARNING, Severity.CRITICAL)


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of the life-cycle, per brand. Raising one makes its event rarer or later."""

    emerging_min: int = 3
    people_min: int = 5
    escalate_factor: float = 2.0
    escalate_more: int = 10
    escalate_pause_seconds: float = 1800.0
    easing_share: float = 0.25
    resolve_busy_hours: float = 8.0
    emerging_busy_hours: float = 8.0
    reopen_seconds: float = 72 * HOUR
    fix_working_share: float = 0.25
    fix_failing_share: float = 0.5
    fix_busy_hours: float = 2.0
    critical_people: int = 20
    critical_brand_share: float = 0.5
    critical_brand_ratio: float = 2.0
    digest_above: int = 3
    stale_seconds: float = 14 * 24 * HOUR


class Fix(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A fix that somebody noted: when, the people an hour before it, and what came of it."""

    at: float
    note: str = ""
    before: float = 0.0
    busy_hours: float = 0.0
    outcome: str = ""


class TrendState(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Everything the life-cycle remembers of one trend; plain values, part of the engine's snapshot."""

    trend_id: str
    state: State = State.QUIET
    cycle: int = 0
    sequence: int = 0
    severity: Severity = Severity.INFO
    verdict: str = ""
    opened_at: float = 0.0
    closed_at: float = 0.0
    resolved_reason: str = ""
    told: bool = False
    told_at: float = 0.0
    told_people: int = 0
    rang: bool = False
    peak_3h: int = 0
    quiet_hours: float = 0.0
    last_people_at: float = 0.0
    fix: Fix | None = None
    acknowledged: str = ""
    not_ours: str = ""
    muted_until: float = 0.0


class Transition(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a trend: what happened, where that leaves it, how loudly to say so, and why."""

    event: Event
    state: State
    reason: str
    state_reason: str
    attention: Attention
    severity: Severity
    severity_reason: str
    sequence: int
    cycle: int


Holds = Callable[[TrendState, Facts, Verdict, Policy], str | None]


class Row(msgspec.Struct, frozen=True):
    """One line of the table: from these states, when `holds` gives a reason, this event leads to that state."""

    states: tuple[State, ...]
    event: Event
    to: State
    holds: Holds


def no_longer(_s: TrendState, f: Facts, _v: Verdict, _p: Policy) -> str | None:
    """Another alert carries its people, or the baseline has learned the new level."""
    if f.absorbed_by:
        return f"told by {f.absorbed_by}, which has most of its people"
    return None


def ended(s: TrendState, f: Facts, _v: Verdict, p: Policy) -> str | None:
    """The end, with `s.resolved_reason` as the published word."""
    return {
        "new normal": "this level has become the usual one",
        "fixed": "back to usual after the fix",
        "back to usual": f"back to usual for {p.resolve_busy_hours:g} busy hours",
        "stale": f"nobody wrote for {p.stale_seconds / (24 * HOUR):g} days",
    }.get(end_reason(s, f, p))


def end_reason(s: TrendState, f: Facts, p: Policy) -> str:
    """The word for how a trend ends at this close; empty while it goes on."""
    if f.new_normal:
        return "new normal"
    if s.quiet_hours >= p.resolve_busy_hours:
        return "fixed" if s.fix is not None and s.fix.outcome == "working" else "back to usual"
    if s.last_people_at and f.at - s.last_people_at >= p.stale_seconds:
        return "stale"
    return ""


def opens(_s: TrendState, f: Facts, _v: Verdict, p: Policy) -> str | None:
    """Enough people, more than chance within the budget."""
    if f.significant and f.people >= p.people_min:
        return f"{f.people} people in {span(f.window_minutes)}, more than chance"
    return None


def emerges(_s: TrendState, f: Facts, _v: Verdict, p: Policy) -> str | None:
    """A few people, more than chance, below what opens."""
    if f.significant and f.people >= p.emerging_min:
        return f"{f.people} people in {span(f.window_minutes)}, opens at {p.people_min}"
    return None


def reopens(s: TrendState, f: Facts, _v: Verdict, p: Policy) -> str | None:
    """New people after the close, and more than chance among themselves."""
    if f.at - s.closed_at <= p.reopen_seconds and f.fresh_significant and f.fresh_people >= p.people_min:
        return f"{f.fresh_people} people wrote after it had ended"
    return None


def upgraded(s: TrendState, _f: Facts, v: Verdict, _p: Policy) -> str | None:
    """What was an echo has first-hand reports of its own; or the other way round."""
    if s.verdict and v.name != s.verdict and v.name not in (VerdictName.UNDETERMINED, VerdictName.SINGLE_CUSTOMER):
        return v.sentence
    return None


def escalates(s: TrendState, f: Facts, v: Verdict, p: Policy) -> str | None:
    """The rate, not the total, has doubled since it was last told; at once when severity rises."""
    if v.name in ECHOES:
        return None
    severity, why = severity_of(f, v, p)
    if SEVERITIES.index(severity) > SEVERITIES.index(s.severity):
        return why
    grown = f.people_3h >= p.escalate_factor * s.told_people and f.people_3h >= s.told_people + p.escalate_more
    if grown and f.at - s.told_at >= p.escalate_pause_seconds:
        return f"{f.people_3h} people in 3 h, {s.told_people} when last told"
    return None


def eases(s: TrendState, f: Facts, _v: Verdict, p: Policy) -> str | None:
    """Three hours at or below a quarter of its peak."""
    if f.people_3h <= p.easing_share * s.peak_3h:
        return f"{f.people_3h} people in 3 h, {s.peak_3h} at its peak"
    return None


def fix_works(s: TrendState, f: Facts, _v: Verdict, p: Policy) -> str | None:
    """The second hour after the fix is at most a quarter of the hour before it."""
    fix = s.fix
    if fix and not fix.outcome and f.at - fix.at >= 2 * HOUR and f.people_hour <= p.fix_working_share * fix.before:
        return f"{f.people_hour} people in the last hour, {fix.before:g} in the hour before the fix"
    return None


def fix_fails(s: TrendState, f: Facts, _v: Verdict, p: Policy) -> str | None:
    """Two busy hours after the fix more than half of the people of before still write."""
    fix = s.fix
    late = fix is not None and fix.busy_hours >= p.fix_busy_hours and f.at - fix.at >= 2 * HOUR
    if fix and late and not fix.outcome and f.people_hour > p.fix_failing_share * fix.before:
        return f"still {f.people_hour} people in the last hour, {fix.before:g} in the hour before the fix"
    return None


def regresses(s: TrendState, f: Facts, _v: Verdict, p: Policy) -> str | None:
    """It had worked, and rises above half again."""
    fix = s.fix
    if fix and fix.outcome == "working" and f.people_hour > max(p.fix_failing_share * fix.before, 2):
        return f"{f.people_hour} people in the last hour again, {fix.before:g} in the hour before the fix"
    return None


LIVE = (State.EMERGING, State.OPEN, State.EASING, State.WATCHING)
TABLE: tuple[Row, ...] = (
    Row(LIVE, Event.ABSORBED, State.RESOLVED, no_longer),
    Row((State.QUIET, State.EMERGING), Event.OPENED, State.OPEN, opens),
    Row((State.QUIET,), Event.EMERGING, State.EMERGING, emerges),
    Row((State.RESOLVED,), Event.REOPENED, State.OPEN, reopens),
    Row((State.OPEN, State.EASING), Event.VERDICT_CHANGED, State.OPEN, upgraded),
    Row((State.OPEN, State.EASING), Event.ESCALATED, State.OPEN, escalates),
    Row((State.WATCHING,), Event.REGRESSED, State.OPEN, regresses),
    Row((State.WATCHING,), Event.FIX_WORKING, State.WATCHING, fix_works),
    Row((State.WATCHING,), Event.FIX_NOT_WORKING, State.OPEN, fix_fails),
    Row((State.OPEN,), Event.EASING, State.EASING, eases),
    Row(LIVE, Event.RESOLVED, State.RESOLVED, ended),
)


def step(
    state: TrendState, facts: Facts, verdict: Verdict, policy: Policy | None = None
) -> tuple[TrendState, list[Transition]]:
    """The state after this bucket close, and the events it makes (none or one). The state passed in is not changed."""
    p = policy or Policy()
    if verdict.name == VerdictName.SINGLE_CUSTOMER and state.state == State.QUIET:
        return state, []
    s = observed(msgspec.structs.replace(state), facts)
    for row in TABLE:
        if s.state in row.states and (reason := row.holds(s, facts, verdict, p)):
            return moved(s, row, reason, facts, verdict, p)
    return s, []


def observed(s: TrendState, f: Facts) -> TrendState:
    """The running quantities after this close: peak, busy hours of quiet, busy hours since the fix."""
    if s.state in LIVE:
        s.peak_3h = max(s.peak_3h, f.people_3h)
        calm = f.people_hour <= max(1.0, 2 * f.usual_hour)
        s.quiet_hours = s.quiet_hours + f.busy_hours if calm else 0.0
    if f.people_hour:
        s.last_people_at = f.at
    if s.fix is not None:
        s.fix = msgspec.structs.replace(s.fix, busy_hours=s.fix.busy_hours + f.busy_hours)
    return s


def moved(s: TrendState, row: Row, reason: str, f: Facts, v: Verdict, p: Policy) -> tuple[TrendState, list[Transition]]:
    """The state after a row held, and its event."""
    severity, severity_reason = severity_of(f, v, p)
    if row.event in (Event.RESOLVED, Event.ABSORBED):
        s.resolved_reason = f"absorbed by {f.absorbed_by}" if f.absorbed_by else end_reason(s, f, p)
        s.closed_at = f.at
        severity, severity_reason = s.severity, "as it was"
    elif row.event == Event.EMERGING:
        severity, severity_reason = Severity.INFO, "still emerging"
    if row.event in (Event.OPENED, Event.EMERGING, Event.REOPENED) and s.state in (State.QUIET, State.RESOLVED):
        s = msgspec.structs.replace(s, cycle=s.cycle + 1, quiet_hours=0.0, resolved_reason="", fix=None, rang=False)
        s.peak_3h = f.people_3h
    if row.to == State.OPEN and s.state in (State.QUIET, State.EMERGING, State.RESOLVED):
        s.opened_at = f.at
    if s.fix is not None and row.event in (Event.FIX_WORKING, Event.FIX_NOT_WORKING, Event.REGRESSED):
        outcome = {Event.FIX_WORKING: "working", Event.FIX_NOT_WORKING: "not working"}.get(row.event, "regressed")
        s.fix = msgspec.structs.replace(s.fix, outcome=outcome)
    s.state, s.severity, s.verdict = row.to, severity, v.name.value
    attention = attention_of(row.event, s, f.at)
    return said(s, row.event, attention, f.people_3h, f.at, reason, severity_reason)


def said(
    s: TrendState, event: Event, attention: Attention, people_3h: int, at: float, reason: str, severity_reason: str
) -> tuple[TrendState, list[Transition]]:
    """Numbers the event, remembers what was told."""
    s.sequence += 1
    if attention != Attention.BOARD or event in (Event.OPENED, Event.ESCALATED, Event.VERDICT_CHANGED):
        s.told_at, s.told_people = at, people_3h
    s.told = s.told or attention != Attention.BOARD
    s.rang = s.rang or attention == Attention.PAGE
    transition = Transition(
        event=event,
        state=s.state,
        reason=s.resolved_reason if s.state == State.RESOLVED else "",
        state_reason=reason,
        attention=attention,
        severity=s.severity,
        severity_reason=severity_reason,
        sequence=s.sequence,
        cycle=s.cycle,
    )
    return s, [transition]


def severity_of(f: Facts, v: Verdict, p: Policy) -> tuple[Severity, str]:
    """How much it matters, and why."""
    if v.name in ECHOES or v.name == VerdictName.SINGLE_CUSTOMER:
        return Severity.INFO, f"never above info: {v.name.value.replace('_', ' ')}"
    if f.people_3h >= p.critical_people:
        share = f.people_3h / f.brand_people_3h if f.brand_people_3h else 0.0
        if share >= p.critical_brand_share:
            return Severity.CRITICAL, f"{f.people_3h} of the {f.brand_people_3h} people who wrote about {f.brand} in 3 h"
        if f.brand_usual_3h and f.people_3h >= p.critical_brand_ratio * f.brand_usual_3h:
            return Severity.CRITICAL, f"{f.people_3h} people in 3 h, {f.brand} usually hears from {f.brand_usual_3h:.0f}"
    return Severity.WARNING, f"{f.people_3h} people in 3 h"


LOUD = frozenset(
    {
        Event.OPENED,
        Event.REOPENED,
        Event.ESCALATED,
        Event.VERDICT_CHANGED,
        Event.FIX_WORKING,
        Event.FIX_NOT_WORKING,
        Event.REGRESSED,
    }
)


def attention_of(event: Event, s: TrendState, at: float) -> Attention:
    """How loudly this event asks to be read; an incident rings at most once."""
    if s.severity == Severity.INFO or s.muted_until > at:
        return Attention.BOARD
    if event == Event.RESOLVED:
        quiet_end = not s.told or bool(s.not_ours) or s.resolved_reason == "fixed"
        return Attention.BOARD if quiet_end else Attention.NOTIFY
    if event not in LOUD:
        return Attention.BOARD
    if s.severity == Severity.CRITICAL and not s.rang:
        return Attention.PAGE
    if event == Event.ESCALATED and s.acknowledged:
        return Attention.BOARD
    return Attention.NOTIFY


def digested(transitions: Sequence[Transition], policy: Policy | None = None) -> bool:
    """Whether so many events of one bucket ask for a message that one digest says it better."""
    p = policy or Policy()
    return sum(t.attention == Attention.NOTIFY for t in transitions) > p.digest_above


def span(minutes: int) -> str:
    """A window as it is said: `15 min`, `3 h`."""
    return f"{minutes} min" if minutes < 60 else f"{minutes / 60:g} h"


class Command(StrEnum):
    """What people answer that changes a trend now."""

    I_HAVE_IT = "i_have_it"
    MUTE = "mute"
    FIX_IS_OUT = "fix_is_out"


def on_command(
    state: TrendState,
    command: Command,
    at: float,
    *,
    by: str = "",
    note: str = "",
    until: float = 0.0,
    people_before: int = 0,
) -> tuple[TrendState, list[Transition]]:
    """The state after an answer at `at`, and its event. `people_before` is the trend's people in the hour before a fix."""
    s = msgspec.structs.replace(state)
    if s.state in (State.QUIET, State.RESOLVED):
        return s, []
    if command == Command.FIX_IS_OUT:
        s.fix, s.state = Fix(at=at, note=note, before=float(people_before)), State.WATCHING
        return said(s, Event.FIX_NOTED, Attention.BOARD, 0, at, f"{by or 'somebody'} noted a fix", "as it was")
    if command == Command.I_HAVE_IT:
        s.acknowledged = f"{by or 'somebody'}{': ' + note if note else ''}"
        return said(s, Event.FEEDBACK, Attention.BOARD, 0, at, f"{by or 'somebody'} has it", "as it was")
    s.muted_until = until or at + 24 * HOUR
    return said(s, Event.FEEDBACK, Attention.BOARD, 0, at, f"{by or 'somebody'} muted it", "as it was")
