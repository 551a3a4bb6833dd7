"""A worker's part that owns the one partition: the production code, on twins of what it has to do with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from stream.config.settings import Settings
from stream.engines.agent import TrendsAgent
from stream.engines.checkpoints import CheckpointStore
from stream.engines.host import LocalEngineHost
from stream.engines.manifest import Setup
from stream.engines.ownership import Fences, Ownership
from stream.kafka.batch_transport import Batch
from stream.kafka.topics import Topics
from stream.metrics import Metrics
from tests.simulation.broker import Broker, Entry, Step, TwinConsumer, TwinFence
from tests.simulation.logs import new_engine

BATCH_MAX = 30
CHUNK_BYTES = 4_000
SETUP = Setup(structure="structure", policy="policy", partitions=1)
TOPICS = Topics(engine_partitions=1)
SETTINGS = Settings(author_key="a key for tests", clock="replay")

HOST = LocalEngineHost(new_engine, lambda: SETUP)

metrics = cache(Metrics)


class TwinFences(Fences):
    """Both fences of the partition."""

    def __init__(self, events: TwinFence, saves: TwinFence) -> None:
        self.events, self.saves = events, saves

    async def start(self) -> None:
        await self.events.start()
        await self.saves.start()

    async def stop(self) -> None: ...


MakeFences = Callable[[], TwinFences]


class Worker(TrendsAgent):
    """One worker process that gets the partition, from taking it over to the end of the log or of its ownership."""

    def __init__(self, broker: Broker, records: Sequence[Entry], step: Step, chance: Random, fences: MakeFences) -> None:
        super().__init__(SETTINGS, HOST, TOPICS, metrics(), {}, SETUP)
        self._records, self._step, self._chance = records, step, chance
        self._store = TwinStore(broker, step)
        self._ownership = TwinOwnership(self._store, fences)

    async def run(self) -> bool:
        """Whether it came to the end; False when it lost the partition. A rebalance may leave it what it has."""
        often = self._chance.choice((0.05, 0.3, 0.8))
        offset = (await self.acquire(frozenset({0})))[0]
        while offset < len(self._records):
            await self._step("read the log")
            batch = Batch("complaints", 0, self._records[offset : offset + self._chance.randrange(1, BATCH_MAX)], 0)
            if not await self.on_batch(batch):
                return False
            offset = batch.next_offset
            if self._chance.random() < often:
                async for _ in self.save(due_only=False):
                    pass
            if self._chance.random() < 0.03:
                offset = (await self.acquire(frozenset({0})))[0]
        return 0 in self.engines


class TwinStore(CheckpointStore):
    def __init__(self, broker: Broker, step: Step) -> None:
        super().__init__({}, TOPICS.checkpoints, SETUP, chunk_bytes=CHUNK_BYTES)
        self._broker, self._step = broker, step

    def consumer(self) -> TwinConsumer:
        return TwinConsumer(self._broker, self._step)


class TwinOwnership(Ownership):
    def __init__(self, store: TwinStore, fences: MakeFences) -> None:
        super().__init__({}, "simulation", TOPICS, store, HOST)
        self._make_fences = fences

    def _fences(self, _partition: int) -> Fences:
        return self._make_fences()
