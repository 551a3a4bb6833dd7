"""Intake in processes of its own: it costs almost as much CPU time as the engines.

`python -m stream.intake.pool DESCRIPTOR PARENT` is such a process; it is started by `RemoteIntake`.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator, Awaitable
from typing import TYPE_CHECKING

import structlog

from detectors.text import detect_language
from stream.config.settings import Clock
from stream.intake.batch import IntakePool, IntakeResult, LocalIntake, RawMention, joined, latest_ms, process_batch, refusal
from stream.intake.cpu_budget import CpuBudget
from stream.kafka.codec import Refusal
from stream.process.rpc import Handler, ProcessEndedError, ProcessPool, serve

if TYPE_CHECKING:
    from stream.config.load import Configuration
    from stream.intake.pipeline import Intake

log = structlog.get_logger()


CHILD_MODULE = "stream.intake.pool"
CONFIRMATIONS = 2


class RemoteIntake(ProcessPool):
    """`async with RemoteIntake(configuration) as pool`: `intake_processes` processes, each with whole partitions.

    A batch that ends its process (a mention took more CPU time than `cpu_budget` allows, or crashed a library) is gone
    through mention by mention. One that ends a fresh process twice more, alone in it, is refused; the others are processed.
    So a process that somebody else ended costs a second, and no mention costs more than its own place in the log.
    """

    def __init__(self, configuration: Configuration, module: str = "") -> None:
        settings = configuration.settings
        many = settings.processes_for_intake
        super().__init__(module or CHILD_MODULE, "intake", many, configuration, settings.stall_seconds)
        self.batches_ahead = many
        self.steps = 0
        self._one_by_one = [asyncio.Lock() for _ in range(many)]

    def submit(self, origin: int, mentions: list[RawMention]) -> Awaitable[IntakeResult]:
        result = asyncio.create_task(self._result(origin, mentions, self.of(origin).ask((origin, mentions))))
        # Marks what it raises as retrieved: nobody may be left to await it.
        result.add_done_callback(lambda done: done.cancelled() or done.exception())
        return result

    async def _result(self, origin: int, mentions: list[RawMention], pending: Awaitable[IntakeResult]) -> IntakeResult:
        try:
            return await pending
        except ProcessEndedError as ended:
            log.warning("intake_process_ended", partition=origin, reason=str(ended))
        async with self._one_by_one[origin % len(self._one_by_one)]:
            return joined([await self._ask_alone(origin, mention) for mention in mentions])

    async def _ask_alone(self, origin: int, mention: RawMention) -> IntakeResult:
        ends: list[ProcessEndedError] = []
        for attempt in range(1 + CONFIRMATIONS):
            self.steps += 1
            child = self.of(origin)
            if attempt or child.has_ended:
                child = await self.restart(origin)
            try:
                result: IntakeResult = await child.ask((origin, [mention]))
            except ProcessEndedError as error:
                ends.append(error)
            else:
                return result
        ended = ends[-1]
        reason = Refusal.TOO_SLOW if ended.by == signal.SIGVTALRM else Refusal.CRASHED
        log.error("mention_ends_process", partition=origin, offset=mention[2], reason=reason.value, detail=str(ended))
        return refusal(reason.value, f"{CONFIRMATIONS + 1} times: {ended}")


@contextlib.asynccontextmanager
async def open_intake_pool(configuration: Configuration) -> AsyncIterator[IntakePool]:
    """The intake that is configured: processes, which end with the block, or this process."""
    if configuration.settings.processes_for_intake:
        async with RemoteIntake(configuration) as processes:
            yield processes
    else:
        settings = configuration.settings
        yield LocalIntake(_intake_of(configuration), settings.engine_partitions, live=settings.clock is Clock.LIVE)


def _intake_of(configuration: Configuration) -> Intake:
    """The intake of this process, with all that it loads."""
    from stream.process.gc_tuning import gc_paused

    with gc_paused():
        from stream.intake.pipeline import build_intake

        return build_intake(configuration)


def begin(configuration: Configuration) -> Handler:
    """What the child process answers requests with."""
    from stream.process.gc_tuning import tune_gc

    intake = _intake_of(configuration)
    # What is loaded once, at the first text, is not to count for the mention that comes first.
    detect_language("What is loaded once is not to count for whoever comes first.")
    tune_gc()
    settings = configuration.settings
    return handler_of(intake, settings.engine_partitions, CpuBudget(), live=settings.clock is Clock.LIVE)


def handler_of(intake: Intake, engine_partitions: int, budget: CpuBudget, *, live: bool = False) -> Handler:
    """Answers requests to process mentions of a partition."""

    async def handle(request: tuple[int, list[RawMention]]) -> IntakeResult:
        origin, mentions = request
        return process_batch(intake, engine_partitions, origin, mentions, budget, latest_ms(live=live))

    return handle


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], begin)
