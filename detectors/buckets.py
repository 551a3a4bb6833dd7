"""Half-open buckets of event time, `BUCKET_SECONDS` long, with index floor(at / BUCKET_SECONDS).

The one place that says how long a bucket is: configurations are in seconds, and everything that counts buckets derives from
it. The shortest window, half an hour, holds a whole number of buckets.
"""

from __future__ import annotations

import math

BUCKET_SECONDS = 60
HOUR_BUCKETS = 3_600 // BUCKET_SECONDS
DAY_BUCKETS = 24 * HOUR_BUCKETS
assert 1_800 % BUCKET_SECONDS == 0, "half an hour is a whole number of buckets"


def bucket_of(at: float) -> int:
    """The index of the bucket that event time `at` (seconds since 1970 UTC) lies in."""
    return math.floor(at / BUCKET_SECONDS)


def buckets_in(seconds: int) -> int:
    """How many buckets a length of time holds; ValueError when it is not a whole number of them.

    >>> buckets_in(3_600) == HOUR_BUCKETS
    True
    """
    buckets, rest = divmod(seconds, BUCKET_SECONDS)
    if rest:
        raise ValueError(f"{seconds} s are no whole number of buckets of {BUCKET_SECONDS} s")
    return buckets
