"""From what rises at a bucket close to the problems behind it, and how many people are usual."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from detectors.buckets import BUCKET_SECONDS
from detectors.knowledge import NOTHING, Knowledge
from detectors.knowledge.failures import PEOPLE_MAX, TIMES_LIKELIER, failing_ratio, has_list, report_failure
from detectors.knowledge.repeats import repeating_ratio
from detectors.likeness.cohesion import OTHERS_MAX, cohesion
from detectors.likeness.post_terms import PostTerms, Weights
from detectors.post import Post
from detectors.posts.people_numbers import share_of, union
from detectors.posts.post_table import Rows, groups_of, newest_others
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import THE_BRAND, Key, Tier, is_template
from detectors.spikes.rise import Spike, level_of
from detectors.spikes.share_decision import Rise
from detectors.spikes.share_model import shares_of
from detectors.trends.brand_tests import BrandTests, is_thinned
from detectors.trends.everyday import chance_of_group, chance_of_subject, chance_of_text, is_of_a_wave
from detectors.trends.group_rises import hangs_together, rising_groups
from detectors.trends.matching import is_common
from detectors.trends.problems import (
    Candidate,
    Problem,
    candidate,
    joined,
    of_the_brand,
    problems_of,
    unreported,
    without_templates,
)
from detectors.trends.wordy import weighed

# People who share one word may share nothing else. By how many times their posts are more alike than others', against
# `COHESION`, to this power, a word may be less sure or must be surer: at most by this factor.
COHESION = 2.0
COHESION_POWER = 4.0
COHESION_FACTOR = 100.0
# Where its people say beside a word that it fails it may be less sure, else it must be surer: by how much likelier
# that is of a fault than of a subject, at most by this factor.
FAILING_FACTOR = 10.0
# And by how much likelier it is that they write about the word than that it comes along in what they write.
REPEATING_FACTOR = 10.0
# A word in doubt is taken for a fault that its people, by what they say beside it, make so many times likelier than a
# subject, for each time that the brand's own posts are less surprised than they must be.
DOUBT_FACTOR = 10.0
# A second word that rises with the first makes it at most so many times less sure, and all that rises is looked at that is
# this far from its level.
SUPPORT_MAX = 100.0
FACTOR_MAX = 1000.0
# So many posts of a problem, and this part of all in the group, make a group one of its keys.
GROUP_POSTS, GROUP_PART = 3, 0.8
# Where an everyday subject that so many wrote of is so many times likelier to explain a problem than what opens, its word
# must be so many times surer.
EVERYDAY_PEOPLE = 3
EVERYDAY_DOUBT, EVERYDAY_TIMES = 10.0, 1000.0
# Of those who say a word that rises among those who do not praise, at most this part praises.
PRAISING_MAX = 0.25
# Of a group one day is known: before it can be news a brand is known for `GROUPS_FROM_DAYS`, and so many people from before
# the last of them, or a source that has only just begun is all news.
GROUPS_FROM_DAYS, GROUPS_FROM_PEOPLE = 2.0, 100.0
HOUR, HOURS, DAY = 3600, 3 * 3600, 24 * 3600


def support(problem: Problem) -> float:
    """How many times less sure a problem may be, for the word that rises with it: one over the root of its chance."""
    chances = [one.spike.p_value for one in (*problem.keys[1:], *problem.supporting) if one.key.tier is Tier.TERM]
    return float(min(SUPPORT_MAX, 1.0 / math.sqrt(min(chances, default=1.0))))


def others_than(members: Collection[str], recent_posts: RecentPosts) -> list[Post]:
    """The newest posts beside these, in the order of their time."""
    return [*islice((post for post in reversed(recent_posts) if post.id not in members), OTHERS_MAX)][::-1]


class CloseWeights(NamedTuple):
    """What terms weigh where posts are compared at one close: those of subjects, of which the brand's name is none, and
    all."""

    of_subjects: Weights
    of_all: Weights


class Detection:
    """The tests of one brand and the posts of its last day."""

    def __init__(self, brand: str, knowledge: Knowledge = NOTHING) -> None:
        self.tests = BrandTests(brand, knowledge)
        self.recent_posts = RecentPosts()
        self.of_faults = True
        """Whether people write of faults here; who suggests something does not say that it fails."""
        # Of most brands nothing is compared.
        self.terms: PostTerms | None = None

    # What stands out.

    def close(self, bucket: int, people_min: int) -> dict[Key, Spike]:
        """Closes the buckets of all tests up to `bucket`; returns what rises in it."""
        tests = self.tests
        rises = tests.close(bucket, people_min)
        if not tests.shares.gathers or tests.history_days(bucket) < GROUPS_FROM_DAYS:
            return rises
        if tests.shares.past.people < GROUPS_FROM_PEOPLE:
            return rises
        return rises | rising_groups(self.recent_posts, (bucket + 1) * BUCKET_SECONDS, people_min)

    def problems(
        self,
        spikes: Mapping[Key, Spike],
        now: float,
        budget_per_day: float,
        relaxation: Callable[[Key], float],
        is_echo: Callable[[Problem], bool],
    ) -> list[Problem]:
        """The problems behind what rises, those beyond what the budget allows for. `relaxation`: how many times less sure a
        key may be; `is_echo`: whether a problem is one that goes round, and is kept apart."""
        if not spikes:
            return []
        at_most = level_of(budget_per_day)
        levels = {key: at_most * relaxation(key) for key in spikes}
        spikes = {key: spike for key, spike in spikes.items() if not _is_doubtful(key, spike, levels[key], self)}
        if all(spike.p_value > levels[key] * FACTOR_MAX for key, spike in spikes.items()):
            return []
        matching = self.recent_posts.matching({key: now - spike.window_seconds for key, spike in spikes.items()})
        if is_thinned(self.tests) and THE_BRAND in matching:
            matching[THE_BRAND] = matching[THE_BRAND].of_crowd(is_of=False)
        candidates = [candidate(key, spikes[key], posts) for key, posts in matching.items() if len(posts)]
        near = [one for one in candidates if one.spike.p_value <= levels[one.key] * FACTOR_MAX]
        as_weighed = {one.key: one for one in weighed(near, self.tests, self.recent_posts, now)}
        weights = weights_of(self)
        opening = {key for key, one in as_weighed.items() if _may_open(one, levels[key], self, weights)}
        # All others only support these.
        if not opening:
            return []
        candidates = [
            as_weighed.get(one.key, one)
            for one in candidates
            if one.key in opening or (one.key not in as_weighed and _may_open(one, levels[one.key], self, weights))
        ]
        templates = [one for one in candidates if is_template(one.key)]
        groups = [one for one in candidates if one.key.tier is Tier.GROUP and hangs_together(one, self.usual_share)]
        words = [one for one in candidates if one.key.tier is not Tier.GROUP]
        others = self._without_common(without_templates(words, templates), levels)
        # Who posts a text that many post is a problem of its own, whatever words it has in common with what others report.
        rising = [one for some in (others, templates) for one in problems_of(some, levels, FACTOR_MAX)]
        finer = joined(
            [one for one in rising if self._is_sure(one, levels, now, at_most, weights)], self.usual_share, is_echo
        )
        # What one word explains is left to it.
        alike = problems_of(unreported(groups, finer), levels, FACTOR_MAX)
        finer += [one for one in alike if self._is_sure(one, levels, now, at_most, weights)]
        finer = [one for one in finer if not is_of_a_wave(one, self.tests, now)]
        whole = of_the_brand(candidates, finer)
        return finer + [one for one in whole if self._is_sure(one, levels, now, at_most, weights)]

    def _without_common(self, candidates: Sequence[Candidate], levels: Mapping[Key, float]) -> list[Candidate]:
        """The candidates without everyday words (the name of a product) that rise along with what says more: they would tie
        several faults together."""
        common = {one.key: one for one in candidates if is_common(one.key, self.usual_share)}
        finer = [one for one in candidates if one.key not in common and one.key.tier is not Tier.BRAND]
        rising = [one for one in finer if one.spike.p_value <= levels[one.key] * FACTOR_MAX]
        people = union(one.people for one in rising)
        along = {key for key, one in common.items() if share_of(one.people, people) >= 0.5}
        return [one for one in candidates if one.key not in along]

    def _is_sure(
        self, problem: Problem, levels: Mapping[Key, float], now: float, at_most: float, weights: CloseWeights
    ) -> bool:
        """Whether a problem is sure, for how alike its people's posts are. To compare them is the dearest step of all: what
        no likeness could make sure is not compared."""
        suffices = partial(problem.is_sure, levels)
        most = COHESION_FACTOR * FAILING_FACTOR * REPEATING_FACTOR * support(problem)
        return suffices(most) and suffices(self.cohesion_factor(problem, now, at_most, suffices, weights))

    def cohesion_factor(
        self,
        problem: Problem,
        now: float,
        at_most: float,
        suffices: Callable[[float], bool],
        weights: CloseWeights | None = None,
    ) -> float:
        """How many times less sure a problem may be, for how alike its people's posts are beside the word they share; below
        1 it must be surer. A thread answers one post. Of a brand that has only just begun there may be no others."""
        lead = problem.keys[0].key
        posts = problem.lead_posts
        if (rise := self.tests.rise_of(lead)) is not None and rise.alone:
            return 1.0
        if lead.tier is Tier.THREAD:
            if not is_template(lead):
                return 1.0
            return 0.0 if chance_of_text(problem, self.recent_posts, now, self.usual_share) > at_most else 1.0
        weights = weights_of(self) if weights is None else weights
        factor = alike_factor(posts, lead, weights.of_subjects)
        if lead.tier is Tier.BRAND:
            return min(1.0, factor)
        first = posts.of_first(PEOPLE_MAX, has_list) if self.of_faults else []
        failing = failing_ratio(first, lead.name if lead.tier is Tier.TERM else "", FAILING_FACTOR)
        # What its people say beside the word must make it as much surer by the brand's own posts; in doubt more is asked.
        if rise is not None and factor < rise.own <= 1.0 and not self._fail_more(posts, lead.name, rise, rise.own / factor):
            return 0.0
        factor *= failing
        if lead.tier is Tier.GROUP:
            chance = chance_of_group(problem, self.recent_posts, now, self.usual_share)
            return 0.0 if chance > at_most * EVERYDAY_DOUBT else factor
        if lead.tier is Tier.TERM:
            factor *= repeating_ratio([*posts.of_first(PEOPLE_MAX)], lead.name, REPEATING_FACTOR)
        factor *= support(problem)
        if not suffices(factor):
            return factor
        chance, earlier_people = chance_of_subject(problem, self.recent_posts, now, weights.of_all)
        if chance <= at_most:
            return factor
        # It explains how alike they are; that hardly any of them says that it fails is left.
        everyday = 1.0 if failing > 1.0 / FAILING_FACTOR else failing
        in_doubt = earlier_people >= EVERYDAY_PEOPLE and chance > at_most * EVERYDAY_DOUBT
        return min(everyday / EVERYDAY_TIMES if in_doubt else everyday, factor)

    def _fail_more(self, posts: Rows, term: str, rise: Rise, times: float) -> bool:
        """Whether people gather within hours who say beside a word that it fails, and more of them than of others, as a
        fault so many times likelier than a subject does; over a day faults of many kinds gather."""
        if not self.of_faults or rise.window_seconds > HOURS:
            return False
        others = newest_others(posts, OTHERS_MAX)
        return report_failure([*posts.of_first(PEOPLE_MAX)], term, others, times)

    def groups_of(self, problem: Problem) -> list[Key]:
        """The groups of similar posts that are mostly this problem: who joins one later reports it, in whatever words."""
        groups = groups_of(problem.posts, GROUP_POSTS)
        mostly = [group for group, (inside, many) in groups.items() if inside >= GROUP_PART * many]
        return [Key(Tier.GROUP, str(group)) for group in sorted(mostly)]

    # What is usual.

    def usual_share(self, term: str) -> float:
        """The share (0 to 1) of the brand's people who usually use a term."""
        return self.tests.usual_share(term)

    def subject_share(self, term: str) -> float:
        """The same of what people write about: the brand's own name is in everything."""
        return 1.0 if self.tests.priors.is_own(term, self.tests.terms_each) else self.usual_share(term)

    def season(self, bucket: int, buckets: int) -> float:
        """How many average buckets those that end with `bucket` are worth."""
        usual = self.tests.volume.usual
        average = usual(bucket, DAY) / DAY * BUCKET_SECONDS
        return usual(bucket, buckets * BUCKET_SECONDS) / average if average > 0 else float(buckets)


def weights_of(detection: Detection) -> CloseWeights:
    """What terms weigh as of now."""
    tests = detection.tests
    if detection.terms is None:
        detection.terms = PostTerms(tests.shares.keys, tests.priors.near_own)
    terms, shares = detection.terms, partial(shares_of, tests.shares)
    return CloseWeights(Weights(detection.subject_share, terms, shares), Weights(detection.usual_share, terms, shares))


def alike_factor(posts: Rows, key: Key, weights: Weights) -> float:
    """How many times less sure a key may be, for how alike its people's posts are beside it."""
    ratio = cohesion(posts, newest_others(posts, OTHERS_MAX), weights, without=key.name)
    return float(min(COHESION_FACTOR, max(1.0 / COHESION_FACTOR, (ratio / COHESION) ** COHESION_POWER)))


def _is_doubtful(key: Key, spike: Spike, level: float, detection: Detection) -> bool:
    """Whether a word in doubt, which the brand's own posts alone do not show, is not below its level by itself: its posts
    need not be looked at, since they make it no surer."""
    rise = detection.tests.rise_of(key)
    return rise is not None and key.tier is Tier.TERM and rise.own > 1.0 and spike.p_value > level


def _may_open(one: Candidate, level: float, detection: Detection, weights: CloseWeights) -> bool:
    """Whether a word is not merely what a young brand is about: its people say that it fails. In doubt it is below its
    level by itself, and fewer need to say so where they write alike within hours. One that rises only among those who do
    not praise is not written by those who do."""
    rise, is_near = detection.tests.rise_of(one.key), one.spike.p_value <= level * FACTOR_MAX
    if rise is None:
        return True
    if is_near and rise.thinned and share_of(one.people, one.posts.of_crowd().people) > PRAISING_MAX:
        return False
    is_first, in_doubt = rise.alone or rise.window_seconds < HOUR, rise.own > 1.0
    if one.key.tier is not Tier.TERM or not (in_doubt or (is_first and is_near)):
        return True
    if _is_doubtful(one.key, one.spike, level, detection):
        return False
    if not detection.of_faults:
        # What a young brand is about and what is news differ in how fast it comes.
        return one.spike.p_value <= level and rise.window_seconds <= HOURS
    times = DOUBT_FACTOR * rise.own if in_doubt else TIMES_LIKELIER
    others = newest_others(one.posts, OTHERS_MAX)
    reported = partial(report_failure, [*one.posts.of_first(PEOPLE_MAX)], one.key.name, others)
    if reported(times):
        return True
    # How alike they write costs most: it is asked where it may decide.
    if not in_doubt or rise.window_seconds > HOURS or not reported(times / COHESION_FACTOR):
        return False
    return reported(times / max(1.0, alike_factor(one.posts, one.key, weights.of_subjects)))
