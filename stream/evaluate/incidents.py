"""`groundswell evaluate incidents STREAM INCIDENTS`: found or not, how early, and what else was reported."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.alert import AlertEvent
from detectors.evaluation.incidents import Incident, Opening, Score, posts_of, score
from detectors.evaluation.small_incidents import SmallIncident, small_incident, small_score
from detectors.text import normalise
from stream.exits import Exit, reason_of
from stream.reading.rows import shown
from stream.terminal import print_error


class Listed(msgspec.Struct, frozen=True):
    """An incident of the list. Numbers among the ids are taken as their text, as in tables of mentions."""

    id: int | str
    members: list[int | str]
    kind: str | None = ""


def incidents(
    stream: Annotated[Path, typer.Argument(help="a file of mentions")],
    labels: Annotated[Path, typer.Argument(help="a JSON list of incidents: id, kind, members (mention ids)")],
    small: Annotated[Path | None, typer.Option(help="a JSON list of small incidents: first_day, about")] = None,
    frequencies: Annotated[str, typer.Option(help="shipped, general, or files: what is known from outside")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object instead of tables")] = False,
) -> None:
    """Run a stream through the engine and compare what opened with a list of incidents."""
    listed = listed_or_exit(labels)
    little = small_or_exit(small) if small else []
    result, speed = measured(stream, listed, frequencies)
    figures = {**result.figures(), "mentions_per_second": round(speed)}
    if little:
        scored = small_score(little, result.others)
        result.others = scored.others
        figures |= {**scored.figures(), "rest_per_week": round(len(scored.others) / max(result.weeks, 1e-9), 3)}
    if as_json:
        figures["others"] = [_other(opening) for opening in result.others]
        typer.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())
    else:
        # Ids and titles may hold brackets, which are no markup here.
        show(result, figures, Console(markup=False))


def measured(stream: Path, listed: list[Listed], frequencies: str = "") -> tuple[Score, float]:
    """The score, and mentions per second of the whole path."""
    from stream.engines.factory import build_engine
    from stream.intake.pipeline import build_intake
    from stream.offline.pipeline import run
    from stream.reading.options import FileChoice
    from stream.terminal import configuration_or_exit, load_or_exit

    configuration = configuration_or_exit(clock="replay", frequencies=frequencies or None)
    rows = load_or_exit(stream, FileChoice(), Console(stderr=True)).rows
    engine = build_engine(configuration)
    openings: list[Opening] = []

    def on_event(emitted: AlertEvent) -> None:
        if emitted.alert.event == "opened":
            openings.append(opening_of(emitted))

    started = time.perf_counter()
    result = run(rows, build_intake(configuration), engine, configuration.settings.lateness_seconds, on_event)
    seconds = time.perf_counter() - started
    known = {}
    for row in rows:
        mention = orjson.loads(row.value)
        known[str(mention.get("id"))] = (row.at_ms / 1000.0, str(mention.get("author")))
    labelled = [
        Incident(str(one.id), one.kind or "", posts_of({str(member) for member in one.members}, known)) for one in listed
    ]
    found = [incident for incident in labelled if incident.posts]
    return score(found, openings, result.last_at - result.first_at), len(rows) / seconds


def opening_of(emitted: AlertEvent) -> Opening:
    """An `opened` event as it is scored."""
    alert = emitted.alert
    shown = " ".join([alert.title, *alert.terms, *(sample.text for sample in alert.samples)])
    return Opening(
        at=datetime.fromisoformat(alert.at).timestamp(),
        trend_id=alert.trend_id,
        title=alert.title,
        why=alert.why,
        verdict=alert.verdict,
        attention=alert.attention,
        people=alert.people,
        members=emitted.members,
        words=frozenset(normalise(shown, "en")),
    )


def show(result: Score, figures: dict[str, Any], console: Console) -> None:
    """The tables."""
    table = Table(title="incidents", title_justify="left")
    for column in ("incident", "found", "authors", "posts", "hours after first", "after fifth author", "openings", "title"):
        table.add_column(column)
    for one in result.incidents:
        cells = (one.authors_at_alert, one.posts_before_alert, one.hours_after_first_post, one.hours_after_fifth_author)
        shown = ["—" if cell is None else str(cell) for cell in cells]
        table.add_row(one.id, "yes" if one.found else "no", *shown, str(one.openings), one.title)
    console.print(table)
    if "small" in figures:
        found, missed = figures["small_found"], len(figures["small_missed"])
        console.print(f"{found} of {found + missed} small incidents found", highlight=False)
    rate = figures.get("rest_per_week", figures["other_alerts_per_week"])
    others = Table(title=f"{len(result.others)} other alerts, {rate} a week", title_justify="left")
    for column in ("at", "people", "title", "why"):
        others.add_column(column)
    for opening in result.others:
        others.add_row(
            datetime.fromtimestamp(opening.at, UTC).strftime("%F %R"), str(opening.people), opening.title, opening.why
        )
    console.print(others)
    console.print(f"{figures['mentions_per_second']:,} mentions a second", highlight=False)


def _other(opening: Opening) -> dict[str, Any]:
    at = datetime.fromtimestamp(opening.at, UTC).isoformat()
    return {"at": at, "people": opening.people, "title": opening.title, "why": opening.why, "verdict": opening.verdict}


class ListedSmall(msgspec.Struct, frozen=True):
    """A small incident of the list; without `words` it is known by those of `about`."""

    first_day: str
    about: str
    words: list[str] = []


def small_or_exit(path: Path) -> list[SmallIncident]:
    """The small incidents of a file; one of no use ends the process."""
    try:
        listed = msgspec.json.decode(path.read_bytes(), type=list[ListedSmall])
        return [small_incident(one.first_day, one.about, one.words) for one in listed]
    except (OSError, ValueError, RecursionError) as error:
        print_error(f"{path} cannot be used: {reason_of(error)}")
        raise typer.Exit(Exit.USAGE) from error


def listed_or_exit(path: Path) -> list[Listed]:
    """The incidents of a file; one of no use ends the process."""
    try:
        return _listed(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        print_error(f"{path} cannot be used: {reason_of(error)}")
        raise typer.Exit(Exit.USAGE) from error


def _listed(document: bytes) -> list[Listed]:
    """The incidents of a document, checked; raises ValueError that names the first that is wrong, counted from 1."""
    listed: dict[str, Listed] = {}
    for number, entry in enumerate(msgspec.json.decode(document, type=list[msgspec.Raw]), 1):
        try:
            incident = msgspec.json.decode(entry, type=Listed)
        except ValueError as error:
            raise ValueError(f"incident {number}: {error}") from error
        if str(incident.id) in listed:
            raise ValueError(f"incident {number}: an earlier one has the id {shown(incident.id)} already")
        listed[str(incident.id)] = incident
    return list(listed.values())
