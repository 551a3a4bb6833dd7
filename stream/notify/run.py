"""`groundswell notify` as a process, and its trial run."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import aiohttp
from aiohttp import web
from msgspec.structs import replace
from prometheus_client import CONTENT_TYPE_LATEST

from detectors.alert import Alert, Sample, published, utc
from stream.config.errors import SettingsError
from stream.config.load import Configuration
from stream.config.settings import Settings
from stream.kafka.client import kafka_client
from stream.kafka.topics import Topics
from stream.notify.figures import NotifyFigures
from stream.notify.ledger import Delivery, DeliveryKind, delivery_id
from stream.notify.messages import text_of, title_of
from stream.notify.policy import NotifyPolicy, read_policy
from stream.notify.senders import DeliveryError, Message, build_sender
from stream.notify.service import NotifyService
from stream.process.signals import until_ended
from stream.web.listening import listening


def policy_of(settings: Settings) -> NotifyPolicy:
    """The policy of the settings. Raises SettingsError."""
    if settings.notify is None:
        raise SettingsError(["GROUNDSWELL_NOTIFY is not set; it must be the file of receivers and routes (TOML)"])
    return read_policy(settings.notify)


async def run_notify(configuration: Configuration, policy: NotifyPolicy) -> None:
    """Delivers until SIGINT or SIGTERM. Raises WorkerExitError when its port is taken."""
    settings, figures = configuration.settings, NotifyFigures(policy.receivers)
    service = NotifyService(
        kafka_client(settings),
        f"{settings.application}-notify",
        Topics.of(settings),
        policy,
        figures,
        board_url=settings.board_url,
        session_seconds=settings.session_timeout_seconds,
        timezone_of={name: one.timezone for name, one in configuration.brands.named.items()},
    )
    async with listening(_pages(service, figures, settings), settings.web_host, settings.notify_port, "notify"):
        await until_ended(service.run())


def _pages(service: NotifyService, figures: NotifyFigures, settings: Settings) -> web.Application:
    token = settings.web_token.get_secret_value()

    async def alive(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def ready(_: web.Request) -> web.Response:
        return web.Response(
            status=503 if service.away else 200, text=f"not ok: {service.away}\n" if service.away else "ok\n"
        )

    async def metrics(request: web.Request) -> web.Response:
        if token and request.headers.get("Authorization", "") != f"Bearer {token}":
            raise web.HTTPUnauthorized(text="a bearer token is needed\n", headers={"WWW-Authenticate": "Bearer"})
        return web.Response(body=figures.exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.add_routes([web.get("/healthz", alive), web.get("/readyz", ready), web.get("/metrics", metrics)])
    return app


async def try_receivers(policy: NotifyPolicy, board_url: str) -> list[tuple[str, str]]:
    """Sends one message of each kind to every receiver; returns what became of it, with why it was not taken."""
    async with aiohttp.ClientSession() as session:
        outcomes = await asyncio.gather(*(_try(name, policy, session, board_url) for name in policy.receivers))
    return list(outcomes)


async def _try(name: str, policy: NotifyPolicy, session: aiohttp.ClientSession, board_url: str) -> tuple[str, str]:
    sender = build_sender(policy.receivers[name], session)
    handle = ""
    try:
        for kind, alert in trial_events(time.time()):
            event = published(alert)
            delivery = Delivery(
                id=delivery_id(alert.event_id, name, kind),
                receiver=name,
                kind=kind,
                trend_id=alert.trend_id,
                brand=alert.brand,
                event_id=alert.event_id,
                event=event,
                handle=handle,
            )
            handle = await sender.send(Message(delivery, title_of(event, kind), text_of(event, board_url=board_url)))
    except DeliveryError as error:
        return name, str(error)
    finally:
        await sender.close()
    return name, ""


def trial_events(now: float) -> Sequence[tuple[DeliveryKind, Alert]]:
    """A message, a page, its escalation and its end, of a trend that nobody can take for a real one."""
    first = Alert(
        schema_version=1,
        event="opened",
        event_id=f"groundswell-test/test-{int(now)}/1/1",
        at=utc(now),
        attention="notify",
        route="care",
        trend_id=f"test-{int(now)}",
        brand="groundswell-test",
        state="open",
        title="This is a test of the delivery of alerts",
        why="Nobody has reported anything: `groundswell notify --test` sent this.",
        verdict="systemic",
        severity="warning",
        people=5,
        since=utc(now - 600),
        samples=[Sample(mention_id="test-1", at=utc(now - 300), text="An example of what somebody may have written")],
        sequence=1,
        cycle=1,
    )
    page = _next(first, 2, event="escalated", attention="page", severity="critical", people=25)
    over = _next(page, 3, event="resolved", attention="notify", state="resolved", reason="expected")
    kinds = (DeliveryKind.EVENT, DeliveryKind.EVENT, DeliveryKind.ESCALATION, DeliveryKind.EVENT)
    return list(zip(kinds, (first, page, page, over), strict=True))


def _next(alert: Alert, sequence: int, **changes: object) -> Alert:
    return replace(alert, sequence=sequence, event_id=f"{alert.event_id.rpartition('/')[0]}/{sequence}", **changes)
