"""Who writes again and again uses many words: that one of them is a word of others says little of what they report."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from detectors.buckets import bucket_of
from detectors.compiled import compiled, direct
from detectors.likeness.cohesion_kernel import PARTIALS, add, total
from detectors.posts.people_numbers import Ints
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import Tier
from detectors.trends.brand_tests import BrandTests
from detectors.trends.problems import Candidate

# A person counts in full for a word that every third of their posts says, else for that part of one; each post of the first
# few may be about it.
EACH = 3


@compiled
def speaking(persons: Ints, written: Ints) -> float:
    """How many people say a word, by the numbers of who wrote each post with it and by how many each of all has `written`:
    each counts as far as it is what their posts are about.

    >>> import numpy as np
    >>> speaking(np.array([0, 2]), np.array([12, 5, 1])), speaking(np.array([0] * 12 + [2]), np.array([12, 5, 1]))
    (1.25, 2.0)
    """
    posts, whole = np.zeros(len(written), np.int64), 0
    parts, used = np.empty(PARTIALS, np.float64), 0
    for person in persons:
        posts[person] += 1
    for person in persons:
        saying = posts[person]
        if saying and EACH * saying < written[person]:
            used = add(parts, used, EACH * saying / written[person])
        elif saying:
            whole += 1
        posts[person] = 0
    return whole + total(parts, used)


_speaking = direct(speaking)


def weighed(candidates: Sequence[Candidate], tests: BrandTests, recent_posts: RecentPosts, now: float) -> list[Candidate]:
    """Candidates that rise at `now`, those of words no surer than by how many people speak of them. Each window is read
    once, whatever rises in it."""
    words = {one.key for one in candidates if one.key.tier is Tier.TERM and tests.rise_of(one.key) is not None}
    windows = {one.spike.window_seconds for one in candidates if one.key in words}
    written = {seconds: recent_posts.table.since(now - seconds).posts_each() for seconds in windows}
    return [_weighed(one, tests, written, now) if one.key in words else one for one in candidates]


def _weighed(one: Candidate, tests: BrandTests, written: Mapping[int, Ints], now: float) -> Candidate:
    fewer = one.people.bit_count() - math.floor(_speaking(one.posts.persons, written[one.spike.window_seconds]) + 0.5)
    if not fewer:
        return one
    chance = tests.chance_of(one.key, fewer, bucket_of(now) - 1)
    return one._replace(spike=replace(one.spike, p_value=max(one.spike.p_value, chance)))
