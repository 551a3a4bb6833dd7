"""`groundswell answer TREND have-it`: an operator's answer to an alert, written to the topic `feedback`."""

from __future__ import annotations

import asyncio
import re
import time
from typing import NoReturn

import typer

from stream.alerts.answers import (
    KINDS,
    UNTIL_EXAMPLES,
    Details,
    GivenAnswer,
    answer_to,
    fault_of,
    send_answer,
    until_of,
    why_too_late,
)
from stream.alerts.cards import earlier_answer, harmless
from stream.alerts.latest import newest_events
from stream.config.load import Configuration
from stream.config.settings import Settings
from stream.exits import Exit
from stream.kafka.client import producer_settings
from stream.kafka.producer import Producer
from stream.kafka.topics import Topics
from stream.terminal import broker_or_exit, print_error

TREND_ID = re.compile(r"\d{4}-\d\d-\d\d-\d{4}-[0-9a-f]{6}")


def answer_command(configuration: Configuration, trend_id: str, kind: str, details: Details, *, until: str) -> None:
    """Sends the answer for a trend that is open; prints what is wrong when it is not."""
    now, settings = time.time(), configuration.settings
    ends = until_of(until, now) if until else None
    if until and ends is None:
        _refuse(f"--until is {until!r}; it must be like {UNTIL_EXAMPLES}")
    if not TREND_ID.fullmatch(trend_id):
        _refuse(f"{trend_id!r} is no id of a trend; it is the last line of its card, like 2026-03-11-0949-b0d7a3")
    if kind not in KINDS:
        _refuse(f"the answer is {kind!r}; it must be one of {', '.join(KINDS)}")
    with broker_or_exit(settings):
        newest = asyncio.run(newest_events(settings))
        event = newest.get(trend_id)
        if event is None:
            _refuse(f"there is no trend {trend_id}; `groundswell trends` lists those that are open")
        command, words = KINDS[kind]
        if too_late := why_too_late(command, event):
            _refuse(f"{trend_id}: {too_late}")
        if fault := fault_of(command, details, event, newest.get(details.same_as)):
            _refuse(fault)
        asyncio.run(_send(settings, event["brand"], answer_to(event, command, now, details, until=ends)))
    typer.echo(f"sent: {words} · {harmless(event['brand'])}: {harmless(event['title'])}")
    for earlier in event.get("feedback", []):
        typer.echo(f"before: {earlier_answer(earlier, configuration.brands.of(event['brand']).timezone)}")


async def _send(settings: Settings, brand: str, answer: GivenAnswer) -> None:
    async with Producer(**producer_settings(settings)) as producer:
        await send_answer(producer, Topics.of(settings), brand, answer)


def _refuse(sentence: str) -> NoReturn:
    print_error(sentence)
    raise typer.Exit(Exit.USAGE)
