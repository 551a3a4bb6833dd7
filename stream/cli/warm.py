"""`groundswell warm`."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import typer
from rich.console import Console

from detectors.verdict import plural
from stream.config.load import Configuration
from stream.exits import Exit
from stream.kafka.fence import FenceError
from stream.offline.warm import Warmed, WarmError, check_writable, write_checkpoints
from stream.reading.options import FileChoice
from stream.terminal import broker_or_exit, compile_first, counted, left_out_or_exit, load_or_exit, print_error


@contextlib.contextmanager
def _usage_errors(configuration: Configuration) -> Iterator[None]:
    try:
        with broker_or_exit(configuration.settings):
            yield
    except (WarmError, FenceError) as error:
        print_error(str(error))
        raise typer.Exit(Exit.USAGE) from error


def warm_command(configuration: Configuration, files: list[Path], chosen: FileChoice, *, replace: bool) -> None:
    """Runs the mentions of all files, together in the order of their time, and writes what was learned."""
    console = Console(stderr=True)
    # Before the files: reading them may take minutes.
    with _usage_errors(configuration):
        asyncio.run(check_writable(configuration, replace=replace))
    loaded = [load_or_exit(file, chosen, console, brand=False) for file in files]
    rows = [row for one in loaded for row in one.rows]
    rows.sort(key=attrgetter("at_ms"))
    compile_first(console)
    warmed = Warmed(configuration)
    with console.status(f"learning from {counted(len(rows), 'mention', 'mentions')}"):
        warmed.feed(rows)
    for sentence in warmed.refused.sentences():
        console.print(f"refused: {sentence}", style="yellow", highlight=False, markup=False)
    with _usage_errors(configuration):
        asyncio.run(write_checkpoints(configuration, warmed, replace=replace))
    brands = sum(len(engine.brands) for engine in warmed.engines)
    mentions = counted(len(rows), "mention", "mentions")
    complaints = f"{counted(warmed.complaints, 'complaint', 'complaints')} of {plural(brands, 'brand', 'brands')}"
    partitions = plural(len(warmed.engines), "partition", "partitions")
    typer.echo(f"{mentions}, {complaints}: checkpoints of {partitions} are written, no alert was sent")
    for one in loaded:
        left_out_or_exit(one, chosen.strict)
