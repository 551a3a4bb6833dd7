"""`groundswell notify`: delivers alerts; `--test` tries every receiver, `--check` only reads the file."""

from __future__ import annotations

import asyncio

import typer

from stream.config.settings import Settings, SettingsError
from stream.exits import Exit, WorkerExitError
from stream.notify.run import policy_of, run_notify, try_receivers
from stream.process.logs import configure_logs


def notify_command(settings: Settings, *, test: bool, check: bool) -> None:
    """Leaves with 78 when the file cannot be used, with 1 when a receiver did not take the test."""
    try:
        policy = policy_of(settings)
    except SettingsError as error:
        for one in error.faults:
            typer.secho(one, fg="red", err=True)
        raise typer.Exit(Exit.SETTINGS) from error
    if check:
        typer.echo(f"{len(policy.receivers)} receivers, {len(policy.routes)} routes")
        return
    if test:
        _try(settings)
        return
    configure_logs(settings)
    try:
        asyncio.run(run_notify(settings, policy))
    except WorkerExitError as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(error.code) from error


def _try(settings: Settings) -> None:
    told = asyncio.run(try_receivers(policy_of(settings), settings.board_url))
    for name, why in told:
        typer.echo(f"{name}: {f'not delivered: {why}' if why else 'delivered'}")
    if any(why for _, why in told):
        raise typer.Exit(Exit.CRASH)
