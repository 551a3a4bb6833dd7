"""Receivers of messages on loopback, built after the vendors' documentation: what they were sent, and how they answer."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web


@dataclass(frozen=True)
class Received:
    """One request that a receiver took."""

    at: float
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)

    @property
    def ident(self) -> str:
        return self.headers.get("webhook-id", "")


@dataclass
class LocalReceiver:
    """A receiver; `status` other than 200 refuses, `seconds` is how long it thinks, `answer` the JSON it answers."""

    url: str = ""
    status: int = 200
    seconds: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    taken: list[Received] = field(default_factory=list)
    refused: list[Received] = field(default_factory=list)
    posted: int = 0

    async def handle(self, request: web.Request) -> web.Response:
        received = Received(time.time(), request.path, dict(request.headers), await request.read())
        await asyncio.sleep(self.seconds)
        if self.status != 200:
            self.refused.append(received)
            return web.Response(status=self.status, headers=self.headers)
        self.taken.append(received)
        self.posted += 1
        # What Slack answers; nobody else's answer is read.
        return web.json_response({"ok": True, "channel": "C1", "ts": f"{self.posted}.000100"})

    @property
    def ids(self) -> list[str]:
        return [one.ident for one in self.taken]


@contextlib.contextmanager
def receivers(count: int = 1) -> Iterator[list[LocalReceiver]]:
    """So many receivers, each on a port of its own, served from a thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    made = [LocalReceiver() for _ in range(count)]
    runners: list[web.AppRunner] = []

    async def begin() -> None:
        for receiver in made:
            app = web.Application()
            app.router.add_route("*", "/{rest:.*}", receiver.handle)
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            runners.append(runner)

    async def end() -> None:
        for runner in runners:
            await runner.cleanup()

    asyncio.run_coroutine_threadsafe(begin(), loop).result(10)
    try:
        yield made
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
