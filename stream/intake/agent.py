"""The intake agent: what one batch of `mentions` becomes, and how far each partition of it has come."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any

import structlog

from detectors.engine.log import Progress
from detectors.errors import GroundswellError, RefusedError
from stream.intake.dead_letters import dead_letter
from stream.kafka.codec import Refusal, encode_record
from stream.kafka.producer import Producer, Record
from stream.kafka.topics import Topics

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

    from stream.intake.batch import IntakePool, IntakeResult
    from stream.intake.circuit_breaker import CircuitBreaker
    from stream.kafka.batch_transport import Batch
    from stream.metrics import Metrics

log = structlog.get_logger()

# A record of `mentions` with this header is no mention: it ends a replay. Its value is event time in milliseconds.
END_OF_REPLAY_HEADER = "groundswell-end-of-replay"
# Our own bugs, as opposed to the data's: a few may hide in odd mentions, many are a bad release, and that must not look
# like a quiet day.
UNEXPECTED_MAX = 100
PROGRESS_SECONDS = 0.2


class TooManyFaultsError(GroundswellError):
    """More faults of our own than single odd mentions explain; the worker ends rather than dead-letter everything."""


class OriginProgress:
    """The event time that each partition of `mentions` has reached, and what of it has not been reported to the engines."""

    def __init__(self) -> None:
        self._reached: dict[int, float] = {}
        self._reported: dict[int, Progress] = {}
        self.last_seen: dict[int, float] = {}

    def advance(self, origin: int, at: float, now: float) -> None:
        """Everything of `origin` before event time `at` is acknowledged; `now` is a monotonic clock."""
        self._reached[origin] = max(at, self._reached.get(origin, at))
        self.last_seen[origin] = now

    def take_unreported(self, origins: int) -> list[Progress]:
        """One progress record for each origin that has advanced since the last call."""
        progress = [Progress(origin=origin, origins=origins, at=at) for origin, at in sorted(self._reached.items())]
        moved = [one for one in progress if self._reported.get(one.origin) != one]
        self._reported.update((one.origin, one) for one in moved)
        return moved

    def idle(self, origin: int, origins: int, wall_clock: float) -> Progress:
        """The progress of an origin that is caught up and silent."""
        self._reported.pop(origin, None)
        return Progress(origin=origin, origins=origins, at=wall_clock, idle=True)

    def forget(self, origins: Iterable[int]) -> None:
        """Drops partitions that were revoked."""
        for origin in origins:
            self._reached.pop(origin, None)
            self._reported.pop(origin, None)
            self.last_seen.pop(origin, None)


class IntakeAgent:
    """Batches of `mentions` become complaints in the logs of the engines, and dead letters."""

    def __init__(
        self,
        pool: IntakePool,
        producer: Producer,
        dead_letter_producer: Producer,
        topics: Topics,
        metrics: Metrics,
        breaker: CircuitBreaker,
    ) -> None:
        self._pool = pool
        self._producer = producer
        self._dead_letter_producer = dead_letter_producer
        self._topics = topics
        self._metrics = metrics
        self._unexpected = 0
        # Complaints and progress are sent under one lock: a progress record must never overtake the complaints it covers.
        self._sending = asyncio.Lock()
        self.breaker = breaker
        self._reported_at = 0.0
        self.progress = OriginProgress()
        self.origins = 0

    def begin(self, batch: Batch) -> Callable[[], Awaitable[None]]:
        """Has the mentions of a batch taken in. What is returned sends what they led to; it is awaited once, and batches
        one after the other, in the order in which they were begun. When it returns, everything is acknowledged.

        It raises ProduceError when Kafka did not take it, TooManyFaultsError when our own faults are above their limit, and
        WorkerExitError when the process that took it in is gone.
        """
        self._metrics.batch_records("mentions").observe(len(batch))
        mentions: list[ConsumerRecord] = []
        refused: list[tuple[str, Record]] = []
        ended_at = 0.0
        for record in batch.records:
            if not record.headers:
                mentions.append(record)
                continue
            try:
                end = end_of_replay(record)
            except RefusedError as error:
                refused.append((error.reason, dead_letter(record, error.reason, error.detail)))
                continue
            if end is None:
                mentions.append(record)
            else:
                ended_at = max(ended_at, end)
        answer = self._pool.submit(batch.partition, [(one.value, one.timestamp, one.offset) for one in mentions])

        async def finish() -> None:
            taken = await answer()
            self._count_unexpected([detail for _, reason, detail in taken.refused if reason == Refusal.UNEXPECTED])
            for index, reason, detail in taken.refused:
                refused.append((reason, dead_letter(mentions[index], reason, detail)))
            await self._send(batch, taken, refused, ended_at)

        return finish

    async def _send(self, batch: Batch, taken: IntakeResult, refused: list[tuple[str, Record]], ended_at: float) -> None:
        metrics = self._metrics
        metrics.step_seconds("intake").observe(taken.seconds)
        complaints = {partition: [Record(*one) for one in each] for partition, each in taken.complaints.items()}
        reached = max(taken.reached, ended_at)
        if self.breaker.observe(len(batch), Counter(reason for reason, _ in refused)):
            log.error("intake_paused", reason=self.breaker.paused_for)
            await self.breaker.wait()
        for reason, _ in refused:
            metrics.refused(reason).inc()
        metrics.mentions.inc(len(batch))
        metrics.complaints.inc(sum(map(len, complaints.values())))
        for brand, count in Counter(key for each in taken.complaints.values() for key, _ in each).items():
            metrics.brand_complaints(brand.decode()).inc(count)
        with metrics.step_seconds("produce").time():
            async with self._sending:
                await self._producer.send_all(self._topics.complaints, complaints)
                if refused:
                    # `mentions` may have grown since the topic of dead letters was made.
                    kept = await self._dead_letter_producer.partition_count(self._topics.dead_letters)
                    dead_letters = {batch.partition % kept: [record for _, record in refused]}
                    await self._dead_letter_producer.send_all(self._topics.dead_letters, dead_letters)
                    metrics.dead_letters.inc(len(refused))
                if reached:
                    self.progress.advance(batch.partition, reached, time.monotonic())
        # Not with every small batch: each progress record goes to every engine. The timer reports the rest.
        if ended_at or time.monotonic() >= self._reported_at + PROGRESS_SECONDS:
            await self.report_progress()

    async def report_progress(self, idle: Iterable[int] = (), wall_clock: float = 0.0) -> None:
        """Writes the progress of the origins to every engine's log; those in `idle` are marked idle as of `wall_clock`."""
        self._reported_at = time.monotonic()
        async with self._sending:
            unreported = self.progress.take_unreported(self.origins)
            unreported += [self.progress.idle(origin, self.origins, wall_clock) for origin in idle]
            if unreported:
                records = [Record(None, encode_record(progress)) for progress in unreported]
                everywhere = dict.fromkeys(range(self._topics.engine_partitions), records)
                await self._producer.send_all(self._topics.complaints, everywhere)

    def _count_unexpected(self, details: list[str]) -> None:
        self._unexpected += len(details)
        if details and self._unexpected > UNEXPECTED_MAX:
            raise TooManyFaultsError(
                f"{self._unexpected} mentions failed in ways nobody foresaw, the last with {details[-1]}"
            )


def end_of_replay(record: ConsumerRecord) -> float | None:
    """Event time up to which a replay has sent everything, in seconds, when the record says so; None for a mention.

    Like a mention, it cannot speak of a time later than its own record's.
    """
    for name, value in record.headers:
        if name == END_OF_REPLAY_HEADER:
            try:
                return float(min(int(value), record.timestamp)) / 1000.0
            except (TypeError, ValueError, OverflowError) as error:
                raise RefusedError(Refusal.TIME_UNREADABLE, f"header {name} is {value!r:.40}") from error
    return None


class Ahead:
    """At most `many` pieces are under way. What one raises goes to `on_fault`."""

    def __init__(self, many: int, on_fault: Callable[[Exception], None]) -> None:
        self._room = asyncio.Semaphore(many)
        self._on_fault = on_fault
        self._under_way: set[asyncio.Task[None]] = set()

    async def begin(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Returns once there is room and `work` is begun: pieces run in this order up to where each first waits."""
        await self._room.acquire()
        task = asyncio.create_task(work())
        self._under_way.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._room.release()
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._on_fault(error)
