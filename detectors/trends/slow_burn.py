"""What smoulders: words that more people say in a whole day than usual, though no hour of it stands out.

A tier of warm groups merged by likeness, tried four ways, showed nothing that this does not.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from detectors.post import Post
from detectors.spikes.significance import SURPRISE_MAX, Spike
from detectors.spikes.tail import tail
from detectors.trends.term_frequencies import TermProfile
from detectors.trends.tiers import PostKeys

DAY_SECONDS = 24 * 3600
# What all that is said usually is, only a whole week tells.
HISTORY_DAYS = 7.0
COLD_DAYS = 14.0
# How much the share of a word differs from day to day; the shipped dispersion of every window.
DISPERSION = 0.1
# How much surer a cold start must be.
COLD_STRICTNESS = 10.0


def slow_burns(
    day: Iterable[tuple[Post, PostKeys]], profile: TermProfile, people_min: int, history_days: float
) -> list[Spike]:
    """The words that at least `people_min` of the people of a day say, clearly more than usually do; by p-value, then word.

    `day` is what was said in the last 24 h, `profile` what was usual before. How many people are expected to say a word
    follows from its share of the posts and from how often each of the day's people wrote, so that neither volume nor
    season matters, nor that some write all day. Tested with a negative-binomial tail: the uncertainty of a share that was
    learned from few posts, and the difference between days. All groups of the day are taken together. For those who look
    twice a day the level of the fast windows, tested 288 times, is 144 times as strict: a hundredth of the budget.
    """
    if history_days < HISTORY_DAYS:
        return []
    posts_each: Counter[str] = Counter()
    said_by: defaultdict[str, set[str]] = defaultdict(set)
    for post, keys in day:
        if not keys.is_echo:
            posts_each[post.person] += 1
            said_by[post.person].update(keys.terms)
    people = Counter(chain.from_iterable(said_by.values()))
    common = sorted(word for word, count in people.items() if count >= people_min)
    usual = dict(zip(common, _expected([profile.share(word) for word in common], posts_each.values()), strict=True))
    words = [word for word in common if _risen(people[word], usual[word])]
    counts = np.array([people[word] for word in words], float)
    means = np.array([usual[word] for word in words])
    shares = np.array([profile.share(word) for word in words])
    chances = tail(counts, means, 1.0 / (shares * (profile.people + 1.0)) + DISPERSION)
    cold = history_days < COLD_DAYS
    strictness = COLD_STRICTNESS if cold else 1.0
    spikes = []
    for word, count, mean, chance in zip(words, counts.tolist(), means.tolist(), chances.tolist(), strict=True):
        p_value = min(1.0, max(chance, 1e-300) * strictness)
        spikes.append(
            Spike(
                key=word,
                window_seconds=DAY_SECONDS,
                people=int(count),
                usual=mean,
                p_value=p_value,
                surprise=min(SURPRISE_MAX, -math.log10(p_value)),
                cold_start=cold,
                reason="smouldering",
            )
        )
    return sorted(spikes, key=lambda spike: (spike.p_value, spike.key))


def _expected(shares: Sequence[float], posts_each: Iterable[int]) -> list[float]:
    """How many people say a word at least once, for each word's share of all posts and the number of posts of each."""
    # Sorted: in whatever order they wrote, the sum is the same to the last bit.
    posts, people = np.array(sorted(Counter(posts_each).items()), float).reshape(-1, 2).T
    means: list[float] = ((1.0 - (1.0 - np.array(shares)[:, None]) ** posts) @ people).tolist()
    return means


def _risen(people: int, mean: float) -> bool:
    return people > mean + 2.0 * math.sqrt(mean)
