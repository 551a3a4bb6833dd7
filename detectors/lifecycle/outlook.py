"""How long a trend stays as it is while nobody writes: what need not be looked at, and what its state is then."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from detectors.buckets import BUCKET_SECONDS
from detectors.facts import TrendStats
from detectors.lifecycle.states import LIVE, REPORTED, SEVERITIES, Policy, Severity, State, TrendState
from detectors.lifecycle.step import is_calm
from detectors.lifecycle.table import concern, has_grown
from detectors.verdict import ECHOES, Verdict, VerdictName


def unchanged_until(state: TrendState, stats: TrendStats, verdict: Verdict, policy: Policy) -> float:
    """The close, in event time, up to which (not included) `step` makes no event of this state, as long as the counts stay
    those of `stats`, in which nothing rises, and the verdict `verdict`; -inf when the next close may.

    Only `quiet_hours` and `last_people_at` change meanwhile, as `passed` says.
    """
    if state.state not in LIVE:
        return math.inf
    if state.fix is not None or state.candidate or _may_change(state, verdict):
        return -math.inf
    if state.state in (State.OPEN, State.EASING) and _may_escalate(state, stats, verdict, policy):
        return -math.inf
    quiet, closes = state.quiet_hours, 0
    while quiet < policy.resolve_busy_hours and closes < CLOSES_MAX:
        quiet, closes = quiet + stats.busy_hours, closes + 1
    stale = state.last_people_at + policy.stale_seconds if state.last_people_at else math.inf
    return min(stats.at + closes * BUCKET_SECONDS, stale)


def passed(state: TrendState, stats: TrendStats, usual_hours: Sequence[float], at: float) -> TrendState:
    """The state after more closes of which `unchanged_until` held, the last of them at `at`: how many people an hour were
    usual at each. With one person it does not matter how many (`is_calm`)."""
    if state.state not in LIVE:
        return state
    quiet = state.quiet_hours
    # One by one, as each close adds it: a product would be another number in the last digits.
    for usual in usual_hours:
        quiet = quiet + stats.busy_hours if is_calm(stats.people_hour_on_fix, usual) else 0.0
    return replace(state, quiet_hours=quiet, last_people_at=at if stats.people_hour else state.last_people_at)


CLOSES_MAX = 3_600 // BUCKET_SECONDS
"""Never further than an hour: how many are usual differs in the next."""


def _may_change(state: TrendState, verdict: Verdict) -> bool:
    """Whether another verdict than the reported one waits for its time; praise is not taken back while nothing rises."""
    now, before = concern(verdict.name), concern(state.verdict)
    return state.state in REPORTED and before != "praise" and bool(now) and now != before


def _may_escalate(state: TrendState, stats: TrendStats, verdict: Verdict, policy: Policy) -> bool:
    """Whether severity may rise with the share of the brand's people, or growth waits for the end of a pause."""
    if verdict.name in ECHOES or VerdictName.PRAISE in (verdict.name, state.verdict):
        return False
    is_new = state.silenced is not None or SEVERITIES.index(state.worst) < SEVERITIES.index(Severity.CRITICAL)
    if stats.people_3h >= policy.critical_people and is_new:
        return True
    return has_grown(state, stats, policy)
