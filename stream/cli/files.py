"""What the commands that read a mention file share: its rows with a progress bar, and what could not be read, said."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from stream.exits import Exit, reason_of
from stream.reading import Loaded, ReadingError, load_mentions, parse_bound, parse_map


def load_or_exit(path: Path, mapping: str, since: str, until: str, console: Console) -> Loaded:
    """The rows of a file in the order of their time; says what could not be read. A file of no use ends the process."""
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
