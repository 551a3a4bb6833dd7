"""`groundswell topics` on three real brokers: what it has created, every broker knows when it returns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.protocol.metadata import MetadataRequest

from stream.kafka.admin import create_topics
from tests.quorum_kafka import NODES, QuorumKafka
from tests.worker_tools import Installation

pytestmark = pytest.mark.kafka

ROUNDS = 4


def test_every_broker_knows_the_topics_once_they_are_created(unique_name: Callable[[str], str]) -> None:
    async def scenario(kafka: QuorumKafka) -> list[dict[str, int]]:
        each = [AIOKafkaAdminClient(bootstrap_servers=node.bootstrap) for node in kafka.nodes]
        missing = []
        try:
            for admin in each:
                await admin.start()
            for number in range(ROUNDS):
                # Another broker is asked to create them each time.
                node = kafka.nodes[number % NODES]
                installation = Installation.named(unique_name("quorum"), node.bootstrap, replication=NODES)
                await create_topics(installation.client, installation.topics, NODES)
                wanted = sorted(topic.name for topic in installation.topics.table())
                answers = await asyncio.gather(*(unknown_to(admin, broker, wanted) for broker, admin in enumerate(each, 1)))
                missing += [one for one in answers if one]
        finally:
            for admin in each:
                await admin.close()
        return missing

    with QuorumKafka.start() as kafka:
        assert asyncio.run(scenario(kafka)) == []


async def unknown_to(admin: AIOKafkaAdminClient, broker: int, topics: list[str]) -> dict[str, int]:
    """The topics that this one broker does not know, with its error codes."""
    response = await admin._send_request(MetadataRequest(topics), broker)
    return {one["topic"]: one["error_code"] for one in response.to_object()["topics"] if one["error_code"]}
