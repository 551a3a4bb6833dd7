"""`groundswell evaluate coldstart STREAM INCIDENTS`: is an incident found by an engine that has only just begun?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.evaluation import coldstart as cold
from detectors.evaluation.incidents import Incident, Opening, belongs, posts_of
from detectors.evaluation.small_incidents import SmallIncident, is_about
from detectors.mention import Complaint
from stream.evaluate.incidents import listed_or_exit, small_or_exit
from stream.evaluate.pieces import Stream, openings_of, read_stream
from stream.exits import Exit
from stream.terminal import configuration_or_exit, print_error

HOURS_AFTER = 48.0
HOUR = 3600.0
# Small incidents are known by their day: from its midnight to the end of the second day after it.
SMALL_DAYS = 2.9


def coldstart(
    stream: Annotated[Path, typer.Argument(help="a file of mentions")],
    labels: Annotated[Path, typer.Argument(help="a JSON list of incidents: id, kind, members (mention ids)")],
    small: Annotated[Path | None, typer.Option(help="a JSON list of small incidents: first_day, about")] = None,
    days: Annotated[str, typer.Option(help="days of history before each incident")] = "0.25,1,3,7,14,30",
    parts: Annotated[str, typer.Option(help="parts of the people that are kept")] = "1,0.5,0.2,0.1",
    frequencies: Annotated[str, typer.Option(help="shipped, general, or files: what is known from outside")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object instead of tables")] = False,
) -> None:
    """Start an engine anew before each incident, with all people and with fewer, and count the incidents it finds."""
    try:
        starts_days, kept = [float(one) for one in days.split(",")], [float(one) for one in parts.split(",")]
    except ValueError as error:
        print_error(f"--days and --parts are numbers with commas between: {error}")
        raise typer.Exit(Exit.USAGE) from error
    held = read_stream(stream)
    listed = [
        Incident(str(one.id), one.kind or "", posts_of(set(map(str, one.members)), held.known))
        for one in listed_or_exit(labels)
    ]
    big = [incident for incident in listed if incident.posts]
    little = small_or_exit(small) if small else []
    runner = Runner(held, big, little, frequencies)
    results = {"incidents": runner.cells(runner.big_spans(), starts_days, kept)}
    if little:
        results["small incidents"] = runner.cells(runner.small_spans(), starts_days, kept)
    if as_json:
        body = {name: cold.figures(cells) for name, cells in results.items()}
        typer.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2).decode())
    else:
        for name, cells in results.items():
            _show(name, cold.summary(cells), Console(markup=False))


class Runner:
    """Runs engines over pieces of one stream."""

    def __init__(self, stream: Stream, big: Sequence[Incident], little: Sequence[SmallIncident], frequencies: str) -> None:
        self._stream, self._big, self._little = stream, big, little
        self._configuration = configuration_or_exit(clock="replay", frequencies=frequencies or None)

    def big_spans(self) -> list[tuple[str, float, float]]:
        """Each incident from its first post on."""
        return [(one.id, one.posts[0][0], one.posts[0][0] + HOURS_AFTER * HOUR) for one in self._big]

    def small_spans(self) -> list[tuple[str, float, float]]:
        """Each small incident from the midnight of its day on."""
        spans = []
        for one in self._little:
            midnight = (one.first_day.toordinal() - 719_163) * cold.DAY
            spans.append((one.about, midnight, midnight + SMALL_DAYS * cold.DAY))
        return spans

    def cells(
        self, spans: Sequence[tuple[str, float, float]], days: Sequence[float], parts: Sequence[float]
    ) -> list[cold.Cell]:
        """A cell for each start."""
        return [self._cell(start) for start in cold.starts(spans, days, parts)]

    def _cell(self, start: cold.Start) -> cold.Cell:
        at = self._stream.at
        piece = self._stream.complaints[bisect_left(at, start.since) : bisect_left(at, start.until)]
        piece = [one for one in piece if cold.is_kept(one.person, start.part)]
        people, others = None, 0
        for opening in openings_of(piece, self._configuration):
            if opening.attention not in ("notify", "page"):
                continue
            if self._is_of(opening, start.incident):
                people = opening.people if people is None else people
            else:
                others += not self._is_of_any(opening)
        enough = cold.most_people(self._posts(start, piece)) >= cold.PEOPLE_MIN
        return cold.Cell(start.incident, start.days, start.part, enough, people, others)

    def _posts(self, start: cold.Start, piece: Sequence[Complaint]) -> list[tuple[float, str]]:
        big = next((one for one in self._big if one.id == start.incident), None)
        if big is not None:
            ids = {mention for _, mention, _ in big.posts}
            return [(one.at, one.person) for one in piece if one.id in ids]
        words = next(one.words for one in self._little if one.about == start.incident)
        later = (one for one in piece if one.at >= start.first_at)
        return [(one.at, one.person) for one in later if not words.isdisjoint(one.terms)]

    def _is_of(self, opening: Opening, incident: str) -> bool:
        return any(one.id == incident and belongs(opening, one) for one in self._big) or any(
            one.about == incident and is_about(opening, one) for one in self._little
        )

    def _is_of_any(self, opening: Opening) -> bool:
        return any(belongs(opening, one) for one in self._big) or any(is_about(opening, one) for one in self._little)


def _show(name: str, rows: Sequence[dict[str, Any]], console: Console) -> None:
    table = Table(title=f"{name}: found by days of history before", title_justify="left")
    found = list(rows[0]["found"])
    for column in ("people kept", *found, "of", "with 8 people", "found of these", "median people", "others a start"):
        table.add_column(column)
    for row in rows:
        counts = [str(row["found"][days]) for days in found]
        rest = ("incidents", "eligible", "eligible_found", "median_people", "others_per_start")
        table.add_row(f"{row['part']:g}", *counts, *(str(row[field]) for field in rest))
    console.print(table)
