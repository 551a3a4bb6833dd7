"""A web server of ours ends connections that ask for nothing, and no other."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import ClientSession, web

from stream.web.listening import listening

HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "


async def free_port() -> int:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = int(server.sockets[0].getsockname()[1])
    server.close()
    return port


def test_a_connection_without_a_whole_request_is_ended_and_one_that_listens_is_not() -> None:
    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"first\n")
        await asyncio.Event().wait()
        return response

    async def scenario() -> None:
        app, port = web.Application(), await free_port()
        app.add_routes([web.get("/", stream)])
        async with (
            listening(app, "127.0.0.1", port, "a test", 0.1, first_request_seconds=0.5),
            ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/") as answer,
        ):
            assert await answer.content.readline() == b"first\n"
            silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
            for _, writer in silent[::2]:
                writer.write(HALF)
            for reader, writer in silent:
                # Its end; of a connection that was reset it is an error.
                with suppress(ConnectionResetError):
                    assert await asyncio.wait_for(reader.read(), 20) == b""
                writer.close()
            assert not answer.content.at_eof()
            assert answer.connection is not None

    asyncio.run(scenario())
