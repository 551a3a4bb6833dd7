"""One run of a seed: workers on a broker in memory that are killed, paused, overtaken and cut off between any two steps."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from random import Random

import orjson

from stream.engines.checkpoints import Chain, Checkpoint, CheckpointStore
from stream.engines.manifest import is_manifest, pack
from stream.kafka.codec import encode_record
from stream.kafka.fence import FenceError
from tests.simulation.broker import Broker, Entry, Step, TwinConsumer, TwinFence
from tests.simulation.logs import VARIANTS, first_snapshot, history, log_of, undisturbed
from tests.simulation.worker import CHUNK_BYTES, SETUP, TwinFences, Worker, snapshot_of

FAULTS_MAX = 6
DAMAGED = "checkpoint damaged"
TURNS_MAX = 5_000


@cache
def records_of(variant: int) -> list[Entry]:
    """A variant's log as `complaints` holds it."""
    return [Entry(offset, None, encode_record(record)) for offset, record in enumerate(log_of(variant))]


@dataclass
class Outcome:
    """What a run came to: steps taken, faults by kind, and in what it differs from the undisturbed one."""

    steps: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)


class Running:
    """A worker's task, which stands still at each of its steps until it is let go on."""

    def __init__(self, make_worker: Callable[[Step], Worker]) -> None:
        """`make_worker` is given what the worker calls at each of its steps."""
        self._gate: asyncio.Future[None] | None = None
        self._stands = asyncio.Event()
        self.worker = make_worker(self.step)
        self.task = asyncio.create_task(self.worker.run())
        self.task.add_done_callback(lambda _: self._stands.set())

    async def step(self, _name: str) -> None:
        """Where the worker calls; returns when it is let go on."""
        self._gate = asyncio.get_running_loop().create_future()
        self._stands.set()
        await self._gate

    async def go_on(self) -> None:
        """Lets it run to its next step, or to its end."""
        self._stands.clear()
        if self._gate is not None:
            self._gate.set_result(None)
        await self._stands.wait()

    def came_to_the_end(self) -> bool:
        """Of a task that is done: False when the worker lost the partition. What else ends a worker is a fault of ours."""
        try:
            return self.task.result()
        except FenceError:
            return False

    async def kill(self) -> None:
        """As `kill -9`: nothing of it runs any more, what it had begun stays undecided."""
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task


class World:
    """Everything of one seed. `kill_at`: no chance, one kill before that step of the first worker."""

    def __init__(self, seed: int, kill_at: int | None = None, worker: type[Worker] = Worker) -> None:
        self.chance = Random(seed)
        self.variant = seed % VARIANTS
        self.outcome = Outcome()
        self._kill_at, self._make_worker = kill_at, worker
        self._faults_left = 0 if kill_at is not None else self.chance.randrange(FAULTS_MAX + 1)
        self._per_step = self.chance.choice((0.01, 0.03, 0.1))
        self._records = records_of(self.variant)
        self._broker = Broker(range(len(history()), len(self._records)))
        self._alive: list[Running] = []

    async def run(self) -> Outcome:
        """To the end of the log, and until no worker is left; compared with the undisturbed run."""
        await self._warm()
        finished: Worker | None = None
        while finished is None or self._alive:
            assert self.outcome.steps < TURNS_MAX, "the run does not end"
            if not self._alive:
                self._start()
            running = await self._turn()
            if running is not None and running.task.done():
                self._alive.remove(running)
                if running.came_to_the_end():
                    finished = running.worker
        self._compare(finished)
        return self.outcome

    async def _warm(self) -> None:
        """The checkpoint that is there before the first worker comes."""

        async def at_once(_: str) -> None: ...

        fence = TwinFence(self._broker, "checkpoints", at_once, lambda: False)
        await fence.start()
        store = CheckpointStore(lambda: TwinConsumer(self._broker, at_once), "checkpoints", SETUP, chunk_bytes=CHUNK_BYTES)
        await store.save(fence, Chain(), Checkpoint(pack([first_snapshot(), b"[]"]), len(history()), 0))

    def _start(self) -> None:
        chance = Random(self.chance.random())

        def make_worker(step: Step) -> Worker:
            def fences() -> TwinFences:
                return TwinFences(*(TwinFence(self._broker, name, step, self._lost) for name in ("alerts", "checkpoints")))

            return self._make_worker(self._broker, self._records, step, chance, fences)

        self._alive.append(Running(make_worker))

    def _lost(self) -> bool:
        return self._happens("answer lost", 5)

    async def _turn(self) -> Running | None:
        """One step of one of the workers, or what happens instead."""
        running = self.chance.choice(self._alive)
        self.outcome.steps += 1
        if self.outcome.steps == self._kill_at:
            self._faults_left, self._per_step = 1, 1.0
        if self._happens("killed"):
            self._alive.remove(running)
            await running.kill()
            return None
        if self._happens("overtaken"):
            self._start()
            return None
        self._damage()
        if self.chance.random() < 0.02:
            self._broker.topics["checkpoints"].compact()
        await running.go_on()
        return running

    def _happens(self, fault: str, times: int = 1) -> bool:
        if not self._faults_left or self.chance.random() >= times * self._per_step:
            return False
        self._faults_left -= 1
        self.outcome.faults[fault] = self.outcome.faults.get(fault, 0) + 1
        return True

    def _damage(self) -> None:
        """Changes a byte of the newest checkpoint, once, and only if another one is there."""
        entries = [entry for entry in self._broker.topics["checkpoints"].committed() if entry.value is not None]
        manifests = [entry.key for entry in entries if entry.key is not None and is_manifest(entry.key)]
        if len(manifests) < 2 or DAMAGED in self.outcome.faults or not self._happens(DAMAGED):
            return
        checkpoint = manifests[-1].partition(b"/")[0]
        entry = self.chance.choice([entry for entry in entries if (entry.key or b"").partition(b"/")[0] == checkpoint])
        value = entry.value or b""
        entry.value = value[:-1] + bytes([value[-1] ^ 1])

    def _compare(self, finished: Worker) -> None:
        events, last = undisturbed(self.variant)
        alerts = self._broker.topics["alerts"].committed()
        trends = {entry.key: entry.value for entry in self._broker.topics["trends"].committed()}
        latest = {orjson.loads(event)["trend_id"].encode(): event for event in events}
        found = [entry.value for entry in alerts]
        if len(set(found)) < len(found):
            self.outcome.differences.append("an alert is there twice")
        if set(events) - set(found):
            self.outcome.differences.append("an alert is missing")
        if found != events:
            self.outcome.differences.append("the alerts are not those of the undisturbed run")
        if trends != latest:
            self.outcome.differences.append("a trend's latest state is another one")
        if snapshot_of(finished.agent.engines[0]) != last:
            self.outcome.differences.append("the engine's last state is another one")
