"""How severe a trend is, and what attention each of its events asks for."""

from __future__ import annotations

from detectors.facts import TrendStats
from detectors.lifecycle.states import Attention, Event, Policy, Severity, TrendState
from detectors.verdict import Verdict, VerdictName, plural

OUTGROWN_TIMES, CRITICAL_TIMES = 4, 2
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


def severity_of(f: TrendStats, v: Verdict, p: Policy) -> tuple[Severity, str]:
    """How severe it is, and why: only first-hand reports are more than `info`."""
    if v.name not in (VerdictName.SYSTEMIC, VerdictName.MIXED):
        return Severity.INFO, f"never above info: {v.name.value.replace('_', ' ')}"
    if f.people_3h >= p.critical_people:
        if f.people_3h >= p.critical_brand_share * f.brand_people_3h > 0:
            of = f"all {f.people_3h}" if f.people_3h >= f.brand_people_3h else f"{f.people_3h} of the {f.brand_people_3h}"
            return Severity.CRITICAL, f"{of} people who wrote about {f.brand} in 3 h"
        if f.people_3h >= p.critical_brand_ratio * f.brand_usual_3h > 0:
            usual = f"{f.brand_usual_3h:.0f}" if f.brand_usual_3h >= 1.5 else "one or none"
            return Severity.CRITICAL, f"{f.people_3h} people in 3 h; {f.brand} usually hears from {usual}"
    return Severity.WARNING, f"{plural(f.people_3h, 'person', 'people')} in 3 h"


def outgrown(s: TrendState, f: TrendStats, severity: Severity, p: Policy) -> str:
    """Why an answer that silenced it no longer holds, as a sentence; empty while it does. Somebody who mutes six people has
    not seen forty: who provokes an alert in the words of a coming incident must not have that silenced as well.

    It has become critical with twice as many people, or four times as many write as were seen. A planned event, or what
    somebody expects, is silent whatever it becomes."""
    seen = s.silenced
    if seen is None or s.muted_until <= f.at or s.expected or f.muted or severity == Severity.INFO:
        return ""
    times = f.people_3h // max(1, seen.people)
    worse = severity == Severity.CRITICAL and seen.severity != Severity.CRITICAL and times >= CRITICAL_TIMES
    if not worse and (times < OUTGROWN_TIMES or f.people_3h < seen.people + p.escalate_more):
        return ""
    now = "it is critical now" if worse else f"{times} times as many write now"
    by, people = seen.by or "somebody", plural(seen.people, "person", "people")
    return f"Answered “{seen.answer}” by {by} at {people}; {now}, so it is no longer silent."


def attention_of(event: Event, s: TrendState, severity: Severity, at: float, *, first_change: bool) -> Attention:
    """How this event asks for attention, given the trend before it; an incident pages at most once in a cycle.

    No message for: what is muted, info that nobody was sent, growth below critical of what somebody has, the end of what is
    not ours, the end after a fix that was reported to work, and a verdict that changed so before. `first_change`: whether
    its verdict changes in a way that is a message once (`is_first_change`).
    """
    if s.muted_until > at:
        return Attention.BOARD
    if event == Event.RESOLVED:
        silent = not s.notified or bool(s.not_ours) or bool(s.fix and s.fix.outcome == "working")
        return Attention.BOARD if silent else Attention.NOTIFY
    if severity == Severity.INFO:
        return Attention.NOTIFY if first_change else Attention.BOARD
    if event not in LOUD or (event == Event.VERDICT_CHANGED and not first_change):
        return Attention.BOARD
    if severity == Severity.CRITICAL and not s.paged and event not in (Event.FIX_WORKING, Event.FIX_NOT_WORKING):
        return Attention.PAGE
    if event == Event.ESCALATED and s.acknowledged and severity != Severity.CRITICAL:
        return Attention.BOARD
    return Attention.NOTIFY


def is_first_change(s: TrendState, was_first_hand: bool, is_first_hand: bool) -> bool:
    """Whether a verdict changes for the first time in a cycle to reports of people, or from them, where they were sent as
    such, to none: whoever has the message gets another."""
    if is_first_hand:
        return not s.upgraded
    # What was no reports at first leads away from them with its second change, all else with its first.
    return was_first_hand and s.notified and s.verdict_changes <= 1
