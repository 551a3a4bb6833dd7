"""What is used beside a worker: board, delivery, canary, the check of their health, and answers to alerts."""

from __future__ import annotations

import asyncio
import getpass
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
    test: Annotated[bool, typer.Option("--test", help="send every receiver one message of each kind and exit")] = False,
    check: Annotated[bool, typer.Option("--check", help="only validate the file of receivers")] = False,
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


def answer(
    trend: Annotated[str, typer.Argument(help="the id on the card")],
    kind: Annotated[
        str,
        typer.Argument(
            help="have-it, mute, fix-is-out, real, expected, not-a-problem, not-ours, same-as, wrong-group",
            metavar="ANSWER",
        ),
    ],
    by: Annotated[str, typer.Option("--by", help="who answers; your user name by default")] = "",
    note: Annotated[str, typer.Option("--note", help="who has it, what was done")] = "",
    until: Annotated[str, typer.Option("--until", help="end of a mute: 2h, 30min, 3d, or a time; a day by default")] = "",
    ticket: Annotated[str, typer.Option("--ticket", help="a ticket's number or address")] = "",
    version: Annotated[
        str, typer.Option("--in-version", help="where the fix is in; reports of older ones end nothing")
    ] = "",
    same_as: Annotated[str, typer.Option("--trend", help="same-as: the trend that this one is merged into")] = "",
    posts: Annotated[list[str] | None, typer.Option("--post", help="wrong-group: a post that does not belong")] = None,
) -> None:
    """Answer an alert: I have it, Mute, Fix is out. The answer is shown on the next events of the trend."""
    from stream.alerts.answers import Details
    from stream.cli.answer import answer_command

    details = Details(
        by=by or user_name(),
        note=note,
        version=version,
        reference=ticket,
        same_as=same_as,
        mention_ids=tuple(posts or ()),
    )
    answer_command(configuration_or_exit(), trend, kind, details, until=until)


def forget(
    author: Annotated[str, typer.Argument(help="the author, as the mentions have it")],
    brand: Annotated[str, typer.Option("--brand", help="only by this brand; by every brand without it")] = "",
    channel: Annotated[str, typer.Option("--channel", help="of an account that is a number")] = "",
) -> None:
    """Let the engines forget a person: their posts, and them as one of the people of a trend."""
    from stream.cli.forget import forget_command

    forget_command(configuration_or_exit().settings, author, brand, channel)


def user_name() -> str:
    """Who uses this machine; empty where that is not known."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
