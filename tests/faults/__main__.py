"""The table of faults: `python -m tests.faults [ROW …] [--runs N] [--seed N]`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import rows
from tests.faults.harness import Run, Stream
from tests.proxied_kafka import ProxiedKafka
from tests.proxy import Proxy, proxied


@dataclass
class Line:
    """One line of the table."""

    runs: int = 0
    good: int = 0
    disturbances: int = 0
    exits: list[int] = field(default_factory=list)
    stop_seconds: float = 0.0
    seconds: float = 0.0

    def add(self, run: Run, seconds: float) -> None:
        """Adds a run that has ended."""
        self.runs += 1
        self.disturbances += run.observed.disturbances
        self.exits += run.observed.exits
        self.stop_seconds = max([self.stop_seconds, *run.observed.stop_seconds])
        self.seconds += seconds


@dataclass(frozen=True)
class Row:
    """A fault, how often it is tried, and whether its workers talk to Kafka through a proxy."""

    name: str
    runs: int
    disturb: Callable[[Run, ProxiedKafka, Proxy], Awaitable[None]]
    behind_proxy: bool = False


def broker_away(run: Run, kafka: ProxiedKafka, _: Proxy) -> Awaitable[None]:
    return rows.broker_away(run, kafka, 30.0, clean=run.rng.random() < 0.5)


def mid_checkpoint(run: Run, kafka: ProxiedKafka, proxy: Proxy) -> Awaitable[None]:
    return rows.broker_away_in_mid_checkpoint(run, kafka, proxy, 30.0, clean=run.rng.random() < 0.5)


TABLE = (
    Row("nothing", 1, lambda run, *_: rows.nothing(run)),
    Row("kill", 5, lambda run, *_: rows.kills(run)),
    Row("second", 5, lambda run, *_: rows.second_worker(run)),
    Row("restoring", 2, lambda run, *_: rows.killed_while_restoring(run)),
    Row("paused", 5, lambda run, *_: rows.stopped_beyond_its_session(run)),
    Row("all", 1, lambda run, *_: rows.all_at_once(run)),
    Row("broker", 6, broker_away),
    Row("mid-checkpoint", 4, mid_checkpoint, behind_proxy=True),
    Row("repeats", 10, lambda run, *_: rows.producers_repeat(run)),
    Row("reset", 3, lambda run, _, proxy: rows.connections_cut(run, proxy), behind_proxy=True),
    Row("black-hole", 3, lambda run, _, proxy: rows.black_hole(run, proxy), behind_proxy=True),
    Row("latency", 3, lambda run, _, proxy: rows.slow_line(run, proxy), behind_proxy=True),
    Row("late-broker", 3, lambda run, _, proxy: rows.absent_at_start(run, proxy), behind_proxy=True),
    Row("gone-broker", 3, lambda run, _, proxy: rows.absent_at_stop(run, proxy), behind_proxy=True),
    Row("away-for-good", 1, lambda run, _, proxy: rows.away_for_good(run, proxy), behind_proxy=True),
    Row("full", 1, lambda run, *_: rows.folder_full(run)),
    Row("read-only", 1, lambda run, *_: rows.read_only(run)),
)


# Rows that are files of tests, with a run for each.
TESTED = {
    "cut": "tests/integration/test_checkpoints.py",
    "refused": "tests/integration/test_refused_checkpoints.py",
    "fence": "tests/integration/test_fence.py",
}


def tested(name: str, bootstrap: str) -> Line:
    """Every chunk at which a checkpoint is cut, every way in which one cannot be used: on the Kafka of the table."""
    started = time.monotonic()
    environment = {**os.environ, "GROUNDSWELL_BROKER": bootstrap}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", TESTED[name]], env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - started
    ended = {word: int(count) for count, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout.splitlines()[-1])}
    print(f"{name} {seconds:.0f} s: {ended if done.returncode == 0 else done.stdout}", flush=True)
    return Line(runs=max(1, sum(ended.values())), good=ended.get("passed", 0), seconds=seconds)


async def one(row: Row, stream: Stream, kafka: ProxiedKafka, folder: Path, seed: int, line: Line) -> None:
    way = kafka.proxied_bootstrap if row.behind_proxy else kafka.bootstrap
    run = Run(stream, way, *named_folder("faults", folder), seed, direct=kafka.bootstrap)
    async with proxied(Proxy(kafka.behind_port), kafka.proxy_port) as proxy:
        await observe(row.name, run, seed, line, lambda: row.disturb(run, kafka, proxy))


def named_folder(kind: str, folder: Path) -> tuple[str, Path]:
    """A name for an installation that no other has, and a folder of it."""
    name = f"{kind}-{uuid.uuid4().hex[:8]}"
    (folder / name).mkdir()
    return name, folder / name


async def observe(row: str, run: Run, seed: int, line: Line, disturb: Callable[[], Awaitable[None]]) -> None:
    """One run with its disturbance: prints what came of it, and adds it to the line of its row."""
    started = time.monotonic()
    try:
        async with run:
            await disturb()
        line.good += 1
        result = "same"
    except AssertionError as error:
        result = f"NOT THE SAME: {error}"
    except Exception:
        result = f"BROKEN: {traceback.format_exc()}"
    line.add(run, time.monotonic() - started)
    print(f"{row} seed={seed} {time.monotonic() - started:.0f} s logs={run.folder}: {result}", flush=True)


def seeds(first: int | None) -> Iterator[int]:
    while True:
        yield random.randrange(10**6) if first is None else first
        first = None if first is None else first + 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("rows", nargs="*", choices=[*(row.name for row in TABLE), *TESTED, []])
    parser.add_argument("--runs", type=int, help="of each row")
    parser.add_argument("--seed", type=int, help="of the first run; the next have the next; random when not given")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="groundswell-faults-"))
    stream = Stream.simulated(folder)
    print(f"{len(stream.rows)} mentions, {stream.events.total()} events", flush=True)
    lines: dict[str, Line] = {}
    seed = seeds(given.seed)
    # The clients of the harness itself say a line for each try while the broker is away.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    with ProxiedKafka.start() as kafka:
        assert isinstance(kafka, ProxiedKafka)
        for row in TABLE:
            if given.rows and row.name not in given.rows:
                continue
            line = lines[row.name] = Line()
            for _ in range(given.runs or row.runs):
                asyncio.run(one(row, stream, kafka, folder, next(seed), line))
        for name in TESTED:
            if not given.rows or name in given.rows:
                lines[name] = tested(name, kafka.bootstrap)
    return print_table(lines)


def print_table(lines: Mapping[str, Line]) -> int:
    """Prints the table; the exit code, 0 when all runs were good."""
    print(f"{'fault':<14} {'same':>9} {'disturbed':>9} {'slowest stop':>12} {'seconds':>8}  exits by themselves")
    for name, line in lines.items():
        same = f"{line.good} of {line.runs}"
        print(
            f"{name:<14} {same:>9} {line.disturbances:>9} {line.stop_seconds:>10.1f} s {line.seconds:>8.0f}  {line.exits}"
        )
    return 0 if all(line.good == line.runs for line in lines.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
