"""The commands. Each prints one sentence when it cannot go on, and exits with a distinct code."""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from stream.exits import Exit, WorkerExitError
from stream.simulate.command import simulate_command
from stream.terminal import configuration_or_exit, print_error


class LateGroup(TyperGroup):
    """Commands of a package that is imported when one of them is wanted: some load a compiler and a model, and neither
    `--help` nor a container's health check should wait for those."""

    package = ""

    def list_commands(self, ctx: Any) -> list[str]:
        return self._whole().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return self._whole().get_command(ctx, cmd_name)

    def _whole(self) -> TyperGroup:
        whole = typer.main.get_command(import_module(self.package).app)
        assert isinstance(whole, TyperGroup)
        return whole


class BenchGroup(LateGroup):
    package = "stream.bench"


class EvaluateGroup(LateGroup):
    package = "stream.evaluate"


app = typer.Typer(
    name="groundswell",
    help="Streaming complaint trend detector: spots what many people report, not who shouts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
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
) -> None:
    """Run the service: intake and engines, in child processes. Configured by environment variables (see `--settings`)."""
    if show_settings:
        from stream.config.settings import table

        for name, default, meaning in table():
            typer.echo(f"{name:<38} {default:<16} {meaning}")
        return
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
) -> None:
    """Create missing topics and list all of them."""
    from stream.cli.topics import repartition_command, topics_command

    configuration = configuration_or_exit()
    if repartition:
        repartition_command(configuration)
    topics_command(configuration.settings)


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="JSON lines or CSV, optionally .gz or .zst")],
    mapping: Annotated[str, typer.Option("--map", help="column names: text=body,author=user; constants: brand:=acme")] = "",
    since: Annotated[str, typer.Option("--from", help="first day or time (inclusive)")] = "",
    until: Annotated[str, typer.Option("--to", help="last day or time (exclusive)")] = "",
    speed: Annotated[
        float | None,
        typer.Option("--speed", min=0.001, help="multiple of real time; by default as fast as Kafka accepts"),
    ] = None,
) -> None:
    """Send the mentions of a file to Kafka, in order of event time."""
    from stream.cli.replay import replay_command

    replay_command(configuration_or_exit().settings, file, mapping, since, until, speed)


@app.command()
def backtest(
    file: Annotated[Path, typer.Argument(help="JSON lines or CSV, optionally .gz or .zst")],
    out: Annotated[Path, typer.Option("--out", help="output folder for alerts.jsonl and report.html")] = Path("out"),
    mapping: Annotated[str, typer.Option("--map", help="column names: text=body,author=user; constants: brand:=acme")] = "",
    since: Annotated[str, typer.Option("--from", help="first day or time (inclusive)")] = "",
    until: Annotated[str, typer.Option("--to", help="last day or time (exclusive)")] = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="print only the last line, no cards")] = False,
) -> None:
    """Run a file through the same engine without Kafka: which alerts would have fired?"""
    from stream.cli.backtest import backtest_command

    backtest_command(configuration_or_exit(clock="replay"), file, out, mapping, since, until, quiet)


@app.command()
def warm(
    files: Annotated[list[Path], typer.Argument(help="JSON lines or CSV, optionally .gz or .zst")],
    mapping: Annotated[str, typer.Option("--map", help="column names: text=body,author=user; constants: brand:=acme")] = "",
    since: Annotated[str, typer.Option("--from", help="first day or time (inclusive)")] = "",
    until: Annotated[str, typer.Option("--to", help="last day or time (exclusive)")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="overwrite existing checkpoints")] = False,
) -> None:
    """Train the engines on past mentions before the workers start: writes checkpoints, publishes no alerts."""
    from stream.cli.warm import warm_command

    warm_command(configuration_or_exit(worker=True), files, mapping, since, until, replace=replace)


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
def explain(
    what: Annotated[str, typer.Argument(help="the id of a trend, or words: 'cannot pay'", metavar="TREND|WORDS")],
    brand: Annotated[str, typer.Option("--brand", help="words: of this brand only")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
    file: Annotated[
        Path | None, typer.Option("--file", help="ask a file of mentions, as it ends, instead of the running worker")
    ] = None,
    mapping: Annotated[str, typer.Option("--map", help="column names: text=body,author=user; constants: brand:=acme")] = "",
    since: Annotated[str, typer.Option("--from", help="first day or time of the file, included")] = "",
    until: Annotated[str, typer.Option("--to", help="last day or time of the file, not included")] = "",
) -> None:
    """Say why something fired, or why it did not: a trend, or words."""
    from stream.cli.explain import explain_command

    configuration = configuration_or_exit()
    explain_command(configuration, what, brand=brand, as_json=as_json, file=file, mapping=mapping, since=since, until=until)


@app.command()
def answer(
    trend: Annotated[str, typer.Argument(help="the id on the card")],
    kind: Annotated[
        str,
        typer.Argument(help="have-it, mute, fix-is-out, real, expected, not-a-problem, not-ours", metavar="ANSWER"),
    ],
    by: Annotated[str, typer.Option("--by", help="your name", envvar="USER", show_envvar=False)] = "",
    note: Annotated[str, typer.Option("--note", help="a ticket, an assignee, what was done")] = "",
    until: Annotated[str, typer.Option("--until", help="end of a mute: 2h, 30min, 3d, or a time; a day if not given")] = "",
) -> None:
    """Answer an alert: I have it, Mute, Fix is out. The answer is shown on the next events of the trend."""
    from stream.cli.answer import answer_command

    answer_command(configuration_or_exit().settings, trend, kind, by=by, note=note, until=until)


@app.command()
def policy(
    file: Annotated[Path | None, typer.Argument(help="the brands file; by default that of GROUNDSWELL_BRANDS")] = None,
    check: Annotated[bool, typer.Option("--check", help="only validate the file and print the total budget")] = False,
) -> None:
    """Apply a brands file to the running workers: each brand that has a table in FILE runs by it from now on."""
    from stream.cli.policy import policy_command

    policy_command(configuration_or_exit(), file, check=check)


@app.command()
def board() -> None:
    """Serve the board: what is wrong now, per brand and trend, for a browser; reads the topics, needs no worker."""
    from stream.board.run import run_board
    from stream.process.logs import configure_logs

    settings = configuration_or_exit().settings
    configure_logs(settings)
    try:
        asyncio.run(run_board(settings))
    except WorkerExitError as error:
        print_error(str(error))
        raise typer.Exit(error.code) from error


@app.command()
def canary() -> None:
    """Write a burst of made-up complaints every hour, and watch that their alerts come."""
    from stream.canary.run import run_canary
    from stream.process.logs import configure_logs

    settings = configuration_or_exit().settings
    configure_logs(settings)
    try:
        asyncio.run(run_canary(settings))
    except WorkerExitError as error:
        print_error(str(error))
        raise typer.Exit(error.code) from error


@app.command()
def notify(
    test: Annotated[bool, typer.Option("--test", help="send every receiver one message of each kind, and leave")] = False,
    check: Annotated[bool, typer.Option("--check", help="only say what is wrong with the file of receivers")] = False,
) -> None:
    """Deliver alerts: webhook, Alertmanager, Slack, and whatever Apprise reaches, by the routes of GROUNDSWELL_NOTIFY."""
    from stream.cli.notify import notify_command

    notify_command(configuration_or_exit(), test=test, check=check)


@app.command()
def demo(
    data: Annotated[Path | None, typer.Option("--data", help="a file of mentions; by default a simulated stream")] = None,
    mapping: Annotated[str, typer.Option("--map", help="column names: text=body,author=user; constants: brand:=acme")] = "",
    since: Annotated[str, typer.Option("--from", help="first day or time (inclusive)")] = "",
    until: Annotated[str, typer.Option("--to", help="last day or time (exclusive)")] = "",
    seed: Annotated[int, typer.Option("--seed", help="seed of the simulated stream")] = 7,
) -> None:
    """Run everything on this machine: real Kafka, a worker, a stream with planted incidents, and the alerts about them."""
    from stream.cli.demo import demo_command

    demo_command(data, mapping, since, until, seed)


app.command("simulate")(simulate_command)


@app.command()
def health(
    port: Annotated[int | None, typer.Option("--port", help="of the board or of notify instead: 9480, 9481")] = None,
) -> None:
    """Check whether the worker on this machine makes progress; exits with 0 when it does."""
    from stream.web.client import ask_health

    settings = configuration_or_exit().settings
    well, sentence = ask_health(settings.web_host, port or settings.web_port)
    typer.echo(sentence)
    raise typer.Exit(Exit.OK if well else Exit.CRASH)


def main() -> None:
    """The entry point: a broken pipe or Ctrl-C is not a crash."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(Exit.OK)
