"""What alerts of a brand need yet, for reports and for `explain`; the rules are `share_kernel.risen` and `VolumeTest`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

from detectors.buckets import BUCKET_SECONDS
from detectors.posts.tiers import THE_BRAND
from detectors.spikes.rise import level_of
from detectors.spikes.share_kernel import NEW_PEOPLE, NEW_PRIOR_MAX, new_needed
from detectors.spikes.volume_model import people_needed
from detectors.trends.brand_tests import DAY, VOLUME_STRICTNESS, BrandTests

HOUR = 3600
# Longer than anybody stays in a window.
HELD = 60 * DAY


class Arming(NamedTuple):
    """Event time (epoch seconds) from which alerts on volume can open, infinite until so many people have written; and how
    many people an alert on words needs while the brand is new, 0 when it is not."""

    at: float
    people: int
    first: int = 0


def volume_armed(
    tests: BrandTests, bucket: int, budget_per_day: float, last_written: Callable[[], Iterable[float]]
) -> Arming:
    """From when on a rise in volume can open an alert within this budget, after `bucket`. `last_written`: when each person
    of the last day last wrote, epoch seconds; a day later they are of the past."""
    level = level_of(budget_per_day) / VOLUME_STRICTNESS
    at, needed = tests.volume.armed_at(level), people_needed(tests.volume.config, level)
    newest = tests.people(THE_BRAND, bucket, DAY)
    missing = needed - int(_past_people(tests, bucket, newest))
    if missing > newest:
        return Arming(math.inf, needed)
    if missing > 0:
        at = max(at, sorted(last_written())[missing - 1] + DAY + BUCKET_SECONDS)
    return Arming(at, needed)


def _past_people(tests: BrandTests, bucket: int, newest: int) -> float:
    """Who wrote before the `newest` people, those of a window. Of a brand that is silent nobody leaves the windows for the
    past; by their times they have."""
    return tests.shares.past.people + tests.people(THE_BRAND, bucket, HELD) - newest


def needed_people(tests: BrandTests, bucket: int, people_min: int) -> int:
    """How many people an alert needs in the hour that ends with `bucket` while nobody can be compared with; 0 later."""
    writing = tests.people(THE_BRAND, bucket, HOUR)
    few = _past_people(tests, bucket, writing) < NEW_PEOPLE
    return max(people_min, math.ceil(new_needed(writing))) if few else 0


def is_everyday(tests: BrandTests, term: str, lang: str) -> bool:
    """Whether so many people use a term anyway that it opens nothing while nobody can be compared with."""
    return tests.knowledge.share(term, lang, tests.terms_each) > NEW_PRIOR_MAX


def never_opens(tests: BrandTests, term: str, lang: str) -> bool:
    """Whether a term is part of the brand's own name, or a word of every request in its language."""
    return bool(tests.priors.of(lang, tests.terms_each)([term])[0] < 0.0)
