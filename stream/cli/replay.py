"""`groundswell replay`."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import typer
from rich.console import Console

from stream.config.settings import Settings
from stream.kafka.client import kafka_client
from stream.kafka.topics import Topics
from stream.offline.replay import replay
from stream.reading.options import FileChoice
from stream.terminal import broker_or_exit, count_bar, counted, left_out_or_exit, load_or_exit


def replay_command(settings: Settings, file: Path, chosen: FileChoice, speed: float | None) -> None:
    """Sends the mentions of `file` to Kafka and says how many."""
    console = Console(stderr=True)
    loaded = load_or_exit(file, chosen, console, brand=False)
    rows = loaded.rows
    started = time.monotonic()
    with broker_or_exit(settings), count_bar(console) as bar:
        task = bar.add_task("sending", total=len(rows))
        sent = asyncio.run(
            replay(
                rows,
                kafka_client(settings),
                Topics.of(settings),
                lateness_seconds=settings.lateness_seconds,
                speed=speed,
                on_sent=lambda count: bar.update(task, completed=count),
            )
        )
    typer.echo(f"{counted(sent, 'mention', 'mentions')} sent in {time.monotonic() - started:.1f} s")
    left_out_or_exit(loaded, chosen.strict)
