"""`groundswell demo`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import typer
from rich.console import Console

from stream.config.errors import SettingsError
from stream.demo.demo import DemoError, counts_of, planted_rows, run_demo
from stream.exits import Exit
from stream.kafka.codec import encode_json
from stream.local_kafka.jars import LocalKafkaError
from stream.reading import Row, parse_time
from stream.reading.options import FileChoice
from stream.reading.rows import packed
from stream.simulate import Plan, simulate
from stream.terminal import compile_first, counted, load_or_exit, print_error


def demo_command(data: Path | None, chosen: FileChoice, seed: int, *, as_json: bool) -> None:
    """Runs the demo on a file, or on a simulated stream; `as_json`: what was found as JSON on standard output."""
    # Ended from outside it cleans up as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    console = Console(stderr=as_json)
    planted = []
    if data is None:
        simulation = simulate(Plan(seed=seed, days=10, per_minute=2.5))
        rows = [Row(parse_time(mention["created_at"]) or 0, packed(mention), 0) for mention in simulation.mentions]
        planted = simulation.planted
        console.print(f"a simulated stream of {len(rows):,} mentions with {len(planted)} planted things, seed {seed}")
    else:
        rows = load_or_exit(data, chosen, console).rows
        console.print(f"{counted(len(rows), 'mention', 'mentions')} of {data.name}", highlight=False)
    compile_first(console)
    try:
        alerts = run_demo(rows, planted, console).alerts
    except KeyboardInterrupt:
        console.print("stopped; the worker and the broker are ended")
        raise typer.Exit(130) from None
    except SettingsError as error:
        for sentence in error.errors:
            print_error(sentence)
        raise typer.Exit(Exit.SETTINGS) from error
    except (DemoError, LocalKafkaError) as error:
        print_error(str(error))
        raise typer.Exit(Exit.CRASH) from error
    if as_json:
        typer.echo(encode_json({"planted": planted_rows(planted, alerts), **counts_of(alerts)}).decode())
