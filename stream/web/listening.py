"""A web application of aiohttp on a port of ours, for as long as a block lasts."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator

import structlog
from aiohttp import web

from stream.exits import Exit, WorkerExitError

log = structlog.get_logger()

# So long a connection may be there before its first request is whole and answered, and between two.
FIRST_REQUEST_SECONDS = 30.0
BETWEEN_REQUESTS_SECONDS = 75.0
LOOK_SECONDS = 2.0


class SilentConnections:
    """Those that ask for nothing: they are ended, so that nobody fills a server by opening them."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._since: dict[object, float] = {}
        self._answered: set[object] = set()

    async def answered(self, request: web.BaseRequest, _: web.StreamResponse) -> None:
        """A response to a request begins."""
        self._answered.add(request.protocol)

    async def end(self, server: web.Server) -> None:
        """Looks for them, for ever."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            now, connections = time.monotonic(), server.connections
            self._since = {one: self._since.get(one, now) for one in connections}
            self._answered.intersection_update(connections)
            for one in connections:
                if one not in self._answered and now - self._since[one] > self._seconds and one.transport is not None:
                    one.transport.abort()


@contextlib.asynccontextmanager
async def listening(
    app: web.Application,
    host: str,
    port: int,
    name: str,
    shutdown_seconds: float = 1.0,
    first_request_seconds: float = FIRST_REQUEST_SECONDS,
) -> AsyncIterator[None]:
    """Serves `app` inside the block, and logs its address. Raises WorkerExitError, with the `name` of the service, when the
    port is taken; open requests have `shutdown_seconds` at the end."""
    silent = SilentConnections(first_request_seconds)
    app.on_response_prepare.append(silent.answered)
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=shutdown_seconds, keepalive_timeout=BETWEEN_REQUESTS_SECONDS
    )
    await runner.setup()
    assert runner.server is not None, "a runner that is set up has a server"
    watch = asyncio.create_task(silent.end(runner.server))
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise WorkerExitError(
                Exit.SETTINGS, f"{name} cannot listen on {host}:{port}: {os.strerror(error.errno or 0).lower()}"
            ) from error
        address, bound = runner.addresses[0][:2]
        log.info("listening", url=f"http://{f'[{address}]' if ':' in address else address}:{bound}/")
        try:
            yield
        finally:
            log.info("ended")
    finally:
        watch.cancel()
        await runner.cleanup()
