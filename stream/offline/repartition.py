"""Starting engines without their past: another number of partitions, or checkpoints that cannot be continued.

What the engines had learned is left behind, and so is what waits in their logs: in another layout a brand's records would
lie in partitions that are no longer its own. Baselines come back from past mentions, with `groundswell warm`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewPartitions
from aiokafka.structs import TopicPartition

from detectors.errors import GroundswellError
from stream.config.load import Configuration
from stream.config.settings import Settings
from stream.engines.checkpoints import Checkpoint, CheckpointStore
from stream.engines.factory import build_engine, checkpoint_setup
from stream.engines.manifest import pack
from stream.engines.ownership import Fences
from stream.kafka.admin import partitions_of, running_workers, still_running
from stream.kafka.client import kafka_client
from stream.kafka.topics import Topics


class RepartitionError(GroundswellError):
    """The topics cannot be laid out as configured; nothing was changed."""


async def repartition(configuration: Configuration) -> int:
    """Gives the topics of the engines as many partitions as configured, and each an engine that begins at its end.

    Returns how many records of the logs are left behind. May be called again when it was interrupted.

    Raises RepartitionError, and KafkaError when the cluster refuses.
    """
    settings = configuration.settings
    client, topics = kafka_client(settings), Topics.of(settings)
    names = topics.by_brand
    await _check(client, settings, names)
    found = await partitions_of(client)
    await _grow(client, [name for name in names if found[name] < settings.engine_partitions], settings.engine_partitions)
    store = CheckpointStore.on_kafka(client, topics.checkpoints, checkpoint_setup(configuration))
    starts = [
        _begin_at_the_end(store, client, configuration, topics, number) for number in range(settings.engine_partitions)
    ]
    return sum(await asyncio.gather(*starts))


async def _check(client: Mapping[str, Any], settings: Settings, names: tuple[str, ...]) -> None:
    found = await partitions_of(client)
    for name in names:
        if name not in found:
            raise RepartitionError(f"{name} is missing; `groundswell topics` creates it")
        if found[name] > settings.engine_partitions:
            raise RepartitionError(
                f"{name} has {found[name]} partitions; Kafka cannot take any away, so GROUNDSWELL_ENGINE_PARTITIONS "
                f"must be at least as many, not {settings.engine_partitions}"
            )
    if members := await running_workers(client, settings.application):
        raise RepartitionError(still_running(members, settings.application))


async def _grow(client: Mapping[str, Any], names: list[str], count: int) -> None:
    if not names:
        return
    admin = AIOKafkaAdminClient(**client)
    try:
        await admin.start()
        await admin.create_partitions({name: NewPartitions(total_count=count) for name in names})
    finally:
        await admin.close()


async def _begin_at_the_end(
    store: CheckpointStore, client: Mapping[str, Any], configuration: Configuration, topics: Topics, partition: int
) -> int:
    """Replaces whatever checkpoints a partition has; returns the records of the log that the old ones had before them."""
    fences = Fences.of(client, configuration.settings.application, topics, partition)
    await fences.start()
    try:
        log = TopicPartition(topics.complaints, partition)
        alerts = TopicPartition(topics.alerts, partition)
        async with store.consumer() as consumer:
            ends = await consumer.end_offsets([log, alerts])
            begin = (await consumer.beginning_offsets([log]))[log]
            chain = await store.all_of(consumer, partition)
        packed = pack([await asyncio.to_thread(build_engine(configuration).snapshot), b"[]"])
        await store.save(fences.saves, chain, Checkpoint(packed, ends[log], ends[alerts]))
        return int(ends[log] - begin)
    finally:
        await fences.stop()
