"""How a process with an event loop of its own ends: when it is asked to, or when a part of it fails."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from typing import Any


async def until_ended(*work: Coroutine[Any, Any, None]) -> None:
    """Runs until a signal, or until one of these fails."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    tasks = [asyncio.create_task(one) for one in work]
    waiting = asyncio.create_task(ended.wait())
    try:
        done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in [*tasks, waiting]:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
