"""Waiting in tests: for a condition with a deadline, never for a time in which it ought to have come true."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable

PAUSE_SECONDS = 0.02


async def until(condition: Callable[[], object | Awaitable[object]], seconds: float, what: str | Callable[[], str]) -> None:
    """Returns once `condition()`, a value or a coroutine, gives something true; fails with `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if await found if inspect.isawaitable(found) else found:
            return
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what if isinstance(what, str) else what()}"
        await asyncio.sleep(PAUSE_SECONDS)


def blocking_until(condition: Callable[[], object], seconds: float, what: str) -> None:
    """The same without an event loop."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(PAUSE_SECONDS)


async def turn() -> None:
    """Lets every task that is ready run once."""
    await asyncio.sleep(0)
