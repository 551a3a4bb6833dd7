"""Reading topics outside a consumer group, for the commands: what is there, and what comes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import TopicAuthorizationFailedError
from aiokafka.structs import ConsumerRecord, TopicPartition

from detectors.errors import GroundswellError
from stream.kafka.raw_headers import read_any_header_name

POLL_MS = 500
STOP_SECONDS = 10.0


class TopicMissingError(GroundswellError):
    """A topic that is read is not on the cluster."""

    def __init__(self, topic: str) -> None:
        super().__init__(f"the topic {topic} is not there; `groundswell topics` creates it")


@contextlib.asynccontextmanager
async def consuming(client: Mapping[str, Any], **settings: Any) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer that is ended also when it could not be started: aiokafka would complain of it later. It reads records
    whatever the names of their headers."""
    read_any_header_name()
    consumer = AIOKafkaConsumer(**client, **settings)
    try:
        await consumer.start()
        yield consumer
    finally:
        # To leave a group it waits for the group's broker, without end where that does not come back.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await consumer.stop()


async def require_topic(client: Mapping[str, Any], topic: str) -> None:
    """Raises TopicMissingError when it is not there, before a producer would wait for it; KafkaError."""
    async with consuming(client) as consumer:
        await _logs_of(consumer, topic)


async def _logs_of(consumer: AIOKafkaConsumer, topic: str) -> list[TopicPartition]:
    await consumer._client.add_topic(topic)
    if topic in consumer._client.cluster.unauthorized_topics:
        raise TopicAuthorizationFailedError(topic)
    logs = [TopicPartition(topic, partition) for partition in sorted(consumer.partitions_for_topic(topic) or ())]
    if not logs:
        raise TopicMissingError(topic)
    return logs


async def follow(
    client: Mapping[str, Any], topic: str, *, from_start: bool, until_end: bool
) -> AsyncIterator[Sequence[ConsumerRecord]]:
    """The records of a topic as they come, about twice a second, also when there are none.

    With `until_end` it ends where the topic ended when it was called. Raises TopicMissingError, KafkaError.
    """
    async with consuming(client, isolation_level="read_committed") as consumer:
        logs = await _logs_of(consumer, topic)
        ends = await consumer.end_offsets(logs)
        consumer.assign(logs)
        await (consumer.seek_to_beginning(*logs) if from_start else consumer.seek_to_end(*logs))
        while True:
            fetched = await consumer.getmany(timeout_ms=POLL_MS)
            yield [record for log in sorted(fetched) for record in fetched[log]]
            if until_end and all([await consumer.position(log) >= ends[log] for log in logs]):
                return
