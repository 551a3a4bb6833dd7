"""Intake in processes of their own: it costs almost as much as the engines.

`python -m stream.intake_process DESCRIPTOR PARENT` is such a process; it is started by `IntakeProcesses`.
"""

from __future__ import annotations

import asyncio
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from stream.child import Answering, Child, serve
from stream.taking import Answer, Raw, TakenBatch, take_batch

if TYPE_CHECKING:
    from stream.settings import Settings


class IntakeProcesses:
    """`async with IntakeProcesses(settings) as taker`: as many as the settings say; one takes in all of a partition.

    They end with the block. When one has ended before, `check` and what is asked of it raise WorkerExitError.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._children: list[Child] = []
        self.batches_ahead = 1 + settings.processes_for_intake

    async def __aenter__(self) -> Self:
        for _ in range(self._settings.processes_for_intake):
            child = await Child.start("stream.intake_process", "an intake process")
            self._children.append(child)
            child.ask(self._settings)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(child.stop() for child in self._children))

    def ask(self, origin: int, mentions: list[Raw]) -> Answer:
        asked = self._children[origin % len(self._children)].ask((origin, mentions))

        async def answer() -> TakenBatch:
            taken: TakenBatch = await asked
            return taken

        return answer

    def pids(self) -> dict[str, int]:
        return {f"intake-{number}": child.pid for number, child in enumerate(self._children)}

    def check(self) -> None:
        for child in self._children:
            child.check()


def begin(settings: Settings) -> Answering:
    from stream.collecting import collect_seldom
    from stream.intake import Intake
    from stream.screens import load_screen

    intake = Intake(settings, load_screen())
    collect_seldom()

    async def answer(asked: tuple[int, list[Raw]]) -> TakenBatch:
        origin, mentions = asked
        return take_batch(intake, settings.engine_partitions, origin, mentions)

    return answer


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], begin)
