"""The health command, against a live web port."""

from __future__ import annotations

import socket

import pytest

from stream.cli.trends import brands_of_worker
from stream.config.load import load
from stream.web.client import ask_health
from stream.web.server import Condition, Pages, WebServer


def pages(alive: Condition) -> Pages:
    return Pages(
        metrics=lambda: b"", alive=lambda: alive, ready=lambda: (True, ()), trends=lambda: (), explain=lambda *_: ()
    )


def port_of(server: WebServer) -> int:
    return int(server.url.rsplit(":", 1)[1])


def test_a_worker_that_makes_progress_is_healthy() -> None:
    with WebServer(pages((True, ())), port=0) as server:
        assert ask_health(port=port_of(server)) == (True, "ok")


def test_a_stuck_worker_says_why() -> None:
    with WebServer(pages((False, ("nothing done for 90 s while 1,200 records wait",))), port=0) as server:
        assert ask_health(port=port_of(server)) == (False, "not ok; nothing done for 90 s while 1,200 records wait")


def test_a_worker_bound_to_all_addresses_is_asked_on_loopback_and_needs_no_token() -> None:
    with WebServer(pages((True, ())), host="0.0.0.0", port=0, token="a-token-of-the-test") as server:
        assert ask_health("0.0.0.0", port_of(server)) == (True, "ok")


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with WebServer(pages((True, ())), port=0) as server:
        assert ask_health(port=port_of(server)) == (True, "ok")


def test_an_absent_worker_is_not_healthy() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        well, sentence = ask_health(port=taken.getsockname()[1], timeout_seconds=1)
    assert not well
    assert sentence.startswith("no worker answers at http://127.0.0.1:")


def test_the_brands_of_the_canary_are_hidden_from_people() -> None:
    known = [
        {"brand": brand, "first": 10.0, "last": 70.0, "people": 12, "sentence": "12 people"}
        for brand in ("acme", "_canary-0-1")
    ]
    standing = Pages(
        metrics=lambda: b"", alive=lambda: (True, ()), ready=lambda: (True, ()), trends=lambda: (), explain=lambda *_: known
    )
    with WebServer(standing, port=0) as server:
        settings = load({"GROUNDSWELL_WEB_PORT": str(port_of(server))}).settings
        assert [one["brand"] for one in brands_of_worker(settings, "")] == ["acme"]
