"""Whatever happens between any two steps, the alerts are those of the undisturbed run; and a worker that errs is found."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from detectors.brand import Emitted
from tests.simulation.logs import VARIANTS
from tests.simulation.worker import Worker
from tests.simulation.world import DAMAGED, World

SEEDS = 100
FOUND_WITHIN = 300


def test_faults_at_random_steps_change_no_alert_and_no_state() -> None:
    faults: Counter[str] = Counter()
    with asyncio.Runner() as runner:
        for seed in range(SEEDS):
            told = runner.run(World(seed).run())
            assert told.differences == [], f"seed {seed}: {told.faults}"
            faults.update(told.faults)
    assert faults.keys() == {"killed", "overtaken", "answer lost", DAMAGED}


def test_a_kill_between_every_two_steps_changes_no_alert_and_no_state() -> None:
    """Each step of a run without other faults, with a kill before it."""
    seed = 3
    with asyncio.Runner() as runner:
        steps = runner.run(World(seed, kill_at=0).run()).steps
        for kill_at in range(1, steps + 1):
            told = runner.run(World(seed, kill_at).run())
            assert told.faults == {"killed": 1}
            assert told.differences == [], f"killed at step {kill_at}"


# Workers that err, each in one way that a reader could take for right.


class ForgetsWhatIsPublished(Worker):
    async def _read_published(self, start: int) -> None:
        pass


class LooksOnlyBehindWhatItRead(Worker):
    """Notes in a checkpoint how far `alerts` was read: what lies there of records after it is then looked for no more."""

    def alerts_from(self) -> int:
        return self._alerts_end


class ReadsBeforeItsFence(Worker):
    async def run(self) -> None:
        start, self._fence.start = self._fence.start, self._nothing
        await self._restore()
        await self._read_published(self._alerts_end)
        await start()
        self._restore = self._nothing
        self._read_published = self._nothing
        await super().run()

    async def _nothing(self, *_: object) -> None:
        pass


class SavesBeforeItPublishes(Worker):
    async def _publish(self, events: list[Emitted]) -> None:
        await self._save()
        await super()._publish(events)


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
