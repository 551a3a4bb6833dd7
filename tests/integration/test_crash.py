"""A worker that is killed in the middle of a stream, several times, says what an undisturbed one says."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from detectors.mention import Complaint
from stream.kafka.codec import decode_record
from stream.kafka.producer import Producer
from stream.reading import Row, load_mentions
from tests.conftest import Cluster
from tests.simulated import two_brands
from tests.streams import complaints_of, event_id, send_rows
from tests.worker_tools import Installation, Watcher, backtest, wait_for, watching, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]

PARTITIONS = 2
# Shares of the stream that have been sent at each kill. The incidents are reported from the third on.
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
        batch_records=50,
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
    expected = complaints_of(mentions, installation.configuration)
    assert expected - origins.keys() == set(), "complaints that never reached an engine"
    assert origins.keys() - expected == set()
    assert asyncio.run(installation.read(installation.topics.dead_letters)) == []


async def through_kills(rows: list[Row], installation: Installation, log: Path) -> list[int]:
    """Sends the stream in stages, in each of which the worker is killed at another moment. How much was open each time."""
    await installation.create_topics()
    topics = installation.topics
    bounds = [0, *(int(share * len(rows)) for share in STAGES), len(rows)]
    open_at_kill = []
    async with watching(installation) as watcher, Producer(installation.settings.broker) as producer:

        async def first_complaints_are_written() -> bool:
            return any((await watcher.ends(topics.complaints)).values())

        async def half_is_committed() -> bool:
            return sum((await watcher.committed(topics.mentions)).values()) > bounds[2] / 2

        async def first_alert_is_written() -> bool:
            return any((await watcher.ends(topics.alerts)).values())

        moments = (first_complaints_are_written, half_is_committed, first_alert_is_written)
        for stage, moment in enumerate(moments):
            await send_rows(producer, installation.settings, rows, bounds[stage], bounds[stage + 1])
            with worker(installation, log) as process:
                await wait_for(moment, process, moment.__name__)
                process.kill()
            open_at_kill.append(await open_mentions(watcher, topics.mentions))
        await send_rows(producer, installation.settings, rows, bounds[-2], bounds[-1])
        with worker(installation, log) as process:
            await wait_for(watcher.is_caught_up, process, "everything is committed")
    return open_at_kill


async def open_mentions(watcher: Watcher, topic: str) -> int:
    return sum((await watcher.ends(topic)).values()) - sum((await watcher.committed(topic)).values())
