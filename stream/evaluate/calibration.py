"""`groundswell evaluate calibration`: false openings of the share and volume tests where nothing happens, and power."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.evaluation.calibration import BudgetResult, NullResult, PowerResult, budget_days, calibrate, power
from detectors.evaluation.nulls import NULLS
from detectors.spikes.rise import LEVEL

# Times the usual, and minutes.
BURSTS = ((3.0, 60), (5.0, 60), (10.0, 30))
TESTS = ("share", "volume")


def calibration(
    groups: Annotated[
        int, typer.Option(min=1, max=10_000, help="Keys per rate and null; brands of the volume test are a tenth.")
    ] = 100,
    days: Annotated[int, typer.Option(min=1, max=3_650, help="Days counted, after those of learning.")] = 14,
    warm_days: Annotated[int, typer.Option(min=1, max=3_650, help="Days of learning; 14 and less are a cold start.")] = 21,
    bursts: Annotated[int, typer.Option(min=0, max=10_000, help="Bursts per figure of power; 0 leaves it out.")] = 100,
    budget: Annotated[int, typer.Option(min=0, max=365, help="Days of 10,000 keys under one budget; 0: none.")] = 0,
    seed: Annotated[int, typer.Option(min=0, help="Of the simulated worlds.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """How often the tests open on simulated worlds where nothing happens, the bursts found, and days under one budget."""
    nulls = [row for test in TESTS for null in NULLS for row in calibrate(test, null, groups, warm_days, days, seed)]
    found = []
    if bursts:
        found = [power(f, minutes, 2.0, LEVEL, bursts, warm_days, seed) for f, minutes in BURSTS]
    spent = budget_days(10_000, 1.0, budget, 100, warm_days, seed) if budget else None
    figures = report(seed, nulls, found, spent)
    if as_json:
        typer.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())
    else:
        show(figures, Console())


def report(seed: int, nulls: list[NullResult], found: list[PowerResult], spent: BudgetResult | None) -> dict[str, Any]:
    """The figures as plain values."""
    return {
        "seed": seed,
        "nulls": [asdict(row) for row in nulls],
        "power": [asdict(row) for row in found],
        "budget": asdict(spent) if spent else None,
    }


def show(figures: dict[str, Any], console: Console) -> None:
    """The figures as tables: of each null all rates together, and the rate that did worst."""
    table = Table(title=f"openings per key and bucket where nothing happens (seed {figures['seed']})")
    for heading in ("test", "null", "nominal", "realised", "ratio", "95 %", "openings", "worst rate"):
        table.add_column(heading)
    for row in figures["nulls"]:
        if row["rate"] is not None:
            continue
        of = row["test"], row["null"], row["level"]
        alike = [r for r in figures["nulls"] if (r["test"], r["null"], r["level"]) == of and r["rate"]]
        worst = max(alike, key=lambda r: float(r["ratio"]))
        table.add_row(
            row["test"],
            row["null"],
            f"{row['promised']:.0e}",
            f"{row['realised']:.1e}",
            f"{row['ratio']:.2f}",
            f"{row['low']:.2f} to {row['high']:.2f}",
            str(row["openings"]),
            f"{worst['ratio']:.2f} at {worst['rate']:g} in 5 min",
        )
    console.print(table)
    for row in figures["power"]:
        console.print(
            f"{row['factor']:g} times the usual {row['rate']:g} in 5 min for {row['minutes']} min, level {row['level']:g}: "
            f"{row['found']:.1%} of {row['bursts']} found, half of them within {row['delay_minutes']:g} min"
        )
    spent = figures["budget"]
    if spent:
        console.print(
            f"{spent['groups']} keys, {spent['per_day']:g} false alert a day allowed: {spent['false_per_day']:.2f} a day "
            f"over {spent['days']} days; {spent['strong_found']:.1%} of {spent['strong']} strong bursts found, half "
            f"of them within {spent['delay_minutes']:g} min"
        )
