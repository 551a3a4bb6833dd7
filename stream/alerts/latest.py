"""The newest event of every trend, as the compacted topic `trends` holds it."""

from __future__ import annotations

import contextlib
from typing import Any

from stream.alerts.canaries import is_canary
from stream.alerts.foreign import UnreadableError, decode_alert
from stream.config.settings import Settings
from stream.kafka.client import kafka_client
from stream.kafka.reader import follow
from stream.kafka.topics import Topics

SEVERITIES = ("critical", "warning", "info")


async def newest_events(settings: Settings) -> dict[str, dict[str, Any]]:
    """Trend id to its newest event, open trends and ended ones; what is no event is left out. Raises TopicMissingError,
    KafkaError."""
    newest: dict[str, dict[str, Any]] = {}
    async for records in follow(kafka_client(settings), Topics.of(settings).trends, from_start=True, until_end=True):
        for record in records:
            trend_id = (record.key or b"").decode(errors="replace")
            newest.pop(trend_id, None)
            with contextlib.suppress(UnreadableError):
                _, event = decode_alert(record.value)
                if not is_canary(event["brand"]):
                    newest[trend_id] = event
    return newest


def open_first(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The trends that are not over, the most urgent and largest first."""
    lasting = [event for event in events if event["state"] != "resolved"]
    return sorted(lasting, key=lambda e: (SEVERITIES.index(e["severity"]), -e["people"], e["trend_id"]))
