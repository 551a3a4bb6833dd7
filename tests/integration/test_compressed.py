"""Producers compress as they like: every codec of Kafka is read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from aiokafka import AIOKafkaProducer

from detectors.mention import Complaint
from stream.kafka.codec import decode_record
from tests.conftest import Cluster
from tests.integration.hostile import mention
from tests.worker_tools import IN_PROCESS, Installation, catch_up, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]

AT_MS = 1_741_132_800_000
CODECS = ("gzip", "snappy", "lz4", "zstd")


def test_mentions_in_every_codec_are_read(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = Installation.named(unique_name("codecs"), kafka.bootstrap, mentions_partitions=1, **IN_PROCESS)

    async def scenario() -> list[str]:
        await installation.create_topics()
        for codec in CODECS:
            async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap, compression_type=codec) as producer:
                for number in range(5):
                    value = orjson.dumps(mention(AT_MS, f"{codec}-{number}"))
                    await producer.send_and_wait(installation.topics.mentions, value, timestamp_ms=AT_MS)
        with worker(installation, tmp_path / "log") as process:
            await catch_up(installation, process)
        logged = [decode_record(record.value) for record in await installation.read(installation.topics.complaints)]
        return sorted(one.id for one in logged if isinstance(one, Complaint))

    assert asyncio.run(scenario()) == sorted(f"{codec}-{number}" for codec in CODECS for number in range(5))
