"""What stands out of a brand at a bucket close, and how many people are usual: the tests of its tiers under one budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from detectors.buckets import HOUR_BUCKETS
from detectors.post import Post
from detectors.spikes.budget import level
from detectors.spikes.multi_scale import MultiScaleTest
from detectors.spikes.significance import Spike, SpikeTest
from detectors.trends.cohesion import cohesion
from detectors.trends.matching import is_specific
from detectors.trends.problems import COHESION_MIN, Problem, candidate, joined, of_the_brand, problems_of
from detectors.trends.recent_posts import RecentPosts
from detectors.trends.slow_burn import slow_burns
from detectors.trends.term_frequencies import TermProfile
from detectors.trends.tiers import CONFIGS, Key, PostKeys, Tier, observations_by_tier

LEVEL_BUCKETS = 6 * HOUR_BUCKETS
# With every second drawing of the level the whole day is looked at.
DRAWINGS_PER_LOOK = 2
# So many posts show what a brand's people usually say, however young it is.
PROFILE_PEOPLE = 500


class Level(NamedTuple):
    """The p-value that a test must be below, one for all tiers; `drawn` counts the periods of six hours since 1970."""

    drawn: int
    p_value: float


class Detection:
    """The tests of one brand, what its people usually say, and the posts of its last day."""

    def __init__(self) -> None:
        self.tests = {tier: MultiScaleTest(CONFIGS[tier]) for tier in Tier}
        self.profile = TermProfile()
        # What is usual is learned from posts that are no longer under test.
        self.recent_posts = RecentPosts(lambda post: self.profile.learn(post.at, dict.fromkeys(post.terms)))
        self.level = Level(-1, 0.0)

    # What comes in.

    def observe(self, posts: Sequence[tuple[Post, PostKeys]]) -> None:
        """Counts each person for every key of their posts."""
        for tier, observations in observations_by_tier(posts).items():
            self.tests[tier].observe_many(observations)

    def drop_groups(self, groups: Iterable[str]) -> None:
        """Forgets groups that were evicted."""
        self.tests[Tier.GROUP].drop(groups)

    def set_open(self, keys: Iterable[Key]) -> None:
        """The keys that have a live trend now: they take no part in the budget."""
        live: dict[Tier, list[str]] = {tier: [] for tier in Tier}
        for key in keys:
            live[key.tier].append(key.name)
        for tier, test in self.tests.items():
            test.set_open(live[tier])

    # What stands out.

    def draw_level(self, bucket: int, people_min: int, budget_per_day: float) -> bool:
        """Spreads the budget anew, every six hours; returns whether it did."""
        drawn = bucket // LEVEL_BUCKETS
        if drawn == self.level.drawn:
            return False
        reaching = [test.reaching(people_min, bucket) for test in self.tests.values()]
        p_values, parts = (np.concatenate(arrays) for arrays in zip(*reaching, strict=True))
        self.level = Level(drawn, level(budget_per_day, p_values, parts))
        return True

    def close(self, bucket: int) -> dict[Key, Spike]:
        """Closes the buckets of all tests up to `bucket`; returns what rises in it."""
        return {
            Key(tier, str(spike.key)): spike
            for tier, test in self.tests.items()
            for spike in test.close(bucket)
            if tier is not Tier.THREAD or spike.key
        }

    def slow_burns(self, people_min: int, history_days: float, reported: frozenset[str]) -> dict[Key, Spike]:
        """What rises over the whole day among those who are not `reported` already; empty but every twelve hours."""
        if self.level.drawn % DRAWINGS_PER_LOOK:
            return {}
        day = (one for one in self.recent_posts.kept() if one[0].person not in reported)
        spikes = slow_burns(day, self.profile, people_min, history_days)
        return {Key(Tier.TERM, str(spike.key)): spike for spike in spikes}

    def problems(
        self,
        spikes: Mapping[Key, Spike],
        now: float,
        relaxation: Callable[[Key], float],
        is_echo: Callable[[Problem], bool],
    ) -> list[Problem]:
        """The problems behind what rises, those beyond what the budget allows for. `relaxation`: how many times less sure a
        key may be; `is_echo`: whether a problem is one that goes round, and is kept apart."""
        levels = {key: self.level.p_value * relaxation(key) for key in spikes}
        if all(spike.p_value > levels[key] for key, spike in spikes.items()):
            return []
        matching = self.recent_posts.matching({key: now - spike.window_seconds for key, spike in spikes.items()})
        candidates = [candidate(key, spikes[key], posts) for key, posts in matching.items() if posts]
        finer = [one for one in problems_of(candidates, levels) if one.is_sure(levels) or self.is_coherent(one)]
        finer = joined(finer, self.usual_share, is_echo)
        return finer + [one for one in of_the_brand(candidates, finer) if one.is_sure(levels)]

    def is_coherent(self, problem: Problem) -> bool:
        """Whether its people write about the same thing. A young brand does not know yet which talk comes every day, unless
        many have written since."""
        if problem.keys[0].spike.cold_start and self.profile.people < PROFILE_PEOPLE:
            return False
        posts = self.supported_posts(problem)
        members = {post.id for post in posts}
        others = [post for post in self.recent_posts if post.id not in members]
        return cohesion(posts, others, self.usual_share) >= COHESION_MIN

    def supported_posts(self, problem: Problem) -> list[Post]:
        """The posts of a problem, and those that two of its supporting keys have in common."""
        return problem.supported_posts(lambda one: is_specific(one, problem, self.usual_share))

    # What is usual.

    def usual_share(self, term: str) -> float:
        """The share (0 to 1) of the brand's people who usually use a term."""
        return self.profile.share(term)

    def usual(self, key: Key, bucket: int, window_seconds: int) -> float:
        """People expected in the window of that length that ends with `bucket`."""
        return self.tests[key.tier].usual(key.name, bucket, window_seconds)

    def people(self, key: Key, bucket: int, window_seconds: int) -> int:
        """Distinct people in the window of that length that ends with `bucket`."""
        return self.tests[key.tier].people(key.name, bucket, window_seconds)

    def season(self, bucket: int, buckets: int) -> float:
        """How many average buckets those that end with `bucket` are worth."""
        return self.tests[Tier.BRAND].season(bucket, buckets)

    @property
    def whole(self) -> SpikeTest:
        """The test of everybody who writes about the brand."""
        return self.tests[Tier.BRAND].scales[0]
