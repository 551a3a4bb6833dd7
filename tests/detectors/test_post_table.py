"""The table of a brand's posts answers as a walk over all of them would, whatever comes late and whoever leaves."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from detectors.grouping import TextGroup
from detectors.mention import Basis, Kind
from detectors.post import Post, is_of_crowd
from detectors.posts.post_table import groups_of, newest_others
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import THE_BRAND, Key, Tier, keys_of

HOUR = 3600.0
WORDS = ["lamp", "cart", "page", "login", "map", "parcel"]


def some_posts(chance: Random, begin: float, many: int) -> list[tuple[Post, int]]:
    """Posts of a few people over some hours, one in five of them late, with their groups; echoes and praise among them."""
    found = []
    for n in range(many):
        at = begin + n * 60.0 - (chance.uniform(0, 6 * HOUR) if chance.random() < 0.2 else 0.0)
        terms = tuple(chance.sample(WORDS, chance.randint(1, 4)))
        echo = {"kind": Kind.REPOST, "repost_of": chance.choice("xyz")} if chance.random() < 0.2 else {}
        praise = {"score": 0.0, "basis": Basis.RATING} if chance.random() < 0.2 else {}
        post = Post(f"{begin}/{n}", at, f"p{chance.randrange(9)}", "", terms, **echo, **praise)  # type: ignore[arg-type]
        found.append((post, chance.choice((-1, 1, 2))))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_it_answers_as_a_walk_over_all_posts_would(seed: int) -> None:
    chance, recent = Random(f"table/{seed}"), RecentPosts(keep_seconds=5 * HOUR)
    keys = [
        *(Key(Tier.TERM, word) for word in WORDS), *(Key(Tier.THREAD, root) for root in "xyz"),
        Key(Tier.GROUP, "1"), Key(Tier.GROUP, "2"), THE_BRAND,
    ]  # fmt: skip
    groups: dict[str, int] = {}
    for part in range(6):
        for post, group in some_posts(chance, part * 2 * HOUR, 120):
            recent.add(post, keys_of(post, TextGroup(group)), post.at)
            groups[post.id] = group
        now = (part + 1) * 2 * HOUR
        recent.expire(now)
        recent.left_out = frozenset(chance.sample([f"p{n}" for n in range(9)], 2))
        since = {key: now - chance.uniform(0, 5) * HOUR for key in keys}
        walked = [*recent.newest_first(-HOUR * 24)][::-1]
        for key, rows in recent.matching(since).items():
            expected = [
                post
                for post, held in walked
                if post.at >= since[key] and post.person not in recent.left_out and key.name in held.names(key.tier)
            ]
            assert [*rows] == expected
            assert sorted(recent.table.numbers.persons(rows.people)) == sorted({post.person for post in expected})
            assert [*rows.of_crowd(is_of=False)] == [post for post in expected if not is_of_crowd(post)]
            others = [post for post, _ in walked if post not in expected]
            assert [*newest_others(rows, 60)] == others[-60:]
            before = recent.table.before(now - HOUR).without(rows)
            using = before.within(recent.table.using({"lamp", "map"}))
            assert [*before] == [post for post in others if post.at < now - HOUR]
            assert [*using] == [post for post in before if {"lamp", "map"} & {*post.terms}]
            inside, of_all = Counter(groups[post.id] for post in expected), Counter(groups[post.id] for post, _ in walked)
            shared = {group: (many, of_all[group]) for group, many in inside.items() if group >= 0 and many >= 3}
            assert groups_of(rows, 3) == shared
            first = [*dict.fromkeys(post.person for post in expected)][:3]
            assert [*rows.of_first(3)] == [post for post in expected if post.person in first]


def test_of_many_people_every_second_or_third_stands_for_all() -> None:
    recent = RecentPosts()
    for n in range(25):
        post = Post(str(n), float(n), f"p{n % 10}", "", ("lamp",))
        recent.add(post, keys_of(post), post.at)
    rows = recent.matching({THE_BRAND: 0.0})[THE_BRAND]
    assert len(rows.of_people(10)) == 25
    assert {post.person for post in rows.of_people(4)} == {"p0", "p3", "p6", "p9"}
    assert len(rows.of_people(4)) == 10
