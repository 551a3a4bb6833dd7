"""Server-sent events: what changed, to every browser that has the board open."""

from __future__ import annotations

import asyncio
import contextlib

from aiohttp import web

from stream.board.records import encoded
from stream.board.state import BoardState

CLIENTS_MAX = 500
WAITING_MAX = 100
LOOK_SECONDS = 0.2
HEARTBEAT_SECONDS = 15.0
RETRY_MS = 2_000


class Live:
    """Sends changes about five times a second. A browser that does not keep up is asked to reload everything; none
    waits for another."""

    def __init__(self, state: BoardState) -> None:
        self._state = state
        self._clients: set[asyncio.Queue[bytes]] = set()

    @property
    def clients(self) -> int:
        return len(self._clients)

    async def run(self) -> None:
        """Looks for changes for ever. While the past is read nobody is sent every step of it."""
        sent = self._state.health()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if not self._state.caught_up:
                continue
            changes = self._state.changes()
            health = self._state.health()
            if changes is None and (health["kafka_away"], health["caught_up"]) != (sent["kafka_away"], sent["caught_up"]):
                changes = {"trends": {}, "brands": {}, **health}
            sent = health
            if changes is not None:
                self._send(b"event: changes\ndata: " + encoded(changes) + b"\n\n")

    def _send(self, message: bytes) -> None:
        for queue in self._clients:
            try:
                queue.put_nowait(message)
            except asyncio.QueueFull:
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(b"event: reload\ndata: {}\n\n")

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """The answer to a browser that listens; ends when it hangs up."""
        if self.clients >= CLIENTS_MAX:
            raise web.HTTPServiceUnavailable(text="too many boards are open\n")
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        )
        queue: asyncio.Queue[bytes] = asyncio.Queue(WAITING_MAX)
        self._clients.add(queue)
        try:
            await response.prepare(request)
            await response.write(f"retry: {RETRY_MS}\nevent: hello\ndata: {{}}\n\n".encode())
            with contextlib.suppress(ConnectionResetError):
                while True:
                    await response.write(await _next_of(queue))
        finally:
            self._clients.discard(queue)
        return response


async def _next_of(queue: asyncio.Queue[bytes]) -> bytes:
    try:
        return await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return b": still here\n\n"
