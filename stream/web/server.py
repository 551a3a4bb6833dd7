"""The web port: `/metrics`, `/healthz`, `/readyz`, `/trends` and `/explain`, answered from threads of their own.

It answers while the event loop is busy or stuck, which is when somebody asks. It only reads: the callables of `Pages` are
called from those threads and must return values that nobody changes afterwards. Loopback by default; bound
elsewhere, a bearer token guards everything but the two health pages, which then answer with a status and nothing more.
"""

from __future__ import annotations

import contextlib
import hmac
import ipaddress
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

import orjson

from detectors.errors import GroundswellError, SettingError
from stream.web.pages import REFRESH_SECONDS, plain, render

PORT = 9464
CONNECTIONS_MAX = 32
WORDS_CHARACTERS_MAX = 200
FIELDS_MAX = 10
PER_ADDRESS_MAX = CONNECTIONS_MAX // 2
RESERVED = 8
ROOM_SECONDS = 0.5
HEADERS_SECONDS, REQUEST_SECONDS = 1.0, 5.0
"""A connection is cut when it has not asked after so long, and so long after it has, whatever it does: a caller that sends
a byte a minute must not hold a thread."""

TEXT = "text/plain; charset=utf-8"
METRICS = "text/plain; version=0.0.4; charset=utf-8"

Condition = tuple[bool, Sequence[str]]
"""Whether all is well, and if not, why: one sentence a reason."""


class NotReadyError(GroundswellError):
    """Asked before the engines are restored; the message is what the worker is waiting for."""


@dataclass(frozen=True, kw_only=True)
class Pages:
    """What the pages are made of.

    `alive` is about progress: False asks the orchestrator for a restart. `ready` is about restored state and intake.
    `trends` gives the open trends as alert bodies, the most urgent first. `explain` gives for words, and a brand or all of
    them, why they opened an alert or why not; it raises TimeoutError while it cannot. Both raise NotReadyError.
    """

    metrics: Callable[[], bytes]
    alive: Callable[[], Condition]
    ready: Callable[[], Condition]
    trends: Callable[[], Sequence[Mapping[str, object]]]
    explain: Callable[[str, str], Sequence[Mapping[str, object]]]


class WebServer:
    """Serves `pages` until closed. Port 0 takes a free one; see `url`.

    Raises SettingError when `host` is reachable from elsewhere and there is no token, OSError when the port is taken.
    """

    def __init__(self, pages: Pages, host: str = "127.0.0.1", port: int = PORT, token: str = "") -> None:
        if not token and not is_loopback(host):
            raise SettingError("GROUNDSWELL_WEB_HOST", host, "a loopback address, or GROUNDSWELL_WEB_TOKEN must be set")
        self._server = _Server(pages, host, port, token.encode())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="web", daemon=True)
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self._server.server_address[1]}"

    def show(self, pages: Pages) -> None:
        """Serves other pages from the next request on."""
        self._server.pages = pages

    def start(self) -> WebServer:
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop listening; requests under way are cut by the end of the process. Twice is no error."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> WebServer:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`, a name or an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = CONNECTIONS_MAX

    def __init__(self, pages: Pages, host: str, port: int, token: bytes) -> None:
        self.pages = pages
        self.token = token
        self._free = threading.BoundedSemaphore(CONNECTIONS_MAX)
        # Connections that have not sent their request yet, the oldest first, with the address of each.
        self._silent: dict[socket.socket, str] = {}
        self._guard = threading.Lock()
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Request)

    def server_bind(self) -> None:
        # Not HTTPServer's: it asks the name service for the host's full name, which may take seconds and is never used.
        socketserver.TCPServer.server_bind(self)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        assert isinstance(request, socket.socket)
        address = str(client_address[0]) if isinstance(client_address, tuple) else ""
        self._make_room(address)
        if not self._free.acquire(timeout=ROOM_SECONDS):
            self.shutdown_request(request)
            return
        with self._guard:
            self._silent[request] = address
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._free.release()
            raise

    def process_request_thread(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            assert isinstance(request, socket.socket)
            self.on_headers_read(request)
            self._free.release()

    def on_headers_read(self, request: socket.socket) -> None:
        """Its headers are read: it is answered at once, and no longer makes room for others."""
        with self._guard:
            self._silent.pop(request, None)

    def _make_room(self, address: str) -> None:
        """Ends the connection that has been silent for longest, of the same address when that has half of the room.

        So connections that send nothing keep nobody out: a probe asks within milliseconds.
        """
        with self._guard:
            same = [request for request, other in self._silent.items() if other == address]
            if len(same) >= PER_ADDRESS_MAX:
                oldest = same[0]
            elif len(self._silent) >= CONNECTIONS_MAX - RESERVED:
                oldest = next(iter(self._silent))
            else:
                return
            del self._silent[oldest]
        with contextlib.suppress(OSError):
            oldest.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hangs up in the middle is no news; the base class prints a traceback."""


class _Request(BaseHTTPRequestHandler):
    server: _Server
    timeout = REQUEST_SECONDS

    def setup(self) -> None:
        super().setup()
        self._cut_after(HEADERS_SECONDS)

    def _cut_after(self, seconds: float) -> None:
        self._cut = threading.Timer(seconds, self._hang_up)
        self._cut.daemon = True
        self._cut.start()

    def finish(self) -> None:
        self._cut.cancel()
        super().finish()

    def do_GET(self) -> None:
        self.server.on_headers_read(self.connection)
        self._cut.cancel()
        self._cut_after(REQUEST_SECONDS)
        if not self._host_is_ours():
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, TEXT, b"this port answers to loopback names only\n")
            return
        try:
            path, _, query = self.path.partition("?")
            self._route(path, query)
        except NotReadyError as error:
            body = f"the worker is not ready: {plain(error)}; ask again\n".encode(errors="replace")
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, TEXT, body, {"Refresh": str(REFRESH_SECONDS)})
        except Exception as error:
            # A page that cannot be made must not take the others with it, least of all the health pages.
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, TEXT, f"{type(error).__name__}\n".encode())

    do_HEAD = do_GET  # noqa: N815

    def _route(self, path: str, query: str) -> None:
        pages = self.server.pages
        if path == "/healthz":
            self._condition(pages.alive())
        elif path == "/readyz":
            self._condition(pages.ready())
        elif not self._is_allowed():
            self._answer(HTTPStatus.UNAUTHORIZED, TEXT, b"a bearer token is needed\n", {"WWW-Authenticate": "Bearer"})
        elif path == "/metrics":
            self._answer(HTTPStatus.OK, METRICS, pages.metrics())
        elif path == "/trends":
            self._trends(pages.trends())
        elif path == "/explain":
            self._explain(query)
        elif path == "/brands":
            self._brands(query)
        elif path == "/":
            self._answer(HTTPStatus.FOUND, TEXT, b"see /trends\n", {"Location": "/trends"})
        else:
            self._answer(
                HTTPStatus.NOT_FOUND, TEXT, b"there are /metrics, /trends, /brands, /explain, /healthz and /readyz\n"
            )

    def _trends(self, trends: Sequence[Mapping[str, object]]) -> None:
        if "text/html" in self.headers.get("Accept", ""):
            self._answer(HTTPStatus.OK, "text/html; charset=utf-8", render(trends).encode(errors="replace"))
        else:
            self._answer(HTTPStatus.OK, "application/json", orjson.dumps({"trends": list(trends)}) + b"\n")

    def _explain(self, query: str) -> None:
        try:
            given = parse_qs(query, max_num_fields=FIELDS_MAX)
        except ValueError:
            given = {}
        words, brand = given.get("word", [""])[0].strip(), given.get("brand", [""])[0].strip()
        if not words or len(words) > WORDS_CHARACTERS_MAX:
            self._answer(HTTPStatus.BAD_REQUEST, TEXT, b"ask /explain?word=cannot+pay&brand=acme\n")
            return
        self._ask("asked", words, brand)

    def _brands(self, query: str) -> None:
        """How each brand of this worker stands, or one: since when it is known, and what is armed."""
        try:
            given = parse_qs(query, max_num_fields=FIELDS_MAX)
        except ValueError:
            given = {}
        self._ask("brands", "", given.get("brand", [""])[0].strip())

    def _ask(self, name: str, words: str, brand: str) -> None:
        try:
            found = self.server.pages.explain(words, brand)
        except TimeoutError:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, TEXT, b"the engine is busy; ask again\n")
            return
        self._answer(HTTPStatus.OK, "application/json", orjson.dumps({name: list(found)}) + b"\n")

    def _condition(self, condition: Condition) -> None:
        well, reasons = condition
        shown = [plain(reason) for reason in reasons] if self._is_allowed() else []
        status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
        lines = ["ok" if well else "not ok", *shown]
        self._answer(status, TEXT, "".join(f"{line}\n" for line in lines).encode(errors="replace"))

    def _is_allowed(self) -> bool:
        if not self.server.token:
            return True
        scheme, _, given = self.headers.get("Authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(errors="replace"), self.server.token)

    def _host_is_ours(self) -> bool:
        # Without a token, a web page in the operator's browser could point its own name at 127.0.0.1 and read the trends.
        if self.server.token or "Host" not in self.headers:
            return True
        try:
            return is_loopback(urlsplit(f"//{self.headers['Host']}").hostname or "")
        except ValueError:
            return False

    def _answer(self, status: HTTPStatus, kind: str, body: bytes, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            "Referrer-Policy": "no-referrer",
            **(more or {}),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Faults found while parsing; the base class echoes what was sent. Methods other than GET and HEAD are 405."""
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else HTTPStatus(code)
        self.close_connection = True
        self._answer(status, TEXT, f"{status.phrase}\n".encode(), {"Allow": "GET, HEAD"})

    def version_string(self) -> str:
        return "groundswell"

    def log_message(self, *_: object) -> None:
        """Requests are not logged: a path is what a stranger wrote."""

    def _hang_up(self) -> None:
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
