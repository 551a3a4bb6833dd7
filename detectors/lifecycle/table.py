"""The table of transitions: from which states, when, which event, to which state. Every row gives its reason."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from detectors.facts import TrendStats
from detectors.lifecycle.attention import outgrown, severity_of
from detectors.lifecycle.states import HOUR, LIVE, REPORTED, SEVERITIES, Event, Policy, Severity, State, TrendState, span
from detectors.verdict import ECHOES, Verdict, VerdictName, plural


class Close(msgspec.Struct, frozen=True):
    """What a row may look at: the trend so far, this bucket close, the verdict, the limits."""

    state: TrendState
    stats: TrendStats
    verdict: Verdict
    policy: Policy


Holds = Callable[[Close], str]
"""The reason why a row holds, with its numbers; empty when it does not."""


class Row(msgspec.Struct, frozen=True):
    """One line of the table."""

    states: tuple[State, ...]
    event: Event
    to: State
    holds: Holds


def absorbed(c: Close) -> str:
    """Another alert has its people and texts."""
    if not c.stats.absorbed_by:
        return ""
    titled = f"“{c.stats.absorbed_title}” ({c.stats.absorbed_by})" if c.stats.absorbed_title else c.stats.absorbed_by
    return f"now part of {titled}, which has most of its people"


def opens(c: Close) -> str:
    """Enough people, and more than chance within the budget; people who only agree, or say that it is over, need three
    beside them who report it."""
    f, v = c.stats, c.verdict
    if (v.agreeing_people or v.clearing_people) and v.first_hand_people < c.policy.emerging_min:
        return ""
    if f.significant and f.people >= c.policy.people_min:
        return f"{f.people} people in {span(f.window_minutes)}, more than chance"
    return ""


def emerges(c: Close) -> str:
    """A few people, more than chance, fewer than what opens."""
    f = c.stats
    if f.significant and f.people >= c.policy.emerging_min:
        return f"{f.people} people in {span(f.window_minutes)}, opens at {c.policy.people_min}"
    return ""


def reopens(c: Close) -> str:
    """More than chance among those alone who wrote after the close; counting others, it flaps every quarter of an hour."""
    f, p = c.stats, c.policy
    recent = f.at - c.state.closed_at <= p.reopen_seconds
    if recent and f.fresh_significant and f.fresh_people >= p.people_min:
        return f"{f.fresh_people} people wrote after it had ended"
    return ""


def concern(name: str) -> str:
    """What a verdict means to its reader: echoes, praise, first-hand reports, or none of these."""
    if name in ECHOES:
        return "echo"
    if name == VerdictName.PRAISE:
        return "praise"
    return "first-hand" if name in (VerdictName.SYSTEMIC, VerdictName.MIXED) else ""


def changes(c: Close) -> str:
    """An echo has first-hand reports of its own now, or an unclear trend is clear; systemic to mixed is no news.

    Praise is taken back only while more people write than chance explains: once it is over, what is left is the usual
    complaints."""
    now = concern(c.verdict.name)
    if concern(c.state.verdict) == "praise" and not c.stats.significant:
        return ""
    settled = c.stats.at - c.state.last_alert_at >= c.policy.escalate_pause_seconds or now == "first-hand"
    return c.verdict.sentence if now and now != concern(c.state.verdict) and settled else ""


def escalates(c: Close) -> str:
    """The rate, not the total, has doubled since the last alert; or severity rises above what it was in this cycle."""
    s, f, p = c.state, c.stats, c.policy
    if c.verdict.name in ECHOES or VerdictName.PRAISE in (c.verdict.name, s.verdict):
        return ""
    severity, why = severity_of(f, c.verdict, p)
    if reason := outgrown(s, f, severity, p):
        return reason
    if SEVERITIES.index(severity) > SEVERITIES.index(s.worst):
        return f"{severity.value} now: {why}"
    if has_grown(s, f, p) and f.at - s.last_alert_at >= p.escalate_pause_seconds:
        return f"{plural(s.last_alert_people, 'person', 'people')} in 3 h when last reported, {f.people_3h} now"
    return ""


def has_grown(s: TrendState, f: TrendStats, p: Policy) -> bool:
    """Whether so many more people write than at the last alert that it is worth another."""
    factor = p.escalate_factor_critical if s.worst == Severity.CRITICAL else p.escalate_factor
    return f.people_3h >= factor * s.last_alert_people and f.people_3h >= s.last_alert_people + p.escalate_more


def outlasts(c: Close) -> str:
    """It opened in a planned event, which is over, and there are still more people than chance explains."""
    s, f = c.state, c.stats
    over = bool(s.expected) and f.at >= s.muted_until and c.verdict.name not in ECHOES
    if over and f.significant and f.people >= c.policy.people_min:
        return f"still {plural(f.people, 'person', 'people')} in {span(f.window_minutes)} after {s.expected}"
    return ""


def eases(c: Close) -> str:
    """Three hours at or below a quarter of its peak."""
    s, f = c.state, c.stats
    if f.people_3h <= c.policy.easing_share * s.peak_3h:
        return f"{plural(f.people_3h, 'person', 'people')} in 3 h, {s.peak_3h} at its peak"
    return ""


def people_on_fix(c: Close) -> str:
    """How many wrote in the last hour whose reports the fix is judged by, and how many are left out."""
    f, fix = c.stats, c.state.fix
    people = f"{plural(f.people_hour_on_fix, 'person', 'people')} in the last hour"
    return f"{people} ({f.older_people_hour} on versions before {fix.version})" if fix and f.older_people_hour else people


def regresses(c: Close) -> str:
    """The fix had worked, and it rises above half again."""
    s, f = c.state, c.stats
    if s.fix and s.fix.outcome == "working" and f.people_hour_on_fix > max(c.policy.fix_failing_share * s.fix.before, 2):
        return f"{people_on_fix(c)} again, {s.fix.before} in the hour before the fix"
    return ""


def fix_works(c: Close) -> str:
    """The second hour after the fix has at most a quarter of the people of the hour before it."""
    s, f = c.state, c.stats
    if not s.fix or s.fix.outcome or f.at - s.fix.at < 2 * HOUR:
        return ""
    if f.people_hour_on_fix <= c.policy.fix_working_share * s.fix.before:
        return f"{people_on_fix(c)}, {s.fix.before} in the hour before the fix"
    return ""


def fix_fails(c: Close) -> str:
    """After two busy hours still more than half."""
    s, f, p = c.state, c.stats, c.policy
    if not s.fix or s.fix.outcome or s.fix.busy_hours < p.fix_busy_hours or f.at - s.fix.at < HOUR:
        return ""
    if f.people_hour_on_fix > p.fix_failing_share * s.fix.before:
        return f"still {people_on_fix(c)}, {s.fix.before} in the hour before the fix"
    return ""


def ends(c: Close) -> str:
    """Back to usual for some busy hours, a new normal, or nobody for a long time."""
    enough = f"for as long as {c.policy.resolve_busy_hours:g} hours of average traffic"
    return {
        "expected": f"back to usual, as expected: {c.state.expected}",
        "new normal": "people go on writing about it: this level has become the usual one",
        "fixed": f"back to usual after the fix, {enough}",
        "back to usual": f"back to usual, {enough}",
        "stale": f"nobody wrote for {c.policy.stale_seconds / (24 * HOUR):g} days",
    }.get(end_word(c), "")


def end_word(c: Close) -> str:
    """The published word of an end at this close; empty while it goes on."""
    s = c.state
    if c.stats.absorbed_by:
        return f"absorbed by {c.stats.absorbed_by}"
    if s.quiet_hours >= c.policy.resolve_busy_hours:
        if s.expected:
            return "expected"
        if s.fix and s.fix.outcome == "working":
            return "fixed"
        return "new normal" if is_new_normal(c) else "back to usual"
    return "stale" if s.last_people_at and c.stats.at - s.last_people_at >= c.policy.stale_seconds else ""


def is_new_normal(c: Close) -> bool:
    """Whether people did not stop, but what is usual has risen to them since it opened. Counted on the lead, since who uses
    an everyday word is no member any more; with less than one person in 3 h it cannot be decided. In its first days what
    has risen is the incident itself."""
    f, p, before = c.stats, c.policy, c.state.usual_at_open
    usual = 3 * f.usual_hour
    if f.at - c.state.opened_at < p.new_normal_seconds:
        return False
    if before is None or usual < 1 or f.usual_per_day < p.new_normal_factor * before:
        return False
    return p.new_normal_share * usual <= f.lead_people_3h <= usual / p.new_normal_share


TABLE: tuple[Row, ...] = (
    Row(LIVE, Event.ABSORBED, State.RESOLVED, absorbed),
    Row((State.QUIET, State.EMERGING), Event.OPENED, State.OPEN, opens),
    Row((State.QUIET,), Event.EMERGING, State.EMERGING, emerges),
    Row((State.RESOLVED,), Event.REOPENED, State.OPEN, reopens),
    Row((State.WATCHING,), Event.REGRESSED, State.OPEN, regresses),
    Row((State.WATCHING,), Event.FIX_WORKING, State.WATCHING, fix_works),
    Row((State.WATCHING,), Event.FIX_NOT_WORKING, State.OPEN, fix_fails),
    Row(REPORTED, Event.VERDICT_CHANGED, State.OPEN, changes),
    Row((State.OPEN, State.EASING), Event.ESCALATED, State.OPEN, escalates),
    Row((State.OPEN, State.EASING), Event.ESCALATED, State.OPEN, outlasts),
    Row((State.OPEN,), Event.EASING, State.EASING, eases),
    Row(LIVE, Event.RESOLVED, State.RESOLVED, ends),
)
