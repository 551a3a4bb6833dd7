"""What people answer to an alert, on its way into the topic `feedback`: from the command line and from the board."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec
import orjson

from detectors.lifecycle import MENTIONS_MAX, unfollowed
from detectors.lifecycle import Command as Kind
from detectors.text.versions import version_of
from stream.kafka.producer import Producer, Record
from stream.kafka.topics import Topics, partition_of
from stream.reading import parse_time

KINDS: Mapping[str, tuple[Kind, str]] = {
    "have-it": (Kind.I_HAVE_IT, "you have it"),
    "mute": (Kind.MUTE, "muted"),
    "fix-is-out": (Kind.FIX_IS_OUT, "a fix is out"),
    "real": (Kind.REAL, "it is real"),
    "expected": (Kind.EXPECTED, "expected"),
    "not-a-problem": (Kind.NOT_A_PROBLEM, "not a problem"),
    "not-ours": (Kind.NOT_OURS, "not ours"),
    "same-as": (Kind.SAME_AS, "the same as another"),
    "wrong-group": (Kind.WRONG_GROUP, "posts do not belong"),
}
"""The answers by the name that people type, with what they then read."""

ANSWER_BYTES_MAX = 16 * 1024

AFTERWARDS = frozenset({Kind.REAL, Kind.NOT_A_PROBLEM, Kind.EXPECTED})
"""What can still be answered when a trend is over: whether the alert was useful. It changes nothing, and it is counted."""

UNTIL_EXAMPLES = "2h, 30min, 3d, or 2026-11-27T18:00:00Z"
_SPAN = re.compile(r"(\d{1,4})\s*(min|m|h|d)")
_UNITS = {"m": 60, "min": 60, "h": 3600, "d": 86_400}


class AnswerRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An answer as the topic `feedback` holds it; times as they were written."""

    trend_id: str
    kind: str
    by: str | None = None
    at: str | int | float | None = None
    note: str | None = None
    until: str | int | float | None = None
    version: str | None = None
    reference: str | None = None
    same_as: str | None = None
    mention_ids: list[str] = []


class GivenAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record of `feedback`; times in epoch milliseconds, absent is left out."""

    trend_id: str
    kind: Kind
    at: int
    event_id: str = ""
    by: str = ""
    note: str = ""
    until: int = 0
    version: str = ""
    reference: str = ""
    same_as: str = ""
    mention_ids: tuple[str, ...] = ()

    def encoded(self) -> bytes:
        return orjson.dumps(msgspec.to_builtins(self))


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer says beside its kind: who, why, which ticket; the version a fix is in, the trend that it is the same
    as, the posts that do not belong."""

    by: str = ""
    note: str = ""
    version: str = ""
    reference: str = ""
    same_as: str = ""
    mention_ids: tuple[str, ...] = ()


def fault_of(kind: Kind, details: Details, event: Mapping[str, Any], other: Mapping[str, Any] | None) -> str:
    """What is wrong with an answer to the trend of `event`, as a sentence; empty when nothing is. `other` is the newest
    event of the trend that it is the same as."""
    if details.version and version_of(details.version) is None:
        return f"the version is {details.version!r}; it must be like 4.2.1"
    if kind is Kind.WRONG_GROUP and not details.mention_ids:
        return "wrong-group needs the ids of the posts that do not belong"
    if len(details.mention_ids) > MENTIONS_MAX:
        return f"at most {MENTIONS_MAX} posts in one answer"
    if kind is not Kind.SAME_AS:
        return ""
    if not details.same_as:
        return "same-as needs the id of the other trend"
    if details.same_as == event["trend_id"]:
        return "a trend is the same as itself; name another"
    if other is None or other["brand"] != event["brand"]:
        return f"there is no trend {details.same_as} of this brand"
    return "the other trend is over; name one that is open" if other["state"] == "resolved" else ""


def why_too_late(kind: Kind, event: Mapping[str, Any]) -> str:
    """Why an answer to the trend of `event` is of no use any more, as a sentence; empty while it is of some."""
    if event["state"] != "resolved":
        return ""
    if event.get("reason") == unfollowed.REASON:
        return "the trend is no longer followed: no answer to it changes anything"
    if kind in AFTERWARDS:
        return ""
    return "the trend is over; all that can be answered is whether the alert was useful: real, not-a-problem, expected"


def answer_to(
    event: Mapping[str, Any], kind: Kind, now: float, details: Details, *, until: float | None = None
) -> GivenAnswer:
    """The answer to the newest event of a trend; `now` and `until` in seconds since 1970."""
    return GivenAnswer(
        trend_id=event["trend_id"],
        kind=kind,
        at=int(now * 1000),
        event_id=event["event_id"],
        by=details.by,
        note=details.note,
        version=details.version,
        reference=details.reference,
        same_as=details.same_as,
        mention_ids=details.mention_ids,
        until=0 if until is None else int(until * 1000),
    )


def until_of(written: str, now: float) -> float | None:
    """When a mute ends, in seconds since 1970: `2h` from now, or a time; None when it is neither."""
    if span := _SPAN.fullmatch(written.strip()):
        return now + int(span[1]) * _UNITS[span[2]]
    milliseconds = parse_time(written)
    return None if milliseconds is None else milliseconds / 1000.0


async def send_answer(producer: Producer, topics: Topics, brand: str, answer: GivenAnswer) -> None:
    """Writes the answer; when this returns Kafka has acknowledged it. Raises ProduceError, TimeoutError."""
    partition = partition_of(brand, await producer.partition_count(topics.feedback))
    await producer.send_all(topics.feedback, {partition: [Record(brand.encode(), answer.encoded())]})
