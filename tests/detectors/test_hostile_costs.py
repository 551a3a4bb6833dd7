"""What strangers send costs an engine about what others send, and a mention of many no more than one of few."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest

from detectors.post import Post
from detectors.posts.tiers import Key, Tier
from detectors.text import TERMS_MAX, language_of, normalise
from detectors.text.clean import TEXT_CHARS_MAX
from detectors.trends.members import POSTS_MAX
from detectors.trends.trend import Trend
from tests.hostile_streams import STREAMS, calls, ordinary, spent, spent_by_last

FEW, MANY = 250, 500
RAW_BYTES = 64 * 1024
# All posts read again at every close are a growth of 2.
GROWTH_MAX, TIMES_ORDINARY_MAX = 1.5, 10.0
HARD = ("one text by many", "half the words changed", "all agree with one post")
THOUSAND, THOUSANDS, LAST = 1_000, 4_000, 200
LONG = ("one text by many", "all agree with one post")
# What is compared of a problem is bounded, and reached by the first thousand posts.
TIMES_AFTER_THOUSAND_MAX = 20.0
DEAR = ("half the words changed", "one subject by many")


@pytest.mark.parametrize("stream", HARD)
def test_a_mention_of_many_costs_no_more_than_one_of_few(stream: str) -> None:
    few, many = (spent(STREAMS[stream](Random(n), n), calls) / n for n in (FEW, MANY))
    usual = spent(ordinary(MANY), calls) / MANY
    print(f"{stream}: {few:.0f} and {many:.0f} calls a mention, {usual:.0f} of an ordinary one")
    assert many < GROWTH_MAX * few
    assert many < TIMES_ORDINARY_MAX * usual


@pytest.mark.parametrize("stream", LONG)
def test_the_last_mentions_of_thousands_cost_no_more_than_those_of_one_thousand(stream: str) -> None:
    few, many = (spent_by_last(STREAMS[stream](Random(n), n), LAST, calls) for n in (THOUSAND, THOUSANDS))
    print(f"{stream}: {few:.0f} and {many:.0f} calls a mention")
    assert many < GROWTH_MAX * few


@pytest.mark.parametrize("stream", DEAR)
def test_the_last_mentions_of_a_thousand_cost_about_what_others_do(stream: str) -> None:
    sent = STREAMS[stream](Random(1), THOUSAND), ordinary(THOUSAND)
    hostile, usual = (spent_by_last(one, LAST, calls) for one in sent)
    print(f"{stream}: {hostile:.0f} calls a mention, {usual:.0f} of an ordinary one")
    assert hostile < TIMES_AFTER_THOUSAND_MAX * usual


def test_posts_that_were_let_go_of_are_not_counted_again() -> None:
    """At every close a trend is given all posts of its problem, of which it keeps a part."""
    posts = [Post(f"{n}", float(n), f"person {n}", "no ticket again", ("ticket",)) for n in range(3 * POSTS_MAX)]
    trend = Trend("t", Key(Tier.TERM, "ticket"), 3600)
    for end in range(100, len(posts) + 1, 100):
        trend.add_new(posts[:end], lambda post: post.at)
    assert trend.members.posts_so_far == trend.members.people_so_far == len(posts)
    assert len(trend.members.posts()) == POSTS_MAX


def test_who_comes_later_is_counted_with_all_posts_though_others_were_let_go_of() -> None:
    trend = Trend("t", Key(Tier.TERM, "ticket"), 3600)
    posts = [Post(f"{n}", float(n), f"person {n}", "no ticket again", ("ticket",)) for n in range(POSTS_MAX + 50)]
    late = [Post(f"late {n}", 1e4 + n, "kim", "no ticket again", ("ticket",)) for n in range(2)]
    trend.add_new(posts, lambda post: post.at)
    trend.add_new([*posts, *late], lambda post: post.at)
    assert trend.members.posts_so_far == len(posts) + len(late)


def read(text: str, lang: str) -> None:
    normalise(text, lang)
    language_of("", text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("th", "ไม่สามารถเข้าสู่ระบบได้"),
        ("zh", "无法登录我的账户"),
        ("ja", "ログインできません"),
        ("ko", "로그인이안돼요"),
        ("km", "មិនអាចចូលគណនី"),
        ("lo", "ບໍ່ສາມາດເຂົ້າສູ່ລະບົບ"),
        ("my", "အကောင့်ဝင်မရပါ"),
    ],
)
@pytest.mark.parametrize("kind", ["repeated", "shuffled", "one sign"])
def test_a_text_without_a_space_costs_no_more_than_the_longest_that_is_read(lang: str, text: str, kind: str) -> None:
    signs = {"repeated": text, "shuffled": "".join(Random(1).choices(text, k=500)), "one sign": text[:1]}[kind]
    longest, raw = ((signs * many)[:many] for many in (TEXT_CHARS_MAX, RAW_BYTES // len(text[0].encode())))
    normalise(raw[:100], lang)
    spent_on = [calls(partial(read, whole, lang)) for whole in (longest, raw)]
    print(f"{lang}, {kind}: {spent_on}")
    assert spent_on[1] <= 1.1 * spent_on[0] + 50
    assert len(normalise(raw, lang)) <= TERMS_MAX
