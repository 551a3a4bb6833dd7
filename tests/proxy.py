"""A TCP proxy between Kafka clients and a broker that holds, cuts, swallows or slows down what goes through it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from enum import IntEnum


class Api(IntEnum):
    """Kinds of request, as Kafka numbers them."""

    PRODUCE = 0
    ADD_PARTITIONS_TO_TXN = 24
    END_TXN = 26


class Proxy:
    """Requests pass whole, one after the other on each connection; so do the answers."""

    def __init__(self, port: int) -> None:
        """`port` is the broker's, on loopback."""
        self._target = port
        self._writers: set[asyncio.StreamWriter] = set()
        self._hold: tuple[Api, bytes] | None = None
        self._held_id: bytes | None = None
        self._released = asyncio.Event()
        self._passes = asyncio.Event()
        self._passes.set()
        self.held = asyncio.Event()
        self.answered = asyncio.Event()
        self.latency_seconds = 0.0

    def hold_next(self, api: Api, about: str = "") -> None:
        """The next request of this kind waits for `release`, even when its sender gives up; all others pass.

        `about` is a name that it must hold, of a topic, say.

        `held` is set when it is there, `answered` when the broker has answered it after all.
        """
        self._hold = api, about.encode()

    def release(self) -> None:
        self._released.set()

    def reset(self) -> None:
        """Cuts every connection; new ones are taken."""
        for writer in list(self._writers):
            writer.transport.abort()

    def swallow(self) -> None:
        """Nothing passes any more and nobody notices, until `let_pass`: a black hole."""
        self._passes.clear()

    def let_pass(self) -> None:
        self._passes.set()

    async def on_client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers = {writer}
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._target)
            writers.add(up_writer)
            self._writers |= writers
            await asyncio.gather(self._requests(reader, up_writer), self._answers(up_reader, writer))
        except OSError:
            pass
        finally:
            self._writers -= writers
            for one in writers:
                one.close()

    async def _requests(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                frame = await read_frame(reader)
                if self._hold is not None and int.from_bytes(frame[:2], "big") == self._hold[0] and self._hold[1] in frame:
                    self._hold = None
                    self.held.set()
                    await self._released.wait()
                    self._held_id = frame[4:8]
                await asyncio.sleep(self.latency_seconds)
                await self._passes.wait()
                writer.write(len(frame).to_bytes(4, "big") + frame)
                await writer.drain()
                if self._held_id == frame[4:8]:
                    await self.answered.wait()
        writer.close()

    async def _answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                frame = await read_frame(reader)
                await self._passes.wait()
                if self._held_id == frame[:4]:
                    self._held_id = None
                    self.answered.set()
                # Its client may be gone: the answer to a held request is of interest all the same.
                with contextlib.suppress(OSError):
                    writer.write(len(frame).to_bytes(4, "big") + frame)
                    await writer.drain()
        writer.close()


async def read_frame(reader: asyncio.StreamReader) -> bytes:
    return await reader.readexactly(int.from_bytes(await reader.readexactly(4), "big"))


@contextlib.asynccontextmanager
async def proxied(proxy: Proxy, port: int) -> AsyncIterator[Proxy]:
    """The proxy takes clients on loopback at `port` inside the block."""
    server = await asyncio.start_server(proxy.on_client, "127.0.0.1", port)
    try:
        yield proxy
    finally:
        server.close()
        proxy.reset()
