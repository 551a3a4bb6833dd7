"""The batches of a partition one at a time, in their order, and none after one that failed; partitions side by side."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faust.types import TP

    from stream.kafka.batch_transport import Batch
    from stream.worker.context import Context
    from stream.worker.offsets import Offsets
    from stream.worker.watchdog import Units

# One is worked on, and one is at hand when it is done: while as many wait, no more of the partition is fetched.
FULL_AT = 2


class BatchProcessing:
    """Runs what is to be done with batches; what raises ends the worker."""

    def __init__(self, context: Context, offsets: Offsets, units: Units) -> None:
        self._context = context
        self._offsets = offsets
        self._units = units
        # Held while a batch is processed; the end of the session takes them for good.
        self._locks: dict[TP, asyncio.Lock] = {}
        self._stopped: set[str] = set()

    async def process(self, batch: Batch, work: Callable[[], Awaitable[bool]]) -> None:
        """Runs `work`, which returns whether the batch was processed, while nothing else of its partition is."""
        async with self._locks.setdefault(batch.tp, asyncio.Lock()):
            if self._context.shutdown.failed or batch.topic in self._stopped:
                # What comes after a batch that failed must not be committed past it.
                return
            try:
                done = await work()
            except Exception as error:
                self._context.shutdown.fail(error)
                return
        if done:
            self._offsets.advance(batch)
            self._context.watchdog.progressed(self._units.of(batch.tp))
            self._context.metrics.progressed()

    async def stop(self, topic: str) -> None:
        """Waits for the batches of a topic that are in hand; no other is processed after them."""
        self._stopped.add(topic)
        await asyncio.gather(*(lock.acquire() for tp, lock in self._locks.items() if tp.topic == topic))


class PartitionQueues:
    """Batches that wait for their turn: a task per partition works on its batches, so that one which takes long keeps no
    other partition waiting. Used from one event loop."""

    def __init__(self, work: Callable[[Batch], Awaitable[None]]) -> None:
        """`work` raises nothing."""
        self._work = work
        # The first of each is worked on.
        self._waiting: dict[TP, deque[Batch]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, batch: Batch) -> None:
        """Works on it after what was put before of its partition. Who fetches keeps away from the partitions that are full:
        nothing here bounds how much waits."""
        if waiting := self._waiting.get(batch.tp):
            waiting.append(batch)
            return
        self._waiting[batch.tp] = deque([batch])
        task = asyncio.create_task(self._work_on(batch.tp))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def full(self) -> Set[TP]:
        """The partitions of which enough is at hand."""
        return {tp for tp, waiting in self._waiting.items() if len(waiting) >= FULL_AT}

    async def _work_on(self, tp: TP) -> None:
        waiting = self._waiting[tp]
        while waiting:
            await self._work(waiting[0])
            waiting.popleft()
        del self._waiting[tp]

    def cancel(self) -> None:
        """Leaves off in the middle: for the end, when whatever was not processed is read again by somebody else."""
        for task in self._tasks:
            task.cancel()
