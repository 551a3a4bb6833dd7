"""Do the people of a problem write about the same thing? How alike their posts are, against their likeness to others'."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from operator import mul

from detectors.facts import UsualShare
from detectors.knowledge.formulas import formulas
from detectors.post import Post
from detectors.text import is_clue

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
    weights = _Weights(usual_share)
    vectors = _vectors(members, weights, without)[:MEMBERS_MAX]
    if len(vectors) < 2:
        return 0.0
    usual = USUAL_COSINE
    if len(others) >= OTHERS_MIN:
        beside = [_vector(set(post.terms) - formulas(post.lang), weights) for post in others[-OTHERS_MAX:]]
        usual = max(usual / 2, _mean(_cosine(a, b) for a, b in product(vectors, beside)))
    return _mean(_cosine(a, b) for a, b in combinations(vectors, 2)) / usual


def alike(
    members: Iterable[Post], earlier: Sequence[Post], usual_share: UsualShare, *, share: float, without: str = ""
) -> int:
    """How many people of `earlier`, of its newest `EARLIER_MAX` posts, wrote of the same thing before: who is as alike to
    the members as `share` of what these are among each other."""
    weights = _Weights(usual_share)
    vectors = _vectors(members, weights, without)[:MEMBERS_MAX]
    if len(vectors) < 2:
        return 0
    least = share * _mean(_cosine(a, b) for a, b in combinations(vectors, 2))
    before = _vectors(earlier[-EARLIER_MAX:], weights, without)
    return sum(_mean(_cosine(one, member) for member in vectors) >= least for one in before)


class _Weights(dict[str, float]):
    """The weight of each term, found when it is first asked for: posts share most of their words."""

    def __init__(self, usual_share: UsualShare) -> None:
        super().__init__()
        self._usual_share = usual_share

    def __missing__(self, term: str) -> float:
        weight = self[term] = -math.log(self._usual_share(term))
        return weight


def _vectors(posts: Iterable[Post], weights: _Weights, without: str) -> list[dict[str, float]]:
    """A vector for each person, in the order in which they first wrote."""
    people: dict[str, set[str]] = {}
    for post in posts:
        formula = formulas(post.lang)
        people.setdefault(post.person, set()).update(t for t in post.terms if t != without and t not in formula)
    return [_vector(terms, weights) for terms in people.values()]


def _vector(terms: set[str], weights: _Weights) -> dict[str, float]:
    held = sorted(terms if "".join(terms).isalpha() else {term for term in terms if not is_clue(term)})
    weighed = [weights[term] for term in held]
    length = math.sqrt(sum(map(mul, weighed, weighed)))
    return {term: weight / length for term, weight in zip(held, weighed, strict=True)} if length else {}


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    # Most posts have nothing in common.
    return 0 if a.keys().isdisjoint(b) else sum([weight * b[term] for term, weight in a.items() if term in b])


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held)
