"""What tests on real Kafka share: topics, a running application, waiting with a deadline, an independent reader."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import faust
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.structs import ConsumerRecord

from stream.kafka.faust_app import serve


async def create_topic(bootstrap: str, name: str, partitions: int = 1, **config: str) -> None:
    """A new topic; `config` with underscores for dots.

    It keeps what it holds, whatever times its records carry: a broker keeps a week, and tests tell of years ago.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        settings = {"retention.ms": "-1", **{key.replace("_", "."): value for key, value in config.items()}}
        await admin.create_topics([NewTopic(name, partitions, 1, topic_configs=settings)])
    finally:
        await admin.close()


@contextlib.asynccontextmanager
async def running(app: faust.App) -> AsyncIterator[None]:
    """The application runs inside the block; a crash of it fails the block."""
    task = asyncio.create_task(serve(app))
    try:
        yield
    finally:
        await app.stop()
        await asyncio.wait_for(task, 30)


async def read_all(bootstrap: str, topic: str, isolation_level: str = "read_committed") -> list[ConsumerRecord]:
    """Everything that a topic holds now, read by a plain consumer; partition by partition in order of offsets."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, isolation_level=isolation_level)
    await consumer.start()
    try:
        found: list[ConsumerRecord] = []
        await consumer._client._wait_on_metadata(topic)
        partitions = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic))]
        consumer.assign(partitions)
        await consumer.seek_to_beginning()
        ends = await consumer.end_offsets(partitions)
        deadline = time.monotonic() + 20
        while any([await consumer.position(tp) < ends[tp] for tp in partitions]):
            assert time.monotonic() < deadline, f"could not read {topic} to its end"
            for records in (await consumer.getmany(timeout_ms=200)).values():
                found.extend(records)
        return sorted(found, key=lambda record: (record.partition, record.offset))
    finally:
        await consumer.stop()


async def committed(bootstrap: str, group: str, topic: str) -> dict[int, int]:
    """The committed offsets of a group, as the broker tells them."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        offsets = await admin.list_consumer_group_offsets(group)
        return {tp.partition: value.offset for tp, value in offsets.items() if tp.topic == topic and value.offset >= 0}
    finally:
        await admin.close()
