"""The process that takes mentions in: the worker does not live without it, nor it without the worker."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from detectors.mention import Complaint
from stream.codec import decode_record
from stream.exits import Exit
from stream.reading import load_mentions
from stream.replay import replay
from tests.conftest import Cluster
from tests.integration.test_crash import complaints_of
from tests.simulated import two_brands
from tests.worker_tools import Installation, WorkerProcess, catch_up, wait_for, watching, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


def intake_of(worker: WorkerProcess) -> int:
    """The process that takes mentions in for a worker; 0 while there is none."""
    told = Path(f"/proc/{worker.process.pid}/task").glob("*/children")
    pids = [int(pid) for thread in told for pid in thread.read_text().split()]
    found = [pid for pid in pids if b"stream.intake_process" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return found[0] if found else 0


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


def test_a_worker_whose_intake_was_killed_ends_and_the_next_one_loses_nothing(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    rows = load_mentions(two_brands(tmp_path / "mentions.jsonl")).rows[:2_000]
    installation = Installation.named(
        unique_name("intake"), kafka.bootstrap, mentions_partitions=2, intake_processes=1, batch_records=50
    )
    log = tmp_path / "log"

    async def scenario() -> None:
        await installation.create_topics()
        lateness = installation.settings.lateness_seconds
        await replay(rows, installation.client, installation.topics, lateness_seconds=lateness)
        async with watching(installation) as watcher:

            async def is_at_work() -> bool:
                return any((await watcher.committed(installation.topics.mentions)).values())

            # Killed in the middle of its batches; then while there is nothing to do.
            with worker(installation, log) as first:
                await wait_for(is_at_work, first, "the first batches are committed")
                assert not await watcher.is_caught_up()
                await assert_ends_without(first, intake_of(first))
        with worker(installation, log) as second:
            await catch_up(installation, second)
            await assert_ends_without(second, intake_of(second))
        mentions = await installation.read(installation.topics.mentions)
        written = [decode_record(record.value) for record in await installation.read(installation.topics.complaints)]
        found = {(one.origin, one.offset) for one in written if isinstance(one, Complaint)}
        assert found == complaints_of(mentions, installation.settings)

    asyncio.run(scenario())


async def assert_ends_without(worker: WorkerProcess, intake: int) -> None:
    os.kill(intake, signal.SIGKILL)
    assert await asyncio.to_thread(worker.process.wait, 20) == Exit.CRASH, worker.log()[-3_000:]
    assert "an intake process ended with -9" in worker.log()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_the_intake_ends_with_its_worker_and_says_nothing(
    kafka: Cluster, unique_name: Name, tmp_path: Path, number: signal.Signals
) -> None:
    installation = Installation.named(unique_name("ends"), kafka.bootstrap, intake_processes=1)

    async def scenario() -> None:
        await installation.create_topics()
        with worker(installation, tmp_path / "log") as process:

            async def has_intake() -> bool:
                return intake_of(process) > 0

            async def is_ready() -> bool:
                return (await asyncio.to_thread(process.get, "/readyz"))[0] == 200

            await wait_for(has_intake, process, "there is an intake process")
            if number is not signal.SIGKILL:
                await wait_for(is_ready, process, "it is ready")
            intake = intake_of(process)
            if number is signal.SIGINT:
                # As from a terminal: to both.
                os.kill(intake, number)
            process.process.send_signal(number)
            code = await asyncio.to_thread(process.process.wait, 20)
            assert code == (-9 if number is signal.SIGKILL else Exit.OK)
            assert_ends(intake)
            assert "Traceback" not in process.log()

    asyncio.run(scenario())
