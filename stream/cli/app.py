"""The commands. Each prints one sentence when it cannot go on, and exits with a distinct code."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from stream.cli.file_options import FILE_HELP, REPLACE_HELP, with_file_options
from stream.cli.frequencies import frequencies
from stream.cli.late_groups import BenchGroup, EvaluateGroup, KafkaGroup
from stream.cli.services import answer, board, canary, forget, health, notify
from stream.exits import WorkerExitError
from stream.reading.options import FileChoice
from stream.simulate.command import simulate_command
from stream.terminal import configuration_or_exit, print_error

app = typer.Typer(
    name="groundswell",
    help="Streaming complaint trend detector: spots what many people report, not who shouts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(requested: bool) -> None:
    if requested:
        typer.echo(f"groundswell {version('groundswell')}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version and exit")
    ] = False,
) -> None:
    """Streaming complaint trend detector: spots what many people report, not who shouts."""


app.add_typer(
    typer.Typer(cls=KafkaGroup, no_args_is_help=True), name="kafka", help="Run a broker on this machine, without Docker."
)
app.add_typer(
    typer.Typer(cls=BenchGroup, no_args_is_help=True), name="bench", help="Measure speed, as ratios within one run."
)
app.add_typer(
    typer.Typer(cls=EvaluateGroup, no_args_is_help=True),
    name="evaluate",
    help="Measure the quality of the detectors on labelled data.",
)


@app.command()
def worker(
    show_settings: Annotated[bool, typer.Option("--settings", help="list the settings and exit")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="the settings as JSON")] = False,
) -> None:
    """Run the service: intake and engines, in child processes. Configured by environment variables (see `--settings`)."""
    if show_settings:
        from stream.config.settings import table

        if as_json:
            fields = ("name", "default", "meaning")
            typer.echo(json.dumps([dict(zip(fields, row, strict=True)) for row in table()]))
            return
        for name, default, meaning in table():
            typer.echo(f"{name:<38} {default:<16} {meaning}")
        return
    from stream.process.gc_tuning import gc_paused

    with gc_paused():
        configuration = configuration_or_exit(worker=True)
        from stream.process.logs import configure_logs
        from stream.worker.worker import Worker

    configure_logs(configuration.settings)
    try:
        asyncio.run(Worker(configuration).run())
    except WorkerExitError as error:
        print_error(str(error))
        raise typer.Exit(error.code) from error


@app.command()
def topics(
    repartition: Annotated[
        bool,
        typer.Option(
            "--repartition", help="start the engines without their state, over the configured number of partitions"
        ),
    ] = False,
    roll_back: Annotated[
        bool, typer.Option("--roll-back", help="delete this release's checkpoints, so that the previous release can resume")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="the topics as JSON")] = False,
) -> None:
    """Create missing topics and list all of them."""
    from stream.cli.topics import repartition_command, roll_back_command, topics_command

    configuration = configuration_or_exit()
    if roll_back:
        roll_back_command(configuration)
        return
    if repartition:
        repartition_command(configuration)
    topics_command(configuration.settings, as_json=as_json)


@app.command()
@with_file_options()
def replay(
    file: Annotated[Path, typer.Argument(help=FILE_HELP)],
    *,
    chosen: FileChoice,
    speed: Annotated[
        float | None,
        typer.Option("--speed", min=0.001, help="multiple of real time; by default as fast as Kafka accepts"),
    ] = None,
) -> None:
    """Send the mentions of a file to Kafka, in order of event time."""
    from stream.cli.replay import replay_command

    replay_command(configuration_or_exit().settings, file, chosen, speed)


@app.command()
@with_file_options("mapping", "dates", "timezone", "anonymous")
def send(
    file: Annotated[Path, typer.Argument(help="one JSON object per line; - for standard input, sent as it comes")],
    brand: Annotated[str, typer.Option("--brand", help="the brand of mentions that name none")] = "",
    *,
    chosen: FileChoice,
    strict: Annotated[bool, typer.Option("--strict", help="exit with code 66 when a line is skipped")] = False,
) -> None:
    """Send mentions to Kafka as they come: for a worker in live mode. For files of the past: replay, warm."""
    from stream.cli.send import send_command

    send_command(configuration_or_exit().settings, file, replace(chosen, strict=strict), brand)


@app.command()
def files(
    folder: Annotated[Path | None, typer.Argument(help="where to write them; lists them when not given")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="overwrite existing files")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="the list as JSON")] = False,
) -> None:
    """Write out what belongs to the service: dashboards, alert rules, ACLs, manifests, examples, schemas."""
    from stream.cli.files import files_command

    files_command(folder, replace=replace, as_json=as_json)


@app.command()
@with_file_options()
def backtest(
    file: Annotated[Path, typer.Argument(help=FILE_HELP)],
    out: Annotated[Path, typer.Option("--out", help="folder for alerts.jsonl and report.html")] = Path("out"),
    *,
    chosen: FileChoice,
    quiet: Annotated[bool, typer.Option("--quiet", help="no cards: write the files and print the last line")] = False,
    against: Annotated[
        Path | None, typer.Option("--against", help="run once more under this file of brands, and report the differences")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="the counts, and the comparison, as one JSON object")] = False,
) -> None:
    """Run a file through the same engine without Kafka: which alerts would have fired?"""
    from stream.cli.backtest import backtest_command

    configuration = configuration_or_exit(clock="replay")
    backtest_command(configuration, file, out, chosen, quiet=quiet, against=against, as_json=as_json)


@app.command()
@with_file_options()
def look(
    file: Annotated[Path, typer.Argument(help=FILE_HELP)],
    *,
    chosen: FileChoice,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Show what a file holds and how it would be read: columns, dates, people, languages, what would be skipped."""
    from stream.cli.look import look_command

    look_command(configuration_or_exit(clock="replay"), file, chosen, as_json=as_json)


@app.command()
@with_file_options()
def warm(
    files: Annotated[list[Path], typer.Argument(help=FILE_HELP)],
    *,
    chosen: FileChoice,
    replace: Annotated[bool, typer.Option("--replace", help=REPLACE_HELP)] = False,
) -> None:
    """Train the engines on past mentions before the workers start: writes checkpoints, publishes no alerts."""
    from stream.cli.warm import warm_command

    warm_command(configuration_or_exit(worker=True), files, chosen, replace=replace)


@app.command()
def alerts(
    as_json: Annotated[bool, typer.Option("--json", help="one event per line, exactly as on the topic")] = False,
    as_chat: Annotated[bool, typer.Option("--chat", help="short Markdown messages, for a chat")] = False,
    from_start: Annotated[bool, typer.Option("--from-start", help="begin with the oldest event that is kept")] = False,
    until_end: Annotated[bool, typer.Option("--until-end", help="exit at the current end of the topic")] = False,
) -> None:
    """Follow the alert topic: as cards, as chat messages or as JSON."""
    from stream.cli.alerts import Form, alerts_command

    form = Form.JSON if as_json else Form.CHAT if as_chat else Form.CARD
    alerts_command(configuration_or_exit(), form=form, from_start=from_start, until_end=until_end)


@app.command()
def trends(
    brand: Annotated[str, typer.Option("--brand", help="only this brand")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object with the latest event of each trend")] = False,
) -> None:
    """List the open trends, the most urgent first."""
    from stream.cli.trends import trends_command

    trends_command(configuration_or_exit(), brand=brand, as_json=as_json)


@app.command()
@with_file_options()
def explain(
    what: Annotated[str, typer.Argument(help="the id of a trend, or words: 'cannot pay'", metavar="TREND|WORDS")],
    brand: Annotated[str, typer.Option("--brand", help="words: of this brand only")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
    file: Annotated[
        Path | None,
        typer.Option("--file", help="ask a file, when most people wrote it and as it ends, instead of the running worker"),
    ] = None,
    *,
    chosen: FileChoice,
) -> None:
    """Explain why something fired, or why it did not: a trend, or words."""
    from stream.cli.explain import explain_command

    explain_command(configuration_or_exit(), what, brand=brand, as_json=as_json, file=file, chosen=chosen)


@app.command()
def policy(
    file: Annotated[Path | None, typer.Argument(help="the brands file; by default that of GROUNDSWELL_BRANDS")] = None,
    check: Annotated[bool, typer.Option("--check", help="only validate the file and print the total budget")] = False,
) -> None:
    """Apply a brands file to the running workers: from now on each brand that has a table in FILE uses it."""
    from stream.cli.policy import policy_command

    policy_command(configuration_or_exit(), file, check=check)


for service in (answer, forget, board, notify, canary):
    app.command()(service)


@app.command()
@with_file_options()
def demo(
    data: Annotated[
        Path | None, typer.Option("--data", help="a file of mentions; a simulated stream when not given")
    ] = None,
    *,
    chosen: FileChoice,
    seed: Annotated[int, typer.Option("--seed", help="seed of the simulated stream")] = 7,
    as_json: Annotated[bool, typer.Option("--json", help="what was found, as one JSON object")] = False,
) -> None:
    """Run everything on this machine: real Kafka, a worker, a stream with planted incidents, and the alerts about them."""
    from stream.cli.demo import demo_command

    demo_command(data, chosen, seed, as_json=as_json)


app.command("simulate")(simulate_command)


app.command()(frequencies)
app.command()(health)


def main() -> None:
    """The entry point: Ctrl-C is not a crash, and neither is a reader that has read enough (`groundswell … | head`)."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _discard_stdout()
    except SystemExit as ending:
        # Click and rich make an exit with 1 of a closed pipe; what a command left in the buffer meets it only now.
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            _discard_stdout()
        if not isinstance(ending.__context__, BrokenPipeError):
            raise
        _discard_stdout()


def _discard_stdout() -> None:
    """What Python still holds for standard output has nowhere to go, and is not complained of at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
