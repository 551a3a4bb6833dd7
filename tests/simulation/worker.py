"""A worker's part that owns the one partition: the production code, on twins of what it has to do with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from stream.config.load import load
from stream.engines.checkpoints import CheckpointStore
from stream.engines.host import LocalEngine, LocalEngineHost
from stream.engines.manifest import Setup
from stream.engines.ownership import Fences, Ownership, PartitionEngine
from stream.engines.trends_agent import TrendsAgent
from stream.kafka.batch_transport import Batch
from stream.kafka.topics import Topics
from stream.metrics import Metrics
from tests.simulation.broker import Broker, Entry, Step, TwinConsumer
from tests.simulation.logs import new_engine

BATCH_MAX = 30
CHUNK_BYTES = 4_000
SETUP = Setup(structure="structure", policy="policy", partitions=1)
TOPICS = Topics(engine_partitions=1)
SETTINGS = load({}, author_key="the key of the tests", clock="replay").settings
PARTITION = frozenset({0})

HOST = LocalEngineHost(new_engine, lambda: SETUP)

metrics = cache(Metrics)


class TwinFences(Fences):
    """Both fences of the partition, raised one after the other: a worker takes one step at a time."""

    async def start(self) -> None:
        await self.events.start()
        await self.saves.start()


def snapshot_of(owned: PartitionEngine) -> bytes:
    """The state of an engine that runs in this process."""
    assert isinstance(owned.engine, LocalEngine)
    return owned.engine.engine.snapshot()


MakeFences = Callable[[], Fences]


class Worker:
    """One worker process that gets the partition, from taking it over to the end of the log or of its ownership."""

    def __init__(self, broker: Broker, records: Sequence[Entry], step: Step, chance: Random, fences: MakeFences) -> None:
        self._records, self._step, self._chance = records, step, chance
        self.store = CheckpointStore(lambda: TwinConsumer(broker, step), TOPICS.checkpoints, SETUP, chunk_bytes=CHUNK_BYTES)
        ownership = Ownership(self.store, HOST, TOPICS, lambda _: fences())
        self.agent = TrendsAgent(SETTINGS, ownership, TOPICS, metrics(), SETUP)

    async def acquire(self) -> int:
        """Where the log goes on."""
        return (await self.agent.acquire(PARTITION))[0]

    async def feed(self, batch: Batch) -> bool:
        """Whether the partition is still this worker's."""
        return await self.agent.on_batch(batch)

    async def run(self) -> bool:
        """Whether it came to the end; False when it lost the partition. A rebalance may leave it what it has."""
        often = self._chance.choice((0.05, 0.3, 0.8))
        offset = await self.acquire()
        while offset < len(self._records):
            await self._step("read the log")
            batch = Batch("complaints", 0, [*self._records[offset : offset + self._chance.randrange(1, BATCH_MAX)]], 0)
            if not await self.feed(batch):
                return False
            offset = batch.next_offset
            if self._chance.random() < often:
                async for _ in self.agent.save(due_only=False):
                    pass
            if self._chance.random() < 0.03:
                offset = await self.acquire()
        return 0 in self.agent.engines
