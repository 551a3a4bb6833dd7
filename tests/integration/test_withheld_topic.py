"""What engines keep out of the alerts, on real Kafka: the topic has one partition, and every engine writes to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import orjson
import pytest

from detectors.reports import Reports, Withheld
from stream.alerts.publisher import AlertPublisher
from stream.kafka.fence import Fence
from stream.metrics import Metrics
from tests.conftest import Cluster
from tests.worker_tools import Installation

pytestmark = pytest.mark.kafka


def test_every_engine_writes_what_it_withheld_to_the_one_partition(
    kafka: Cluster, unique_name: Callable[[str], str]
) -> None:
    installation = Installation.named(unique_name("withheld"), kafka.bootstrap, engine_partitions=3)
    publisher = AlertPublisher(installation.topics, Metrics(), "", "", live=True)
    one = Withheld(
        brand="acme", at="2026-03-11T09:49:00Z", reason="single_customer", text="refund!", why="", people=3, posts=9
    )

    async def scenario() -> None:
        await installation.create_topics()
        for partition in range(3):
            fence = Fence(installation.client, installation.settings.application, partition)
            await fence.start()
            try:
                await publisher.publish_reports(fence, Reports([], [], [one]))
            finally:
                await fence.stop()

    asyncio.run(scenario())
    records = asyncio.run(installation.read(installation.topics.kept_out))
    assert [(record.partition, record.key) for record in records] == [(0, b"acme")] * 3
    assert {orjson.loads(record.value)["text"] for record in records} == {"refund!"}
