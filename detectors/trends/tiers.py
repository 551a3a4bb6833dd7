"""The tiers a problem is looked for on, from the finest to the coarsest, and what a post counts for on each."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from detectors.post import Post, is_echo, root_of
from detectors.text import is_clue

TERMS_PER_POST_MAX = 60
_TEMPLATE = "≈"


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


TEXT_TIERS = (Tier.PHRASE, Tier.TERM)
"""The tiers whose keys are words."""


class Key(NamedTuple):
    """What is counted: a group's id, a term, the root of a thread; empty for the brand as a whole."""

    tier: Tier
    name: str


THE_BRAND = Key(Tier.BRAND, "")
"""The one key of the brand as a whole."""


class PostKeys(NamedTuple):
    """What a post counts for on each tier: its group (-1 for none), the root of its thread (empty for none), its distinct
    terms. An echo counts for its thread and for nothing else; who posts one text is a thread as well."""

    group: int
    root: str
    is_echo: bool
    terms: tuple[str, ...]

    def has(self, key: Key) -> bool:
        """Whether a post counts for a key of a group, a thread or a word."""
        named = {Tier.GROUP: str(self.group), Tier.THREAD: self.root}
        return key.name in self.terms if key.tier is Tier.TERM else bool(key.name) and named.get(key.tier) == key.name


def keys_of(post: Post, group: int) -> PostKeys:
    """What a post of `group` counts for. Versions and numbers are no terms: those are clues."""
    terms = post.terms[:TERMS_PER_POST_MAX]
    # A look at all letters at once: most posts hold no clue.
    if not "".join(terms).isalpha() and any(map(is_clue, terms)):
        terms = tuple(term for term in terms if not is_clue(term))
    root = f"{_TEMPLATE}{post.template}" if post.template else root_of(post)
    return PostKeys(group, root, post.copied or is_echo(post), tuple(dict.fromkeys(terms)))


def is_template(key: Key) -> bool:
    """Whether what is counted is who posts one and the same long text."""
    return key.tier is Tier.THREAD and key.name.startswith(_TEMPLATE)
