"""Batches that brokers take and no producer should send, on real Kafka: none stops a worker, or takes its memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.structs import ConsumerRecord

from detectors.mention import Complaint
from stream.intake.dead_letters import WHOLE_PER_MINUTE, records_in
from stream.kafka.codec import decode_record
from stream.kafka.unpacking import UNPACKED_BYTES_MAX, refused_batch
from tests.conftest import Cluster
from tests.integration.hostile import Header, mention
from tests.kafka_tools import create_topic
from tests.worker_tools import IN_PROCESS, Installation, catch_up, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]
Sent = tuple[int, bytes | None, bytes | None, tuple[Header, ...]]

AT_MS = 1_741_132_800_000
MIB = 1024 * 1024
BOMB = b"\0" * (3 * UNPACKED_BYTES_MAX)
# A worker alone takes some 300 MB; unpacked whole, one such batch would take it above 500 MB.
MEMORY_MB_MAX = 450
FLOOD = 15_000
ANY_TIME = {"message_timestamp_after_max_ms": str(2**63 - 1), "max_message_bytes": str(8 * MIB)}


def good(ident: str, at_ms: int = AT_MS, key: bytes | None = None, headers: tuple[Header, ...] = ()) -> Sent:
    return at_ms, key, orjson.dumps(mention(AT_MS, ident)), headers


async def send_batch(bootstrap: str, topic: str, records: Sequence[Sent], codec: str | None = None) -> int:
    """One batch of them, whatever its size; returns the offset of its first record."""
    async with AIOKafkaProducer(
        bootstrap_servers=bootstrap, compression_type=codec, max_request_size=8 * MIB, max_batch_size=2**30
    ) as producer:
        builder = producer.create_batch()
        for at_ms, key, value, headers in records:
            assert builder.append(timestamp=at_ms, key=key, value=value, headers=list(headers)) is not None
        builder.close()
        return int((await (await producer.send_batch(builder, topic, partition=0))).offset)


def letter_at(letters: Sequence[ConsumerRecord], offset: int) -> dict[str, str]:
    (headers,) = (
        found for found in map(dict, (one.headers for one in letters)) if found["origin-offset"] == b"%d" % offset
    )
    return {name: value.decode() for name, value in headers.items()}


def test_hostile_batches_are_passed_and_named(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = Installation.named(
        unique_name("batches"), kafka.bootstrap, mentions_partitions=1, engine_partitions=1, **IN_PROCESS
    )
    topics, bootstrap = installation.topics, kafka.bootstrap
    bombs: dict[str, int] = {}
    accepted = {
        "a time before 1970": good("before 1970", -5),
        "no time": good("no time", -1),
        "a time of 0": good("zero", 0),
        "the last time there is": good("year 292 million", 2**63 - 1),
        "20,000 headers": good("headers", headers=tuple((f"h{number}", b"") for number in range(20_000))),
        "a header of five megabytes": good("header", headers=(("large", b"v" * (5 * MIB)),)),
    }

    async def scenario() -> None:
        for topic in (topics.mentions, topics.complaints, topics.feedback):
            await create_topic(bootstrap, topic, 1, **ANY_TIME)
        await installation.create_topics()
        with worker(installation, tmp_path / "log") as process:
            for codec, bomb in (("gzip", BOMB[: UNPACKED_BYTES_MAX + 1]), ("zstd", BOMB)):
                last = good(f"with the {codec} bomb")
                bombs[codec] = 1 + await send_batch(bootstrap, topics.mentions, [(AT_MS, None, bomb, ()), last], codec)
                await send_batch(bootstrap, topics.mentions, [good(f"after {codec}")])
            for key, headers in ((BOMB, ()), (None, (("bomb", BOMB),))):
                await send_batch(bootstrap, topics.mentions, [good("never", key=key, headers=headers)], "zstd")
            for topic in (topics.complaints, topics.feedback):
                await send_batch(bootstrap, topic, [(AT_MS, b"acme", BOMB, ())], "zstd")
            for one in accepted.values():
                await send_batch(bootstrap, topics.mentions, [one])
            await send_batch(bootstrap, topics.mentions, [(AT_MS, None, b"x", ())] * FLOOD)
            await send_batch(bootstrap, topics.mentions, [good("last")])
            await catch_up(installation, process)
            assert "groundswell_unreadable_total 1.0" in process.get("/metrics")[1]
            assert f'groundswell_refused_total{{reason="too_large"}} {len(bombs) + 2:.1f}' in process.get("/metrics")[1]
            peak = process.peak_memory_mb()
            assert peak < MEMORY_MB_MAX

    asyncio.run(scenario())
    # The one of three times that size is not ours to read: as it is, or as what stands for it where batches are bounded.
    written = asyncio.run(installation.read(topics.complaints))
    records = [one for one in written if one.value != BOMB and not refused_batch(one.headers)]
    logged = [decode_record(record.value) for record in records]
    taken = {one.id for one in logged if isinstance(one, Complaint)}
    assert taken >= {"last", "after gzip", "after zstd"}
    letters = asyncio.run(installation.read(topics.dead_letters))
    for offset in bombs.values():
        letter = letter_at(letters, offset)
        assert letter["reason"] == "too_large"
        assert f"the batch from offset {offset - 1} to {offset} cannot be unpacked" in letter["detail"]
    assert taken >= {"year 292 million", "headers", "header"}
    ahead = [one for one in letters if dict(one.headers)["reason"] == b"time_ahead"]
    assert len(ahead) == 3, "a mention is no later than its record"
    flood = [one for one in letters if dict(one.headers)["reason"] == b"not_json"]
    assert sum(map(records_in, flood)) == FLOOD
    assert WHOLE_PER_MINUTE < len(flood) < FLOOD
    (answer,) = asyncio.run(installation.read(topics.feedback_dead_letters))
    assert dict(answer.headers)["reason"] == b"too_large"
