"""Made-up streams of rated reviews: an everyday flow, a burst of five stars, and one of one star."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import msgspec

DAYS = 8
REVIEWS_PER_DAY = 30
BURST_PEOPLE = 30
BURST_SECONDS = 3_600.0
BURST_DAYS = (3, 6)
DAY = 86_400.0
GOOD, BAD = 4.0, 2.0


class Review(msgspec.Struct, frozen=True):
    """A review as it was written somewhere: its text, its rating from 1 to 5, and its language."""

    text: str
    rating: float
    lang: str


class Rated(msgspec.Struct, frozen=True):
    """A review in a stream: `at` in seconds since its start, by an author who writes once."""

    at: float
    author: str
    review: Review


class RatedOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a stream led to: messages and pages of trends whose members mostly rate well, and of the others."""

    stream: str
    reviews: int
    praise_messages: int
    praise_pages: int
    fault_messages: int
    fault_pages: int


def rated_stream(reviews: Sequence[Review], seed: int) -> list[Rated]:
    """Eight days of these reviews, drawn with `seed`, in the order of time; the fourth day brings thirty good ones within
    an hour (a release), and the seventh thirty bad ones (a fault); the other way round where the seed is even."""
    chance = Random(seed)
    good = [review for review in reviews if review.rating >= GOOD]
    bad = [review for review in reviews if review.rating <= BAD]
    drawn = [(chance.uniform(0.0, DAYS * DAY), chance.choice(reviews)) for _ in range(DAYS * REVIEWS_PER_DAY)]
    for day, side in zip(BURST_DAYS, (good, bad) if seed % 2 else (bad, good), strict=True):
        start = day * DAY + DAY / 2
        drawn += [(start + chance.uniform(0.0, BURST_SECONDS), chance.choice(side)) for _ in range(BURST_PEOPLE)]
    drawn.sort(key=lambda one: one[0])
    return [Rated(at, f"reviewer-{number}", review) for number, (at, review) in enumerate(drawn)]


def praises(ratings: Sequence[float]) -> bool:
    """Whether most of these rate well: an alert of theirs is on praise."""
    return 2 * sum(rating >= GOOD for rating in ratings) > len(ratings)
