"""Going back to the release before this one: its engines go on from the last checkpoint that it wrote itself.

A release reads the checkpoints of those before it, and never of those after it. So the checkpoints of this release leave
the former one's newest on the topic. Going back deletes those of this release and makes that one the newest again: the
former release, which looks for the newest, reads the log from there once more. Events that are on `alerts` already are not
written again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from aiokafka.structs import TopicPartition

from detectors.errors import GroundswellError
from stream.config.load import Configuration
from stream.engines.checkpoints import CheckpointStore
from stream.engines.factory import checkpoint_setup
from stream.engines.manifest import Earlier, Manifest, encode_manifest, manifest_key
from stream.engines.ownership import Fences
from stream.kafka.admin import partitions_of, running_workers, still_running
from stream.kafka.client import kafka_client
from stream.kafka.producer import Record
from stream.kafka.topics import Topics


class RollBackError(GroundswellError):
    """The release before this one could not go on; nothing was changed."""


async def roll_back(configuration: Configuration) -> int:
    """Deletes the checkpoints of this release; returns how many records the former one will read once more.

    Raises RollBackError, and KafkaError when the cluster refuses.
    """
    settings = configuration.settings
    client, topics = kafka_client(settings), Topics.of(settings)
    if members := await running_workers(client, settings.application):
        raise RollBackError(still_running(members, settings.application))
    store = CheckpointStore.on_kafka(client, topics.checkpoints, checkpoint_setup(configuration))
    partitions = range((await partitions_of(client)).get(topics.checkpoints, 0))
    found = [await _of_partition(store, configuration, topics, partition) for partition in partitions]
    steps = [step for step in found if step is not None]
    await asyncio.gather(*(_take_back(client, settings.application, topics, step) for step in steps))
    return sum(step.again for step in steps)


class Step(NamedTuple):
    """Of a partition: what is deleted, what becomes the newest, and how many records lie behind that."""

    partition: int
    own: list[Earlier]
    former: Manifest
    again: int


async def _of_partition(
    store: CheckpointStore, configuration: Configuration, topics: Topics, partition: int
) -> Step | None:
    """What is to be done in a partition; None where this release has written nothing."""
    structure = checkpoint_setup(configuration).structure
    async with store.consumer() as consumer:
        log = TopicPartition(topics.complaints, partition)
        begin, end = (await consumer.beginning_offsets([log]))[log], (await consumer.end_offsets([log]))[log]
        manifests = await store.manifests(consumer, partition)
    own = [one.as_earlier for one in manifests if one.structure == structure]
    former = [one for one in manifests if one.structure != structure]
    if not own:
        return None
    if not former:
        raise RollBackError(f"partition {partition} has no checkpoint of another release")
    if not begin <= former[-1].offset <= end:
        raise RollBackError(
            f"partition {partition}: the former release goes on at offset {former[-1].offset} of the log, which "
            f"is kept from {begin} to {end}"
        )
    return Step(partition, own, former[-1], end - former[-1].offset)


async def _take_back(client: Mapping[str, Any], application: str, topics: Topics, step: Step) -> None:
    fences = Fences.of(client, application, topics, step.partition)
    await fences.start()
    try:
        deleted = [Record(key, None) for one in step.own for key in one.record_keys()]
        # What is deleted is on the topic until it is compacted, and whoever looks for the newest looks at the end of it.
        manifest = msgspec.structs.replace(step.former, earlier=[])
        async with fences.saves.transaction() as send:
            await send(topics.checkpoints, deleted)
            await send(topics.checkpoints, [Record(manifest_key(manifest.checkpoint), encode_manifest(manifest))])
    finally:
        await fences.stop()
