"""The events of the life-cycle, its limits, and what it returns."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from detectors.values import Fix as Fix
from detectors.values import Severity as Severity
from detectors.values import State as State
from detectors.values import TrendState as TrendState

HOUR = 3600.0


LIVE = (State.EMERGING, State.OPEN, State.EASING, State.WATCHING)
REPORTED = (State.OPEN, State.EASING, State.WATCHING)


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
    """What attention an event asks for: the board, a message, a page."""

    BOARD = "board"
    NOTIFY = "notify"
    PAGE = "page"


SEVERITIES = (Severity.INFO, Severity.WARNING, Severity.CRITICAL)


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of the life-cycle, per brand; raising one makes what it names rarer or later.

    `emerging_min`, `people_min`: people in the tested window. `escalate_*`: times and people above the last alert, and the
    pause between messages. `easing_share`: of the peak of people in 3 h. `resolve_busy_hours`: hours weighted by the season
    (plain 3 h ended three of six incidents too early; 12 h of the clock none, but later). `fix_*`: shares of the people in
    the hour before the fix. `critical_*`: people in 3 h, and their share of the brand's people or times the brand's usual.
    `new_normal_*`: how many times the usual of a day must have risen, in how long, and how far (a share) the people may lie
    from it, for a trend that ends to be a new normal. `digest_above`: messages in one bucket that one digest replaces.
    """

    emerging_min: int = 3
    people_min: int = 5
    escalate_factor: float = 2.0
    escalate_factor_critical: float = 3.0
    escalate_more: int = 10
    escalate_pause_seconds: float = 1800.0
    easing_share: float = 0.25
    resolve_busy_hours: float = 8.0
    reopen_seconds: float = 72 * HOUR
    fix_working_share: float = 0.25
    fix_failing_share: float = 0.5
    fix_busy_hours: float = 2.0
    critical_people: int = 20
    critical_brand_share: float = 0.5
    critical_brand_ratio: float = 2.0
    mute_seconds: float = 24 * HOUR
    stale_seconds: float = 14 * 24 * HOUR
    new_normal_factor: float = 3.0
    new_normal_share: float = 0.5
    new_normal_seconds: float = 72 * HOUR
    digest_above: int = 3


class Transition(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a trend: what happened, the state after it, the attention it asks for, and why.

    `reason` is the published word of an end (`back to usual`, `fixed`, …), empty otherwise; `state_reason` gives for
    every event the rule that held, with its numbers.
    """

    event: Event
    state: State
    reason: str
    state_reason: str
    attention: Attention
    severity: Severity
    severity_reason: str
    sequence: int
    cycle: int
    outgrown: str = ""
    """Why it is no longer silent though somebody had answered so; empty otherwise."""


def span(minutes: int) -> str:
    """A window as people read it: `15 min`, `3 h`."""
    return f"{minutes} min" if minutes < 60 else f"{minutes / 60:g} h"
