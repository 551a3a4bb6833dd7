"""Weeks of a brand as they usually are, drawn from a seed, and a fault that some of its people tell of.

Each arrives at some time (`arrives`) and is of some time (`at`): between the two lies what may happen to a stream.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from random import Random
from typing import NamedTuple

from detectors.alert import AlertEvent
from detectors.buckets import BUCKET_SECONDS
from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord, Progress
from detectors.engine.policy import BrandConfig
from detectors.mention import Complaint

BRAND = "acme"
START = 1_740_960_000.0  # Monday, 3 March 2025, 00:00 UTC
HOUR = 3600.0
DAY = 24 * HOUR
LATENESS = 120.0
FAULT = "fault"

# Share of the busiest hour, by hour of the day where the brand's people live.
BUSY = (20, 14, 10, 8, 8, 10, 18, 34, 55, 72, 85, 92, 95, 92, 90, 92, 96, 100, 98, 95, 88, 72, 50, 32)
WEEKEND = 0.6
CHANNELS = ("microblog",) * 6 + ("forum",) * 3 + ("mail",)
TOPICS = 24
WORDS = 800
PEOPLE = 4000


class Observation(NamedTuple):
    """One complaint: when it arrived, of which time it says to be, and what of it an engine sees."""

    arrives: float
    at: float
    ident: str
    channel: str
    person: str
    terms: tuple[str, ...]

    def delayed(self, seconds: float) -> Observation:
        return self._replace(arrives=self.arrives + seconds)

    def misdated(self, seconds: float) -> Observation:
        return self._replace(at=self.at + seconds)


def usual_volume(at: float) -> float:
    """Times the busiest hour's, 0 to 1."""
    moment = datetime.fromtimestamp(at, UTC)
    return BUSY[moment.hour] / 100 * (WEEKEND if moment.weekday() >= 5 else 1.0)


def everyday(
    seed: int, start: float, days: float, per_hour: float = 20.0, volume: Callable[[float], float] = usual_volume
) -> list[Observation]:
    """What is always complained about, from `start` on; `per_hour` people in the busiest hour. An hour is drawn by itself,
    so that another `volume` in one leaves the others as they are."""
    observations: list[Observation] = []
    for hour in range(int(start // HOUR), int((start + days * DAY) // HOUR)):
        chance = Random(f"{seed}/{hour}")
        at = hour * HOUR
        while (at := at + chance.expovariate(per_hour * volume(hour * HOUR) / HOUR)) < (hour + 1) * HOUR:
            observations.append(
                _posted(
                    at, f"q{hour}-{len(observations)}", f"p{int(PEOPLE * chance.random() ** 1.4)}", _topic(chance), chance
                )
            )
    return observations


def fault(start: float, people: int = 16, span: float = HOUR, channels: tuple[str, ...] = CHANNELS) -> list[Observation]:
    """So many people write about one fault, each in words of their own."""
    chance = Random(f"fault/{start}")
    observations = []
    for number in range(people):
        words = chance.sample(("cartridge", "rejected", "genuine", "error"), 3)
        one = _posted(
            start + chance.random() * span, f"{FAULT}{start:.0f}-{number}", f"f{start:.0f}-{number}", words, chance
        )
        observations.append(one._replace(channel=chance.choice(channels)))
    return observations


def written_in(
    words: tuple[str, ...], name: str, share: float, start: float, people: int, chance: Random
) -> list[Observation]:
    """So many people write about one fault within three hours, each in three of the words; some say the name too."""
    observations = []
    for number in range(people):
        words_used = [*chance.sample(words, 3), *([name] if chance.random() < share else [])]
        observations.append(
            _posted(
                start + chance.random() * 3 * HOUR,
                f"{FAULT}-{words[0]}-{number}",
                f"{words[0]} {number}",
                words_used,
                chance,
            )
        )
    return observations


def log_of(observations: Iterable[Observation], end: float, first_offset: int = 0) -> list[LogRecord]:
    """The log in the order of arrival, with progress every five minutes: as far as the newest complaint says."""
    log: list[LogRecord] = []
    newest, progressed = -math.inf, -math.inf
    for number, one in enumerate(sorted(observations, key=lambda one: (one.arrives, one.ident))):
        if one.arrives >= progressed + BUCKET_SECONDS:
            progressed = one.arrives
            log.append(Progress(origin=0, origins=1, at=newest))
        log.append(complaint_of(one, first_offset + number))
        newest = max(newest, one.at)
    return [*log, Progress(origin=0, origins=1, at=end + LATENESS)]


def engine() -> TrendEngine:
    """An engine with the shipped settings."""
    return TrendEngine(partial(BrandTrends, config=BrandConfig()), LATENESS)


def usual_days(seed: int, days: int) -> bytes:
    """The snapshot of an engine after so many usual days."""
    print(f"seed {seed}")
    learned = engine()
    learned.apply(log_of(everyday(seed, START, days), START + days * DAY))
    return learned.snapshot()


def of_the_fault(emitted: AlertEvent) -> bool:
    """Whether at least half of the members tell of a fault."""
    return 2 * sum(ident.startswith(FAULT) for ident in emitted.members) >= len(emitted.members)


def _posted(at: float, ident: str, person: str, words: list[str], chance: Random) -> Observation:
    own = [f"word{int(WORDS * chance.random() ** 2.5)}" for _ in range(3)]
    terms = [*words, *own]
    chance.shuffle(terms)
    return Observation(at, at, ident, chance.choice(CHANNELS), person, tuple(terms))


def _topic(chance: Random) -> list[str]:
    topic = int(TOPICS * chance.random() ** 2)
    return [f"topic{topic}{letter}" for letter in chance.sample("abcdef", 3)]


def complaint_of(one: Observation, offset: int) -> Complaint:
    return Complaint(
        origin=0,
        offset=offset,
        id=one.ident,
        brand=BRAND,
        at=one.at,
        person=one.person,
        text=" ".join(one.terms),
        terms=one.terms,
        channel=one.channel,
    )
