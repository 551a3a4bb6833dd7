"""Do the people of a problem write about the same thing? How alike their posts are, against their likeness to others'."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations, product

from detectors.facts import UsualShare
from detectors.knowledge.formulas import formulas
from detectors.post import Post

MEMBERS_MAX = 12
OTHERS_MAX = 60
EARLIER_MAX = 100
# With fewer others there is nothing to compare with; two posts of a support forum have a cosine of about so much.
OTHERS_MIN = 5
USUAL_COSINE = 0.02


def cohesion(members: Iterable[Post], others: Sequence[Post], usual_share: UsualShare, *, without: str = "") -> float:
    """How many times more alike the members are among each other than to others of the same days.

    The mean cosine of all pairs of people, one vector each; a term weighs −log of the share of people who usually use it
    (tf-idf without tf, Spärck Jones 1972), versions and numbers nothing. 0 for one person alone. At most `MEMBERS_MAX`
    people and the newest `OTHERS_MAX` others are compared. The term `without` counts nothing in the members' posts: it is
    what they were found by.

    >>> def post(person, *terms): return Post(person, 0.0, person, "", terms)
    >>> members = [post("a", "card", "declin", "today"), post("b", "card", "declin", "help"), post("c", "card", "declin")]
    >>> others = [post(f"o{n}", "help", f"word {n}", "card" if n == 0 else "app") for n in range(9)]
    >>> cohesion(members, others, lambda term: 0.1 if term in ("card", "help") else 0.01) > 4
    True
    """
    vectors = _vectors(members, usual_share, without)[:MEMBERS_MAX]
    if len(vectors) < 2:
        return 0.0
    usual = USUAL_COSINE
    if len(others) >= OTHERS_MIN:
        beside = [_vector(set(post.terms) - formulas(post.lang), usual_share) for post in others[-OTHERS_MAX:]]
        usual = max(usual / 2, _mean(_cosine(a, b) for a, b in product(vectors, beside)))
    return _mean(_cosine(a, b) for a, b in combinations(vectors, 2)) / usual


def alike(
    members: Iterable[Post], earlier: Sequence[Post], usual_share: UsualShare, *, share: float, without: str = ""
) -> int:
    """How many people of `earlier`, of its newest `EARLIER_MAX` posts, wrote of the same thing before: who is as alike to
    the members as `share` of what these are among each other."""
    vectors = _vectors(members, usual_share, without)[:MEMBERS_MAX]
    if len(vectors) < 2:
        return 0
    least = share * _mean(_cosine(a, b) for a, b in combinations(vectors, 2))
    before = _vectors(earlier[-EARLIER_MAX:], usual_share, without)
    return sum(_mean(_cosine(one, member) for member in vectors) >= least for one in before)


def _vectors(posts: Iterable[Post], usual_share: UsualShare, without: str) -> list[dict[str, float]]:
    """A vector for each person, in the order in which they first wrote."""
    people: dict[str, set[str]] = {}
    for post in posts:
        formula = formulas(post.lang)
        people.setdefault(post.person, set()).update(t for t in post.terms if t != without and t not in formula)
    return [_vector(terms, usual_share) for terms in people.values()]


def _vector(terms: Iterable[str], usual_share: UsualShare) -> dict[str, float]:
    weights = {term: -math.log(usual_share(term)) for term in sorted(set(terms)) if not term[:1].isdigit()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[term] for term, weight in a.items() if term in b)


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held)
