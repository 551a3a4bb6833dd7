"""Is a problem that stands out one that is told already? By its people, and by the words that tell it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from detectors.facts import UsualShare
from detectors.post import Post
from detectors.text import is_clue

TELLING_MAX = 4
# A telling word is said by so many of the trend's people, and by so many times fewer usually.
TELLING_SHARE = 0.3
TELLING_RATIO = 8.0
# A problem tells the same when so many of its people use a telling word.
SAME_WORDS_SHARE = 0.5


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


def tells_the_same(posts: Iterable[Post], telling: frozenset[str]) -> bool:
    """Whether most people of these posts use a telling term of a trend."""
    people: dict[str, bool] = {}
    for post in posts:
        people[post.person] = people.get(post.person, False) or not telling.isdisjoint(post.terms)
    return bool(people) and sum(people.values()) >= SAME_WORDS_SHARE * len(people)
