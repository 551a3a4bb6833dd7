"""What a second engine process is worth: `python -m tests.faults.engine_processes [MENTIONS [ROUNDS]]`, some minutes.

A worker takes tweets of 200 brands in, once. Its `complaints` are then given to workers with one engine process and with
two, in turn, from the first record on: no intake runs beside the engines, and the broker only serves. The clock runs from
the first batch that an engine is given until the last is applied.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from pathlib import Path

from stream.bench.streams import KINDS, stream
from stream.kafka.producer import Producer, Record
from stream.local_kafka.broker import LocalKafka
from tests.worker_tools import Installation, WorkerProcess, catch_up, worker

PARTITIONS, BRANDS, SECONDS = 4, 200, 43_200
WORKER_SECONDS_MAX, POLL_SECONDS = 600.0, 0.2
COMPLAINTS, APPLY = '{topic="complaints"}', '{step="apply"}'
FIGURE = re.compile(r"^groundswell_(\w+\{[^}]*\}) (\S+)$", re.MULTILINE)

Logs = dict[int, list[Record]]


def installation(bootstrap: str, engine_processes: int) -> Installation:
    return Installation.named(
        f"processes-{uuid.uuid4().hex[:8]}",
        bootstrap,
        engine_partitions=PARTITIONS,
        engine_processes=engine_processes,
        intake_processes=1,
        checkpoint_seconds=60,
    )


async def logs_of(bootstrap: str, mentions: int, output: Path) -> Logs:
    """The records of `complaints` that a worker makes of so many mentions, by their partitions."""
    made = installation(bootstrap, 1)
    await made.create_topics()
    filled: Logs = defaultdict(list)
    for number, (value, at_ms) in enumerate(stream(KINDS["tweets"], mentions, BRANDS, SECONDS)):
        filled[number % PARTITIONS].append(Record(None, value, timestamp_ms=at_ms))
    async with Producer(bootstrap) as producer:
        await producer.send_all(made.topics.mentions, filled)
    with worker(made, output) as running:
        await catch_up(made, running, WORKER_SECONDS_MAX)
    logs: Logs = defaultdict(list)
    for record in await made.read(made.topics.complaints):
        logs[record.partition].append(Record(record.key, record.value))
    return logs


async def given(running: WorkerProcess) -> tuple[int, bool]:
    """How many records its engines were given, and whether they have applied all of them."""
    page = (await asyncio.to_thread(running.get, "/metrics"))[1]
    figures = {name: int(float(figure)) for name, figure in FIGURE.findall(page)}
    batches, applied = figures.get(f"batch_records_count{COMPLAINTS}", 0), figures.get(f"step_seconds_count{APPLY}", 0)
    return figures.get(f"batch_records_sum{COMPLAINTS}", 0), batches == applied


async def seconds_of(bootstrap: str, logs: Logs, engine_processes: int, output: Path) -> float:
    """How long a worker's engines take for the logs, from their first batch on."""
    measured = installation(bootstrap, engine_processes)
    await measured.create_topics()
    async with Producer(bootstrap) as producer:
        await producer.send_all(measured.topics.complaints, logs)
    wanted, started = sum(map(len, logs.values())), 0.0
    with worker(measured, output) as running:
        while await given(running) != (wanted, True):
            running.assert_alive()
            if not started and (await given(running))[0]:
                started = time.perf_counter()
            await asyncio.sleep(POLL_SECONDS)
        return time.perf_counter() - started


async def main(mentions: int, rounds: int) -> None:
    """Prints a line for each round, and the median ratio."""
    with LocalKafka.start() as kafka, tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "log"
        logs = await logs_of(kafka.bootstrap, mentions, output)
        shares = [len(logs[partition]) for partition in sorted(logs)]
        print(f"{sum(shares):,} records of complaints, by partition {shares}")
        ratios = []
        for _ in range(rounds):
            one, two = [await seconds_of(kafka.bootstrap, logs, processes, output) for processes in (1, 2)]
            ratios.append(one / two)
            print(f"one process {one:.1f} s, two {two:.1f} s: {one / two:.2f} times as fast", flush=True)
        print(f"median {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    asyncio.run(main(*(int(given) for given in [*sys.argv[1:], "60000", "3"][:2])))
