"""Do the people of a problem write about the same thing? How alike their posts are, against their likeness to others'."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import chain

from detectors.facts import UsualShare
from detectors.knowledge.formulas import formulas
from detectors.post import Post, first_people
from detectors.text import is_clue

MEMBERS_MAX = 12
OTHERS_MAX = 60
EARLIER_MAX = 100
# With fewer others there is nothing to compare with; two posts of a support forum have a cosine of about so much.
OTHERS_MIN = 5
USUAL_COSINE = 0.02
# What a sum of so many numbers may be off by.
ROUNDING = 1e-12


class Weights(dict[str, float]):
    """The weight of each term, found when it is first asked for: posts share most of their words. Numbers weigh nothing.

    As long as nothing is learned, many comparisons can share one: what a post weighs is remembered too.
    """

    def __init__(self, usual_share: UsualShare, look_up: Callable[[Iterable[str]], None] | None = None) -> None:
        super().__init__()
        self._usual_share = usual_share
        self._look_up = look_up
        self._squares = _Squares(self)
        self._posts: dict[tuple[str, tuple[str, ...]], tuple[set[str], float]] = {}

    def __missing__(self, term: str) -> float:
        weight = self[term] = 0.0 if is_clue(term) else -math.log(self._usual_share(term))
        return weight

    def prepare(self, posts: Iterable[Post]) -> None:
        """Finds what is usual of the terms of these posts at once, where that is cheaper than one by one."""
        if self._look_up is not None:
            self._look_up({term for post in posts for term in post.terms if term not in self})

    def of_post(self, post: Post) -> tuple[set[str], float]:
        """The terms of a post that weigh, and the length of its vector."""
        found = self._posts.get((post.lang, post.terms))
        if found is None:
            terms = set(post.terms) - formulas(post.lang)
            found = self._posts[post.lang, post.terms] = terms, self.length(terms)
        return found

    def length(self, terms: Set[str]) -> float:
        """The length of a vector of these terms; summed exactly, and so the same in whatever order a set gives them."""
        return math.sqrt(math.fsum(map(self._squares.__getitem__, terms)))


class _Squares(dict[str, float]):
    """The square of each weight, found when it is first asked for."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, term: str) -> float:
        square = self[term] = self._weights[term] ** 2
        return square


def cohesion(
    members: Sequence[Post],
    others: Sequence[Post],
    usual_share: UsualShare,
    *,
    without: str = "",
    weights: Weights | None = None,
) -> float:
    """How many times more alike the members are among each other than to others of the same days.

    The mean cosine of all pairs of people, one vector each; a term weighs −log of the share of people who usually use it
    (tf-idf without tf, Spärck Jones 1972), versions and numbers nothing. 0 for one person alone. At most `MEMBERS_MAX`
    people and the newest `OTHERS_MAX` others are compared. The term `without` counts nothing in the members' posts: it is
    what they were found by. `weights`, of this `usual_share`, where others were compared before.

    >>> def post(person, *terms): return Post(person, 0.0, person, "", terms)
    >>> members = [post("a", "card", "declin", "today"), post("b", "card", "declin", "help"), post("c", "card", "declin")]
    >>> others = [post(f"o{n}", "help", f"word {n}", "card" if n == 0 else "app") for n in range(9)]
    >>> cohesion(members, others, lambda term: 0.1 if term in ("card", "help") else 0.01) > 4
    True
    """
    weights = Weights(usual_share) if weights is None else weights
    weights.prepare((*members, *others[-OTHERS_MAX:]))
    vectors = _vectors(members, weights, without)
    if len(vectors) < 2:
        return 0.0
    usual, together = USUAL_COSINE, _sum(vectors)
    if len(others) >= OTHERS_MIN:
        weighed = map(weights.of_post, others[-OTHERS_MAX:])
        similarities = [_cosines(terms, length, together, weights) for terms, length in weighed]
        usual = max(usual / 2, math.fsum(similarities) / (len(vectors) * len(similarities)))
    return _mean_of_pairs(vectors, together) / usual


def alike(
    members: Sequence[Post], earlier: Sequence[Post], weights: Weights, *, share: float, without: str = ""
) -> set[str]:
    """The people of `earlier`, of its newest `EARLIER_MAX` posts, who wrote of the same thing before: who is as alike to
    the members as `share` of what these are among each other."""
    weights.prepare((*members, *earlier[-EARLIER_MAX:]))
    vectors = _vectors(members, weights, without)
    if len(vectors) < 2:
        return set()
    together = _sum(vectors)
    least = share * _mean_of_pairs(vectors, together) * len(vectors)
    before = terms_of_people(earlier[-EARLIER_MAX:], without).items()
    return {who for who, terms in before if _cosines(terms, weights.length(terms), together, weights) >= least}


def of_first(posts: Sequence[Post]) -> list[Post]:
    """The posts of the first `MEMBERS_MAX` people, who are compared."""
    first = first_people(posts, MEMBERS_MAX)
    return [post for post in posts if post.person in first]


def terms_of_people(posts: Iterable[Post], without: str = "") -> dict[str, set[str]]:
    """The terms of each person but that one, in the order in which they first wrote; no word of every request."""
    people: dict[str, set[str]] = {}
    for post in posts:
        formula = formulas(post.lang)
        people.setdefault(post.person, set()).update(t for t in post.terms if t != without and t not in formula)
    return people


def using(terms: Mapping[str, Set[str]]) -> Counter[str]:
    """How many people use each term, by the terms of each."""
    return Counter(chain.from_iterable(terms.values()))


def _vectors(posts: Sequence[Post], weights: Weights, without: str) -> list[dict[str, float]]:
    """A vector of length 1 for each of the first `MEMBERS_MAX` people, or of 0 where nothing weighs."""
    people = terms_of_people(of_first(posts), without).values()
    lengths = [(terms, weights.length(terms)) for terms in people]
    return [{term: weights[term] / length for term in terms} if length else {} for terms, length in lengths]


def _sum(vectors: Iterable[dict[str, float]]) -> dict[str, float]:
    together: dict[str, float] = {}
    for vector in vectors:
        for term, weight in vector.items():
            together[term] = together.get(term, 0.0) + weight
    return together


def _cosines(terms: set[str], length: float, together: dict[str, float], weights: Weights) -> float:
    """The sum of the cosines of a post to each of the vectors that are summed: a cosine is linear in either."""
    found = math.fsum([weights[term] * together[term] for term in together.keys() & terms])
    return found / length if found else 0.0


def _mean_of_pairs(vectors: Sequence[dict[str, float]], together: dict[str, float]) -> float:
    """The mean cosine of all pairs of different vectors, from the length of their sum."""
    pairs = math.fsum([weight * weight for weight in together.values()]) - sum(map(bool, vectors))
    mean = pairs / (len(vectors) * (len(vectors) - 1))
    return mean if mean > ROUNDING else 0.0
