"""Engines in processes of their own: because of the GIL, they would share one core with Kafka and the event loop.

`python -m stream.engines.remote DESCRIPTOR PARENT` is such a process; it is started by `RemoteEngineHost`.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import weakref
from collections.abc import AsyncIterator, Awaitable, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from stream.engines.factory import EngineFactory
from stream.process.rpc import Handler, ProcessClient, ProcessPool, serve

if TYPE_CHECKING:
    from detectors.alert import AlertEvent
    from detectors.engine.query import Explanation
    from detectors.reports import Reports
    from stream.config.load import Configuration
    from stream.engines.host import Engine, EngineCapture, EngineHost, EngineStats
    from stream.engines.manifest import Setup


class RemoteEngineHost(ProcessPool):
    """`async with RemoteEngineHost(factory, many) as host`: `many` processes, each with its share of the partitions."""

    def __init__(self, factory: EngineFactory, many: int, stall_seconds: float = 120.0) -> None:
        # More processes than partitions would have nothing to do.
        super().__init__("stream.engines.remote", "engine", min(many, factory.partitions), factory, stall_seconds)
        self._made = 0

    async def setup(self) -> Setup:
        setups: list[Setup] = await asyncio.gather(*(child.ask("setup") for child in self._children))
        return setups[0]

    async def make(self, partition: int) -> RemoteEngine:
        self._made = number = self._made + 1
        child = self.of(partition)
        await child.ask(("make", number, partition))
        return RemoteEngine(child, number)


class RemoteCapture(NamedTuple):
    """A capture that the other process holds under this number; it refers to its engine, which so is not dropped."""

    engine: RemoteEngine
    number: int

    async def serialize(self, extra: bytes) -> bytes:
        packed: bytes = await self.engine.request("serialize", self.number, extra)
        return packed


class RemoteEngine:
    """An engine in another process, as `stream.engines.host.Engine`; it is dropped there when this object is."""

    def __init__(self, child: ProcessClient, number: int) -> None:
        self._child = child
        self._number = number
        weakref.finalize(self, _forget, child, number, asyncio.get_running_loop()).atexit = False

    def request(self, method: str, *arguments: object) -> Awaitable[Any]:
        """What the method of the engine there returns."""
        return self._child.ask((method, self._number, *arguments))

    async def restore(self, packed: bytes) -> tuple[bytes, EngineStats]:
        restored: tuple[bytes, EngineStats] = await self.request("restore", packed)
        return restored

    async def apply(self, values: Sequence[bytes]) -> tuple[list[AlertEvent], EngineStats]:
        applied: tuple[list[AlertEvent], EngineStats] = await self.request("apply", values)
        return applied

    async def capture(self) -> RemoteCapture:
        return RemoteCapture(self, await self.request("capture"))

    async def ask(self, words: str, brand: str) -> list[Explanation]:
        explanations: list[Explanation] = await self.request("ask", words, brand)
        return explanations

    async def take_reports(self) -> Reports:
        reports: Reports = await self.request("take_reports")
        return reports

    async def stats(self) -> EngineStats:
        stats: EngineStats = await self.request("stats")
        return stats


def _forget(child: ProcessClient, number: int, loop: asyncio.AbstractEventLoop) -> None:
    """From whatever thread: who refers to what in a circle is found by the collector, which runs in any."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(child.ask, ("forget", number))


@contextlib.asynccontextmanager
async def open_engine_host(configuration: Configuration) -> AsyncIterator[EngineHost]:
    """The engine host that is configured: processes, which end with the block, or this process."""
    settings, factory = configuration.settings, EngineFactory.of(configuration)
    if settings.processes_for_engines:
        async with RemoteEngineHost(factory, settings.processes_for_engines, settings.stall_seconds) as processes:
            yield processes
    else:
        yield factory.local_host()


def begin(factory: EngineFactory) -> Handler:
    """What the child process answers requests with."""
    from stream.process.gc_tuning import sweep, tune_gc

    host = factory.local_host()
    engines: dict[int, Engine] = {}
    # The newest capture of each engine, with its own number; one that is never serialized is replaced by the next.
    captures: dict[int, tuple[int, EngineCapture]] = {}
    numbers = count()

    async def setup() -> Setup:
        setup = await host.setup()
        tune_gc()
        return setup

    async def handle(request: Any) -> object:
        if request == "setup":
            return await setup()
        method, number, *arguments = request
        if method == "make":
            engines[number] = await host.make(*arguments)
            return None
        if method == "forget":
            del engines[number]
            captures.pop(number, None)
            sweep()
            return None
        if method == "capture":
            captures[number] = (next(numbers), await engines[number].capture())
            return captures[number][0]
        if method == "serialize":
            wanted, extra = arguments
            held, capture = captures.pop(number)
            assert held == wanted, "another capture was made since"
            return await capture.serialize(extra)
        return await getattr(engines[number], method)(*arguments)

    return handle


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], begin)
