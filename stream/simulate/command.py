"""`groundswell simulate`: the stream into a file, what was planted into another."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Annotated, Any, cast

import orjson
import typer

from stream.exits import reason_of
from stream.reading import ReadingError
from stream.simulate import KINDS, KINDS_ON_DEMAND, Plan, Simulation, parse_start, simulate

_ALL_KINDS = ",".join(KINDS + KINDS_ON_DEMAND)


def simulate_command(
    out: Annotated[Path, typer.Option("--out", help="where the mentions go, as JSON lines; .gz compresses")],
    planted: Annotated[
        Path | None, typer.Option("--planted", help="where the list of planted things goes, as JSON")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="the same seed gives the same stream")] = Plan.seed,
    days: Annotated[
        float, typer.Option("--days", help="length of the stream; the planted things lie on its last day")
    ] = Plan.days,
    per_minute: Annotated[
        float, typer.Option("--per-minute", help="mentions a minute, on average over the day")
    ] = Plan.per_minute,
    start: Annotated[str, typer.Option("--start", help="event time of the first mention")] = "2026-03-02",
    kinds: Annotated[str, typer.Option("--kinds", help=f"what is planted, of {_ALL_KINDS}")] = ",".join(KINDS),
) -> None:
    """Write a made-up stream of mentions with planted incidents, storms and campaigns, all from a seed."""
    try:
        plan = Plan(
            seed=seed,
            start_ms=parse_start(start),
            days=days,
            per_minute=per_minute,
            kinds=tuple(kind.strip() for kind in kinds.split(",") if kind.strip()),
        )
    except (ValueError, ReadingError) as error:
        raise typer.BadParameter(str(error)) from error
    # Here: what judges texts takes a quarter of a second to load, and every command knows this one's options.
    from detectors.verdict import plural

    simulation = simulate(plan)
    try:
        write_simulation(simulation, out, planted)
    except OSError as error:
        raise typer.BadParameter(f"{error.filename or out} cannot be written: {reason_of(error)}") from error
    typer.echo(f"{len(simulation.mentions):,} mentions in {out}, {len(simulation.planted)} things planted:")
    for thing in simulation.planted:
        who = plural(thing.people, "person", "people")
        typer.echo(f"  {thing.kind:<9} {len(thing.mention_ids):>4} posts by {who}: {thing.about}")


def write_simulation(simulation: Simulation, out: Path, planted: Path | None = None) -> None:
    """JSON lines into `out`, and one JSON array of the planted things into `planted`."""
    with _opened(out) as file:
        write_mentions(simulation.mentions, file)
    if planted is not None:
        planted.write_bytes(orjson.dumps([asdict(thing) for thing in simulation.planted], option=orjson.OPT_INDENT_2))


def write_mentions(mentions: Iterable[dict[str, Any]], file: IO[bytes]) -> None:
    for mention in mentions:
        file.write(orjson.dumps(mention, option=orjson.OPT_APPEND_NEWLINE))


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        # No time of writing in the file: the same seed gives the same bytes.
        return cast(IO[bytes], gzip.GzipFile(path, "wb", compresslevel=5, mtime=0))
    return path.open("wb")
