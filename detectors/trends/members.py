"""Who writes about a trend: people counted exactly, their posts kept as far as there is room."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Collection, Iterable
from typing import NamedTuple, Self

from detectors.post import Post
from detectors.reports import MEMBERS_MAX
from detectors.trends.last_written import LastWritten

HOUR = 3600.0
POSTS_MAX = 400
PEOPLE_MAX = 200_000
UNREPORTED_OF_ONE = 20
SERIES_HOURS = 48
EXCLUDED_MAX = 1_000


class MembersState(NamedTuple):
    """Members as plain values, for a snapshot; sets are sorted."""

    posts_so_far: int
    received: float
    people: list[str]
    last: dict[str, float]
    posts: list[Post]
    hours: dict[int, list[str]]
    excluded: list[str]


class Members:
    """The people and posts of a trend.

    Posts kept are bounded: at `POSTS_MAX` the person with most of them gives one up, and where everybody has one, the
    first and the newest half stay. So no copies of a few take the room of others' reports. People are counted exactly up
    to `PEOPLE_MAX`.
    """

    def __init__(self) -> None:
        self.posts_so_far = 0
        self.received = 0.0
        """The newest Kafka time of their records."""
        self._excluded: dict[str, None] = {}
        self._people: set[str] = set()
        self.last_written = LastWritten()
        """Of the people of the last day."""
        self._unreported: deque[Post] = deque(maxlen=MEMBERS_MAX)
        self._unreported_of: Counter[str] = Counter()
        self._posts: list[Post] = []
        self._posts_of: Counter[str] = Counter()
        self._hours: dict[int, set[str]] = {}

    @property
    def people_so_far(self) -> int:
        return len(self._people)

    def add(self, post: Post, received: float) -> None:
        """A member wrote; nothing happens for a post that was taken out."""
        if post.id in self._excluded:
            return
        self.posts_so_far += 1
        self.received = max(self.received, received)
        if len(self._people) < PEOPLE_MAX:
            self._people.add(post.person)
        self._unreported_of[post.person] += 1
        if self._unreported_of[post.person] <= UNREPORTED_OF_ONE:
            self._unreported.append(post)
        self.last_written.wrote(post.person, post.at)
        self._hours.setdefault(math.floor(post.at / HOUR), set()).add(post.person)
        self._posts.append(post)
        self._posts_of[post.person] += 1
        if len(self._posts) > POSTS_MAX:
            self._give_one_up()

    def unknown(self, posts: Iterable[Post]) -> list[Post]:
        """Those of these posts that are no members yet. Once posts were let go of nobody knows their ids: then only the
        posts of people who are not among the members, since what is added again and again counts again and again."""
        held = {post.id for post in self._posts}
        if self.posts_so_far > len(self._posts):
            return [post for post in posts if post.person not in self._people and post.id not in held]
        return [post for post in posts if post.id not in held]

    def take_out(self, mention_ids: Iterable[str]) -> list[Post]:
        """Takes these posts out, for good, with the people of whom no other post is left; returns those that were held."""
        wanted = set(mention_ids)
        taken = [post for post in self._posts if post.id in wanted]
        self._excluded = dict.fromkeys([*self._excluded, *(post.id for post in taken)][-EXCLUDED_MAX:])
        self.posts_so_far -= len(taken)
        self._posts = [post for post in self._posts if post.id not in wanted]
        self._posts_of = Counter(post.person for post in self._posts)
        self._unreported = deque((post for post in self._unreported if post.id not in wanted), MEMBERS_MAX)
        self._recount({post.person for post in taken})
        return taken

    def forget(self, people: Collection[str]) -> bool:
        """Takes these people out with everything they wrote, as far as it is kept; False when they are none of its."""
        if self._people.isdisjoint(people):
            return False
        left = [post for post in self._posts if post.person not in people]
        self.posts_so_far -= len(self._posts) - len(left)
        self._posts, self._posts_of = left, Counter(post.person for post in left)
        self._unreported = deque((post for post in self._unreported if post.person not in people), MEMBERS_MAX)
        for person in people:
            self._unreported_of.pop(person, None)
        self._recount(set(people))
        return True

    def _recount(self, people: set[str]) -> None:
        """Counts these people anew, from their posts that are left."""
        left = [post for post in self._posts if post.person in people]
        self._people -= people.difference(post.person for post in left)
        self.last_written.drop(people)
        for written in self._hours.values():
            written -= people
        for post in left:
            self.last_written.wrote(post.person, post.at)
            self._hours.setdefault(math.floor(post.at / HOUR), set()).add(post.person)

    def posts(self) -> list[Post]:
        """Its members, oldest first, a bounded part of them."""
        return list(self._posts)

    def _give_one_up(self) -> None:
        """The person with most posts gives up the second; where nobody has two, the oldest of the newest half goes."""
        most = max(self._posts_of.values())
        place = POSTS_MAX // 2
        if most > 1:
            person = next(post.person for post in self._posts if self._posts_of[post.person] == most)
            _, place, *_ = (place for place, post in enumerate(self._posts) if post.person == person)
        gone = self._posts.pop(place)
        self._posts_of[gone.person] -= 1
        if not self._posts_of[gone.person]:
            del self._posts_of[gone.person]

    def take_unreported(self) -> list[Post]:
        """The members that joined since the last call, the newest of them, and so many of one person; after a restore all
        that are kept."""
        posts = list(self._unreported)
        self._unreported.clear()
        self._unreported_of.clear()
        return posts

    def people_since(self, at: float) -> int:
        """Distinct people who wrote at or after `at`, which is at most a day back."""
        return self.last_written.people_since(at)

    def shares_people(self, people: Iterable[str]) -> int:
        """How many of these people wrote in the last day."""
        return sum(person in self.last_written.at for person in people)

    def series(self, now: float) -> tuple[float, tuple[int, ...]]:
        """Where it starts, and people per hour up to `now`."""
        if not self._hours:
            return now, ()
        first, last = min(self._hours), math.floor((now - 1) / HOUR)
        return first * HOUR, tuple(len(self._hours.get(hour, ())) for hour in range(first, last + 1))

    def expire(self, now: float) -> None:
        """Lets go of who wrote more than a day ago."""
        self.last_written.expire(now - 24 * HOUR)
        oldest = math.floor(now / HOUR) - SERIES_HOURS
        for hour in [hour for hour in self._hours if hour < oldest]:
            del self._hours[hour]

    def state(self) -> MembersState:
        """As plain values, for a snapshot."""
        hours = {hour: sorted(people) for hour, people in self._hours.items()}
        return MembersState(
            self.posts_so_far,
            self.received,
            sorted(self._people),
            self.last_written.at,
            self._posts,
            hours,
            list(self._excluded),
        )

    @classmethod
    def of(cls, state: MembersState) -> Self:
        """The members that gave `state`; all posts that are kept count as not reported."""
        members = cls()
        members.posts_so_far, members.received = state.posts_so_far, state.received
        members._people = set(state.people)
        members._excluded = dict.fromkeys(state.excluded)
        members.last_written = LastWritten(state.last)
        members._posts = state.posts
        members._posts_of = Counter(post.person for post in state.posts)
        members._unreported.extend(state.posts)
        members._hours = {hour: set(people) for hour, people in state.hours.items()}
        return members
