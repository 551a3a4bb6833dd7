"""A trend as plain values, for a snapshot, and back."""

from __future__ import annotations

import msgspec

from detectors.alert import Feedback
from detectors.post import Post
from detectors.posts.tiers import Key, Tier
from detectors.trends.members import Members, MembersState
from detectors.trends.trend import Trend
from detectors.values import Titles, TrendState, Verdict


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


def record_of(trend: Trend) -> TrendRecord:
    """A trend as plain values."""
    members = trend.members.state()
    return TrendRecord(
        state=trend.state,
        titles=trend.titles,
        lead=trend.lead,
        keys=sorted(trend.keys),
        window_seconds=trend.window_seconds,
        posts_so_far=members.posts_so_far,
        distinctive=sorted(trend.distinctive),
        judged=trend.judged,
        received=members.received,
        absorbed=trend.absorbed,
        feedback=trend.feedback,
        people=members.people,
        last=members.last,
        first_posts=members.posts,
        new_posts=[],
        hours=members.hours,
        risen=sorted(trend.risen.items()),
        evidence=trend.evidence,
        lead_is_common=trend.lead_is_common,
        excluded=members.excluded,
    )


def trend_of(record: TrendRecord) -> Trend:
    """The trend that gave `record`."""
    trend = Trend(record.state.trend_id, record.lead, record.window_seconds)
    trend.state = record.state
    trend.titles = record.titles
    trend.keys = {key for key in record.keys if key.tier is not Tier.PHRASE or key == record.lead}
    trend.risen, trend.evidence = dict(record.risen), record.evidence
    trend.lead_is_common = record.lead_is_common
    trend.distinctive = frozenset(record.distinctive)
    trend.judged = record.judged
    trend.absorbed = record.absorbed
    trend.feedback = record.feedback
    posts = [*record.first_posts, *record.new_posts]
    trend.members = Members.of(
        MembersState(
            posts_so_far=record.posts_so_far,
            received=record.received,
            people=record.people,
            last=record.last,
            posts=posts,
            hours=record.hours,
            excluded=record.excluded,
        )
    )
    return trend
