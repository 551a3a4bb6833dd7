"""Do the people of a problem write about the same thing? How alike their posts are, against their likeness to others'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from itertools import chain

from detectors.compiled import direct
from detectors.knowledge.formulas import formulas
from detectors.likeness import cohesion_kernel as kernel
from detectors.likeness.post_terms import Weights
from detectors.post import Post
from detectors.posts.post_table import Rows, together

MEMBERS_MAX = 12
OTHERS_MAX = 60
EARLIER_MAX = 100
# With fewer others there is nothing to compare with; two posts of a support forum have a cosine of about so much.
OTHERS_MIN = 5
USUAL_COSINE = 0.02
# What a sum of so many numbers may be off by.
ROUNDING = 1e-12

_ratio, _alike = direct(kernel.ratio), direct(kernel.alike)


def cohesion(members: Rows, others: Rows, weights: Weights, *, without: str = "") -> float:
    """How many times more alike the members are among each other than to others of the same days.

    The mean cosine of all pairs of people, one vector each, of the terms that weigh something (`Weights`); versions and
    numbers weigh nothing. 0 for one person alone. At most `MEMBERS_MAX` people and the newest `OTHERS_MAX` others are
    compared. The term `without` counts nothing in the members' posts: it is what they were found by.

    >>> from detectors.post import Post
    >>> from detectors.posts.post_table import PostTable
    >>> from detectors.posts.tiers import keys_of
    >>> def post(person, *terms): return Post(person, 0.0, person, "", terms)
    >>> members = [post("a", "card", "declin", "today"), post("b", "card", "declin", "help"), post("c", "card", "declin")]
    >>> others = [post(f"o{n}", "help", f"word {n}", "card" if n == 0 else "app") for n in range(9)]
    >>> table, weights = PostTable(), Weights(lambda term: 0.1 if term in ("card", "help") else 0.01)
    >>> for place, one in enumerate([*members, *others]):
    ...     table.insert(place, one, keys_of(one))
    >>> cohesion(table.newest(12).of_first(3), table.newest(9), weights) > 4
    True
    """
    compared = members.of_first(MEMBERS_MAX)
    terms, ends, weighing, left_out = weights.vectors(together([compared, others.last(OTHERS_MAX)]), without)
    return _ratio(terms, ends, compared.persons, left_out, weighing, USUAL_COSINE, OTHERS_MIN, ROUNDING)


def alike(members: Rows, earlier: Rows, weights: Weights, *, share: float, without: str = "") -> set[str]:
    """The people of `earlier`, of its newest `EARLIER_MAX` posts, who wrote of the same thing before: who is as alike to
    the members as `share` of what these are among each other."""
    compared, earlier = members.of_first(MEMBERS_MAX), earlier.last(EARLIER_MAX)
    both = together([compared, earlier])
    terms, ends, weighing, left_out = weights.vectors(both, without)
    found = _alike(terms, ends, len(compared), both.persons, left_out, weighing, share, ROUNDING)
    return {post.person for post in Rows(earlier.table, earlier.at[found])}


def terms_of_people(posts: Iterable[Post], among: frozenset[str] | None = None) -> dict[str, set[str]]:
    """The terms of each person, or those `among` these, in the order of their first posts; no word of every request."""
    people: dict[str, set[str]] = {}
    for post in posts:
        terms = {*post.terms} if among is None else among.intersection(post.terms)
        people.setdefault(post.person, set()).update(terms - formulas(post.lang))
    return people


def using(terms: Mapping[str, Set[str]]) -> Counter[str]:
    """How many people use each term, by the terms of each."""
    return Counter(chain.from_iterable(terms.values()))
