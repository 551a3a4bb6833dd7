"""The posts of a brand's last day, each with what it counts for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from detectors.grouping import TextGroup
from detectors.mention import Basis
from detectors.post import Post
from detectors.posts.post_table import PostTable, Rows
from detectors.posts.tiers import Key, PostKeys, keys_of

OWN = "~"
"""Between the id that somebody else's post has and what makes it one of its own."""

FEW_PEOPLE = 12

Kept = tuple[list[Post], list[int], list[float | None]]
"""Posts in a snapshot: with their groups, and the Kafka time of the record of each, None when another post has its id."""


class _Held:
    """A post with what it counts for, which is found from its group when it is first asked for: to find it again for every
    post was half of a restore, and few posts are asked for before they leave."""

    __slots__ = ("_keys", "group", "post", "received")

    def __init__(self, post: Post, group: TextGroup, received: float | None, keys: PostKeys | None = None) -> None:
        self.post = post
        self.group = group
        self.received = received
        self._keys = keys

    @property
    def keys(self) -> PostKeys:
        if self._keys is None:
            self._keys = keys_of(self.post, self.group)
        return self._keys


class RecentPosts:
    """Posts of the last `keep_seconds` of event time, at most `posts_max`.

    They are in the order of event time, late ones too: a post that is stamped in the past stands among those of then, and
    hides none of those that came before it.
    """

    def __init__(self, keep_seconds: float = 24 * 3600.0, posts_max: int = 50_000) -> None:
        self.left_out: frozenset[str] = frozenset()
        """People whose posts count for no key."""
        self._keep_seconds = keep_seconds
        self._posts_max = posts_max
        self._posts: deque[_Held] = deque()
        # The newest post of each id; what a reply agrees with is found here.
        self._by_id: dict[str, _Held] = {}
        # The posts of each id that several people used, and that their own ids begin with.
        self._sharing: dict[str, list[_Held]] = {}
        # Made once it is asked for: of most brands nobody does.
        self._table: PostTable | None = None

    def __len__(self) -> int:
        return len(self._posts)

    def __iter__(self) -> Iterator[Post]:
        return (held.post for held in self._posts)

    def __reversed__(self) -> Iterator[Post]:
        return (held.post for held in reversed(self._posts))

    def newest_first(self, since: float) -> Iterator[tuple[Post, PostKeys]]:
        """Its posts from `since` on, the newest first, with what they count for."""
        for held in reversed(self._posts):
            if held.post.at < since:
                return
            yield held.post, held.keys

    @property
    def table(self) -> PostTable:
        """Its posts by key, as rows of a table."""
        if self._table is None:
            self._table = PostTable()
            for place, held in enumerate(self._posts):
                self._table.insert(place, held.post, held.keys)
        return self._table

    def add(self, post: Post, keys: PostKeys, received: float) -> None:
        """Adds a post and what it counts for; `received` is the Kafka time of its record in `mentions`."""
        self._know(_Held(post, keys.group, received, keys))

    def get(self, ident: str) -> Post | None:
        """The post of that id; None when there is none."""
        held = self._by_id.get(ident)
        return None if held is None else held.post

    def keys_of(self, ids: Iterable[str]) -> dict[str, PostKeys]:
        """What the posts of these ids count for, of those that are still here."""
        return {ident: held.keys for ident in ids if (held := self._by_id.get(ident)) is not None}

    def received(self, post: Post) -> float:
        """The Kafka time of its record; its own time when it has left."""
        held = self._by_id.get(post.id)
        return post.at if held is None or held.received is None else held.received

    def with_own_id(self, post: Post) -> Post:
        """The post under an id of its own, where somebody else's of these has its id: ids are their producers', some number
        the posts of each channel from one, and nobody hides a post by using its id."""
        held = self._by_id.get(post.id)
        if held is None or (held.post.person, held.post.channel) == (post.person, post.channel):
            return post
        return replace(post, id=f"{post.id}{OWN}{post.person[:8]}{OWN}{post.channel}")

    def is_foreign(self, post: Post) -> bool:
        """Whether its id is that of another post of its channel: the one that came first, whatever it says of when it was
        written; of two that came together the one that was written last, as who takes an id claims to be the first."""
        base = post.id.partition(OWN)[0]
        if base not in self._sharing:
            return False
        rivals = [one for one in (self._by_id.get(base), *self._sharing[base]) if one and one.post.channel == post.channel]
        first = min(rivals, key=lambda one: (one.received or 0.0, -one.post.at), default=None)
        return first is not None and first.post.id != post.id

    def with_inherited(self, post: Post, group: TextGroup) -> tuple[Post, TextGroup]:
        """A post with its group: one that only agrees has those of the post it answers, if that is one of these."""
        found = self._by_id.get(post.reply_to) if post.basis is Basis.REPLY else None
        return (post, group) if found is None else (replace(post, terms=found.post.terms), found.group)

    def matching(self, since: Mapping[Key, float]) -> dict[Key, Rows]:
        """The posts that count for each key, from the key's time on, oldest first."""
        return self.table.matching(since, self.left_out)

    def expire(self, now: float) -> list[Post]:
        """Lets go of what is older than the day, or above the limit; returns it, oldest first."""
        gone: list[_Held] = []
        while self._posts and (self._posts[0].post.at < now - self._keep_seconds or len(self._posts) > self._posts_max):
            held = self._posts.popleft()
            if self._by_id.get(held.post.id) is held:
                del self._by_id[held.post.id]
            _release(self._sharing, held)
            gone.append(held)
        if gone and self._table is not None:
            self._table.drop_oldest([(held.post, held.keys) for held in gone])
        return [held.post for held in gone]

    def capture(self) -> Callable[[], Kept]:
        """For a snapshot; what is returned gives it as plain values, whatever comes meanwhile."""
        posts = list(self._posts)
        newest = {held.post.id: held for held in posts}
        return lambda: (
            [held.post for held in posts],
            [held.group.number for held in posts],
            [held.received if newest[held.post.id] is held else None for held in posts],
        )

    def load(self, state: Kept) -> None:
        """Take over what `capture` gave; what the posts count for is found again from them. ValueError when there are not
        as many of each."""
        for post, group, received in zip(*state, strict=True):
            # Snapshots of 0.1 hold late posts where they arrived.
            self._know(_Held(post, TextGroup(group), received))

    def _know(self, held: _Held) -> None:
        """Takes a post in; one without a Kafka time has left its id to another."""
        place = _insert(self._posts, held)
        if self._table is not None:
            self._table.insert(place, held.post, held.keys)
        if held.received is None:
            return
        self._by_id[held.post.id] = held
        base, own, _ = held.post.id.partition(OWN)
        if own:
            self._sharing.setdefault(base, []).append(held)


def _at(held: _Held) -> float:
    return held.post.at


def _insert(posts: deque[_Held], held: _Held) -> int:
    """Puts a post at its place by event time, behind those of the same time; nearly always the end. Returns the place."""
    place = len(posts)
    if not posts or posts[-1].post.at <= held.post.at:
        posts.append(held)
    else:
        place = bisect_right(posts, held.post.at, key=_at)
        posts.insert(place, held)
    return place


def _release(sharing: dict[str, list[_Held]], held: _Held) -> None:
    base, own, _ = held.post.id.partition(OWN)
    left = [one for one in sharing.pop(base, ()) if one is not held] if own else []
    if left:
        sharing[base] = left


def posts_of_few(posts: Iterable[Post], people: Iterable[str]) -> dict[str, int]:
    """How many of the posts are by each of a few people; empty for more than `FEW_PEOPLE`, since so many are no
    handful that repeats itself, and all posts are read for it."""
    few = frozenset(people)
    return dict(Counter(post.person for post in posts if post.person in few)) if len(few) <= FEW_PEOPLE else {}
