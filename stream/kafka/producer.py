"""Our producer: whole batches to partitions we name, each acknowledged by all replicas, nothing fire-and-forget.

`AIOKafkaProducer.send` costs a future and a partitioner's call for every record; here we pack records into Kafka's batches,
and there is one future for each batch: about a quarter of the CPU time.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

import msgspec
from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    KafkaError,
    KafkaTimeoutError,
    LeaderNotAvailableError,
    ProducerClosed,
    UnknownTopicOrPartitionError,
)

from detectors.errors import GroundswellError
from stream.kafka.client import METADATA_SECONDS

Headers = Sequence[tuple[str, bytes]]

# What a record costs in a batch beyond its key, value and headers: at most 5 varints of 5 and one of 10 bytes, and the
# attributes (record format v2); a header adds two varints. The batch's own header is 61 bytes.
_RECORD_OVERHEAD = 36
_HEADER_OVERHEAD = 10
_BATCH_OVERHEAD = 61
_STOP_SECONDS = 10.0
_ABANDON_SECONDS = 1.0
_NO_LEADER_SECONDS = 0.1

T = TypeVar("T")


class Record(msgspec.Struct, frozen=True, gc=False):
    """One record to send; `timestamp_ms` None means now."""

    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    timestamp_ms: int | None = None

    @property
    def size(self) -> int:
        """An upper bound of the bytes that it takes in an uncompressed batch."""
        size = len(self.key or b"") + len(self.value or b"") + _RECORD_OVERHEAD
        for name, value in self.headers:
            size += len(name.encode()) + len(value) + _HEADER_OVERHEAD
        return size


class ProduceError(GroundswellError):
    """Records were not acknowledged: some of them may be, or come to be, in the topic all the same.

    `partitions` maps each that failed to its error.
    """

    def __init__(self, topic: str, partitions: Mapping[int, BaseException]) -> None:
        failures = ", ".join(f"{partition}: {error!r}" for partition, error in sorted(partitions.items()))
        super().__init__(f"topic {topic}: not acknowledged in partitions {{{failures}}}")
        self.topic = topic
        self.partitions = dict(partitions)


class RecordTooLargeError(GroundswellError):
    """A record above the limit; nothing of the call it was in has been sent."""

    def __init__(self, topic: str, partition: int, index: int, size: int, limit: int) -> None:
        super().__init__(f"record {index} for {topic}[{partition}] is {size} bytes; it must be at most {limit}")
        self.topic = topic
        self.partition = partition
        self.index = index
        self.size = size
        self.limit = limit


class SupportsSend(Protocol):
    """What is asked of a producer by who only sends: `Producer`, and a twin of it in memory."""

    async def partition_count(self, topic: str) -> int: ...

    async def send_all(self, topic: str, records: Mapping[int, Sequence[Record]]) -> dict[int, list[int]]: ...


class Producer:
    """An idempotent producer that sends by batches: `async with Producer(bootstrap) as producer: …`.

    With a `transactional_id`, `send_all` belongs inside `async with producer.transaction():`; starting such a producer
    fences any other with the same id.

    A producer whose records were not acknowledged has failed for good: what it still holds may arrive later, and the broker
    would refuse the next batch for the gap in its numbers. Start a new one, and send again what was not acknowledged.
    """

    def __init__(
        self,
        bootstrap: str,
        *,
        batch_bytes: int = 262_144,
        record_bytes_max: int = 1_000_000,
        request_seconds: float = 10.0,
        deadline_seconds: float = 30.0,
        transactional_id: str | None = None,
        **settings: Any,
    ) -> None:
        """
        Args:
            bootstrap: `host:port`, several separated by commas.
            batch_bytes: a batch is closed when the next record would make it larger than this.
            record_bytes_max: no single record may be larger; at most the topic's `max.message.bytes` less 61.
            request_seconds: after this long without an answer a request is made again.
            deadline_seconds: after this long unacknowledged records have failed; aiokafka would retry for ever.
            transactional_id: makes the producer transactional.
            settings: any of AIOKafkaProducer's settings (security, compression, …).
        """
        self._record_bytes_max = record_bytes_max
        self._deadline_seconds = deadline_seconds
        self._failed = False
        # A single record may be larger than a batch; the client's own limit has to let it pass.
        self._settings: dict[str, Any] = {
            "bootstrap_servers": bootstrap,
            "acks": "all",
            "enable_idempotence": True,
            "max_batch_size": batch_bytes,
            "max_request_size": max(batch_bytes, record_bytes_max) + _BATCH_OVERHEAD,
            "request_timeout_ms": int(request_seconds * 1000),
            "transactional_id": transactional_id,
            # It is asked how many partitions `mentions` has, which may grow.
            "metadata_max_age_ms": METADATA_SECONDS * 1000,
            **settings,
        }
        self._producer: AIOKafkaProducer | None = None

    async def start(self) -> None:
        producer = AIOKafkaProducer(**self._settings)
        # Else what waited for longer than one request is given up when a broker is back and its topics have no leader yet.
        producer._message_accumulator._batch_ttl = self._deadline_seconds
        try:
            await producer.start()
        except BaseException:
            await producer.stop()
            raise
        self._producer = producer

    async def stop(self, *, at_once: bool = False) -> None:
        """End the producer, within some seconds also when no broker answers; `at_once` gives up what it still holds."""
        producer, self._producer = self._producer, None
        if not producer:
            return
        _retrieve_all(producer)
        if not self._failed and not at_once:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(producer.stop(), _STOP_SECONDS)
                return
        # Its own stop would first wait until everything is delivered, for ever if need be.
        producer._closed = True
        await producer.client.close()
        with contextlib.suppress(TimeoutError, KafkaError):
            await asyncio.wait_for(producer._sender.close(), _ABANDON_SECONDS)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def transaction(self) -> AbstractAsyncContextManager[None]:
        """All or nothing: commits at the end of the block, aborts when it raises."""
        context: AbstractAsyncContextManager[None] = self._started.transaction()
        return context

    @property
    def client(self) -> AIOKafkaProducer:
        """The producer inside, for what this class does not wrap."""
        return self._started

    @property
    def _started(self) -> AIOKafkaProducer:
        if self._producer is None:
            raise ProducerClosed("the producer was not started, or has ended")
        return self._producer

    async def partition_count(self, topic: str) -> int:
        """Raises TimeoutError when Kafka does not answer within the deadline."""
        async with asyncio.timeout(self._deadline_seconds):
            return len(await _once_known(partial(self._started.partitions_for, topic)))

    async def send_all(self, topic: str, records: Mapping[int, Sequence[Record]]) -> dict[int, list[int]]:
        """Send records to their partitions, in the order given in each, and wait until all are acknowledged.

        Partitions are filled side by side. Returns the offset of every record, in the order of the input.

        Raises:
            RecordTooLargeError: before anything is sent.
            ProduceError: something was not acknowledged; other records of the call may have been.
        """
        self._check_sizes(topic, records)
        if self._failed:
            raise ProduceError(topic, dict.fromkeys(records, RuntimeError("this producer has failed before")))
        filled = [(partition, entries) for partition, entries in records.items() if entries]
        done = await asyncio.gather(*(self._send_partition(topic, *one) for one in filled), return_exceptions=True)
        offsets: dict[int, list[int]] = {partition: [] for partition in records}
        failed: dict[int, BaseException] = {}
        for (partition, _), outcome in zip(filled, done, strict=True):
            if isinstance(outcome, KafkaError | TimeoutError):
                failed[partition] = outcome
            elif isinstance(outcome, BaseException):
                raise outcome
            else:
                offsets[partition] = outcome
        if failed:
            self._failed = True
            raise ProduceError(topic, failed)
        return offsets

    async def _send_partition(self, topic: str, partition: int, records: Sequence[Record]) -> list[int]:
        producer = self._started
        sent: list[tuple[asyncio.Future[Any], int]] = []
        offsets: list[int] = []
        async with asyncio.timeout(self._deadline_seconds):
            for builder in self._packed(records):
                future: asyncio.Future[Any] = await _once_known(
                    partial(producer.send_batch, builder, topic, partition=partition)
                )
                future.add_done_callback(_retrieved)
                sent.append((future, builder.record_count()))
            for future, count in sent:
                # Shielded: a cancelled future would confuse the sender that is to fulfil it.
                base = (await asyncio.shield(future)).offset
                offsets.extend(range(base, base + count))
        return offsets

    def _packed(self, records: Iterable[Record]) -> Iterable[Any]:
        producer = self._started
        builder = producer.create_batch()
        # The compiled part inside: what is around it takes as long again, and does nothing but count.
        append, count = builder._builder.append, 0
        for record in records:
            # aiokafka's compiled code takes a list and nothing else.
            headers = record.headers if type(record.headers) is list else list(record.headers)
            key, value, timestamp = record.key, record.value, record.timestamp_ms
            if append(count, timestamp, key=key, value=value, headers=headers) is not None:
                count += 1
                continue
            # Full. aiokafka takes a first record of any size, so that the new one cannot refuse it.
            yield _closed(builder, count)
            builder = producer.create_batch()
            append, count = builder._builder.append, 1
            if append(0, timestamp, key=key, value=value, headers=headers) is None:
                raise AssertionError("an empty batch refused a record")
        yield _closed(builder, count)

    def _check_sizes(self, topic: str, records: Mapping[int, Sequence[Record]]) -> None:
        limit = self._record_bytes_max
        for partition, entries in records.items():
            sizes = [record.size for record in entries]
            if max(sizes, default=0) > limit:
                index = next(index for index, size in enumerate(sizes) if size > limit)
                raise RecordTooLargeError(topic, partition, index, sizes[index], limit)


def _closed(builder: Any, records: int) -> Any:
    """A batch to which nothing is added any more, with the number of its records."""
    builder._relative_offset = records
    builder.close()
    return builder


async def _once_known(work: Callable[[], Awaitable[T]]) -> T:
    """What `work` returns, however long that takes.

    aiokafka gives up after the time of one request when Kafka does not know the topic or its leader, as for some moments of
    a restart, and when the batch before has not left.
    """
    while True:
        try:
            return await work()
        except (LeaderNotAvailableError, UnknownTopicOrPartitionError, KafkaTimeoutError):
            await asyncio.sleep(_NO_LEADER_SECONDS)


def _retrieve_all(producer: AIOKafkaProducer) -> None:
    """Retrieves the failures that follow from one that was raised: asyncio would log each as never retrieved."""
    transaction = producer._txn_manager.wait_for_transaction_end()
    unsent = [batch._drain_waiter for batches in producer._message_accumulator._batches.values() for batch in batches]
    for future in [*unsent, *([transaction] if transaction is not None else [])]:
        _retrieved(future)


def _retrieved(future: asyncio.Future[Any]) -> None:
    # The first failure of a partition is raised; asyncio would log the others as never retrieved.
    if future.done() and not future.cancelled():
        future.exception()
