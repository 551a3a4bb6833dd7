"""Engine processes that hang before the worker is ready: it ends by itself, and when it is asked to."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from stream.exits import Exit
from tests.conftest import Cluster
from tests.integration.test_child_processes import ENGINE, child_of
from tests.worker_tools import GROUNDSWELL, Installation, WorkerProcess, bare_environment, start_worker, wait_for

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


@asynccontextmanager
async def restoring_for_ever(installation: Installation, log: Path) -> AsyncIterator[WorkerProcess]:
    """A worker whose engine process was stopped before it was asked for its first engine."""
    await installation.create_topics()
    worker = start_worker(installation, log)

    async def says(words: str) -> bool:
        return words in (await asyncio.to_thread(worker.get, "/readyz"))[1]

    try:
        await wait_for(lambda: says("joining the consumer group"), worker, "its engine process is there")
        engines = child_of(worker, ENGINE)
        assert engines
        os.kill(engines, signal.SIGSTOP)
        await wait_for(lambda: says("restoring the engines"), worker, "it restores")
        yield worker
    finally:
        worker.kill()


def command(installation: Installation, worker: WorkerProcess, *words: str) -> tuple[int, str, str]:
    """The exit code of a command that finds this worker, and what it says."""
    port = worker.url().rpartition(":")[2].rstrip("/")
    environment = {**bare_environment(), **installation.environment, "GROUNDSWELL_WEB_PORT": port}
    done = subprocess.run([*GROUNDSWELL, *words], env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_worker_whose_engines_hang_in_a_restore_ends_itself(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = Installation.named(unique_name("hangs"), kafka.bootstrap, engine_processes=1, stall_seconds=5.0)

    async def scenario() -> None:
        async with restoring_for_ever(installation, tmp_path / "log") as worker:
            expected = "the worker is not ready: restoring the engines; ask again\n"
            assert await asyncio.to_thread(worker.get, "/explain?word=invoice") == (503, expected)
            assert await asyncio.to_thread(worker.get, "/trends") == (503, expected)
            code = await asyncio.to_thread(worker.process.wait, 30)
            assert code == Exit.STALLED, worker.log()[-3_000:]
            assert "stalled: an engine process owes an answer and has done nothing for 5 s" in worker.log()

    asyncio.run(scenario())


def test_a_worker_whose_engines_hang_in_a_restore_leaves_when_asked_to(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    installation = Installation.named(unique_name("leaves"), kafka.bootstrap, engine_processes=1)

    async def scenario() -> None:
        async with restoring_for_ever(installation, tmp_path / "log") as worker:
            explained, listed = await asyncio.gather(
                asyncio.to_thread(command, installation, worker, "explain", "invoice"),
                asyncio.to_thread(command, installation, worker, "trends"),
            )
            address = worker.url().rstrip("/")
            assert explained == (
                Exit.CRASH,
                "",
                f"the worker at {address} says: the worker is not ready: restoring the engines; ask again\n",
            )
            assert listed == (
                Exit.OK,
                "no open trends\n",
                f"the worker at {address} is not ready: restoring the engines; these are the trends as last reported\n",
            )
            worker.process.send_signal(signal.SIGTERM)
            signalled_at = time.monotonic()
            code = await asyncio.to_thread(worker.process.wait, 20)
            assert code == Exit.OK, worker.log()[-3_000:]
            assert time.monotonic() - signalled_at < 10

    asyncio.run(scenario())
