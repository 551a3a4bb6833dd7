"""What is measured of a trend at a bucket close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from detectors.buckets import BUCKET_SECONDS
from detectors.facts import COLD_DAYS, TrendStats
from detectors.post import Post, are_days
from detectors.posts.tiers import TEXT_TIERS, THE_BRAND, Key, Tier
from detectors.spikes.rise import Spike
from detectors.trends.brand_tests import BrandTests, wave_text
from detectors.trends.data_quality import Channels
from detectors.trends.detection import Detection
from detectors.trends.trend import Trend
from detectors.trends.versions import people_on_older

HOUR = 3600
DAY = 24 * HOUR


class BrandContext(NamedTuple):
    """What of a brand its trends are measured by: its detection and channels, how many people make an alert, and for how
    long it has been known."""

    name: str
    detection: Detection
    channels: Channels
    people_min: int
    history_days: float


def measure(brand: BrandContext, trend: Trend, bucket: int, now: float, spike: Spike | None) -> TrendStats:
    """The stats of a trend after `bucket`, which ends at `now`; `spike` is what rises of it there, if anything."""
    window = trend.window_seconds
    tests, lead, whole = brand.detection.tests, trend.lead, THE_BRAND
    posts = trend.members.posts()
    closed_at = trend.state.closed_at
    fresh = {post.person for post in posts if post.at > closed_at} if closed_at else set()
    older, older_hour = older_people(trend, posts, now)
    fresh -= older
    since, until = now - HOUR / 2 - window, now - HOUR / 2
    before = {post.person for post in posts if since <= post.at < until}
    usual_day = tests.usual(whole, bucket, DAY)
    weight = tests.usual(whole, bucket, BUCKET_SECONDS) * DAY / BUCKET_SECONDS / usual_day if usual_day > 0 else 1.0
    series_from, series = trend.members.series(now)
    stats = TrendStats(
        at=now,
        brand=brand.name,
        tier=lead.tier.word,
        terms=(lead.name,) if lead.tier in TEXT_TIERS else (),
        window_minutes=int(window // 60),
        people=trend.members.people_since(now - window),
        people_before=len(before),
        usual=tests.usual(lead, bucket, window),
        usual_per_day=tests.usual(lead, bucket, DAY),
        wave=wave_text(tests, lead, bucket, window),
        surprise=spike.surprise if spike else 0.0,
        evidence=trend.evidence,
        significant=spike is not None,
        people_hour=trend.members.people_since(now - HOUR),
        older_people_hour=older_hour,
        usual_hour=tests.usual(lead, bucket, HOUR),
        people_3h=trend.members.people_since(now - 3 * HOUR),
        lead_people_3h=tests.people(lead, bucket, 3 * HOUR),
        people_24h=trend.members.people_since(now - DAY),
        people_so_far=trend.members.people_so_far,
        posts_so_far=trend.members.posts_so_far,
        brand_people_hour=tests.people(whole, bucket, HOUR),
        brand_people_3h=tests.people(whole, bucket, 3 * HOUR),
        brand_usual_hour=tests.usual(whole, bucket, HOUR),
        brand_usual_3h=tests.usual(whole, bucket, 3 * HOUR),
        history_days=brand.history_days,
        cold_start=brand.history_days < COLD_DAYS,
        busy_hours=weight * BUCKET_SECONDS / HOUR,
        fresh_people=len(fresh),
        fresh_significant=spike is not None and len(fresh) >= brand.people_min,
        series_from=series_from,
        series_people=series,
        series_usual=tests.usual(lead, bucket, HOUR),
        data_quality=brand.channels.quality(bucket, brand.detection.season),
    )
    return by_the_day(stats, tests, bucket) if are_days(posts) else stats


def by_the_day(f: TrendStats, tests: BrandTests, bucket: int) -> TrendStats:
    """The stats of posts of which only the day is known: what is counted by the hour is counted by the day, so that nothing
    eases, ends or gets worse within one."""
    lead = tests.people(Key(Tier.TERM, f.terms[0]), bucket, DAY) if f.terms else f.people_24h
    return replace(
        f,
        people_hour=f.people_24h,
        usual_hour=f.usual_per_day,
        people_3h=f.people_24h,
        lead_people_3h=3 * lead,
        brand_people_3h=tests.people(THE_BRAND, bucket, DAY),
        brand_usual_3h=tests.usual(THE_BRAND, bucket, DAY),
    )


def older_people(trend: Trend, posts: Sequence[Post], now: float) -> tuple[set[str], int]:
    """Who reports versions before that of a noted fix alone: since it was noted or the trend was over, and how many in the
    last hour."""
    fix = trend.state.fix
    if fix is None or not fix.version:
        return set(), 0
    since = min(fix.at, trend.state.closed_at or fix.at)
    return people_on_older(posts, since, fix.version), len(people_on_older(posts, now - HOUR, fix.version))
