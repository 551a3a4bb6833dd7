"""Sending the mentions of a file to Kafka, in the order of their event time, spread evenly over the partitions."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from stream.intake.intake_agent import END_OF_REPLAY_HEADER
from stream.kafka.producer import Producer, Record
from stream.kafka.reader import require_topic
from stream.kafka.topics import MENTION_BYTES_MAX, Topics
from stream.offline.pipeline import end_of_replay
from stream.reading import Row

ROWS_PER_SEND = 2_000


async def replay(
    rows: Sequence[Row],
    client: Mapping[str, Any],
    topics: Topics,
    *,
    lateness_seconds: float,
    speed: float | None = None,
    on_sent: Callable[[int], None] = lambda _: None,
) -> int:
    """Sends `rows`, sorted by event time, and ends every partition with a final progress; returns how many were sent.

    A record carries the event time of its mention, so that intake decides as it would have decided then. With `speed` event
    time passes that many times faster than the clock; without, as fast as Kafka takes it.
    """
    await require_topic(client, topics.mentions)
    settings = {k: v for k, v in client.items() if k != "bootstrap_servers"}
    async with Producer(client["bootstrap_servers"], record_bytes_max=4 * MENTION_BYTES_MAX, **settings) as producer:
        partitions = await producer.partition_count(topics.mentions)
        started, sent = time.monotonic(), 0
        while sent < len(rows):
            due = rows[sent : sent + ROWS_PER_SEND]
            if speed is not None:
                due = await _due(rows, sent, speed, started)
            outgoing: dict[int, list[Record]] = {}
            for number, row in enumerate(due, sent):
                outgoing.setdefault(number % partitions, []).append(Record(None, row.value, (), row.at_ms))
            await producer.send_all(topics.mentions, outgoing)
            sent += len(due)
            on_sent(sent)
        if rows:
            end_ms = int(end_of_replay(rows[-1].at_ms / 1000.0, lateness_seconds) * 1000)
            marker = Record(None, None, [(END_OF_REPLAY_HEADER, str(end_ms).encode())], end_ms)
            await producer.send_all(topics.mentions, {partition: [marker] for partition in range(partitions)})
    return sent


async def _due(rows: Sequence[Row], sent: int, speed: float, started: float) -> Sequence[Row]:
    """The next rows whose time has come; waits until there is one."""
    first = rows[0].at_ms / 1000.0
    wait = (rows[sent].at_ms / 1000.0 - first) / speed - (time.monotonic() - started)
    if wait > 0:
        await asyncio.sleep(wait)
    reached = first + (time.monotonic() - started) * speed
    end = sent + 1
    while end < len(rows) and end - sent < ROWS_PER_SEND and rows[end].at_ms / 1000.0 <= reached:
        end += 1
    return rows[sent:end]
