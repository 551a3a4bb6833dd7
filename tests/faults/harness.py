"""Faults on real Kafka and real workers: a stream is fed while things break; afterwards nothing may tell that they did.

Every run has a seed, which it prints, and an installation of its own. What it is compared with is `groundswell backtest` of
the same mentions, and engines fed offline with the logs that the run wrote.
"""

from __future__ import annotations

import asyncio
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson
from aiokafka.structs import ConsumerRecord, TopicPartition

from detectors.mention import Complaint
from stream.engines.checkpoints import CheckpointStore
from stream.engines.factory import build_engine, checkpoint_setup
from stream.engines.manifest import unpack
from stream.kafka.codec import decode_record
from stream.kafka.producer import Producer
from stream.reading import Row, load_mentions
from stream.simulate import Plan, simulate
from tests.streams import complaints_of, event_id, send_rows
from tests.waiting import until
from tests.worker_tools import Installation, Watcher, WorkerProcess, backtest, start_worker, watching

BRANDS = ("papyrion", "quillon", "vellumo", "inkadia")
# Each brand's things come some hours after those of the one before it, so that something happens all the time.
HOURS_APART = 8
START_MS = 1_741_132_800_000  # Wednesday, 5 March 2025, 00:00 UTC
POLICY = {"budget": "sensitive", "people_min": 3}
SLICES = 60
CLEAN_STOP_SECONDS = 10.0
SETTLE_SECONDS = 120.0


@dataclass(frozen=True)
class Stream:
    """Mentions in the order of their time, and the bodies of all events that an undisturbed run tells."""

    rows: list[Row]
    events: Counter[bytes]

    @classmethod
    def simulated(cls, folder: Path) -> Stream:
        """Some thousand mentions over two days."""
        mentions: list[dict[str, Any]] = []
        for number, brand in enumerate(BRANDS):
            start_ms = START_MS + number * HOURS_APART * 3_600_000
            plan = Plan(seed=11 + number, start_ms=start_ms, days=1, per_minute=0.5, kinds=("incident", "viral", "peeved"))
            mentions.extend({**mention, "brand": brand} for mention in simulate(plan).mentions)
        mentions.sort(key=lambda mention: (mention["created_at"], mention["id"]))
        file = folder / "mentions.jsonl"
        file.write_bytes(b"".join(orjson.dumps(mention) + b"\n" for mention in mentions))
        return cls(load_mentions(file).rows, Counter(backtest(file, folder / "undisturbed", **POLICY)))


@dataclass
class Observed:
    """What a run saw besides its result."""

    disturbances: int = 0
    exits: list[int] = field(default_factory=list)
    stop_seconds: list[float] = field(default_factory=list)


class Run:
    """One run: `async with Run(…) as run`, disturb, and at the end of the block everything is compared."""

    def __init__(
        self, stream: Stream, bootstrap: str, name: str, folder: Path, seed: int, direct: str = "", **settings: object
    ) -> None:
        """`direct` is another way to the broker for the feeding and the comparing, when `bootstrap` is disturbed."""
        given = {
            "mentions_partitions": 2,
            "engine_partitions": 3,
            # Side by side, whatever cores there are.
            "engine_processes": 2,
            "batch_records": 100,
            "checkpoint_seconds": 0.5,
            "log_level": "info",
            **POLICY,
            **settings,
        }
        self.rng = random.Random(seed)
        self.observed = Observed()
        self.stream = stream
        self.installation = Installation.named(name, bootstrap, **given)
        self.outside = Installation.named(name, direct or bootstrap, **given)
        self.folder = folder
        self.workers: list[WorkerProcess] = []
        self._stack = AsyncExitStack()
        self.feed_seconds = 20.0
        # Codes with which a worker may end without being asked to.
        self.may_leave_with: set[int] = set()
        self.rows: Sequence[Row] = stream.rows

    async def __aenter__(self) -> Self:
        await self.outside.create_topics()
        self.watcher: Watcher = await self._stack.enter_async_context(watching(self.outside))
        self.feeding = asyncio.create_task(self._feed())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                await self.feeding
                await self.settle()
                await self._compare_or_keep()
        finally:
            self.feeding.cancel()
            for worker in self.workers:
                worker.kill()
            await self._stack.aclose()

    def start(self, within: Sequence[str] = ()) -> WorkerProcess:
        worker = start_worker(self.installation, self.folder / f"log-{len(self.workers)}", within)
        self.workers.append(worker)
        return worker

    @property
    def living(self) -> list[WorkerProcess]:
        return [worker for worker in self.workers if worker.process.poll() is None]

    async def is_assigned(self, worker: WorkerProcess, seconds: float = 60.0) -> None:
        await self.until(lambda: '"assigned"' in worker.log() or worker.process.poll() is not None, "assigned", seconds)

    async def until(self, condition: Any, what: str, seconds: float = 60.0) -> None:
        await until(condition, seconds, lambda: f"{what}\n{self.last_words()}")

    def kill(self, worker: WorkerProcess) -> None:
        worker.kill()
        self.observed.disturbances += 1

    async def stop(self, worker: WorkerProcess, seconds: float = CLEAN_STOP_SECONDS, code: int = 0) -> None:
        """SIGTERM: it must leave in time and with 0."""
        started = time.monotonic()
        worker.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.to_thread(worker.process.wait, seconds + 5)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it had not left {seconds + 5:g} s after SIGTERM\n{worker.log()[-3_000:]}") from None
        took = time.monotonic() - started
        self.observed.stop_seconds.append(took)
        assert worker.process.returncode == code, f"left with {worker.process.returncode}\n{worker.log()[-3_000:]}"
        assert took <= seconds + 1, f"it took {took:.1f} s to leave"

    def last_words(self) -> str:
        return "\n".join(f"--- {number}\n{worker.log()[-1_500:]}" for number, worker in enumerate(self.workers[-3:]))

    async def settle(self) -> None:
        """A supervisor's view: somebody is running, until everything is done; then all leave."""
        caught_up = 0

        async def twice_caught_up() -> bool:
            nonlocal caught_up
            if not self.living:
                self.note_exits()
                self.start()
            caught_up = caught_up + 1 if await self.watcher.is_caught_up() else 0
            return caught_up == 2

        await until(twice_caught_up, SETTLE_SECONDS, lambda: f"caught up\n{self.last_words()}")
        self.note_exits()
        assert set(self.observed.exits) <= self.may_leave_with, (
            f"ended by themselves: {self.observed.exits}\n{self.last_words()}"
        )
        for worker in self.living:
            # Before it listens to signals, SIGTERM ends it as it ends any process.
            await self.is_assigned(worker)
            await self.stop(worker)

    def note_exits(self) -> None:
        """Those that ended by themselves; nobody asked them to."""
        ends = [worker.process.poll() for worker in self.workers]
        self.observed.exits = [code for code in ends if code is not None and code not in (0, -signal.SIGKILL)]

    async def _compare_or_keep(self) -> None:
        try:
            await self.compare()
        except AssertionError:
            topics = self.outside.topics
            for topic in (topics.mentions, topics.complaints, topics.alerts):
                records = await self.outside.read(topic)
                found = [(one.partition, one.offset, one.timestamp, (one.value or b"").decode()) for one in records]
                (self.folder / topic).write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in found))
            raise

    async def compare(self) -> None:
        """What comes first of what can differ: complaints, then what the engines made of them, then what they emitted."""
        logs = await self.outside.read(self.outside.topics.complaints)
        origins = {(one.origin, one.offset) for one in map(decoded, logs) if isinstance(one, Complaint)}
        mentions = await self.outside.read(self.outside.topics.mentions)
        complaints = await asyncio.to_thread(complaints_of, mentions, self.outside.configuration)
        assert complaints - origins == set(), "complaints that never reached an engine"
        assert origins - complaints == set(), "complaints that nobody sent"
        assert await self.outside.read(self.outside.topics.dead_letters) == []
        await self._compare_states(logs)
        alerts = await self.outside.read(self.outside.topics.alerts)
        found = Counter(record.value for record in alerts)
        expected = self.stream.events
        assert found == expected, (
            f"{(expected - found).total()} of {expected.total()} are missing, {(found - expected).total()} too many, "
            f"e.g. {next(iter((expected - found) or (found - expected)))!r}"
        )
        ids = [event_id(record) for record in alerts]
        assert len(set(ids)) == len(ids), "an event was sent twice"
        await self._compare_trends(alerts)

    async def _compare_trends(self, alerts: list[ConsumerRecord]) -> None:
        last = {orjson.loads(record.value)["trend_id"]: record.value for record in alerts}
        trends = {record.key.decode(): record.value for record in await self.outside.read(self.outside.topics.trends)}
        assert trends == last, "`trends` has not the newest event of each trend"

    async def _compare_states(self, logs: list[ConsumerRecord]) -> None:
        """What the last checkpoints hold is what an engine fed offline with the same log holds, to the byte."""
        configuration = self.outside.configuration
        store = CheckpointStore.on_kafka(
            self.outside.client, self.outside.topics.checkpoints, checkpoint_setup(configuration)
        )
        for partition in range(configuration.settings.engine_partitions):
            log = [record for record in logs if record.partition == partition]
            engine = build_engine(configuration)
            engine.apply(map(decoded, log))
            distinct = {(one.origin, one.offset) for one in map(decoded, log) if isinstance(one, Complaint)}
            assert engine.counts.complaints == len(distinct), "a complaint in the log was taken for one that had been there"
            assert engine.counts.late == 0, (
                f"{engine.counts.late} complaints came late into the log of partition {partition}"
            )
            async with store.consumer() as consumer:
                consumer.assign([TopicPartition(self.outside.topics.checkpoints, partition)])
                state, _ = await store.restore(consumer, partition, range(0, 10**9))
            assert state is not None, f"partition {partition} has no checkpoint"
            assert state.offset == log[-1].offset + 1
            assert unpack(state.packed)[0] == engine.snapshot(), f"the state of partition {partition} is another"

    async def _feed(self) -> None:
        """The mentions, slice by slice over `feed_seconds`."""
        size = -(-len(self.rows) // SLICES)
        async with Producer(self.outside.settings.broker, deadline_seconds=SETTLE_SECONDS) as producer:
            for first in range(0, len(self.rows), size):
                last = min(first + size, len(self.rows))
                await send_rows(producer, self.outside.settings, self.rows, first, last)
                await asyncio.sleep(self.feed_seconds / SLICES)


def decoded(record: ConsumerRecord) -> Any:
    return decode_record(record.value)
