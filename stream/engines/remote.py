"""Engines in processes of their own: what they need of the interpreter is as much as Kafka and the event loop do together.

`python -m stream.engines.remote DESCRIPTOR PARENT` is such a process; it is started by `EngineProcesses`.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import weakref
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stream.process.rpc import Answering, Child, Children, serve

if TYPE_CHECKING:
    from detectors.engine.emitted import Emitted
    from detectors.engine.query import Asked
    from stream.engines.factory import EngineRecipe
    from stream.engines.host import HostedEngine, Vitals
    from stream.engines.manifest import Setup


class EngineProcesses(Children):
    """`async with EngineProcesses(recipe, many) as host`: so many, each with its share of the partitions."""

    def __init__(self, recipe: EngineRecipe, many: int, stall_seconds: float = 120.0) -> None:
        # More of them than partitions would have nothing to do.
        super().__init__("stream.engines.remote", "engine", min(many, recipe.partitions), recipe, stall_seconds)
        self._made = 0

    async def setup(self) -> Setup:
        setups: list[Setup] = await asyncio.gather(*(child.ask("setup") for child in self._children))
        return setups[0]

    async def make(self, partition: int) -> EngineThere:
        self._made = number = self._made + 1
        child = self.of(partition)
        await child.ask(("make", number, partition))
        return EngineThere(child, number)


class EngineThere:
    """An engine of another process, as `stream.engines.host.HostedEngine`; it goes when this does."""

    def __init__(self, child: Child, number: int) -> None:
        self._child = child
        self._number = number
        weakref.finalize(self, _forget, child, number, asyncio.get_running_loop()).atexit = False

    async def _ask(self, method: str, *arguments: object) -> Any:
        return await self._child.ask((method, self._number, *arguments))

    async def restore(self, packed: bytes) -> tuple[bytes, Vitals]:
        restored: tuple[bytes, Vitals] = await self._ask("restore", packed)
        return restored

    async def apply(self, values: Sequence[bytes]) -> tuple[list[Emitted], Vitals]:
        applied: tuple[list[Emitted], Vitals] = await self._ask("apply", values)
        return applied

    async def capture(self) -> None:
        await self._ask("capture")

    async def packed(self, beside: bytes) -> bytes:
        packed: bytes = await self._ask("packed", beside)
        return packed

    async def ask(self, words: str, brand: str) -> list[Asked]:
        asked: list[Asked] = await self._ask("ask", words, brand)
        return asked

    async def vitals(self) -> Vitals:
        vitals: Vitals = await self._ask("vitals")
        return vitals


def _forget(child: Child, number: int, loop: asyncio.AbstractEventLoop) -> None:
    """From whatever thread: who refers to what in a circle is found by the collector, which runs in any."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(child.ask, ("forget", number))


def begin(recipe: EngineRecipe) -> Answering:
    from stream.process.gc_tuning import collect_seldom

    host = recipe.host()
    engines: dict[int, HostedEngine] = {}

    async def setup() -> Setup:
        setup = await host.setup()
        collect_seldom()
        return setup

    async def answer(asked: Any) -> object:
        if asked == "setup":
            return await setup()
        method, number, *arguments = asked
        if method == "make":
            engines[number] = await host.make(*arguments)
            return None
        if method == "forget":
            del engines[number]
            return None
        return await getattr(engines[number], method)(*arguments)

    return answer


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], begin)
