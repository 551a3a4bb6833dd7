"""Who writes again and again uses many words: that one of them is a word of others says little of what they report."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from detectors.buckets import bucket_of
from detectors.post import Post
from detectors.trends.brand_tests import BrandTests
from detectors.trends.problems import Candidate
from detectors.trends.recent_posts import RecentPosts
from detectors.trends.tiers import Tier

# A person counts in full for a word that every third of their posts says, else for that part of one; each post of the first
# few may be about it.
EACH = 3


def speaking(posts_with_it: Iterable[Post], written: Mapping[str, int]) -> float:
    """How many people say a word, in `posts_with_it`: each counts as far as it is what the posts they have `written` are
    about.

    >>> def post(number, person): return Post(str(number), float(number), person, "", ())
    >>> posts = [post(n, "ann" if n else "bob") for n in range(13)]
    >>> speaking(posts[:2], {"ann": 12, "bob": 1}), speaking(posts, {"ann": 12, "bob": 1})
    (1.25, 2.0)
    """
    saying = Counter(post.person for post in posts_with_it)
    in_part = [EACH * times / written[person] for person, times in saying.items() if EACH * times < written[person]]
    return len(saying) - len(in_part) + math.fsum(in_part)


def weighed(candidates: Sequence[Candidate], tests: BrandTests, recent_posts: RecentPosts, now: float) -> list[Candidate]:
    """Candidates that rise at `now`, those of words no surer than by how many people speak of them. Each window is read
    once, whatever rises in it."""
    words = {one.key for one in candidates if one.key.tier is Tier.TERM and tests.rise_of(one.key) is not None}
    windows = {one.spike.window_seconds for one in candidates if one.key in words}
    written = {seconds: Counter(post.person for post, _ in recent_posts.newest_first(now - seconds)) for seconds in windows}
    return [_weighed(one, tests, written, now) if one.key in words else one for one in candidates]


def _weighed(one: Candidate, tests: BrandTests, written: Mapping[int, Mapping[str, int]], now: float) -> Candidate:
    fewer = len(one.people) - math.floor(speaking(one.posts, written[one.spike.window_seconds]) + 0.5)
    if not fewer:
        return one
    chance = tests.chance_of(one.key, fewer, bucket_of(now) - 1)
    return one._replace(spike=replace(one.spike, p_value=max(one.spike.p_value, chance)))
