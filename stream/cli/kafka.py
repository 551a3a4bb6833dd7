"""`groundswell kafka up|down|status`: a broker for one machine, without Docker."""

from __future__ import annotations

import contextlib
import logging
import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from stream.exits import Exit
from stream.local_kafka.jars import LocalKafkaError, is_installed
from stream.local_kafka.node import port_open
from stream.local_kafka.standing import PORT, default_folder, down, running, up
from stream.places import cache_folder
from stream.terminal import print_error

app = typer.Typer(no_args_is_help=True)
Folder = Annotated[Path | None, typer.Option("--folder", help="folder of its data; by default one of the user's")]


@app.command("up")
def up_command(
    folder: Folder = None,
    port: Annotated[int, typer.Option("--port", help="its port on 127.0.0.1", min=1024, max=65_535)] = PORT,
) -> None:
    """Start Apache Kafka on this machine: one node on loopback that stays, with its data in a folder. Needs Java 17."""
    # What the client says while the broker is not ready yet says nothing to the user.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    place = (folder or default_folder()).absolute()
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if not is_installed():
        console.print(f"fetching Kafka's jars into {cache_folder()}, once (about 100 MB)", style="dim", markup=False)
    try:
        with console.status("starting Apache Kafka"):
            there = up(place, port)
    except LocalKafkaError as error:
        print_error(str(error))
        raise typer.Exit(Exit.CRASH) from error
    typer.echo(f"Kafka runs at {there.bootstrap} (process {there.pid}), its data are in {place}")
    if port != PORT:
        typer.echo(f"export GROUNDSWELL_BROKER={there.bootstrap}")


@app.command("down")
def down_command(folder: Folder = None) -> None:
    """End the broker and keep its data."""
    place = (folder or default_folder()).absolute()
    try:
        ended = down(place)
    except LocalKafkaError as error:
        print_error(str(error))
        raise typer.Exit(Exit.CRASH) from error
    typer.echo(f"Kafka is ended; its data stay in {place}" if ended else f"no Kafka of {place} runs")


@app.command("status")
def status_command(
    folder: Folder = None, as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False
) -> None:
    """Show whether the broker runs, where, and how much space its data takes; exits with 0 when it runs."""
    place = (folder or default_folder()).absolute()
    there = running(place)
    size = _disk_used(place)
    answers = there is not None and port_open(there.port)
    if as_json:
        body = {
            "running": there is not None,
            "answers": answers,
            "broker": there.bootstrap if there else None,
            "pid": there.pid if there else None,
            "folder": str(place),
            "bytes": size,
        }
        sys.stdout.buffer.write(orjson.dumps(body) + b"\n")
    elif there is None:
        typer.echo(f"not running; {place} holds {size / 1e6:,.1f} MB")
    else:
        state = "runs" if answers else "is there and does not answer"
        typer.echo(f"Kafka {state} at {there.bootstrap} (process {there.pid}); {place} holds {size / 1e6:,.1f} MB")
    raise typer.Exit(Exit.OK if answers else Exit.CRASH)


def _disk_used(folder: Path) -> int:
    """Bytes on disk: Kafka's indexes are files of 10 MB with hardly anything in them."""
    # A segment may be deleted between its listing and the look at it.
    used = 0
    for one in folder.rglob("*"):
        with contextlib.suppress(OSError):
            used += 512 * one.stat().st_blocks
    return used
