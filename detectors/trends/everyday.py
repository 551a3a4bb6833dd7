"""What people write of every day: the chance of as many people as a problem has, by the pace of its text or subject."""

from __future__ import annotations

import math
from collections import Counter

from detectors.buckets import bucket_of
from detectors.facts import UsualShare
from detectors.likeness.cohesion import EARLIER_MAX, alike, terms_of_people, using
from detectors.likeness.post_terms import Weights
from detectors.post import Post
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import Key, Tier
from detectors.tails import nb_tail
from detectors.trends.brand_tests import BrandTests, wave_of
from detectors.trends.matching import is_common
from detectors.trends.problems import PEOPLE_READ, Problem, used_often

# The pace of a text or subject varies from hour to hour: the shape of a negative binomial.
SHAPE = 10.0
# Who wrote before wrote of the same subject when as alike as this part of what the people are among each other.
ALIKE_SHARE = 0.5
# A word is shared by so many of the people who post one text.
SHARED_BY = 0.6
EXPECTED_MIN = 1e-3
DAY = 24 * 3600
# Who wrote of it more often than this is no further report: a few repeat what an incident says.
BEFORE_SECONDS, BEFORE_POSTS_MAX = 12 * 3600, 2


def chance_of_text(problem: Problem, recent_posts: RecentPosts, now: float, usual_share: UsualShare) -> float:
    """The chance of so many people who post one text, by how many usually use the rarest of the words they share."""
    read = terms_of_people(problem.read_posts)
    shared = used_often(read, SHARED_BY)
    everybody = people_since(recent_posts, now - problem.keys[0].spike.window_seconds)
    usual = min(map(usual_share, shared), default=0.0)
    return float(nb_tail(problem.lead_posts.people.bit_count(), max(usual * everybody, EXPECTED_MIN), SHAPE))


def chance_of_group(problem: Problem, recent_posts: RecentPosts, now: float, usual_share: UsualShare) -> float:
    """The chance of so many people who write alike, by how many usually use one of the words that make them alike: of each
    the rarest that a good part of the others use."""
    read = terms_of_people(problem.read_posts)
    often = used_often(read)
    shared = [mentioned.intersection(often) for mentioned in read.values()]
    making = {min(mentioned, key=lambda term: (usual_share(term), term)) for mentioned in shared if mentioned}
    # Where not all are read, so many more are as there are of them.
    people = sum(not making.isdisjoint(terms) for terms in read.values())
    people = round(people * problem.lead_posts.people.bit_count() / len(read))
    usual = 1.0 - math.prod(1.0 - usual_share(term) for term in sorted(making))
    everybody = people_since(recent_posts, now - problem.keys[0].spike.window_seconds)
    return float(nb_tail(people, max(usual * everybody, EXPECTED_MIN), SHAPE))


def chance_of_subject(problem: Problem, recent_posts: RecentPosts, now: float, weights: Weights) -> tuple[float, int]:
    """The chance of so many people if they write of what others wrote of before, and how many of these there were: people
    agree on an everyday subject too.

    Its pace is what is usual of the word, so far as those who used it meant this, or that of the day before."""
    lead, posts = problem.keys[0], problem.lead_posts
    words = [one for one in (*problem.keys, *problem.supporting) if one.key.tier is Tier.TERM]
    window = lead.spike.window_seconds
    before = recent_posts.table.before(now - window).without(posts)
    earlier = before.within(recent_posts.table.using({one.key.name for one in words}))
    known = len(alike(posts, earlier, weights, share=ALIKE_SHARE, without=lead.key.name))
    # Its people are those of each of its words, within that one's own time: what is usual is of the longest.
    longest = max(one.spike.window_seconds for one in words if not one.people & ~problem.people)
    most = max(one.spike.usual * longest / one.spike.window_seconds for one in words)
    usual = (known + 1.0) / (earlier.people.bit_count() + 1.0) * most
    everybody = people_since(recent_posts, now - window)
    # Of a window that is a good part of the day, what is left of it says nothing of a pace.
    of_day = everybody / max(1, before.people.bit_count()) * (known + 0.5) if 4 * window < DAY else 0.0
    return float(nb_tail(problem.people.bit_count(), max(usual, of_day), SHAPE)), known


def wrote_before(
    problem: Problem, recent_posts: RecentPosts, now: float, usual_share: UsualShare, weights: Weights
) -> list[Post]:
    """The posts of half a day in which others say the word of a problem too and write as its people do: they count for how
    many an alert needs, where those of the window in which it rose are sure, but too few. Of a word that people use on any
    day none."""
    lead = problem.keys[0]
    if lead.key.tier is not Tier.TERM or is_common(lead.key, usual_share):
        return []
    posts = recent_posts.matching({lead.key: now - BEFORE_SECONDS})[lead.key].last(EARLIER_MAX)
    known = alike(problem.lead_posts, posts, weights, share=ALIKE_SHARE, without=lead.key.name)
    written = Counter(post.person for post in posts)
    return [post for post in posts if post.person in known and written[post.person] <= BEFORE_POSTS_MAX]


def is_of_a_wave(problem: Problem, tests: BrandTests, now: float) -> bool:
    """Whether half of its people or more use a word that about as many usually use at this hour: then its other words are
    how they happen to say it this time."""
    bucket, window = bucket_of(now) - 1, problem.keys[0].spike.window_seconds
    if not (kept := tests.waves.kept):
        return False
    read = terms_of_people(problem.posts.of_people(PEOPLE_READ), kept)
    # Its keys on coarser tiers are of others too: of those who are read its people are this part.
    people = problem.people.bit_count() * len(read) / max(1, problem.posts.people.bit_count())
    for term in sorted(term for term, many in using(read).items() if 2 * many >= people):
        key = Key(Tier.TERM, term)
        wave = wave_of(tests, key, bucket, window)
        if wave is not None and wave.explains(tests.people(key, bucket, window)):
            return True
    return False


def people_since(recent_posts: RecentPosts, at: float) -> int:
    """How many people wrote then or later."""
    return recent_posts.table.since(at).people.bit_count()
