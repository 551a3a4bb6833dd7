"""Real texts in random order: streams in which nothing happens, so that every alert is a false one.

What a permutation leaves as it is are the words, how long texts are, how alike, and in which languages; what it takes away
is that any of them belong together in time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import msgspec

DAY = 86_400.0
# Nights are quiet: the rate swings by this part of its mean over a day.
SWING = 0.9
# One post in ten is by one of the newest authors, as somebody who answers.
AGAIN, NEWEST = 0.1, 300
FIRST_DAYS = 3.0


class Placed(msgspec.Struct, frozen=True):
    """A text in a stream: `at` in seconds since its start."""

    at: float
    author: str
    text: str


class Quiet(msgspec.Struct, frozen=True, kw_only=True):
    """What a stream led to: `alerts` beyond the board, so many of them in its first three days."""

    stream: str
    texts: int
    days: float
    alerts: int
    alerts_in_first_days: int


def quiet_stream(texts: Sequence[str], per_day: float, seed: int) -> list[Placed]:
    """Each text once, in an order drawn with `seed`, at about `per_day` a day, busy by day and quiet by night.

    >>> placed = quiet_stream(["a", "b", "c"], 24.0, 1)
    >>> sorted(one.text for one in placed), [one.at for one in placed] == sorted(one.at for one in placed)
    (['a', 'b', 'c'], True)
    """
    chance, at, authors, placed = Random(seed), 0.0, ["author-0"], []
    for number, text in enumerate(chance.sample(list(texts), len(texts))):
        at = _next(at, per_day, chance)
        if number and chance.random() < AGAIN:
            author = chance.choice(authors[-NEWEST:])
        else:
            author = f"author-{number}"
            authors.append(author)
        placed.append(Placed(at, author, text))
    return placed


def _next(at: float, per_day: float, chance: Random) -> float:
    """The next event of a Poisson process whose rate swings over the day, by thinning (Lewis and Shedler 1979)."""
    while True:
        at += chance.expovariate(per_day * (1 + SWING) / DAY)
        if chance.random() * (1 + SWING) < 1 - SWING * math.cos(2 * math.pi * at / DAY):
            return at
