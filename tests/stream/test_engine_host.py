"""Engines in this process and in others: the same events, the same checkpoints; and the end of such a process."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from detectors.engine.log import Progress
from detectors.errors import SnapshotError
from stream.config.load import Configuration, load
from stream.engines.factory import EngineFactory, build_engine, checkpoint_setup
from stream.engines.host import Engine, EngineHost, EngineStats, LocalEngineHost, UnreadableRecordsError
from stream.engines.manifest import DamagedError, Setup, pack, unpack
from stream.engines.remote import RemoteEngineHost, open_engine_host
from stream.exits import Exit, WorkerExitError
from stream.kafka.codec import encode_record
from tests.engine_logs import bodies_of, simulated_log
from tests.waiting import turn

BATCH = 200
EXTRA = b'[{"trend_id": "t-1"}]'


def configuration(processes: int) -> Configuration:
    given = {
        "AUTHOR_KEY": "the key of the tests",
        "CLOCK": "replay",
        "ENGINE_PROCESSES": str(processes),
        "INTAKE_PROCESSES": str(processes),
    }
    return load({f"GROUNDSWELL_{name}": value for name, value in given.items()})


def host(processes: int) -> AbstractAsyncContextManager[EngineHost]:
    return open_engine_host(configuration(processes))


@pytest.fixture(scope="module")
def log() -> list[bytes]:
    return [encode_record(record) for record in simulated_log(5, days=1)]


async def applied(engine: Engine, values: Sequence[bytes]) -> tuple[list[bytes], EngineStats]:
    """All events as bytes, and the stats after the last of them."""
    events: list[bytes] = []
    for start in range(0, len(values), BATCH):
        some, stats = await engine.apply(values[start : start + BATCH])
        events += bodies_of(some)
    return events, stats


Halved = tuple[list[bytes], EngineStats, list[bytes], bytes]


async def halved(engines: EngineHost, log: Sequence[bytes]) -> Halved:
    """A log in two halves, with a checkpoint and another engine between them: events, stats, parts, the last state."""
    first, second = await engines.make(0), await engines.make(1)
    middle = len(log) // 2
    events, _ = await applied(first, log[:middle])
    captured = await first.capture()
    # What comes between changes nothing of what was captured.
    await first.apply(log[middle : middle + BATCH])
    packed = await captured.serialize(EXTRA)
    extra, stats = await second.restore(packed)
    assert extra == EXTRA
    assert stats.complaints > 0
    later, stats = await applied(second, log[middle:])
    last = await second.capture()
    return events + later, stats, [bytes(part) for part in unpack(packed)], await last.serialize(b"")


async def halved_by(processes: int, log: Sequence[bytes]) -> tuple[Setup, Halved]:
    async with host(processes) as engines:
        return await engines.setup(), await halved(engines, log)


@pytest.fixture(scope="module")
def here(log: list[bytes]) -> tuple[Setup, Halved]:
    """What engines of this process say and keep."""
    return asyncio.run(halved_by(0, log))


def test_engines_of_this_process_say_with_a_checkpoint_what_one_says_without(here: tuple[Setup, Halved]) -> None:
    setup, (events, *_) = here
    assert setup == checkpoint_setup(configuration(0))
    assert events
    assert events == bodies_of(build_engine(configuration(0)).apply(simulated_log(5, days=1)))


@pytest.mark.parametrize("processes", [1, 2])
def test_engines_of_other_processes_say_and_keep_what_those_of_this_one_do(
    log: list[bytes], here: tuple[Setup, Halved], processes: int
) -> None:
    assert asyncio.run(halved_by(processes, log)) == here


@pytest.mark.parametrize("processes", [0, 1])
def test_a_checkpoint_that_cannot_be_restored_is_reported_as_what_it_is(log: list[bytes], processes: int) -> None:
    async def scenario() -> None:
        async with host(processes) as engines:
            engine = await engines.make(0)
            with pytest.raises(SnapshotError, match="groundswell warm"):
                await engine.restore(pack([b"no snapshot", b"[]"]))
            with pytest.raises(DamagedError, match="cannot be unpacked"):
                await engine.restore(b"nothing packed")
            # It is as it was.
            _, stats = await engine.apply(log[:BATCH])
            assert stats == (await engine.stats())
            with pytest.raises(UnreadableRecordsError):
                await engine.apply([b"{"])

    asyncio.run(scenario())


@pytest.mark.parametrize("processes", [0, 1])
def test_an_engine_at_work_tells_how_far_it_is_and_is_asked_when_it_has_done(log: list[bytes], processes: int) -> None:
    """The stall watch needs the one while it works; /explain may wait for the other."""

    async def scenario() -> tuple[int, int]:
        async with host(processes) as engines:
            engine = await engines.make(0)
            work = asyncio.ensure_future(engine.apply(log))
            seen: set[int] = set()
            while not work.done():
                seen.add((await engine.stats()).buckets)
                await turn()
            _, stats = await work
            (found,) = await engine.ask("printer", "papyrion")
            assert found.brand == "papyrion"
            return len(seen), stats.buckets

    seen, buckets = asyncio.run(scenario())
    assert 3 < seen <= buckets + 1


def test_a_process_that_was_killed_is_reported_by_all_that_was_asked_and_at_once_afterwards(log: list[bytes]) -> None:
    async def scenario() -> None:
        async with RemoteEngineHost(EngineFactory.of(configuration(1)), 1) as engines:
            engine = await engines.make(0)
            await engine.apply(log[:BATCH])
            engines.check()
            (pid,) = children()
            os.kill(pid, signal.SIGSTOP)
            answers = [asyncio.ensure_future(engine.apply(log)) for _ in range(2)]
            await turn()
            os.kill(pid, signal.SIGKILL)
            for answer in answers:
                with pytest.raises(WorkerExitError, match="an engine process ended with -9") as raised:
                    await answer
                assert raised.value.code == Exit.CRASH
            with pytest.raises(WorkerExitError, match="ended with -9"):
                await engine.stats()
            with pytest.raises(WorkerExitError, match="ended with -9"):
                engines.check()

    asyncio.run(scenario())
    assert children() == []


def test_an_engine_that_nobody_refers_to_any_more_is_forgotten_there_too() -> None:
    async def scenario() -> None:
        async with RemoteEngineHost(EngineFactory.of(configuration(1)), 1) as engines:
            gone, kept = await engines.make(0), await engines.make(1)
            child, number = gone._child, gone._number
            await child.ask(("stats", number))
            del gone
            # What is asked after it is answered after it.
            await turn()
            with pytest.raises(KeyError):
                await child.ask(("stats", number))
            await kept.stats()

    asyncio.run(scenario())


def test_a_process_in_the_middle_of_work_ends_with_its_block() -> None:
    jump = [encode_record(Progress(origin=0, origins=1, at=at)) for at in (1.7e9, 1.8e9)]

    async def scenario() -> None:
        async with RemoteEngineHost(EngineFactory.of(configuration(1)), 1) as engines:
            engine = await engines.make(0)
            work = asyncio.ensure_future(engine.apply(jump * 100_000))
            await engine.stats()
        with pytest.raises(asyncio.CancelledError):
            await work

    asyncio.run(scenario())
    assert children() == []


def test_none_beside_the_worker_means_that_engines_run_in_it() -> None:
    async def kind() -> type:
        async with host(0) as engines:
            return type(engines)

    assert asyncio.run(kind()) is LocalEngineHost


def children() -> list[int]:
    """Processes of this one that engines run in."""
    threads = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = [int(pid) for thread in threads for pid in thread.read_text().split()]
    return [pid for pid in pids if b"stream.engines.remote" in Path(f"/proc/{pid}/cmdline").read_bytes()]


AS_PROCESS_1 = """
import asyncio, os
from stream.engines.remote import open_engine_host
from stream.intake.pool import open_intake_pool
from tests.stream.test_engine_host import configuration

async def scenario():
    async with open_engine_host(configuration(1)) as engines, open_intake_pool(configuration(1)) as pool:
        setup = await engines.setup()
        taken = await pool.submit(0, [(b"{", 1_741_132_800_000, 0)])
        print(os.getpid(), setup.partitions, len(taken.refused))

asyncio.run(scenario())
"""


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("unshare") is None, reason="needs root and unshare(1)")
def test_a_worker_that_is_process_1_as_in_a_container_keeps_the_processes_beside_it() -> None:
    command = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child", sys.executable, "-c", AS_PROCESS_1]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "1 4 1\n", done.stderr
