"""Who writes all day counts for nobody: they make no word usual, and none a fault's; not where everybody writes so much."""

from __future__ import annotations

import pytest

from detectors.buckets import DAY_BUCKETS
from detectors.engine.authors import AuthorBudget
from detectors.engine.copies import Copies
from detectors.evaluation.attacks import LATER_MINUTES_MAX, run, stream_of
from detectors.knowledge import NOTHING
from detectors.post import Post
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import Key, Tier, keys_of
from detectors.trends.brand_tests import BrandTests
from detectors.trends.group_rises import counting, people_of_groups
from stream.config.load import load
from stream.engines.factory import EngineFactory

POSTS_MAX = 10


def writes(budget: AuthorBudget, person: str, posts: int, day: int) -> list[bool]:
    return [budget.spend(person, 20, day * DAY_BUCKETS) for _ in range(posts)]


def test_who_was_loud_counts_for_nobody_on_that_day_and_the_next() -> None:
    budget = AuthorBudget()
    assert writes(budget, "ann", POSTS_MAX + 1, day=1) == [True] * POSTS_MAX + [False]
    assert budget.take_loud(writing=30) == {"ann"}
    assert budget.take_loud(writing=30) == set()
    assert writes(budget, "bob", 1, day=2) == [True]
    assert writes(budget, "ann", 1, day=2) == [False]
    assert writes(budget, "ann", 1, day=3) == [True]


def test_where_most_write_all_day_the_source_has_few_authors_and_all_count() -> None:
    budget = AuthorBudget()
    for agent in range(5):
        writes(budget, f"agent {agent}", POSTS_MAX + 5, day=1)
    assert budget.take_loud(writing=5) == set()
    # So they do on the next day.
    assert writes(budget, "agent 1", 1, day=2) == [True]


def test_a_budget_goes_on_as_it_was_kept() -> None:
    budget = AuthorBudget()
    writes(budget, "ann", POSTS_MAX + 1, day=1)
    budget.take_loud(writing=9)
    writes(budget, "bob", POSTS_MAX + 1, day=1)
    kept = AuthorBudget(budget.day, budget.spent, budget.loud, budget.loud_before)
    assert kept.all_loud == {"ann"}
    assert kept.take_loud(writing=9) == budget.take_loud(writing=9) == {"bob"}
    kept.forget(["ann"])
    assert kept.all_loud == {"bob"}


def test_people_who_are_left_out_are_in_no_window_and_count_for_no_key() -> None:
    tests, recent = BrandTests("acme", NOTHING), RecentPosts()
    key, now = Key(Tier.TERM, "basil"), 600.0
    for number, person in enumerate(("ann", "bob", "eve")):
        post = Post(str(number), now, person, "basil wilts", ("basil", "wilt"))
        keys = keys_of(post)
        tests.observe([(post, keys)])
        recent.add(post, keys, now)
    tests.close(20, 5)
    tests.leave_out({"eve"})
    recent.left_out = frozenset({"eve"})
    assert tests.people(key, 20, 24 * 3600) == 2
    assert [post.person for post in recent.matching({key: 0.0})[key]] == ["ann", "bob"]
    assert people_of_groups(*counting(recent, recent.table.since(0.0).at), 0, 1)[1] == 2
    assert len(recent) == 3


def test_who_is_left_out_is_nobodys_voice() -> None:
    words = ("as", "soon", "as", "the", "basket", "opens", "the", "courier", "page", "closes", "by", "itself")
    copies = Copies()
    for number, person in enumerate(("ann", "bob")):
        copies.add(copies.marked(Post(str(number), number, person, "", words), lambda _: 0.0))
    victim = Post("2", 2.0, "eve", "", words)
    assert copies.marked(victim, lambda _: 0.0).copied
    copies.left_out = frozenset({"ann", "bob"})
    assert not copies.marked(victim, lambda _: 0.0).copied


@pytest.mark.parametrize(("attack", "seed"), [("flood of three", 3), ("copies with a remark", 2)])
def test_an_incident_opens_in_time_whatever_a_few_write_all_day(attack: str, seed: int) -> None:
    factory = EngineFactory.of(load({}))
    plain, attacked = (run(factory.build(), *stream_of(name, seed)) for name in ("none", attack))
    assert plain.opened_at is not None
    assert attacked.opened_at is not None
    assert attacked.opened_at <= plain.opened_at + 60 * LATER_MINUTES_MAX
    assert attacked.false == 0


@pytest.mark.parametrize("attack", ["copies with a remark", "stamped ahead"])
def test_they_alone_send_no_message(attack: str) -> None:
    assert run(EngineFactory.of(load({})).build(), *stream_of(attack, 2, with_incident=False)).false == 0
