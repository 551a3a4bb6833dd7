"""`groundswell evaluate attacks`: a few accounts try to silence, delay or rewrite a real incident."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.evaluation.attackers import ATTACKS
from detectors.evaluation.attacks import Row, attacked
from stream.config.load import load
from stream.engines.factory import EngineFactory


def attacks(
    seeds: Annotated[int, typer.Option(min=1, max=100, help="How many worlds of each attack.")] = 3,
    only: Annotated[list[str] | None, typer.Option("--attack", help="Only these, by name.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Whether an incident of forty people still opens, as early and in its own words, against a few accounts."""
    unknown = sorted(set(only or ()) - ATTACKS.keys())
    if unknown:
        raise typer.BadParameter(f"there is no attack {', '.join(unknown)}; there are {', '.join(ATTACKS)}")
    factory = EngineFactory.of(load({}))
    rows = attacked(factory.build, range(1, seeds + 1), [name for name in ATTACKS if not only or name in only])
    if as_json:
        typer.echo(orjson.dumps(report(rows), option=orjson.OPT_INDENT_2).decode())
    else:
        show(rows, Console())


def report(rows: list[Row]) -> list[dict[str, Any]]:
    """The rows as plain values, each with whether it holds."""
    return [{**msgspec.to_builtins(row), "holds": row.holds} for row in rows]


def show(rows: list[Row], console: Console) -> None:
    """The rows as a table."""
    table = Table(title="an incident of forty people, and a few accounts against it")
    headings = ("attack", "opened", "min later", "people more", "false", "alone", "flips", "foreign titles", "holds")
    for heading in headings:
        table.add_column(heading)
    for row in rows:
        table.add_row(
            row.attack,
            f"{row.opened} of {row.seeds}",
            f"{row.later_minutes:.0f}",
            str(row.more_people),
            str(row.false),
            str(row.alone),
            str(row.flips),
            str(row.titles),
            "yes" if row.holds else "no",
        )
    console.print(table)
