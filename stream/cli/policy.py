"""`groundswell policy FILE`: the brands of a running installation run by this file from here on."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import typer

from detectors.verdict import plural
from stream.config.errors import SettingsError
from stream.config.load import Configuration, policies
from stream.config.settings import PREFIX
from stream.exits import Exit
from stream.intake.feedback_agent import policy_commands, send_commands
from stream.kafka.client import producer_settings
from stream.kafka.producer import Producer
from stream.kafka.topics import Topics
from stream.terminal import broker_or_exit, print_error


def policy_command(configuration: Configuration, file: Path | None, *, check: bool) -> None:
    """Sends the policy of every brand that has a table in the file; with `check` it only prints what is wrong with it.

    Accounts that are named count from then on as well; patterns of accounts, and bots' posts that are to be left out, are
    for intake, which reads the file when workers start.
    """
    settings = configuration.settings
    if file is None and settings.brands is None:
        print_error("there is no file: name one, or set GROUNDSWELL_BRANDS")
        raise typer.Exit(Exit.USAGE)
    try:
        brands = policies(settings, file)
    except SettingsError as error:
        for sentence in error.errors:
            print_error(sentence)
        raise typer.Exit(Exit.SETTINGS) from error
    typer.echo(brands.budget_sentence)
    if check:
        return
    if not settings.author_key.get_secret_value() and any(policy.own_pseudonyms for policy in brands.named.values()):
        print_error(
            f"{PREFIX}AUTHOR_KEY is not set; it must be the workers' key: under it they know the own accounts of this file",
        )
        raise typer.Exit(Exit.SETTINGS)

    async def send() -> None:
        async with Producer(**producer_settings(settings)) as producer:
            await send_commands(producer, Topics.of(settings), policy_commands(brands, time.time()))

    with broker_or_exit(settings):
        asyncio.run(send())
    typer.echo(f"sent the policies of {plural(len(brands.named), 'brand', 'brands')}: {', '.join(brands.named)}")
