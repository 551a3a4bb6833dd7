"""What a brand's own posts teach about the scores of its posts: how they usually run, and which of its words complain.

The shipped screen knows no brand. Where people write to a help desk, all of them sound like complaints, and who praises
stands out by scoring far below the usual; where people rate, or operators answer, the words themselves are learned.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from detectors.mention import Basis
from detectors.post import Post
from detectors.verdict.complaint import PERSON_MAX, log_likelihood_ratio

# The mean is of about so many posts of a language, and says nothing before there are a few.
USUAL_POSTS = 1_000
USUAL_MIN = 30
LANGUAGES_MAX = 16
VERSION_MARK = "@"
# What complaints score on average where the screen suits them (tweets to airlines .46 to .77, a help forum .9 to 2): only
# what the usual post has above that is the channel's, and not that people complain in it.
COMPLAINT_MEAN = 0.5
SHIFT_MAX = 1.0
BUCKETS = 4_096
TERMS_MAX = 100
RATE = 0.3
FIRST_SQUARE = 0.1
# Labels of either kind in a language before what was learned in it counts.
LABELS_MIN = 10
# What a brand has learned is worth so much for and against a complaint: whoever rates may be paid for it.
LEARNED_MAX = 1.5
CORRECTION_MIN = -1.0
WORTH_MAX = 4.0
# What the shipped score is worth in a language that no text was in: it knows lists, set phrases and emoji. With it four
# such languages (ca, mr, no, ro) begin at an AUC of .74 instead of .68, and are at .87 instead of .84 after 1,000 labels.
UNLEARNED_PART = 0.5
COMPLAINS, PRAISES = 0.7, 0.3
TAUGHT_MAX = 50
"""People whose posts one answer teaches by."""


class Usual(msgspec.Struct, array_like=True):
    """How many posts of a language were counted, at most `USUAL_POSTS`, and their mean in nats."""

    posts: int = 0
    mean: float = 0.0


class Labels(msgspec.Struct, array_like=True):
    """How many labelled posts of a language complained, and how many did not."""

    complaints: int = 0
    others: int = 0

    @property
    def suffice(self) -> bool:
        return min(self.complaints, self.others) >= LABELS_MIN


class CalibrationState(msgspec.Struct, frozen=True):
    """A calibration in a snapshot; the arrays as bytes, empty while nothing was learned."""

    usual: dict[str, Usual]
    """By language and version of the screen."""
    labels: dict[str, Labels]
    weights: bytes
    squares: bytes


class BrandCalibration:
    """Corrects the evidence of a brand's posts. Bounded: so many languages, and hashed words.

    A function of the posts and answers it was given, in their order. Raising `COMPLAINT_MEAN` makes fewer trends praise.
    """

    def __init__(self, state: CalibrationState | None = None) -> None:
        # In older snapshots they have no mark: nobody knows which version scored those.
        held = state.usual.items() if state else ()
        self.usual: dict[str, Usual] = {name: one for name, one in held if VERSION_MARK in name}
        self.labels: dict[str, Labels] = dict(state.labels) if state else {}
        self._weights = _array(state.weights if state else b"", 0.0)
        self._squares = _array(state.squares if state else b"", FIRST_SQUARE)

    def state(self) -> CalibrationState:
        """What `BrandCalibration` is made of again."""
        learned = bool(self.labels)
        return CalibrationState(
            usual={name: Usual(one.posts, one.mean) for name, one in sorted(self.usual.items())},
            labels={lang: Labels(one.complaints, one.others) for lang, one in sorted(self.labels.items())},
            weights=self._weights.tobytes() if learned else b"",
            squares=self._squares.tobytes() if learned else b"",
        )

    def observe(self, post: Post) -> None:
        """Counts a first-hand post of a person; one that was rated teaches."""
        if post.basis is Basis.MODEL:
            self._count(post)
        elif post.basis is Basis.RATING and not PRAISES < post.score < COMPLAINS:
            self.learn(post, post.score >= COMPLAINS)

    def _count(self, post: Post) -> None:
        name = usual_name(post.lang, post.screen)
        usual = self.usual.get(name)
        if usual is None:
            if len(self.usual) >= LANGUAGES_MAX and not self._forget_before(post.screen):
                return
            usual = self.usual[name] = Usual()
        usual.posts = min(usual.posts + 1, USUAL_POSTS)
        usual.mean += (log_likelihood_ratio(post) - usual.mean) / usual.posts

    def _forget_before(self, screen: int) -> bool:
        """Lets go of what an earlier version of the screen scored least often; whether there was any."""
        earlier = [name for name in self.usual if int(name.rpartition(VERSION_MARK)[2]) < screen]
        for name in sorted(earlier, key=lambda one: (self.usual[one].posts, one))[:1]:
            del self.usual[name]
        return bool(earlier)

    def learn(self, post: Post, complains: bool) -> None:
        """Learns from a post of which it is known whether it complains; the rarer kind weighs more."""
        labels = self.labels.get(post.lang)
        if labels is None:
            if len(self.labels) >= LANGUAGES_MAX:
                return
            labels = self.labels[post.lang] = Labels()
        if complains:
            labels.complaints += 1
        else:
            labels.others += 1
        of_kind = labels.complaints if complains else labels.others
        worth = min(WORTH_MAX, (labels.complaints + labels.others) / (2.0 * of_kind))
        found = buckets_of(post.terms)
        if not len(found):
            return
        if not self._weights.flags.writeable:
            self._weights, self._squares = self._weights.copy(), self._squares.copy()
        length = math.sqrt(len(found))
        likely = 1.0 / (1.0 + math.exp(-self._sum(found) - known_before(post)))
        slope = worth * (likely - complains) / length
        self._squares[found] += slope * slope
        self._weights[found] -= RATE * slope / np.sqrt(self._squares[found])

    def ratio(self, post: Post) -> float | None:
        """How much a post speaks for a complaint, in nats, within ±PERSON_MAX; None when nothing is known of it."""
        if post.basis is Basis.RATING:
            return log_likelihood_ratio(post)
        if post.basis is Basis.MODEL:
            correction = self._learned(post) - self.shift(post.lang, post.screen)
            corrected = log_likelihood_ratio(post) + max(CORRECTION_MIN, correction)
            return max(-PERSON_MAX, min(PERSON_MAX, corrected))
        # A post that nobody scored, of a channel that holds only complaints, stands for one.
        labels = self.labels.get(post.lang)
        if post.basis is Basis.UNKNOWN and post.score < 1.0 and labels is not None and labels.suffice:
            return max(-PERSON_MAX, min(PERSON_MAX, self._learned(post) + known_before(post)))
        return None

    def shift(self, lang: str, screen: int = 0) -> float:
        """What a usual post of a language scores above a complaint elsewhere, in nats, from 0 on, by that version of the
        screen: another one's scores say nothing of it, and it is learnt anew."""
        usual = self.usual.get(usual_name(lang, screen))
        if usual is None or usual.posts < USUAL_MIN:
            return 0.0
        return max(0.0, min(SHIFT_MAX, usual.mean - COMPLAINT_MEAN))

    def _learned(self, post: Post) -> float:
        labels = self.labels.get(post.lang)
        if labels is None or not labels.suffice:
            return 0.0
        found = buckets_of(post.terms)
        return max(-LEARNED_MAX, min(LEARNED_MAX, self._sum(found))) if len(found) else 0.0

    def _sum(self, found: NDArray[np.intp]) -> float:
        return float(self._weights[found].sum()) / math.sqrt(len(found))


def usual_name(lang: str, screen: int) -> str:
    """Under which name is kept what posts of a language usually score by a version of the screen."""
    return f"{lang}{VERSION_MARK}{screen}"


def known_before(post: Post) -> float:
    """What is known of a post in a language that no text was in, in nats, before the brand learns its words besides."""
    scored = post.basis is Basis.UNKNOWN and post.score < 1.0
    return UNLEARNED_PART * log_likelihood_ratio(post) if scored else 0.0


def buckets_of(terms: Iterable[str]) -> NDArray[np.intp]:
    """The distinct buckets of the first terms of a post."""
    first = [term for term, _ in zip(terms, range(TERMS_MAX), strict=False)]
    return np.array(sorted({crc32(term.encode("utf-8", "replace")) % BUCKETS for term in first}), np.intp)


def _array(held: bytes, empty: float) -> NDArray[np.float32]:
    return np.frombuffer(held, np.float32).copy() if held else _empty(empty)


@cache
def _empty(value: float) -> NDArray[np.float32]:
    """What nobody has learned anything in yet, shared by all brands: most never do."""
    array = np.full(BUCKETS, value, np.float32)
    array.flags.writeable = False
    return array


def latest_of_each(posts: Iterable[Post]) -> list[Post]:
    """The latest post of each person in the order of (time, id), of the `TAUGHT_MAX` latest people."""
    latest = {post.person: post for post in sorted(posts, key=lambda one: (one.at, one.id))}
    return sorted(latest.values(), key=lambda one: (one.at, one.id))[-TAUGHT_MAX:]


def no_ratio(_: Post) -> None:
    """How much a post of a stream that is not for complaints speaks for one: nothing."""
