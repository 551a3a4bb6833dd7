"""The intake agent: what one batch of `mentions` becomes, and how far each partition of it has come."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

import structlog

from detectors.engine.log import Progress
from detectors.errors import RefusedError
from stream.intake.dead_letters import dead_letter
from stream.kafka.codec import Refusal, encode_record
from stream.kafka.producer import Producer, Record
from stream.kafka.topics import Topics

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

    from stream.intake.batch import TakenBatch, Taker
    from stream.intake.circuit_breaker import RefusalGuard
    from stream.kafka.batch_transport import Batch
    from stream.metrics import Metrics

log = structlog.get_logger()

# A record of `mentions` with this header is no mention: it ends a replay. Its value is event time in milliseconds.
END_OF_REPLAY_HEADER = "groundswell-end-of-replay"
# Our own bugs, as opposed to the data's: a few may hide in odd mentions, many are a bad release, and that must not look
# like a quiet day.
UNEXPECTED_MAX = 100
PROGRESS_SECONDS = 0.2


class TooManyFaultsError(Exception):
    """More faults of our own than single odd mentions explain; the worker ends rather than dead-letter everything."""


class OriginProgress:
    """How far each partition of `mentions` has come, and what of it the engines have not been told yet."""

    def __init__(self) -> None:
        self._reached: dict[int, float] = {}
        self._told: dict[int, Progress] = {}
        self.heard: dict[int, float] = {}

    def note(self, origin: int, at: float, now: float) -> None:
        """Everything of `origin` before event time `at` is acknowledged; `now` is a monotonic clock."""
        self._reached[origin] = max(at, self._reached.get(origin, at))
        self.heard[origin] = now

    def untold(self, origins: int) -> list[Progress]:
        """One progress for each origin that moved since it was last told."""
        progress = [Progress(origin=origin, origins=origins, at=at) for origin, at in sorted(self._reached.items())]
        moved = [one for one in progress if self._told.get(one.origin) != one]
        self._told.update((one.origin, one) for one in moved)
        return moved

    def idle(self, origin: int, origins: int, wall_clock: float) -> Progress:
        """The progress of an origin that is caught up and silent."""
        self._told.pop(origin, None)
        return Progress(origin=origin, origins=origins, at=wall_clock, idle=True)

    def forget(self, origins: Iterable[int]) -> None:
        """These partitions are somebody else's now."""
        for origin in origins:
            self._reached.pop(origin, None)
            self._told.pop(origin, None)
            self.heard.pop(origin, None)


class IntakeAgent:
    """Batches of `mentions` become complaints in the logs of the engines, and dead letters."""

    def __init__(
        self, taker: Taker, producer: Producer, letters: Producer, topics: Topics, metrics: Metrics, guard: RefusalGuard
    ) -> None:
        self._taker = taker
        self._producer = producer
        self._letters = letters
        self._topics = topics
        self._metrics = metrics
        self._unexpected = 0
        # Complaints and progress leave under one lock: a progress must never overtake what it speaks of.
        self._sending = asyncio.Lock()
        self.guard = guard
        self._told_at = 0.0
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
        answer = self._taker.ask(batch.partition, [(one.value, one.timestamp, one.offset) for one in mentions])

        async def finish() -> None:
            taken = await answer()
            self._count_unexpected([detail for _, reason, detail in taken.refused if reason == Refusal.UNEXPECTED])
            for index, reason, detail in taken.refused:
                refused.append((reason, dead_letter(mentions[index], reason, detail)))
            await self._send(batch, taken, refused, ended_at)

        return finish

    async def _send(self, batch: Batch, taken: TakenBatch, refused: list[tuple[str, Record]], ended_at: float) -> None:
        metrics = self._metrics
        metrics.step_seconds("intake").observe(taken.seconds)
        complaints = {partition: [Record(*one) for one in each] for partition, each in taken.complaints.items()}
        reached = max(taken.reached, ended_at)
        if self.guard.trips(len(batch), Counter(reason for reason, _ in refused)):
            log.error("intake_paused", reason=self.guard.paused_for)
            await self.guard.wait()
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
                    kept = await self._letters.partition_count(self._topics.dead_letters)
                    letters = {batch.partition % kept: [letter for _, letter in refused]}
                    await self._letters.send_all(self._topics.dead_letters, letters)
                    metrics.dead_letters.inc(len(refused))
                if reached:
                    self.progress.note(batch.partition, reached, time.monotonic())
        # Not with every small batch: each progress goes to every engine. The timer tells the rest.
        if ended_at or time.monotonic() >= self._told_at + PROGRESS_SECONDS:
            await self.tell_progress()

    async def tell_progress(self, idle: Iterable[int] = (), wall_clock: float = 0.0) -> None:
        """Tells every engine how far the origins have come, and which of them are `idle` as of `wall_clock`."""
        self._told_at = time.monotonic()
        async with self._sending:
            told = self.progress.untold(self.origins)
            told += [self.progress.idle(origin, self.origins, wall_clock) for origin in idle]
            if told:
                records = [Record(None, encode_record(progress)) for progress in told]
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
