"""A record whose header has a name that is not UTF-8: brokers take it, aiokafka's own reader raises on it."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.record.util import calc_crc32c

from detectors.mention import Complaint
from stream.kafka.codec import decode_record
from tests.conftest import Cluster
from tests.integration.hostile import mention
from tests.worker_tools import IN_PROCESS, Installation, catch_up, worker

pytestmark = pytest.mark.kafka

AT_MS = 1_741_132_800_000
PLACEHOLDER = "placeholder"
# Where a batch of format 2 keeps its checksum, and where what is summed begins.
CRC_AT, SUMMED_FROM = 17, 21


def test_a_header_name_that_is_not_text_does_not_stop_the_worker(
    kafka: Cluster, unique_name: Callable[[str], str], tmp_path: Path
) -> None:
    installation = Installation.named(
        unique_name("header"), kafka.bootstrap, mentions_partitions=1, engine_partitions=1, **IN_PROCESS
    )
    topics = installation.topics

    async def scenario() -> None:
        await installation.create_topics()
        async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
            for ident, broken in (("before", False), ("broken", True), ("after", False)):
                builder = producer.create_batch()
                headers = [(PLACEHOLDER, b"v")] if broken else []
                builder.append(timestamp=AT_MS, key=None, value=orjson.dumps(mention(AT_MS, ident)), headers=headers)
                builder.close()
                if broken:
                    # No client writes such a name: it is put into the finished batch.
                    builder._buffer = spoilt(builder._build())
                await (await producer.send_batch(builder, topics.mentions, partition=0))
        with worker(installation, tmp_path / "log") as process:
            await catch_up(installation, process)

    asyncio.run(scenario())
    logged = [decode_record(record.value) for record in asyncio.run(installation.read(topics.complaints))]
    assert {"before", "broken", "after"} <= {one.id for one in logged if isinstance(one, Complaint)}


def spoilt(packed: bytearray) -> bytearray:
    """The batch with a byte in its header's name that no UTF-8 has, and the checksum that goes with it."""
    changed = bytearray(packed)
    changed[changed.index(PLACEHOLDER.encode())] = 0xFF
    struct.pack_into(">I", changed, CRC_AT, calc_crc32c(bytes(changed[SUMMED_FROM:])))
    return changed
