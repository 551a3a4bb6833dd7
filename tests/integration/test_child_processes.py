"""The processes beside a worker's own: they do not live without it; without an engine it ends, intake it starts again."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from aiokafka import ConsumerRecord

from detectors.alert import published
from detectors.mention import Complaint
from stream.config.load import Configuration
from stream.engines.factory import build_engine
from stream.exits import Exit
from stream.kafka.codec import decode_record, encode_json
from stream.offline.replay import replay
from stream.reading import load_mentions
from tests.conftest import Cluster
from tests.simulated import two_brands
from tests.streams import complaints_of
from tests.worker_tools import Installation, WorkerProcess, catch_up, wait_for, watching, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


INTAKE, ENGINE = "intake", "engine"
MODULES = {INTAKE: b"stream.intake.pool", ENGINE: b"stream.engines.remote"}


def children_of(worker: WorkerProcess, kind: str) -> list[int]:
    """The processes that take mentions in for a worker, or that its engines run in."""
    children = Path(f"/proc/{worker.process.pid}/task").glob("*/children")
    pids = [int(pid) for thread in children for pid in thread.read_text().split()]
    return [pid for pid in pids if MODULES[kind] in Path(f"/proc/{pid}/cmdline").read_bytes()]


def child_of(worker: WorkerProcess, kind: str) -> int:
    """The first of them; 0 while there is none."""
    return next(iter(children_of(worker, kind)), 0)


async def is_ready(worker: WorkerProcess) -> bool:
    return (await asyncio.to_thread(worker.get, "/readyz"))[0] == 200


def is_running(pid: int) -> bool:
    """Not gone, and not a zombie that only waits for its parent to look."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def assert_ends(pid: int) -> None:
    deadline = time.monotonic() + 10
    while is_running(pid):
        assert time.monotonic() < deadline, f"process {pid} outlived its worker"
        os.sched_yield()


def test_a_worker_whose_child_was_killed_ends_and_the_next_one_loses_nothing(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    rows = load_mentions(two_brands(tmp_path / "mentions.jsonl")).rows
    installation = Installation.named(
        unique_name("child"),
        kafka.bootstrap,
        mentions_partitions=2,
        intake_processes=1,
        engine_processes=1,
        batch_records=100,
    )
    log = tmp_path / "log"

    async def scenario() -> None:
        await installation.create_topics()
        lateness = installation.settings.lateness_seconds
        await replay(rows, installation.client, installation.topics, lateness_seconds=lateness)
        async with watching(installation) as watcher:

            async def committed() -> int:
                return sum((await watcher.committed(installation.topics.mentions)).values())

            # Each is killed in the middle of its batches; then while there is nothing to do.
            before = await committed()

            async def is_at_work() -> bool:
                return await committed() > before

            with worker(installation, log) as busy:
                await wait_for(is_at_work, busy, "its first batches are committed")
                assert not await watcher.is_caught_up()
                os.kill(child_of(busy, INTAKE), signal.SIGKILL)
                before = await committed()
                await wait_for(is_at_work, busy, "it goes on with another process")
                await assert_ends_without(busy, ENGINE)
            with worker(installation, log) as idle:
                await wait_for(partial(is_ready, idle), idle, "it is ready")
                await catch_up(installation, idle)
                os.kill(child_of(idle, INTAKE), signal.SIGKILL)
                await assert_ends_without(idle, ENGINE)
        mentions = await installation.read(installation.topics.mentions)
        logs = await installation.read(installation.topics.complaints)
        written = [decode_record(record.value) for record in logs]
        found = {(one.origin, one.offset) for one in written if isinstance(one, Complaint)}
        assert found == complaints_of(mentions, installation.configuration)
        alerts = Counter(record.value for record in await installation.read(installation.topics.alerts))
        assert alerts == emitted_by(logs, installation.configuration)
        assert alerts

    asyncio.run(scenario())


def emitted_by(logs: Sequence[ConsumerRecord], configuration: Configuration) -> Counter[bytes]:
    """The bodies that undisturbed engines emit for these logs."""
    bodies: Counter[bytes] = Counter()
    for partition in range(configuration.settings.engine_partitions):
        log = (decode_record(record.value) for record in logs if record.partition == partition)
        bodies.update(encode_json(published(event.alert)) for event in build_engine(configuration).apply(log))
    return bodies


async def assert_ends_without(worker: WorkerProcess, kind: str) -> None:
    pid = child_of(worker, kind)
    assert pid, f"there is no {kind} process"
    os.kill(pid, signal.SIGKILL)
    assert await asyncio.to_thread(worker.process.wait, 20) == Exit.CRASH, worker.log()[-3_000:]
    assert f"an {kind} process ended with -9" in worker.log()


def test_a_worker_whose_engines_stand_still_while_records_wait_ends_itself(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    rows = load_mentions(two_brands(tmp_path / "mentions.jsonl")).rows[:500]
    installation = Installation.named(unique_name("still"), kafka.bootstrap, engine_processes=1, stall_seconds=5.0)

    async def scenario() -> None:
        await installation.create_topics()
        with worker(installation, tmp_path / "log") as process:
            await wait_for(partial(is_ready, process), process, "it is ready")
            os.kill(child_of(process, ENGINE), signal.SIGSTOP)
            lateness = installation.settings.lateness_seconds
            await replay(rows, installation.client, installation.topics, lateness_seconds=lateness)
            code = await asyncio.to_thread(process.process.wait, 30)
            assert code == Exit.STALLED, process.log()[-3_000:]
            assert "stalled" in process.log()

    asyncio.run(scenario())


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_the_children_end_with_their_worker_and_say_nothing(
    kafka: Cluster, unique_name: Name, tmp_path: Path, number: signal.Signals
) -> None:
    installation = Installation.named(unique_name("ends"), kafka.bootstrap, intake_processes=1, engine_processes=1)

    async def scenario() -> None:
        await installation.create_topics()
        with worker(installation, tmp_path / "log") as process:

            async def has_children() -> bool:
                return all(child_of(process, kind) for kind in (INTAKE, ENGINE))

            await wait_for(has_children, process, "its children are there")
            if number is not signal.SIGKILL:
                await wait_for(partial(is_ready, process), process, "it is ready")
            children = [child_of(process, kind) for kind in (INTAKE, ENGINE)]
            if number is signal.SIGINT:
                # As from a terminal: to all.
                for child in children:
                    os.kill(child, number)
            process.process.send_signal(number)
            code = await asyncio.to_thread(process.process.wait, 20)
            assert code == (-9 if number is signal.SIGKILL else Exit.OK)
            for child in children:
                assert_ends(child)
            assert "Traceback" not in process.log()

    asyncio.run(scenario())
