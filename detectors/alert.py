"""The alert event: what a consumer of the topic `alerts` reads. Minimal fields first, in the documented order.

The body depends on mentions and settings only; floats are rounded to six digits when it is published. What is absent is
left out; only `ratio` is null when nothing was expected.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from detectors.facts import DataQuality

SCHEMA_VERSION = 1


class Sample(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One post that shows what the trend is about; `text` is masked."""

    mention_id: str
    at: str
    text: str
    url: str = ""


class MinimalAlert(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What every consumer may rely on."""

    schema_version: int
    event: str
    event_id: str
    at: str
    attention: str
    route: str
    trend_id: str
    brand: str
    state: str
    reason: str = ""
    title: str
    why: str
    verdict: str
    severity: str
    people: int
    since: str
    samples: list[Sample]
    link: str = ""


class VerdictEvidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The numbers a verdict was read from."""

    people: int
    first_hand_people: int
    posts: int
    effective_people: float
    top_person_share: float
    repost_and_quote_share: float
    same_text_share: float
    root: str = ""
    sure: float
    sentence: str


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """People in the tested window against what is usual in it; `ratio` is null when less than one is expected."""

    window_minutes: int
    people: int
    usual: float
    usual_text: str
    ratio: float | None
    people_3h: int
    people_24h: int
    peak_3h: int
    posts: int


class BrandCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The brand as a whole beside it."""

    people_hour: int
    usual_hour: float
    people_3h: int
    usual_3h: float


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """What the usual level rests on; `cold_start` is less than two weeks of it (`facts.COLD_DAYS`)."""

    history_days: float
    cold_start: bool


class Clue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that many of the trend's people say and few others: a share against its usual."""

    kind: str
    text: str
    people: int
    share: float
    usual: float


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """People per `bucket_minutes` from `from` on, at most 48 numbers."""

    bucket_minutes: int
    from_: str = msgspec.field(name="from")
    people: list[int]
    usual: float


class Feedback(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody answered to an alert."""

    kind: str
    by: str
    at: str
    note: str = ""
    reference: str = ""
    version: str = ""


class FixNoted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A fix: since when, in which version, and what came of it so far."""

    at: str
    note: str = ""
    outcome: str = ""
    version: str = ""


class Alert(MinimalAlert, kw_only=True, omit_defaults=True):
    """The full event; `policy` names the brand's policy when it has changed since the brand's event before.

    `intent` is what most of its people write for (`detectors.intent`): what many ask is a complaint all the same. `product`
    is the one that most of the people who name any name. `reference` is the ticket that was named last,
    `muted_until` when a mute of a live trend ends (event time).
    `day_only` says that its posts name the day and no time: of `at`, `since` and the times of samples the day counts.
    """

    sequence: int
    cycle: int
    state_reason: str = ""
    tier: str = ""
    terms: list[str] = []
    clues: list[Clue] = []
    verdict_evidence: VerdictEvidence | None = None
    severity_reason: str = ""
    counts: Counts | None = None
    brand_counts: BrandCounts | None = None
    surprise: float = 0.0
    evidence: str = ""
    baseline: Baseline | None = None
    breakdown: dict[str, dict[str, int]] = {}
    product: str = ""
    intent: str = ""
    series: Series | None = None
    title_was: str = ""
    also_open: list[str] = []
    absorbed: list[str] = []
    acknowledged: str = ""
    reference: str = ""
    muted_until: str = ""
    feedback: list[Feedback] = []
    fix: FixNoted | None = None
    data_quality: DataQuality | None = None
    policy: str = ""
    day_only: bool = False


class AlertEvent(NamedTuple):
    """An event as it leaves the engine: `bucket` closed with it, `received` is the Kafka time of its newest mention, and
    `members` are the mention ids of its trend, a bounded part of them."""

    alert: Alert
    bucket: int
    received: float
    members: tuple[str, ...]


def event_id(brand: str, trend_id: str, cycle: int, sequence: int, generation: str = "") -> str:
    """`brand/trend/cycle/sequence`: the same event has the same id on every run.

    With `/generation` behind it when the engine learned anew in between (`TrendEngine.generation`): its trends may then
    have other events under the same numbers.
    """
    return f"{brand}/{trend_id}/{cycle}/{sequence}" + (f"/{generation}" if generation else "")


def link_to(board_url: str, trend_id: str) -> str:
    """The permanent address of a trend on the board; empty without a board.

    >>> link_to("https://board.example/", "2026-03-11-0949-b0d7a3")
    'https://board.example/t/2026-03-11-0949-b0d7a3'
    """
    return f"{board_url.rstrip('/')}/t/{trend_id}" if board_url else ""


def utc(at: float) -> str:
    """Event time as published: RFC 3339 in UTC, milliseconds only when there are any."""
    moment = datetime.fromtimestamp(round(at * 1000) / 1000, UTC)
    text = moment.strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{moment.microsecond // 1000:03d}Z" if moment.microsecond else f"{text}Z"


def published(alert: Alert) -> dict[str, Any]:
    """The event as plain JSON-able values, floats rounded to six digits, fields in their documented order."""
    body: dict[str, Any] = rounded(msgspec.to_builtins(alert))
    return body


def rounded(value: Any) -> Any:
    """The same value with every float at six digits; a number that is not finite is a fault of ours."""
    if isinstance(value, float):
        assert math.isfinite(value), "an alert holds finite numbers only"
        return round(value, 6) + 0.0
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(v) for v in value]
    return value
