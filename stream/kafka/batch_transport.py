"""The transport that hands agents batches: one Faust message per partition and fetch, whose value is a `Batch`.

Faust's own consumer awaits two tasks and an `asyncio.wait` for every record, some 4,500 records a second; for a batch of a
thousand that is paid once. Agents read `current_batches(stream)` of topics declared by `batch_topic`. Offsets are ours, not
Faust's: an agent calls `commit` when everything a batch led to is acknowledged, and after each rebalance reading goes on at
the offsets that `BatchTransport.positions` names.

It overrides private parts of Faust; a test (`tests/stream/test_touch_points.py`) fails when one of them changes.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from time import monotonic, time
from typing import Any, cast

import aiokafka
import faust
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.structs import ConsumerRecord, OffsetAndMetadata, TopicPartition
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from faust.types.tuples import ConsumerMessage

from stream.kafka.raw_headers import read_any_header_name

COMMIT_SECONDS = 5.0
_FETCH_SECONDS_UNDER_PRESSURE = 0.02
_FETCH_WAIT_MS = 100
# Longer than a broker keeps a fetch waiting: what has brought nothing by then has nothing.
_DRY_SECONDS = 0.25
_HELD_BACK_SECONDS = 5.0
# How far a partition may be ahead of another one that has records waiting: what is read evenly at the end of a topic is.
_AHEAD_MS_MAX = 60_000

Positions = Callable[[Set[TP]], Awaitable[Mapping[TP, int]]]
Partitions = Callable[[], Set[TP]]


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """How large one batch may be: it ends at whichever is reached first, and holds at least one record."""

    records_max: int = 2_000
    bytes_max: int = 1_048_576


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one partition in the order of their offsets, as Kafka served them.

    Offsets may have holes (compaction, aborted transactions, transaction markers). `seek_epoch` is that of the seek it was
    read after: `current_batches` leaves out what was fetched before the last one.
    """

    topic: str
    partition: int
    records: list[ConsumerRecord]
    seek_epoch: int

    @property
    def tp(self) -> TP:
        return TP(self.topic, self.partition)

    @property
    def first_offset(self) -> int:
        return int(self.records[0].offset)

    @property
    def next_offset(self) -> int:
        """What to commit once all of it is dealt with."""
        return int(self.records[-1].offset) + 1

    def __len__(self) -> int:
        return len(self.records)


@dataclass(frozen=True, slots=True)
class CommitOutcome:
    """Whether offsets were committed; `reason` is empty, `deadline`, `rebalanced`, `not_assigned`, `stopped`, or an error's
    name."""

    reason: str = ""

    @property
    def ok(self) -> bool:
        return not self.reason


class _Thread(driver.AIOKafkaConsumerThread):
    """The thread that aiokafka runs in."""

    def _create_worker_consumer(self, transport: driver.Transport) -> aiokafka.AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        assert isinstance(transport, BatchTransport)
        # Faust ties this to its exactly-once mode, which we do not use; the fetcher reads it when the consumer starts.
        consumer._isolation_level = transport.isolation_level
        # With one request under way to a broker, what was read to its end waits for the answer to it: 1.5 s in Faust.
        consumer._fetch_max_wait_ms = _FETCH_WAIT_MS
        # We are in the thread already: Faust makes the consumer where it will run.
        read_any_header_name()
        return consumer

    async def commit_within(self, offsets: Mapping[TP, int], seconds: float) -> CommitOutcome:
        # The deadline runs inside the thread: the thread has two workers for all its calls, and aiokafka retries a commit
        # for ever, so that two hung ones would stop the fetching as well.
        try:
            outcome: CommitOutcome = await self.call_thread(self._commit_within, offsets, seconds)
        except RuntimeError:
            # Faust ends the thread while the application stops; what is committed last may come after it.
            if not self.thread_loop.is_closed():
                raise
            return CommitOutcome("stopped")
        return outcome

    async def _commit_within(self, offsets: Mapping[TP, int], seconds: float) -> CommitOutcome:
        entries = {TopicPartition(tp.topic, tp.partition): OffsetAndMetadata(at, "") for tp, at in offsets.items()}
        try:
            await asyncio.wait_for(self._ensure_consumer().commit(entries), seconds)
        except TimeoutError:
            return CommitOutcome("deadline")
        except CommitFailedError:
            return CommitOutcome("rebalanced")
        except IllegalStateError:
            return CommitOutcome("not_assigned")
        except KafkaError as error:
            return CommitOutcome(type(error).__name__)
        self.tp_last_committed_at.update(dict.fromkeys(offsets, monotonic()))
        return CommitOutcome()

    def deliverable(self, tp: TP) -> tuple[int, int]:
        """Where the next fetch of an assigned partition begins, and up to where it can bring something.

        Markers of transactions and records of aborted ones count in the log's end, but nobody is ever given them. Called
        from another thread; the figures may be a moment old.
        """
        consumer, partition = self._ensure_consumer(), TopicPartition(tp.topic, tp.partition)
        assignment = consumer._subscription.subscription.assignment if consumer._subscription.subscription else None
        if assignment is None or partition not in assignment.tps:
            return 0, 0
        state = assignment.state_value(partition)
        committed = consumer._isolation_level == "read_committed"
        end = (state.lso if committed else state.highwater) or 0
        return (state.position if state.has_valid_position else 0), end


class BatchConsumer(driver.Consumer):
    """Faust's consumer, with batches, our own offsets and our own commit."""

    transport: BatchTransport
    _thread: _Thread

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.seek_epoch = 0
        self.commits_failed: Counter[str] = Counter()
        # Where reading began after the last seek.
        self.begins_at: Mapping[TP, int] = {}
        # The offset after the last record that was fetched since then.
        self._fetched_to: dict[TP, int] = {}
        self._in_place = False
        # Kafka time of the newest record handed on, of the partitions that are read in step.
        self._reached: dict[TP, int] = {}
        self._dry: set[TP] = set()
        self._all_fetched_at = monotonic()
        self._buffer_dropped = asyncio.Event()
        super().__init__(*args, **kwargs)

    def _new_consumer_thread(self) -> _Thread:
        return _Thread(self, loop=self.loop, beacon=self.beacon)

    def on_buffer_drop(self, tp: TP) -> None:
        super().on_buffer_drop(tp)
        self._buffer_dropped.set()

    async def perform_seek(self) -> None:
        """Go where reading begins: our own callback's offset, else the committed one, else the partition's beginning.

        What was fetched before is stale from here on.
        """
        self._in_place = False
        self._reached.clear()
        self._dry.clear()
        self._fetched_to.clear()
        self.seek_epoch += 1
        assigned = self.assignment()
        if assigned:
            committed = await self.seek_to_committed()
            named = await self.transport.positions(assigned) if self.transport.positions else {}
            targets = {TP(*tp): offset for tp, offset in committed.items() if offset is not None}
            targets |= {tp: offset for tp, offset in named.items() if tp in assigned}
            # aiokafka's seek to a commit leaves a partition that has none where it is: past what a stale batch held.
            nowhere = assigned - targets.keys()
            if nowhere and self.app.conf.consumer_auto_offset_reset == "earliest":
                first = await self.earliest_offsets(*(TopicPartition(*tp) for tp in nowhere))
                targets |= {TP(*tp): offset for tp, offset in first.items()}
            # From here on: a fetch that began before it may return what lies after it, and `getmany` asks anew.
            self._in_place = True
            try:
                await self.seek_wait(targets)
            except BaseException:
                self._in_place = False
                raise
            self._committed_offset.update(targets)
            self.begins_at = targets
        else:
            self._in_place = True

    def lag(self, tp: TP, processed: int | None) -> int:
        """How many offsets of a partition wait, of those that can be delivered; `processed` is where its reader has come
        to, None when it has processed nothing since the last seek."""
        at = self.begins_at.get(tp) if processed is None else processed
        if at is None:
            return 0
        position, end = self._thread.deliverable(tp)
        if at >= self._fetched_to.get(tp, at):
            # All that was fetched is processed: what lies between here and the next fetch is delivered to nobody.
            at = max(at, position)
        return max(0, end - at)

    def read_anew(self) -> None:
        """Ask where reading begins, and go there, before anything else is fetched."""
        self._in_place = False

    async def commit_offsets(self, offsets: Mapping[TP, int], seconds: float) -> CommitOutcome:
        outcome = await self._thread.commit_within(offsets, seconds)
        if outcome.ok:
            self._committed_offset.update(offsets)
        else:
            self.commits_failed[outcome.reason] += 1
        return outcome

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, ConsumerMessage]]:
        """One message per partition of a fetch, several where the batch limits ask for it."""
        if not self.flow_active:
            await self.wait(self.can_resume_flow)  # type: ignore[arg-type]  # mode accepts any event
        if self.should_stop:
            return
        if not self._in_place:
            # Faust goes on after a seek that failed or took too long. Without our offsets that would be a loss.
            await self.perform_seek()
        # A copy: the original shrinks and grows meanwhile, and an empty one would mean "all".
        full = self.transport.full()
        active = set(self._get_active_partitions()) - full
        generation, epoch = self.app.consumer_generation_id, self.seek_epoch
        # A partition whose batches fill a queue is left out of the fetch. The fetch is short meanwhile: for its whole
        # second Faust would wait for the others, which may have nothing, while the queue runs empty.
        seconds = _FETCH_SECONDS_UNDER_PRESSURE if self._buffered_partitions or full else timeout
        if not active:
            await self._wait_for_room(seconds if full else timeout)
            return
        fetched = await self._fetch_in_step(active, seconds)
        self._fetched_to.update((tp, records[-1].offset + 1) for tp, records in fetched.items())
        if self.should_stop or not fetched:
            return
        if not self.flow_active:
            # In a rebalance. Whether its seek has been or is to come: these records are read again.
            self.read_anew()
            return
        limits = self.transport.limits
        for tp, records in fetched.items():
            if self.app.topics.acks_enabled_for(tp.topic):
                raise AssertionError(f"topic {tp.topic} is declared with acks=True: Faust would commit past unread records")
            for part in split(records, limits):
                if not self.flow_active or (generation, epoch) != (self.app.consumer_generation_id, self.seek_epoch):
                    # A fetch that spans a rebalance may hold what lies behind the seek: the position is past it.
                    self.read_anew()
                    return
                # Faust silently drops what lies below the last offset it handed on, and notes that offset only after the
                # hand-over: after a seek back, a note made late would cost the records in between.
                self._read_offset[tp] = None
                if tp.topic in self.transport.in_step:
                    # A record's timestamp may lie in the future.
                    self._reached[tp] = min(part[-1].timestamp, int(time() * 1000))
                    self._dry.discard(tp)
                yield tp, self._batch_message(tp, part, epoch)

    async def _fetch_in_step(self, active: set[TP], seconds: float) -> Mapping[TP, list[ConsumerRecord]]:
        """A fetch that leaves out the partitions that are ahead of one which has records waiting; it may be empty.

        Kafka serves what it has at hand, and over a backlog one partition comes to lie hours ahead of another. Whoever then
        waits for the slowest has to keep what the others brought. Now and then nobody is left out: years that are sent to
        one partition must not keep today from coming through another.
        """
        topics = self.transport.in_step
        reached = {tp: self._reached.get(tp, 0) for tp in active | self._buffered_partitions if tp.topic in topics}
        last = min((at for tp, at in reached.items() if tp not in self._dry), default=max(reached.values(), default=0))
        behind = {tp for tp, at in reached.items() if at <= last + _AHEAD_MS_MAX}
        ahead = active.intersection(reached) - behind
        if not ahead or monotonic() > self._all_fetched_at + _HELD_BACK_SECONDS:
            self._all_fetched_at = monotonic()
            return await self._getmany(active_partitions=active, timeout=seconds)
        if active == ahead:
            # Those behind wait in the agent's queue.
            await asyncio.sleep(_FETCH_SECONDS_UNDER_PRESSURE)
            return {}
        fetched = await self._getmany(active_partitions=active - ahead, timeout=_DRY_SECONDS)
        if not fetched:
            # They hold nobody back until they bring something again.
            self._dry |= behind & active
        return fetched

    def _batch_message(self, tp: TP, records: list[ConsumerRecord], epoch: int) -> ConsumerMessage:
        first = records[0]
        return ConsumerMessage(
            tp.topic,
            tp.partition,
            first.offset,
            first.timestamp / 1000.0,
            first.timestamp_type,
            [],
            None,
            cast(Any, Batch(tp.topic, tp.partition, records, epoch)),
            None,
            tp=tp,
            generation_id=self.app.consumer_generation_id,
        )

    async def _wait_for_room(self, seconds: float) -> None:
        # All partitions paused, or the agents' queues full. Faust sleeps a whole second here.
        self._buffer_dropped.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._buffer_dropped.wait(), seconds)


class BatchTransport(driver.Transport):
    """Faust's aiokafka transport with our consumer: `app.transport = BatchTransport(urls, app)`.

    Attributes:
        limits: how large a batch may be.
        positions: asked after each rebalance for the offset where each assigned partition's reading begins; partitions it
            does not name begin at their committed offset. Called while nothing flows; may be called more than once.
        in_step: topics of which the partitions are read evenly, by the time of their records.
        full: asked before each fetch for the partitions that nothing is to be fetched of now.
        isolation_level: `read_committed` leaves out the records of aborted transactions.
    """

    Consumer = BatchConsumer
    limits = BatchLimits()
    positions: Positions | None = None
    in_step: Set[str] = frozenset()
    full: Partitions = frozenset
    isolation_level = "read_committed"


def split(records: list[ConsumerRecord], limits: BatchLimits) -> Iterator[list[ConsumerRecord]]:
    """`records` in consecutive parts within the limits; a single record above the bytes is a part of its own."""
    # aiokafka gives -1 for no key and no value, so that two bytes more are never too few. Most fetches are one part.
    at_most = sum([record.serialized_key_size + record.serialized_value_size + 2 for record in records])
    if len(records) <= limits.records_max and at_most <= limits.bytes_max:
        yield records
        return
    start = size = 0
    for index, record in enumerate(records):
        bytes_ = max(0, record.serialized_key_size) + max(0, record.serialized_value_size)
        if index > start and (index - start >= limits.records_max or size + bytes_ > limits.bytes_max):
            yield records[start:index]
            start, size = index, 0
        size += bytes_
    yield records[start:] if start else records


def batch_topic(app: faust.App, name: str) -> Any:
    """The declaration of a source topic whose agent reads batches: raw values, and offsets that Faust leaves alone."""
    return app.topic(name, value_serializer="raw", acks=False)


async def current_batches(app: faust.App, stream: Any) -> AsyncIterator[Batch]:
    """The batches of an agent's stream, without those that a seek has made stale.

    A batch that waits for a place in a full queue when a rebalance begins can arrive after the seek back: ahead of the
    records that are about to be read again, and to commit it would lose them.
    """
    async for batch in stream:
        if is_current(app, batch):
            yield batch


def is_current(app: faust.App, batch: Batch) -> bool:
    """Whether no seek came after it was read; to be asked again after every wait."""
    return batch.seek_epoch == consumer_of(app).seek_epoch


async def commit(app: faust.App, offsets: Mapping[TP, int], seconds: float = COMMIT_SECONDS) -> CommitOutcome:
    """Commit where each partition goes on, within a deadline; never raises for what brokers do.

    A failure is returned, and counted in `consumer_of(app).commits_failed`; the next commit carries a newer offset anyway.
    """
    return await consumer_of(app).commit_offsets(offsets, seconds)


def consumer_of(app: faust.App) -> BatchConsumer:
    """The application's consumer."""
    consumer = app.consumer
    assert isinstance(consumer, BatchConsumer), "the application was not given a BatchTransport"
    return consumer
