"""What the commands share: reading the configuration and files, talking to Kafka; or one sentence and an exit code.

Imports are made where they are needed: neither `--help` nor a container's health check should wait for Kafka's client.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from stream.exits import Exit, reason_of

if TYPE_CHECKING:
    from stream.config.load import Configuration
    from stream.config.settings import Settings
    from stream.reading import Loaded


def print_error(sentence: str) -> None:
    """One sentence in red on standard error."""
    Console(stderr=True).print(sentence, style="red", highlight=False, markup=False, soft_wrap=True)


def configuration_or_exit(*, worker: bool = False, **overrides: str | None) -> Configuration:
    """The configuration of the environment; when it cannot be used, every error is printed and the process ends."""
    from stream.config.errors import SettingsError
    from stream.config.load import load

    try:
        return load(None, worker=worker, **overrides)
    except SettingsError as error:
        for sentence in error.errors:
            print_error(sentence)
        raise typer.Exit(Exit.SETTINGS) from error


def load_or_exit(path: Path, mapping: str, since: str, until: str, console: Console) -> Loaded:
    """The rows of a file in the order of their time; prints what could not be read. A useless file ends the process."""
    from stream.reading import ReadingError, load_mentions, parse_bound, parse_map

    try:
        since_ms, until_ms = parse_bound(since) if since else None, parse_bound(until) if until else None
        if since_ms is not None and until_ms is not None and since_ms >= until_ms:
            raise ReadingError(f"--from is {since} and --to is {until}; --to must be later, and is not included itself")
        with progress_bar(console) as bar:
            task = bar.add_task(f"reading {path.name}", total=None)
            loaded = load_mentions(
                path,
                parse_map(mapping) if mapping else None,
                since_ms=since_ms,
                until_ms=until_ms,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    except OSError as error:
        typer.secho(f"{path} cannot be read: {reason_of(error)}", fg="red", err=True)
        raise typer.Exit(Exit.USAGE) from error
    except ReadingError as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(Exit.USAGE) from error
    for sentence in loaded.problems.sentences():
        console.print(f"left out: {sentence}", style="yellow", markup=False, highlight=False)
    if not loaded.rows:
        typer.secho(f"{path} holds no mention that can be read between these dates", fg="red", err=True)
        raise typer.Exit(Exit.USAGE)
    return loaded


def folder_or_exit(folder: Path) -> None:
    """Makes the folder and sees that files can be written into it, before a long run is for nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        typer.secho(f"{folder} cannot be written into: {reason_of(error)}", fg="red", err=True)
        raise typer.Exit(Exit.USAGE) from error


def progress_bar(console: Console) -> Progress:
    """A bar that leaves the terminal clean when it is done."""
    return Progress(TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), console=console, transient=True)


def count_bar(console: Console) -> Progress:
    """A bar that counts mentions."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


@contextlib.contextmanager
def broker_or_exit(settings: Settings) -> Iterator[None]:
    """Errors of Kafka inside the block become one sentence and an exit code; aiokafka's own log is suppressed."""
    from aiokafka.errors import KafkaError

    from stream.kafka.authorization import refused_entry, refused_right
    from stream.kafka.client import kafka_client
    from stream.kafka.fence import FenceError
    from stream.kafka.producer import ProduceError
    from stream.kafka.reader import TopicMissingError

    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        yield
    except TopicMissingError as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(Exit.TOPICS) from error
    except (KafkaError, ProduceError, FenceError, OSError) as error:
        if refused := refused_right(error) or asyncio.run(refused_entry(kafka_client(settings))):
            typer.secho(refused, fg="red", err=True)
            raise typer.Exit(Exit.ACCESS) from error
        if isinstance(error, FenceError):
            raise
        typer.secho(f"Kafka at {settings.broker} does not answer: {error}", fg="red", err=True)
        raise typer.Exit(Exit.BROKER_AWAY) from error
