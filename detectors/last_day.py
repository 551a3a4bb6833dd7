"""The posts of a brand's last day: which group each is in, who says which term, what each repeats."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from detectors.post import Post


class LastDay:
    """Posts of the last `keep_seconds` of event time, at most `posts_max`, found by group and by term.

    What leaves is handed to `on_leave`, oldest first: what the brand usually says is learned from posts that are no longer
    under test, so that a burst does not become its own baseline.
    """

    def __init__(
        self, on_leave: Callable[[Post], None], keep_seconds: float = 24 * 3600.0, posts_max: int = 50_000
    ) -> None:
        self._on_leave = on_leave
        self._keep_seconds = keep_seconds
        self._posts_max = posts_max
        self._posts: deque[tuple[Post, int]] = deque()
        self._by_group: dict[int, deque[Post]] = {}
        self._by_term: dict[str, deque[Post]] = {}
        self._received: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._posts)

    def __iter__(self) -> Iterator[Post]:
        return (post for post, _ in self._posts)

    def add(self, post: Post, group: int, terms: Iterable[str], received: float) -> None:
        """Adds a post of `group` that is found by `terms`; `received` is the Kafka time of its record in `mentions`."""
        self._posts.append((post, group))
        self._by_group.setdefault(group, deque()).append(post)
        self._received[post.id] = received
        for term in terms:
            self._by_term.setdefault(term, deque()).append(post)

    def received(self, post: Post) -> float:
        """The Kafka time of its record; its own time when it has left."""
        return self._received.get(post.id, post.at)

    def in_group(self, group: int, since: float) -> list[Post]:
        return [post for post in self._by_group.get(group, ()) if post.at >= since]

    def with_term(self, term: str, since: float) -> list[Post]:
        return [post for post in self._by_term.get(term, ()) if post.at >= since]

    def since(self, at: float) -> list[Post]:
        """The posts from `at` on, oldest first."""
        found: list[Post] = []
        for post, _ in reversed(self._posts):
            # Late posts stand where they arrived, so order is only nearly that of event time.
            if post.at < at - 3600.0:
                break
            if post.at >= at:
                found.append(post)
        return found[::-1]

    def expire(self, now: float, terms_of: Callable[[Post], Iterable[str]]) -> None:
        """Lets go of what is older than the day, or above the limit."""
        while self._posts and (self._posts[0][0].at < now - self._keep_seconds or len(self._posts) > self._posts_max):
            post, group = self._posts.popleft()
            self._received.pop(post.id, None)
            _drop_first(self._by_group, group)
            for term in terms_of(post):
                _drop_first(self._by_term, term)
            self._on_leave(post)


def _drop_first(index: dict[Any, deque[Post]], key: object) -> None:
    posts = index.get(key)
    if posts:
        posts.popleft()
        if not posts:
            del index[key]
