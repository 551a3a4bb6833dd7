"""`groundswell bench engine`: CPU time of intake and of an engine on streams like real ones; and what a brand costs."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec
import orjson
import typer
from rich.console import Console
from rich.table import Table

from stream.bench.mentions import START_MS
from stream.bench.streams import KINDS, stream

STEP = 2_000
# Of a worker that has something to catch up with.
BATCH = 500
HOUR = 3600
WARM_MENTIONS = 300


class Row(NamedTuple):
    """A stream: its kind, how many brands, over how many seconds."""

    kind: str
    brands: int
    seconds: int

    @property
    def name(self) -> str:
        return f"{self.kind}, {self.brands:,} brand{'s' * (self.brands > 1)}, {self.seconds / HOUR:g} h"


ROWS = (
    Row("tweets", 20, HOUR // 4),
    Row("tweets", 20, 12 * HOUR),
    Row("tweets", 200, 12 * HOUR),
    Row("posts", 1, 24 * HOUR),
    Row("posts", 200, HOUR * 6 // 5),
    Row("posts", 200, 24 * HOUR),
    Row("posts", 2_000, 24 * HOUR),
)


def engine(
    mentions: Annotated[int, typer.Option(min=500, help="Mentions of each stream.")] = 10_000,
    brands: Annotated[int, typer.Option(min=10, help="Brands of one mention each, for what a brand costs.")] = 2_000,
    rows: Annotated[int, typer.Option(min=1, max=len(ROWS), help="Only the first so many streams.")] = len(ROWS),
    seed: Annotated[int, typer.Option(help="Seed of the streams.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Mentions per second of CPU time on streams like real ones: intake and engine apart; what a brand costs."""
    figures = measured(mentions, brands, rows, seed)
    if as_json:
        typer.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())
        return
    table = Table(title=f"{mentions:,} mentions each, CPU time, seed {seed}")
    for heading in ("stream", "intake/s", "engine/s", "alerts"):
        table.add_column(heading, justify="left" if heading == "stream" else "right")
    for row in figures["rows"]:
        table.add_row(
            row["stream"], *(f"{row[name]:,.0f}" for name in ("intake_per_second", "engine_per_second", "alerts"))
        )
    Console().print(table)
    for name, value in figures["brand"].items():
        Console().print(f"{name.replace('_', ' ')}: {value:,.3f}", highlight=False)


def measured(mentions: int, brands: int, rows: int, seed: int) -> dict[str, Any]:
    """All figures, of the first `rows` streams."""
    from stream.engines.factory import warm_up
    from stream.process.gc_tuning import tune_gc

    warm_up()
    # What is read when a language or a screen is first met is the price of a start, and of no mention.
    _row(Row("posts", 1, HOUR), WARM_MENTIONS, seed)
    # First, while memory is nearly empty: what the streams leave behind would be used again and not be seen.
    brand = _brand(brands)
    # As every process of a worker does: else the collector goes through the tables of all languages again and again.
    tune_gc()
    return {"seed": seed, "rows": [_row(row, mentions, seed) for row in ROWS[:rows]], "brand": brand}


def _row(row: Row, mentions: int, seed: int) -> dict[str, Any]:
    from detectors.engine.log import LogRecord, Progress
    from stream.config.load import load
    from stream.engines.factory import build_engine
    from stream.intake.pipeline import build_intake
    from stream.kafka.codec import decode_record, encode_record
    from stream.process.gc_tuning import gc_paused

    configuration = load({})
    intake, trends = build_intake(configuration), build_engine(configuration)
    values = list(stream(KINDS[row.kind], mentions, row.brands, row.seconds, seed))
    log: list[tuple[bytes, int]] = []

    def take() -> None:
        for first in range(0, mentions, BATCH):
            batch = [(value, at, offset) for offset, (value, at) in enumerate(values[first : first + BATCH], first)]
            for taken in intake.take_all(batch, 0):
                if isinstance(taken, Exception):
                    raise taken
                if taken.complaint is not None:
                    log.append((encode_record(taken.complaint), batch[taken.complaint.offset - first][1]))

    intake_seconds = cpu_seconds(take)
    events = 0

    def apply() -> None:
        nonlocal events
        for start in range(0, len(log), STEP):
            step = log[start : start + STEP]
            records: list[LogRecord] = [decode_record(value) for value, _ in step]
            # As the process of an engine does.
            with gc_paused():
                events += len(trends.apply([*records, Progress(origin=0, origins=1, at=step[-1][1] / 1000.0)]))

    engine_seconds = cpu_seconds(apply)
    return {
        "stream": row.name,
        "intake_per_second": mentions / intake_seconds,
        "engine_per_second": len(log) / engine_seconds,
        "alerts": events,
    }


def _brand(brands: int) -> dict[str, float]:
    """What brands of one mention cost: milliseconds to begin, bytes, microseconds a bucket in which they are silent, and
    milliseconds to restore."""
    from detectors.buckets import BUCKET_SECONDS
    from detectors.engine.log import Progress
    from stream.config.load import load
    from stream.engines.factory import build_engine
    from stream.intake.pipeline import build_intake

    # More than an engine learns by itself.
    configuration = load({"GROUNDSWELL_BRANDS_MAX": str(brands + 1)})
    intake, trends = build_intake(configuration), build_engine(configuration)
    taken = [intake.take(value, at, 0, n) for n, (value, at) in enumerate(stream(KINDS["tweets"], brands + 100, 1, 60))]
    found = [one.complaint for one in taken if one.complaint is not None]
    complaints = [msgspec.structs.replace(one, brand=f"brand-{number}") for number, one in enumerate(found)]
    end = START_MS / 1000.0 + 600.0
    gc.collect()
    before = _resident_bytes()
    start_seconds = cpu_seconds(lambda: trends.apply([*complaints, Progress(origin=0, origins=1, at=end)]))
    held = _resident_bytes() - before
    later = [Progress(origin=0, origins=1, at=end + BUCKET_SECONDS * number) for number in range(1, 101)]
    silent = cpu_seconds(lambda: trends.apply(later))
    saved, fresh = trends.snapshot(), build_engine(configuration)
    restored = cpu_seconds(lambda: fresh.restore(saved))
    count = len(complaints)
    return {
        "milliseconds_to_begin": start_seconds / count * 1e3,
        "kilobytes": held / count / 1024,
        "microseconds_a_silent_bucket": silent / count / len(later) * 1e6,
        "snapshot_kilobytes": len(saved) / count / 1024,
        "milliseconds_to_restore": restored / count * 1e3,
    }


def cpu_seconds(work: Callable[[], Any]) -> float:
    """CPU time that `work` takes, in seconds."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
