"""How this worker comes to own the engine of a partition: fence, then restore, then look what is on `alerts` already.

The order is what makes it safe. Once the fence stands nothing of a former owner can follow, so that what is read then is
all there is: the newest checkpoint, and the events that were sent since.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import orjson
import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from detectors.alert import published
from detectors.errors import SnapshotError
from detectors.lifecycle import Event, State
from stream.alerts.publisher import EVENT_ID_HEADER
from stream.engines.checkpoints import Chain, Checkpoint, CheckpointStore, read_range
from stream.engines.host import UnreadableRecordsError
from stream.engines.manifest import DamagedError, RefusedCheckpointError, Setup
from stream.kafka.fence import Fence, SupportsTransactions

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

    from detectors.alert import AlertEvent
    from stream.engines.host import Engine, EngineHost, EngineStats
    from stream.kafka.topics import Topics

log = structlog.get_logger()

EVENTS_DEADLINE_SECONDS = 30.0
# Logs that are read to their ends are saved so soon, if the time that saving takes stays below that share of all time.
IDLE_SECONDS = 1.0
IDLE_SHARE = 0.05
# Some hundred chunks, one after the other, over a slow line.
SAVE_DEADLINE_SECONDS = 120.0


@dataclass(frozen=True)
class Fences:
    """The two fences of a partition: its events must not wait for the writing of a checkpoint."""

    events: SupportsTransactions
    saves: SupportsTransactions

    @classmethod
    def of(cls, client: Mapping[str, Any], application: str, topics: Topics, partition: int) -> Self:
        """Those of one partition, which every worker of the installation names alike; not raised yet."""
        return cls(
            events=Fence(client, f"{application}.{topics.alerts}", partition, EVENTS_DEADLINE_SECONDS),
            saves=Fence(client, f"{application}.{topics.checkpoints}", partition, SAVE_DEADLINE_SECONDS),
        )

    async def start(self) -> None:
        await asyncio.gather(self.events.start(), self.saves.start())

    async def stop(self) -> None:
        await asyncio.gather(self.events.stop(), self.saves.stop())


class PartitionEngine:
    """An engine of this worker, where its log goes on, and what of its events is known to be on `alerts`.

    `lock` is held while it is fed or captured.
    """

    def __init__(self, partition: int, engine: Engine, stats: EngineStats, next_offset: int, fences: Fences) -> None:
        self.partition = partition
        self.engine = engine
        self.stats = stats
        self.next_offset = next_offset
        self.fences = fences
        self.lock = asyncio.Lock()
        self.chain = Chain()
        # Events that were found on `alerts` and that the engine has not come to yet: their ids and offsets.
        self.published: dict[str, int] = {}
        self.alerts_offset = 0
        # Where its log ended when the partition was acquired; None once its trends and the topics agree.
        self._settles_at: int | None = None
        self.open_trends: dict[str, dict[str, Any]] = {}
        # The bucket of the watermark up to which its brands were reported.
        self.reported_bucket = -1
        self._saving = asyncio.Lock()
        self._save_seconds = 0.0
        self._note_saved(next_offset)
        self.advance(next_offset)

    def advance(self, next_offset: int, events: Sequence[AlertEvent] = ()) -> None:
        """All of the log before `next_offset` is in the engine, and what it led to, `events`, on the topics."""
        for event in events:
            self.published.pop(event.alert.event_id, None)
            if event.alert.state == State.RESOLVED:
                self.open_trends.pop(event.alert.trend_id, None)
            elif event.alert.event != Event.DIGEST:
                self.open_trends[event.alert.trend_id] = published(event.alert)
        self.next_offset = max(self.next_offset, next_offset)
        self.fed_at = time.monotonic()

    @property
    def alerts_from(self) -> int:
        """Where on `alerts` the next owner begins to look: before the first event that this engine has yet to come to."""
        return min(self.published.values(), default=self.alerts_offset)

    def settle_at(self, log_end: int) -> None:
        """Up to there forerunners may have sent events that this engine comes to, or never will."""
        self._settles_at = log_end

    @property
    def has_caught_up(self) -> bool:
        """Whether it has come to all events of its forerunners that it will come to, and that was not settled yet."""
        return self._settles_at is not None and self.next_offset >= self._settles_at

    def settle(self) -> None:
        """What it did not come to were events of trends that are none of its own: nobody waits for them."""
        self.published.clear()
        self._settles_at = None

    async def apply(self, batch: Sequence[ConsumerRecord]) -> tuple[list[AlertEvent], list[tuple[int, str]]]:
        """The events of the next records of its log, without those that are in it already; and the offset of each that is
        no record of a log, with what is wrong with it: those are left out."""
        records = [one for one in batch if one.offset >= self.next_offset and one.value is not None]
        unreadable: dict[int, str] = {}
        try:
            events, self.stats = await self.engine.apply([one.value for one in records])
        except UnreadableRecordsError as error:
            unreadable = dict(error.found)
            readable = [one.value for index, one in enumerate(records) if index not in unreadable]
            events, self.stats = await self.engine.apply(readable)
        return events, [(records[index].offset, reason) for index, reason in unreadable.items()]

    def unpublished(self, events: Sequence[AlertEvent]) -> list[AlertEvent]:
        """Those that are not on `alerts` already."""
        return [event for event in events if event.alert.event_id not in self.published]

    def _note_saved(self, offset: int) -> None:
        self._saved_at = time.monotonic()
        self._saved_offset = offset
        self._saved_complaints = self.stats.complaints

    def is_due(self, seconds: float, complaints: int, *, idle: bool) -> bool:
        """Whether something is worth saving: after so many seconds with anything new, after so many complaints, or when
        nothing more comes to any engine, so that the group's offset, which follows the checkpoints, shows no lag where
        there is none.
        """
        if self.next_offset == self._saved_offset:
            return False
        since = time.monotonic() - self._saved_at
        at_leisure = idle and self._save_seconds <= since * IDLE_SHARE
        return at_leisure or since >= seconds or self.stats.complaints - self._saved_complaints >= complaints

    async def save(self, store: CheckpointStore, pausing: Callable[[], contextlib.AbstractContextManager[Any]]) -> int:
        """Writes a checkpoint and returns the offset of the log where it goes on. Raises FenceError.

        The engine stands still for the time in `pausing` only; the rest is done while it goes on.
        """
        async with self._saving:
            started = time.monotonic()
            async with self.lock:
                with pausing():
                    captured = await self.engine.capture()
                offset, alerts = self.next_offset, self.alerts_from
                trends = orjson.dumps(list(self.open_trends.values()))
            packed = await captured.serialize(trends)
            await store.save(self.fences.saves, self.chain, Checkpoint(packed, offset, alerts))
            self._note_saved(offset)
            self._save_seconds = time.monotonic() - started
            return offset


class Ownership:
    """Acquires partitions: their fences, their engines on `host`, their checkpoints in `store`."""

    def __init__(
        self, store: CheckpointStore, host: EngineHost, topics: Topics, make_fences: Callable[[int], Fences]
    ) -> None:
        self.store = store
        self._host = host
        self._topics = topics
        self._make_fences = make_fences

    @classmethod
    def on_kafka(cls, client: Mapping[str, Any], application: str, topics: Topics, host: EngineHost, setup: Setup) -> Self:
        """On the brokers of `client`, for the workers of one installation."""
        store = CheckpointStore.on_kafka(client, topics.checkpoints, setup)
        return cls(store, host, topics, partial(Fences.of, client, application, topics))

    async def acquire(self, partition: int, kept: PartitionEngine | None = None) -> PartitionEngine:
        """The engine of a partition, as its newest checkpoint has it; `kept`, when no other worker has written one since.

        Raises:
            RefusedCheckpointError: its checkpoint must not be continued, or its log does not reach back to it.
            KafkaError, TimeoutError, OSError: Kafka does not answer.
        """
        fences = self._make_fences(partition)
        try:
            await fences.start()
            log = TopicPartition(self._topics.complaints, partition)
            async with self._reading(partition) as consumer:
                begin = (await consumer.beginning_offsets([log]))[log]
                kept_log = range(begin, (await consumer.end_offsets([log]))[log])
                known = kept.chain.newest if kept else ""
                state, chain = await self.store.restore(consumer, partition, kept_log, known)
                if state is None and kept is not None:
                    owned = kept
                else:
                    owned = await self._made(partition, state, kept_log, fences)
                owned.chain = chain
                await self._read_published(consumer, owned)
                if owned is not kept or owned.published:
                    owned.settle_at(kept_log.stop)
        except BaseException:
            await fences.stop()
            raise
        former, owned.fences = owned.fences, fences
        if former is not fences:
            await former.stop()
        return owned

    async def _made(self, partition: int, state: Checkpoint | None, kept_log: range, fences: Fences) -> PartitionEngine:
        engine = await self._host.make(partition)
        if state is None:
            if kept_log.start:
                log.warning("log_truncated", partition=partition, offset=kept_log.start, hint="no checkpoint was found")
            return PartitionEngine(partition, engine, await engine.stats(), kept_log.start, fences)
        try:
            trends, stats = await engine.restore(state.packed)
        except (SnapshotError, DamagedError) as error:
            raise RefusedCheckpointError(partition, str(error)) from error
        owned = PartitionEngine(partition, engine, stats, state.offset, fences)
        owned.alerts_offset = state.alerts
        owned.open_trends = {body["trend_id"]: body for body in orjson.loads(trends)}
        return owned

    async def _read_published(self, consumer: AIOKafkaConsumer, owned: PartitionEngine) -> None:
        """Learns which events that the engine will come to are on `alerts` already: from where it last looked on."""
        tp = TopicPartition(self._topics.alerts, owned.partition)
        end = (await consumer.end_offsets([tp]))[tp]
        begin = max(owned.alerts_offset, (await consumer.beginning_offsets([tp]))[tp])
        for record in await read_range(consumer, tp, begin, end):
            ids = [(value or b"").decode(errors="replace") for name, value in record.headers if name == EVENT_ID_HEADER]
            owned.published.update(dict.fromkeys(ids, record.offset))
        owned.alerts_offset = max(owned.alerts_offset, end)

    @contextlib.asynccontextmanager
    async def _reading(self, partition: int) -> AsyncIterator[AIOKafkaConsumer]:
        async with self.store.consumer() as consumer:
            tps = [TopicPartition(topic, partition) for topic in (self._topics.checkpoints, self._topics.alerts)]
            # Assigned once: aiokafka's fetcher hangs when it is closed after several assignments in quick succession.
            consumer.assign(tps)
            # Nothing is fetched before it is known from where: `read_range` resumes what it reads.
            consumer.pause(*tps)
            yield consumer
