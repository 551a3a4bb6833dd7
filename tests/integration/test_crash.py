"""A worker that is killed in the middle of a stream, several times, says what an undisturbed one says."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from aiokafka.structs import ConsumerRecord

from detectors.errors import RefusedError
from detectors.mention import Complaint
from stream.agents import END_OF_REPLAY_HEADER, end_of_replay
from stream.codec import decode_record
from stream.engines import EVENT_ID_HEADER
from stream.offline import end_of_replay as end_of_stream
from stream.producing import Producer, Record
from stream.reading import Row, load_mentions
from stream.settings import Settings
from stream.wiring import build_intake
from tests.conftest import Cluster
from tests.simulated import two_brands
from tests.worker_tools import Installation, Watcher, backtest, wait_for, watching, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]

PARTITIONS = 2
# Shares of the stream that have been sent at each kill. The incidents are told from the third on.
STAGES = (0.3, 0.6, 0.85)


def test_killed_at_any_moment_the_worker_loses_nothing_and_says_nothing_twice(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    file = two_brands(tmp_path / "mentions.jsonl")
    undisturbed = backtest(file, tmp_path / "out")
    rows = load_mentions(file).rows
    installation = Installation.named(
        unique_name("crash"),
        kafka.bootstrap,
        mentions_partitions=PARTITIONS,
        engine_partitions=PARTITIONS,
        # Small batches: many moments between taking a batch in and committing it.
        batch_records=100,
    )
    kills = asyncio.run(through_kills(rows, installation, tmp_path / "log"))
    print(f"killed with so many mentions uncommitted: {kills}")
    assert any(kills), "at least one kill came in the middle of a batch"

    alerts = asyncio.run(installation.read(installation.topics.alerts))
    assert Counter(record.value for record in alerts) == Counter(undisturbed)
    ids = [event_id(record) for record in alerts]
    assert len(set(ids)) == len(ids), "an event was sent twice"

    mentions = asyncio.run(installation.read(installation.topics.mentions))
    written = asyncio.run(installation.read(installation.topics.complaints))
    logged = [decode_record(record.value) for record in written]
    origins = Counter((one.origin, one.offset) for one in logged if isinstance(one, Complaint))
    expected = complaints_of(mentions, installation.settings)
    assert expected - origins.keys() == set(), "complaints that never reached an engine"
    assert origins.keys() - expected == set()
    assert asyncio.run(installation.read(installation.topics.dead_letters)) == []


async def through_kills(rows: list[Row], installation: Installation, log: Path) -> list[int]:
    """Sends the stream in stages, in each of which the worker is killed at another moment. How much was open each time."""
    await installation.create_topics()
    topics = installation.topics
    bounds = [0, *(int(share * len(rows)) for share in STAGES), len(rows)]
    open_at_kill = []
    async with watching(installation) as watcher:

        async def first_complaints_are_written() -> bool:
            return any((await watcher.ends(topics.complaints)).values())

        async def half_is_committed() -> bool:
            return sum((await watcher.committed(topics.mentions)).values()) > bounds[2] / 2

        async def first_alert_is_written() -> bool:
            return any((await watcher.ends(topics.alerts)).values())

        moments = (first_complaints_are_written, half_is_committed, first_alert_is_written)
        for stage, moment in enumerate(moments):
            await send(rows, bounds[stage], bounds[stage + 1], installation)
            with worker(installation, log) as process:
                await wait_for(moment, process, moment.__name__)
                process.kill()
            open_at_kill.append(await open_mentions(watcher, topics.mentions))
        await send(rows, bounds[-2], bounds[-1], installation)
        with worker(installation, log) as process:
            await wait_for(watcher.is_caught_up, process, "everything is committed")
    return open_at_kill


async def open_mentions(watcher: Watcher, topic: str) -> int:
    return sum((await watcher.ends(topic)).values()) - sum((await watcher.committed(topic)).values())


async def send(rows: list[Row], first: int, last: int, installation: Installation) -> None:
    """As `replay` sends, but from row to row; the end of the stream is told with its last rows."""
    outgoing: dict[int, list[Record]] = {partition: [] for partition in range(PARTITIONS)}
    for number in range(first, last):
        row = rows[number]
        outgoing[number % PARTITIONS].append(Record(None, row.value, (), row.at_ms))
    if last == len(rows):
        end_ms = int(end_of_stream(rows[-1].at_ms / 1000.0, installation.settings.lateness_seconds) * 1000)
        for records in outgoing.values():
            records.append(Record(None, None, [(END_OF_REPLAY_HEADER, str(end_ms).encode())], end_ms))
    async with Producer(installation.settings.broker) as producer:
        await producer.send_all(installation.topics.mentions, outgoing)


def complaints_of(mentions: list[ConsumerRecord], settings: Settings) -> set[tuple[int, int]]:
    """The origins and offsets of those mentions that are complaints."""
    intake, found = build_intake(settings), set()
    for record in mentions:
        if end_of_replay(record) is not None:
            continue
        try:
            complaint = intake.take(record.value, record.timestamp, record.partition, record.offset).complaint
        except RefusedError:
            continue
        if complaint is not None:
            found.add((complaint.origin, complaint.offset))
    return found


def event_id(record: ConsumerRecord) -> bytes:
    (found,) = (value for name, value in record.headers if name == EVENT_ID_HEADER)
    return bytes(found)
