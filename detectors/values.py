"""The values that a trend carries through its life: its state, its verdict, the title it was reported under."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class State(StrEnum):
    """The state of a trend; `quiet` is before its first event."""

    QUIET = "quiet"
    EMERGING = "emerging"
    OPEN = "open"
    EASING = "easing"
    WATCHING = "watching"
    RESOLVED = "resolved"


class Severity(StrEnum):
    """How severe a trend is."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class Fix(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A fix that somebody noted: when, in which version (empty: not named), the people in the hour before it, busy hours
    since, and what came of it."""

    at: float
    note: str = ""
    before: int = 0
    busy_hours: float = 0.0
    outcome: str = ""
    version: str = ""


class Silenced(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody had seen of a trend who silenced it: the most people in three hours, how severe it had been, the answer
    and whose it was."""

    people: int
    severity: Severity
    answer: str
    by: str = ""


class TrendState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything the life-cycle remembers of one trend; plain values, part of the engine's snapshot.

    `cycle` counts openings, `sequence` events. `severity` is the present one, `worst` the highest of this cycle: it pages
    and escalates on its own once. `notified`, `paged`: a message asked for attention, it paged. `last_alert_people` is the
    count of 3 h in the last alert, sent at `last_alert_at`. `quiet_hours` are busy hours at the usual level in a row.
    `usual_at_open` is how many people a day were usual when it opened. `upgraded`: first-hand reports were announced once
    in this cycle. `candidate` is another verdict than the reported one, judged since `candidate_at`; `verdict_changes` are
    those that were reported in this cycle. `expected` is the note of the planned event it opened in, whose end is
    `muted_until`, until it is reported all the same. `silenced`: what an answer that mutes it was given to.
    `reference` is the ticket that was named last.
    """

    trend_id: str
    state: State = State.QUIET
    cycle: int = 0
    sequence: int = 0
    severity: Severity = Severity.INFO
    worst: Severity = Severity.INFO
    verdict: str = ""
    upgraded: bool = False
    opened_at: float = 0.0
    usual_at_open: float | None = None
    closed_at: float = 0.0
    resolved_reason: str = ""
    notified: bool = msgspec.field(default=False, name="told")
    last_alert_at: float = msgspec.field(default=0.0, name="told_at")
    last_alert_people: int = msgspec.field(default=0, name="told_people")
    paged: bool = msgspec.field(default=False, name="rang")
    peak_3h: int = 0
    quiet_hours: float = 0.0
    last_people_at: float = 0.0
    fix: Fix | None = None
    acknowledged: str = ""
    reference: str = ""
    not_ours: str = ""
    muted_until: float = 0.0
    silenced: Silenced | None = None
    expected: str = ""
    candidate: str = ""
    candidate_at: float = 0.0
    verdict_changes: int = 0


class VerdictName(StrEnum):
    """The kinds of trend, as they are published."""

    SYSTEMIC = "systemic"
    VIRAL = "viral"
    OWN_POST = "own_post"
    COORDINATED = "coordinated"
    SINGLE_CUSTOMER = "single_customer"
    MIXED = "mixed"
    UNDETERMINED = "undetermined"
    PRAISE = "praise"


ECHOES = frozenset({VerdictName.VIRAL, VerdictName.OWN_POST, VerdictName.COORDINATED})
"""Verdicts that never exceed `info`, and whose posts count neither in the brand's total nor in its season."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict with the numbers it was read from; `reason` is a fixed word for counters, `sentence` is for people.

    `effective_people` is the inverse Simpson index of posts per person. `sure` (0 to 1) is how far the deciding share lies
    from its limit, less for few people. `agreeing_people` only agree with somebody's report, `clearing_people` only say
    that it is over; `complaint_nats` is the evidence that it is a complaint, in nats: below 0 speaks for praise.
    `has_complaints`: enough people complain, whatever the others do, or nothing says any more that they are happy.
    """

    name: VerdictName
    reason: str
    sentence: str
    people: int
    first_hand_people: int
    posts: int
    effective_people: float
    top_person_share: float
    repost_and_quote_share: float
    same_text_share: float
    root: str
    root_text: str
    sure: float
    agreeing_people: int = 0
    complaint_nats: float = 0.0
    has_complaints: bool = False
    clearing_people: int = 0


class Titles(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The title a trend was reported under, which may change once, and since when it goes on in its present cycle.

    Part of the engine's snapshot.
    """

    title: str = ""
    title_was: str = ""
    since: float = 0.0
    cycle: int = 0
