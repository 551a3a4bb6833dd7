"""Who may do what on the board: reading, and answering with the token, protected against forgery.

A browser that signs in with the token gets a cookie that scripts cannot read and other sites cannot send, and a second
value that each answer must carry in a header: another site can neither read nor guess it. A script may send the token
itself as a bearer instead. Nothing is kept on the server, so any number of boards behind one address share a session.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import time
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

from aiohttp import web

COOKIE = "groundswell_session"
CSRF_HEADER = "X-CSRF-Token"
SESSION_SECONDS = 12 * 3600
FAILURES_MAX = 10
FAILURES_SECONDS = 60.0
# Asked by orchestrators and collectors, under whatever name.
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})


class Access:
    """The rules of one board; `token` empty means that nobody can answer."""

    def __init__(
        self, token: str, *, url: str, on_loopback: bool, reading_needs_token: bool, now: Callable[[], float] = time.time
    ) -> None:
        self._token = token.encode()
        self._url = urlsplit(url)
        self._on_loopback = on_loopback
        self._reading_needs_token = reading_needs_token
        self._now = now
        self._failures: deque[float] = deque(maxlen=FAILURES_MAX)

    @property
    def can_answer(self) -> bool:
        """Whether anybody can."""
        return bool(self._token)

    def check_host(self, request: web.Request) -> None:
        """Refuses names that are not ours: else a web page could point its own name at us and read as this origin."""
        if request.path in PROBES or self._is_ours(request.host):
            return
        raise web.HTTPMisdirectedRequest(text="this board does not answer to that name\n")

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name == "localhost" or name == self._url.hostname:
            return True
        try:
            # A name can be made to point anywhere; an address is what it is.
            ipaddress.ip_address(name)
        except ValueError:
            return not self._on_loopback and not self._url.hostname
        return True

    def may_read(self, request: web.Request) -> bool:
        return not self._reading_needs_token or self._bears_token(request) or bool(self._session(request))

    def signed_in(self, request: web.Request) -> str:
        """The value that answers of this session carry; empty when nobody is signed in."""
        session = self._session(request)
        return self._sign(f"csrf {session}") if session else ""

    def sign_in(self, request: web.Request, token: str) -> web.Response:
        """A session for the right token. Raises HTTPForbidden, HTTPTooManyRequests."""
        self._check_origin(request)
        now = self._now()
        if len(self._failures) == FAILURES_MAX and self._failures[0] > now - FAILURES_SECONDS:
            raise web.HTTPTooManyRequests(text="too many wrong tokens; wait a minute\n")
        if not self._token or not hmac.compare_digest(token.encode(errors="replace"), self._token):
            self._failures.append(now)
            raise web.HTTPForbidden(text="that is not the token\n")
        head = f"{int(now) + SESSION_SECONDS}.{secrets.token_urlsafe(9)}"
        session = f"{head}.{self._sign(head)}"
        response = web.json_response({"csrf": self._sign(f"csrf {session}")})
        response.set_cookie(
            COOKIE,
            session,
            max_age=SESSION_SECONDS,
            httponly=True,
            samesite="Strict",
            secure=self._url.scheme == "https",
            path="/",
        )
        return response

    def check_answer(self, request: web.Request) -> None:
        """Lets pass who may answer. Raises HTTPUnauthorized, HTTPForbidden."""
        self._check_origin(request)
        if self._token and self._bears_token(request):
            return
        expected = self.signed_in(request)
        if not expected:
            raise web.HTTPUnauthorized(text="answers need the token\n", headers={"WWW-Authenticate": "Bearer"})
        given = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="replace"), expected.encode()):
            raise web.HTTPForbidden(text="the answer does not come from the board's own page\n")

    def _check_origin(self, request: web.Request) -> None:
        """The origin that a browser sends must be this board; a script sends none."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="answers are JSON\n")
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        origin = request.headers.get("Origin", "")
        try:
            theirs = urlsplit(origin).netloc
        except ValueError:
            theirs = "?"
        if site not in ("same-origin", "none") or (origin and theirs not in {request.host, self._url.netloc} - {""}):
            raise web.HTTPForbidden(text="the answer does not come from the board's own page\n")

    def _bears_token(self, request: web.Request) -> bool:
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        return (
            bool(self._token)
            and scheme.lower() == "bearer"
            and hmac.compare_digest(given.strip().encode(errors="replace"), self._token)
        )

    def _session(self, request: web.Request) -> str:
        """The cookie, when we made it and it has not run out."""
        session = request.cookies.get(COOKIE, "")
        head, _, signature = session.rpartition(".")
        expires = head.partition(".")[0]
        if not self._token or not hmac.compare_digest(signature.encode(errors="replace"), self._sign(head).encode()):
            return ""
        return session if expires.isdecimal() and int(expires) > self._now() else ""

    def _sign(self, text: str) -> str:
        return hmac.digest(self._token, text.encode(errors="replace"), "sha256").hex()
