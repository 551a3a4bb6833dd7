"""One batch of a topic at a time, and none after one that failed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stream.kafka.batch_transport import Batch
    from stream.worker.context import Context
    from stream.worker.offsets import Offsets


class BatchProcessing:
    """Runs what is to be done with the batches of some topics; what raises ends the worker."""

    def __init__(self, topics: Iterable[str], context: Context, offsets: Offsets) -> None:
        self._context = context
        self._offsets = offsets
        # Held while a batch is processed; the end of the session takes them for good.
        self._locks = {topic: asyncio.Lock() for topic in topics}

    async def process(self, batch: Batch, work: Callable[[], Awaitable[bool]]) -> None:
        """Runs `work`, which returns whether the batch was processed, while nothing else of its topic is."""
        async with self._locks[batch.topic]:
            if self._context.shutdown.failed:
                # What comes after a batch that failed must not be committed past it.
                return
            try:
                done = await work()
            except Exception as error:
                self._context.shutdown.fail(error)
                return
        if done:
            self._offsets.advance(batch)
            self._context.watchdog.progressed(batch.topic)
            self._context.metrics.progressed()

    async def stop(self, topic: str) -> None:
        """Waits for the batch of a topic that is in hand; no other is processed after it."""
        await self._locks[topic].acquire()
