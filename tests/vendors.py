"""Services of vendors on loopback, at their own addresses: a proxy leads all hosts to them, by certificates of the test.

Built after the vendors' documentation: PagerDuty's Events API v2, Opsgenie's Alert API and the same at Jira Service
Management, Microsoft's Power Automate trigger "When a Teams webhook request is received", Mattermost's incoming webhooks;
of further services that keep incidents, the fields that name and end one. What is not as documented is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import trustme
from aiohttp import web

SERVICES = ("events.pagerduty.com", "api.opsgenie.com", "prod-01.westeurope.logic.azure.com", "chat.example")
KEEPERS = {
    "api.ilert.com": ("alertKey", "eventType", "RESOLVE"),
    "signals.firehydrant.com": ("idempotency_key", "status", "CLOSED"),
    "api.squadcast.com": ("event_id", "status", "resolve"),
    "api.incident.io": ("deduplication_key", "status", "resolved"),
    "api.pagertree.com": ("id", "event_type", "resolve"),
    "connect.signl4.com": ("X-S4-ExternalID", "X-S4-Status", "resolved"),
    "alert.victorops.com": ("entity_id", "message_type", "RECOVERY"),
}
"""Further services, each with the field that names an incident, and the one that ends it with its value then."""

HOSTS = (*SERVICES, "api.atlassian.com", *KEEPERS)
SEVERITIES = ("critical", "error", "warning", "info")


@dataclass
class Vendors:
    """What the services took, by host: path, query and JSON; `refused` says why something was not taken."""

    taken: dict[str, list[tuple[str, dict[str, str], Any]]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    async def handle(self, request: web.Request) -> web.Response:
        fault, answer = CHECKS.get(request.host, keeper)(request, body := orjson.loads(await request.read()))
        if fault:
            self.refused.append(f"{request.host}: {fault}")
            return web.json_response({"status": "invalid event", "message": fault}, status=400)
        self.taken.setdefault(request.host, []).append((request.path, dict(request.query), body))
        return answer


Checked = tuple[str, web.Response]


def pagerduty(request: web.Request, body: Any) -> Checked:
    """developer.pagerduty.com/docs/events-api-v2/trigger-events: 202 with `status: success`."""
    payload = body.get("payload", {})
    fault = (
        "path" * (request.path != "/v2/enqueue")
        or "routing_key" * (len(body.get("routing_key", "")) != 32)
        or "event_action" * (body.get("event_action") not in ("trigger", "acknowledge", "resolve"))
        or "dedup_key"
        * (len(body.get("dedup_key", "")) > 255 or (body["event_action"] != "trigger" and "dedup_key" not in body))
    )
    if not fault and body["event_action"] == "trigger":
        fault = (
            "summary" * (not 0 < len(payload.get("summary", "")) <= 1024)
            or "severity" * (payload.get("severity") not in SEVERITIES)
            or "source" * (not payload.get("source"))
        )
    return fault, web.json_response({"status": "success", "message": "Event processed"}, status=202)


def opsgenie(request: web.Request, body: Any) -> Checked:
    """docs.opsgenie.com/docs/alert-api, "Create Alert" and "Close Alert": 202 with `requestId`."""
    alerts = "/jsm/ops/integration/v2/alerts" if request.host == "api.atlassian.com" else "/v2/alerts"
    rest = request.path.removeprefix(alerts)
    fault = (
        "path" * (not request.path.startswith(alerts))
        or "key" * (not request.headers.get("Authorization", "").startswith("GenieKey "))
        or "alias" * (len(body.get("alias", "")) > 512)
    )
    if rest:
        fault = fault or "close" * (re.fullmatch(r"/[^/]+/close", rest) is None)
        fault = fault or "identifierType" * (request.query.get("identifierType", "id") not in ("id", "tiny", "alias"))
        fault = fault or "note" * (len(body.get("note", "")) > 25_000) or "source" * (len(body.get("source", "")) > 100)
    else:
        fault = fault or "message" * (not 0 < len(body.get("message", "")) <= 130)
        fault = fault or "description" * (len(body.get("description", "")) > 15_000)
    return fault, web.json_response({"result": "Request will be processed", "requestId": "r-1"}, status=202)


def keeper(request: web.Request, body: Any) -> Checked:
    """A service that keeps incidents: it must be named."""
    name, _, _ = KEEPERS[request.host]
    status = 200 if request.host == "alert.victorops.com" else 202
    return name * (not body.get(name)), web.json_response({"status": "success", "result": "success"}, status=status)


def teams(request: web.Request, body: Any) -> Checked:
    """learn.microsoft.com, "Create incoming webhooks with Workflows": a message with an adaptive card; 202."""
    cards = [one for one in body.get("attachments", ()) if one["contentType"] == "application/vnd.microsoft.card.adaptive"]
    fault = (
        "path" * (not request.path.endswith("/triggers/manual/paths/invoke"))
        or "sig" * (not request.query.get("sig"))
        or "type" * (body.get("type") != "message")
        or "attachments" * (not cards or cards[0]["content"]["type"] != "AdaptiveCard")
    )
    return fault, web.Response(status=202)


def mattermost(request: web.Request, body: Any) -> Checked:
    """developers.mattermost.com/integrate/webhooks/incoming: `text` at /hooks/<key>; 200 with `ok`."""
    fault = "path" * (not request.path.startswith("/hooks/")) or "text" * (not body.get("text"))
    return fault, web.Response(text="ok")


CHECKS: dict[str, Callable[[web.Request, Any], Checked]] = dict(
    zip((*SERVICES, "api.atlassian.com"), (pagerduty, opsgenie, teams, mattermost, opsgenie), strict=True)
)


@contextlib.contextmanager
def vendors(folder: Path) -> Iterator[Vendors]:
    """The services, and the environment in which a process takes them for the real ones."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(context)
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    found = Vendors()
    with _thread() as run:
        runner = run(_serve(found, context))
        port = runner.addresses[0][1]
        server = run(asyncio.start_server(lambda reader, writer: _tunnel(reader, writer, port), "127.0.0.1", 0))
        proxy = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        bundle = str(folder / "ca.pem")
        found.environment = {
            "HTTPS_PROXY": proxy,
            "https_proxy": proxy,
            "REQUESTS_CA_BUNDLE": bundle,
            "NO_PROXY": "127.0.0.1",
        }
        try:
            yield found
        finally:
            server.close()
            run(runner.cleanup())


async def _serve(found: Vendors, context: ssl.SSLContext) -> web.AppRunner:
    app = web.Application()
    app.router.add_route("POST", "/{rest:.*}", found.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    return runner


async def _tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    """CONNECT of RFC 9110: whichever host is asked for, the services are what answers."""
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"CONNECT ")
    theirs, ours = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")

    async def pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65_536):
                target.write(data)
                await target.drain()
        target.close()

    await asyncio.gather(pass_on(reader, ours), pass_on(theirs, writer))


@contextlib.contextmanager
def _thread() -> Iterator[Callable[[Awaitable[Any]], Any]]:
    """An event loop in a thread; what is handed in runs there to its end."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield lambda work: asyncio.run_coroutine_threadsafe(_awaited(work), loop).result(20)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


async def _awaited(work: Awaitable[Any]) -> Any:
    return await work
