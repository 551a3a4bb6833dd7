"""`groundswell evaluate verdicts`: how often the verdict is right in simulated worlds, compared with simple rules."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.evaluation.verdicts import judged, report, worlds_of


def verdicts(
    seeds: Annotated[int, typer.Option(min=1, max=10_000, help="How many worlds of each kind.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """How often the verdict is right in simulated worlds, compared with rules on a single number."""
    figures = {"seeds": seeds, **report(judged(worlds_of(seeds)))}
    if as_json:
        typer.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())
    else:
        show(figures, Console())


def show(figures: dict[str, Any], console: Console) -> None:
    """The figures as tables; the confusion per decile only where something was wrong."""
    table = Table(title=f"verdicts in simulated worlds, {figures['seeds']} seeds each")
    for heading in ("world", "right", "verdicts given"):
        table.add_column(heading)
    for row in figures["worlds"]:
        table.add_row(row["world"], f"{row['right']:.1%}", spelled(row["verdicts"]))
    console.print(table)
    console.print(f"single customers, own posts and campaigns judged systemic: {figures['never_systemic']}")
    alone = Table(title=f"the best rule on one number alone (the verdict: {figures['right']:.1%})")
    for heading in ("number", "right"):
        alone.add_column(heading)
    for row in figures["single_numbers"]:
        alone.add_row(row["number"], f"{row['right']:.1%}")
    console.print(alone)
    wrong = [row for row in figures["confusion"] if row["right"] < 1]
    tenths = Table(title=f"tenths of a range with a wrong verdict: {len(wrong)} of {len(figures['confusion'])}")
    for heading in ("world", "quantity", "from", "to", "right", "verdicts given"):
        tenths.add_column(heading)
    for row in wrong:
        low, high = f"{row['from']:g}", f"{row['to']:g}"
        tenths.add_row(row["world"], row["quantity"], low, high, f"{row['right']:.1%}", spelled(row["verdicts"]))
    console.print(tenths)


def spelled(counts: dict[str, int]) -> str:
    """`systemic 198, mixed 2`, the most frequent first."""
    return ", ".join(f"{name} {n}" for name, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
