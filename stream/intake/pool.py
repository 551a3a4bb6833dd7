"""Intake in processes of its own: it costs almost as much CPU time as the engines.

`python -m stream.intake.pool DESCRIPTOR PARENT` is such a process; it is started by `RemoteIntake`.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from stream.intake.batch import Answer, IntakePool, IntakeResult, LocalIntake, RawMention, process_batch
from stream.process.rpc import Handler, ProcessPool, serve

if TYPE_CHECKING:
    from stream.config.load import Configuration


class RemoteIntake(ProcessPool):
    """`async with RemoteIntake(configuration) as pool`: `intake_processes` processes, each with whole partitions."""

    def __init__(self, configuration: Configuration) -> None:
        settings = configuration.settings
        many = settings.processes_for_intake
        super().__init__("stream.intake.pool", "intake", many, configuration, settings.stall_seconds)
        self.batches_ahead = 1 + many

    def submit(self, origin: int, mentions: list[RawMention]) -> Answer:
        pending = self.of(origin).ask((origin, mentions))

        async def answer() -> IntakeResult:
            result: IntakeResult = await pending
            return result

        return answer


@contextlib.asynccontextmanager
async def open_intake_pool(configuration: Configuration) -> AsyncIterator[IntakePool]:
    """The intake that is configured: processes, which end with the block, or this process."""
    from stream.intake.pipeline import build_intake

    if configuration.settings.processes_for_intake:
        async with RemoteIntake(configuration) as processes:
            yield processes
    else:
        yield LocalIntake(build_intake(configuration), configuration.settings.engine_partitions)


def begin(configuration: Configuration) -> Handler:
    """What the child process answers requests with."""
    from stream.intake.pipeline import build_intake
    from stream.process.gc_tuning import tune_gc

    intake = build_intake(configuration)
    tune_gc()

    async def handle(request: tuple[int, list[RawMention]]) -> IntakeResult:
        origin, mentions = request
        return process_batch(intake, configuration.settings.engine_partitions, origin, mentions)

    return handle


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], begin)
