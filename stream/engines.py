"""The trends agent: an engine per assigned partition of `complaints`, fed with its log, its events sent to `alerts`."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from detectors.alert import published
from detectors.asked import Asked
from detectors.emitted import Emitted
from detectors.engine import BUCKET_SECONDS, TrendEngine
from detectors.lifecycle import Event, State
from detectors.log import LogRecord
from stream.codec import decode_record, encode_json
from stream.producing import Producer, Record
from stream.settings import Clock
from stream.topics import Topics

if TYPE_CHECKING:
    from stream.batching import Batch
    from stream.metrics import Metrics
    from stream.settings import Settings

log = structlog.get_logger()

EVENT_ID_HEADER = "ce_id"
BEHIND_HEADER = "groundswell-seconds-behind"
READ_SECONDS = 30.0
ASK_SECONDS = 3.0
LATE_TOLD_SECONDS = 60.0


class OwnedEngine:
    """An engine of this worker: where its log goes on, and which of its events are on the topic already."""

    def __init__(self, engine: TrendEngine, next_offset: int) -> None:
        self.engine = engine
        self.next_offset = next_offset
        self.published: set[str] = set()
        self.alerts_offset = 0
        self.open_trends: dict[str, dict[str, Any]] = {}
        self._busy = threading.Lock()

    def apply(self, records: Sequence[LogRecord]) -> list[Emitted]:
        """The events of the next records of its log."""
        with self._busy:
            return self.engine.apply(records)

    def ask(self, words: str, brand: str) -> list[Asked]:
        """What the engine says of these words, from any thread. Raises TimeoutError while it is at work for long."""
        if not self._busy.acquire(timeout=ASK_SECONDS):
            raise TimeoutError("the engine is busy")
        try:
            return self.engine.ask(words, brand)
        finally:
            self._busy.release()


class TrendsAgent:
    """Batches of `complaints` become events.

    Today's engines start from the beginning of their log: the log is kept for days, the same log gives the same events, and
    those found on `alerts` already are not sent again.
    """

    def __init__(
        self,
        settings: Settings,
        make_engine: Callable[[], TrendEngine],
        producer: Producer,
        topics: Topics,
        metrics: Metrics,
        client: Mapping[str, Any],
    ) -> None:
        self._live = settings.clock is Clock.LIVE
        self._make_engine = make_engine
        self._producer = producer
        self._topics = topics
        self._metrics = metrics
        self._client = dict(client)
        self._late_untold = 0
        self._late_told_at = -LATE_TOLD_SECONDS
        self.engines: dict[int, OwnedEngine] = {}

    async def own(self, partitions: frozenset[int]) -> dict[int, int]:
        """Keeps, drops and makes engines so that there is one for each of `partitions`; returns where each log goes on."""
        for lost in self.engines.keys() - partitions:
            del self.engines[lost]
            self._metrics.partition_lost("complaints", lost)
        if partitions:
            async with AIOKafkaConsumer(**self._client, isolation_level="read_committed") as consumer:
                logs = [TopicPartition(self._topics.complaints, partition) for partition in sorted(partitions)]
                beginnings = await consumer.beginning_offsets(logs)
                for log in logs:
                    if log.partition not in self.engines:
                        self.engines[log.partition] = OwnedEngine(self._make_engine(), beginnings[log])
                await self._read_published(consumer)
        return {partition: owned.next_offset for partition, owned in self.engines.items()}

    async def _read_published(self, consumer: AIOKafkaConsumer) -> None:
        """Learns which events are on `alerts` already, from where it last looked to the end.

        Also for engines that we kept: another worker may have had the partition in between.
        """
        alerts = {TopicPartition(self._topics.alerts, partition): owned for partition, owned in self.engines.items()}
        ends = await consumer.end_offsets(list(alerts))
        beginnings = await consumer.beginning_offsets(list(alerts))
        # Assigned once: aiokafka's fetcher hangs when it is closed after several assignments in quick succession.
        consumer.assign(list(alerts))
        for log, owned in alerts.items():
            owned.alerts_offset = max(owned.alerts_offset, beginnings[log])
            consumer.seek(log, owned.alerts_offset)
        deadline = time.monotonic() + READ_SECONDS
        while any(owned.alerts_offset < ends[log] for log, owned in alerts.items()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self._topics.alerts} could not be read to its end in {READ_SECONDS:g} s")
            for log, records in (await consumer.getmany(timeout_ms=500)).items():
                for record in records:
                    alerts[log].published.update(v.decode() for name, v in record.headers if name == EVENT_ID_HEADER)
            for log, owned in alerts.items():
                owned.alerts_offset = await consumer.position(log)

    async def on_batch(self, batch: Batch) -> None:
        """Feeds the engine of the batch's partition; when this returns, its events are acknowledged."""
        owned = self.engines.get(batch.partition)
        if owned is None:
            return
        metrics, engine = self._metrics, owned.engine
        metrics.batch_records("complaints").observe(len(batch))
        late, duplicates = engine.counts.late, engine.duplicates
        applied_at = time.time()
        with metrics.step_seconds("apply").time():
            records = [
                decode_record(record.value)
                for record in batch.records
                if record.offset >= owned.next_offset and record.value is not None
            ]
            # In a thread: closing the buckets of a jump in event time takes seconds, in which sends would time out.
            events = await asyncio.to_thread(owned.apply, records)
        self._count_late(engine.counts.late - late)
        metrics.duplicates.inc(engine.duplicates - duplicates)
        new = [event for event in events if event.alert.event_id not in owned.published]
        if new:
            with metrics.step_seconds("publish").time():
                await self._publish(batch.partition, new)
            for event in new:
                self._sent(owned, event, applied_at)
        for event in events:
            self._keep_open(owned, event)
        owned.next_offset = max(owned.next_offset, batch.next_offset)
        self._show(batch.partition, owned)

    def _count_late(self, late: int) -> None:
        """Counts complaints behind the watermark, and says so now and then: beyond a day late they lead to nothing."""
        self._metrics.late.inc(late)
        self._late_untold += late
        if self._late_untold and time.monotonic() >= self._late_told_at + LATE_TOLD_SECONDS:
            log.warning("late_complaints", count=self._late_untold, hint="old mentions need GROUNDSWELL_CLOCK=replay")
            self._late_untold, self._late_told_at = 0, time.monotonic()

    async def _publish(self, partition: int, events: list[Emitted]) -> None:
        alerts, trends = [], []
        for event in events:
            value = encode_json(published(event.alert))
            headers = cloud_event(event, time.time(), live=self._live)
            alerts.append(Record(event.alert.brand.encode(), value, headers))
            if event.alert.event != Event.DIGEST:
                trends.append(Record(event.alert.trend_id.encode(), value, headers))
        await self._producer.send_all(self._topics.alerts, {partition: alerts})
        await self._producer.send_all(self._topics.trends, {partition: trends})

    def _sent(self, owned: OwnedEngine, event: Emitted, applied_at: float) -> None:
        alert, now = event.alert, time.time()
        owned.published.add(alert.event_id)
        self._metrics.alerts(alert.event, alert.verdict, alert.severity).inc()
        self._metrics.bucket_close_to_alert_seconds.observe(now - applied_at)
        if self._live:
            self._metrics.mention_to_alert_seconds.observe(max(0.0, now - event.received))

    def _keep_open(self, owned: OwnedEngine, event: Emitted) -> None:
        if event.alert.event == Event.DIGEST:
            return
        if event.alert.state == State.RESOLVED:
            owned.open_trends.pop(event.alert.trend_id, None)
        else:
            owned.open_trends[event.alert.trend_id] = published(event.alert)

    def _show(self, partition: int, owned: OwnedEngine) -> None:
        metrics, engine = self._metrics, owned.engine
        metrics.groups_live(partition).set(engine.groups_live)
        if engine.watermark > 0:
            metrics.watermark(partition, engine.watermark)
        states = [body["state"] for body in owned.open_trends.values()]
        for state in ("emerging", "open", "easing", "watching"):
            metrics.trends_open(partition, state).set(states.count(state))

    @property
    def buckets_closed(self) -> int:
        """Over all engines: moves on while one batch leads to much work, so that nobody takes it for a standstill."""
        return sum(owned.engine.counts.buckets for owned in list(self.engines.values()))

    def ask(self, words: str, brand: str) -> list[dict[str, Any]]:
        """Why these words opened an alert, or why not: of one brand, or of all whose engines this worker has."""
        found = [one for owned in list(self.engines.values()) for one in owned.ask(words, brand)]
        return [msgspec.to_builtins(one) for one in sorted(found, key=lambda one: one.brand)]

    def open_trends(self) -> list[dict[str, Any]]:
        """The trends that are not resolved, as their newest events; those that most people report first."""
        bodies = [body for owned in list(self.engines.values()) for body in list(owned.open_trends.values())]
        return sorted(bodies, key=lambda body: (-body["people"], body["trend_id"]))


def cloud_event(event: Emitted, now: float, *, live: bool) -> list[tuple[str, bytes]]:
    """What depends on the run, as Kafka headers: CloudEvents 1.0 attributes in binary mode, when it was sent, and how far
    behind its event time that is; a replay of old mentions is behind nothing."""
    alert = event.alert
    headers = {
        "ce_specversion": "1.0",
        EVENT_ID_HEADER: alert.event_id,
        "ce_source": "groundswell",
        "ce_type": f"groundswell.trend.{alert.event}",
        "ce_subject": alert.trend_id,
        "ce_time": alert.at,
        "content-type": "application/json",
        "groundswell-sent-at": datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    if live:
        headers[BEHIND_HEADER] = f"{max(0.0, now - (event.bucket + 1) * BUCKET_SECONDS):.0f}"
    return [(name, value.encode()) for name, value in headers.items()]
