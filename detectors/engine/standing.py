"""How a brand stands, and what it answers when it is asked: read from its state, and no part of a decision."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from detectors.alert import rounded, utc
from detectors.buckets import BUCKET_SECONDS
from detectors.engine.arming import Arming, needed_people, volume_armed
from detectors.engine.levels import SLOT_SECONDS, SLOTS
from detectors.engine.query import DAY, Explanation, armed, explanation_of, standing_of
from detectors.post import Post
from detectors.posts.tiers import THE_BRAND
from detectors.reports import (
    MEMBERS_PER_RECORD,
    REPORT_SCHEMA_VERSION,
    SERIES_MAX,
    BrandReport,
    LiveTrend,
    Member,
    NewMembers,
)
from detectors.trends.trend import Trend
from detectors.trends.versions import versions_of

if TYPE_CHECKING:
    from detectors.engine.brand import BrandTrends

HOUR = 3600
MEMBER_CHARACTERS_MAX = 2_000


def report(streams: Sequence[BrandTrends], bucket: int) -> BrandReport:
    """How the brand stands after `bucket` has closed: the first of its streams, with the live trends of all. Changes no
    decision."""
    brand, *_ = streams
    now = float((bucket + 1) * BUCKET_SECONDS)
    detection, first_at = brand.detection, brand.admission.first_at
    volume = _armed(brand, now)
    return BrandReport(
        schema_version=REPORT_SCHEMA_VERSION,
        brand=brand.name,
        at=utc(now),
        since="" if first_at is None else utc(first_at),
        armed_since="" if first_at is None or volume.at == math.inf else utc(volume.at),
        armed="" if first_at is None else armed(volume, now),
        people_hour=detection.tests.people(THE_BRAND, bucket, HOUR),
        usual_hour=rounded(detection.tests.usual(THE_BRAND, bucket, HOUR)),
        people_3h=detection.tests.people(THE_BRAND, bucket, 3 * HOUR),
        usual_3h=rounded(detection.tests.usual(THE_BRAND, bucket, 3 * HOUR)),
        budget_per_day=rounded(brand.config.budget_per_day),
        levels=brand.levels.update(detection, bucket),
        trends=[live_trend(trend, now) for one in streams for trend in one.book if trend.is_live],
    )


def take_members(brand: BrandTrends) -> list[NewMembers]:
    """The posts that have become members of live trends since the last call."""
    return [
        NewMembers(
            schema_version=REPORT_SCHEMA_VERSION,
            brand=brand.name,
            trend_id=trend.trend_id,
            members=[member_of(post) for post in posts[begin : begin + MEMBERS_PER_RECORD]],
        )
        for trend in brand.book
        if trend.is_live and (posts := trend.members.take_unreported())
        for begin in range(0, len(posts), MEMBERS_PER_RECORD)
    ]


def live_trend(trend: Trend, now: float) -> LiveTrend:
    """How a trend stands at `now`, between two of its events."""
    begin, series = trend.members.series(now)
    skipped = max(0, len(series) - SERIES_MAX)
    return LiveTrend(
        trend_id=trend.trend_id,
        people=trend.members.people_so_far,
        people_hour=trend.members.people_since(now - HOUR),
        people_3h=trend.members.people_since(now - 3 * HOUR),
        posts=trend.members.posts_so_far,
        series_from=utc(begin + skipped * HOUR) if series else "",
        series=series[skipped:],
    )


def member_of(post: Post) -> Member:
    """A post as it is reported: masked as it came from intake, without who wrote it."""
    text = f"{post.title}: {post.text}" if post.title and not post.text.startswith(post.title) else post.text
    return Member(
        mention_id=post.id,
        at=utc(post.at),
        text=text[:MEMBER_CHARACTERS_MAX],
        url=post.url,
        channel=post.channel,
        language=post.lang,
        product=post.product,
        region=post.region,
        version=", ".join(versions_of(post)[:1]),
        kind=post.kind.value,
    )


def has_recent(brand: BrandTrends, now: float) -> bool:
    """Whether anybody wrote lately enough to be on the curve of a report."""
    return any(True for _ in brand.detection.recent_posts.newest_first(now - SLOTS * SLOT_SECONDS))


def explain_words(brand: BrandTrends, words: str, bucket: int) -> Explanation:
    """Why these words opened an alert, or why not, after `bucket` has closed."""
    now = (bucket + 1) * BUCKET_SECONDS
    return explanation_of(words, now, brand=brand.name, detection=brand.detection, trends=brand.book, policy=brand.policy)


def standing(brand: BrandTrends, now: float) -> Explanation:
    """Since when it is known, how many people wrote in the last day, and what is armed."""
    people = brand.detection.tests.people(THE_BRAND, int(now) // BUCKET_SECONDS - 1, DAY)
    return standing_of(brand.name, now, brand.admission.first_at, people, _armed(brand, now))


def _armed(brand: BrandTrends, now: float) -> Arming:
    def last_written() -> Iterable[float]:
        latest: dict[str, float] = {}
        for post, keys in brand.detection.recent_posts.newest_first(now - DAY):
            if not keys.is_echo:
                latest[post.person] = max(post.at, latest.get(post.person, 0.0))
        return latest.values()

    bucket, tests = int(now) // BUCKET_SECONDS - 1, brand.detection.tests
    volume = volume_armed(tests, bucket, brand.config.budget_per_day, last_written)
    return volume._replace(first=needed_people(tests, bucket, brand.config.policy.people_min))
