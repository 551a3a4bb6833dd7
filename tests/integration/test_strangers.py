"""What others write to our topics, on real Kafka: it ends no worker, moves no clock, and hides nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewPartitions

from detectors.engine.log import Progress
from detectors.mention import Complaint
from stream.kafka.codec import decode_record
from tests.conftest import Cluster
from tests.integration.hostile import mention
from tests.worker_tools import IN_PROCESS, Installation, WorkerProcess, catch_up, wait_for, watching, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]

AT_MS = 1_741_132_800_000


async def ids(installation: Installation) -> list[str]:
    found = []
    for record in await installation.read(installation.topics.complaints):
        try:
            one = decode_record(record.value)
        except Exception:
            continue
        if isinstance(one, Complaint):
            found.append(one.id)
    return sorted(found)


async def has_all(installation: Installation, expected: list[str]) -> bool:
    return await ids(installation) == expected


def no_lag(process: WorkerProcess, topic: str) -> bool:
    lines = [line for line in process.get("/metrics")[1].splitlines() if line.startswith("groundswell_consumer_lag{")]
    lags = [float(line.rsplit(" ", 1)[1]) for line in lines if f'topic="{topic}"' in line]
    return bool(lags) and not any(lags)


def test_a_quiet_producer_with_transactions_ends_no_worker(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    """The end of its log is a marker, and before it a transaction that was aborted: nobody is ever given either."""
    installation = Installation.named(unique_name("quiet"), kafka.bootstrap, mentions_partitions=1, stall_seconds=5.0)
    topic = installation.topics.mentions

    async def scenario() -> None:
        await installation.create_topics()
        async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap, transactional_id=f"{topic}-tx") as producer:
            async with producer.transaction():
                await producer.send(topic, orjson.dumps(mention(AT_MS, "kept")), timestamp_ms=AT_MS)
            await producer.begin_transaction()
            await producer.send_and_wait(topic, orjson.dumps(mention(AT_MS, "aborted")), timestamp_ms=AT_MS)
            await producer.abort_transaction()
            with worker(installation, tmp_path / "log") as process:
                await wait_for(partial(has_all, installation, ["kept"]), process, "it is taken in")

                async def nothing_waits() -> bool:
                    return await asyncio.to_thread(no_lag, process, "mentions")

                await wait_for(nothing_waits, process, "markers and aborted records do not wait")
                until = time.monotonic() + 12
                await wait_for(partial(_later, until), process, "it lives on beyond its stall time")
                # An open transaction holds back what comes after it: that cannot be delivered either.
                await producer.begin_transaction()
                await producer.send_and_wait(topic, orjson.dumps(mention(AT_MS, "open")), timestamp_ms=AT_MS)
                until = time.monotonic() + 12
                await wait_for(partial(_later, until), process, "it waits for an open transaction without a fault")
                assert process.get("/healthz")[0] == 200
                await producer.commit_transaction()
                await wait_for(partial(has_all, installation, ["kept", "open"]), process, "the open one follows")

    asyncio.run(scenario())


async def _later(until: float) -> bool:
    return time.monotonic() >= until


GARBAGE = (
    b"\xff\xfe",
    b"{}",
    b"[" * 50_000,
    orjson.dumps({"type": "progress", "origin": 0, "origins": 1, "at": 1e18}),
    orjson.dumps({"type": "complaint", "brand": "acme"}),
)


def test_garbage_in_the_log_of_an_engine_is_passed_and_named(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = Installation.named(
        unique_name("garbage"), kafka.bootstrap, mentions_partitions=1, engine_partitions=1, **IN_PROCESS
    )
    topics = installation.topics

    async def scenario() -> None:
        await installation.create_topics()
        async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
            for value in GARBAGE:
                await producer.send_and_wait(topics.complaints, value, partition=0)
            await producer.send_and_wait(topics.mentions, orjson.dumps(mention(AT_MS, "good")), timestamp_ms=AT_MS)
            with worker(installation, tmp_path / "log") as process:
                await wait_for(partial(has_all, installation, ["good"]), process, "it is taken in")
                await catch_up(installation, process)
                assert f"groundswell_unreadable_total {float(len(GARBAGE))}" in process.get("/metrics")[1]
                for offset in range(len(GARBAGE)):
                    assert f'"partition":0,"offset":{offset},' in process.log()

    asyncio.run(scenario())


def test_nobody_moves_the_clock_of_a_live_worker(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    """One mention a partition, 58 minutes ahead: neither its time nor the progress of its partition is believed."""
    installation = Installation.named(
        unique_name("ahead"), kafka.bootstrap, mentions_partitions=2, engine_partitions=1, clock="live", **IN_PROCESS
    )
    topics = installation.topics

    async def scenario() -> None:
        await installation.create_topics(bounded=False)
        async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
            with worker(installation, tmp_path / "log") as process:
                for partition in range(2):
                    ahead = int(time.time() * 1000) + 58 * 60_000
                    value = orjson.dumps(mention(ahead, f"ahead-{partition}"))
                    await producer.send_and_wait(topics.mentions, value, partition=partition, timestamp_ms=ahead)
                await wait_for(partial(has_all, installation, ["ahead-0", "ahead-1"]), process, "they are taken in")
                now = int(time.time() * 1000)
                value = orjson.dumps(mention(now, "now"))
                await producer.send_and_wait(topics.mentions, value, partition=0, timestamp_ms=now)
                await wait_for(partial(has_all, installation, ["ahead-0", "ahead-1", "now"]), process, "and the one after")
                assert "mentions_ahead" in process.log()
                assert "groundswell_ahead_total 2.0" in process.get("/metrics")[1]
                assert "groundswell_late_total 0.0" in process.get("/metrics")[1]
        for record in await installation.read(topics.complaints):
            one = decode_record(record.value)
            if isinstance(one, Complaint | Progress):
                assert one.at <= time.time() + 2

    asyncio.run(scenario())


def test_the_broker_refuses_what_is_far_ahead_of_its_clock(kafka: Cluster, unique_name: Name) -> None:
    installation = Installation.named(unique_name("bounded"), kafka.bootstrap, mentions_partitions=1)

    async def scenario() -> None:
        await installation.create_topics()
        async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
            ahead = int(time.time() * 1000) + 58 * 60_000
            with pytest.raises(Exception, match="InvalidTimestamp"):
                await producer.send_and_wait(installation.topics.mentions, b"{}", timestamp_ms=ahead)

    asyncio.run(scenario())


def test_partitions_that_are_added_are_read_within_a_minute(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = Installation.named(
        unique_name("grown"), kafka.bootstrap, mentions_partitions=1, clock="live", **IN_PROCESS
    )
    topics = installation.topics

    async def scenario() -> None:
        await installation.create_topics()
        with worker(installation, tmp_path / "log") as process:

            async def is_ready() -> bool:
                return (await asyncio.to_thread(process.get, "/readyz"))[0] == 200

            await wait_for(is_ready, process, "it is ready")
            admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
            await admin.start()
            await admin.create_partitions({topics.mentions: NewPartitions(total_count=2)})
            await admin.close()
            async with watching(installation) as watcher, AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:

                async def there_are_two() -> bool:
                    return len(await watcher.ends(topics.mentions)) == 2

                await wait_for(there_are_two, process, "the broker tells of them")
                now = int(time.time() * 1000)
                value = orjson.dumps(mention(now, "new"))
                await producer.send_and_wait(topics.mentions, value, partition=1, timestamp_ms=now)
                await wait_for(partial(has_all, installation, ["new"]), process, "it is taken in", 60)
            assert "partitions_added" in process.log()

    asyncio.run(scenario())
