"""The engines of one worker work side by side: one that stands still keeps no other waiting."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from stream.offline.replay import replay
from stream.reading import load_mentions
from tests.conftest import Cluster
from tests.integration.test_child_processes import ENGINE, children_of, emitted_by
from tests.simulated import two_brands
from tests.worker_tools import Installation, WorkerProcess, catch_up, wait_for, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]

# Far more batches than may wait anywhere.
BATCH = 20
LAG = re.compile(r'^groundswell_consumer_lag\{partition="(\d)",topic="(\w+)"\} (\S+)$', re.MULTILINE)


async def lags(worker: WorkerProcess, topic: str) -> list[float]:
    """How much of each partition waits, the least first; empty while the worker has none."""
    page = (await asyncio.to_thread(worker.get, "/metrics"))[1]
    return sorted(float(lag) for _, name, lag in LAG.findall(page) if name == topic)


def test_an_engine_that_stands_still_keeps_no_other_waiting_and_loses_nothing(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    rows = load_mentions(two_brands(tmp_path / "mentions.jsonl")).rows
    installation = Installation.named(
        unique_name("side"),
        kafka.bootstrap,
        intake_processes=0,
        engine_partitions=2,
        engine_processes=2,
        batch_records=BATCH,
    )

    async def scenario() -> None:
        await installation.create_topics()
        with worker(installation, tmp_path / "log") as running:

            async def is_ready() -> bool:
                return await lags(running, "complaints") == [0.0, 0.0]

            await wait_for(is_ready, running, "it has both partitions")
            stopped, goes_on = children_of(running, ENGINE)
            os.kill(stopped, signal.SIGSTOP)
            try:
                lateness = installation.settings.lateness_seconds
                await replay(rows, installation.client, installation.topics, lateness_seconds=lateness)

                async def one_is_through() -> bool:
                    done, waits = await lags(running, "complaints")
                    return sum(await lags(running, "mentions")) == 0 and done == 0 and waits > 0

                await wait_for(one_is_through, running, "the engine that works is through its log")
            finally:
                os.kill(stopped, signal.SIGCONT)
            await catch_up(installation, running)
            assert children_of(running, ENGINE) == [stopped, goes_on]
        logs = await installation.read(installation.topics.complaints)
        assert min(Counter(record.partition for record in logs).values()) > 10 * BATCH
        alerts = Counter(record.value for record in await installation.read(installation.topics.alerts))
        assert alerts == emitted_by(logs, installation.configuration)
        assert alerts

    asyncio.run(scenario())
