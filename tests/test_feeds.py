"""The scripts that feed Groundswell: what they print of a help desk, a forum, a store are mentions as they are sent."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.kafka.codec import decode_mention
from stream.local_kafka.node import free_ports, port_open
from stream.reading import FileChoice, Row, options_of
from stream.reading.live import LiveReader
from tests.waiting import blocking_until

ROOT = Path(__file__).parents[1]
NOW_MS = 1_772_500_000_000
DISCOURSE = {
    "latest_posts": [
        {"id": 9, "topic_id": 4, "post_number": 2, "username": "bob", "raw": "same here", "topic_title": "Login",
         "created_at": "2026-03-02T10:05:00.123Z", "reply_to_post_number": 1},
        {"id": 8, "topic_id": 4, "post_number": 1, "username": "ann", "raw": "I cannot log in", "topic_title": "Login",
         "created_at": "2026-03-02T10:00:00.000Z"},
    ]
}  # fmt: skip
GITHUB = [
    {"id": 7, "title": "Crash", "body": None, "user": {"login": "ann", "type": "User"},
     "created_at": "2026-03-02T10:00:00Z", "html_url": "https://git.example/1"},
    {"id": 8, "title": "Bump", "body": "x", "user": {"login": "bot", "type": "Bot"}, "created_at": "2026-03-02T10:00:00Z",
     "html_url": "https://git.example/2"},
    {"id": 9, "title": "Fix", "body": "x", "user": {"login": "ann", "type": "User"}, "created_at": "2026-03-02T10:00:00Z",
     "html_url": "https://git.example/3", "pull_request": {}},
]  # fmt: skip
APP_STORE = {
    "feed": {
        "entry": [
            {"im:name": {"label": "Acme"}, "id": {"label": "app"}},
            {"id": {"label": "77"}, "content": {"label": "it crashes"}, "title": {"label": "bad"},
             "author": {"name": {"label": "ann"}}, "updated": {"label": "2026-03-02T03:00:00-07:00"},
             "im:rating": {"label": "1"}, "im:version": {"label": "3.1"}},
        ]
    }
}  # fmt: skip


@contextmanager
def served(answer: object) -> Iterator[str]:
    """A site on loopback that answers every request with this JSON."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(5)


def sent(lines: bytes) -> list[dict[str, Any]]:
    """What `groundswell send - --brand acme` makes of the lines; each is a mention that intake accepts."""
    reader = LiveReader(options_of(FileChoice(), brand="acme"))
    rows = [reader.row(line, NOW_MS) for line in lines.splitlines()]
    assert all(isinstance(row, Row) for row in rows), rows
    found = [row for row in rows if isinstance(row, Row)]
    for row in found:
        decode_mention(row.value, NOW_MS)
    return [orjson.loads(row.value) for row in found]


@pytest.mark.parametrize(
    ("script", "answer", "right"),
    [
        ("feed_discourse.py", DISCOURSE, [("4/1", "I cannot log in", "ann"), ("4/2", "same here", "bob")]),
        ("feed_github.py", GITHUB, [("7", "Crash", "ann")]),
        ("feed_app_store.py", APP_STORE, [("77", "it crashes", "ann")]),
    ],
)
def test_a_feed_prints_mentions(script: str, answer: object, right: list[tuple[str, str, str]]) -> None:
    with served(answer) as site:
        command = [sys.executable, str(ROOT / "examples" / script), site, "--once"]
        done = subprocess.run(command, capture_output=True, check=True, timeout=60, env={})
    found = sent(done.stdout)
    assert [(body["id"], body["text"], body["author"]) for body in found] == right
    assert all(body["brand"] == "acme" for body in found)
    if script == "feed_discourse.py":
        assert found[1]["reply_to"] == found[0]["id"]
    if script == "feed_app_store.py":
        assert found[0]["rating"] == 1


def test_a_ticket_that_zendesk_signed_is_a_mention_and_others_are_refused() -> None:
    port = free_ports(1)[0]
    body = json.dumps(
        {"id": "7", "title": "late", "text": "it broke", "author": "9", "created_at": "2026-03-02T10:00:00Z"}
    ).encode()
    signature = base64.b64encode(hmac.new(b"secret", b"t1" + body, hashlib.sha256).digest()).decode()
    process = subprocess.Popen(
        [sys.executable, ROOT / "examples" / "feed_zendesk.py", str(port)],
        env={"ZENDESK_SECRET": "secret"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        blocking_until(lambda: port_open(port), 30, "the script listens")
        with pytest.raises(urllib.error.HTTPError, match="403"):
            post(port, body, "forged")
        assert post(port, body, signature) == 204
    finally:
        process.terminate()
        output, _ = process.communicate(timeout=10)
    (found,) = sent(output)
    assert (found["id"], found["kind"], found["title"]) == ("7", "ticket", "late")


def post(port: int, body: bytes, signature: str) -> int:
    headers = {"X-Zendesk-Webhook-Signature": signature, "X-Zendesk-Webhook-Signature-Timestamp": "t1"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return int(answer.status)
