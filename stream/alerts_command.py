"""`groundswell alerts`: the alert topic, as cards or as JSON."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from typing import Any

import orjson
import typer
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from aiokafka.structs import TopicPartition
from rich.console import Console

from stream.cards import card
from stream.exits import Exit
from stream.settings import Settings
from stream.topics import Topics
from stream.wiring import kafka_client


async def follow(client: Mapping[str, Any], topic: str, *, from_start: bool, until_end: bool) -> AsyncIterator[bytes]:
    """The values of a topic as they come; with `until_end` it ends where the topic ended when it was called."""
    async with AIOKafkaConsumer(**client, isolation_level="read_committed") as consumer:
        await consumer._client.force_metadata_update()
        partitions = sorted(consumer.partitions_for_topic(topic) or ())
        logs = [TopicPartition(topic, partition) for partition in partitions]
        ends = await consumer.end_offsets(logs)
        consumer.assign(logs)
        await (consumer.seek_to_beginning(*logs) if from_start else consumer.seek_to_end(*logs))
        while True:
            for records in (await consumer.getmany(timeout_ms=500)).values():
                for record in records:
                    yield record.value
            if until_end and all([await consumer.position(log) >= ends[log] for log in logs]):
                return


def alerts_command(settings: Settings, *, json_lines: bool, from_start: bool, until_end: bool) -> None:
    """Prints events until it is interrupted."""
    console = Console(soft_wrap=False)

    async def show() -> None:
        topic = Topics.of(settings).alerts
        async for value in follow(kafka_client(settings), topic, from_start=from_start, until_end=until_end):
            if json_lines:
                sys.stdout.write(value.decode() + "\n")
                sys.stdout.flush()
            else:
                alert = orjson.loads(value)
                console.print(card(alert, settings.policies.of(alert["brand"]).timezone))

    try:
        asyncio.run(show())
    except (KafkaError, OSError) as error:
        typer.secho(f"Kafka at {settings.broker} does not answer: {error}", fg="red", err=True)
        raise typer.Exit(Exit.BROKER_AWAY) from error
