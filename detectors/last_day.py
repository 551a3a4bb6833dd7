"""The posts of a brand's last day: which group each is in, who says which term, what each repeats."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from detectors.post import Post

K = TypeVar("K")

Kept = tuple[Post, int, tuple[str, ...], float | None]
"""A post in a snapshot: with its group, the terms it is found by, and the Kafka time of its record, None when not known."""


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
        self._posts: deque[tuple[Post, int, Sequence[str]]] = deque()
        self._by_group: _Index[int] = _Index()
        self._by_term: _Index[str] = _Index()
        self._received: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._posts)

    def __iter__(self) -> Iterator[Post]:
        return (post for post, _, _ in self._posts)

    def add(self, post: Post, group: int, terms: Sequence[str], received: float | None) -> None:
        """Adds a post of `group` that is found by `terms`; `received` is the Kafka time of its record in `mentions`."""
        self._posts.append((post, group, terms))
        self._by_group.add((group,), post)
        self._by_term.add(terms, post)
        if received is not None:
            self._received[post.id] = received

    def received(self, post: Post) -> float:
        """The Kafka time of its record; its own time when it has left."""
        return self._received.get(post.id, post.at)

    def in_group(self, group: int, since: float) -> list[Post]:
        return [post for post in self._by_group.of(group) if post.at >= since]

    def with_term(self, term: str, since: float) -> list[Post]:
        return [post for post in self._by_term.of(term) if post.at >= since]

    def since(self, at: float) -> list[Post]:
        """The posts from `at` on, oldest first."""
        found: list[Post] = []
        for post, _, _ in reversed(self._posts):
            # Late posts stand where they arrived, so order is only nearly that of event time.
            if post.at < at - 3600.0:
                break
            if post.at >= at:
                found.append(post)
        return found[::-1]

    def expire(self, now: float) -> None:
        """Lets go of what is older than the day, or above the limit."""
        while self._posts and (self._posts[0][0].at < now - self._keep_seconds or len(self._posts) > self._posts_max):
            post, group, terms = self._posts.popleft()
            self._received.pop(post.id, None)
            self._by_group.drop_first((group,))
            self._by_term.drop_first(terms)
            self._on_leave(post)

    def state(self) -> list[Kept]:
        """As plain values, for a snapshot."""
        return [(post, group, tuple(terms), self._received.get(post.id)) for post, group, terms in self._posts]

    def load(self, state: Iterable[Kept]) -> None:
        """Take over what `state` gave; the indexes are found again from it."""
        # One string per term: decoded, each post brings its own.
        known: dict[str, str] = {}
        for post, group, terms, received in state:
            self.add(post, group, tuple([known.setdefault(term, term) for term in terms]), received)


class _Index(dict[K, Post | deque[Post]]):
    """Posts by key, in the order added. Most keys are one post's alone: it stands by itself; a deque takes 600 bytes."""

    def add(self, keys: Sequence[K], post: Post) -> None:
        for key in keys:
            held = self.get(key)
            if held is None:
                self[key] = post
            elif isinstance(held, deque):
                held.append(post)
            else:
                self[key] = deque((held, post))

    def of(self, key: K) -> Sequence[Post]:
        held = self.get(key, ())
        return (held,) if isinstance(held, Post) else held

    def drop_first(self, keys: Sequence[K]) -> None:
        """Lets the oldest post of each key go."""
        for key in keys:
            held = self.get(key)
            if isinstance(held, deque) and len(held) > 1:
                held.popleft()
            elif held is not None:
                del self[key]
