"""Delivery as a service: alerts in, messages out, the ledger between them.

The consumer group shares the partitions of `alerts` among any number of these; the ledger has the same partitions, so each
owner has what it needs. An event's messages are in the ledger before its offset is committed.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.structs import ConsumerRecord, TopicPartition

from detectors.lifecycle import Attention, State
from stream.alerts.canaries import is_canary
from stream.alerts.foreign import UnreadableError, decode_alert
from stream.kafka.raw_headers import read_any_header_name
from stream.kafka.topics import Topics
from stream.notify.figures import NotifyFigures
from stream.notify.ledger import Delivery, DeliveryKind, Ledger, newest, records_of
from stream.notify.messages import digest_text, digest_title, text_of, title_of
from stream.notify.outbox import FIRST_PAUSE_SECONDS, Outbox, Outlook
from stream.notify.owned import Owned
from stream.notify.policy import Alertmanager, NotifyPolicy
from stream.notify.routing import Standing, held_a_moment, messages_for, standing_of
from stream.notify.senders import Message, build_sender

log = structlog.get_logger()

POLL_MS = 300
RECORDS_MAX = 200
CLEAN_SECONDS = 600.0
PAUSE_SECONDS_MAX = 15.0
ASK_SECONDS = 5.0
ANSWER_SECONDS = 10.0
AWAY = "Kafka does not answer"


class NotifyService:
    """Reads alerts and hands their messages to an outbox per receiver.

    `first_pause` is how long a receiver that did not take a message is left alone at first.
    """

    def __init__(
        self,
        client: Mapping[str, Any],
        group: str,
        topics: Topics,
        policy: NotifyPolicy,
        figures: NotifyFigures,
        *,
        board_url: str = "",
        timezone_of: Mapping[str, str] | None = None,
        session_seconds: float = 30.0,
        first_pause: float = FIRST_PAUSE_SECONDS,
    ) -> None:
        self._session_seconds = session_seconds
        self._client = client
        self._group = group
        self._topics = topics
        self._policy = policy
        self._figures = figures
        self._board_url = board_url
        self._timezones = timezone_of or {}
        self._first_pause = first_pause
        self._ledger = Ledger(client, topics.deliveries)
        self._owned: dict[int, Owned] = {}
        self._outboxes: dict[str, Outbox] = {}
        self._not_owned: Exception | None = None
        self.away = "starting"
        self._ask_at = time.monotonic() + ASK_SECONDS

    async def run(self) -> None:
        """For ever: a Kafka that is away is waited for. Ends when it is cancelled; nothing is lost then."""
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            outlook = Outlook(self._standing, self._note, self._words)
            for name, receiver in self._policy.receivers.items():
                sender = build_sender(receiver, session)
                # An incident is of one trend, and so never a digest of several.
                above = sys.maxsize if self._policy.keeps_incidents(name) else self._policy.digest_above
                figures = self._figures
                self._outboxes[name] = Outbox(name, receiver, sender, outlook, figures, above, self._first_pause)
            named = self._policy.receivers.items()
            kept_up = [self._outboxes[name].keep_up() for name, receiver in named if isinstance(receiver, Alertmanager)]
            tasks = [asyncio.create_task(one) for one in (self._clean(), self._show(), *kept_up)]
            try:
                await self._follow()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await asyncio.gather(*(outbox.close() for outbox in self._outboxes.values()))
                await self._ledger.close()

    async def _follow(self) -> None:
        pause = 0.5
        read_any_header_name()
        while True:
            consumer = AIOKafkaConsumer(
                **self._client,
                group_id=self._group,
                isolation_level="read_committed",
                enable_auto_commit=False,
                auto_offset_reset="latest",
                session_timeout_ms=int(self._session_seconds * 1000),
                heartbeat_interval_ms=int(self._session_seconds * 100),
            )
            try:
                consumer.subscribe([self._topics.alerts], listener=_Listener(self, consumer))
                await consumer.start()
                while True:
                    await self._poll(consumer)
                    pause = 0.5
            except (KafkaError, TimeoutError, OSError) as error:
                self.away = AWAY
                log.warning("notify_waits_for_kafka", error=repr(error), next_try_seconds=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, PAUSE_SECONDS_MAX)
            finally:
                await consumer.stop()
                self.lose(list(self._owned))

    async def _poll(self, consumer: AIOKafkaConsumer) -> None:
        failed, self._not_owned = self._not_owned, None
        if failed is not None:
            raise failed
        fetched = await consumer.getmany(timeout_ms=POLL_MS, max_records=RECORDS_MAX)
        if self._owned and time.monotonic() >= self._ask_at:
            self._ask_at = time.monotonic() + ASK_SECONDS
            self.away = await _why_away(consumer, [TopicPartition(self._topics.alerts, one) for one in sorted(self._owned)])
        for one, records in fetched.items():
            if one.partition not in self._owned:
                # It is being taken over: what it holds is read when its ledger is.
                with contextlib.suppress(IllegalStateError):
                    consumer.seek(one, records[0].offset)
            else:
                await self._take(one.partition, records)
                with contextlib.suppress(CommitFailedError):
                    # It went to somebody else meanwhile, who reads the records again and finds their messages.
                    await consumer.commit({one: records[-1].offset + 1})

    async def own(self, consumer: AIOKafkaConsumer, partitions: Sequence[int]) -> None:
        """Takes partitions over: what their former owner had not finished goes on here.

        aiokafka keeps what a listener raises to itself, and would go on; the next poll raises it.
        """
        logs = [TopicPartition(self._topics.alerts, partition) for partition in partitions]
        try:
            consumer.pause(*logs)
            await self._own(consumer, partitions)
            consumer.resume(*logs)
        except Exception as error:
            self._not_owned = error

    async def _own(self, consumer: AIOKafkaConsumer, partitions: Sequence[int]) -> None:
        for partition in sorted(partitions):
            one = TopicPartition(self._topics.alerts, partition)
            begin = None if await consumer.committed(one) is not None else (await consumer.end_offsets([one]))[one]
            ledger = await self._ledger.read(partition)
            trends = await newest(self._client, self._topics.trends, partition, _standing_in)
            owned = self._owned[partition] = Owned(ledger, trends, self._policy.keeps_incidents)
            if begin is not None:
                await self._start_first(owned, one)
                await consumer.commit({one: begin})
                consumer.seek(one, begin)
            for delivery in sorted(owned.ledger.values(), key=lambda one: (one.created_at, one.id)):
                self._restore(partition, delivery)
        self.away = ""
        log.info("partitions_owned", partitions=sorted(self._owned))

    async def _start_first(self, owned: Owned, one: TopicPartition) -> None:
        """A group that is new repeats nothing of the last 90 days, but what is open and recent is news to everybody: the
        newest alert of each trend that is open, if it is no older than the policy allows."""
        now, newest_of_trend = time.time(), dict[str, dict[str, Any]]()
        if hours := self._policy.first_start_hours:
            async for record in records_of(self._client, one, now - 3600 * hours):
                event = self._event_of(record)
                if event is not None and event["attention"] in (Attention.NOTIFY, Attention.PAGE):
                    newest_of_trend[event["trend_id"]] = event
        made = [
            held_a_moment(delivery, now)
            for trend, event in newest_of_trend.items()
            if (standing := owned.trends.get(trend)) is not None
            and standing.state != State.RESOLVED
            and not standing.is_muted(now)
            for delivery in messages_for(event, self._policy, now, {})
            if delivery.id not in owned.ledger
        ]
        await self._ledger.write(one.partition, made)
        owned.ledger.update((delivery.id, delivery) for delivery in made)
        log.info("first_start", partition=one.partition, messages=len(made), hours=self._policy.first_start_hours)

    def _restore(self, partition: int, delivery: Delivery) -> None:
        outbox = self._outboxes.get(delivery.receiver)
        if outbox is None:
            return
        if delivery.handle:
            outbox.handles[delivery.brand, delivery.trend_id] = delivery.handle
        if delivery.is_unfinished:
            outbox.put(partition, delivery)

    def lose(self, partitions: Sequence[int]) -> None:
        """Somebody else's from here on."""
        for partition in partitions:
            self._owned.pop(partition, None)
            for outbox in self._outboxes.values():
                outbox.drop(partition)

    async def _take(self, partition: int, records: Sequence[ConsumerRecord]) -> None:
        """The messages of some events: into the ledger, then into the outboxes."""
        owned, made = self._owned[partition], list[Delivery]()
        for record in records:
            event = self._event_of(record)
            if event is None:
                continue
            owned.trends[event["trend_id"]], now = standing_of(event), time.time()
            incidents = owned.incidents(event, now)
            for delivery in messages_for(event, self._policy, now, owned.open_alerts, incidents):
                if delivery.kind is DeliveryKind.ALERT or delivery.id not in owned.ledger:
                    owned.ledger[delivery.id] = delivery
                    made.append(delivery)
        await self._ledger.write(partition, made)
        if self._owned.get(partition) is not owned:
            # It went to somebody else meanwhile, who has read them in the ledger.
            return
        for delivery in made:
            self._outboxes[delivery.receiver].put(partition, delivery)

    def _event_of(self, record: ConsumerRecord) -> dict[str, Any] | None:
        try:
            _, event = decode_alert(record.value)
        except UnreadableError:
            self._figures.unreadable.inc()
            log.warning("unreadable_alert", partition=record.partition, offset=record.offset)
            return None
        self._figures.alerts_read.inc()
        return None if is_canary(event["brand"]) else event

    def _standing(self, delivery: Delivery) -> Standing | None:
        for owned in self._owned.values():
            if delivery.trend_id in owned.trends:
                return owned.trends[delivery.trend_id]
        return None

    async def _note(self, partition: int, deliveries: list[Delivery]) -> None:
        owned = self._owned.get(partition)
        if owned is not None:
            owned.ledger.update((one.id, one) for one in deliveries)
        await self._ledger.write(partition, deliveries)

    def _words(self, delivery: Delivery) -> Message:
        if delivery.kind is DeliveryKind.DIGEST:
            since = time.strftime("%H:%M UTC", time.gmtime(delivery.created_at))
            return Message(delivery, digest_title(delivery.events, since), digest_text(delivery.events))
        event = delivery.event or {}
        zone = self._timezones.get(delivery.brand, "UTC")
        return Message(delivery, title_of(event, delivery.kind), text_of(event, zone, board_url=self._board_url))

    async def _clean(self) -> None:
        """Forgets, now and then, messages that were sent long ago, and how trends stood that are over."""
        while True:
            await asyncio.sleep(CLEAN_SECONDS)
            now = time.time()
            for partition, owned in list(self._owned.items()):
                old = owned.forgettable(now)
                for ident in old:
                    del owned.ledger[ident]
                await self._ledger.write(partition, [], old)

    async def _show(self) -> None:
        """Keeps the gauges up to date."""
        while True:
            now = time.time()
            for name, outbox in self._outboxes.items():
                self._figures.pending(name).set(outbox.pending)
                oldest = outbox.oldest_at
                self._figures.oldest_seconds(name).set(max(0.0, now - oldest) if oldest else 0.0)
            self._figures.ready.set(0 if self.away else 1)
            await asyncio.sleep(1.0)


class _Listener(ConsumerRebalanceListener):  # type: ignore[misc]
    """What the group tells: which partitions are ours."""

    def __init__(self, service: NotifyService, consumer: AIOKafkaConsumer) -> None:
        self._service = service
        self._consumer = consumer

    async def on_partitions_revoked(self, revoked: Sequence[TopicPartition]) -> None:
        self._service.lose([one.partition for one in revoked])

    async def on_partitions_assigned(self, assigned: Sequence[TopicPartition]) -> None:
        await self._service.own(self._consumer, [one.partition for one in assigned])


async def _why_away(consumer: AIOKafkaConsumer, logs: Sequence[TopicPartition]) -> str:
    """Empty while Kafka answers. That it is gone is no error of a poll; what waits for receivers goes on meanwhile."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await consumer.end_offsets(logs)
    except (KafkaError, TimeoutError) as error:
        log.warning("kafka_does_not_answer", error=repr(error))
        return AWAY
    return ""


def _standing_in(value: bytes) -> Standing:
    return standing_of(decode_alert(value)[1])
