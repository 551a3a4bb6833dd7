"""The tiers a problem is looked for on, from the finest to the coarsest, and what a post counts for on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from detectors.grouping import NO_GROUP, UNGROUPED, TextGroup
from detectors.post import Post, is_echo, root_of
from detectors.text import has_clue, is_clue

TERMS_PER_POST_MAX = 60
_TEMPLATE = "≈"
# The names of threads in the share test begin with a mark that no term can hold.
THREAD_MARK = "\x1dt"


class Tier(IntEnum):
    """A finer tier says more exactly what is wrong; an alert opens on the finest that is more than chance.

    Of `PHRASE` are keys in snapshots of 0.1 only: two words say no more than the rarer of them does.
    """

    GROUP = 0
    PHRASE = 1
    TERM = 2
    THREAD = 3
    BRAND = 4

    @property
    def word(self) -> str:
        return self.name.lower()


class Key(NamedTuple):
    """What is counted: a group's id, a term, the root of a thread; empty for the brand as a whole."""

    tier: Tier
    name: str


THE_BRAND = Key(Tier.BRAND, "")
"""The one key of the brand as a whole."""


class PostKeys(NamedTuple):
    """What a post counts for on each tier: its group, the root of its thread (empty for none), its distinct
    terms. An echo counts for its thread and for nothing else; who posts one text is a thread as well."""

    group: TextGroup
    root: str
    is_echo: bool
    terms: tuple[str, ...]

    def names(self, tier: Tier) -> Sequence[str]:
        """The names of the keys of a tier that a post counts for."""
        if tier is Tier.THREAD:
            return (self.root,) if self.root else ()
        if self.is_echo or tier is Tier.PHRASE:
            return ()
        if tier is Tier.TERM:
            return self.terms
        if tier is Tier.BRAND:
            return (THE_BRAND.name,)
        return () if (number := self.group.number) == NO_GROUP else (str(number),)

    def has(self, key: Key) -> bool:
        """Whether a post counts for a key of a group, a thread or a word."""
        return bool(key.name) and key.name in self.names(key.tier)


@dataclass(frozen=True)
class TierSpec:
    """What is declared of a tier; everything that looks at all tiers reads it here.

    `meaning`: what was found on it, for people. `is_text`: whether its keys are words. `supports`: whether a key beside the
    lead of a trend makes nobody a member by itself (groups of short posts about one product mix its faults). `mark`: what
    its names begin with in the share test, which counts the tier only where it is given.
    """

    meaning: str
    is_text: bool = False
    supports: bool = False
    mark: str | None = None


TIERS: Mapping[Tier, TierSpec] = {
    Tier.GROUP: TierSpec("posts in similar words", supports=True),
    Tier.PHRASE: TierSpec("two words that stand together", is_text=True, supports=True),
    Tier.TERM: TierSpec("one word", is_text=True, supports=True, mark=""),
    Tier.THREAD: TierSpec("answers to and repeats of one post", mark=THREAD_MARK),
    Tier.BRAND: TierSpec("everything about the brand, in many different words"),
}
"""One row a tier."""

TEXT_TIERS = tuple(tier for tier, spec in TIERS.items() if spec.is_text)
"""The tiers whose keys are words."""


def keys_of(post: Post, group: TextGroup = UNGROUPED, terms: tuple[str, ...] | None = None) -> PostKeys:
    """What a post of `group` counts for; `terms` are `counted_terms` of its own, where they were found before."""
    return PostKeys(
        group, root_of_thread(post), repeats_others(post), counted_terms(post.terms) if terms is None else terms
    )


def root_of_thread(post: Post) -> str:
    """The thread that a post is of: who posts one text is one as well; empty where it stands for itself."""
    return f"{_TEMPLATE}{post.template}" if post.template else root_of(post)


def counted_terms(terms: tuple[str, ...]) -> tuple[str, ...]:
    """The distinct ones of the first terms. Versions and numbers are none that count: those are clues."""
    terms = terms[:TERMS_PER_POST_MAX]
    if has_clue(terms):
        terms = tuple([term for term in terms if not is_clue(term)])
    distinct = dict.fromkeys(terms)
    return terms if len(distinct) == len(terms) else tuple(distinct)


def repeats_others(post: Post) -> bool:
    """Whether a post counts for its thread and for nothing else: an echo, or a copy of what enough people posted before."""
    return post.copied or is_echo(post)


def meaning_of(word: str) -> str:
    """What was found on the tier of that word, for people; the word itself where there is no such tier."""
    return next((spec.meaning for tier, spec in TIERS.items() if tier.word == word), word)


def is_template(key: Key) -> bool:
    """Whether what is counted is who posts one and the same long text."""
    return key.tier is Tier.THREAD and key.name.startswith(_TEMPLATE)
