"""Intake in processes of their own: it costs almost as much as the engines.

`python -m stream.intake.pool DESCRIPTOR PARENT` is such a process; it is started by `IntakeProcesses`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stream.intake.batch import Answer, Raw, TakenBatch, take_batch
from stream.process.rpc import Answering, Children, serve

if TYPE_CHECKING:
    from stream.config.settings import Settings


class IntakeProcesses(Children):
    """`async with IntakeProcesses(settings) as taker`: as many as the settings say; one takes in all of a partition."""

    def __init__(self, settings: Settings) -> None:
        many = settings.processes_for_intake
        super().__init__("stream.intake.pool", "intake", many, settings, settings.stall_seconds)
        self.batches_ahead = 1 + many

    def ask(self, origin: int, mentions: list[Raw]) -> Answer:
        asked = self.of(origin).ask((origin, mentions))

        async def answer() -> TakenBatch:
            taken: TakenBatch = await asked
            return taken

        return answer


def begin(settings: Settings) -> Answering:
    from stream.intake.pipeline import Intake
    from stream.process.gc_tuning import collect_seldom
    from stream.screens import load_screen

    intake = Intake(settings, load_screen())
    collect_seldom()

    async def answer(asked: tuple[int, list[Raw]]) -> TakenBatch:
        origin, mentions = asked
        return take_batch(intake, settings.engine_partitions, origin, mentions)

    return answer


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], begin)
