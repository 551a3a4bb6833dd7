"""Is a problem that stands out one that is told already? By its people, and by the words that tell it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from detectors.facts import UsualShare
from detectors.post import Post
from detectors.text import is_clue
from detectors.trends.problems import Problem
from detectors.trends.tiers import Key
from detectors.trends.trend import Trend

TELLING_MAX = 4
# A telling word is said by so many of the trend's people, and by so many times fewer usually.
TELLING_SHARE = 0.3
TELLING_RATIO = 8.0
# A problem tells the same when so many of its people use a telling word.
SAME_WORDS_SHARE = 0.5
# Share of a problem's people that a trend must have for the problem to be that trend.
SAME_TREND_SHARE = 0.5


def telling_terms(posts: Sequence[Post], usual_share: UsualShare) -> frozenset[str]:
    """The few terms that most of a trend's people use and hardly anybody else does; versions and numbers are none."""
    said: Counter[str] = Counter()
    people = {post.person for post in posts}
    for _, term in {(post.person, term) for post in posts for term in post.terms if not is_clue(term)}:
        said[term] += 1
    scored = []
    for term, count in said.items():
        share, usual = count / len(people), usual_share(term)
        if share >= TELLING_SHARE and share >= TELLING_RATIO * usual:
            scored.append((-share * math.log(share / usual), term))
    return frozenset(term for _, term in sorted(scored)[:TELLING_MAX])


def tells_the_same(posts: Sequence[Post], telling: frozenset[str], usual_share: UsualShare) -> bool:
    """Whether these posts tell what a trend tells: they share a telling term, or half of their people use one of its."""
    if not telling.isdisjoint(telling_terms(posts, usual_share)):
        return True
    people: dict[str, bool] = {}
    for post in posts:
        people[post.person] = people.get(post.person, False) or not telling.isdisjoint(post.terms)
    return bool(people) and sum(people.values()) >= SAME_WORDS_SHARE * len(people)


def trends_of_leads(problem: Problem, trends: Mapping[str, Trend], trend_of: Mapping[Key, str]) -> list[Trend]:
    """The trends that tell what leads a problem already, oldest first: several when it is one of those that were joined."""
    owners = {trend_of.get(lead.key) for lead in problem.leads}
    return [trend for trend in trends.values() if trend.trend_id in owners]


def known_trend(
    problem: Problem, trends: Mapping[str, Trend], trend_of: Mapping[Key, str], usual_share: UsualShare
) -> Trend | None:
    """The trend that tells a problem: by another of its keys, by its people, or by its words."""
    for one in problem.keys:
        owner = trend_of.get(one.key)
        if owner is not None:
            return trends[owner]
    people = problem.people
    shared = [(trend.shares_people(people), trend) for trend in trends.values()]
    best = max(shared, key=lambda pair: (pair[0], pair[1].trend_id), default=None)
    if best is not None and best[0] >= SAME_TREND_SHARE * len(people):
        return best[1]
    posts = problem.lead_posts()
    return next((trend for trend in trends.values() if tells_the_same(posts, trend.telling, usual_share)), None)
