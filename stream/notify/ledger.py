"""What is to be sent, was sent, and could not be delivered: the compacted topic `deliveries`.

A message is in the ledger before the offset of its event is committed, and leaves its pending state there only after the
receiver has taken it. So the next owner of the partition goes on where this one ended; what was sent and not yet noted is
sent once more, with the same id.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from enum import StrEnum
from hashlib import blake2b
from typing import Any

import msgspec
import structlog
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord, TopicPartition

from stream.alerts.foreign import UNREADABLE, UnreadableError
from stream.kafka.producer import ProduceError, Producer, Record
from stream.kafka.reader import consuming

log = structlog.get_logger()

RETRY_SECONDS_MAX = 10.0
RECORD_BYTES_MAX = 1_000_000
SENT_KEPT_SECONDS = 7 * 86_400.0
UNDELIVERED_KEPT_SECONDS = 30 * 86_400.0


class DeliveryState(StrEnum):
    """Where a message stands. `open` is an alert that is sent again and again until its trend is over."""

    PENDING = "pending"
    OPEN = "open"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    SUPERSEDED = "superseded"
    NOT_NEEDED = "not_needed"


class DeliveryKind(StrEnum):
    """Why there is a message: an event, a digest of several, nobody took a page, an alert that is kept up."""

    EVENT = "event"
    DIGEST = "digest"
    ESCALATION = "escalation"
    ALERT = "alert"


UNFINISHED = frozenset({DeliveryState.PENDING, DeliveryState.OPEN})


class Delivery(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One message to one receiver. Times are seconds since 1970; `not_before` 0 means at once.

    `event` is there while it is unfinished, `events` those of a digest. `handle` is what the receiver calls the message,
    where it can be edited. `ends` says that the event is the end of the trend.
    """

    id: str
    receiver: str
    kind: DeliveryKind = DeliveryKind.EVENT
    state: DeliveryState = DeliveryState.PENDING
    trend_id: str = ""
    brand: str = ""
    event_id: str = ""
    title: str = ""
    created_at: float = 0.0
    not_before: float = 0.0
    sent_at: float = 0.0
    attempts: int = 0
    error: str = ""
    handle: str = ""
    ends: bool = False
    event: dict[str, Any] | None = None
    events: list[dict[str, Any]] = []

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED

    @property
    def kept_until(self) -> float:
        """When nobody needs to know of it any more."""
        kept = UNDELIVERED_KEPT_SECONDS if self.state is DeliveryState.UNDELIVERED else SENT_KEPT_SECONDS
        return max(self.sent_at, self.created_at) + kept


def delivery_id(event_id: str, receiver: str, kind: DeliveryKind = DeliveryKind.EVENT) -> str:
    """The id of the message about an event: the same however often it is worked out, and safe in a header.

    >>> delivery_id("acme/t1/1/1", "ops") == delivery_id("acme/t1/1/1", "ops") != delivery_id("acme/t1/1/1", "chat")
    True
    """
    named = msgspec.json.encode([event_id, receiver, kind])
    return f"msg_{blake2b(named, digest_size=16).hexdigest()}"


_DECODER = msgspec.json.Decoder(Delivery)


class Ledger:
    """The topic, as its readers and its one writer use it."""

    def __init__(self, client: Mapping[str, Any], topic: str) -> None:
        self._client = client
        self._topic = topic
        self._producer: Producer | None = None
        self._one_at_a_time = asyncio.Lock()

    async def read(self, partition: int) -> dict[str, Delivery]:
        """The newest state of every message of a partition; one under the id of another is somebody else's. Raises
        KafkaError."""
        found = await newest(self._client, self._topic, partition, _DECODER.decode)
        return {name: one for name, one in found.items() if one.id == name}

    async def write(self, partition: int, deliveries: Sequence[Delivery], gone: Sequence[str] = ()) -> None:
        """Notes states, and forgets ids; when this returns Kafka has acknowledged them. Tries until it does."""
        records = [Record(one.id.encode(), msgspec.json.encode(one)) for one in deliveries]
        records += [Record(name.encode(), None) for name in gone]
        for one in [one for one in records if one.size > RECORD_BYTES_MAX]:
            # It is sent all the same: it is only not remembered.
            log.error("delivery_not_noted", id=(one.key or b"").decode(), bytes=one.size)
            records.remove(one)
        pause = 0.2
        while records:
            try:
                async with self._one_at_a_time:
                    producer = await self._started()
                    await producer.send_all(self._topic, {partition: records})
                return
            except (KafkaError, ProduceError, TimeoutError, OSError) as error:
                log.warning("ledger_waits_for_kafka", error=repr(error), next_try_seconds=pause)
                await self.close()
                await asyncio.sleep(pause)
                pause = min(2 * pause, RETRY_SECONDS_MAX)

    async def close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await producer.stop(at_once=True)

    async def _started(self) -> Producer:
        if self._producer is None:
            settings = dict(self._client)
            producer = Producer(settings.pop("bootstrap_servers"), **settings)
            await producer.start()
            self._producer = producer
        return self._producer


async def newest(client: Mapping[str, Any], topic: str, partition: int, decode: Any) -> dict[str, Any]:
    """The newest value of every key of a partition; what cannot be read is left out. Raises KafkaError."""
    found: dict[str, Any] = {}
    async for record in records_of(client, TopicPartition(topic, partition)):
        key = (record.key or b"").decode(errors="replace")
        found.pop(key, None)
        if record.value is None:
            continue
        try:
            found[key] = decode(record.value)
        except (UnreadableError, *UNREADABLE):
            log.warning("unreadable_record", topic=topic, partition=partition, offset=record.offset)
    return found


async def records_of(client: Mapping[str, Any], one: TopicPartition, since: float = 0.0) -> AsyncIterator[ConsumerRecord]:
    """The committed records of a partition that it holds now, from the first that is not older than `since`, in seconds
    since 1970. Raises KafkaError."""
    # Where nothing is sought the consumer begins by this itself: sought beside it, its own beginning may come after ours.
    async with consuming(client, isolation_level="read_committed", auto_offset_reset="earliest") as consumer:
        consumer.assign([one])
        end = (await consumer.end_offsets([one]))[one]
        begin = (await consumer.offsets_for_times({one: int(since * 1000)}))[one] if since else None
        if since and begin is None:
            return
        if begin is not None:
            consumer.seek(one, begin.offset)
        while await consumer.position(one) < end:
            for records in (await consumer.getmany(timeout_ms=500)).values():
                for record in records:
                    if record.timestamp >= since * 1000:
                        yield record
