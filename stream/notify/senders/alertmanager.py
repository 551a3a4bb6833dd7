"""Alertmanager, version 2 of its API: an alert per trend, which is sent again while the trend is open and ended with it.

What identifies an alert there are its labels, so they never change while a trend lives: severity and verdict, which do,
are annotations. `endsAt` lies a few repetitions ahead: an alert that nobody sends any more ends by itself.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import aiohttp
import orjson

from stream.alerts.cards import harmless
from stream.notify.policy import Alertmanager
from stream.notify.senders.base import Message, post

ALERT_NAME = "GroundswellTrend"
ENDS_AFTER_REPEATS = 4


class AlertmanagerSender:
    """Posts one alert."""

    def __init__(self, receiver: Alertmanager, session: aiohttp.ClientSession) -> None:
        self._receiver = receiver
        self._session = session
        self._url = f"{receiver.url.rstrip('/')}/api/v2/alerts"

    async def send(self, message: Message) -> str:
        event = message.delivery.event
        assert event is not None, "an alert is of one trend"
        now = time.time()
        ends = now if event["state"] == "resolved" else now + ENDS_AFTER_REPEATS * self._receiver.resend_seconds
        body = orjson.dumps([alert_of(event, message, ends)])
        await post(self._session, self._url, body, {}, self._receiver.timeout_seconds)
        return ""

    async def close(self) -> None:
        """Nothing is held."""


def alert_of(event: Mapping[str, Any], message: Message, ends_at: float) -> dict[str, Any]:
    """An alert as `POST /api/v2/alerts` takes it."""
    alert: dict[str, Any] = {
        "labels": {
            "alertname": ALERT_NAME,
            "brand": event["brand"],
            "trend_id": event["trend_id"],
            "route": event["route"],
            "service": "groundswell",
        },
        "annotations": {
            "summary": message.title,
            "description": message.text,
            "severity": event["severity"],
            "verdict": event["verdict"],
            "attention": event["attention"],
            "state": event["state"],
            "people": str(event["people"]),
        },
        "startsAt": event["since"],
        "endsAt": datetime.fromtimestamp(ends_at, UTC).isoformat(timespec="milliseconds"),
    }
    if link := event.get("link"):
        alert["generatorURL"] = harmless(link)
    return alert
