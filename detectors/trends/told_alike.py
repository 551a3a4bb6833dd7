"""Problems that rise together and are told in other words, or in another language, and yet share a term: one problem.

What is left untranslated says that it is the same: an error code, an emoji, the name of what broke. The name of a product
does not, since two of its parts may fail on one day; so only a term counts that hardly anybody says usually. Two faults are
about one thing by chance as often as it is complained of otherwise: for five such terms, one time in a hundred.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain

from detectors.facts import UsualShare
from detectors.text import is_clue
from detectors.trends.problems import Problem
from detectors.trends.tiers import WORDED, Tier

# A shared term is said by so many of each problem's people, so many of them at least, and by so few usually.
SHARED_SHARE = 0.2
SHARED_PEOPLE = 2
USUAL_SHARE = 0.002


def joined(problems: Iterable[Problem], usual_share: UsualShare, is_echo: Callable[[Problem], bool]) -> list[Problem]:
    """The problems, those that share a rare term made one; each is led by what it was led by. What `is_echo` stays apart:
    a campaign and an incident about the same thing are two."""
    apart: list[tuple[Problem, frozenset[str]]] = []
    for problem in problems:
        terms = frozenset[str]() if is_echo(problem) else rare_terms(problem, usual_share)
        alike = [one for one in apart if not terms.isdisjoint(one[1])]
        apart = [one for one in apart if one not in alike]
        apart.append((_one([*(one for one, _ in alike), problem]), terms.union(*(shared for _, shared in alike))))
    return [problem for problem, _ in apart]


def rare_terms(problem: Problem, usual_share: UsualShare) -> frozenset[str]:
    """The terms that a good part of those who tell a problem say, and hardly anybody usually; versions are none.

    Of a problem that words lead those words alone, as who says them may tell of several things; of a thread none, as an
    echo is another trend.
    """
    tier, posts = problem.keys[0].key.tier, problem.lead_posts()
    said = Counter(term for _, term in {(post.person, term) for post in posts for term in post.terms if not is_clue(term)})
    least = max(SHARED_PEOPLE, SHARED_SHARE * len({post.person for post in posts}))
    terms = frozenset(term for term, count in said.items() if count >= least and usual_share(term) <= USUAL_SHARE)
    if tier is Tier.GROUP:
        return terms
    return terms.intersection(chain.from_iterable(one.key.name.split() for one in problem.keys if one.key.tier in WORDED))


def _one(alike: list[Problem]) -> Problem:
    if len(alike) == 1:
        return alike[0]
    return Problem(
        keys=tuple(key for one in alike for key in one.keys),
        people=frozenset[str]().union(*(one.people for one in alike)),
        witnesses=tuple(key for one in alike for key in one.witnesses),
        leads=tuple(key for one in alike for key in one.leads),
    )
