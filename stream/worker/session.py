"""The session of a worker: from joining the consumer group to leaving it, with everything it needs built beforehand."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Set
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from aiokafka.errors import KafkaConnectionError, KafkaError
from faust.types import TP

from stream.config.settings import Clock
from stream.engines.manifest import RefusedCheckpointError
from stream.exits import Exit, WorkerExitError
from stream.kafka.authorization import as_worker_exit
from stream.kafka.batch_transport import Batch, BatchLimits, batch_topic, consumer_of, current_batches, is_current
from stream.kafka.faust_app import build_faust_app, serve
from stream.worker.offsets import Offsets
from stream.worker.processing import BatchProcessing, PartitionQueues
from stream.worker.saving import CheckpointSaver
from stream.worker.shutdown import LAST_SAVE_SECONDS

if TYPE_CHECKING:
    from stream.engines.trends_agent import TrendsAgent
    from stream.intake.feedback_agent import FeedbackAgent
    from stream.intake.intake_agent import IntakeAgent, PendingBatch
    from stream.kafka.producer import Producer
    from stream.worker.context import Context
    from stream.worker.watchdog import Units

log = structlog.get_logger()

TICK_SECONDS = 1.0
# A rebalance waits so long for the checkpoints of what may be lost: the next owner then has less to read again.
REVOKED_SAVE_SECONDS = 5.0


class Session:
    """The agents, the background tasks, and their clean end. Built inside the running event loop."""

    def __init__(
        self,
        context: Context,
        intake: IntakeAgent,
        feedback: FeedbackAgent,
        trends: TrendsAgent,
        producer: Producer,
        units: Units,
        check_processes: Callable[[], None],
    ) -> None:
        """`check_processes` raises WorkerExitError when a child process has ended."""
        self._context = context
        self._intake = intake
        self._feedback = feedback
        self._trends = trends
        self._producer = producer
        self._units = units
        self._check_processes = check_processes
        self._topics = context.topics
        settings = context.settings
        self._queues = PartitionQueues(self._process_complaints)
        self._app = build_faust_app(
            settings.application,
            settings.broker,
            positions=self._positions,
            limits=BatchLimits(settings.batch_records, settings.batch_bytes),
            in_step={self._topics.mentions},
            full=self._queues.full,
            session_seconds=settings.session_timeout_seconds,
            access=context.client,
        )
        self._offsets = Offsets(self._app, self._topics, context.metrics)
        self._saver = CheckpointSaver(trends, self._offsets, self._topics.complaints)
        self._batches = BatchProcessing(context, self._offsets, units)
        self._leaving: list[asyncio.Task[None]] = []

    async def run(self) -> None:
        """Returns when the shutdown is over; what failed, if anything did, is in the shutdown."""
        self._declare()
        reporting, asking = self._trends.report_periodically(), self._context.kafka.run(self._producer.client)
        loops = self._send_mentions(), self._saver.run(), reporting, asking
        background = [asyncio.create_task(self._guard(loop)) for loop in loops]
        self._context.shutdown.on_begin(self._begin_to_leave)
        try:
            await serve(self._app)
        except asyncio.CancelledError:
            # Faust takes the cancelled wait of an agent for a crash when it stops in the middle of a fetch.
            if not self._context.shutdown.has_started:
                raise
        except KafkaConnectionError as error:
            raise as_worker_exit(error, self._context.kafka.away) from error
        finally:
            # `serve` ends when the stop begins. Left to the end of the event loop, agents would be cancelled singly, and
            # restarted by Faust, which takes that for a rebalance.
            await asyncio.gather(*self._leaving)
            for task in background:
                task.cancel()
            self._queues.cancel()
            await self._trends.close()

    def _declare(self) -> None:
        """The agents and the timer. Their outermost handler ends the worker: Faust would drop what raised, and go on."""
        app, topics = self._app, self._topics

        async def mentions_agent(stream: Any) -> None:
            async for batch in current_batches(app, stream):
                await self._guard(self._intake.submit(batch))

        async def complaints_agent(stream: Any) -> None:
            async for batch in current_batches(app, stream):
                self._queues.put(batch)

        async def feedback_agent(stream: Any) -> None:
            async for batch in current_batches(app, stream):
                await self._batches.process(batch, partial(self._finish_answers, batch))

        async def tick() -> None:
            await self._guard(self._tick())

        app.agent(batch_topic(app, topics.mentions), name="intake")(mentions_agent)
        app.agent(batch_topic(app, topics.feedback), name="feedback")(feedback_agent)
        app.agent(batch_topic(app, topics.complaints), name="trends")(complaints_agent)
        app.timer(TICK_SECONDS)(tick)
        app.on_partitions_revoked.connect(self._on_revoked, weak=False)

    async def _guard(self, work: Awaitable[None]) -> None:
        """Awaits `work`; what it raises ends the worker."""
        try:
            await work
        except Exception as error:
            self._context.shutdown.fail(error)

    async def _send_mentions(self) -> None:
        """Sends what the batches of mentions became, one after the other in the order of their submission, for ever."""
        while True:
            pending = await self._intake.next_pending()
            await self._batches.process(pending.batch, partial(self._finish_mentions, pending))

    async def _finish_mentions(self, pending: PendingBatch) -> bool:
        """Where intake goes on is committed when everything that the batch led to is acknowledged."""
        await self._intake.send(pending)
        await self._offsets.commit({pending.batch.tp: pending.batch.next_offset})
        return True

    async def _process_complaints(self, batch: Batch) -> None:
        await self._batches.process(batch, partial(self._finish_complaints, batch))

    async def _finish_complaints(self, batch: Batch) -> bool:
        """False when its engine is no longer here, or goes on elsewhere in its log since the batch was put in its queue."""
        return is_current(self._app, batch) and await self._trends.on_batch(batch)

    async def _finish_answers(self, batch: Batch) -> bool:
        """Where feedback goes on is committed when the answers are in the logs of the engines."""
        await self._feedback.on_batch(batch)
        await self._offsets.commit({batch.tp: batch.next_offset})
        return True

    async def _on_revoked(self, *_: object, **__: object) -> None:
        try:
            async with asyncio.timeout(REVOKED_SAVE_SECONDS):
                await self._saver.save_all()
        except TimeoutError:
            log.warning("not_saved", reason=f"no checkpoint within {REVOKED_SAVE_SECONDS:g} s of a rebalance")

    async def _positions(self, assigned: Set[TP]) -> Mapping[TP, int]:
        """Where the logs of the engines go on; called by the transport while nothing flows."""
        metrics, readiness = self._context.metrics, self._context.readiness
        owned = frozenset(tp.partition for tp in assigned if tp.topic == self._topics.complaints)
        origins = {tp.partition for tp in assigned if tp.topic == self._topics.mentions}
        for origin in self._intake.progress.retain(origins):
            metrics.partition_lost("mentions", origin)
        self._offsets.retain(assigned)
        readiness.wait_for("restoring the engines")
        try:
            with metrics.step_seconds("restore").time():
                positions = await self._context.retry_until_available(partial(self._trends.acquire, owned))
        except RefusedCheckpointError as error:
            refused = WorkerExitError(Exit.CHECKPOINT, str(error))
            self._context.shutdown.fail(refused)
            raise refused from error
        except WorkerExitError as error:
            self._context.shutdown.fail(error)
            raise
        log.info("assigned", mentions=sorted(origins), complaints=sorted(owned))
        readiness.set_ready()
        return {TP(self._topics.complaints, partition): offset for partition, offset in positions.items()}

    async def _tick(self) -> None:
        self._check_processes()
        lags = self._offsets.measure_lags()
        caught_up = [tp.partition for tp, lag in lags.items() if tp.topic == self._topics.mentions and lag == 0]
        live, idle_seconds = self._context.settings.clock is Clock.LIVE, self._context.settings.idle_seconds
        if live:
            self._intake.progress.catch_up(caught_up)
        idle = self._intake.progress.update_idle(caught_up, time.monotonic(), idle_seconds) if live else []
        self._intake.caught_up = frozenset(caught_up) if live else frozenset()
        origins = await self._producer.partition_count(self._topics.mentions)
        if origins > self._intake.origins:
            log.info("partitions_added", topic=self._topics.mentions, before=self._intake.origins, now=origins)
        self._intake.origins = origins
        await self._intake.report_progress(idle, time.time())
        if self._trends.reacquire_due():
            consumer_of(self._app).read_anew()
        waiting = self._units.sums(lags)
        closed = (await self._trends.buckets_closed()).items()
        steps = self._units.sums({TP(self._topics.complaints, partition): buckets for partition, buckets in closed})
        steps[self._topics.mentions] = self._intake.steps
        if stalled := self._context.watchdog.check_stalled(waiting, steps, excused=self._context.waits_on_purpose):
            log.error("stalled", reasons=stalled, waiting=dict(waiting))
            os._exit(Exit.STALLED)

    def _begin_to_leave(self) -> None:
        self._context.readiness.wait_for("stopping")
        self._leaving.append(asyncio.create_task(self._leave()))

    async def _leave(self) -> None:
        """Finishes the batches in hand, saves, commits, leaves the group. After an error of ours nothing is saved."""
        if not self._context.shutdown.failed:
            try:
                async with asyncio.timeout(LAST_SAVE_SECONDS):
                    await asyncio.gather(self._batches.stop(self._topics.mentions), self._save_last())
            except (TimeoutError, KafkaError) as error:
                log.warning("not_saved", reason=repr(error))
        await self._app.stop()

    async def _save_last(self) -> None:
        await self._batches.stop(self._topics.complaints)
        await self._saver.save_all()
