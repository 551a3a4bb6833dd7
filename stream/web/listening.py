"""A web application of aiohttp on a port of ours, for as long as a block lasts."""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncIterator

import structlog
from aiohttp import web

from stream.exits import Exit, WorkerExitError

log = structlog.get_logger()


@contextlib.asynccontextmanager
async def listening(
    app: web.Application, host: str, port: int, name: str, shutdown_seconds: float = 1.0
) -> AsyncIterator[None]:
    """Serves `app` inside the block, and logs its address. Raises WorkerExitError, with the `name` of the service, when the
    port is taken; open requests have `shutdown_seconds` at the end."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=shutdown_seconds)
    await runner.setup()
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
        await runner.cleanup()
