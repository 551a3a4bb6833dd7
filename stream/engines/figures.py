"""What the trends agent exports and logs of its engines: counts, gauges, and what somebody should know of."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detectors.engine.source_surge import SourceSurge
    from detectors.reports import BrandReport
    from stream.engines.host import EngineStats
    from stream.engines.ownership import PartitionEngine
    from stream.metrics import Metrics

log = structlog.get_logger()

LOG_INTERVAL_SECONDS = 60.0
STATES = ("emerging", "open", "easing", "watching")


class CountedLog:
    """Logs a count at most once a minute, with what has come since the last time."""

    def __init__(self, event: str, hint: str) -> None:
        self._event = event
        self._hint = hint
        self._unlogged = 0
        self._logged_at = -LOG_INTERVAL_SECONDS

    def add(self, count: int) -> None:
        """Adds to the count, and logs it when the last time is long enough ago."""
        self._unlogged += count
        if self._unlogged and time.monotonic() >= self._logged_at + LOG_INTERVAL_SECONDS:
            log.warning(self._event, count=self._unlogged, hint=self._hint)
            self._unlogged, self._logged_at = 0, time.monotonic()


class EngineFigures:
    """The metrics and log lines about the engines of this worker."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._surges: dict[int, SourceSurge | None] = {}
        self._armed: dict[str, bool] = {}
        # A day late, they are dropped.
        self._late = CountedLog("late_complaints", "old mentions need GROUNDSWELL_CLOCK=replay")
        # Repeats of them count again.
        self._forgotten = CountedLog("ids_forgotten", "GROUNDSWELL_IDS_MAX, and memory for it, lets more be remembered")
        self._brands_refused = CountedLog(
            "brands_refused",
            "GROUNDSWELL_BRANDS_MAX, and memory for it, lets more be learnt; or a producer writes names as brands",
        )

    def acquired(self, owned: PartitionEngine) -> None:
        """A partition is this worker's from here on, or its engine was restored anew."""
        self._surges[owned.partition] = owned.stats.source_surge
        self._export_source_surge()

    def released(self, partition: int) -> None:
        """A partition is no longer this worker's."""
        self._metrics.partition_lost("complaints", partition)
        self._surges.pop(partition, None)
        self._export_source_surge()

    def applied(self, before: EngineStats, now: EngineStats) -> None:
        """Counts what an engine has counted between two moments."""
        metrics = self._metrics
        late, forgotten = now.late - before.late, now.ids_forgotten - before.ids_forgotten
        refused = now.brands_refused - before.brands_refused
        metrics.duplicates.inc(now.duplicates - before.duplicates)
        metrics.late.inc(late)
        metrics.evicted("id").inc(forgotten)
        metrics.brands_refused.inc(refused)
        self._late.add(late)
        self._forgotten.add(forgotten)
        self._brands_refused.add(refused)
        for verdict, count in now.withheld.items():
            metrics.withheld(verdict).inc(count - before.withheld.get(verdict, 0))

    def unreadable(self, partition: int, found: Sequence[tuple[int, str]]) -> None:
        """Records of a log, by offset, that are none, with what is wrong with them."""
        for offset, reason in found:
            log.error("unreadable_record", topic="complaints", partition=partition, offset=offset, reason=reason)
        self._metrics.unreadable.inc(len(found))

    def export(self, owned: PartitionEngine) -> None:
        """How the engine of a partition stands now."""
        metrics, stats, partition = self._metrics, owned.stats, owned.partition
        metrics.groups_live(partition).set(stats.groups_live)
        if stats.watermark > 0:
            metrics.watermark(partition, stats.watermark)
        states = [body["state"] for body in owned.open_trends.values()]
        for state in STATES:
            metrics.trends_open(partition, state).set(states.count(state))
        metrics.burning.partitions[partition] = list(owned.open_trends.values())
        before, self._surges[partition] = self._surges.get(partition), stats.source_surge
        if before != stats.source_surge:
            self._log_source_surge(partition, before, stats.source_surge)
            self._export_source_surge()

    def reported(self, partition: int, reports: Sequence[BrandReport]) -> None:
        """These brands were reported. Logs a brand that is new, and again when more of it is armed."""
        self._metrics.brands_reported(partition, reports)
        for report in reports:
            is_armed = "" < report.armed_since <= report.at
            before = self._armed.get(report.brand)
            self._armed[report.brand] = is_armed
            if before != is_armed and not (before is None and is_armed):
                event = "brand_armed" if is_armed else "brand_new"
                log.info(event, brand=report.brand, since=report.since, armed=report.armed)

    def _log_source_surge(self, partition: int, before: SourceSurge | None, now: SourceSurge | None) -> None:
        """Once when it begins and once when it is over: then it is the source that brings more, and not the customers."""
        if now is None:
            log.info("source_surge_ended", partition=partition)
        elif before is None:
            since = datetime.fromtimestamp(now.since, UTC).isoformat()
            log.warning("source_surge_started", partition=partition, brands=now.brands, of=now.of, since=since)

    def _export_source_surge(self) -> None:
        self._metrics.source_rise_brands.set(sum(surge.brands for surge in self._surges.values() if surge is not None))
