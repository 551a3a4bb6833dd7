"""The board's web server: one page, what it asks for, and what people answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from stream.alerts.answers import KINDS, UNTIL_EXAMPLES, Details, GivenAnswer, answer_to, fault_of, until_of, why_too_late
from stream.board.access import Access
from stream.board.figures import BoardFigures
from stream.board.live import Live
from stream.board.records import cleaned, encoded
from stream.board.state import BoardState
from stream.board.static_files import StaticFiles

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SendAnswer = Callable[[str, GivenAnswer], Awaitable[None]]
"""Brand and answer to the topic; raises OSError or TimeoutError when that is not possible now."""

REQUEST_BYTES_MAX = 16 * 1024
BODY_SECONDS = 10.0
NAME_CHARACTERS_MAX = 100
NOTE_CHARACTERS_MAX = 500
SEARCHED_CHARACTERS_MAX = 200
FOUND_MAX = 100
PAGE_SIZE = 50
ANSWER_FIELDS = "trend_id and kind, and may have by, note, until, reference, version, same_as, mention_ids"
PAGES = ("/", "/t/{trend_id}", "/search", "/kept-out", "/deliveries", "/brands")
"""The addresses of the one page: what it shows is decided in the browser."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Server": "groundswell",
}


class GivenBody(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as the page sends it."""

    trend_id: str
    kind: str
    by: str = ""
    note: str = ""
    until: str = ""
    version: str = ""
    reference: str = ""
    same_as: str = ""
    mention_ids: tuple[str, ...] = ()


_ANSWER = msgspec.json.Decoder(GivenBody)
_TOKEN = msgspec.json.Decoder(dict[str, str])


class BoardServer:
    """The routes of one board over a state that something else keeps up to date."""

    def __init__(self, state: BoardState, live: Live, access: Access, figures: BoardFigures, send: SendAnswer) -> None:
        self._state = state
        self._live = live
        self._access = access
        self._figures = figures
        self._send = send
        self._files = StaticFiles()

    def application(self) -> web.Application:
        app = web.Application(client_max_size=REQUEST_BYTES_MAX, middlewares=[self._around])
        app.add_routes(
            [
                *(web.get(path, self._files.page) for path in PAGES),
                web.get("/assets/{name}", self._files.file),
                web.get("/api/now", self._now),
                web.get("/api/live", self._live.stream),
                web.get("/api/trends/{trend_id}", self._trend),
                web.get("/api/trends/{trend_id}/members", self._members),
                web.get("/api/search", self._search),
                web.get("/api/kept-out", self._kept_out),
                web.get("/api/deliveries", self._deliveries),
                web.get("/api/session", self._session),
                web.post("/api/session", self._sign_in),
                web.post("/api/answers", self._answer),
                web.get("/healthz", self._alive),
                web.get("/readyz", self._ready),
                web.get("/metrics", self._metrics),
            ]
        )
        app.on_response_prepare.append(_harden)
        return app

    @web.middleware
    async def _around(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Who may, and errors as one line: what a caller wrote is never sent back."""
        try:
            self._access.check_host(request)
            if request.path.startswith("/api/") and request.path != "/api/session" and not self._access.may_read(request):
                raise web.HTTPUnauthorized(text="reading needs the token\n", headers={"WWW-Authenticate": "Bearer"})
            return await handler(request)
        except web.HTTPException as error:
            # aiohttp's texts for 404 and 405 are fixed; ours are sentences of our own.
            return web.Response(status=error.status, text=error.text, headers=_kept(error))

    # What it asks for.

    async def _now(self, _: web.Request) -> web.Response:
        return _json({**self._state.now(), "kinds": list(KINDS)})

    async def _trend(self, request: web.Request) -> web.Response:
        """A trend's whole story: every event, every answer, what was sent, and former trends in the same words."""
        trend_id = request.match_info["trend_id"]
        history = self._state.history
        events = history.events(trend_id)
        newest = self._state.trend(trend_id) or (events[-1] if events else None)
        if newest is None:
            raise web.HTTPNotFound(text="there is no such trend, or it is older than 90 days\n")
        total, members = history.members(trend_id, offset=0, limit=PAGE_SIZE)
        shown = {
            "trend": newest,
            "full": events[-1] if events else newest,
            "events": [_step(event) for event in events],
            "answers": history.answers(trend_id),
            "members": members,
            "members_total": total,
            "breakdown": {**newest.get("breakdown", {}), **history.breakdown(trend_id)},
            "before": [_step(event) for event in history.before(newest)],
        }
        return _json({**cleaned(shown), "deliveries": self._state.deliveries.newest(trend_id)})

    async def _members(self, request: web.Request) -> web.Response:
        offset = _number(request.query.get("offset", "0"))
        total, members = self._state.history.members(request.match_info["trend_id"], offset=offset, limit=PAGE_SIZE)
        return _json({"members_total": total, "members": cleaned(members)})

    async def _search(self, request: web.Request) -> web.Response:
        query = request.query.get("q", "")[:SEARCHED_CHARACTERS_MAX]
        found = self._state.history.search(query, brand=request.query.get("brand", ""), limit=FOUND_MAX)
        return _json({"found": [cleaned(_step(event)) for event in found], "limit": FOUND_MAX})

    async def _kept_out(self, _: web.Request) -> web.Response:
        return _json({"kept_out": self._state.kept_out()})

    async def _deliveries(self, _: web.Request) -> web.Response:
        return _json({"deliveries": self._state.deliveries.newest(), **self._state.health()})

    # Who answers.

    async def _session(self, request: web.Request) -> web.Response:
        access = self._access
        return _json(
            {"csrf": access.signed_in(request), "can_answer": access.can_answer, "may_read": access.may_read(request)}
        )

    async def _sign_in(self, request: web.Request) -> web.Response:
        try:
            token = _TOKEN.decode(await _body_of(request)).get("token", "")
        except msgspec.MsgspecError as error:
            raise web.HTTPBadRequest(text="a token is sent as JSON\n") from error
        return self._access.sign_in(request, token)

    async def _answer(self, request: web.Request) -> web.Response:
        self._access.check_answer(request)
        try:
            given = _ANSWER.decode(await _body_of(request))
        except msgspec.MsgspecError as error:
            raise web.HTTPBadRequest(text=f"an answer has {ANSWER_FIELDS}\n") from error
        trend = self._state.trend(given.trend_id)
        if trend is None:
            raise web.HTTPNotFound(text="there is no such trend\n")
        try:
            await self._send(trend["brand"], checked_answer(given, trend, self._state.trend(given.same_as), time.time()))
        except (OSError, TimeoutError) as error:
            raise web.HTTPServiceUnavailable(text="Kafka did not take the answer; try again\n") from error
        self._figures.answers.inc()
        return _json({"sent": KINDS[given.kind][1]})

    # How it does.

    async def _alive(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _ready(self, _: web.Request) -> web.Response:
        why = self._state.kafka_away or ("" if self._state.caught_up else "the topics are being read")
        return web.Response(status=503 if why else 200, text=f"{f'not ok: {why}' if why else 'ok'}\n")

    async def _metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=self._figures.exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def checked_answer(given: GivenBody, trend: dict[str, Any], other: dict[str, Any] | None, now: float) -> GivenAnswer:
    """The answer for the topic; `other` is the trend it is the same as. Raises HTTPBadRequest, HTTPConflict, with what is
    allowed."""
    if given.kind not in KINDS:
        raise web.HTTPBadRequest(text=f"the answer must be one of {', '.join(KINDS)}\n")
    if too_late := why_too_late(KINDS[given.kind][0], trend):
        raise web.HTTPConflict(text=f"{too_late}\n")
    names, notes = (given.by, given.version), (given.note, given.reference)
    if max(map(len, names)) > NAME_CHARACTERS_MAX or max(map(len, notes)) > NOTE_CHARACTERS_MAX:
        raise web.HTTPBadRequest(
            text=f"at most {NAME_CHARACTERS_MAX} characters of a name, {NOTE_CHARACTERS_MAX} of a note\n"
        )
    until = until_of(given.until, now) if given.until else None
    if given.until and (until is None or until <= now):
        raise web.HTTPBadRequest(text=f"a mute ends later than now: {UNTIL_EXAMPLES}\n")
    kind, details = (
        KINDS[given.kind][0],
        Details(
            by=given.by,
            note=given.note,
            version=given.version.strip(),
            reference=given.reference.strip(),
            same_as=given.same_as,
            mention_ids=given.mention_ids,
        ),
    )
    if fault := fault_of(kind, details, trend, other):
        raise web.HTTPBadRequest(text=f"{fault}\n")
    return answer_to(trend, kind, now, details, until=until)


STEP = (
    "event_id", "event", "at", "trend_id", "brand", "state", "reason", "state_reason", "title", "title_was", "why",
    "verdict", "severity", "severity_reason", "attention", "people", "since", "acknowledged", "reference", "fix", "counts",
)  # fmt: skip


def _step(event: dict[str, Any]) -> dict[str, Any]:
    """What a line of a story shows of an event."""
    return {name: event[name] for name in STEP if name in event}


def _json(value: Any) -> web.Response:
    response = web.Response(
        body=encoded(value), headers={"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}
    )
    response.enable_compression()
    return response


async def _body_of(request: web.Request) -> bytes:
    """All of it, unless it comes letter by letter."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout(text="the request did not come to its end\n") from error


def _number(written: str) -> int:
    if not written.isdecimal() or len(written) > 7:
        raise web.HTTPBadRequest(text="offset is a number\n")
    return int(written)


def _kept(error: web.HTTPException) -> dict[str, str]:
    return {name: error.headers[name] for name in ("WWW-Authenticate", "Allow") if name in error.headers}


async def _harden(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
