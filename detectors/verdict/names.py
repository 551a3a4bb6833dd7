"""The kinds of trend, the limits between them, what else is known, and the verdict with its numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from detectors.facts import UsualShare, unknown_share
from detectors.text.simple_words import Words, plain_words
from detectors.values import ECHOES as ECHOES
from detectors.values import Verdict as Verdict
from detectors.values import VerdictName as VerdictName
from detectors.verdict.complaint import Ratio, shipped_ratio

WORDS = {
    VerdictName.SYSTEMIC: "many independent people",
    VerdictName.VIRAL: "one post that goes round",
    VerdictName.OWN_POST: "reactions to a post of the brand",
    VerdictName.COORDINATED: "a campaign: one text again and again, or adverts",
    VerdictName.SINGLE_CUSTOMER: "one customer",
    VerdictName.MIXED: "a post that goes round, and first-hand reports beside it",
    VerdictName.UNDETERMINED: "too little to tell",
    VerdictName.PRAISE: "people are happy about it",
}
"""The verdicts as cards say them."""


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of the verdict.

    `own_words_min`: different words of one's own beside a quote that make a first-hand report all the same. `people_min`:
    first-hand people beside a thread that make it `mixed`, and (three will do) a trend without one `systemic`. The shares
    are of the posts: one person's, the thread's, the nearly identical ones (of the people: those who advertise); raising
    one makes its verdict rarer.
    `rare_share`: a root's word that fewer of the brand's people usually say points back to it. `roots_max`: how many
    posts are still "one or a few" that others repeat; each has at least `root_share` of all posts.
    """

    own_words_min: int = 4
    people_min: int = 5
    single_share: float = 0.6
    thread_share: float = 0.5
    same_text_share: float = 0.5
    adverts_share: float = 0.5
    roots_max: int = 5
    rare_share: float = 0.002
    root_share: float = 0.02


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What is known beside the posts.

    `own_handles` are the brand's accounts as quotes name them (the brand's name always counts), `own_posts` the ids of
    its recent posts. `usual_share` is the share of the brand's people who usually say a term, `words` what
    made the terms. `people` and `posts` are the true totals when the posts given are a bounded part of them (0: they are
    all). `posts_of_day` is how many posts each person wrote of the brand in the last day, whatever about; who is not in it
    wrote only those given. `complaint_ratio` is the evidence of each post that people complain.
    """

    brand: str = ""
    own_handles: Collection[str] = ()
    own_posts: Collection[str] = ()
    people: int = 0
    posts: int = 0
    posts_of_day: Mapping[str, int] = {}
    usual_share: UsualShare = unknown_share
    words: Words = plain_words
    complaint_ratio: Ratio = shipped_ratio


def plural(n: int, one: str, many: str) -> str:
    """`1 person`, `2 people`."""
    return f"{n} {one if n == 1 else many}"
