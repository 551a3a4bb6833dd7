"""What the board shows now: the newest of every trend and brand, and what changed since the last look."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec
import orjson

from detectors.alert import Alert
from detectors.reports import BrandReport
from detectors.values import ECHOES, VerdictName
from stream.alerts.answers import ANSWER_BYTES_MAX
from stream.alerts.canaries import is_canary
from stream.alerts.foreign import UNREADABLE, UnreadableError, decode_alert
from stream.board.deliveries import Deliveries
from stream.board.history import History
from stream.board.records import ANSWERS, BRANDS, KEPT_OUT, MEMBERS, RECORD_BYTES_MAX, checked, cleaned

RECENT_SECONDS = 24 * 3600.0
RECENT_MAX = 50
KEPT_OUT_MAX = 2_000
TRENDS_MAX = 10_000
SEVERITIES = {"critical": 0, "warning": 1, "info": 2}
STATES = {"open": 0, "watching": 0, "easing": 1, "emerging": 2}
ANSWERS_SHOWN = 20
ON_BOARD_ONLY = frozenset({*ECHOES, VerdictName.PRAISE})
"""Verdicts that send no message."""
# What a card of the first page needs of an event; a trend's own page asks for the rest.
CARD = (
    "event_id", "event", "at", "trend_id", "brand", "state", "reason", "title", "title_was", "why", "verdict", "severity",
    "attention", "people", "since", "samples", "clues", "counts", "series", "acknowledged", "fix", "breakdown", "terms",
    "state_reason", "severity_reason", "feedback", "reference", "muted_until", "data_quality", "also_open", "absorbed",
    "route", "product", "intent",
)  # fmt: skip

# What ours have at most, of lists that a page draws whole; those of a stranger are cut.
LISTED_MAX = {"samples": 3, "clues": 4, "terms": 5, "also_open": 3}


class BoardState:
    """Records in, views out. Not safe to use from several threads.

    `changes` empties what changed since it was last called: what a browser that has everything else needs.
    """

    def __init__(self, history: History, now: Callable[[], float] = time.time) -> None:
        self.history = history
        self._now = now
        self._trends: dict[str, dict[str, Any]] = {}
        self._written: dict[str, float] = {}
        self._live: dict[str, dict[str, Any]] = {}
        self._brands: dict[str, dict[str, Any]] = {}
        # Where and when the newest report of each brand was written: over more partitions a brand may have moved.
        self._reported: dict[str, tuple[str, float]] = {}
        self._answers: dict[str, list[dict[str, Any]]] = {}
        self.deliveries = Deliveries()
        self._kept_out: dict[str, dict[str, Any]] = {}
        self._changed: dict[str, set[str]] = {"trends": set(), "brands": set(), "deliveries": set()}
        self.refused = 0
        self.caught_up = False
        self.kafka_away = ""

    # Records.

    def on_record(self, topic: str, key: bytes | None, value: bytes | None, place: str, written: float) -> None:
        """One record of a topic by its name without prefix, written at so many seconds since 1970; `place` is where.

        What cannot be read, or could not be sent to a browser, is counted in `refused` and left out.
        """
        name = (key or b"").decode(errors="replace")
        try:
            if value is None:
                self._on_tombstone(topic, name)
            elif len(value) <= (ANSWER_BYTES_MAX if topic == "feedback" else RECORD_BYTES_MAX):
                checked(orjson.loads(value))
                self._HANDLERS[topic](self, name, value, place, written)
            else:
                self.refused += 1
        except (UnreadableError, *UNREADABLE):
            self.refused += 1

    def _on_tombstone(self, topic: str, name: str) -> None:
        held = {"trends": self._trends, "brands": self._brands}.get(topic)
        gone = self.deliveries.pop(name) if topic == "deliveries" else held is not None and held.pop(name, None) is not None
        if gone:
            self._changed[topic].add(name)

    def _on_trend(self, _: str, value: bytes, __: str, written: float) -> None:
        alert = decode_alert(value)[0]
        if is_canary(alert.brand):
            return
        self._trends[alert.trend_id] = card_of(alert)
        self._written[alert.trend_id] = written
        self._changed["trends"].add(alert.trend_id)
        if alert.state == "resolved":
            self._live.pop(alert.trend_id, None)

    def _on_alert(self, _: str, value: bytes, __: str, written: float) -> None:
        alert = decode_alert(value)[0]
        if not is_canary(alert.brand):
            self.history.add_event(alert, value, written)

    def _on_brand(self, _: str, value: bytes, place: str, written: float) -> None:
        report = BRANDS.decode(value)
        if is_canary(report.brand):
            return
        partition = place.partition("/")[0]
        where, at = self._reported.get(report.brand, (partition, 0.0))
        if where != partition and at > written:
            return
        checked(msgspec.to_builtins(report))
        self._reported[report.brand] = partition, written
        self._brands[report.brand] = brand_of(report)
        self._changed["brands"].add(report.brand)
        for live in report.trends:
            self._live[live.trend_id] = msgspec.to_builtins(live)
            self._changed["trends"].add(live.trend_id)
        _keep_newest(self._live)

    def _on_members(self, _: str, value: bytes, __: str, written: float) -> None:
        new = MEMBERS.decode(value)
        if is_canary(new.brand):
            return
        self.history.add_members(new.trend_id, new.members, written)

    def _on_answer(self, _: str, value: bytes, place: str, written: float) -> None:
        answer = ANSWERS.decode(value)
        self.history.add_answer(place, answer, value, written)
        shown = checked({**cleaned(msgspec.to_builtins(answer)), "written": written, "place": place})
        held = [one for one in self._answers.get(answer.trend_id, ()) if one["place"] != place]
        self._answers[answer.trend_id] = [*held, shown][-ANSWERS_SHOWN:]
        _keep_newest(self._answers)
        self._changed["trends"].add(answer.trend_id)

    def _on_delivery(self, name: str, value: bytes, _: str, written: float) -> None:
        self.deliveries.add(name, value, written)
        self._changed["deliveries"].add(name)

    def _on_kept_out(self, name: str, value: bytes, place: str, written: float) -> None:
        sample = cleaned({**msgspec.to_builtins(KEPT_OUT.decode(value)), "written": written})
        self._kept_out[place] = {"brand": cleaned(name), **sample}
        while len(self._kept_out) > KEPT_OUT_MAX:
            del self._kept_out[next(iter(self._kept_out))]

    _HANDLERS: Mapping[str, Callable[[BoardState, str, bytes, str, float], None]] = {
        "trends": _on_trend,
        "alerts": _on_alert,
        "brands": _on_brand,
        "members": _on_members,
        "feedback": _on_answer,
        "deliveries": _on_delivery,
        "kept-out": _on_kept_out,
    }
    TOPICS = tuple(_HANDLERS)

    # Views.

    def trend(self, trend_id: str) -> dict[str, Any] | None:
        """The newest of one trend, with what was answered since and how it stands now."""
        card = self._trends.get(trend_id)
        if card is None:
            return None
        live = self._live.get(trend_id) if card["state"] != "resolved" else None
        answers = self._answers.get(trend_id)
        return {**card, **({"live": live} if live else {}), **({"answers": answers} if answers else {})}

    def now(self) -> dict[str, Any]:
        """Everything that the first page shows."""
        trends = [shown for trend_id in self._trends if (shown := self.trend(trend_id))]
        lasting = sorted((one for one in trends if one["state"] != "resolved"), key=urgency)
        since = self._now() - RECENT_SECONDS
        over = [one for one in trends if one["state"] == "resolved" and self._written[one["trend_id"]] >= since]
        over.sort(key=lambda one: one["at"], reverse=True)
        return {
            "trends": lasting,
            "over": over[:RECENT_MAX],
            "brands": [self._brands[name] for name in sorted(self._brands)],
            **self.health(),
        }

    def changes(self) -> dict[str, Any] | None:
        """What changed since the last call; None when nothing did. A trend or brand that is gone is null."""
        if not any(self._changed.values()):
            return None
        trends = {name: self.trend(name) for name in sorted(self._changed["trends"]) if name in self._trends}
        gone = {name: None for name in self._changed["trends"] if name not in self._trends and name not in self._answers}
        brands = {name: self._brands.get(name) for name in sorted(self._changed["brands"])}
        for names in self._changed.values():
            names.clear()
        return {"trends": {**trends, **gone}, "brands": brands, **self.health()}

    def health(self) -> dict[str, Any]:
        """How far the board itself can be trusted."""
        return {
            "caught_up": self.caught_up,
            "kafka_away": self.kafka_away,
            "undelivered": self.deliveries.count("undelivered"),
            "waiting": self.deliveries.count("pending"),
            "read_at": self._now(),
        }

    def kept_out(self) -> list[dict[str, Any]]:
        """What was kept out of the alerts, or on the board alone for what it is, the newest first."""
        quiet = [
            {
                "reason": card["verdict"],
                "text": card["title"],
                "written": self._written[trend_id],
                **{name: card[name] for name in ("brand", "trend_id", "at", "why", "people")},
            }
            for trend_id, card in self._trends.items()
            if card["verdict"] in ON_BOARD_ONLY
        ]
        return sorted([*self._kept_out.values(), *quiet], key=_happened_at, reverse=True)

    def expire(self) -> None:
        """Lets go of trends that ended more than a week ago and of old answers."""
        now = self._now()
        self.history.expire(now)
        week = now - 7 * RECENT_SECONDS
        for trend_id, card in list(self._trends.items()):
            if card["state"] == "resolved" and self._written[trend_id] < week:
                del self._trends[trend_id], self._written[trend_id]
                self._answers.pop(trend_id, None)


def _happened_at(one: Mapping[str, Any]) -> float:
    """When it was, in seconds since 1970; when it was written, where that is not known."""
    at = one.get("at")
    if isinstance(at, str):
        with contextlib.suppress(ValueError, OverflowError):
            return datetime.fromisoformat(at).timestamp()
    return float(at) if isinstance(at, int | float) else float(one["written"])


def _keep_newest(held: dict[str, Any]) -> None:
    """Bounds what is held of trends that may not be there."""
    while len(held) > TRENDS_MAX:
        del held[next(iter(held))]


def card_of(alert: Alert) -> dict[str, Any]:
    """What a card shows of an event, cleaned."""
    body: dict[str, Any] = msgspec.to_builtins(alert)
    card = {name: cleaned(body[name]) for name in CARD if name in body}
    return {**card, **{name: card[name][:most] for name, most in LISTED_MAX.items() if name in card}}


def brand_of(report: BrandReport) -> dict[str, Any]:
    """What a line of a brand shows, cleaned."""
    body = cleaned(msgspec.to_builtins(report))
    body.pop("trends", None)
    return dict(body)


def urgency(card: Mapping[str, Any]) -> tuple[int, int, int, str]:
    """The order of the first page: open before easing before emerging, then severity, then people."""
    return (
        STATES.get(card["state"], 3),
        SEVERITIES.get(card["severity"], 3),
        -card["people"],
        card["trend_id"],
    )
