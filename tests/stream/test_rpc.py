"""A process beside the worker's own that errs in what it says."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from typing import Any

import pytest

from detectors.errors import SettingError
from stream.exits import Exit, WorkerExitError
from stream.process.rpc import Handler, ProcessClient, ProcessPool, serve

SECONDS = 20.0
STALL_SECONDS = 1.0


class Hostile:
    """Cannot be read where it arrives."""

    def __reduce__(self) -> tuple[Any, ...]:
        return int, ("no number",)


def begin(_: object) -> Handler:
    async def answer(question: str) -> object:
        if question == "error":
            # Its text alone does not make another one.
            raise SettingError("NAME", 1, "another")
        if question == "work":
            await asyncio.to_thread(work)
        return Hostile() if question == "hostile" else question

    return answer


def work() -> None:
    until = time.monotonic() + 3 * STALL_SECONDS
    while time.monotonic() < until:
        sum(range(1_000))


def children() -> ProcessPool:
    return ProcessPool("tests.stream.test_rpc", "asked", 1, None, STALL_SECONDS)


def test_an_error_that_cannot_be_sent_arrives_as_its_text_and_the_next_answer_after_it() -> None:
    async def scenario() -> None:
        child = await ProcessClient.start("tests.stream.test_rpc", "a child")
        async with asyncio.timeout(SECONDS):
            await child.ask(None)
            with pytest.raises(RuntimeError, match="NAME"):
                await child.ask("error")
            assert await child.ask("well?") == "well?"
        await child.stop()

    asyncio.run(scenario())


def test_an_answer_that_cannot_be_read_ends_the_process_and_everything_that_was_asked() -> None:
    async def scenario() -> None:
        child = await ProcessClient.start("tests.stream.test_rpc", "a child")
        async with asyncio.timeout(SECONDS):
            await child.ask(None)
            for answer in [child.ask("hostile"), child.ask("well?")]:
                with pytest.raises(WorkerExitError, match="a child ended with -9"):
                    await answer
            with pytest.raises(WorkerExitError, match="a child ended with -9"):
                await child.ask("well?")
            with pytest.raises(WorkerExitError, match="a child ended with -9"):
                child.check()
        await child.stop()

    asyncio.run(scenario())


def test_a_process_that_hangs_is_ended_and_reported_as_stalled_by_all_that_was_asked() -> None:
    async def scenario() -> None:
        async with asyncio.timeout(SECONDS), children() as several:
            child = several.of(0)
            assert await child.ask("well?") == "well?"
            os.kill(child.pid, signal.SIGSTOP)
            for answer in [child.ask("well?"), child.ask("well?")]:
                with pytest.raises(WorkerExitError, match="stalled: an asked process owes an answer") as raised:
                    await answer
                assert raised.value.code == Exit.STALLED
            with pytest.raises(WorkerExitError, match="stalled"):
                several.check()

    asyncio.run(scenario())


def test_a_process_that_works_for_long_or_is_asked_nothing_does_not_hang() -> None:
    async def scenario() -> None:
        async with asyncio.timeout(SECONDS), children() as several:
            child = several.of(0)
            assert await child.ask("work") == "work"
            for _ in range(4):
                child.check_stalled(STALL_SECONDS, STALL_SECONDS)
            assert await child.ask("well?") == "well?"
            several.check()

    asyncio.run(scenario())


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], begin)
