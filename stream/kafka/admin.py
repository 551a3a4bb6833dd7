"""Creating the topics, and what a cluster has of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Set
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code
from aiokafka.protocol.metadata import MetadataRequest

from stream.kafka.topics import Topics

VISIBLE_SECONDS = 30.0


async def partitions_of(client: Mapping[str, Any]) -> dict[str, int]:
    """The topics of the cluster and how many partitions each has. Raises KafkaError when it does not answer."""
    admin = AIOKafkaAdminClient(**client)
    try:
        await admin.start()
        described = await admin.describe_topics()
    finally:
        await admin.close()
    return {topic["topic"]: len(topic["partitions"]) for topic in described if not topic["error_code"]}


async def running_workers(client: Mapping[str, Any], application: str) -> int:
    """The members of an installation's consumer group. Raises KafkaError when the cluster does not answer."""
    admin = AIOKafkaAdminClient(**client)
    try:
        await admin.start()
        (described,) = await admin.describe_consumer_groups([application])
    finally:
        await admin.close()
    (*_, members) = described.groups[0][:6]
    return len(members)


def still_running(members: int, application: str) -> str:
    """The sentence for a command that must not run beside workers."""
    many = "1 worker of" if members == 1 else f"{members:,} workers of"
    return f"{many} {application} {'is' if members == 1 else 'are'} running; stop {'it' if members == 1 else 'them'} first"


async def _known_everywhere(admin: AIOKafkaAdminClient, topics: Set[str]) -> bool:
    """Whether every broker of the cluster that answers knows these topics, each with its partitions."""
    for broker in admin._client.cluster.brokers():
        try:
            response = await admin._send_request(MetadataRequest(sorted(topics)), broker.nodeId)
        except KafkaError:
            # Down: when it is back it learns of all topics before it serves anybody.
            continue
        described = response.to_object()["topics"]
        if topics - {topic["topic"] for topic in described if not topic["error_code"] and topic["partitions"]}:
            return False
    return True


async def create_topics(client: Mapping[str, Any], topics: Topics, replication: int) -> dict[str, bool]:
    """Creates what is missing; returns for each topic whether it is new. Raises KafkaError for what the cluster refuses."""
    admin = AIOKafkaAdminClient(**client)
    created: dict[str, bool] = {}
    try:
        await admin.start()
        for topic in topics.table():
            wanted = NewTopic(topic.name, topic.partitions, replication, topic_configs=topic.config)
            response = await admin.create_topics([wanted])
            for name, code, *message in response.topic_errors:
                error = for_code(code)
                if code and error is not TopicAlreadyExistsError:
                    raise error(f"{name}: {message[0] if message else ''}")
                created[name] = not code
        # A broker answers before it tells the others of the topic, and any of them may be asked next.
        deadline = asyncio.get_running_loop().time() + VISIBLE_SECONDS
        while not await _known_everywhere(admin, created.keys()):
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"the new topics did not appear in {VISIBLE_SECONDS:g} s")
            await asyncio.sleep(0.05)
    finally:
        await admin.close()
    return created
