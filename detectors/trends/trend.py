"""One trend as the engine keeps it: which keys feed it, who wrote, and what was reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detectors.alert import Feedback
from detectors.post import Post
from detectors.posts.tiers import TEXT_TIERS, Key, Tier
from detectors.trends.added import Added
from detectors.trends.members import Members
from detectors.values import ECHOES, State, Titles, TrendState, Verdict, VerdictName

HOUR = 3600.0
FEEDBACK_MAX = 10
# A key that has not risen for so long no longer stands for a trend, nor a trend for what rises then.
KEEP_SECONDS = 72 * HOUR


class Trend:
    """A trend, live or recently closed.

    `lead` is the key it opened on, `keys` all keys of the same problem, `members` who writes about it.
    """

    def __init__(self, trend_id: str, lead: Key, window_seconds: int) -> None:
        self.state = TrendState(trend_id=trend_id)
        self.titles = Titles()
        self.lead = lead
        self.keys: set[Key] = {lead}
        self.risen: dict[Key, float] = {}
        """When its keys rose last."""
        self.window_seconds = window_seconds
        self.members = Members()
        self.added = Added()
        self.evidence = ""
        """What it opened on (`detectors.spikes.rise.Evidence`)."""
        self.lead_is_common = False
        """Whether its lead is a word that people used before too: it then makes nobody a member by itself."""
        self.distinctive: frozenset[str] = frozenset()
        self.judged: tuple[int, Verdict] | None = None
        self.absorbed: list[str] = []
        self.feedback: list[Feedback] = []

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

    def add_new(self, posts: Iterable[Post], received: Callable[[Post], float]) -> None:
        """Adds those of the posts that are no members already; `received` gives the time when one was received."""
        for post in self.members.unknown(posts):
            self.members.add(post, received(post))

    @property
    def is_echo(self) -> bool:
        """Whether it is an echo: a campaign and an incident about the same thing are two trends."""
        return self.judged is not None and self.judged[1].name in ECHOES

    @property
    def is_past_praise(self) -> bool:
        """Whether people praised in it and it is over: who complains afterwards reports something else."""
        return not self.is_live and self.state.verdict == VerdictName.PRAISE

    def take_over(self, other: Trend) -> None:
        """Takes over the keys and members of a trend about the same problem."""
        self.absorbed.append(other.trend_id)
        # Of a trend of the brand as a whole not everybody is a member here.
        self.keys |= {key for key in other.keys if key.tier is not Tier.BRAND or self.lead.tier is Tier.BRAND}
        self.risen = {**other.risen, **self.risen}
        self.add_new(other.members.posts(), lambda _: other.members.received)

    def widen(self, now: float, people_min: int) -> None:
        """Until it is open: takes a longer window, up to half a day, where the surest one holds too few people to open."""
        if self.is_open:
            return
        for window in (self.window_seconds, HOUR, 3 * HOUR, 12 * HOUR):
            if window >= self.window_seconds and self.members.people_since(now - window) >= people_min:
                self.window_seconds = int(window)
                return

    def expire(self, now: float) -> None:
        """Lets go of who wrote more than a day ago, and of keys, but the lead, that have not risen for long: what came
        along for an hour would make members of strangers for ever."""
        for key in [key for key in self.keys if key != self.lead and self.risen.get(key, now) < now - KEEP_SECONDS]:
            self.keys.discard(key)
            self.risen.pop(key, None)
        self.members.expire(now)
