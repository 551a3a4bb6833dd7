"""`groundswell topics`."""

from __future__ import annotations

import asyncio

import orjson
import typer
from rich.console import Console

from stream.config.load import Configuration
from stream.config.settings import Settings
from stream.exits import Exit
from stream.kafka.admin import create_topics, partitions_of
from stream.kafka.client import kafka_client
from stream.kafka.topics import Topics
from stream.offline.repartition import RepartitionError, repartition
from stream.offline.rollback import RollBackError, roll_back
from stream.terminal import broker_or_exit, print_error


def repartition_command(configuration: Configuration) -> None:
    """Lays the engines out over the partitions of the settings, without their past."""
    settings = configuration.settings
    try:
        with broker_or_exit(settings):
            left = asyncio.run(repartition(configuration))
    except RepartitionError as error:
        print_error(str(error))
        raise typer.Exit(Exit.TOPICS) from error
    typer.echo(
        f"{settings.engine_partitions} engines begin anew, {left} records in their logs are behind them; "
        "trends that are open stay so on the topics; `groundswell warm FILE…` brings baselines back"
    )


def roll_back_command(configuration: Configuration) -> None:
    """Makes way for the release before this one."""
    try:
        with broker_or_exit(configuration.settings):
            again = asyncio.run(roll_back(configuration))
    except RollBackError as error:
        print_error(str(error))
        raise typer.Exit(Exit.TOPICS) from error
    typer.echo(
        f"the checkpoints of this release are deleted; the one before it goes on from its own last ones and reads {again} "
        "records again. Start it now: a worker of this release would go on from there too"
    )


def topics_command(settings: Settings, *, as_json: bool = False) -> None:
    """Creates the topics that are missing and prints all of them; a second run changes nothing."""
    wanted = Topics.of(settings)
    client = kafka_client(settings)
    with broker_or_exit(settings):
        created = asyncio.run(create_topics(client, wanted, settings.replication))
        found = asyncio.run(partitions_of(client))
    console = Console(soft_wrap=True, highlight=False)
    if as_json:
        listed = [
            {
                "name": topic.name,
                "partitions": found.get(topic.name, 0),
                "created": bool(created.get(topic.name)),
                "holds": topic.holds,
            }
            for topic in wanted.table()
        ]
        typer.echo(orjson.dumps({"topics": listed}).decode())
    for topic in () if as_json else wanted.table():
        state = "created" if created.get(topic.name) else "was there"
        console.print(f"{topic.name:<24} {found.get(topic.name, 0):>3} partitions  {state:<9}  {topic.holds}", markup=False)
    errors = wanted.validation_errors(found)
    for error in errors:
        print_error(error)
    if errors:
        raise typer.Exit(Exit.TOPICS)
