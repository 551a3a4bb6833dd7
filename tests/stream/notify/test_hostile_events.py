"""Whoever may write to a topic may write anything into an alert: no field of it stops, misleads or swells a message."""

from __future__ import annotations

import asyncio
import copy
import io
import json
import time
from collections.abc import Iterator
from typing import Any

import msgspec
import orjson
import pytest
from rich.console import Console

from stream.alerts.cards import card, chat, late_card
from stream.alerts.foreign import UnreadableError, decode_alert
from stream.board.history import History
from stream.board.records import encoded
from stream.board.state import BoardState
from stream.notify.figures import NotifyFigures
from stream.notify.ledger import RECORD_BYTES_MAX, Delivery, DeliveryState
from stream.notify.messages import digest_text, digest_title, link_in, markdown_of, text_of, title_of
from stream.notify.outbox import Outbox, Outlook
from stream.notify.policy import Webhook
from stream.notify.routing import digests_of_held
from stream.notify.senders import Message
from stream.notify.senders.alertmanager import alert_of
from tests.board_tools import alert, body
from tests.waiting import until

NOW = 1_773_220_000.0
EVENT = orjson.loads(body(alert(at=NOW)))
HOSTILE: dict[str, Any] = {
    "huge": "x" * 150_000,
    "at signs": "@" * 150_000,
    "overrides": "\u202eevil\u2066",
    "escapes": "\x1b[31m\x1b]0;t\x07",
    "lines": "a\r\nb\n\nhttps://evil.example/x",
    "an address": "https://evil.example/a",
    "a script": "javascript:alert(1)",
    "half an emoji": "\ud83d",
    "marks": "# [x](https://evil.example) <@U1> <!channel> @everyone **b** `c` ```",
    "tags": "<script>alert(1)</script><img src=x onerror=1>",
    "styles": "[bold red]x[/] [link=https://evil.example]y[/link] [/]",
    "nothing": "",
    "piled": "a" + "\u0301" * 20_000,
    "the first year": "0001-01-01T00:00:00+14:00",
    "the last year": "9999-12-31T23:59:59-14:00",
    "no zone": "2026-01-01T00:00:00",
    "a format": "%s {0} {x}",
    "below zero": -1,
    "large": 2**63,
    "larger": 1e308,
    "null": None,
    "a list": [],
    "an object": {},
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in an event, the first of each list."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, item in value.items():
            yield from places(item, (*path, name))
    if isinstance(value, list) and value:
        yield from places(value[0], (*path, 0))


def with_hostile(place: tuple[Any, ...], value: Any) -> bytes:
    event = copy.deepcopy(EVENT)
    inside = event
    for name in place[:-1]:
        inside = inside[name]
    inside[place[-1]] = value
    return json.dumps(event).encode()


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_field_of_an_alert_stops_or_misleads_who_reads_it(kind: str) -> None:
    console = Console(file=io.StringIO(), width=80)
    for place in places(EVENT):
        raw = with_hostile(place, HOSTILE[kind])
        board = BoardState(History(), now=lambda: NOW)
        for topic in BoardState.TOPICS:
            board.on_record(topic, b"key", raw, "0/1", 1.0)
        encoded([board.now(), board.changes(), board.deliveries.newest(), board.kept_out()])
        try:
            _, event = decode_alert(raw)
        except UnreadableError:
            continue
        console.print(card(event, "Europe/Berlin"))
        console.print(late_card([(event, 9e9)], lambda _: "Asia/Tokyo"))
        chat(event, "America/New_York")
        title, text = title_of(event), text_of(event, "Europe/Berlin")
        assert "\n" not in title, place
        assert len(title) <= 400, place
        assert len(text) <= 4_000, place
        assert not link_in(text).startswith("https://evil") or place == ("link",), place
        if place != ("link",):
            assert "](https://evil" not in markdown_of(title, text).replace("\\](", ""), place
        digest_title([event] * 3, "09:00")
        assert len(digest_text([event] * 3)) <= 1_500, place
        delivery = Delivery(id="1", receiver="x", event=event, title=title)
        orjson.dumps(alert_of(event, Message(delivery, title, text), NOW))
        assert len(msgspec.json.encode(delivery)) <= RECORD_BYTES_MAX


def test_what_is_larger_than_a_message_can_hold_is_no_alert() -> None:
    with pytest.raises(UnreadableError):
        decode_alert(with_hostile(("title",), "x" * 300_000))


def held(number: int, *, not_before: float = 0.0) -> Delivery:
    event = {**EVENT, "trend_id": f"t{number}", "event_id": f"e{number}"}
    return Delivery(id=f"d{number}", receiver="ops", trend_id=f"t{number}", not_before=not_before, event=event)


def test_a_thousand_trends_that_waited_are_one_message_that_a_record_holds_and_more_are_a_few() -> None:
    for many, messages in ((10, 1), (1_000, 1), (5_000, 4)):
        made = digests_of_held([held(number) for number in range(many)], "ops", NOW)
        assert len(made) <= messages
        assert sum(len(one.events) for one in made) == many
        assert max(len(msgspec.json.encode(one)) for one in made) < RECORD_BYTES_MAX
        assert digest_text(made[0].events).count("\n") == 10 - (many == 10)
        assert len({one.id for one in made}) == len(made)


class Taking:
    """A receiver that takes everything at once."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def send(self, message: Message) -> str:
        self.taken.append(message.delivery.id)
        return ""

    async def close(self) -> None: ...


def test_what_is_due_sooner_does_not_wait_for_what_is_held_longer() -> None:
    async def scenario() -> None:
        sender, ended = Taking(), list[Delivery]()

        async def note(_: int, deliveries: list[Delivery]) -> None:
            ended.extend(deliveries)

        outlook = Outlook(lambda _: None, note, lambda delivery: Message(delivery, "title", "text"))
        figures = NotifyFigures(["ops"])
        outbox = Outbox("ops", Webhook(url="http://ops.example"), sender, outlook, figures, 100)
        outbox.put(0, held(1, not_before=1e300))
        outbox.put(0, held(2, not_before=time.time() + 3_600))
        await until(lambda: outbox.pending == 2, 10, "both are held")
        outbox.put(0, held(3, not_before=time.time() + 0.2))
        await until(lambda: sender.taken == ["d3"], 10, lambda: f"sent: {sender.taken}")
        assert outbox.pending == 2
        assert [one.state for one in ended] == [DeliveryState.SENT]
        await outbox.close()

    asyncio.run(scenario())
