"""The faults, one function each: it disturbs a run that is being fed, and leaves the rest to it."""

from __future__ import annotations

import asyncio
import os
import signal
import time

from stream.local_kafka import LocalKafka
from tests.faults.harness import Run


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
        run.told.disturbances += 1
        fate = run.rng.randrange(3)
        if fate == 0:
            await run.stop(second)
        else:
            first, second = (first, second) if fate == 1 else (second, first)
            run.kill(second)
        await asyncio.sleep(run.rng.uniform(0.0, 2.0))


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
        paused.process.send_signal(signal.SIGSTOP)
        run.told.disturbances += 1
        try:
            taken = other.log().count('"assigned"')
            await run.until(lambda other=other, taken=taken: other.log().count('"assigned"') > taken, "taken over", 40)
            await asyncio.sleep(run.rng.uniform(0.0, 2.0))
        finally:
            paused.process.send_signal(signal.SIGCONT)
        await asyncio.sleep(run.rng.uniform(1.0, 3.0))
        await run.stop(other)
        first = paused


async def broker_away(run: Run, kafka: LocalKafka, seconds: float, clean: bool) -> None:
    """The broker is stopped, or killed, for so long, and started again on its data."""
    run.feed_seconds = 20.0
    await run.is_assigned(run.start())
    await asyncio.sleep(run.rng.uniform(0.5, 6.0))
    run.told.disturbances += 1
    if clean:
        os.kill(kafka.pid, signal.SIGTERM)
    else:
        kafka.kill()
    await asyncio.sleep(seconds)
    await asyncio.to_thread(kafka.restart)
    started = time.monotonic()
    while not run.living and time.monotonic() < started + 1:
        run.start()
