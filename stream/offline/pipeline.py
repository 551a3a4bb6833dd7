"""The whole path without Kafka: rows of a file through intake and engine, for backtest and evaluation."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from detectors.alert import AlertEvent
from detectors.buckets import BUCKET_SECONDS, bucket_of
from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord, Progress
from detectors.errors import RefusedError
from stream.intake.pipeline import Accepted, Intake
from stream.process.gc_tuning import gc_paused
from stream.reading import Problem, Problems, Row

ROWS_PER_STEP = 2_000
ROWS_PER_BATCH = 500


@dataclass
class Offline:
    """What came of the rows: counts, and the volume of mentions and complaints per hour of event time."""

    mentions: int = 0
    complaints: int = 0
    refused: Problems = field(default_factory=Problems)
    mentions_per_hour: Counter[int] = field(default_factory=Counter)
    complaints_per_hour: Counter[int] = field(default_factory=Counter)
    first_at: float = math.inf
    last_at: float = -math.inf


def end_of_replay(last_at: float, lateness_seconds: float) -> float:
    """The progress that ends a replay whose last mention is at `last_at`: it closes the bucket of that mention, no more."""
    return (bucket_of(last_at) + 1) * BUCKET_SECONDS + lateness_seconds


def taken_from(rows: Iterable[Row], intake: Intake, origin: int = 0) -> Iterator[tuple[Row, Accepted | RefusedError]]:
    """Each row with what intake makes of it as a record of a partition, in their order."""
    left = iter(rows)
    first = 0
    while batch := list(islice(left, ROWS_PER_BATCH)):
        records = [(row.value, row.at_ms, offset) for offset, row in enumerate(batch, first)]
        for row, taken in zip(batch, intake.take_all(records, origin), strict=True):
            if isinstance(taken, Exception) and not isinstance(taken, RefusedError):
                raise taken
            yield row, taken
        first += len(batch)


def run(
    rows: Iterable[Row],
    intake: Intake,
    engine: TrendEngine,
    lateness_seconds: float,
    on_event: Callable[[AlertEvent], None],
    on_step: Callable[[int], None] = lambda _: None,
) -> Offline:
    """Feeds rows, sorted by event time, through `intake` into `engine`, and hands every event to `on_event`."""
    result = Offline()
    waiting: list[LogRecord] = []

    def step(progress_at: float) -> None:
        waiting.append(Progress(origin=0, origins=1, at=progress_at))
        with gc_paused():
            events = engine.apply(waiting)
        for event in events:
            on_event(event)
        waiting.clear()
        on_step(result.mentions)

    for row, taken in taken_from(rows, intake):
        at = row.at_ms / 1000.0
        result.first_at = min(result.first_at, at)
        result.last_at = max(result.last_at, at)
        result.mentions += 1
        hour = row.at_ms // 3_600_000
        result.mentions_per_hour[hour] += 1
        if isinstance(taken, RefusedError):
            result.refused.add(Problem(row.line, taken.reason.replace("_", " "), taken.detail))
            continue
        if taken.complaint is not None:
            result.complaints += 1
            result.complaints_per_hour[hour] += 1
            waiting.append(taken.complaint)
        if len(waiting) >= ROWS_PER_STEP:
            step(at)
    if result.mentions:
        step(end_of_replay(result.last_at, lateness_seconds))
    return result
