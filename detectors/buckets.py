"""Half-open buckets of event time: 300 s each, with index floor(at / 300)."""

from __future__ import annotations

import math

BUCKET_SECONDS = 300
HOUR_BUCKETS = 12
DAY_BUCKETS = 24 * HOUR_BUCKETS
WEEK_BUCKETS = 7 * DAY_BUCKETS


def bucket_of(at: float) -> int:
    """The index of the bucket that event time `at` (seconds since 1970 UTC) lies in."""
    return math.floor(at / BUCKET_SECONDS)
