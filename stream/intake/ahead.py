"""Work that is begun in order, a few pieces before the first of them is done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Ahead:
    """At most `many` pieces are under way. What one raises goes to `on_fault`."""

    def __init__(self, many: int, on_fault: Callable[[Exception], None]) -> None:
        self._room = asyncio.Semaphore(many)
        self._on_fault = on_fault
        self._under_way: set[asyncio.Task[None]] = set()

    async def begin(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Returns once there is room and `work` is begun: pieces run in this order up to where each first waits."""
        await self._room.acquire()
        task = asyncio.create_task(work())
        self._under_way.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._room.release()
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._on_fault(error)
