"""Up to where the posts of a trend's keys became its members: what was looked at once is not looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from detectors.post import Post
from detectors.posts.post_table import PostTable
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import Key
from detectors.trends.problems import Candidate


class _UpTo(NamedTuple):
    """Of a key the posts from a time on were added, when so many posts had come to the table; `counting` is of whom."""

    since: float
    came: int
    counting: tuple[PostTable, frozenset[str], bool]


class Added:
    """Of each key of a trend, which posts were added already. No part of a snapshot: who is a member is known anyway."""

    def __init__(self) -> None:
        self._keys: dict[Key, _UpTo] = {}

    def take_new(self, keys: Iterable[Candidate], now: float, recent_posts: RecentPosts, is_thinned: bool) -> list[Post]:
        """The posts of these keys that were not added at a close before, oldest first; they count as added. `is_thinned`:
        whether people who praise count for nobody."""
        found: dict[str, Post] = {}
        for one in keys:
            posts, since = one.posts, now - one.spike.window_seconds
            counting = posts.table, recent_posts.left_out, is_thinned
            before = self._keys.get(one.key)
            if before is not None and before.since <= since and before.counting == counting:
                posts = posts.come_after(before.came)
            self._keys[one.key] = _UpTo(since, posts.table.came, counting)
            found.update((post.id, post) for post in posts)
        return sorted(found.values(), key=lambda post: (post.at, post.id))

    def clear(self) -> None:
        """All are to be added anew: members were taken out."""
        self._keys.clear()
