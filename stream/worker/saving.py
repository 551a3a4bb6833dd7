"""When checkpoints are written; the offset of the consumer group follows them, and nothing begins at it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from faust.types import TP

if TYPE_CHECKING:
    from stream.engines.trends_agent import TrendsAgent
    from stream.worker.offsets import Offsets

CHECK_SECONDS = 0.25


class CheckpointSaver:
    """Saves the engines of the trends agent, and commits the offsets of `topic` that their checkpoints include."""

    def __init__(self, trends: TrendsAgent, offsets: Offsets, topic: str) -> None:
        self._trends = trends
        self._offsets = offsets
        self._topic = topic

    async def run(self) -> None:
        """Writes the checkpoints that are due, for ever."""
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            async for partition, offset in self._trends.save():
                await self._offsets.commit({TP(self._topic, partition): offset})

    async def save_all(self) -> None:
        """Writes a checkpoint of every engine that has something new."""
        saved = {TP(self._topic, partition): offset async for partition, offset in self._trends.save(due_only=False)}
        if saved:
            await self._offsets.commit(saved)
