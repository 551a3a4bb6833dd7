"""The commands that run beside a worker: board, delivery, canary, and the check of their health."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from stream.exits import Exit, WorkerExitError
from stream.terminal import configuration_or_exit, print_error


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


def notify(
    test: Annotated[bool, typer.Option("--test", help="send every receiver one message of each kind, and leave")] = False,
    check: Annotated[bool, typer.Option("--check", help="only say what is wrong with the file of receivers")] = False,
) -> None:
    """Deliver alerts: webhook, Alertmanager, Slack, and whatever Apprise reaches, by the routes of GROUNDSWELL_NOTIFY."""
    from stream.cli.notify import notify_command

    notify_command(configuration_or_exit(), test=test, check=check)


def health(
    port: Annotated[int | None, typer.Option("--port", help="of the board or of notify instead: 9480, 9481")] = None,
) -> None:
    """Check whether the worker on this machine makes progress; exits with 0 when it does."""
    from stream.web.client import ask_health

    settings = configuration_or_exit().settings
    well, sentence = ask_health(settings.web_host, port or settings.web_port)
    typer.echo(sentence)
    raise typer.Exit(Exit.OK if well else Exit.CRASH)
