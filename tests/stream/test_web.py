"""The web port under friendly and hostile callers."""

from __future__ import annotations

import contextlib
import http.client
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import orjson
import pytest

from detectors.errors import SettingError
from stream.web.server import (
    CONNECTIONS_MAX,
    HEADERS_SECONDS,
    REQUEST_SECONDS,
    NotReadyError,
    Pages,
    WebServer,
    is_loopback,
)

PAGES = Pages(
    metrics=lambda: b"groundswell_ready 1\n",
    alive=lambda: (True, ()),
    ready=lambda: (False, ("partition 3 is being restored",)),
    trends=lambda: (),
    explain=lambda words, brand: [{"words": words, "brand": brand}],
)
TOKEN = "a-token-of-the-test"


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer(PAGES, port=0) as running:
        yield running


def ask(
    server: WebServer, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[int, dict[str, str], str]:
    host, port = server.url.removeprefix("http://").rsplit(":", 1)
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    try:
        connection.request(method, path, headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


def send(server: WebServer, sent: bytes) -> bytes:
    host, port = server.url.removeprefix("http://").rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(sent)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
        return received


def trend(**fields: object) -> Mapping[str, object]:
    return {"trend_id": "t1", "brand": "Acme", "title": "Card declined", "severity": "critical", **fields}


def serving(trends: Sequence[Mapping[str, object]]) -> WebServer:
    return WebServer(replace(PAGES, trends=lambda: trends), port=0)


def test_metrics_are_in_the_text_format_of_prometheus(server: WebServer) -> None:
    status, headers, body = ask(server, "/metrics")
    assert (status, body) == (200, "groundswell_ready 1\n")
    assert headers["Content-Type"].startswith("text/plain; version=0.0.4")


def test_liveness_and_readiness_are_distinguished_with_their_reasons(server: WebServer) -> None:
    assert ask(server, "/healthz")[::2] == (200, "ok\n")
    assert ask(server, "/readyz")[::2] == (503, "not ok\npartition 3 is being restored\n")


def test_open_trends_are_json_unless_a_browser_asks() -> None:
    with serving([trend()]) as server:
        status, headers, body = ask(server, "/trends?x=1")
        assert (status, headers["Content-Type"]) == (200, "application/json")
        assert orjson.loads(body) == {"trends": [trend()]}
        status, headers, body = ask(server, "/trends", headers={"Accept": "text/html,application/xhtml+xml;q=0.9"})
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert "Card declined" in body
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_how_brands_stand_is_answered_for_one_or_all(server: WebServer) -> None:
    for path, brand in (("/brands", ""), ("/brands?brand=Zenith+%26+Co", "Zenith & Co")):
        status, _, body = ask(server, path)
        assert status == 200
        assert orjson.loads(body) == {"brands": [{"words": "", "brand": brand}]}


def test_words_are_explained_for_one_brand_or_all(server: WebServer) -> None:
    status, headers, body = ask(server, "/explain?word=cannot%20pay&brand=Zenith+%26+Co")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert orjson.loads(body) == {"asked": [{"words": "cannot pay", "brand": "Zenith & Co"}]}
    for path in ("/explain", "/explain?word=", "/explain?word=" + "x" * 300, "/explain?brand=acme"):
        assert ask(server, path)[0] == 400


def test_a_busy_engine_is_distinguished_from_a_broken_one() -> None:
    def busy(_words: str, _brand: str) -> Sequence[Mapping[str, object]]:
        raise TimeoutError

    with WebServer(replace(PAGES, explain=busy), port=0) as server:
        assert ask(server, "/explain?word=x")[0] == 503


def test_before_the_engines_are_there_nobody_reads_that_nothing_is_known() -> None:
    def restoring(*_: str) -> Sequence[Mapping[str, object]]:
        raise NotReadyError("restoring the engines")

    with WebServer(replace(PAGES, explain=restoring, trends=restoring), port=0) as server:
        for path in ("/explain?word=x", "/trends"):
            status, headers, body = ask(server, path)
            assert (status, body) == (503, "the worker is not ready: restoring the engines; ask again\n")
            assert int(headers["Refresh"]) > 0


def test_what_people_wrote_never_becomes_markup() -> None:
    hostile = "<script>alert(1)</script>\x1b[31m\u202eevil\x00\ud800 & \"'"
    samples = [
        {"text": hostile, "url": "javascript:alert(1)"},
        {"text": "=1+1", "url": 'https://example.com/"onclick=x'},
        {"text": "broken", "url": "http://[bad"},
    ]
    item = trend(
        title=hostile, why=hostile, brand=hostile, severity='"><img src=x>', samples=samples, link="data:text/html,x"
    )
    with serving([item]) as server:
        status, _, body = ask(server, "/trends", headers={"Accept": "text/html"})
    assert status == 200
    assert "<script" not in body
    assert "<img" not in body
    assert "javascript:" not in body
    assert "data:" not in body
    assert 'example.com/"' not in body
    assert not set("\x1b\x00\u202e") & set(body)
    assert body.count("<a ") == 1


def test_the_page_says_the_verdict_in_words() -> None:
    with serving([trend(verdict="single_customer", state="watching")]) as server:
        page = ask(server, "/trends", headers={"Accept": "text/html"})[2]
        assert orjson.loads(ask(server, "/trends")[2])["trends"][0]["verdict"] == "single_customer"
    assert "one customer" in page
    assert "single_customer" not in page


def test_a_page_of_very_many_trends_is_cut_and_says_so() -> None:
    with serving([trend()] * 250) as server:
        body = ask(server, "/trends", headers={"Accept": "text/html"})[2]
    assert body.count("<article") == 200
    assert "and 50 more" in body


@pytest.mark.parametrize("path", ["/nothing", "/../../etc/passwd", "/%2e%2e/metrics", "/metrics/", "/metrics%00"])
def test_an_unknown_path_is_not_found_and_not_echoed(server: WebServer, path: str) -> None:
    status, headers, body = ask(server, path)
    assert status == 404
    assert headers["Content-Type"].startswith("text/plain")
    assert "passwd" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "<script>"])
def test_other_methods_are_refused(server: WebServer, method: str) -> None:
    answer = send(server, f"{method} /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.0 405 ")
    assert b"<script>" not in answer


def test_head_gives_the_headers_only(server: WebServer) -> None:
    status, headers, body = ask(server, "/metrics", "HEAD")
    assert (status, body, headers["Content-Length"]) == (200, "", "20")


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET /metrics HTTP/1.1\r\n" + b"x: y\r\n" * 200 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET /metrics HTTP/9.9\r\n\r\n",
        b"GET\r\n\r\n",
        b"\r\n\r\n",
        b"GET /metrics HTTP/1.1\r\nHost: [\r\n\r\n",
    ],
    ids=["long line", "many headers", "tls", "future version", "no path", "empty", "broken host"],
)
def test_a_broken_request_leaves_the_server_answering(server: WebServer, sent: bytes) -> None:
    answer = send(server, sent)
    assert b"Traceback" not in answer
    assert b" 200 " not in answer
    assert ask(server, "/healthz")[0] == 200


def test_a_page_that_fails_does_not_take_the_others_with_it() -> None:
    def broken() -> bytes:
        raise RuntimeError("a secret detail")

    with WebServer(replace(PAGES, metrics=broken), port=0) as server:
        assert ask(server, "/metrics")[::2] == (500, "RuntimeError\n")
        assert ask(server, "/healthz")[0] == 200


def test_idle_callers_cannot_keep_others_out_for_long(server: WebServer) -> None:
    host, port = server.url.removeprefix("http://").rsplit(":", 1)
    idle = [socket.create_connection((host, int(port)), timeout=30) for _ in range(CONNECTIONS_MAX * 2)]
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                if ask(server, "/healthz")[0] == 200:
                    break
            except (OSError, http.client.HTTPException):
                # Refused while all places are taken: the wait is for the idle ones to be cut.
                assert time.monotonic() < deadline
                idle[0].recv(1)
    finally:
        for connection in idle:
            connection.close()


def test_a_name_that_is_not_loopback_is_refused_without_a_token(server: WebServer) -> None:
    assert ask(server, "/trends", headers={"Host": "rebound.example"})[0] == 421
    assert ask(server, "/trends", headers={"Host": "localhost:9464"})[0] == 200


def test_bound_elsewhere_a_token_is_required() -> None:
    with pytest.raises(SettingError, match="GROUNDSWELL_WEB_TOKEN"):
        WebServer(PAGES, host="0.0.0.0", port=0)


def test_a_token_guards_everything_but_the_health_pages() -> None:
    with WebServer(PAGES, port=0, token=TOKEN) as server:
        for path in ("/metrics", "/trends", "/nothing"):
            assert ask(server, path)[0] == 401
            assert ask(server, path, headers={"Authorization": "Bearer wrong"})[0] == 401
            assert ask(server, path, headers={"Authorization": f"Basic {TOKEN}"})[0] == 401
        assert ask(server, "/metrics", headers={"Authorization": f"Bearer {TOKEN}", "Host": "worker:9464"})[0] == 200
        assert ask(server, "/healthz")[::2] == (200, "ok\n")
        assert ask(server, "/readyz")[::2] == (503, "not ok\n")
        assert "restored" in ask(server, "/readyz", headers={"Authorization": f"Bearer {TOKEN}"})[2]


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)],
)
def test_loopback_is_known_when_seen(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_closing_twice_and_without_starting_is_no_error() -> None:
    server = WebServer(PAGES, port=0)
    server.close()
    server.close()


def test_a_caller_that_does_not_ask_is_cut_after_a_second(server: WebServer) -> None:
    host, _, port = server.url.removeprefix("http://").rpartition(":")
    began = time.monotonic()
    with socket.create_connection((host, int(port)), timeout=30) as slow:
        slow.sendall(b"GET /healthz HTTP/1.1\r\nX-A: ")
        assert slow.recv(1_000) == b""
    assert HEADERS_SECONDS <= time.monotonic() - began < REQUEST_SECONDS


def test_slow_callers_do_not_take_the_health_page_away(server: WebServer) -> None:
    """120 that send a byte now and then, from the address that the probe comes from."""
    host, _, port = server.url.removeprefix("http://").rpartition(":")
    slow = [socket.create_connection((host, int(port)), timeout=30) for _ in range(120)]
    try:
        for one in slow:
            with contextlib.suppress(OSError):
                one.sendall(b"G")
        for _ in range(20):
            before = time.monotonic()
            assert ask(server, "/healthz")[0] == 200
            assert time.monotonic() - before < 2
    finally:
        for one in slow:
            one.close()
