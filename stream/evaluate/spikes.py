"""`groundswell evaluate spikes`: the severity on labelled series in NAB's layout, scored as NAB does."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.evaluation.spikes import Series, SpikeResult, evaluate
from stream.exits import reason_of


def spikes(
    directory: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Holds *.csv and labels.json.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """How well the severity ranks labelled spikes: NAB's score, one threshold for all files."""
    try:
        series = read_series(directory)
    except (OSError, ValueError, KeyError, TypeError) as error:
        file = f"{Path(error.filename).name}: " if isinstance(error, OSError) and error.filename else ""
        typer.echo(f"{directory} cannot be read as NAB's layout: {file}{reason_of(error)}", err=True)
        raise typer.Exit(2) from error
    figures = report(series, evaluate(series))
    if as_json:
        typer.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())
    else:
        show(figures, Console())


def read_series(directory: Path) -> list[Series]:
    """The series of a directory: CSV files with `timestamp,value`, and windows per file in `labels.json`."""
    labels: dict[str, Any] = orjson.loads((directory / "labels.json").read_bytes())
    return [read_one(directory / name, labels[name]["windows"]) for name in sorted(labels)]


def read_one(path: Path, windows: list[list[str]]) -> Series:
    """One file. A window begins with the first row at or after its start, and ends with the last at or before its end."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    at = np.array([seconds(row["timestamp"]) for row in rows])
    counts = np.array([float(row["value"]) for row in rows])
    if not len(at) or (np.diff(at) < 0).any():
        raise ValueError(f"{path.name} is empty or not in the order of time")
    spans = []
    for first, last in windows:
        begin, end = np.searchsorted(at, seconds(first)), np.searchsorted(at, seconds(last), "right") - 1
        if begin > end:
            raise ValueError(f"{path.name} has no row between {first} and {last}")
        spans.append((int(begin), int(end)))
    return Series(path.name, at, counts, tuple(spans))


def seconds(text: str) -> float:
    """A time without a zone, taken as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def report(series: list[Series], results: list[SpikeResult]) -> dict[str, Any]:
    """The figures as plain values."""
    return {
        "files": [{"name": s.name, "rows": len(s.counts), "windows": len(s.windows)} for s in series],
        "profiles": [
            {
                "profile": r.profile,
                "score": round(r.score, 2),
                "threshold": r.threshold,
                "score_leaving_one_out": round(r.score_leaving_one_out, 2),
                "thresholds_leaving_one_out": dict(r.thresholds_leaving_one_out),
            }
            for r in results
        ],
    }


def show(figures: dict[str, Any], console: Console) -> None:
    """The figures as a table."""
    windows = sum(file["windows"] for file in figures["files"])
    table = Table(title=f"severity on {len(figures['files'])} series with {windows} labelled windows (NAB's score)")
    for heading in ("profile", "score", "threshold", "leaving one file out"):
        table.add_column(heading)
    for row in figures["profiles"]:
        left_out = f"{row['score_leaving_one_out']:.1f}"
        table.add_row(row["profile"], f"{row['score']:.1f}", f"{row['threshold']:g}", left_out)
    console.print(table)
