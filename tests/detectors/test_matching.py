"""Who is a member of a trend: what is looked up by name is what asking every trend would say."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.grouping import UNGROUPED, TextGroup
from detectors.post import Post
from detectors.posts.tiers import TIERS, Key, PostKeys, Tier
from detectors.trends.matching import Membership, distinctive_terms, is_common, is_same_problem
from detectors.trends.trend import Trend

NAMES = {
    Tier.GROUP: ("1", "2"),
    Tier.TERM: ("card", "page", "blank"),
    Tier.THREAD: ("root-1", "root-2"),
    Tier.BRAND: ("",),
}
KEYS = [Key(tier, name) for tier, names in NAMES.items() for name in names]

keys_of_posts = st.builds(
    PostKeys,
    group=st.integers(-1, 3).map(TextGroup),
    root=st.sampled_from(("", *NAMES[Tier.THREAD])),
    is_echo=st.booleans(),
    terms=st.lists(st.sampled_from((*NAMES[Tier.TERM], "other")), unique=True).map(tuple),
)


def trend(lead: Key, *others: Key) -> Trend:
    made = Trend(f"{lead.tier.word}-{lead.name}", lead, 900)
    made.keys |= {*others}
    return made


def keys_with(**given: object) -> PostKeys:
    return PostKeys(**{"group": UNGROUPED, "root": "", "is_echo": False, "terms": (), **given})  # type: ignore[arg-type]


def counts_for(keys_with: PostKeys, key: Key) -> bool:
    if key.tier is Tier.THREAD:
        return keys_with.root == key.name
    names = {
        Tier.GROUP: (str(keys_with.group.number),),
        Tier.TERM: keys_with.terms,
        Tier.BRAND: ("",),
    }[key.tier]
    return not keys_with.is_echo and key.name in names


def takes(trend: Trend, keys_with: PostKeys) -> bool:
    if counts_for(keys_with, trend.lead):
        return True
    tiers = [key.tier for key in trend.keys if counts_for(keys_with, key)]
    return len(tiers) >= 2 or any(not TIERS[tier].supports for tier in tiers)


@given(
    st.lists(st.lists(st.sampled_from(KEYS), min_size=1, unique=True), max_size=4),
    keys_of_posts,
)
def test_a_post_is_a_member_of_what_each_trend_by_itself_would_take(keys: list[list[Key]], keys_with: PostKeys) -> None:
    trends = [trend(*some) for some in keys]
    members = Membership(trends).of(keys_with)
    assert len(members) == len({id(one) for one in members})
    assert {id(one) for one in members} == {id(one) for one in trends if takes(one, keys_with)}


def test_the_lead_alone_makes_a_member_and_one_word_beside_it_does_not() -> None:
    card = trend(Key(Tier.TERM, "card"), Key(Tier.TERM, "page"), Key(Tier.TERM, "blank"))
    member_of = Membership([card]).of
    assert member_of(keys_with(terms=("card",))) == [card]
    assert member_of(keys_with(terms=("page",))) == []
    assert member_of(keys_with(terms=("page", "blank"))) == [card]


def test_a_thread_makes_a_member_a_group_with_a_word_too_and_an_echo_is_one_by_its_thread_alone() -> None:
    card = trend(Key(Tier.TERM, "card"), Key(Tier.TERM, "page"), Key(Tier.GROUP, "1"), Key(Tier.THREAD, "root-1"))
    member_of = Membership([card]).of
    assert member_of(keys_with(group=TextGroup(1))) == []
    assert member_of(keys_with(group=TextGroup(1), terms=("page",))) == [card]
    assert member_of(keys_with(group=TextGroup(1), terms=("card",), is_echo=True)) == []
    assert member_of(keys_with(root="root-1", is_echo=True)) == [card]
    assert member_of(keys_with(group=TextGroup(2), root="root-2")) == []


def test_a_lead_that_people_use_every_day_makes_nobody_a_member() -> None:
    page = trend(Key(Tier.TERM, "page"), Key(Tier.TERM, "card"), Key(Tier.TERM, "blank"))
    page.lead_is_common = True
    member_of = Membership([page]).of
    assert member_of(keys_with(terms=("page",))) == []
    assert member_of(keys_with(terms=("page", "card"))) == []
    assert member_of(keys_with(terms=("card", "blank"))) == [page]
    assert is_common(page.lead, lambda _: 0.3)
    assert not is_common(page.lead, lambda _: 0.001)


def reports(*words: str) -> list[Post]:
    return [Post(f"p{n}", 0.0, f"p{n}", "", tuple(text.split())) for n, text in enumerate(words)]


@pytest.mark.parametrize(("words", "same"), [("google calendar", False), ("cache full", True), ("sync lost", False)])
def test_two_faults_of_one_product_are_two_problems(words: str, same: bool) -> None:
    """Four in a hundred name the product on any day; by a word that sets a trend apart they are one."""
    trend_of_cache = frozenset({"cache", "clear", "google"})
    posts = reports(*[f"{words} {number}" for number in range(8)])
    assert is_same_problem(posts, trend_of_cache, lambda word: 0.04 if word == "google" else 0.001) == same


def test_what_every_request_says_sets_nothing_apart() -> None:
    """On a brand's first day nobody is known to have asked for help before."""
    posts = [msgspec.structs.replace(post, lang="en") for post in reports(*["problem help login"] * 3)]
    assert distinctive_terms(posts, lambda _: 1e-6) == {"login"}
