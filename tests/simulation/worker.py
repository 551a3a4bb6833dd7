"""What a worker does with one partition, as steps: take over, restore, read what is published, then batch after batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

import orjson
from aiokafka.structs import TopicPartition

from detectors.alert import published
from detectors.brand import Emitted
from detectors.log import LogRecord
from stream.checkpoints import Chain, CheckpointStore, Setup, State, read_range
from stream.producing import Record
from tests.simulation.broker import Broker, Step, TwinConsumer, TwinFence
from tests.simulation.logs import new_engine

BATCH_MAX = 30
CHUNK_BYTES = 4_000
SETUP = Setup(structure="structure", policy="policy", partitions=1)


@dataclass
class Log:
    """An engine's log, of which the first `kept_from` records are not kept any more: a checkpoint includes them."""

    records: Sequence[LogRecord]
    kept_from: int


class Worker:
    """One worker process that gets the partition. Its order is the design's: fence, then read; publish, then checkpoint."""

    def __init__(self, broker: Broker, log: Log, step: Step, chance: Random, fence: TwinFence) -> None:
        self._log, self._step, self._chance, self._fence = log, step, chance, fence
        self._consumer = TwinConsumer(broker, step)
        self._store = CheckpointStore({}, "checkpoints", SETUP, chunk_bytes=CHUNK_BYTES)
        self._chain = Chain()
        self._found: dict[str, int] = {}
        self._alerts_end = 0
        self._offset = 0
        self.engine = new_engine()

    async def run(self) -> None:
        """From taking over to the end of the log. Raises FenceError, after which this worker is of no more use."""
        await self._fence.start()
        await self._restore()
        await self._read_published(self._alerts_end)
        checkpoints = self._chance.choice((0.05, 0.3, 0.8))
        while self._offset < len(self._log.records):
            await self._step("read the log")
            end = self._offset + self._chance.randrange(1, BATCH_MAX)
            events = self.engine.apply(self._log.records[self._offset : end])
            self._offset = min(end, len(self._log.records))
            for _, closed in groupby(events, key=lambda event: event.bucket):
                await self._publish(list(closed))
            if self._chance.random() < checkpoints:
                await self._save()

    async def _restore(self) -> None:
        kept = range(self._log.kept_from, len(self._log.records))
        state, self._chain = await self._store.restore(self._consumer, 0, kept)
        assert state is not None, "there is a checkpoint from the beginning on"
        self.engine.restore(state.parts[0])
        self._offset, self._alerts_end = state.offset, state.alerts

    async def _read_published(self, start: int) -> None:
        alerts = TopicPartition("alerts", 0)
        end = (await self._consumer.end_offsets([alerts]))[alerts]
        for record in await read_range(self._consumer, alerts, start, end):
            self._found[record.key.decode()] = record.offset
        self._alerts_end = end

    async def _publish(self, events: list[Emitted]) -> None:
        """The events of one bucket in one transaction, without those that are there already."""
        new = [event for event in events if self._found.pop(event.alert.event_id, None) is None]
        if not new:
            return
        bodies = [orjson.dumps(published(event.alert)) for event in new]
        async with self._fence.transaction() as send:
            ids = [event.alert.event_id.encode() for event in new]
            offsets = await send("alerts", [Record(ident, body) for ident, body in zip(ids, bodies, strict=True)])
            trends = [event.alert.trend_id.encode() for event in new]
            await send("trends", [Record(trend, body) for trend, body in zip(trends, bodies, strict=True)])
        self._alerts_end = offsets[-1] + 1

    async def _save(self) -> None:
        captured = self.engine.capture()
        await self._store.save(self._fence, self._chain, State([captured.sealed()], self._offset, self.alerts_from()))

    def alerts_from(self) -> int:
        """Where the next owner looks for what is published: events that we found there, and whose records come after this
        checkpoint, must not lie before it."""
        return min(self._found.values(), default=self._alerts_end)
