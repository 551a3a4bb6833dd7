"""The tiers a problem is looked for on, from the finest to the coarsest, and what a post counts for on each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from detectors.buckets import bucket_of
from detectors.post import Post, is_echo, root_of
from detectors.spikes.config import DAY, SpikeConfig
from detectors.spikes.windows import person_number
from detectors.text import is_clue

TERMS_PER_POST_MAX = 60
# The one key of the brand as a whole.
THE_BRAND = ("",)
# A bucket, a person (`windows.person_number`), and keys of one tier.
Observation = tuple[int, int, tuple[str, ...]]


class Tier(IntEnum):
    """A finer tier says more exactly what is wrong; an alert opens on the finest that is more than chance."""

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
    """What is counted: a group's id, a bigram, a term, the root of a thread; empty for the brand as a whole."""

    tier: Tier
    name: str


class PostKeys(NamedTuple):
    """What a post counts for on each tier: its group (-1 for none), the root of its thread (empty for none), its distinct
    terms and bigrams. An echo counts for its thread and for nothing else."""

    group: int
    root: str
    is_echo: bool
    terms: tuple[str, ...]
    phrases: tuple[str, ...]


def keys_of(post: Post, group: int) -> PostKeys:
    """What a post of `group` counts for. Versions and numbers are no terms, and part of no bigram: those are clues."""
    words = terms = post.terms[:TERMS_PER_POST_MAX]
    beside: Iterable[tuple[str, str]] = pairwise(terms)
    # A look at all letters at once: most posts hold no clue.
    if not "".join(terms).isalpha() and any(map(is_clue, terms)):
        words = tuple(term for term in terms if not is_clue(term))
        beside = ((a, b) for a, b in beside if not is_clue(a) and not is_clue(b))
    phrases = dict.fromkeys([f"{a} {b}" for a, b in beside if a != b])
    return PostKeys(group, root_of(post), is_echo(post), tuple(dict.fromkeys(words)), tuple(phrases))


def observations_by_tier(posts: Iterable[tuple[Post, PostKeys]]) -> dict[Tier, list[Observation]]:
    """What each tier hears of posts: the bucket, the person, and the keys that they tell of."""
    tiers: dict[Tier, list[Observation]] = {tier: [] for tier in Tier}
    groups, phrases, terms, threads, whole = (tiers[tier] for tier in Tier)
    for post, keys in posts:
        bucket, person = bucket_of(post.at), person_number(post.person)
        # Everybody stands beside the threads: of threads alone the first one would be all there is, and no rise.
        threads.append((bucket, person, (keys.root,)))
        if keys.is_echo:
            continue
        whole.append((bucket, person, THE_BRAND))
        if keys.group >= 0:
            groups.append((bucket, person, (str(keys.group),)))
        if keys.terms:
            terms.append((bucket, person, keys.terms))
        if keys.phrases:
            phrases.append((bucket, person, keys.phrases))
    return tiers


# A test for each pace. On its first day everything about a brand is new, and newness says nothing; what all of it together
# usually is, only a whole week tells. A thread is always new, and its verdict keeps it off the phones.
CONFIGS = {
    Tier.GROUP: (replace(SpikeConfig.groups(), start_seconds=DAY),),
    Tier.PHRASE: (replace(SpikeConfig.terms(), start_seconds=DAY),),
    Tier.TERM: (
        replace(SpikeConfig.terms(), start_seconds=DAY),
        replace(SpikeConfig.slow_terms(), start_seconds=DAY),
    ),
    Tier.THREAD: (SpikeConfig.groups(),),
    Tier.BRAND: (replace(SpikeConfig.brand(), start_seconds=7 * DAY),),
}
