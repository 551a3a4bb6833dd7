"""A worker says once that all of its brands rise together, and once that it is over."""

from __future__ import annotations

import asyncio

from structlog.testing import capture_logs

from stream.engines.agent import TrendsAgent
from stream.engines.host import LocalEngine, LocalEngineHost
from stream.engines.ownership import PartitionEngine
from stream.kafka.batch_transport import Batch
from stream.kafka.codec import encode_record
from stream.metrics import Metrics
from tests.detectors.test_source_rise import NAMES, engine, log, usual_weeks
from tests.simulation.broker import Broker, Entry, TwinFence
from tests.simulation.worker import SETTINGS, SETUP, TOPICS, TwinFences

BATCH = 20


async def at_once(_: str) -> None: ...


def test_a_common_rise_is_logged_once_and_shown_while_it_lasts() -> None:
    begun, usual, _ = usual_weeks()
    records = [Entry(offset, None, encode_record(record)) for offset, record in enumerate(log(NAMES)[begun:])]
    metrics = Metrics()
    shown: list[float | None] = []

    async def scenario() -> None:
        broker = Broker(range(len(records)))
        fences = TwinFences(*(TwinFence(broker, name, at_once, lambda: False) for name in ("alerts", "checkpoints")))
        await fences.start()
        weeks_old = engine()
        weeks_old.restore(usual)
        hosted = LocalEngine(weeks_old)
        agent = TrendsAgent(SETTINGS, LocalEngineHost(engine, lambda: SETUP), TOPICS, metrics, {}, SETUP)
        agent.engines[0] = PartitionEngine(0, hosted, await hosted.stats(), 0, fences)
        for start in range(0, len(records), BATCH):
            assert await agent.on_batch(Batch("complaints", 0, records[start : start + BATCH], 0))
            shown.append(metrics.registry.get_sample_value("groundswell_source_rise_brands"))

    with capture_logs() as logs:
        asyncio.run(scenario())
    told = [one for one in logs if one["event"].startswith("source_surge")]
    assert [one["event"] for one in told] == ["source_surge_started", "source_surge_ended"]
    assert (told[0]["brands"], told[0]["of"], told[0]["partition"]) == (5, 5, 0)
    assert told[0]["since"].startswith("20")
    assert max(filter(None, shown)) == 5
    assert shown[-1] == 0
