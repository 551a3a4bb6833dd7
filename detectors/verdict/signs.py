"""What a text shows by itself of what its writer wants."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from detectors.knowledge.failures import says_failure
from detectors.post import Post
from detectors.text.lures import Lure, lure_of, tags_of
from detectors.text.pitches import as_looked_at, foreign_sites, gives_a_number, names_somebody
from detectors.text.purpose import asks


class Signs(NamedTuple):
    """Whether a text says that something fails, and asks; the ways to somebody else that it gives: a number or an address,
    an account, sites; how it draws its reader on; its hashtags and codes."""

    failing: bool
    asking: bool
    number: bool
    account: bool
    sites: frozenset[str]
    lure: Lure
    tags: frozenset[str]


def signs_of(post: Post, own: frozenset[str]) -> Signs:
    """The signs of a post; `own`: the company's names and accounts, folded."""
    return _signs_of(whole(post), post.lang, own)


# The same posts are looked at whenever their trend is judged, and at each of its events.
@lru_cache(maxsize=2_000)
def _signs_of(text: str, lang: str, own: frozenset[str]) -> Signs:
    plain = as_looked_at(text)
    return Signs(
        failing=says_failure(text, lang),
        asking=asks(plain),
        number=gives_a_number(plain),
        account=names_somebody(plain, own),
        sites=foreign_sites(plain, own),
        lure=lure_of(plain),
        tags=tags_of(plain),
    )


def whole(post: Post) -> str:
    """The title and the text of a post."""
    return f"{post.title}\n{post.text}" if post.title else post.text
