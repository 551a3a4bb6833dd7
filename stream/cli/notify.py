"""`groundswell notify`: delivers alerts; `--test` tries every receiver, `--check` only reads the file."""

from __future__ import annotations

import asyncio

import typer

from detectors.verdict import plural
from stream.config.errors import SettingsError
from stream.config.load import Configuration
from stream.exits import Exit, WorkerExitError
from stream.notify.policy import NotifyPolicy
from stream.notify.run import policy_of, run_notify, try_receivers
from stream.process.logs import configure_logs
from stream.terminal import print_error


def notify_command(configuration: Configuration, *, test: bool, check: bool) -> None:
    """Leaves with 78 when the file cannot be used, with 1 when a receiver did not take the test."""
    try:
        policy = policy_of(configuration.settings)
    except SettingsError as error:
        for sentence in error.errors:
            print_error(sentence)
        raise typer.Exit(Exit.SETTINGS) from error
    if check:
        receivers = plural(len(policy.receivers), "receiver", "receivers")
        typer.echo(f"{receivers}, {plural(len(policy.routes), 'route', 'routes')}")
        return
    if test:
        _try(policy, configuration.settings.board_url)
        return
    configure_logs(configuration.settings)
    try:
        asyncio.run(run_notify(configuration, policy))
    except WorkerExitError as error:
        print_error(str(error))
        raise typer.Exit(error.code) from error


def _try(policy: NotifyPolicy, board_url: str) -> None:
    outcomes = asyncio.run(try_receivers(policy, board_url))
    for name, why in outcomes:
        typer.echo(f"{name}: {f'not delivered: {why}' if why else 'delivered'}")
    if any(why for _, why in outcomes):
        raise typer.Exit(Exit.CRASH)
