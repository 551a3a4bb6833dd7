"""`groundswell alerts`: the alert topic, as cards, as chat messages or as JSON."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from enum import StrEnum
from typing import Any

from aiokafka.structs import ConsumerRecord
from rich.console import Console

from stream.alerts.canaries import is_canary
from stream.alerts.cards import LATE_SECONDS, card, chat, late_card
from stream.alerts.foreign import UnreadableError, decode_alert
from stream.alerts.publisher import BEHIND_HEADER
from stream.config.brands import Brands
from stream.config.load import Configuration
from stream.kafka.client import kafka_client
from stream.kafka.reader import follow
from stream.kafka.topics import Topics
from stream.terminal import broker_or_exit

# So many late events are shown one by one; more are a backlog, and one card.
LATE_MAX = 3


class Cards:
    """Prints events as cards; those of a backlog are held back until no more come, and are then shown as one card."""

    def __init__(self, brands: Brands, console: Console) -> None:
        self._brands = brands
        self._console = console
        self._late: list[tuple[dict[str, Any], float]] = []

    def show(self, alert: dict[str, Any], behind_seconds: float) -> None:
        """Takes one event, which was sent so many seconds behind its event time."""
        if behind_seconds >= LATE_SECONDS:
            self._late.append((alert, behind_seconds))
        else:
            self.flush()
            self._print(alert, behind_seconds)

    def flush(self) -> None:
        """Prints what waits."""
        late, self._late = self._late, []
        if len(late) > LATE_MAX:
            self._console.print(late_card(late, self._timezone))
        else:
            for alert, behind in late:
                self._print(alert, behind)

    def _print(self, alert: dict[str, Any], behind: float) -> None:
        self._console.print(card(alert, self._timezone(alert["brand"]), behind))

    def _timezone(self, brand: str) -> str:
        return self._brands.of(brand).timezone


class Form(StrEnum):
    """How events are shown."""

    CARD = "card"
    CHAT = "chat"
    JSON = "json"


def alerts_command(configuration: Configuration, *, form: Form, from_start: bool, until_end: bool) -> None:
    """Prints events until it is interrupted."""
    settings, brands = configuration.settings, configuration.brands
    cards, aside = Cards(brands, Console(soft_wrap=False)), Console(stderr=True)
    topic = Topics.of(settings).alerts
    if not until_end:
        kept = "" if from_start else "; --from-start shows what there was before"
        aside.print(f"waiting for alerts on the topic {topic}{kept}", style="dim", highlight=False)

    async def show() -> None:
        shown = 0
        async for records in follow(kafka_client(settings), topic, from_start=from_start, until_end=until_end):
            for record in records:
                shown += 1
                if form is Form.JSON:
                    sys.stdout.write(_on_one_line(record.value) + "\n")
                    continue
                try:
                    _, alert = decode_alert(record.value)
                except UnreadableError as error:
                    aside.print(f"partition {record.partition}, offset {record.offset}: {error}", highlight=False)
                    continue
                if is_canary(alert["brand"]):
                    continue
                if form is Form.CHAT:
                    sys.stdout.write(chat(alert, brands.of(alert["brand"]).timezone) + "\n\n")
                else:
                    cards.show(alert, seconds_behind(record))
            sys.stdout.flush()
            if not records:
                cards.flush()
        cards.flush()
        if not shown:
            aside.print("there are no alerts" if from_start else "no new alerts; --from-start shows what there was before")

    with broker_or_exit(settings):
        asyncio.run(show())


def seconds_behind(record: ConsumerRecord) -> float:
    """How long after its event time an event was sent; 0 where a replay sent it."""
    for name, value in record.headers:
        if name == BEHIND_HEADER:
            with contextlib.suppress(ValueError, TypeError):
                return float(value)
    return 0.0


def _on_one_line(value: bytes | None) -> str:
    """A record as it is printed: JSON has no line feeds, and whatever else is there shall not look like two records."""
    return " ".join((value or b"").decode(errors="replace").splitlines())
