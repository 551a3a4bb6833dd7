"""`groundswell evaluate quiet FILE…`: false alerts on real texts in random order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.alert import AlertEvent
from detectors.buckets import BUCKET_SECONDS
from detectors.evaluation.quiet import DAY, FIRST_DAYS, Quiet, quiet_stream
from stream.engines.factory import build_engine
from stream.evaluate.texts import STARTS_MS, rows_of_texts
from stream.exits import reason_of
from stream.intake.pipeline import build_intake
from stream.offline.pipeline import run
from stream.reading.rows import ReadingError, Row
from stream.terminal import configuration_or_exit


def quiet(
    files: Annotated[
        list[Path], typer.Argument(exists=True, dir_okay=False, help="JSON lines with text, and lang, source or brand")
    ],
    per_day: Annotated[float, typer.Option(min=1, max=1e6, help="Mentions of each stream a day.")] = 300.0,
    at_least: Annotated[int, typer.Option(min=1, help="Texts of a language and source for a stream of its own.")] = 700,
    at_most: Annotated[int, typer.Option(min=1, help="Texts of a stream, beyond which none is taken.")] = 3_000,
    seed: Annotated[int, typer.Option(help="Of the order and the times.")] = 1,
    frequencies: Annotated[str, typer.Option(help="shipped, general, or files: what is known from outside")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Shuffle real texts, so that nothing happens, and count the alerts: one stream a language and source."""
    try:
        streams = {name: texts for name, texts in sorted(by_stream(files).items()) if len(texts) >= at_least}
    except (OSError, ReadingError, ValueError) as error:
        raise typer.BadParameter(f"a file cannot be used: {reason_of(error)}") from error
    if not streams:
        raise typer.BadParameter(f"no language of a source has {at_least} texts (--at-least)")
    outcomes = [outcome(name, texts[:at_most], per_day, seed, frequencies) for name, texts in streams.items()]
    if as_json:
        typer.echo(orjson.dumps(msgspec.to_builtins(outcomes), option=orjson.OPT_INDENT_2).decode())
    else:
        show(outcomes, Console())


def by_stream(files: list[Path]) -> dict[tuple[str, str], list[str]]:
    """The texts of the files by language, and source or brand."""
    found: dict[tuple[str, str], list[str]] = {}
    for path, row in rows_of_texts(files):
        name = str(row.get("lang") or ""), str(row.get("source") or row.get("brand") or path.name)
        found.setdefault(name, []).append(row["text"])
    return found


def outcome(name: tuple[str, str], texts: list[str], per_day: float, seed: int, frequencies: str) -> Quiet:
    """What a stream of these texts leads to, with shipped settings."""
    configuration = configuration_or_exit(clock="replay", frequencies=frequencies or None)
    placed = quiet_stream(texts, per_day, seed)
    alerts: list[float] = []

    def on_event(emitted: AlertEvent) -> None:
        if emitted.alert.event == "opened" and emitted.alert.attention != "board":
            alerts.append((emitted.bucket + 1) * BUCKET_SECONDS - STARTS_MS / 1000)

    rows = []
    for number, one in enumerate(placed, 1):
        at_ms = STARTS_MS + int(one.at * 1000)
        mention = {"id": str(number), "text": one.text, "author": one.author, "created_at": at_ms, "brand": "quiet"}
        rows.append(Row(at_ms, orjson.dumps(mention), number))
    run(rows, build_intake(configuration), build_engine(configuration), configuration.settings.lateness_seconds, on_event)
    return Quiet(
        stream=" ".join(filter(None, name)),
        texts=len(placed),
        days=placed[-1].at / DAY,
        alerts=len(alerts),
        alerts_in_first_days=sum(at < FIRST_DAYS * DAY for at in alerts),
    )


def show(outcomes: list[Quiet], console: Console) -> None:
    """The outcomes as a table."""
    table = Table(title="real texts in random order: every alert is false")
    for heading in ("stream", "texts", "days", "alerts", f"in the first {FIRST_DAYS:g} days"):
        table.add_column(heading)
    for one in outcomes:
        table.add_row(one.stream, f"{one.texts:,}", f"{one.days:.1f}", str(one.alerts), str(one.alerts_in_first_days))
    console.print(table)
    days, first = sum(one.days for one in outcomes), sum(min(FIRST_DAYS, one.days) for one in outcomes)
    alerts, early = sum(one.alerts for one in outcomes), sum(one.alerts_in_first_days for one in outcomes)
    console.print(f"{alerts / days:.3f} alerts a day and brand over {days:,.0f} days")
    console.print(f"{early / first:.3f} a day in the first {FIRST_DAYS:g} days of a brand")
