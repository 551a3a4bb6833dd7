"""The checkpoints of the engines: on a compacted topic of our own, one partition of it for each engine.

A checkpoint is written in one transaction of the partition's own fence: tombstones for those that two newer ones have
replaced, then its chunks, then its manifest. So readers see all of it or nothing, and a former owner in the middle of one
harms nobody. Restoring reads the last few records of the partition, and then the chunks that the manifest names.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self

import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import ConsumerRecord, TopicPartition

from stream.engines.manifest import (
    CHUNK_BYTES,
    DamagedError,
    Earlier,
    Manifest,
    RefusedCheckpointError,
    Setup,
    check_fits,
    chunk_key,
    cut,
    decode_manifest,
    digest,
    encode_manifest,
    is_manifest,
    joined,
    manifest_key,
)
from stream.kafka.fence import SupportsTransactions
from stream.kafka.producer import Record

log = structlog.get_logger()

READ_SECONDS = 60.0
# The manifest is a checkpoint's last record, with the marker of the transaction after it. Damage makes us look further.
LOOK_BACK_RECORDS = 4
LOOK_BACK_FACTOR = 8
FETCH_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint holds: what its engine packed (`stream.engines.manifest.pack`), and where reading goes on."""

    packed: bytes
    offset: int
    alerts: int


@dataclass
class Chain:
    """The checkpoints of one partition that its owner knows to be on the topic, oldest first, and what is to be deleted."""

    known: list[Earlier] = field(default_factory=list)
    stray: list[bytes] = field(default_factory=list)

    @property
    def newest(self) -> str:
        """Id of the newest; empty when there is none."""
        return self.known[-1].checkpoint if self.known else ""


class CheckpointStore:
    """Writes and finds checkpoints. Its owner holds the fence of the partition, and calls for one partition in turn."""

    def __init__(
        self,
        make_consumer: Callable[[], AIOKafkaConsumer],
        topic: str,
        setup: Setup,
        *,
        chunk_bytes: int = CHUNK_BYTES,
    ) -> None:
        self._make_consumer = make_consumer
        self._topic = topic
        self._setup = setup
        self._chunk_bytes = chunk_bytes
        self._writer = uuid.uuid4().hex[:12]
        self._written = 0

    @classmethod
    def on_kafka(cls, client: Mapping[str, Any], topic: str, setup: Setup, *, chunk_bytes: int = CHUNK_BYTES) -> Self:
        """The store on the brokers of `client` (`stream.kafka.client.kafka_client`)."""
        make_consumer = partial(
            AIOKafkaConsumer,
            **client,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=FETCH_BYTES,
        )
        return cls(make_consumer, topic, setup, chunk_bytes=chunk_bytes)

    def consumer(self) -> AIOKafkaConsumer:
        """A consumer as `restore` needs it: `async with store.consumer() as consumer`."""
        return self._make_consumer()

    async def save(self, fence: SupportsTransactions, chain: Chain, state: Checkpoint) -> int:
        """Writes a checkpoint; returns its bytes. Raises FenceError: it counts as not written."""
        chunks = cut(state.packed, self._chunk_bytes)
        self._written += 1
        checkpoint = f"{self._writer}-{self._written}"
        kept = self._kept(chain)
        old = [key for earlier in chain.known if earlier not in kept for key in earlier.record_keys()]
        async with fence.transaction() as send:
            if old or chain.stray:
                await send(self._topic, [Record(key, None) for key in [*old, *chain.stray]])
            offsets = await send(self._topic, [Record(chunk_key(checkpoint, n), chunk) for n, chunk in enumerate(chunks)])
            manifest = Manifest(
                checkpoint=checkpoint,
                offset=state.offset,
                alerts=state.alerts,
                chunks=[(offset, digest(chunk)) for offset, chunk in zip(offsets, chunks, strict=True)],
                structure=self._setup.structure,
                policy=self._setup.policy,
                partitions=self._setup.partitions,
                earlier=kept,
            )
            await send(self._topic, [Record(manifest_key(checkpoint), encode_manifest(manifest))])
        chain.known, chain.stray = [*kept, manifest.as_earlier], []
        return len(state.packed)

    def _kept(self, chain: Chain) -> list[Earlier]:
        """Of those before a new one the newest stays, should the new one be damaged, and the newest of another structure:
        the release before this one can go on from it (`stream.offline.rollback`)."""
        others = [one for one in chain.known if one.structure not in ("", self._setup.structure)]
        return [one for one in chain.known if one in (chain.known[-1], *others[-1:])]

    async def restore(
        self, consumer: AIOKafkaConsumer, partition: int, log_kept: range, known: str = ""
    ) -> tuple[Checkpoint | None, Chain]:
        """The newest whole checkpoint of a partition, if it has one at all; no state when that is the one called `known`.

        The consumer is assigned the partition already, and nobody else reads with it meanwhile.

        Raises:
            RefusedCheckpointError: there are checkpoints, and none that this worker can go on from.
            KafkaError, TimeoutError: the broker does not answer.
        """
        tp = TopicPartition(self._topic, partition)
        begin = (await consumer.beginning_offsets([tp]))[tp]
        end = (await consumer.end_offsets([tp]))[tp]
        newer: list[ConsumerRecord] = []
        damaged = 0
        for start, stop in windows_back(begin, end):
            records = await read_range(consumer, tp, start, stop)
            for index in range(len(records) - 1, -1, -1):
                record = records[index]
                if record.value is None or not is_manifest(record.key):
                    continue
                try:
                    manifest = decode_manifest(record.value, partition)
                    check_fits(manifest, partition, self._setup, log_kept)
                    stray = _living([*records[index + 1 :], *newer])
                    chain = Chain([*manifest.earlier, manifest.as_earlier], stray)
                    if manifest.checkpoint == known:
                        return None, chain
                    packed = await self._read(consumer, tp, manifest, range(begin, record.offset))
                except DamagedError as error:
                    damaged += 1
                    log.error("checkpoint_damaged", partition=partition, offset=record.offset, reason=str(error))
                    continue
                return Checkpoint(packed, manifest.offset, manifest.alerts), chain
            newer = [*records, *newer]
        if damaged:
            raise RefusedCheckpointError(partition, f"all {damaged} that are kept are damaged")
        return None, Chain(stray=_living(newer))

    async def all_of(self, consumer: AIOKafkaConsumer, partition: int) -> Chain:
        """Every checkpoint that a partition has, of whatever kind, as what the next `save` replaces; reads all of it."""
        return Chain(stray=_living(await self._records(consumer, partition)))

    async def manifests(self, consumer: AIOKafkaConsumer, partition: int) -> list[Manifest]:
        """Those of the checkpoints that a partition has, of whatever structure, oldest first; reads all of it."""
        records = await self._records(consumer, partition)
        newest = {record.key: record.value for record in records if is_manifest(record.key)}
        found = []
        for value in newest.values():
            with contextlib.suppress(DamagedError, RefusedCheckpointError):
                found += [decode_manifest(value, partition)] if value is not None else []
        return found

    async def _records(self, consumer: AIOKafkaConsumer, partition: int) -> list[ConsumerRecord]:
        tp = TopicPartition(self._topic, partition)
        consumer.assign([tp])
        consumer.pause(tp)
        begin, end = (await consumer.beginning_offsets([tp]))[tp], (await consumer.end_offsets([tp]))[tp]
        return await read_range(consumer, tp, begin, end)

    async def _read(self, consumer: AIOKafkaConsumer, tp: TopicPartition, manifest: Manifest, before: range) -> bytes:
        offsets = [offset for offset, _ in manifest.chunks]
        if not offsets or min(offsets) not in before or max(offsets) not in before:
            raise DamagedError(f"its chunks are not where chunks can be: {offsets[:3]}")
        records = await read_range(consumer, tp, min(offsets), max(offsets) + 1)
        found = {record.offset: record.value for record in records if record.value is not None}
        return await asyncio.to_thread(joined, manifest, found)


def windows_back(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of offsets from the end of a partition to its beginning, each longer than the one before."""
    length = LOOK_BACK_RECORDS
    while end > begin:
        start = max(begin, end - length)
        yield start, end
        end, length = start, length * LOOK_BACK_FACTOR


async def read_range(consumer: AIOKafkaConsumer, tp: TopicPartition, start: int, stop: int) -> list[ConsumerRecord]:
    """The committed records of a partition from offset `start` up to, not including, `stop`. Raises TimeoutError.

    The partition is paused but for that.
    """
    consumer.seek(tp, start)
    consumer.resume(tp)
    found: list[ConsumerRecord] = []
    deadline = time.monotonic() + READ_SECONDS
    while await consumer.position(tp) < stop:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{tp.topic} could not be read from {start} to {stop} in {READ_SECONDS:g} s")
        for record in (await consumer.getmany(tp, timeout_ms=500)).get(tp, ()):
            if record.offset < stop:
                found.append(record)
    consumer.pause(tp)
    return found


def _living(records: Sequence[ConsumerRecord]) -> list[bytes]:
    """The keys that have a value in the last record of each: what lies after the newest whole checkpoint is nobody's."""
    last = {record.key: record.value for record in records if record.key is not None}
    return [key for key, value in last.items() if value is not None]
