"""Faults of three brokers: `python -m tests.faults.quorum [ROW …] [--runs N] [--seed N]`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient

from tests.faults.__main__ import Line, named_folder, observe, print_table, seeds
from tests.faults.harness import Run, Stream
from tests.quorum_kafka import NODES, QuorumKafka, QuorumNode

READY_SECONDS = 120.0
# A broker that is silent for so long is taken for gone by the others (`broker.session.timeout.ms`).
SILENT_SECONDS = 8.0


async def nothing(run: Run, _: QuorumKafka) -> None:
    """No fault: the harness itself finds nothing."""
    await run.is_assigned(run.start())


async def leader(run: Run, kafka: QuorumKafka) -> None:
    """The leader of an engine's log is killed, and started again some seconds later; twice."""
    run.feed_seconds = 30.0
    await run.is_assigned(run.start())
    for _ in range(2):
        await asyncio.sleep(run.rng.uniform(0.5, 4.0))
        await _kill(run, kafka.nodes[await _leader_of(kafka, run, run.rng.randrange(3)) - 1])


async def each(run: Run, kafka: QuorumKafka) -> None:
    """Every broker is killed once, one after the other: the coordinators and the active controller are among them."""
    run.feed_seconds = 40.0
    await run.is_assigned(run.start())
    for node in run.rng.sample(kafka.nodes, NODES):
        await asyncio.sleep(run.rng.uniform(0.5, 4.0))
        await _kill(run, node)


async def rolling(run: Run, kafka: QuorumKafka) -> None:
    """A rolling restart, as an upgrade does it: each ends cleanly and comes back."""
    run.feed_seconds = 40.0
    await run.is_assigned(run.start())
    for node in kafka.nodes:
        run.observed.disturbances += 1
        os.kill(node.pid, signal.SIGTERM)
        await asyncio.sleep(run.rng.uniform(2.0, 5.0))
        await asyncio.to_thread(node.restart, READY_SECONDS)


async def paused(run: Run, kafka: QuorumKafka) -> None:
    """A broker is silent for longer than its session, its connections open, and goes on."""
    run.feed_seconds = 30.0
    await run.is_assigned(run.start())
    await asyncio.sleep(run.rng.uniform(0.5, 4.0))
    node = kafka.nodes[await _leader_of(kafka, run, run.rng.randrange(3)) - 1]
    run.observed.disturbances += 1
    node.pause()
    try:
        await asyncio.sleep(SILENT_SECONDS)
    finally:
        node.resume()


async def all_brokers(run: Run, kafka: QuorumKafka) -> None:
    """All three are killed at once, as by a power cut, and started again."""
    run.feed_seconds = 30.0
    await run.is_assigned(run.start())
    await asyncio.sleep(run.rng.uniform(0.5, 6.0))
    for node in kafka.nodes:
        node.kill()
        run.observed.disturbances += 1
    await asyncio.sleep(run.rng.uniform(1.0, 5.0))
    for node in kafka.nodes:
        node.revive()
    await asyncio.to_thread(kafka.await_ready, READY_SECONDS)


async def worker_and_broker(run: Run, kafka: QuorumKafka) -> None:
    """A broker and a worker are killed together while another worker runs."""
    run.feed_seconds = 30.0
    first, second = run.start(), run.start()
    await run.is_assigned(first)
    await run.is_assigned(second)
    await asyncio.sleep(run.rng.uniform(0.5, 4.0))
    run.kill(run.rng.choice((first, second)))
    await _kill(run, run.rng.choice(kafka.nodes))


TABLE: Mapping[str, Callable[[Run, QuorumKafka], Awaitable[None]]] = {
    "nothing": nothing,
    "leader": leader,
    "each": each,
    "rolling": rolling,
    "paused": paused,
    "all": all_brokers,
    "worker": worker_and_broker,
}


async def _kill(run: Run, node: QuorumNode) -> None:
    node.kill()
    run.observed.disturbances += 1
    await asyncio.sleep(run.rng.uniform(1.0, 5.0))
    await asyncio.to_thread(node.restart, READY_SECONDS)


async def _leader_of(kafka: QuorumKafka, run: Run, partition: int) -> int:
    """The node that leads a partition of the engines' logs."""
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    try:
        (topic,) = await admin.describe_topics([run.outside.topics.complaints])
        return next(int(one["leader"]) for one in topic["partitions"] if one["partition"] == partition)
    finally:
        await admin.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.faults.quorum", description=__doc__)
    parser.add_argument("rows", nargs="*", choices=[*TABLE, []])
    parser.add_argument("--runs", type=int, default=1, help="of each row")
    parser.add_argument("--seed", type=int, help="of the first run; the next have the next; random when not given")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="groundswell-quorum-"))
    stream = Stream.simulated(folder)
    print(f"{len(stream.rows)} mentions, {stream.events.total()} events", flush=True)
    lines: dict[str, Line] = {}
    seed = seeds(given.seed)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    with QuorumKafka.start() as kafka:
        for row in given.rows or TABLE:
            line = lines[row] = Line()
            for _ in range(given.runs):
                one = next(seed)
                run = Run(stream, kafka.bootstrap, *named_folder("quorum", folder), one, replication=NODES)
                asyncio.run(observe(row, run, one, line, partial(TABLE[row], run, kafka)))
    return print_table(lines)


if __name__ == "__main__":
    raise SystemExit(main())
