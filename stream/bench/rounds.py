"""The rounds of the bench: topics, filling, every row in a process of its own, in an order that turns."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from stream.bench import worker_row
from stream.bench.rows import ROWS
from stream.local_kafka.broker import LocalKafka

_ROW_SECONDS_MAX = 300.0
PARTITIONS = 4

Figures = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Plan:
    """What is measured: `plain_mentions` of `mentions` by the plain Faust agent, all of them by the other rows. `stream`:
    of what kind they are (`rows.fill`)."""

    mentions: int
    plain_mentions: int
    rounds: int
    seed: int
    broker: str
    stream: str = "tweets"

    def count(self, row: str) -> int:
        return self.plain_mentions if row == "faust_agent" else self.mentions


def measure(plan: Plan, report: Callable[[str], None]) -> tuple[Figures, list[str]]:
    """The figures of every row, one entry a round, and notes on what was left out."""
    # A worker and a broker hang on this process: end by SIGTERM as by Ctrl-C, through every `finally`.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    notes: list[str] = []
    groundswell = worker_row.command()
    if groundswell is None:
        notes.append("the worker was not measured: the command `groundswell` is not installed next to this Python")
    with _broker(plan.broker) as bootstrap:
        run = f"bench-{uuid.uuid4().hex[:8]}"
        prefixes = [f"{run}-{number}." for number in range(plan.rounds)]
        sources = [f"{prefix}mentions" for prefix in prefixes]
        try:
            for prefix in prefixes:
                if groundswell:
                    worker_row.create_topics(groundswell, bootstrap, prefix)
                else:
                    asyncio.run(_create(bootstrap, f"{prefix}mentions"))
            report(f"filling {plan.mentions:,} mentions (seed {plan.seed}), once for each of {plan.rounds} rounds")
            _process("fill", bootstrap, ",".join(sources), str(plan.mentions), str(plan.seed), plan.stream)
            rows = [*ROWS, *(["worker"] if groundswell else [])]
            figures: Figures = {row: [] for row in rows}
            for number, prefix in enumerate(prefixes):
                turn = number % len(rows)
                for row in rows[turn:] + rows[:turn]:
                    if row == "worker":
                        assert groundswell is not None
                        took = worker_row.run(groundswell, bootstrap, prefix, plan.count(row))
                    else:
                        took = _process(row, bootstrap, f"{prefix}mentions", str(plan.count(row)))
                    figures[row].append(took)
                    report(f"round {number + 1}: {row} {took['records'] / took['seconds']:,.0f}/s")
        finally:
            if plan.broker:
                asyncio.run(_delete(bootstrap, run))
    return figures, notes


@contextlib.contextmanager
def _broker(existing: str) -> Iterator[str]:
    if existing:
        yield existing
        return
    with LocalKafka.start() as kafka:
        yield kafka.bootstrap


def _process(row: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "stream.bench.rows", row, *arguments],
        capture_output=True,
        text=True,
        timeout=_ROW_SECONDS_MAX,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"row {row} failed:\n{done.stderr[-3000:]}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


async def _create(bootstrap: str, topic: str) -> None:
    async with _admin(bootstrap) as admin:
        # Kept whatever their age: the mentions carry times of their own, and a broker deletes after a week by these.
        await admin.create_topics([NewTopic(topic, PARTITIONS, 1, topic_configs={"retention.ms": "-1"})])


async def _delete(bootstrap: str, run: str) -> None:
    async with _admin(bootstrap) as admin:
        ours = [topic for topic in await admin.list_topics() if topic.startswith(run)]
        if ours:
            await admin.delete_topics(ours)


@contextlib.asynccontextmanager
async def _admin(bootstrap: str) -> Any:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()
