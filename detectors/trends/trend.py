"""One trend as the engine keeps it: which keys feed it, who wrote, and what was reported."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterable

import msgspec

from detectors.alert import Feedback
from detectors.post import Post
from detectors.reports import MEMBERS_MAX
from detectors.trends.tiers import TEXT_TIERS, Key, Tier
from detectors.values import ECHOES, State, Titles, TrendState, Verdict

HOUR = 3600.0
POSTS_MAX = 400
PEOPLE_MAX = 200_000
UNREPORTED_OF_ONE = 20
SERIES_HOURS = 48
FEEDBACK_MAX = 10
EXCLUDED_MAX = 1_000
# A key that has not risen for so long no longer stands for a trend, nor a trend for what rises then.
KEEP_SECONDS = 72 * HOUR


class TrendRecord(msgspec.Struct, frozen=True):
    """A trend as plain values, for a snapshot; sets are sorted."""

    state: TrendState
    titles: Titles = msgspec.field(name="told")
    lead: Key
    keys: list[Key]
    window_seconds: int
    posts_so_far: int
    distinctive: list[str] = msgspec.field(name="telling")
    judged: tuple[int, Verdict] | None
    received: float
    absorbed: list[str]
    feedback: list[Feedback]
    people: list[str]
    last: dict[str, float]
    first_posts: list[Post]
    new_posts: list[Post]
    hours: dict[int, list[str]]
    risen: list[tuple[Key, float]] = []
    evidence: str = ""
    lead_is_common: bool = False
    excluded: list[str] = []


class Trend:
    """A trend, live or recently closed.

    `lead` is the key it opened on, `keys` all keys of the same problem. Posts kept are bounded: at `POSTS_MAX` whoever has
    most of them gives one up, and where everybody has one, the first and the newest half stay. So no copies of a few take
    the room of others' reports. People are counted exactly up to `PEOPLE_MAX`.
    """

    def __init__(self, trend_id: str, lead: Key, window_seconds: int) -> None:
        self.state = TrendState(trend_id=trend_id)
        self.titles = Titles()
        self.lead = lead
        self.keys: set[Key] = {lead}
        self.risen: dict[Key, float] = {}
        """When its keys rose last."""
        self.window_seconds = window_seconds
        self.evidence = ""
        """What it opened on (`detectors.spikes.rise.Evidence`)."""
        self.lead_is_common = False
        """Whether its lead is a word that people used before too: it then makes nobody a member by itself."""
        self.posts_so_far = 0
        self.distinctive: frozenset[str] = frozenset()
        self.judged: tuple[int, Verdict] | None = None
        self.received = 0.0
        self.absorbed: list[str] = []
        self.excluded: dict[str, None] = {}
        """Ids of posts that somebody took out, in that order: none of them becomes a member again."""
        self.feedback: list[Feedback] = []
        self._people: set[str] = set()
        self._last: dict[str, float] = {}
        self._unreported: deque[Post] = deque(maxlen=MEMBERS_MAX)
        self._unreported_of: Counter[str] = Counter()
        self._posts: list[Post] = []
        self._posts_of: Counter[str] = Counter()
        self._hours: dict[int, set[str]] = {}

    @property
    def trend_id(self) -> str:
        return self.state.trend_id

    @property
    def is_live(self) -> bool:
        return self.state.state not in (State.QUIET, State.RESOLVED)

    @property
    def is_open(self) -> bool:
        return self.state.state in (State.OPEN, State.EASING, State.WATCHING)

    @property
    def is_followed(self) -> bool:
        """Whether people who report it become members: also of one that is over, which may reopen."""
        return self.state.state is not State.QUIET

    @property
    def people_so_far(self) -> int:
        return len(self._people)

    @property
    def terms(self) -> frozenset[str]:
        """The terms that define it: those it opened on, and the distinctive ones of its members."""
        return self.distinctive.union(self.lead.name.split()) if self.lead.tier in TEXT_TIERS else self.distinctive

    @property
    def last_rise(self) -> float:
        """When one of its keys rose last."""
        return max(self.risen.values(), default=0.0)

    def rise(self, keys: Iterable[Key], at: float) -> None:
        """Those of these keys that are its own rose at `at`."""
        self.risen.update((key, at) for key in keys if key in self.keys)

    def answered(self, feedback: Feedback) -> None:
        """Somebody answered; the newest `FEEDBACK_MAX` are shown."""
        self.feedback = [*self.feedback, feedback][-FEEDBACK_MAX:]

    def add(self, post: Post, received: float) -> None:
        """A member wrote."""
        if post.id in self.excluded:
            return
        self.posts_so_far += 1
        self.received = max(self.received, received)
        if len(self._people) < PEOPLE_MAX:
            self._people.add(post.person)
        self._unreported_of[post.person] += 1
        if self._unreported_of[post.person] <= UNREPORTED_OF_ONE:
            self._unreported.append(post)
        self._last[post.person] = max(post.at, self._last.get(post.person, -math.inf))
        self._hours.setdefault(math.floor(post.at / HOUR), set()).add(post.person)
        self._posts.append(post)
        self._posts_of[post.person] += 1
        if len(self._posts) > POSTS_MAX:
            self._give_one_up()

    def add_new(self, posts: Iterable[tuple[Post, float]]) -> None:
        """Adds those of the posts, each with the time it was received, that are not held as members already."""
        held = {post.id for post in self.posts()}
        for post, received in posts:
            if post.id not in held:
                self.add(post, received)

    @property
    def is_echo(self) -> bool:
        """Whether it is an echo: a campaign and an incident about the same thing are two trends."""
        return self.judged is not None and self.judged[1].name in ECHOES

    def take_over(self, other: Trend) -> None:
        """Takes over the keys and members of a trend about the same problem."""
        self.absorbed.append(other.trend_id)
        # Of a trend of the brand as a whole not everybody is a member here.
        self.keys |= {key for key in other.keys if key.tier is not Tier.BRAND or self.lead.tier is Tier.BRAND}
        self.risen = {**other.risen, **self.risen}
        self.add_new((post, other.received) for post in other.posts())

    def take_out(self, mention_ids: Iterable[str]) -> list[Post]:
        """Takes these posts out, for good, with the people of whom no other post is left; returns those that were held."""
        wanted = set(mention_ids)
        taken = [post for post in self.posts() if post.id in wanted]
        self.excluded = dict.fromkeys([*self.excluded, *(post.id for post in taken)][-EXCLUDED_MAX:])
        self.posts_so_far -= len(taken)
        self._posts = [post for post in self._posts if post.id not in wanted]
        self._posts_of = Counter(post.person for post in self._posts)
        self._unreported = deque((post for post in self._unreported if post.id not in wanted), MEMBERS_MAX)
        self._recount({post.person for post in taken})
        return taken

    def _recount(self, people: set[str]) -> None:
        """Counts these people anew, from their posts that are left."""
        left = [post for post in self.posts() if post.person in people]
        self._people -= people.difference(post.person for post in left)
        for person in people:
            self._last.pop(person, None)
        for written in self._hours.values():
            written -= people
        for post in left:
            self._last[post.person] = max(post.at, self._last.get(post.person, -math.inf))
            self._hours.setdefault(math.floor(post.at / HOUR), set()).add(post.person)

    def posts(self) -> list[Post]:
        """Its members, oldest first, a bounded part of them."""
        return list(self._posts)

    def _give_one_up(self) -> None:
        """Whoever has most posts gives up the second of them; where nobody has two, the oldest of the newest half goes."""
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
        return sum(last >= at for last in self._last.values())

    def recent_people(self) -> Iterable[str]:
        """Who wrote in the last day."""
        return self._last.keys()

    def shares_people(self, people: Iterable[str]) -> int:
        return sum(person in self._last for person in people)

    def widen(self, now: float, people_min: int) -> None:
        """Until it is open: takes a longer window, up to three hours, where the surest one holds too few people to open."""
        if self.is_open:
            return
        for window in (self.window_seconds, HOUR, 3 * HOUR):
            if window >= self.window_seconds and self.people_since(now - window) >= people_min:
                self.window_seconds = int(window)
                return

    def expire(self, now: float) -> None:
        """Lets go of who wrote more than a day ago, and of keys, but the lead, that have not risen for long: what came
        along for an hour would make members of strangers for ever."""
        for key in [key for key in self.keys if key != self.lead and self.risen.get(key, now) < now - KEEP_SECONDS]:
            self.keys.discard(key)
            self.risen.pop(key, None)
        old = [person for person, last in self._last.items() if last < now - 24 * HOUR]
        for person in old:
            del self._last[person]
        oldest = math.floor(now / HOUR) - SERIES_HOURS
        for hour in [hour for hour in self._hours if hour < oldest]:
            del self._hours[hour]

    def series(self, now: float) -> tuple[float, tuple[int, ...]]:
        """Where it starts, and people per hour up to `now`."""
        if not self._hours:
            return now, ()
        first, last = min(self._hours), math.floor((now - 1) / HOUR)
        return first * HOUR, tuple(len(self._hours.get(hour, ())) for hour in range(first, last + 1))

    def record(self) -> TrendRecord:
        """As plain values, for a snapshot."""
        return TrendRecord(
            state=self.state,
            titles=self.titles,
            lead=self.lead,
            keys=sorted(self.keys),
            window_seconds=self.window_seconds,
            posts_so_far=self.posts_so_far,
            distinctive=sorted(self.distinctive),
            judged=self.judged,
            received=self.received,
            absorbed=self.absorbed,
            feedback=self.feedback,
            people=sorted(self._people),
            last=self._last,
            first_posts=self._posts,
            new_posts=[],
            hours={hour: sorted(people) for hour, people in self._hours.items()},
            risen=sorted(self.risen.items()),
            evidence=self.evidence,
            lead_is_common=self.lead_is_common,
            excluded=list(self.excluded),
        )

    @classmethod
    def of(cls, record: TrendRecord) -> Trend:
        """The trend that gave `record`."""
        trend = cls(record.state.trend_id, record.lead, record.window_seconds)
        trend.state = record.state
        trend.titles = record.titles
        trend.keys = {key for key in record.keys if key.tier is not Tier.PHRASE or key == record.lead}
        trend.risen, trend.evidence = dict(record.risen), record.evidence
        trend.lead_is_common = record.lead_is_common
        trend.excluded = dict.fromkeys(record.excluded)
        trend.posts_so_far = record.posts_so_far
        trend.distinctive = frozenset(record.distinctive)
        trend.judged = record.judged
        trend.received = record.received
        trend.absorbed = record.absorbed
        trend.feedback = record.feedback
        trend._people = set(record.people)
        trend._last = record.last
        trend._posts = [*record.first_posts, *record.new_posts]
        trend._posts_of = Counter(post.person for post in trend._posts)
        trend._unreported.extend(trend._posts)
        trend._hours = {hour: set(people) for hour, people in record.hours.items()}
        return trend
