"""What tests of the board and of delivery share: events in our own words, and a board without Kafka."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import orjson
from aiohttp import web

from detectors.alert import Alert, BrandCounts, Clue, Counts, Sample, Series, VerdictEvidence, published, utc
from detectors.reports import BrandLevels, BrandReport, Member, NewMembers
from stream.alerts.answers import GivenAnswer
from stream.board.access import Access
from stream.board.feed import Feed
from stream.board.figures import BoardFigures
from stream.board.history import History
from stream.board.live import Live
from stream.board.server import BoardServer
from stream.board.state import BoardState

TOKEN = "a-token-of-the-test"
TITLES = (
    "Updated last night and now no cartridge works",
    "Checkout keeps spinning and then says declined",
    "Parcel marked as delivered, nobody has seen it",
    "App logs me out every few minutes since 4.2.1",
    "Coffee lid leaks all over the desk",
    "Invoice shows last month twice",
)
CURVE = (0, 1, 0, 0, 2, 1, 0, 1, 3, 6, 9, 14, 11, 8, 9, 12)


def alert(number: int = 1, *, at: float | None = None, **fields: Any) -> Alert:
    """A full event about a made-up brand; `fields` of it instead of ours."""
    at = time.time() if at is None else at
    title = TITLES[number % len(TITLES)]
    trend_id = fields.get("trend_id", f"2026-03-11-{number:04d}-b0d7a3")
    people = fields.get("people", 6 + number % 40)
    given = {
        "schema_version": 1,
        "event": "opened",
        "event_id": f"papyrion/{trend_id}/1/{fields.get('sequence', 1)}",
        "at": utc(at),
        "attention": "notify",
        "route": "care",
        "trend_id": trend_id,
        "brand": "papyrion",
        "state": "open",
        "title": title,
        "why": f"{people} people in an hour (1 half an hour ago); usually about 3 a week. No one wrote twice.",
        "verdict": "systemic",
        "severity": "warning",
        "people": people,
        "since": utc(at - 2400),
        "samples": [
            Sample(
                mention_id=f"{number}-1",
                at=utc(at - 900),
                text=f"{title}, thanks for nothing",
                url="https://posts.example/1",
            ),
            Sample(mention_id=f"{number}-2", at=utc(at - 300), text="New cartridges and it shows cartridge problem"),
        ],
        "sequence": 1,
        "cycle": 1,
        "tier": "group",
        "terms": ["cartridge", "update", "firmware"],
        "clues": [Clue(kind="version", text="4.2.1", people=4, share=0.66, usual=0.02)],
        "verdict_evidence": VerdictEvidence(
            people=people,
            first_hand_people=people,
            posts=people + 1,
            effective_people=float(people),
            top_person_share=0.1,
            repost_and_quote_share=0.0,
            same_text_share=0.0,
            sure=0.9,
            sentence="many independent people, in their own words",
        ),
        "severity_reason": "fewer than 20 people in 3 hours",
        "counts": Counts(
            window_minutes=60,
            people=people,
            usual=0.02,
            usual_text="about 3 a week",
            ratio=None,
            people_3h=people,
            people_24h=people,
            peak_3h=people,
            posts=people + 1,
        ),
        "brand_counts": BrandCounts(people_hour=people, usual_hour=1.5, people_3h=people, usual_3h=4.0),
        "breakdown": {"channel": {"twitter": 4, "support-forum": 2}},
        "series": Series(bucket_minutes=60, from_=utc(at - len(CURVE) * 3600), people=list(CURVE), usual=0.6),
        **fields,
    }
    return Alert(**given)


def body(event: Alert) -> bytes:
    """The event as it is on the topics."""
    return orjson.dumps(published(event))


def report(brand: str = "papyrion", at: float | None = None, **fields: Any) -> BrandReport:
    """How a brand stands."""
    at = time.time() if at is None else at
    people = [3 + (hour * 7) % 5 + (20 if hour > 43 else 0) for hour in range(48)]
    given = {
        "schema_version": 1,
        "brand": brand,
        "at": utc(at),
        "since": utc(at - 40 * 86_400),
        "armed_since": utc(at - 26 * 86_400),
        "armed": "alerts on words and on volume are armed",
        "people_hour": people[-1],
        "usual_hour": 4.2,
        "levels": BrandLevels(bucket_minutes=30, from_=utc(at - 86_400), people=people, usual=[4.2] * 48),
        **fields,
    }
    return BrandReport(**given)


def members(event: Alert, count: int) -> NewMembers:
    """Posts of its trend."""
    since = time.time() - 3000
    found = [
        Member(
            mention_id=f"m-{number}",
            at=utc(since + number),
            text=f"{event.title} ({number})",
            channel=("twitter", "support-forum", "reviews")[number % 3],
            language=("en", "de")[number % 2],
            version=("4.2.1", "4.2.0", "")[number % 3],
            url=f"https://posts.example/{number}",
        )
        for number in range(count)
    ]
    return NewMembers(schema_version=1, brand=event.brand, trend_id=event.trend_id, members=found)


@dataclass
class ServedBoard:
    """A board that answers at `url`; what would come from Kafka is handed in, what would go there is in `sent`."""

    state: BoardState
    loop: asyncio.AbstractEventLoop
    url: str = ""
    sent: list[tuple[str, GivenAnswer]] = field(default_factory=list)
    offset: int = 0

    def take(self, topic: str, key: str, value: bytes | None) -> None:
        """One record, as if it had just been written."""
        self.offset += 1
        arguments = (topic, key.encode(), value, f"0/{self.offset}", time.time())
        asyncio.run_coroutine_threadsafe(self._take(arguments), self.loop).result(10)

    async def _take(self, arguments: Any) -> None:
        self.state.on_record(*arguments)

    def event(self, event: Alert) -> None:
        """An event on both topics that carry it."""
        value = body(event)
        self.take("alerts", event.brand, value)
        self.take("trends", event.trend_id, value)

    def brand(self, standing: BrandReport) -> None:
        self.take("brands", standing.brand, orjson.dumps(msgspec.to_builtins(standing)))

    def members(self, new: NewMembers) -> None:
        self.take("members", new.trend_id, orjson.dumps(msgspec.to_builtins(new)))


@contextlib.contextmanager
def served_board(*, token: str = TOKEN, url: str = "", reading_needs_token: bool = False) -> Iterator[ServedBoard]:
    """A board of its own on a free port of loopback, with its event loop in a thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def begin() -> tuple[ServedBoard, web.AppRunner, asyncio.Task[None]]:
        state = BoardState(History())
        state.caught_up = True
        live = Live(state)
        board = ServedBoard(state, loop)

        async def send(brand: str, answer: GivenAnswer) -> None:
            board.sent.append((brand, answer))

        access = Access(token, url=url, on_loopback=True, reading_needs_token=reading_needs_token)
        figures = BoardFigures(state, live, Feed({}, "", "", state))
        runner = web.AppRunner(BoardServer(state, live, access, figures, send).application(), shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        board.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return board, runner, asyncio.create_task(live.run())

    async def end(runner: web.AppRunner, task: asyncio.Task[None], state: BoardState) -> None:
        task.cancel()
        await runner.cleanup()
        state.history.close()

    try:
        board, runner, task = asyncio.run_coroutine_threadsafe(begin(), loop).result(30)
        yield board
        asyncio.run_coroutine_threadsafe(end(runner, task, board.state), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
