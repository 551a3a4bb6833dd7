"""`groundswell topics`."""

from __future__ import annotations

import asyncio

import typer
from aiokafka.errors import KafkaError
from rich.console import Console

from stream.admin import create_topics, partitions_of
from stream.exits import Exit
from stream.repartition import RepartitionError, repartition
from stream.settings import Settings
from stream.topics import Topics
from stream.wiring import kafka_client


def repartition_command(settings: Settings) -> None:
    """Lays the engines out over the partitions of the settings, without their past."""
    try:
        left = asyncio.run(repartition(settings))
    except RepartitionError as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(Exit.TOPICS) from error
    except (KafkaError, OSError) as error:
        typer.secho(f"Kafka at {settings.broker} does not take it: {error}", fg="red", err=True)
        raise typer.Exit(Exit.BROKER_AWAY) from error
    typer.echo(
        f"{settings.engine_partitions} engines begin anew, {left} records in their logs are behind them; "
        "trends that are open stay so on the topics; `groundswell warm FILE…` brings baselines back"
    )


def topics_command(settings: Settings) -> None:
    """Creates the topics that are missing and prints all of them; a second run changes nothing."""
    wanted = Topics.of(settings)
    client = kafka_client(settings)
    try:
        created = asyncio.run(create_topics(client, wanted, settings.replication))
        found = asyncio.run(partitions_of(client))
    except (KafkaError, OSError) as error:
        typer.secho(f"Kafka at {settings.broker} does not take the topics: {error}", fg="red", err=True)
        raise typer.Exit(Exit.BROKER_AWAY) from error
    console = Console(soft_wrap=True, highlight=False)
    for topic in wanted.table():
        state = "created" if created.get(topic.name) else "was there"
        console.print(f"{topic.name:<24} {found.get(topic.name, 0):>3} partitions  {state:<9}  {topic.holds}", markup=False)
    faults = wanted.faults(found)
    for fault in faults:
        typer.secho(fault, fg="red", err=True)
    if faults:
        raise typer.Exit(Exit.TOPICS)
