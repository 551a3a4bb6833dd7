"""Whatever happens between any two steps, the alerts are those of the undisturbed run; and a worker that errs is found."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from random import Random

import pytest

from stream.engines.checkpoints import Checkpoint
from stream.engines.manifest import pack
from stream.engines.ownership import Fences, PartitionEngine
from stream.kafka.batch_transport import Batch
from stream.kafka.fence import Send, SupportsTransactions
from tests.simulation.broker import Broker, Entry, Step
from tests.simulation.logs import VARIANTS
from tests.simulation.worker import MakeFences, TwinFences, Worker, snapshot_of
from tests.simulation.world import DAMAGED, World

SEEDS = 60
FOUND_WITHIN = 60


def test_faults_at_random_steps_change_no_alert_and_no_state() -> None:
    faults: Counter[str] = Counter()
    with asyncio.Runner() as runner:
        for seed in range(SEEDS):
            outcome = runner.run(World(seed).run())
            assert outcome.differences == [], f"seed {seed}: {outcome.faults}"
            faults.update(outcome.faults)
    assert faults.keys() == {"killed", "overtaken", "answer lost", DAMAGED}


def test_a_kill_between_every_two_steps_changes_no_alert_and_no_state() -> None:
    """Each step of a run without other faults, with a kill before it."""
    seed = 3
    with asyncio.Runner() as runner:
        steps = runner.run(World(seed, kill_at=0).run()).steps
        for kill_at in range(1, steps + 1):
            outcome = runner.run(World(seed, kill_at).run())
            assert outcome.faults == {"killed": 1}
            assert outcome.differences == [], f"killed at step {kill_at}"


# Workers that err, each in one way that a reader could take for right.


class ForgetsWhatIsPublished(Worker):
    async def feed(self, batch: Batch) -> bool:
        for owned in self.agent.engines.values():
            owned.published.clear()
        return await super().feed(batch)


class LooksOnlyBehindWhatItRead(Worker):
    """Notes in a checkpoint how far `alerts` was read: what lies there of records after it is then looked for no more."""

    async def acquire(self) -> int:
        offset = await super().acquire()
        self.agent.engines[0].__class__ = BehindWhatWasRead
        return offset


class BehindWhatWasRead(PartitionEngine):
    @property
    def alerts_from(self) -> int:
        return self.alerts_offset


class ReadsBeforeItsFence(Worker):
    def __init__(self, broker: Broker, records: Sequence[Entry], step: Step, chance: Random, fences: MakeFences) -> None:
        super().__init__(broker, records, step, chance, lambda: late(fences()))


def late(fences: Fences) -> Fences:
    return LateFences(LateFence(fences.events), LateFence(fences.saves))


class LateFences(Fences):
    async def start(self) -> None: ...


class LateFence:
    """Raised when something is first written."""

    async def start(self) -> None: ...

    def __init__(self, fence: SupportsTransactions) -> None:
        self._fence, self._raised = fence, False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Send]:
        if not self._raised:
            await self._fence.start()
            self._raised = True
        async with self._fence.transaction() as send:
            yield send

    async def stop(self) -> None:
        await self._fence.stop()


class SavesBeforeItPublishes(Worker):
    def __init__(self, broker: Broker, records: Sequence[Entry], step: Step, chance: Random, fences: MakeFences) -> None:
        super().__init__(broker, records, step, chance, lambda: self._saving(fences()))

    def _saving(self, fences: Fences) -> Fences:
        return TwinFences(SavingFence(fences.events, self._save), fences.saves)

    async def feed(self, batch: Batch) -> bool:
        self._batch = batch
        return await super().feed(batch)

    async def _save(self) -> None:
        owned = self.agent.engines[0]
        packed = pack([snapshot_of(owned), b"[]"])
        checkpoint = Checkpoint(packed, self._batch.next_offset, owned.alerts_from)
        await self.store.save(owned.fences.saves, owned.chain, checkpoint)


class SavingFence(LateFence):
    """Does something else first."""

    def __init__(self, fence: SupportsTransactions, before: Callable[[], Awaitable[None]]) -> None:
        super().__init__(fence)
        self._raised, self._before = True, before

    async def start(self) -> None:
        await self._fence.start()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Send]:
        await self._before()
        async with super().transaction() as send:
            yield send


@pytest.mark.parametrize(
    "worker", [ForgetsWhatIsPublished, LooksOnlyBehindWhatItRead, ReadsBeforeItsFence, SavesBeforeItPublishes]
)
def test_a_worker_that_errs_is_found(worker: type[Worker]) -> None:
    with asyncio.Runner() as runner:
        for seed in range(FOUND_WITHIN):
            if runner.run(World(seed, worker=worker).run()).differences:
                return
    pytest.fail(f"{worker.__name__} went unnoticed in {FOUND_WITHIN} seeds")


def test_the_same_seed_is_the_same_run() -> None:
    first, second = (asyncio.run(World(VARIANTS * 5 + 3).run()) for _ in range(2))
    assert first == second
