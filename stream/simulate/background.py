"""The everyday: chatter and the usual complaints, with the rhythm of day, night and week."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

from stream.simulate.draft import KIND_OF_CHANNEL, Draft, written
from stream.simulate.people import Crowd, Person
from stream.simulate.phrases import BOOKS
from stream.simulate.plan import Plan

# Share of the busiest hour, by hour of the day in UTC: a brand with customers on both sides of the Atlantic.
_HOURS = (52, 47, 42, 38, 36, 36, 39, 46, 56, 66, 73, 77, 80, 84, 90, 96, 100, 100, 97, 92, 86, 79, 70, 60)
_WEEKEND = 0.7
_MEAN = sum(_HOURS) / len(_HOURS) / 100
_COMPLAINING_ONLY = ("support-forum", "mail")


def season(at_ms: int) -> float:
    """How busy this moment is, 0 to 1, without steps between the hours."""
    moment = datetime.fromtimestamp(at_ms / 1000, UTC)
    part = moment.minute / 60
    busy = _HOURS[moment.hour] * (1 - part) + _HOURS[(moment.hour + 1) % 24] * part
    return busy / 100 * (_WEEKEND if moment.weekday() >= 5 else 1.0)


def background(plan: Plan, crowd: Crowd) -> Iterator[Draft]:
    """Everyday mentions over the whole span, in order of time."""
    chance = random.Random(f"{plan.seed}/background")
    habits = _Habits(plan.seed)
    per_ms = plan.per_minute / 60_000 / _MEAN
    at = float(plan.start_ms)
    while (at := at + chance.expovariate(per_ms)) < plan.end_ms:
        if chance.random() < season(int(at)):
            yield _everyday(int(at), crowd.somebody(chance), plan.complaining, habits, chance)


class _Habits:
    """How much each topic is talked about: its own share, drifting from hour to hour as real ones do."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._hour = -1
        self._weights: dict[tuple[str, str], list[float]] = {}

    def topic(self, at_ms: int, lang: str, shelf: str, chance: random.Random) -> str:
        book = BOOKS[lang]
        topics = list(book.complaints if shelf == "complaints" else book.chatter)
        if at_ms // 3_600_000 != self._hour:
            self._hour, self._weights = at_ms // 3_600_000, {}
        weights = self._weights.get((lang, shelf))
        if weights is None:
            weights = self._weights[lang, shelf] = self._drawn(lang, shelf, topics)
        return chance.choices(topics, cum_weights=weights)[0]

    def _drawn(self, lang: str, shelf: str, topics: list[str]) -> list[float]:
        share = random.Random(f"{self._seed}/share/{lang}/{shelf}")
        drift = random.Random(f"{self._seed}/drift/{lang}/{shelf}/{self._hour}")
        total, cumulated = 0.0, []
        for _ in topics:
            total += share.lognormvariate(0, 0.6) * drift.gammavariate(8, 1 / 8)
            cumulated.append(total)
        return cumulated


def _everyday(at_ms: int, person: Person, complaining: float, habits: _Habits, chance: random.Random) -> Draft:
    channel = person.channel if chance.random() < 0.85 else "microblog"
    complains = channel in _COMPLAINING_ONLY or chance.random() < complaining
    shelf = "complaints" if complains else "chatter"
    book = BOOKS[person.lang]
    templates = book.complaints if complains else book.chatter
    body = chance.choice(templates[habits.topic(at_ms, person.lang, shelf, chance)]).expand(chance)
    return drafted(at_ms, person, channel, body, chance, complains=complains)


def drafted(at_ms: int, person: Person, channel: str, body: str, chance: random.Random, *, complains: bool) -> Draft:
    """A body with an opening and a closing of the person's language, in the form of the channel."""
    book = BOOKS[person.lang]
    title = ""
    if channel in ("support-forum", "mail") and chance.random() < 0.7:
        title = body[:1].upper() + body[1:]
        body = f"{body}. " if chance.random() < 0.5 else ""
    if complains:
        opening = chance.choice(book.opening).expand(chance) if chance.random() < 0.4 else ""
        closing = chance.choice(book.closing).expand(chance) if chance.random() < 0.4 else ""
        body = " ".join(part for part in (opening, body.strip(), closing) if part)
        if title and chance.random() < 0.4:
            body = f"{body}. {chance.choice(book.closing).expand(chance)}"
    text = written(body, channel, chance, upset=complains) or title
    kind = KIND_OF_CHANNEL.get(channel, "post")
    product = chance.choice(("P200", "P350")) if kind == "review" and chance.random() < 0.6 else ""
    return Draft(at_ms, person, text, channel, kind, title=title, product=product, complains=complains)
