"""Groups of similar posts that more people join than chance explains."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import partial

import pytest

from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord
from detectors.engine.policy import BrandConfig
from detectors.grouping import NO_GROUP, TextGroup, WaitingTexts
from detectors.knowledge import Knowledge
from detectors.lifecycle import Event
from detectors.mention import Basis, Kind
from detectors.post import Post, praises
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import Key, PostKeys, Tier, keys_of
from detectors.spikes.rise import Evidence
from detectors.trends.group_rises import POSTS_MAX, counting, people_of_groups, rising_groups
from tests.incident import LATENESS, START, fed, posted, until

NOW = 20 * 3600.0
SEVEN = Key(Tier.GROUP, "7")


def recent(*posts: tuple[Post, int]) -> RecentPosts:
    """A day with a post every ten minutes, each in a group of its own, and these."""
    quiet = [(Post(f"q{n}", 600.0 * n, f"q{n}", "", ("word",)), 100 + n) for n in range(120)]
    held = RecentPosts()
    for post, group in sorted([*quiet, *posts], key=lambda one: one[0].at):
        held.add(post, keys_of(post, TextGroup(group)), post.at)
    return held


def people(many: int, until: float = NOW, **fields: object) -> list[tuple[Post, int]]:
    return [(Post(f"p{n}", until - 60.0 * n, f"p{n}", "", ("word",), **fields), 7) for n in range(many)]  # type: ignore[arg-type]


def test_a_group_that_six_people_join_within_an_hour_rises() -> None:
    (spike,) = (rises := rising_groups(recent(*people(6)), NOW, 5)).values()
    assert [*rises] == [SEVEN]
    assert (spike.people, spike.window_seconds, spike.evidence) == (6, 3600, Evidence.GROUP)
    assert spike.p_value < 1e-8
    assert spike.usual < 0.1


def test_fewer_people_than_are_asked_for_do_not_rise() -> None:
    assert rising_groups(recent(*people(4)), NOW, 5) == {}
    same = [(Post(f"p{n}", NOW - n, "one person", "", ("word",)), 7) for n in range(9)]
    assert rising_groups(recent(*same), NOW, 5) == {}


def test_a_group_of_every_hour_does_not_rise() -> None:
    usual = [(Post(f"u{n}", 600.0 * n, f"u{n}", "", ("word",)), 7) for n in range(114)]
    assert rising_groups(recent(*usual, *people(6)), NOW, 5) == {}


def test_who_praises_or_repeats_others_counts_for_no_group() -> None:
    assert rising_groups(recent(*people(8, score=0.0, basis="rating")), NOW, 5) == {}
    assert rising_groups(recent(*people(8, kind=Kind.REPOST, repost_of="x")), NOW, 5) == {}


def test_of_a_brand_that_writes_without_end_the_newest_posts_are_looked_at() -> None:
    crowd = [(Post(f"e{n}", NOW - 0.1 * n, f"e{n % 20}", "", ("word",)), 1000 + n) for n in range(POSTS_MAX)]
    before = people(6, NOW - 1000)
    assert SEVEN in rising_groups(recent(*crowd[: POSTS_MAX // 2], *before), NOW, 5)
    assert rising_groups(recent(*crowd, *before), NOW, 5) == {}


def test_groups_are_asked_for_only_where_so_many_may_gather() -> None:
    chance, every_text, late_texts = random.Random(8), WaitingTexts("ours"), WaitingTexts("ours")
    every, late = RecentPosts(), RecentPosts()
    at, waited, risen = 0.0, 0, 0
    for n in range(400):
        is_dense = n % 40 < 8
        at += 300.0 if is_dense else 3600.0
        subject = chance.choice("ab") if is_dense else f"{chance.random()}"
        words = (f"{subject} one", f"{subject} two", f"{subject} three")
        echo = {"kind": Kind.REPOST, "repost_of": "x"} if chance.random() < 0.1 else {}
        post = Post(str(n), at, f"p{chance.randrange(300)}", "", words, **echo)  # type: ignore[arg-type]
        for recent, texts in ((every, every_text), (late, late_texts)):
            recent.add(post, keys_of(post, texts.add(words, post.at)), post.at)
            recent.expire(post.at)
        every.table.with_groups()
        expected = rising_groups(every, post.at + 1.0, 3)
        assert rising_groups(late, post.at + 1.0, 3) == expected
        waited, risen = waited + (late_texts.live < every_text.live), risen + bool(expected)
    assert waited > 100
    assert risen > 5


def test_people_of_groups_are_counted_as_they_are_held() -> None:
    chance = random.Random(3)
    held = RecentPosts()
    assert len(held.table) == 0
    for n in range(600):
        # Some come late, some praise, some repeat others, some have no group.
        at = 120.0 * n - chance.choice((0.0, 0.0, 0.0, 5000.0))
        fields = chance.choice(({}, {}, {}, {"score": 0.0, "basis": Basis.RATING}, {"kind": Kind.REPOST}, {"copied": True}))
        post = Post(f"p{n}", at, f"person {chance.randrange(200)}", "", ("word",), **fields)
        held.add(post, keys_of(post, TextGroup(chance.choice((-1, 1, 2, 3, 10**12)))), at)
        if n % 7 == 0:
            held.expire(120.0 * n + 50_000.0)
        if n % 11 == 0:
            assert counted(held) == counted_one_by_one(held)
    assert len(held) < 600


def counted(held: RecentPosts) -> tuple[int, int, dict[int, tuple[int, int]]]:
    """Of the first third of the posts, and of those after them."""
    return people_of_groups(*counting(held, held.table.since(-math.inf).at), len(held) // 3, 2)


def counted_one_by_one(held: RecentPosts) -> tuple[int, int, dict[int, tuple[int, int]]]:
    posts = [*held.newest_first(-1e9)][::-1]
    before, since = (of_each_group(some) for some in (posts[: len(held) // 3], posts[len(held) // 3 :]))
    large = {group: (len(before.get(group, ())), len(who)) for group, who in since.items() if group and len(who) >= 2}
    return len(before[0]), len(since[0]), large


def of_each_group(posts: Sequence[tuple[Post, PostKeys]]) -> dict[int, set[str]]:
    """Who wrote posts of each group, and under 0 everybody."""
    found: dict[int, set[str]] = {0: set()}
    for post, keys in posts:
        if not keys.is_echo:
            found[0].add(post.person)
            if not praises(post) and keys.group.number != NO_GROUP:
                found.setdefault(keys.group.number, set()).add(post.person)
    return found


# No word of these is rare, and none is in more than three: a share of a word alone is no news.
ALIKE = (
    "gift redeem till fails",
    "gift balance zero never",
    "gift redeem receipt error",
    "balance receipt redeem checkout",
    "balance till zero checkout",
    "receipt till checkout zero",
)
WORDS = sorted({word for text in ALIKE for word in text.split()})
COMMON = Knowledge(lambda _: dict.fromkeys(WORDS, 0.002))


def reports(texts: Sequence[str], start: float) -> list[tuple[float, str, str]]:
    return [(start + 90.0 * n, f"r{n}", text) for n, text in enumerate(texts)]


@pytest.mark.parametrize(("hours", "opens"), [(60, True), (40, False)])
def test_people_whose_reports_share_no_rare_word_open_an_alert_as_a_group_once_the_brand_is_known(
    hours: int, opens: bool
) -> None:
    quiet = [(START + 600.0 * n, f"q{n}", f"slow{n % 7} thing{n} page{n}") for n in range(6 * hours)]
    every = sorted([*quiet, *reports(ALIKE, START + 3600.0 * hours)])
    complaints = [posted(at, ident, offset, text) for offset, (at, ident, text) in enumerate(every)]
    brands = TrendEngine(partial(BrandTrends, config=BrandConfig(), knowledge=COMMON), LATENESS)
    events = fed(brands, complaints, end=START + 3600.0 * hours + 1800)
    opened = [alert for alert in events if alert.event == Event.OPENED]
    assert [(alert.evidence, alert.people) for alert in opened] == ([("group", 5)] if opens else [])


def test_what_opens_as_a_group_opens_the_same_after_a_restore_in_between() -> None:
    hours = 60
    quiet = [(START + 600.0 * n, f"q{n}", f"slow{n % 7} thing{n} page{n}") for n in range(6 * hours)]
    every = sorted([*quiet, *reports(ALIKE, START + 3600.0 * hours)])
    complaints = [posted(at, ident, offset, text) for offset, (at, ident, text) in enumerate(every)]
    log: list[LogRecord] = [*complaints, until(START + 3600.0 * hours + 1800)]
    whole, first, second = (
        TrendEngine(partial(BrandTrends, config=BrandConfig(), knowledge=COMMON), LATENESS) for _ in range(3)
    )
    events = whole.apply(log)
    half = len(log) - 4
    before = first.apply(log[:half])
    second.restore(first.snapshot())
    assert [*before, *second.apply(log[half:])] == events != []
    assert second.snapshot() == whole.snapshot()
