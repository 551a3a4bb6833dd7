"""One fault in several languages: reports that share what nobody translates, the name of what broke.

Two faults of one product may rise on one day and share its name; within one language other words distinguish them, so there
the name says nothing (`detectors.trends.problems.joined`). In two languages all other words differ in any case, and a name
that most of both say, many times as often as usual, is what they have in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from detectors.facts import UsualShare
from detectors.post import Post
from detectors.text import is_clue, normalise
from detectors.text.simple_words import NOISE, WORD

NAME_SHARE = 0.5
NAME_RATIO = 8.0
LANGUAGE_SHARE = 0.6
PEOPLE_MIN = 3
NAME_LETTERS_MIN = 4
POSTS_MAX = 100


def is_same_abroad(posts: Sequence[Post], others: Sequence[Post], usual_share: UsualShare) -> bool:
    """Whether both are reports of one thing in two languages."""
    language, theirs = language_of(posts), language_of(others)
    if not language or not theirs or language == theirs:
        return False
    mine = [post for post in posts if post.lang == language][-POSTS_MAX:]
    foreign = [post for post in others if post.lang == theirs][-POSTS_MAX:]
    return not names_of(mine, language, usual_share).isdisjoint(names_of(foreign, theirs, usual_share))


def language_of(posts: Sequence[Post]) -> str:
    """The language that most of the posts are in; empty when none is that of enough of them, or too few are known."""
    counts = Counter(post.lang for post in posts if post.lang)
    language, count = max(counts.items(), key=lambda one: (one[1], one[0]), default=("", 0))
    return language if count >= max(PEOPLE_MIN, LANGUAGE_SHARE * len(posts)) else ""


def names_of(posts: Sequence[Post], language: str, usual_share: UsualShare) -> set[str]:
    """The words, as they are written, that most of these people use and few usually do. Stems differ by language."""
    people = len({post.person for post in posts})
    if people < PEOPLE_MIN:
        return set()
    uses = {(word, post.person) for post in posts for word in written(post)}
    counts = Counter(word for word, _ in uses)
    found = set()
    for word, count in counts.items():
        share = count / people
        if share < NAME_SHARE or len(word) < NAME_LETTERS_MIN or is_clue(word):
            continue
        terms = normalise(word, language)
        if terms and all(share >= NAME_RATIO * usual_share(term) for term in terms):
            found.add(word)
    return found


def written(post: Post) -> set[str]:
    """The words of a post, folded, without links and handles."""
    return {found.group().casefold() for found in WORD.finditer(NOISE.sub(" ", f"{post.title} {post.text}"))}
