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
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from stream.exits import Exit, reason_of

if TYPE_CHECKING:
    from stream.config.load import Configuration
    from stream.config.settings import Settings
    from stream.reading import Loaded
    from stream.reading.options import FileChoice


# The words of a brand's name open no alert, so it is not the name of the file, which often says what is in it.
NO_BRAND = "your brand"


def print_error(sentence: str, style: str = "red") -> None:
    """One sentence in red on standard error; names of files in it obey no terminal."""
    from stream.alerts.cards import harmless

    Console(stderr=True).print(harmless(sentence), style=style, highlight=False, markup=False, soft_wrap=True)


def configuration_or_exit(*, worker: bool = False, **overrides: str | None) -> Configuration:
    """The configuration of the environment; when it cannot be used, every error is printed and the process ends."""
    from stream.config.errors import SettingsError
    from stream.config.load import load

    try:
        configuration = load(None, worker=worker, **overrides)
        check_frequencies(configuration.settings.frequencies)
    except SettingsError as error:
        for sentence in error.errors:
            print_error(sentence)
        raise typer.Exit(Exit.SETTINGS) from error
    return configuration


def check_frequencies(frequencies: str) -> None:
    """Raises SettingsError when a file of `GROUNDSWELL_FREQUENCIES` is none that `groundswell frequencies` wrote."""
    from stream.config.frequencies import files_of

    paths = files_of(frequencies)
    if not paths:
        return
    from detectors.errors import SettingError
    from stream.config.errors import SettingsError
    from stream.knowledge.files import read_source

    errors = []
    for path in paths:
        try:
            read_source(path)
        except (OSError, SettingError) as error:
            errors.append(f"GROUNDSWELL_FREQUENCIES cannot be used: {path}: {reason_of(error)}")
    if errors:
        raise SettingsError(errors)


def load_or_exit(path: Path, chosen: FileChoice, console: Console, *, brand: bool = True) -> Loaded:
    """The rows of a file in the order of their time; prints what was recognised and what was left out.

    A file of no use ends the process. With `brand` a file that names none counts as one brand.
    """
    from stream.alerts.cards import harmless
    from stream.reading import ReadingError, load_mentions, options_of

    try:
        options = options_of(chosen, brand=NO_BRAND if brand else "")
        with progress_bar(console) as bar:
            task = bar.add_task(escape(harmless(f"reading {path.name}")), total=None)
            loaded = load_mentions(
                path, options=options, progress=lambda done, total: bar.update(task, completed=done, total=total)
            )
    except OSError as error:
        print_error(f"{path} cannot be read: {reason_of(error)}")
        raise typer.Exit(Exit.USAGE) from error
    except ReadingError as error:
        print_error(str(error))
        raise typer.Exit(Exit.USAGE) from error
    for note in loaded.understood.notes():
        console.print(harmless(note), style="dim", markup=False, highlight=False, soft_wrap=True)
    for sentence in loaded.problems.sentences():
        console.print(harmless(f"left out: {sentence}"), style="yellow", markup=False, highlight=False, soft_wrap=True)
    if not loaded.rows:
        print_error(f"{path} {_nothing_in(loaded, chosen)}")
        raise typer.Exit(Exit.USAGE)
    return loaded


def _nothing_in(loaded: Loaded, chosen: FileChoice) -> str:
    """Why a file gave no mention, to follow its name."""
    readable = loaded.understood.mentions
    if readable and (chosen.since or chosen.until):
        bounds = [f"--{name} {value}" for name, value in (("from", chosen.since), ("to", chosen.until)) if value]
        return f"holds {counted(readable, 'mention', 'mentions')}, none of them within {' '.join(bounds)}"
    if not loaded.problems.total:
        return "holds no mention: there is no row in it"
    reasons = loaded.problems.sentences()
    return f"holds no mention that can be read: {'; '.join(reasons)}"


def counted(n: int, one: str, many: str) -> str:
    """`1 row`, `2,000 rows`."""
    return f"{n:,} {one if n == 1 else many}"


def left_out_or_exit(loaded: Loaded, strict: bool, refused: int = 0) -> None:
    """The last line of a command when more than 1 % of the rows were left out, or read and then `refused` as mentions; with
    `strict` it ends with its own code."""
    from stream.reading.rows import LEFT_OUT_SHARE_MAX

    lost, share = loaded.problems.faults + refused, loaded.left_out_share(refused)
    if share <= LEFT_OUT_SHARE_MAX:
        return
    rows = f"1 row ({share:.1%}) was" if lost == 1 else f"{lost:,} rows ({share:.1%}) were"
    print_error(f"{rows} left out; the lines above say why", "yellow")
    if strict:
        raise typer.Exit(Exit.LEFT_OUT)


def folder_or_exit(folder: Path) -> None:
    """Makes the folder and sees that files can be written into it, before a long run is for nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        print_error(f"{folder} cannot be written into: {reason_of(error)}")
        raise typer.Exit(Exit.USAGE) from error


def progress_bar(console: Console) -> Progress:
    """A bar that leaves the terminal clean when it is done."""
    return Progress(TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), console=console, transient=True)


def count_bar(console: Console) -> Progress:
    """A bar that counts mentions."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


def compile_first(console: Console) -> None:
    """Compiles the kernels if no earlier run has, and says so: it takes up to a minute, in which nothing else is seen.
    From here on the rows of the file are there to stay, and no collector need look at them."""
    from stream.engines.factory import is_compiled, warm_up
    from stream.process.gc_tuning import tune_gc

    if not is_compiled():
        console.print("compiling the kernels of the engine, once (up to a minute)", style="dim", highlight=False)
        with console.status("compiling"):
            warm_up()
    tune_gc()


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
        print_error(str(error))
        raise typer.Exit(Exit.TOPICS) from error
    except (KafkaError, ProduceError, FenceError, OSError) as error:
        if refused := refused_right(error) or asyncio.run(refused_entry(kafka_client(settings))):
            print_error(refused)
            raise typer.Exit(Exit.ACCESS) from error
        if isinstance(error, FenceError):
            raise
        print_error(f"Kafka at {settings.broker} does not answer{_why_not(error)}")
        raise typer.Exit(Exit.BROKER_AWAY) from error


def _why_not(error: Exception) -> str:
    """What there is to say of a broker that does not answer; the library's sentence only where it says more than that."""
    if type(error).__name__ in ("KafkaConnectionError", "NodeNotReadyError"):
        return "; `groundswell kafka up` runs one on this machine, and GROUNDSWELL_BROKER names another"
    return f": {error}"
