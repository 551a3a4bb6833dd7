"""The files of the board's page as they are shipped: read once, sent compressed, and only to a browser without them."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from aiohttp import web

PAGE = "index.html"
KINDS_OF_FILES = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "html": "text/html; charset=utf-8",
}


class StaticFiles:
    """The page and what it loads."""

    def __init__(self) -> None:
        folder = files("stream.board").joinpath("assets")
        self._bodies = {entry.name: entry.read_bytes() for entry in folder.iterdir() if "." in entry.name}

    async def page(self, request: web.Request) -> web.Response:
        return self._sent(PAGE, request)

    async def file(self, request: web.Request) -> web.Response:
        """The file of the address; HTTPNotFound when there is none."""
        name = request.match_info["name"]
        if name not in self._bodies or name == PAGE:
            raise web.HTTPNotFound(text="there is no such file\n")
        return self._sent(name, request)

    def _sent(self, name: str, request: web.Request) -> web.Response:
        body = self._bodies[name]
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers = {"Content-Type": KINDS_OF_FILES[name.rpartition(".")[2]], "Cache-Control": "no-cache", "ETag": tag}
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers=headers)
        response = web.Response(body=body, headers=headers)
        response.enable_compression()
        return response
