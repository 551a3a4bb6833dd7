"""`groundswell evaluate cost`: CPU time per bucket and bytes per key of the share test, for planning capacity."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.buckets import BUCKET_SECONDS
from detectors.evaluation.cost import RATES_PER_DAY
from detectors.evaluation.cost import cost as cost_of

PARTS = ("past", "windows", "people", "keys", "total")


def cost(
    groups: Annotated[int, typer.Option(min=1, max=1_000_000, help="Keys under test.")] = 10_000,
    rates: Annotated[list[float] | None, typer.Option("--rate", min=0, max=1000, help="People per key and day.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the simulated keys.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """What testing many keys costs at several rates of people per key and day: CPU time per bucket, bytes per key."""
    figures = report(groups, rates or list(RATES_PER_DAY), seed)
    if as_json:
        typer.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())
    else:
        show(figures, Console())


def report(groups: int, rates: list[float], seed: int) -> dict[str, Any]:
    """The figures as plain values; the time is CPU time of this process."""
    rows = [{"rate": rate, **asdict(cost_of(groups, rate, seed, time.process_time))} for rate in rates]
    return {"groups": groups, "seed": seed, "population": "mixture, nobody twice", "time": "cpu", "rates": rows}


def show(figures: dict[str, Any], console: Console) -> None:
    """The figures as a table."""
    table = Table(title=f"{figures['groups']:,} simulated keys (seed {figures['seed']}): CPU time, bytes per key")
    for heading in ("people a day", "posts", "close ms", "95 %", "most", "take in ms", *PARTS):
        table.add_column(heading, justify="right")
    for row in figures["rates"]:
        table.add_row(
            f"{row['people_per_day']:.3g}",
            f"{row['posts_per_bucket']:,.0f}",
            *(f"{row[name]:.2f}" for name in ("close_ms_median", "close_ms_p95", "close_ms_max", "observe_ms")),
            *(f"{row['bytes_per_group'][part]:,.0f}" for part in PARTS),
        )
    console.print(table)
    console.print(f"People a day are per key, nobody twice; posts and milliseconds per bucket of {BUCKET_SECONDS} s.")
