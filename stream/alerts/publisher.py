"""Publishing: the events of an engine go to `alerts` and `trends`, in one transaction of the partition's fence."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from detectors.alert import published
from detectors.buckets import BUCKET_SECONDS
from detectors.lifecycle import Event
from stream.kafka.codec import encode_json
from stream.kafka.producer import Record

if TYPE_CHECKING:
    from detectors.alert import Alert, AlertEvent
    from detectors.reports import Reports
    from stream.kafka.fence import SupportsTransactions
    from stream.kafka.topics import Topics
    from stream.metrics import Metrics

EVENT_ID_HEADER = "ce_id"
BEHIND_HEADER = "groundswell-seconds-behind"

Headers = list[tuple[str, bytes]]


class AlertPublisher:
    """Publishes events, and counts and times them.

    `structure` and `policy` are the hashes of what the engines run by; they go into the headers. With `live` the delay
    since event time is published and measured; a replay of old mentions has none that means anything.
    """

    def __init__(self, topics: Topics, metrics: Metrics, structure: str, policy: str, *, live: bool) -> None:
        self._topics = topics
        self._metrics = metrics
        self._structure = structure
        self._policy = policy
        self._live = live

    async def publish(self, fence: SupportsTransactions, events: Sequence[AlertEvent], applied_at: float) -> int:
        """Writes the events of a batch that was applied at `applied_at`; returns the offset in `alerts` after the last.

        When this returns, all of them are on both topics. Raises FenceError.
        """
        now = time.time()
        after = await self._write(fence, [(event.alert, self.headers(event, now)) for event in events])
        for event in events:
            self._count(event, applied_at)
        return after

    async def publish_standing(self, fence: SupportsTransactions, alerts: Sequence[Alert]) -> int:
        """Writes what no engine decided, but that it follows a trend or not (`stream.engines.unfollowed`); as `publish`."""
        now = time.time()
        after = await self._write(fence, [(alert, self._headers_of(alert, now)) for alert in alerts])
        for alert in alerts:
            self._metrics.alerts(alert.event, alert.verdict, alert.severity).inc()
        return after

    async def _write(self, fence: SupportsTransactions, events: Sequence[tuple[Alert, Headers]]) -> int:
        alerts, trends = [], []
        for alert, headers in events:
            value = encode_json(published(alert))
            alerts.append(Record(alert.brand.encode(), value, headers))
            if alert.event != Event.DIGEST:
                trends.append(Record(alert.trend_id.encode(), value, headers))
        with self._metrics.step_seconds("publish").time():
            async with fence.transaction() as send:
                offsets = await send(self._topics.alerts, alerts)
                if trends:
                    await send(self._topics.trends, trends)
        return offsets[-1] + 1

    async def publish_reports(self, fence: SupportsTransactions, reports: Reports) -> None:
        """Writes how brands stand to `brands`, new members of trends to `members`, and what was kept out of the alerts to
        `kept-out`. Raises FenceError."""
        brands = [Record(one.brand.encode(), msgspec.json.encode(one)) for one in reports.brands]
        members = [Record(one.trend_id.encode(), msgspec.json.encode(one)) for one in reports.members]
        withheld = [Record(one.brand.encode(), msgspec.json.encode(one)) for one in reports.withheld]
        if not brands and not members and not withheld:
            return
        async with fence.transaction() as send:
            if brands:
                await send(self._topics.brands, brands)
            if members:
                await send(self._topics.members, members)
            if withheld:
                # The topic has one partition, whatever number of engines write to it.
                await send(self._topics.kept_out, withheld, 0)

    def headers(self, event: AlertEvent, now: float) -> Headers:
        """What depends on the run, as Kafka headers: CloudEvents 1.0 attributes in binary mode, when it was sent, the
        hashes of what the engine runs by, and, live, how many seconds after the end of its bucket that is."""
        headers = self._headers_of(event.alert, now)
        if self._live:
            behind = max(0.0, now - (event.bucket + 1) * BUCKET_SECONDS)
            headers.append((BEHIND_HEADER, f"{behind:.0f}".encode()))
        return headers

    def _headers_of(self, alert: Alert, now: float) -> Headers:
        sent_at = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        headers = {
            "ce_specversion": "1.0",
            EVENT_ID_HEADER: alert.event_id,
            "ce_source": "groundswell",
            "ce_type": f"groundswell.trend.{alert.event}",
            "ce_subject": alert.trend_id,
            "ce_time": alert.at,
            "content-type": "application/json",
            "groundswell-sent-at": sent_at,
            "groundswell-structure": self._structure,
            "groundswell-policy": self._policy,
        }
        return [(name, value.encode()) for name, value in headers.items()]

    def _count(self, event: AlertEvent, applied_at: float) -> None:
        alert, now = event.alert, time.time()
        self._metrics.alerts(alert.event, alert.verdict, alert.severity).inc()
        self._metrics.bucket_close_to_alert_seconds.observe(now - applied_at)
        if self._live:
            self._metrics.mention_to_alert_seconds.observe(max(0.0, now - event.received))
