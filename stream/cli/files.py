"""What the commands that read a mention file share: its rows with a progress bar, and a report of what was left out."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from stream.cli.file_options import FileChoice
from stream.exits import Exit, reason_of
from stream.reading import Loaded, ReadingError, load_mentions, options_of
from stream.reading.content import STDIN


def load_or_exit(path: Path, chosen: FileChoice, console: Console, *, brand: bool = True) -> Loaded:
    """The rows of a file in the order of their time; reports what was recognised and what was left out.

    A file of no use ends the process. With `brand` a file that names none counts as one brand, of the file's own name.
    """
    try:
        options = options_of(**asdict(chosen), brand=_brand_of(path) if brand else "")
        with progress_bar(console) as bar:
            task = bar.add_task(f"reading {path.name}", total=None)
            loaded = load_mentions(
                path, options=options, progress=lambda done, total: bar.update(task, completed=done, total=total)
            )
    except OSError as error:
        typer.secho(f"{path} cannot be read: {reason_of(error)}", fg="red", err=True)
        raise typer.Exit(Exit.USAGE) from error
    except ReadingError as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(Exit.USAGE) from error
    for note in loaded.understood.notes():
        console.print(note, style="dim", markup=False, highlight=False, soft_wrap=True)
    for sentence in loaded.problems.sentences():
        console.print(f"left out: {sentence}", style="yellow", markup=False, highlight=False, soft_wrap=True)
    if not loaded.rows:
        typer.secho(f"{path} holds no mention that can be read between these dates", fg="red", err=True)
        raise typer.Exit(Exit.USAGE)
    return loaded


def left_out_or_exit(loaded: Loaded, strict: bool) -> None:
    """The last line of a command when more than 1 % of the rows were left out; with `strict` it ends with its own code."""
    if not loaded.is_much_left_out:
        return
    typer.secho(
        f"{loaded.problems.faults:,} rows ({loaded.left_out_share:.1%}) were left out; the first lines say why",
        fg="yellow",
        err=True,
    )
    if strict:
        raise typer.Exit(Exit.LEFT_OUT)


def _brand_of(path: Path) -> str:
    return "brand" if path == STDIN else path.name.partition(".")[0] or "brand"


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
