"""Batches of mentions leave intake in the order in which they came, a bounded number at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence

import pytest
from aiokafka.structs import ConsumerRecord
from structlog.testing import capture_logs

from stream.intake.batch import IntakeResult, RawMention
from stream.intake.circuit_breaker import FAULTS_MAX, CircuitBreaker
from stream.intake.intake_agent import IntakeAgent
from stream.intake.progress import LARGEST
from stream.kafka.batch_transport import Batch
from stream.kafka.codec import Refusal, decode_record
from stream.kafka.producer import Record
from stream.kafka.topics import Topics
from stream.metrics import Metrics
from tests.waiting import turn

SECONDS = 5.0
TOPICS = Topics(engine_partitions=1)


class MemoryProducer:
    """What was sent, by topic, in its order."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Record]] = []

    async def partition_count(self, topic: str) -> int:  # noqa: ARG002
        return 1

    async def send_all(self, topic: str, records: Mapping[int, Sequence[Record]]) -> dict[int, list[int]]:
        await turn()
        self.sent += [(topic, record) for each in records.values() for record in each]
        return {partition: [0] * len(each) for partition, each in records.items()}


class OpenPool:
    """A pool whose results the test sets."""

    batches_ahead = 2
    steps = 0

    def __init__(self) -> None:
        self.results: list[asyncio.Future[IntakeResult]] = []

    def submit(self, origin: int, mentions: list[RawMention]) -> asyncio.Future[IntakeResult]:  # noqa: ARG002
        self.results.append(asyncio.get_running_loop().create_future())
        return self.results[-1]

    def pids(self) -> dict[str, int]:
        return {}


class Bench:
    def __init__(self, *, live: bool = False) -> None:
        self.pool, self.producer, self.metrics = OpenPool(), MemoryProducer(), Metrics()
        breaker = CircuitBreaker(0.5, lambda: 0.0)
        self.agent = IntakeAgent(self.pool, self.producer, self.producer, TOPICS, self.metrics, breaker, live=live)
        self.agent.origins = 1

    def values(self, topic: str) -> list[bytes | None]:
        return [record.value for name, record in self.producer.sent if name == topic]


def batch(offset: int, headers: Sequence[tuple[str, bytes]] = (), timestamp: int = 1_000) -> Batch:
    record = ConsumerRecord("mentions", 0, offset, timestamp, 0, None, b"{}", None, 0, 2, headers)
    return Batch("mentions", 0, [record], 0)


def result(value: bytes, reached: float, refused: list[tuple[int, str, str]] | None = None) -> IntakeResult:
    return IntakeResult({0: [(b"acme", value)]}, refused or [], {}, [], [reached] * LARGEST, {}, 0.0, {})


def test_batches_are_sent_in_the_order_of_their_submission_whichever_is_processed_first() -> None:
    async def scenario() -> list[bytes | None]:
        bench = Bench()
        for offset in range(2):
            await bench.agent.submit(batch(offset))
        bench.pool.results[1].set_result(result(b"second", 2.0))
        sending = asyncio.create_task(send_next(bench, 2))
        await turn()
        assert bench.values("complaints") == []
        bench.pool.results[0].set_result(result(b"first", 1.0))
        await asyncio.wait_for(sending, SECONDS)
        return bench.values("complaints")

    first, progress, second = asyncio.run(scenario())
    assert (first, second) == (b"first", b"second")
    # What covers a batch follows it.
    assert decode_record(progress or b"").at == 1.0


async def send_next(bench: Bench, many: int) -> None:
    for _ in range(many):
        await bench.agent.send(await bench.agent.next_pending())


def test_a_batch_waits_while_as_many_are_in_flight_as_the_pool_takes() -> None:
    async def scenario() -> None:
        bench = Bench()
        submitting = asyncio.create_task(submit_all(bench, 4))
        while len(bench.pool.results) < 3:
            await turn()
        for _ in range(20):
            await turn()
        assert len(bench.pool.results) == 3
        assert not submitting.done()
        bench.pool.results[0].set_result(result(b"first", 1.0))
        await asyncio.wait_for(send_next(bench, 1), SECONDS)
        while len(bench.pool.results) < 4:
            await turn()
        submitting.cancel()

    asyncio.run(scenario())


async def submit_all(bench: Bench, many: int) -> None:
    for offset in range(many):
        await bench.agent.submit(batch(offset))


def test_a_record_that_ends_a_replay_is_no_mention_and_one_with_a_bad_time_is_refused() -> None:
    async def scenario() -> Bench:
        bench = Bench()
        for offset, time_ms in enumerate((b"900", b"soon")):
            await bench.agent.submit(batch(offset, [("groundswell-end-of-replay", time_ms)]))
            bench.pool.results[offset].set_result(IntakeResult({}, [], {}, [], [], {}, 0.0, {}))
            await send_next(bench, 1)
        return bench

    bench = asyncio.run(scenario())
    (progress,) = bench.values("complaints")
    assert decode_record(progress or b"").at == 0.9
    (letter,) = [record for topic, record in bench.producer.sent if topic == "mentions.dlq"]
    assert dict(letter.headers)["reason"] == Refusal.TIME_UNREADABLE.encode()
    assert bench.metrics.registry.get_sample_value("groundswell_dead_letters_total") == 1


def test_more_faults_of_our_own_than_odd_mentions_explain_pause_intake_once_they_are_kept() -> None:
    odd = [(0, Refusal.UNEXPECTED.value, "KeyError: 'x'")]

    async def scenario() -> None:
        bench = Bench()
        agent = bench.agent
        for offset in range(FAULTS_MAX + 2):
            await agent.submit(batch(offset))
            bench.pool.results[offset].set_result(result(b"", 1.0, odd))
            if offset <= FAULTS_MAX:
                await send_next(bench, 1)
                assert bool(agent.breaker.paused_for) == (offset == FAULTS_MAX)
        assert "KeyError" in agent.breaker.paused_for
        assert len([topic for topic, _ in bench.producer.sent if topic == "mentions.dlq"]) == FAULTS_MAX + 1
        sending = asyncio.create_task(send_next(bench, 1))
        for _ in range(20):
            await turn()
        assert not sending.done()
        agent.breaker.resume()
        await asyncio.wait_for(sending, SECONDS)

    asyncio.run(scenario())


def test_the_end_of_a_replay_moves_no_live_clock_beyond_now() -> None:
    async def scenario(*, live: bool) -> list[bytes | None]:
        bench = Bench(live=live)
        bench.agent.caught_up = frozenset({0})
        ahead = int((time.time() + 3_480) * 1000)
        record = batch(0, [("groundswell-end-of-replay", str(ahead).encode())], timestamp=ahead)
        await bench.agent.submit(record)
        bench.pool.results[0].set_result(IntakeResult({}, [], {}, [], [], {}, 0.0, {}))
        await send_next(bench, 1)
        return bench.values("complaints")

    (moved,) = asyncio.run(scenario(live=True))
    assert decode_record(moved or b"").at < time.time() + 10
    (moved,) = asyncio.run(scenario(live=False))
    assert decode_record(moved or b"").at > time.time() + 3_000


def test_who_is_ahead_of_the_clock_is_counted() -> None:
    async def scenario() -> Bench:
        bench = Bench()
        await bench.agent.submit(batch(0))
        bench.pool.results[0].set_result(IntakeResult({}, [], {}, [], [1.0], {("acme", "forum"): 3}, 0.0, {}))
        await send_next(bench, 1)
        return bench

    assert asyncio.run(scenario()).metrics.registry.get_sample_value("groundswell_ahead_total") == 3


def test_a_language_that_the_screen_has_not_learned_is_counted_and_logged_once_a_brand() -> None:
    unlearned = {("acme", "tlh"): 3, ("acme", "ko"): 1}

    async def scenario() -> Bench:
        bench = Bench()
        for offset in (0, 1):
            await bench.agent.submit(batch(offset))
            bench.pool.results[offset].set_result(IntakeResult({}, [], {}, [], [1.0], {}, 0.0, unlearned))
            await send_next(bench, 1)
        return bench

    with capture_logs() as logs:
        registry = asyncio.run(scenario()).metrics.registry
    logged = [(one["brand"], one["language"]) for one in logs if one["event"] == "language_not_learned"]
    assert logged == list(unlearned)
    assert registry.get_sample_value("groundswell_unlearned_total", {"language": "ko"}) == 2


@pytest.mark.parametrize(("now", "idle"), [(9.9, []), (10.0, [0])])
def test_an_origin_without_lag_is_idle_after_the_timeout_and_not_before(now: float, idle: list[int]) -> None:
    async def scenario() -> list[int]:
        progress = Bench().agent.progress
        progress.advance(0, [100.0], 0.0, caught_up=True)
        assert progress.update_idle([0, 1], now, 10.0) == idle
        return progress.retain({0})

    assert asyncio.run(scenario()) == [1]
