"""The intake agent: what one batch of `mentions` becomes, and how far each partition of it has come."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Iterable, Mapping, Set
from typing import TYPE_CHECKING, NamedTuple

import structlog

from detectors.errors import RefusedError
from stream.intake.batch import latest_ms
from stream.intake.dead_letters import DeadLetters, Refused
from stream.intake.progress import OriginProgress
from stream.kafka.codec import OUR_FAULTS, Refusal, encode_record
from stream.kafka.producer import Record, SupportsSend
from stream.kafka.topics import Topics
from stream.kafka.unpacking import refused_batch

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

    from stream.intake.batch import IntakePool, IntakeResult
    from stream.intake.circuit_breaker import CircuitBreaker
    from stream.kafka.batch_transport import Batch
    from stream.metrics import Metrics

log = structlog.get_logger()

# A record of `mentions` with this header is no mention: it ends a replay. Its value is event time in milliseconds.
END_OF_REPLAY_HEADER = "groundswell-end-of-replay"
PROGRESS_SECONDS = 0.2
AHEAD_LOG_SECONDS = 60.0
UNLEARNED_MAX = 10_000
"""Brands and languages of which it is logged that the screen has not learned them."""


class PendingBatch(NamedTuple):
    """A batch in flight: its mentions are being processed, the rest of its records is dealt with."""

    batch: Batch
    mentions: list[ConsumerRecord]
    refused: list[Refused]
    ended_at: float
    result: Awaitable[IntakeResult]


class IntakeAgent:
    """Batches of `mentions` become complaints in the logs of the engines, and dead letters."""

    def __init__(
        self,
        pool: IntakePool,
        producer: SupportsSend,
        dead_letter_producer: SupportsSend,
        topics: Topics,
        metrics: Metrics,
        breaker: CircuitBreaker,
        *,
        live: bool = False,
    ) -> None:
        """`live`: the clock bounds event time, also for the end of a replay."""
        self._live = live
        self._pool = pool
        self._producer = producer
        self._dead_letter_producer = dead_letter_producer
        self._dead_letters = DeadLetters()
        self._topics = topics
        self._metrics = metrics
        self._in_flight: asyncio.Queue[PendingBatch] = asyncio.Queue(pool.batches_ahead)
        # Complaints and progress are sent under one lock: a progress record must never overtake the complaints it covers.
        self._sending = asyncio.Lock()
        self.breaker = breaker
        self._reported_at = 0.0
        self.progress = OriginProgress()
        self.origins = 0
        # Origins of which a live worker has read everything: what comes now is as new as its time says.
        self.caught_up: Set[int] = frozenset()
        self._ahead: Counter[tuple[str, str]] = Counter()
        self._ahead_logged_at = -AHEAD_LOG_SECONDS
        self._unlearned: set[tuple[str, str]] = set()

    @property
    def steps(self) -> int:
        """Counts on while one batch leads to much work."""
        return self._pool.steps

    async def submit(self, batch: Batch) -> None:
        """Submits the mentions of a batch to the pool; waits while as many batches are in flight as it takes."""
        self._metrics.batch_records("mentions").observe(len(batch))
        mentions: list[ConsumerRecord] = []
        refused: list[Refused] = []
        ended_at = 0.0
        for record in batch.records:
            if not record.headers:
                mentions.append(record)
                continue
            try:
                end = end_of_replay(record)
            except RefusedError as error:
                refused.append(Refused(record, error.reason, error.detail))
                continue
            if end is None:
                mentions.append(record)
            else:
                ended_at = max(ended_at, end)
        result = self._pool.submit(batch.partition, [(one.value, one.timestamp, one.offset) for one in mentions])
        await self._in_flight.put(PendingBatch(batch, mentions, refused, ended_at, result))

    async def next_pending(self) -> PendingBatch:
        """The batch in flight that was submitted first; waits for one."""
        return await self._in_flight.get()

    async def send(self, pending: PendingBatch) -> None:
        """Sends what a batch became; when this returns, everything is acknowledged. Called in the order of submission.

        Raises ProduceError when Kafka did not acknowledge it, and WorkerExitError when there is no process to process it.
        """
        await self.breaker.wait()
        result = await pending.result
        refused = list(pending.refused)
        refused += [Refused(pending.mentions[index], reason, detail) for index, reason, detail in result.refused]
        await self._send(pending.batch, result, refused, pending.ended_at)
        faults = [f"{reason}: {detail}" for _, reason, detail in result.refused if reason in OUR_FAULTS]
        # Now that the dead letters are kept: their batch will be committed, and is not what the next start reads.
        if faults and self.breaker.observe_faults(faults[-1]):
            log.error("intake_paused", reason=self.breaker.paused_for)

    async def _send(self, batch: Batch, taken: IntakeResult, refused: list[Refused], ended_at: float) -> None:
        metrics = self._metrics
        metrics.step_seconds("intake").observe(taken.seconds)
        complaints = {partition: [Record(*one) for one in each] for partition, each in taken.complaints.items()}
        reasons = Counter(one.reason for one in refused)
        if self.breaker.observe(len(batch), reasons):
            log.error("intake_paused", reason=self.breaker.paused_for)
            await self.breaker.wait()
        self._count(batch, taken, reasons)
        with metrics.step_seconds("produce").time():
            async with self._sending:
                await self._producer.send_all(self._topics.complaints, complaints)
                if refused:
                    # `mentions` may have grown since the topic of dead letters was made.
                    kept = await self._dead_letter_producer.partition_count(self._topics.dead_letters)
                    letters = self._dead_letters.of(refused)
                    await self._dead_letter_producer.send_all(self._topics.dead_letters, {batch.partition % kept: letters})
                    metrics.dead_letters.inc(len(letters))
                if taken.kept_out:
                    samples = {0: [Record(*one) for one in taken.kept_out]}
                    await self._producer.send_all(self._topics.kept_out, samples)
                live = batch.partition in self.caught_up
                now = time.monotonic()
                self.progress.advance(batch.partition, taken.times, now, caught_up=live, live=self._live)
                if ended_at and (live or not self._live):
                    self.progress.reach(batch.partition, min(ended_at, self._latest()), time.monotonic())
        # Not with every small batch: each progress record goes to every engine. The timer reports the rest.
        if ended_at or time.monotonic() >= self._reported_at + PROGRESS_SECONDS:
            await self.report_progress()

    def _count(self, batch: Batch, taken: IntakeResult, reasons: Counter[str]) -> None:
        metrics = self._metrics
        metrics.mentions.inc(len(batch))
        metrics.ahead.inc(sum(taken.ahead.values()))
        self._log_ahead(taken.ahead)
        for refusal, count in reasons.items():
            metrics.refused(refusal).inc(count)
        for (reason, lang), count in taken.left_out.items():
            metrics.left_out(reason, lang[:2]).inc(count)
        for (name, lang), count in taken.unlearned.items():
            metrics.unlearned(lang[:2]).inc(count)
            self._log_unlearned(name, lang)
        metrics.complaints.inc(sum(map(len, taken.complaints.values())))
        for brand, count in Counter(key for each in taken.complaints.values() for key, _ in each).items():
            metrics.brand_complaints(brand.decode()).inc(count)

    def _log_unlearned(self, brand: str, lang: str) -> None:
        """Says once of each brand and language that the screen has not learned it."""
        if (brand, lang) not in self._unlearned and len(self._unlearned) < UNLEARNED_MAX:
            self._unlearned.add((brand, lang))
            hint = "its mentions are taken for complaints until ratings or answers teach the brand its words"
            log.warning("language_not_learned", brand=brand, language=lang or "unknown", hint=hint)

    def _latest(self) -> float:
        return latest_ms(live=self._live) / 1000.0

    def _log_ahead(self, ahead: Mapping[tuple[str, str], int]) -> None:
        """Logs now and then whose mentions were stamped later than the clock."""
        self._ahead.update(ahead)
        if self._ahead and time.monotonic() >= self._ahead_logged_at + AHEAD_LOG_SECONDS:
            most = [
                f"{brand} on {channel or 'no channel'}: {count}" for (brand, channel), count in self._ahead.most_common(3)
            ]
            log.warning("mentions_ahead", count=self._ahead.total(), most=most, hint="clamped to the clock of this worker")
            self._ahead.clear()
            self._ahead_logged_at = time.monotonic()

    async def report_progress(self, idle: Iterable[int] = (), wall_clock: float = 0.0) -> None:
        """Writes the progress of the origins to every engine's log; those in `idle` are marked idle as of `wall_clock`."""
        self._reported_at = time.monotonic()
        async with self._sending:
            unreported = self.progress.take_unreported(self.origins)
            unreported += [self.progress.report_idle(origin, self.origins, wall_clock) for origin in idle]
            if unreported:
                records = [Record(None, encode_record(progress)) for progress in unreported]
                everywhere = dict.fromkeys(range(self._topics.engine_partitions), records)
                await self._producer.send_all(self._topics.complaints, everywhere)


def end_of_replay(record: ConsumerRecord) -> float | None:
    """Event time up to which a replay has sent everything, in seconds, when the record says so; None for a mention.

    Like a mention, it cannot carry a time later than its own record's. Raises RefusedError also for a record that stands
    for a batch which could not be unpacked.
    """
    if unread := refused_batch(record.headers):
        raise RefusedError(Refusal.TOO_LARGE, unread)
    for name, value in record.headers:
        if name == END_OF_REPLAY_HEADER:
            try:
                return float(min(int(value), record.timestamp)) / 1000.0
            except (TypeError, ValueError, OverflowError) as error:
                raise RefusedError(Refusal.TIME_UNREADABLE, f"header {name} is {value!r:.40}") from error
    return None
