"""Who writes about something uses its word again: in a long text a word that merely comes along stands once.

Whether a word comes again once it has come shows what a text is about better than how often it comes (Church 2000,
"Empirical estimates of adaptation"). How often words come again anyway is shown by the others of the same texts:
a text in which no other does, as in most tweets, could not show it and says nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from detectors.knowledge.failure_lists import UNSPACED
from detectors.knowledge.failures import PEOPLE_MAX, laid_out
from detectors.post import Post, first_people
from detectors.text import primary

# The odds that a word comes again are so many times those of the other words of its texts where it merely comes along, and
# where a fault is about it.
ALONG_ODDS, ABOUT_ODDS = 1.5, 4.0
# That a word which rises merely came along is so much likelier to begin with.
BEFORE = 0.75
# What is known of texts is worth so many of their words, of which this part comes again.
KNOWN_WORDS, KNOWN_SHARE = 10.0, 0.1
# A shorter term is no word in most scripts.
LETTERS_MIN = 3


def repeating_ratio(posts: Sequence[Post], term: str, most: float = math.inf) -> float:
    """How many times likelier it is that its people write about a term than that it comes along, by how many of the first
    of them use it again in one text, at most `most` times and at least one over that; 1 where no text could show it.

    >>> def post(person, text): return Post(person, 0.0, person, text, (), lang="en")
    >>> again = "sync stopped and since then sync shows nothing in the list of tabs, the list stays empty"
    >>> once = "sync stopped and since then my laptop shows nothing in the list of tabs, the list stays empty"
    >>> repeating_ratio([post(f"{n}", again) for n in range(6)], "sync") > 10
    True
    >>> repeating_ratio([post(f"{n}", once) for n in range(6)], "sync") < 1
    True
    """
    again, others, repeated = dict[str, bool](), 0, 0
    first = first_people(posts, PEOPLE_MAX)
    for post in posts:
        if post.person not in first or primary(post.lang) in UNSPACED:
            continue
        used = _used(post.text, post.lang)
        if not used.again - {term}:
            continue
        if term in used.words:
            again[post.person] = again.get(post.person, False) or term in used.again
        others += len(used.words) - (term in used.words)
        repeated += len(used.again) - (term in used.again)
    if not again:
        return 1.0
    share = (repeated + KNOWN_WORDS * KNOWN_SHARE) / (others + KNOWN_WORDS)
    along, about = _with_odds(share, ALONG_ODDS), _with_odds(share, ABOUT_ODDS)
    many, once = sum(again.values()), len(again) - sum(again.values())
    times = BEFORE * (about / along) ** many * ((1.0 - about) / (1.0 - along)) ** once
    return min(most, max(1.0 / most, times))


def _with_odds(share: float, times: float) -> float:
    """A share whose odds are so many times as high."""
    return share * times / (1.0 - share + share * times)


class _Used(NamedTuple):
    """The words of a text, and those that come in it again."""

    words: frozenset[str]
    again: frozenset[str]


# Of the same posts it is asked at every close at which their word rises.
@lru_cache(maxsize=1_000)
def _used(text: str, lang: str) -> _Used:
    each = Counter(term for terms in laid_out(text, lang).terms for term in set(terms) if len(term) >= LETTERS_MIN)
    return _Used(frozenset(each), frozenset(term for term, times in each.items() if times > 1))
