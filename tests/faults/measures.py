"""What is measured on a running worker: `python -m tests.faults.measures [soak|restore|pause|cost …]`.

Each says on one line what it found and whether that is what is promised.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import orjson

from stream.bench import worker_row
from stream.bench.mentions import DAY_MS, START_MS, mentions
from stream.bench.posts import Posts
from stream.bench.rows import fill
from stream.kafka.producer import Producer, Record
from stream.local_kafka.broker import LocalKafka
from tests.worker_tools import Installation, WorkerProcess, catch_up, wait_for, worker

Mention = tuple[bytes, int]

CATCH_UP_SECONDS = 900.0
SAMPLE_SECONDS = 5.0
SOAK_DAYS = 10
MEMORY_GROWTH_MAX = 0.05
LAG_SECONDS_MAX = 10.0
RESTORE_SECONDS_MAX = 10.0
# Of so many as live, a quarter more are written: some of them share too many words to stay apart.
WRITTEN_RATIO = 1.25
MANY_WORDS = 400_000
PAUSE_SECONDS_MAX = 0.2
CHECKPOINTS_SHARE_MIN = 0.9


class Bench:
    """An installation that mentions are sent to."""

    def __init__(self, kafka: LocalKafka, folder: Path, **settings: object) -> None:
        self.name = f"measured-{uuid.uuid4().hex[:8]}"
        self.installation = Installation.named(self.name, kafka.bootstrap, mentions_partitions=2, **settings)
        self.log = folder / self.name

    async def send(self, sent: list[Mention]) -> None:
        async with Producer(self.installation.settings.broker) as producer:
            await self.send_by(producer, sent)

    async def send_by(self, producer: Producer, sent: list[Mention]) -> None:
        outgoing: dict[int, list[Record]] = {0: [], 1: []}
        for number, (value, at_ms) in enumerate(sent):
            outgoing[number % 2].append(Record(None, value, (), at_ms))
        await producer.send_all(self.installation.topics.mentions, outgoing)


def complaints(
    groups: int, seed: int, start_ms: int, each: int = 2, seconds: float = 43_200.0, words: int = 50_000
) -> Iterator[Mention]:
    """Posts about so many groups, `each` about every one, of twenty brands, on a channel that is not screened."""
    posts = Posts(seed, words)
    made = [posts.group() for _ in range(groups)]
    for number in range(groups * each):
        at = start_ms + int(number * seconds * 1000 / (groups * each))
        mention = {
            "id": f"{seed}-{number}",
            "text": posts.post(made[number % groups]),
            "author": f"user{number}",
            "created_at": at,
            "brand": f"brand-{number % groups % 20:02}",
            "channel": "support-forum",
            "lang": "en",
        }
        yield orjson.dumps(mention), at


def figures(process: WorkerProcess) -> dict[str, float]:
    """Its metrics by name and labels, as they are written."""
    samples = [line.rpartition(" ") for line in process.get("/metrics")[1].splitlines() if line.startswith("groundswell_")]
    return {name: float(value) for name, _, value in samples}


def total(samples: dict[str, float], name: str) -> float:
    """The sum of a metric over its labels."""
    return sum(value for series, value in samples.items() if series.partition("{")[0] == f"groundswell_{name}")


def memory_mb(pid: int) -> float:
    """What a process and its children hold in memory."""
    return sum(
        int(Path(f"/proc/{one}/status").read_text().partition("VmRSS:")[2].split()[0]) / 1024
        for one in worker_row.with_children(pid)
    )


def report(name: str, *, held: bool, found: str) -> bool:
    print(f"{name}: {'held' if held else 'NOT HELD'}: {found}", flush=True)
    return held


async def soak(kafka: LocalKafka, folder: Path, seconds: float, per_second: float) -> bool:
    """A steady stream; event time runs through ten days, so that what is kept for a day is full after a tenth."""
    bench = Bench(kafka, folder, checkpoint_seconds=30, batch_records=2_000)
    await bench.installation.create_topics()
    day = int(per_second * seconds / SOAK_DAYS)
    stream = (one for number in range(SOAK_DAYS) for one in mentions(day, number, START_MS + number * DAY_MS))
    with worker(bench.installation, bench.log) as process:
        samples: list[tuple[float, float]] = []
        began = sampled = time.monotonic()
        sent = 0
        async with Producer(bench.installation.settings.broker) as producer:
            while (passed := time.monotonic() - began) < seconds:
                due = min(int(passed * per_second), day * SOAK_DAYS) - sent
                await bench.send_by(producer, [next(stream) for _ in range(due)])
                sent += due
                if time.monotonic() >= sampled + SAMPLE_SECONDS:
                    sampled = time.monotonic()
                    process.assert_alive()
                    seen = await asyncio.to_thread(figures, process)
                    samples.append((memory_mb(process.process.pid), total(seen, "consumer_lag")))
                    if len(samples) % 12 == 0:
                        print(
                            f"  {passed:.0f} s: {samples[-1][0]:.0f} MB, lag {samples[-1][1]:.0f}, sent {sent:,}",
                            flush=True,
                        )
                await asyncio.sleep(0.1)
        await catch_up(bench.installation, process, CATCH_UP_SECONDS)
    tenth = len(samples) // 10
    middle = median(memory for memory, _ in samples[5 * tenth : 6 * tenth])
    end = median(memory for memory, _ in samples[-tenth:])
    lags = sorted(lag for _, lag in samples[tenth:])
    lag = lags[int(0.99 * len(lags))]
    growth = end / middle - 1
    return report(
        "soak",
        held=growth <= MEMORY_GROWTH_MAX and lag <= LAG_SECONDS_MAX * per_second,
        found=f"{seconds:.0f} s at {sent / seconds:,.0f}/s: {middle:.0f} MB in the middle, {end:.0f} MB at the end "
        f"({growth:+.1%}), lag median {median(lags):,.0f}, p99 {lag:,.0f} records",
    )


async def restore(kafka: LocalKafka, folder: Path, groups: int) -> bool:
    """From the start of a worker to its first record, when its checkpoint holds so many groups, or more."""
    bench = Bench(kafka, folder, checkpoint_seconds=30, batch_records=2_000)
    await bench.installation.create_topics()
    await bench.send(list(complaints(int(WRITTEN_RATIO * groups), 1, START_MS, words=MANY_WORDS)))
    with worker(bench.installation, bench.log) as process:
        await catch_up(bench.installation, process, CATCH_UP_SECONDS)
        live = total(figures(process), "groups_live")
    took = []
    for turn in range(3):
        await bench.send(list(complaints(2_000, 2 + turn, START_MS + (turn + 1) * 50_000_000, seconds=600.0)))
        began = time.monotonic()
        with worker(bench.installation, bench.log) as process:

            async def has_processed(process: WorkerProcess = process) -> bool:
                seen = await asyncio.to_thread(figures, process)
                return seen.get('groundswell_step_seconds_count{step="apply"}', 0.0) > 0

            await wait_for(has_processed, process, "a record is processed")
            took.append(time.monotonic() - began)
            await catch_up(bench.installation, process, CATCH_UP_SECONDS)
    listed = ", ".join(f"{one:.1f}" for one in took)
    return report(
        "restore",
        held=live >= groups and max(took) <= RESTORE_SECONDS_MAX,
        found=f"{live:,.0f} groups in 4 partitions: first record after {listed} s",
    )


async def pause(kafka: LocalKafka, folder: Path, groups: int, seconds: float) -> bool:
    """How long an engine of so many groups stands still for a checkpoint, while it is being fed."""
    bench = Bench(kafka, folder, engine_partitions=1, checkpoint_seconds=1.0, batch_records=500)
    await bench.installation.create_topics()
    await bench.send(list(complaints(groups, 1, START_MS)))
    with worker(bench.installation, bench.log) as process:
        await catch_up(bench.installation, process, CATCH_UP_SECONDS)
        before = figures(process)
        more = complaints(groups, 1, START_MS + 43_200_000, each=math.ceil(seconds * 200 / groups), seconds=seconds * 20)
        async with Producer(bench.installation.settings.broker) as producer:
            began = time.monotonic()
            while time.monotonic() < began + seconds:
                await bench.send_by(producer, [one for _, one in zip(range(40), more, strict=False)])
                await asyncio.sleep(0.2)
        await catch_up(bench.installation, process, CATCH_UP_SECONDS)
        after = figures(process)
    live = total(after, "groups_live")

    def gained(name: str) -> float:
        return after[name] - before[name]

    count = gained('groundswell_step_seconds_count{step="snapshot"}')
    quick = gained(f'groundswell_step_seconds_bucket{{le="{PAUSE_SECONDS_MAX}",step="snapshot"}}')
    mean_ms = 1000 * gained('groundswell_step_seconds_sum{step="snapshot"}') / count
    return report(
        "pause",
        held=quick >= 0.99 * count,
        found=f"{live:,.0f} groups, {count:.0f} checkpoints: {quick / count:.1%} of the pauses within 200 ms, "
        f"mean {mean_ms:.0f} ms",
    )


async def cost(kafka: LocalKafka, count: int, rounds: int) -> bool:
    """Mentions per second with checkpoints as they are by default, and with none before the end, alternating."""
    groundswell = worker_row.command()
    assert groundswell is not None
    found: dict[str, list[tuple[float, float]]] = {"30": [], "3600": []}
    for turn in range(rounds):
        for seconds in ("30", "3600") if turn % 2 == 0 else ("3600", "30"):
            prefix = f"cost-{uuid.uuid4().hex[:8]}."
            os.environ["GROUNDSWELL_CHECKPOINT_SECONDS"] = seconds
            os.environ["GROUNDSWELL_CHECKPOINT_COMPLAINTS"] = "200000" if seconds == "30" else "100000000"
            worker_row.create_topics(groundswell, kafka.bootstrap, prefix)
            await fill(kafka.bootstrap, [f"{prefix}mentions"], count, 1, "simple")
            took = await asyncio.to_thread(worker_row.run, groundswell, kafka.bootstrap, prefix, count)
            found[seconds].append((took["records"] / took["seconds"], took["records"] / took["cpu_seconds"]))
            print(f"  {seconds} s: {found[seconds][-1][0]:,.0f}/s, {found[seconds][-1][1]:,.0f} per CPU second", flush=True)
    wall, cpu = (median(one[i] for one in found["30"]) / median(one[i] for one in found["3600"]) for i in (0, 1))
    return report(
        "cost",
        held=cpu >= CHECKPOINTS_SHARE_MIN,
        found=f"with checkpoints {wall:.0%} of without by the clock, {cpu:.0%} by CPU",
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.measures", description=__doc__)
    names = ("restore", "pause", "cost", "soak")
    parser.add_argument("names", nargs="*", choices=[*names, []])
    parser.add_argument("--minutes", type=float, default=20.0, help="of the soak")
    parser.add_argument("--per-second", type=float, default=5_380.0, help="mentions of the soak")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="groundswell-measures-"))
    good = True
    with LocalKafka.start() as kafka:
        for name in given.names or names:
            if name == "restore":
                good &= asyncio.run(restore(kafka, folder, 100_000))
            elif name == "pause":
                good &= asyncio.run(pause(kafka, folder, 10_000, 120.0))
            elif name == "cost":
                good &= asyncio.run(cost(kafka, 200_000, 2))
            else:
                good &= asyncio.run(soak(kafka, folder, given.minutes * 60, given.per_second))
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
