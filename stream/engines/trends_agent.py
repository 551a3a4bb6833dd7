"""The trends agent: an engine per assigned partition of `complaints`, fed with its log and saved; its events are sent."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from detectors.buckets import bucket_of
from stream.alerts.canaries import is_canary
from stream.alerts.publisher import AlertPublisher
from stream.config.settings import Clock
from stream.engines.figures import EngineFigures
from stream.engines.manifest import Setup
from stream.engines.ownership import IDLE_SECONDS, Ownership, PartitionEngine
from stream.engines.unfollowed import UnfollowedTrends
from stream.kafka.authorization import refused_right
from stream.kafka.fence import FencedError, FenceError
from stream.kafka.topics import Topics

if TYPE_CHECKING:
    from stream.config.settings import Settings
    from stream.kafka.batch_transport import Batch
    from stream.metrics import Metrics

log = structlog.get_logger()

REACQUIRE_SECONDS = 1.0
STATS_SECONDS = 1.0
REPORT_SECONDS = 1.0


class TrendsAgent:
    """Batches of `complaints` become events, and the engines are saved now and then.

    A partition whose fence failed is dropped at once: whatever this worker still knew of it is uncertain. `reacquire_due`
    is true when to ask for it again.
    """

    def __init__(self, settings: Settings, ownership: Ownership, topics: Topics, metrics: Metrics, setup: Setup) -> None:
        self._settings = settings
        self._ownership = ownership
        self._metrics = metrics
        self._figures = EngineFigures(metrics)
        live = settings.clock is Clock.LIVE
        self._publisher = AlertPublisher(topics, metrics, setup.structure, setup.policy, live=live)
        self._unfollowed = UnfollowedTrends(ownership.store.consumer, topics.trends, self._publisher, live=live)
        self._one_at_a_time = asyncio.Lock()
        # When each partition may be asked for again, by a monotonic clock.
        self._reacquire_at: dict[int, float] = {}
        self.engines: dict[int, PartitionEngine] = {}

    async def acquire(self, partitions: frozenset[int]) -> dict[int, int]:
        """Acquires `partitions` and releases all others; returns the offset where the log of each goes on.

        Raises RefusedCheckpointError, and what Kafka raises when it does not answer: then it may be called again.
        """
        async with self._one_at_a_time:
            for lost in self.engines.keys() - partitions:
                await self._release(self.engines[lost])
            owned = await asyncio.gather(*(self._acquire(partition) for partition in sorted(partitions)))
            self._reacquire_at.clear()
        return {one.partition: one.next_offset for one in owned}

    async def _acquire(self, partition: int) -> PartitionEngine:
        kept = self.engines.get(partition)
        # A batch may still be in the engine: what it leads to is sent, or has failed, before the fence is raised anew.
        async with kept.lock if kept else contextlib.nullcontext():
            owned = await self._ownership.acquire(partition, kept if self.engines.get(partition) is kept else None)
            self.engines[partition] = owned
            self._figures.acquired(owned)
            return owned

    async def _release(self, owned: PartitionEngine) -> None:
        if self.engines.get(owned.partition) is owned:
            del self.engines[owned.partition]
            self._figures.released(owned.partition)
        await owned.fences.stop()

    async def _drop(self, owned: PartitionEngine, error: FenceError) -> None:
        """After its fence failed. If somebody else's stands, the group reassigns the partition within a session.

        Raises the error when Kafka refused a right: with another fence it would do so again.
        """
        if self.engines.get(owned.partition) is not owned:
            return
        if refused_right(error):
            raise error
        fenced = isinstance(error, FencedError)
        log.warning("partition_dropped", partition=owned.partition, fenced=fenced, reason=str(error))
        pause = self._settings.session_timeout_seconds if fenced else REACQUIRE_SECONDS
        self._reacquire_at[owned.partition] = time.monotonic() + pause
        await self._release(owned)

    def reacquire_due(self) -> bool:
        """Whether a partition that was dropped, and not assigned to another worker since, is to be acquired again."""
        return any(time.monotonic() >= at for at in self._reacquire_at.values())

    async def on_batch(self, batch: Batch) -> bool:
        """Feeds the engine of the batch's partition; when this returns True, its events are on the topics.

        False: this worker has no engine for it (any more), and somebody else, or it itself later, will come to the records.
        """
        owned = self.engines.get(batch.partition)
        if owned is None:
            return False
        async with owned.lock:
            if self.engines.get(batch.partition) is not owned:
                return False
            try:
                await self._apply(owned, batch)
            except FenceError as error:
                await self._drop(owned, error)
                return False
        return True

    async def _apply(self, owned: PartitionEngine, batch: Batch) -> None:
        metrics, before = self._metrics, owned.stats
        metrics.batch_records("complaints").observe(len(batch))
        applied_at = time.time()
        with metrics.step_seconds("apply").time():
            events, unreadable = await owned.apply(batch.records)
        self._figures.unreadable(owned.partition, unreadable)
        self._figures.applied(before, owned.stats)
        if new := owned.unpublished(events):
            owned.alerts_offset = await self._publisher.publish(owned.fences.events, new, applied_at)
        owned.advance(batch.next_offset, events)
        self._figures.export(owned)

    async def report_periodically(self) -> None:
        """Reports, about once a second, how the brands stand in which something was decided, and ends the trends that no
        engine follows; for ever."""

        async def each(work: Callable[[PartitionEngine], Awaitable[None]]) -> None:
            while True:
                await asyncio.sleep(REPORT_SECONDS)
                for owned in list(self.engines.values()):
                    try:
                        await work(owned)
                    except FenceError as error:
                        await self._drop(owned, error)

        # The second may read for long.
        await asyncio.gather(each(self._report), each(self._unfollowed.end))

    async def _report(self, owned: PartitionEngine) -> None:
        bucket = bucket_of(owned.stats.watermark) if owned.stats.watermark > 0 else -1
        if bucket == owned.reported_bucket:
            return
        async with owned.lock:
            if self.engines.get(owned.partition) is not owned:
                return
            reports = await owned.engine.take_reports()
            await self._publisher.publish_reports(owned.fences.events, reports)
            owned.reported_bucket = bucket
            self._figures.reported(owned.partition, reports.brands)

    async def save(self, *, due_only: bool = True) -> AsyncIterator[tuple[int, int]]:
        """Writes the checkpoints that are due, one after the other, or all that have something new, side by side: who asks
        for all of them is about to let go. Yields partition and offset of each."""
        seconds = self._settings.checkpoint_seconds if due_only else 0.0
        complaints = self._settings.checkpoint_complaints
        # One that is not at work may only be waiting for its turn.
        recent = time.monotonic() - IDLE_SECONDS
        idle = not any(one.lock.locked() or one.fed_at > recent for one in self.engines.values())
        due = (owned for owned in list(self.engines.values()) if owned.is_due(seconds, complaints, idle=idle))
        if due_only:
            for owned in due:
                if saved := await self._save(owned):
                    yield saved
        else:
            for saved in await asyncio.gather(*map(self._save, due)):
                if saved:
                    yield saved

    async def _save(self, owned: PartitionEngine) -> tuple[int, int] | None:
        """Partition and offset of a new checkpoint; None when it could not be written."""
        fences = owned.fences
        try:
            with self._metrics.step_seconds("checkpoint").time():
                offset = await owned.save(self._ownership.store, self._metrics.step_seconds("snapshot").time)
        except FenceError as error:
            # With another fence by now, it was taken over again meanwhile, by ourselves: the next one will be saved.
            if owned.fences is fences:
                await self._drop(owned, error)
            return None
        return owned.partition, offset

    async def close(self) -> None:
        """Ends every fence; the partitions are somebody else's from here on."""
        await asyncio.gather(*(self._release(owned) for owned in list(self.engines.values())))

    async def buckets_closed(self) -> dict[int, int]:
        """By each partition's engine: moves on while one batch leads to much work, so that it is taken for no standstill.

        For engines that do not answer within a second, their last figures.
        """
        owned = list(self.engines.values())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STATS_SECONDS):
                for one in owned:
                    one.stats = await one.engine.stats()
        return {one.partition: one.stats.buckets for one in owned}

    async def ask(self, words: str, brand: str) -> list[dict[str, Any]]:
        """Why these words opened an alert, or why not: of one brand, or of all whose engines this worker has.

        Raises TimeoutError while an engine is at work for long.
        """
        found = [one for owned in list(self.engines.values()) for one in await owned.engine.ask(words, brand)]
        return [msgspec.to_builtins(one) for one in sorted(found, key=lambda one: one.brand)]

    def open_trends(self) -> list[dict[str, Any]]:
        """The trends that are not resolved, as their newest events; those that most people report first."""
        bodies = [body for owned in list(self.engines.values()) for body in list(owned.open_trends.values())]
        bodies = [body for body in bodies if not is_canary(body["brand"])]
        return sorted(bodies, key=lambda body: (-body["people"], body["trend_id"]))
