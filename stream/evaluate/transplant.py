"""`groundswell evaluate transplant STREAM INCIDENTS`: is an incident found in another year, and with fewer people?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import orjson
import typer
from rich.console import Console
from rich.table import Table

from detectors.evaluation import transplant as moved
from detectors.evaluation.coldstart import DAY, PEOPLE_MIN, is_kept, most_people
from detectors.evaluation.incidents import Incident, Opening, belongs, posts_of
from detectors.mention import Complaint
from stream.evaluate.incidents import listed_or_exit
from stream.evaluate.pieces import Stream, openings_of, read_stream
from stream.exits import Exit
from stream.terminal import configuration_or_exit, print_error

HOUR = 3600.0
LOUD = ("notify", "page")


def transplant(
    stream: Annotated[Path, typer.Argument(help="a file of mentions")],
    labels: Annotated[Path, typer.Argument(help="a JSON list of incidents: id, kind, members (mention ids)")],
    parts: Annotated[str, typer.Option(help="parts of the incident's people that are kept")] = "1,0.5,0.2",
    days: Annotated[float, typer.Option(help="days of history before the incident", min=0.25)] = 30.0,
    rename: Annotated[
        list[str] | None, typer.Option(help="NAME=OTHER: what a brand or product is called instead, in all texts")
    ] = None,
    frequencies: Annotated[str, typer.Option(help="shipped, general, or files: what is known from outside")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object instead of tables")] = False,
) -> None:
    """Move the posts of each incident into every other year of the stream, keep fewer people, and count what is found."""
    try:
        kept = [float(one) for one in parts.split(",")]
        names = dict(_pair(one) for one in rename or ())
    except ValueError as error:
        print_error(f"--parts are numbers with commas between, --rename is NAME=OTHER: {error}")
        raise typer.Exit(Exit.USAGE) from error
    listed = listed_or_exit(labels)
    held = read_stream(stream, names)
    incidents = [Incident(str(one.id), one.kind or "", posts_of(set(map(str, one.members)), held.known)) for one in listed]
    runner = Runner(held, [one for one in incidents if one.posts], days, frequencies)
    grafts = runner.grafts(kept)
    if as_json:
        typer.echo(orjson.dumps(moved.figures(grafts), option=orjson.OPT_INDENT_2).decode())
    else:
        _show(moved.summary(grafts), Console(markup=False))


def _pair(renamed: str) -> tuple[str, str]:
    name, sign, other = renamed.partition("=")
    if not (name and sign and other):
        raise ValueError(renamed)
    return name.casefold(), other


class Runner:
    """Runs engines over pieces of a stream into which the posts of an incident were moved."""

    def __init__(self, stream: Stream, incidents: Sequence[Incident], days: float, frequencies: str) -> None:
        self._stream, self._incidents, self._days = stream, {one.id: one for one in incidents}, days
        self._configuration = configuration_or_exit(clock="replay", frequencies=frequencies or None)
        self._by_id = {one.id: one for one in stream.complaints}

    def grafts(self, parts: Sequence[float] = moved.PARTS) -> list[moved.Graft]:
        """What became of every run."""
        spans = moved.covered(self._stream.at)
        return [self.graft(run) for run in moved.transplants(list(self._incidents.values()), spans, self._days, parts)]

    def piece(self, run: moved.Transplant) -> tuple[list[Complaint], Incident]:
        """The complaints of one run in the order of event time, and the incident as it was moved."""
        incident = self._incidents[run.incident]
        posts = [self._moved(self._by_id[ident], run.shift) for _, ident, _ in incident.posts]
        posts = [one for one in posts if is_kept(one.person, run.part)]
        since = incident.posts[0][0] + run.shift - self._days * DAY
        until = incident.posts[-1][0] + run.shift
        around = self._stream.complaints[bisect_left(self._stream.at, since) : bisect_right(self._stream.at, until)]
        ordered = sorted([*around, *posts], key=lambda one: (one.at, one.id))
        # An offset below one that was seen would be a redelivery.
        numbered = [msgspec.structs.replace(one, offset=offset) for offset, one in enumerate(ordered)]
        reported = sorted((one.at, one.id, one.person) for one in posts)
        return numbered, Incident(run.incident, incident.kind, reported)

    def _moved(self, one: Complaint, shift: float) -> Complaint:
        """A post as somebody else wrote it in another year."""
        ident, person, handle = f"moved/{one.id}", f"moved/{one.person}", f"moved/{one.handle}"
        received = one.received + shift if one.received else 0.0
        return msgspec.structs.replace(one, id=ident, person=person, handle=handle, at=one.at + shift, received=received)

    def graft(self, run: moved.Transplant) -> moved.Graft:
        """What became of one run."""
        piece, incident = self.piece(run)
        openings = [one for one in openings_of(piece, self._configuration, self._stream.brands) if one.attention in LOUD]
        found = next((one for one in openings if belongs(one, incident)), None)
        writing = [(at, person) for at, _, person in incident.posts]
        return moved.Graft(
            run.incident,
            run.years,
            run.part,
            people_left=len({person for _, person in writing}),
            eligible=most_people(writing) >= PEOPLE_MIN,
            people=None if found is None else len({person for at, person in writing if at <= found.at}),
            hours=None if found is None else round((found.at - writing[0][0]) / HOUR, 2),
            others=sum(not self._is_of_any(one, incident) for one in openings),
        )

    def _is_of_any(self, opening: Opening, incident: Incident) -> bool:
        return any(belongs(opening, one) for one in (incident, *self._incidents.values()))


def _show(rows: Sequence[dict[str, Any]], console: Console) -> None:
    table = Table(title="incidents moved to other years", title_justify="left")
    columns = ("runs", "found", "with 8 people", "found of these", "median people", "with 7 at most", "others a run")
    for column in ("", *columns):
        table.add_column(column)
    for row in rows:
        first = f"people kept: {row['part']:g}" if "part" in row else str(row["incident"])
        fields = ("runs", "found", "eligible", "eligible_found", "median_people", "within_goal", "others_per_run")
        table.add_row(first, *("—" if row[field] is None else str(row[field]) for field in fields))
    console.print(table)
