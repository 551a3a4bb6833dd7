"""Who writes again and again uses many words: that one of them is a word of others says little of what they report."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
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


def speaking(posts_with_it: Sequence[Post], posts: Iterable[Post]) -> float:
    """How many people say a word, in `posts_with_it`: each counts as far as it is what their posts are about.

    >>> def post(number, person): return Post(str(number), float(number), person, "", ())
    >>> posts = [post(n, "ann" if n else "bob") for n in range(13)]
    >>> speaking(posts[:2], posts), speaking(posts, posts)
    (1.25, 2.0)
    """
    saying = Counter(post.person for post in posts_with_it)
    written = Counter(post.person for post in posts if post.person in saying)
    return sum(min(1.0, EACH * times / max(1, written[person])) for person, times in sorted(saying.items()))


def weighed(one: Candidate, tests: BrandTests, recent_posts: RecentPosts, now: float) -> Candidate:
    """A candidate that rises at `now`, one of words no surer than by how many people speak of it."""
    if one.key.tier is not Tier.TERM or tests.rise_of(one.key) is None:
        return one
    posts = (post for post, _ in recent_posts.newest_first(now - one.spike.window_seconds))
    fewer = len(one.people) - math.floor(speaking(one.posts, posts) + 0.5)
    if not fewer:
        return one
    chance = tests.chance_of(one.key, fewer, bucket_of(now) - 1)
    return one._replace(spike=replace(one.spike, p_value=max(one.spike.p_value, chance)))
