"""The trends of a brand: which there are, which key feeds which, which problem belongs to which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from detectors.facts import UsualShare
from detectors.posts.people_numbers import union
from detectors.posts.tiers import Key, PostKeys, Tier, is_template
from detectors.trends.brand_tests import is_thinned
from detectors.trends.detection import Detection
from detectors.trends.matching import (
    Membership,
    are_same,
    distinctive_terms,
    is_apart_from_praise,
    is_common,
    is_specific,
    known_trend,
    trends_of_leads,
)
from detectors.trends.problems import Problem, id_of
from detectors.trends.trend import KEEP_SECONDS, Trend
from detectors.values import State, VerdictName


class TrendBook:
    """Live and recently closed trends, oldest first, and the trend that owns each key."""

    def __init__(self, trends: Iterable[Trend] = (), owners: Iterable[tuple[Key, str]] = ()) -> None:
        self._trends = {trend.trend_id: trend for trend in trends}
        self.owners = dict(owners)
        # Younger trends whose problem was found at this close to be that of an older one.
        self._joined: dict[str, Trend] = {}

    def __len__(self) -> int:
        return len(self._trends)

    def __iter__(self) -> Iterator[Trend]:
        return iter(self._trends.values())

    def get(self, trend_id: str) -> Trend | None:
        """The trend of that id; None when there is none."""
        return self._trends.get(trend_id)

    @property
    def has_live(self) -> bool:
        return bool(self._trends) and any(trend.is_live for trend in self)

    def following(self) -> Membership:
        """Who becomes a member of which trend."""
        return Membership(trend for trend in self if trend.is_followed)

    def held_keys(self) -> list[Key]:
        """The keys of trends that are followed, each of the one trend that owns it."""
        return [key for trend in self if trend.is_followed for key in trend.keys if self.owners.get(key) == trend.trend_id]

    def is_echo(self, problem: Problem) -> bool:
        """Whether what leads a problem is already known as something that goes round."""
        return any(trend.is_echo for trend in trends_of_leads(problem, self._trends, self.owners))

    def has_most_people_of(self, problem: Problem, rising: Collection[Problem]) -> bool:
        """Whether most people of a problem are members of live trends that say more exactly what is wrong, or report one of
        the problems that are `rising` beside it."""
        finer = [trend for trend in self if trend.is_live and trend.lead.tier is not Tier.BRAND]
        # What a few do together and nobody was sent hides nobody.
        finer = [one for one in finer if one.is_open or one.state.verdict != VerdictName.COORDINATED]
        others = problem.people & ~union(one.people for one in rising if one is not problem)
        persons = problem.table.numbers.persons(others)
        unknown = sum(not any(who in one.members.last_written.at for one in finer) for who in persons)
        return 2 * unknown <= problem.people.bit_count()

    # What changes it.

    def start_close(self) -> None:
        """A bucket closes: which trends are one and the same is found anew."""
        self._joined = {}

    def add(self, problem: Problem, brand: str, detection: Detection, now: float) -> Trend:
        """Adds a problem of the close at `now` to the trend that it is, by its leads, else by another of its keys, by its
        people or by its words where it rose within the last days; or opens one."""
        lead, usual_share = problem.keys[0], detection.subject_share
        known = {trend_id: one for trend_id, one in self._trends.items() if not is_apart_from_praise(problem, one)}
        leading = trends_of_leads(problem, known, self.owners)
        self._joined.update((younger.trend_id, leading[0]) for younger in leading[1:])
        recent = {trend_id: trend for trend_id, trend in known.items() if trend.last_rise > now - KEEP_SECONDS}
        trend = leading[0] if leading else known_trend(problem, recent, self.owners, usual_share)
        if trend is None:
            trend = self._open(id_of(brand, lead), problem, usual_share)
        elif (trend.lead.tier is Tier.BRAND and lead.key.tier is not Tier.BRAND) or (
            trend.lead.tier is Tier.GROUP and lead.key.tier is Tier.TERM
        ):
            self._name(trend, lead.key, usual_share)
        elif lead.key.tier is Tier.BRAND and trend.lead.tier is not Tier.BRAND:
            # The brand rises with what is reported already; not everybody who writes is a member of it.
            return trend
        if not trend.is_open:
            trend.window_seconds = lead.spike.window_seconds
        for one in problem.keys:
            # Where the brand rises with a problem, not everybody who writes is a member of it.
            # A group may come to hold neighbours of it.
            if one.key.tier in (Tier.BRAND, Tier.GROUP) and trend.lead.tier is not one.key.tier:
                continue
            if one.key not in trend.keys and is_specific(one, problem, usual_share) and not is_common(one.key, usual_share):
                trend.keys.add(one.key)
                self.owners[one.key] = trend.trend_id
        for key in detection.groups_of(problem) if lead.key.tier is Tier.TERM else ():
            if self.owners.setdefault(key, trend.trend_id) == trend.trend_id:
                trend.keys.add(key)
                trend.rise((key,), now)
        trend.rise((one.key for one in problem.keys), now)
        mine = [one for one in problem.keys if one.key == lead.key or one.key in trend.keys]
        posts = trend.added.take_new(mine, now, detection.recent_posts, is_thinned(detection.tests))
        trend.add_new(posts, detection.recent_posts.received)
        return trend

    def _open(self, trend_id: str, problem: Problem, usual_share: UsualShare) -> Trend:
        lead = problem.keys[0]
        trend = Trend(trend_id, lead.key, lead.spike.window_seconds)
        trend.evidence = lead.spike.evidence.value
        trend.lead_is_common = is_common(lead.key, usual_share)
        trend.distinctive = distinctive_terms(problem.read_posts, usual_share)
        self._trends[trend_id] = trend
        self.owners[lead.key] = trend_id
        return trend

    def _name(self, trend: Trend, lead: Key, usual_share: UsualShare) -> None:
        """A word names what volume or likeness opened: from here on it is what the trend is about."""
        self.owners.pop(trend.lead, None)
        trend.keys.discard(trend.lead)
        trend.keys.add(lead)
        trend.lead, trend.lead_is_common = lead, is_common(lead, usual_share)
        self.owners[lead] = trend.trend_id

    def absorb(self, trend: Trend, usual_share: UsualShare) -> str:
        """Merges a live trend into one that reports the same and comes before it: that is reported already where this is
        not, else that is older. Returns its id, empty when there is none."""
        is_older = True
        for other in self:
            if other is trend:
                is_older = False
                continue
            before = other.is_open if other.is_open != trend.is_open else is_older
            alike = other.is_echo == trend.is_echo and is_template(other.lead) == is_template(trend.lead)
            same = other is self._joined.get(trend.trend_id) or are_same(other.distinctive, trend.distinctive, usual_share)
            if before and same and other.is_live and alike:
                self.merge(trend, other)
                return other.trend_id
        return ""

    def merge(self, trend: Trend, into: Trend) -> None:
        """Makes two trends one, by an answer or since they report the same: `into` goes on for both."""
        into.take_over(trend)
        self.owners.update(dict.fromkeys(trend.keys, into.trend_id))

    def take_out(self, trend: Trend, mention_ids: Collection[str], keys_of_posts: Mapping[str, PostKeys]) -> None:
        """Takes posts out of a trend, and its keys, but the lead, by which mostly such posts came in: others like them
        would follow. `keys_of_posts` is what the posts of the last day count for."""
        left = [
            keys for post in trend.members.posts() if post.id not in mention_ids and (keys := keys_of_posts.get(post.id))
        ]
        gone = [keys for post in trend.members.take_out(mention_ids) if (keys := keys_of_posts.get(post.id))]
        trend.judged = None
        trend.added.clear()
        for key in [key for key in trend.keys if key != trend.lead]:
            if (many := sum(keys.has(key) for keys in gone)) and many > sum(keys.has(key) for keys in left):
                trend.keys.discard(key)
                trend.risen.pop(key, None)
                if self.owners.get(key) == trend.trend_id:
                    del self.owners[key]

    def expire(self, trend: Trend, now: float) -> None:
        """Lets a trend go of people and keys of the past."""
        held = set(trend.keys)
        trend.expire(now)
        for key in held - trend.keys:
            if self.owners.get(key) == trend.trend_id:
                del self.owners[key]

    def forget(self, now: float, reopen_seconds: float) -> None:
        """Drops the trends that no decision can need any more, and their keys."""
        for trend in list(self):
            state = trend.state
            # What never opened cannot open again: it would be a new trend.
            reported_elsewhere = state.resolved_reason.startswith("absorbed") or not state.opened_at
            ended = now - state.closed_at > reopen_seconds
            over = state.state is State.RESOLVED and (ended or reported_elsewhere)
            if over or state.state is State.QUIET:
                del self._trends[trend.trend_id]
                for key in [key for key, owner in self.owners.items() if owner == trend.trend_id]:
                    del self.owners[key]


def is_quiet(trends: TrendBook, trend_id: str, now: float) -> bool:
    """Whether a trend was muted, or merged into another, since it was reported: the book forgets what was merged."""
    trend = trends.get(trend_id)
    return trend is None or trend.state.muted_until > now
