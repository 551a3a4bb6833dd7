"""The faults, one function each: it disturbs a run that is being fed, and leaves the rest to it."""

from __future__ import annotations

import asyncio
import os
import signal
import time

from stream.exits import Exit
from stream.local_kafka.broker import LocalKafka
from stream.worker.broker_health import AWAY_SECONDS_MAX
from tests.faults.harness import Run
from tests.proxy import Api, Proxy
from tests.worker_tools import WorkerProcess

# Mounts of its own for one process; who is not root becomes root in a namespace of users for that.
MOUNTING = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--user", "--map-root-user")), "sh", "-c")
FULL = """
mount -t tmpfs -o size=64k tmpfs "$0" && cd "$0" && mkdir numba && ! cat /dev/zero > filled 2> /dev/null &&
export HOME="$0" TMPDIR="$0" XDG_CACHE_HOME="$0" NUMBA_CACHE_DIR="$0/numba" && exec "$@"
"""
# Without a place to keep it everything is compiled anew: 21 s of one core.
COMPILE_SECONDS = 600.0
READ_ONLY = 'mount -o remount,bind,ro / && ! touch "$0/file" 2> /dev/null && exec "$@"'


async def nothing(run: Run) -> None:
    """No fault: the harness itself finds nothing."""
    await run.is_assigned(run.start())


async def kills(run: Run, count: int = 10) -> None:
    """`kill -9` at random moments, each time a new one starts at once."""
    run.feed_seconds = 5.0 * count
    for _ in range(count):
        worker = run.start()
        if run.rng.random() < 0.8:
            await run.is_assigned(worker)
        await asyncio.sleep(run.rng.uniform(0.0, 3.0))
        run.kill(worker)


async def second_worker(run: Run, count: int = 4) -> None:
    """A second worker joins; it leaves cleanly, or is killed, or the first one is."""
    run.feed_seconds = 12.0 * count
    first = run.start()
    await run.is_assigned(first)
    for _ in range(count):
        second = run.start()
        await run.is_assigned(second)
        await asyncio.sleep(run.rng.uniform(0.0, 3.0))
        run.observed.disturbances += 1
        fate = run.rng.randrange(3)
        if fate == 0:
            await run.stop(second)
        else:
            first, second = (first, second) if fate == 1 else (second, first)
            run.kill(second)
        await asyncio.sleep(run.rng.uniform(0.0, 2.0))


async def killed_while_restoring(run: Run, count: int = 5) -> None:
    """A second worker joins and is killed while it takes its partitions over."""
    run.feed_seconds = 12.0 * count
    await run.is_assigned(run.start())
    for _ in range(count):
        second = run.start()
        await run.until(lambda second=second: "restoring" in second.get("/readyz")[1], "it restores", 60)
        await asyncio.sleep(run.rng.uniform(0.0, 0.2))
        run.kill(second)
        await asyncio.sleep(run.rng.uniform(0.0, 8.0))


async def pause_beyond_the_session(run: Run, paused: WorkerProcess, other: WorkerProcess) -> None:
    taken = other.log().count('"assigned"')
    paused.process.send_signal(signal.SIGSTOP)
    run.observed.disturbances += 1
    try:
        await run.until(lambda: other.log().count('"assigned"') > taken, "its partitions were taken over", 40)
        await asyncio.sleep(run.rng.uniform(0.0, 2.0))
    finally:
        paused.process.send_signal(signal.SIGCONT)


async def stopped_beyond_its_session(run: Run, count: int = 1) -> None:
    """SIGSTOP for longer than the session while another takes over, then SIGCONT."""
    run.feed_seconds = 25.0 * count
    first = run.start()
    await run.is_assigned(first)
    for _ in range(count):
        second = run.start()
        await run.is_assigned(second)
        await asyncio.sleep(run.rng.uniform(0.5, 3.0))
        paused, other = (first, second) if run.rng.random() < 0.5 else (second, first)
        await pause_beyond_the_session(run, paused, other)
        await asyncio.sleep(run.rng.uniform(1.0, 3.0))
        await run.stop(other)
        first = paused


async def all_at_once(run: Run) -> None:
    """One after the other in one run: killed in the middle, joined by another, stopped beyond its session, left."""
    run.feed_seconds = 30.0
    killed = run.start()
    await run.is_assigned(killed)
    await asyncio.sleep(run.rng.uniform(0.0, 2.0))
    first = run.start()
    run.kill(killed)
    await run.is_assigned(first)
    second = run.start()
    await run.is_assigned(second)
    paused, other = (first, second) if run.rng.random() < 0.5 else (second, first)
    await pause_beyond_the_session(run, paused, other)
    await run.stop(other)
    run.observed.disturbances += 1


async def broker_away(run: Run, kafka: LocalKafka, seconds: float, clean: bool) -> None:
    """The broker is stopped, or killed, for so long, and started again on its data."""
    run.feed_seconds = 20.0
    await run.is_assigned(run.start())
    await asyncio.sleep(run.rng.uniform(0.5, 6.0))
    await stop_broker(run, kafka, seconds, clean)


async def stop_broker(run: Run, kafka: LocalKafka, seconds: float, clean: bool) -> None:
    run.observed.disturbances += 1
    if clean:
        os.kill(kafka.pid, signal.SIGTERM)
    else:
        kafka.kill()
    await asyncio.sleep(seconds)
    await asyncio.to_thread(kafka.restart, 180.0)
    started = time.monotonic()
    while not run.living and time.monotonic() < started + 1:
        run.start()


async def broker_away_in_mid_checkpoint(run: Run, kafka: LocalKafka, proxy: Proxy, seconds: float, clean: bool) -> None:
    """The same while a part of a checkpoint is on its way, which never arrives."""
    run.feed_seconds = 20.0
    await run.is_assigned(run.start())
    await asyncio.sleep(run.rng.uniform(0.5, 6.0))
    proxy.hold_next(run.rng.choice((Api.PRODUCE, Api.END_TXN)), about=run.installation.topics.checkpoints)
    await asyncio.wait_for(proxy.held.wait(), 30)
    await stop_broker(run, kafka, seconds, clean)
    proxy.release()


async def connections_cut(run: Run, proxy: Proxy, count: int = 6) -> None:
    """Every connection of the worker is reset, again and again."""
    run.feed_seconds = 5.0 * count
    await run.is_assigned(run.start())
    for _ in range(count):
        await asyncio.sleep(run.rng.uniform(0.5, 5.0))
        proxy.reset()
        run.observed.disturbances += 1


async def black_hole(run: Run, proxy: Proxy) -> None:
    """Nothing passes for longer than the session, and nobody notices."""
    run.feed_seconds = 30.0
    await run.is_assigned(run.start())
    await asyncio.sleep(run.rng.uniform(1.0, 6.0))
    proxy.swallow()
    run.observed.disturbances += 1
    await asyncio.sleep(run.rng.uniform(8.0, 20.0))
    proxy.let_pass()


async def slow_line(run: Run, proxy: Proxy) -> None:
    """Every request takes half a second longer from some moment on."""
    run.feed_seconds = 20.0
    await run.is_assigned(run.start())
    proxy.latency_seconds = 0.5
    run.observed.disturbances += 1
    await asyncio.sleep(30.0)
    proxy.latency_seconds = 0.0


async def absent_at_start(run: Run, proxy: Proxy) -> None:
    """The broker answers some seconds after the worker has started, which waits and says so."""
    proxy.swallow()
    proxy.reset()
    run.observed.disturbances += 1
    worker = run.start()
    await run.until(lambda: worker.get("/readyz")[0] == 503, "not ready", 30)
    await asyncio.sleep(run.rng.uniform(2.0, 12.0))
    worker.assert_alive()
    proxy.let_pass()
    await run.is_assigned(worker, 90.0)


async def absent_at_stop(run: Run, proxy: Proxy) -> None:
    """SIGTERM while nothing passes: it leaves in time, with the code of a broker that is away."""
    run.may_leave_with = {Exit.BROKER_AWAY}
    worker = run.start()
    await run.is_assigned(worker)
    await asyncio.sleep(run.rng.uniform(1.0, 5.0))
    proxy.swallow()
    run.observed.disturbances += 1
    started = time.monotonic()
    worker.process.send_signal(signal.SIGTERM)
    code = await asyncio.to_thread(worker.process.wait, 15)
    run.observed.stop_seconds.append(time.monotonic() - started)
    assert code in (Exit.OK, Exit.BROKER_AWAY), f"left with {code}"
    proxy.let_pass()


async def away_for_good(run: Run, proxy: Proxy) -> None:
    """Nothing passes for longer than a worker waits, one that runs or one that starts: both end with a code of its own."""
    run.feed_seconds = 20.0
    run.may_leave_with = {Exit.BROKER_AWAY}
    running = run.start()
    await run.is_assigned(running)
    proxy.swallow()
    run.observed.disturbances += 1
    for worker in (running, run.start()):
        code = await asyncio.to_thread(worker.process.wait, AWAY_SECONDS_MAX + 30.0)
        assert code == Exit.BROKER_AWAY, f"left with {code}\n{worker.log()[-3_000:]}"
    proxy.let_pass()
    proxy.reset()


async def folder_full(run: Run) -> None:
    """Every folder that is a process's own is on a file system without a free byte."""
    await run.is_assigned(run.start([*MOUNTING, FULL, str(run.folder)]), COMPILE_SECONDS)
    run.observed.disturbances += 1


async def read_only(run: Run) -> None:
    """Nothing can be written anywhere."""
    await run.is_assigned(run.start([*MOUNTING, READ_ONLY, str(run.folder)]), COMPILE_SECONDS)
    run.observed.disturbances += 1


async def producers_repeat(run: Run) -> None:
    """5 % of the mentions come twice, and all come up to 100 s of their time out of order."""
    rng = run.rng
    rows = [row for row in run.stream.rows for _ in range(2 if rng.random() < 0.05 else 1)]
    run.observed.disturbances += len(rows) - len(run.stream.rows)
    run.rows = sorted(rows, key=lambda row: row.at_ms + rng.uniform(0.0, 100_000.0))
    run.feed_seconds = 5.0
    await run.is_assigned(run.start())
