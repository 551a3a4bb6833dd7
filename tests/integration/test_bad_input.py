"""Bad and hostile records between good ones, through real Kafka: each is kept with its reason, and no good one is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.structs import ConsumerRecord

from detectors.mention import Complaint
from stream.demo.demo import refused
from stream.intake.dead_letters import KEPT_BYTES_MAX
from stream.kafka.codec import OUR_FAULTS, Refusal, decode_record
from stream.kafka.topics import DEAD_LETTER_BYTES_MAX
from tests.conftest import Cluster
from tests.integration.hostile import ACCEPTED, Hostile, hostile_records, mention
from tests.kafka_tools import create_topic
from tests.worker_tools import IN_PROCESS, Installation, WorkerProcess, catch_up, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]

AT_MS = 1_741_132_800_000  # 5 March 2025, 00:00 UTC
# Producers may give `mentions` more partitions than our other topics were made with, and allow larger records.
PARTITIONS = 3
RECORD_BYTES_MAX = 8 * 1024 * 1024
MEMORY_MB_MAX = 700
# Those that our own lists of bad inputs never provoke: for faults that nobody foresaw.
UNPROVOKED = OUR_FAULTS

Sent = dict[tuple[int, int], Hostile]


def test_the_table_of_bad_input_is_long_and_has_every_reason() -> None:
    records = hostile_records(AT_MS)
    assert len({one.name for one in records}) == len(records) >= 40
    assert {one.reason for one in records} - {ACCEPTED} == set(Refusal) - UNPROVOKED
    assert all(one.why for one in records if one.reason is ACCEPTED)


def test_bad_records_are_kept_with_their_reason_and_every_good_one_is_counted(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    installation = Installation.named(
        unique_name("bad"), kafka.bootstrap, mentions_partitions=2, engine_partitions=2, **IN_PROCESS
    )
    topics = installation.topics

    async def scenario() -> tuple[Sent, list[str], str]:
        await create_topic(kafka.bootstrap, topics.mentions, PARTITIONS, max_message_bytes=str(RECORD_BYTES_MAX))
        await installation.create_topics()
        with worker(installation, tmp_path / "log") as process:
            sent, good = await send_between_good_ones(kafka.bootstrap, topics.mentions)
            await catch_up(installation, process)
            assert process.get("/readyz")[0] == 200, process.get("/readyz")
            assert process.get("/healthz")[0] == 200
            counted = process.get("/metrics")[1]
            assert_memory_is_bounded(process)
        return sent, good, counted

    sent, good, counted = asyncio.run(scenario())

    logged = [decode_record(record.value) for record in asyncio.run(installation.read(topics.complaints))]
    complaints = Counter(one.id for one in logged if isinstance(one, Complaint))
    assert {ident: complaints[ident] for ident in good} == dict.fromkeys(good, 1)
    assert not [ident for ident in complaints if ident.startswith("aborted")]

    letters = {origin_of(letter): letter for letter in asyncio.run(installation.read(topics.dead_letters))}
    expected = {origin: one for origin, one in sent.items() if one.reason is not ACCEPTED}
    for origin, one in expected.items():
        assert origin in letters, f"{one.name} is in no dead letter"
    assert [sent[origin].name if origin in sent else origin for origin in letters.keys() - expected.keys()] == []
    for origin, one in expected.items():
        assert_kept(letters[origin], one, topics.mentions)

    reasons = Counter(one.reason for one in expected.values())
    assert {r: int(metric(counted, f'groundswell_refused_total{{reason="{r}"}}')) for r in Refusal} == {
        r: reasons[r] for r in Refusal
    }
    assert metric(counted, "groundswell_dead_letters_total") == len(expected)
    refusals = asyncio.run(refused(installation.settings))
    assert len(refusals) == len(reasons), "the demo tells each reason on a line"
    assert all(line.isprintable() and line.startswith("refused: ") for line in refusals)
    assert metric(counted, "groundswell_mentions_total") == len(sent) + len(good)
    assert metric(counted, "groundswell_complaints_total") == complaints.total()
    assert "author good" not in counted
    assert "\u0430cme" not in counted


async def send_between_good_ones(bootstrap: str, topic: str) -> tuple[Sent, list[str]]:
    """A good mention before and after each bad record of a partition, and a transaction that is aborted in between."""
    sent: Sent = {}
    good: list[str] = []

    async def send_good(producer: AIOKafkaProducer, partition: int) -> None:
        ident = f"good-{len(good)}"
        good.append(ident)
        await send(producer, partition, orjson.dumps(mention(AT_MS, ident)))

    async def send(producer: AIOKafkaProducer, partition: int, value: bytes | None, *rest: Any) -> int:
        key, headers = rest or (None, ())
        # `send` would refuse what has neither key nor value.
        builder = producer.create_batch()
        assert builder.append(timestamp=AT_MS, key=key, value=value, headers=list(headers)) is not None
        builder.close()
        future = await producer.send_batch(builder, topic, partition=partition)
        return int((await future).offset)

    async with (
        AIOKafkaProducer(bootstrap_servers=bootstrap, max_request_size=RECORD_BYTES_MAX) as producer,
        AIOKafkaProducer(bootstrap_servers=bootstrap, transactional_id=f"{topic}-aborting") as aborting,
    ):
        for number, one in enumerate(hostile_records(AT_MS)):
            partition = number % PARTITIONS
            await send_good(producer, partition)
            offset = await send(producer, partition, one.value, one.key, one.headers)
            sent[(partition, offset)] = one
            if number % 20 == 0:
                await aborting.begin_transaction()
                for ident in ("aborted-1", "aborted-2"):
                    value = orjson.dumps(mention(AT_MS, f"{ident}-{number}"))
                    await aborting.send_and_wait(topic, value, partition=partition, timestamp_ms=AT_MS)
                await aborting.abort_transaction()
        for partition in range(PARTITIONS):
            await send_good(producer, partition)
    return sent, good


def assert_kept(letter: ConsumerRecord, one: Hostile, topic: str) -> None:
    """The letter says why and where from, and holds the original bytes, or their beginning, size and checksum."""
    headers = dict(letter.headers)
    assert len(headers) == len(letter.headers), f"{one.name}: a header is there twice"
    assert headers["reason"].decode() == one.reason, f"{one.name}: {headers['detail']!r:.200}"
    assert headers["origin-topic"].decode() == topic, one.name
    assert headers["origin-time"] == str(AT_MS).encode(), one.name
    assert len(headers["detail"]) < 10_000, one.name
    for name, kept, original in (("value", letter.value, one.value), ("key", letter.key, one.key)):
        if f"original-{name}-bytes" not in headers:
            assert kept == original, f"{one.name}: another {name}"
            continue
        assert len((one.value or b"") + (one.key or b"")) > KEPT_BYTES_MAX, f"{one.name}: cut although it fits"
        assert original is not None
        assert original.startswith(kept)
        assert headers[f"original-{name}-bytes"] == str(len(original)).encode()
        assert headers[f"original-{name}-sha256"] == sha256(original).hexdigest().encode()
    assert len(letter.key or b"") + len(letter.value or b"") < DEAD_LETTER_BYTES_MAX


def origin_of(letter: ConsumerRecord) -> tuple[int, int]:
    headers = dict(letter.headers)
    return int(headers["origin-partition"]), int(headers["origin-offset"])


def assert_memory_is_bounded(process: WorkerProcess) -> None:
    peak = process.peak_memory_mb()
    print(f"peak memory {peak:.0f} MB")
    assert peak < MEMORY_MB_MAX


def metric(exposition: str, series: str) -> float:
    (line,) = (line for line in exposition.splitlines() if line.startswith(f"{series} "))
    return float(line.rpartition(" ")[2])
