"""`groundswell warm`."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import typer
from rich.console import Console

from stream.config.load import Configuration
from stream.exits import Exit
from stream.kafka.fence import FenceError
from stream.offline.warm import Warmed, WarmError, check_writable, write_checkpoints
from stream.terminal import broker_or_exit, load_or_exit


@contextlib.contextmanager
def _usage_errors(configuration: Configuration) -> Iterator[None]:
    try:
        with broker_or_exit(configuration.settings):
            yield
    except (WarmError, FenceError) as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(Exit.USAGE) from error


def warm_command(
    configuration: Configuration, files: list[Path], mapping: str, since: str, until: str, *, replace: bool
) -> None:
    """Runs the mentions of all files, together in the order of their time, and writes the checkpoints."""
    console = Console(stderr=True)
    # Before the files: reading them may take minutes.
    with _usage_errors(configuration):
        asyncio.run(check_writable(configuration, replace=replace))
    rows = [row for file in files for row in load_or_exit(file, mapping, since, until, console).rows]
    rows.sort(key=attrgetter("at_ms"))
    warmed = Warmed(configuration)
    with console.status(f"learning from {len(rows):,} mentions"):
        warmed.feed(rows)
    for sentence in warmed.refused.sentences():
        console.print(f"refused: {sentence}", style="yellow", highlight=False, markup=False)
    with _usage_errors(configuration):
        asyncio.run(write_checkpoints(configuration, warmed, replace=replace))
    brands = sum(len(engine.brands) for engine in warmed.engines)
    typer.echo(
        f"{len(rows):,} mentions, {warmed.complaints:,} complaints of {brands} brands: "
        f"wrote the checkpoints of {len(warmed.engines)} partitions, published no alerts"
    )
