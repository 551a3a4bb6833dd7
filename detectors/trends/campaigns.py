"""A campaign in the words of an incident is not that incident: problems taken apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from detectors.post import Post
from detectors.spikes.share_kernel import nb_tail
from detectors.trends.problems import Candidate, Problem, candidate
from detectors.trends.tiers import Key, Tier
from detectors.values import VerdictName
from detectors.verdict.judge import judge
from detectors.verdict.near_duplicates import same_text

# The shape of the negative binomial by which what is left of a key must still stand out.
SHAPE = 10.0


def apart(problem: Problem, levels: Mapping[Key, float]) -> list[Problem]:
    """The campaign in a problem that words lead, and what is left without it, if that still stands out.

    A campaign has the keys that are mostly its own, and of their posts those from its template: it borrows the words of an
    incident, whose people are not part of it. A problem without a campaign stays as it is.
    """
    if problem.keys[0].key.tier is not Tier.TERM:
        return [problem]
    members = frozenset[str]().union(*(template(one.posts) for one in problem.keys))
    if not members:
        return [problem]
    own = [one for one in problem.keys if 2 * sum(post.id in members for post in one.posts) > len(one.posts)]
    left = [one for one in (_within(key, lambda post: post.id not in members) for key in problem.keys if key not in own)]
    left = [one for one in left if nb_tail(len(one.people), one.spike.usual, SHAPE) <= levels[one.key]]
    inside = [_within(one, lambda post: post.id in members) for one in own]
    return [_of(keys, is_campaign=keys is inside) for keys in (inside, left) if keys]


def template(posts: Sequence[Post]) -> frozenset[str]:
    """The ids of the posts that make these a campaign; empty when they are none."""
    if judge(posts).name is not VerdictName.COORDINATED:
        return frozenset()
    return same_text(posts).members or frozenset(post.id for post in posts)


def _within(one: Candidate, holds: Callable[[Post], bool]) -> Candidate:
    return candidate(one.key, one.spike, [post for post in one.posts if holds(post)])


def _of(keys: Sequence[Candidate], *, is_campaign: bool) -> Problem:
    people = frozenset[str]().union(*(one.people for one in keys))
    return Problem(tuple(keys), people, (), (keys[0],), is_campaign)
