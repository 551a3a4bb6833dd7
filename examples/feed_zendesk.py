"""Tickets that a Zendesk webhook sends, as mentions, one a line.

ZENDESK_SECRET=… python examples/feed_zendesk.py 8099 | groundswell send - --brand acme

In Zendesk: a webhook (POST, JSON) to the port, through your own HTTPS proxy, and a trigger "ticket is created" with this
body:

    {"id": "{{ticket.id}}", "title": "{{ticket.title}}", "text": "{{ticket.description}}",
     "author": "{{ticket.requester.id}}", "created_at": "{{ticket.created_at_with_timestamp}}",
     "channel": "{{ticket.via}}", "url": "{{ticket.link}}"}
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

BODY_BYTES_MAX = 256 * 1024


def is_signed(secret: str, timestamp: str, body: bytes, signature: str) -> bool:
    """Whether Zendesk signed the request: https://developer.zendesk.com/documentation/webhooks/verifying."""
    expected = hmac.new(secret.encode(), timestamp.encode() + body, hashlib.sha256).digest()
    return hmac.compare_digest(base64.b64encode(expected).decode(), signature)


class Hook(BaseHTTPRequestHandler):
    """Answers 204 to a ticket that is signed, and prints it."""

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length) if length <= BODY_BYTES_MAX else b""
        timestamp = self.headers.get("X-Zendesk-Webhook-Signature-Timestamp", "")
        signature = self.headers.get("X-Zendesk-Webhook-Signature", "")
        if not is_signed(os.environ["ZENDESK_SECRET"], timestamp, body, signature):
            self.send_error(403)
            return
        ticket = json.loads(body)
        print(json.dumps(ticket | {"kind": "ticket"}), flush=True)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not logged: standard output holds mentions only."""


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Hook).serve_forever()
