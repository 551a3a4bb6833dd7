"""A trends agent that owns one partition of a broker in memory, and is fed with a log."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord
from stream.engines.checkpoints import CheckpointStore
from stream.engines.host import LocalEngineHost
from stream.engines.ownership import Ownership
from stream.engines.trends_agent import TrendsAgent
from stream.kafka.batch_transport import Batch
from stream.kafka.codec import encode_record
from stream.metrics import Metrics
from tests.simulation.broker import Broker, Entry, TwinConsumer, TwinFence
from tests.simulation.worker import SETTINGS, SETUP, TOPICS, TwinFences


async def at_once(_: str) -> None: ...


async def feed(
    make_engine: Callable[[], TrendEngine],
    log: Sequence[LogRecord],
    metrics: Metrics,
    batch: int,
    on_batch: Callable[[], None] = lambda: None,
) -> None:
    """Feeds `log` in batches to an agent that exports to `metrics`; `on_batch` is called after each."""
    records = [Entry(offset, None, encode_record(record)) for offset, record in enumerate(log)]
    broker = Broker(range(len(records)))

    def fences(_: int) -> TwinFences:
        return TwinFences(*(TwinFence(broker, name, at_once, lambda: False) for name in ("alerts", "checkpoints")))

    store = CheckpointStore(lambda: TwinConsumer(broker, at_once), TOPICS.checkpoints, SETUP)
    ownership = Ownership(store, LocalEngineHost(make_engine, lambda: SETUP), TOPICS, fences)
    agent = TrendsAgent(SETTINGS, ownership, TOPICS, metrics, SETUP)
    assert await agent.acquire(frozenset({0})) == {0: 0}
    for start in range(0, len(records), batch):
        assert await agent.on_batch(Batch("complaints", 0, records[start : start + batch], 0))
        on_batch()
