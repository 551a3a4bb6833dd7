"""`groundswell forget AUTHOR`: engines let go of a person, by a command in their logs."""

from __future__ import annotations

import asyncio
import time

import typer

from detectors.engine.log import FORGET, Command
from stream.config.pseudonyms import Pseudonyms, folded
from stream.config.settings import PREFIX, Settings
from stream.exits import Exit
from stream.intake.feedback_agent import send_commands
from stream.kafka.client import producer_settings
from stream.kafka.codec import encode_record
from stream.kafka.producer import Producer, Record
from stream.kafka.topics import Topics
from stream.terminal import broker_or_exit, print_error


def forget_command(settings: Settings, author: str, brand: str, channel: str) -> None:
    """Sends the command to the engine of a brand, or to all engines; the name itself goes nowhere."""
    if not author.strip("@ "):
        print_error("the author is empty; it must be as the mentions have it")
        raise typer.Exit(Exit.USAGE)
    if not settings.author_key.get_secret_value():
        print_error(f"{PREFIX}AUTHOR_KEY is not set; it must be the workers' key: under it they know people")
        raise typer.Exit(Exit.SETTINGS)
    people = people_of(Pseudonyms(settings.author_key_bytes), author, channel)
    command = Command(brand=brand, kind=FORGET, at=time.time(), people=people)
    with broker_or_exit(settings):
        asyncio.run(_send(settings, command))
    typer.echo(f"sent: {'the brand ' + brand if brand else 'every brand'} forgets the person")


def people_of(pseudonyms: Pseudonyms, author: str, channel: str = "") -> tuple[str, ...]:
    """The hashes that complaints may have of an author: as an account on any channel, as one that is a number on this
    channel, and as what a producer gave as `person`."""
    handle = folded(author)
    names = {author, handle, f"{channel}/{handle}"} if channel else {author, handle}
    return tuple(sorted(map(pseudonyms.of, names)))


async def _send(settings: Settings, command: Command) -> None:
    topics = Topics.of(settings)
    async with Producer(**producer_settings(settings)) as producer:
        if command.brand:
            await send_commands(producer, topics, [command])
            return
        record = Record(b"", encode_record(command))
        await producer.send_all(topics.complaints, {number: [record] for number in range(topics.engine_partitions)})
