"""What the share test costs: CPU time per bucket and bytes per key, at a stated rate of people who mention each.

The keys are a `NullWorld`'s mixture with its daily season, all mentioned once at the start; every post is by another
person, which is the most expensive case. Two days are learned from and the third is measured, when the windows of a day
are full.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detectors.buckets import DAY_BUCKETS, HOUR_BUCKETS
from detectors.evaluation.nulls import NullWorld
from detectors.spikes.share_model import ShareTest

RATES_PER_DAY = (0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
WARM_DAYS = 2
PRIOR_SHARE = 0.001
_WHOLE = np.iinfo(np.int64)


@dataclass(frozen=True)
class CostResult:
    """The costs of a day on which so many people per key wrote on average.

    `close_ms_…`: to close a bucket, which counts and tests; the most is where the table of people was rehashed.
    `observe_ms`: to take in the posts of a bucket (median), `posts_per_bucket` on average. Bytes per key at the fullest
    hour: `past` is what is expected of each key, `windows` the counts, `people` who mentioned it within a day, `keys` the
    index from names to keys.
    """

    people_per_day: float
    posts_per_bucket: float
    close_ms_median: float
    close_ms_p95: float
    close_ms_max: float
    observe_ms: float
    bytes_per_group: dict[str, float]


def cost(groups: int, people_per_day: float, seed: int, clock: Callable[[], float]) -> CostResult:
    """The costs of `groups` keys with so many people per key and day; `clock` gives the seconds that are counted."""
    random = np.random.default_rng(seed)
    world = NullWorld("mixture", np.full(groups, people_per_day / DAY_BUCKETS), random, every=1)
    names = [str(group) for group in range(groups)]
    test = ShareTest()
    start, end = WARM_DAYS * DAY_BUCKETS, (WARM_DAYS + 1) * DAY_BUCKETS
    posts, seconds, held = 0, [], []
    for bucket in range(end):
        counts = world.draw(bucket) if bucket else np.ones(groups, int)
        counted = np.repeat(np.arange(groups), counts).tolist()
        people = random.integers(_WHOLE.min, _WHOLE.max, len(counted)).tolist()
        mentions = [(bucket, person, (names[group],)) for group, person in zip(counted, people, strict=True)]
        started = clock()
        test.observe(mentions, lambda keys: [PRIOR_SHARE] * len(keys))
        taken = clock()
        test.close(bucket)
        closed = clock()
        if bucket >= start:
            posts += len(counted)
            seconds.append((taken - started, closed - taken))
            if bucket % HOUR_BUCKETS == HOUR_BUCKETS - 1:
                held.append(test.memory_bytes)
    observe, close = 1000.0 * np.array(seconds).T
    fullest = max(held, key=lambda parts: sum(parts.values()))
    each = {name: amount / groups for name, amount in fullest.items()}
    return CostResult(
        people_per_day=posts / groups,
        posts_per_bucket=posts / DAY_BUCKETS,
        close_ms_median=float(np.median(close)),
        close_ms_p95=float(np.percentile(close, 95)),
        close_ms_max=float(close.max()),
        observe_ms=float(np.median(observe)),
        bytes_per_group={**each, "total": sum(each.values())},
    )
