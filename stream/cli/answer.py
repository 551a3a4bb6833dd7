"""`groundswell answer TREND have-it`: an operator's answer to an alert, written to the topic `feedback`."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import UTC, datetime
from typing import Any, NoReturn

import orjson
import typer

from detectors.lifecycle import Command as Kind
from stream.alerts.cards import harmless
from stream.alerts.latest import newest_events
from stream.config.settings import Settings
from stream.exits import Exit
from stream.kafka.client import producer_settings
from stream.kafka.producer import Producer, Record
from stream.kafka.topics import Topics, partition_of
from stream.reading import parse_time
from stream.terminal import broker_or_exit

KINDS = {
    "have-it": (Kind.I_HAVE_IT, "you have it"),
    "mute": (Kind.MUTE, "muted"),
    "fix-is-out": (Kind.FIX_IS_OUT, "a fix is out"),
    "real": (Kind.REAL, "it is real"),
    "expected": (Kind.EXPECTED, "expected"),
    "not-a-problem": (Kind.NOT_A_PROBLEM, "not a problem"),
    "not-ours": (Kind.NOT_OURS, "not ours"),
}
_SPAN = re.compile(r"(\d{1,4})\s*(min|m|h|d)")
_UNITS = {"m": 60, "min": 60, "h": 3600, "d": 86_400}


def answer_command(settings: Settings, trend_id: str, kind: str, *, by: str, note: str, until: str) -> None:
    """Sends the answer for a trend that is open; prints what is wrong when it is not."""
    now = time.time()
    ends = _until(until, now) if until else None
    if kind not in KINDS:
        _refuse(f"the answer is {kind!r}; it must be one of {', '.join(KINDS)}")
    with broker_or_exit(settings):
        event = asyncio.run(newest_events(settings)).get(trend_id)
        if event is None:
            _refuse(f"there is no trend {trend_id}; `groundswell trends` lists those that are open")
        if event["state"] == "resolved":
            _refuse(f"{trend_id} is over ({event.get('reason', '')}); there is nothing to answer any more")
        command, words = KINDS[kind]
        asyncio.run(_send(settings, event, _record(event, command, now, by=by, note=note, until=ends)))
    typer.echo(f"sent: {words} · {harmless(event['brand'])}: {harmless(event['title'])}")


def _record(
    event: dict[str, Any], kind: Kind, now: float, *, by: str, note: str, until: float | None
) -> dict[str, str | int]:
    """What `feedback` holds of it; times in epoch milliseconds, absent is left out."""
    fields: dict[str, str | int | None] = {
        "event_id": event["event_id"],
        "trend_id": event["trend_id"],
        "kind": kind.value,
        "by": by or None,
        "at": int(now * 1000),
        "note": note or None,
        "until": None if until is None else int(until * 1000),
    }
    return {name: value for name, value in fields.items() if value is not None}


async def _send(settings: Settings, event: dict[str, Any], fields: dict[str, str | int]) -> None:
    topics, brand = Topics.of(settings), event["brand"]
    async with Producer(**producer_settings(settings)) as producer:
        partition = partition_of(brand, await producer.partition_count(topics.feedback))
        await producer.send_all(topics.feedback, {partition: [Record(brand.encode(), orjson.dumps(fields))]})


def _until(written: str, now: float) -> float:
    """`2h` from now, or a time."""
    if span := _SPAN.fullmatch(written.strip()):
        return now + int(span[1]) * _UNITS[span[2]]
    milliseconds = parse_time(written)
    if milliseconds is None:
        _refuse(f"--until is {written!r}; it must be like 2h, 30min, 3d, or {datetime.now(UTC):%Y-%m-%dT18:00:00Z}")
    return milliseconds / 1000.0


def _refuse(sentence: str) -> NoReturn:
    typer.secho(sentence, fg="red", err=True)
    raise typer.Exit(Exit.USAGE)
