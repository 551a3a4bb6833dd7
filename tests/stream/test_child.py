"""A process beside the worker's own that errs in what it says."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest

from detectors.errors import SettingError
from stream.child import Answering, Child, serve
from stream.exits import WorkerExitError

SECONDS = 20.0


class Hostile:
    """Cannot be read where it arrives."""

    def __reduce__(self) -> tuple[Any, ...]:
        return int, ("no number",)


def begin(_: object) -> Answering:
    async def answer(question: str) -> object:
        if question == "error":
            # Its text alone does not make another one.
            raise SettingError("NAME", 1, "another")
        return Hostile() if question == "hostile" else question

    return answer


def test_an_error_that_cannot_be_sent_arrives_as_its_text_and_the_next_answer_after_it() -> None:
    async def scenario() -> None:
        child = await Child.start("tests.stream.test_child", "a child")
        async with asyncio.timeout(SECONDS):
            await child.ask(None)
            with pytest.raises(RuntimeError, match="NAME"):
                await child.ask("error")
            assert await child.ask("well?") == "well?"
        await child.stop()

    asyncio.run(scenario())


def test_an_answer_that_cannot_be_read_ends_the_process_and_everything_that_was_asked() -> None:
    async def scenario() -> None:
        child = await Child.start("tests.stream.test_child", "a child")
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


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], begin)
