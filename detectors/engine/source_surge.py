"""Do the brands rise together? Then the source delivers more; it is not the customers of one brand.

A note beside the events: the events of a brand do not depend on who shares its partition, and this does. Tested at the
end of each full hour, so that no two tests count the same people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from scipy.special import bdtrc

from detectors.buckets import BUCKET_SECONDS
from detectors.posts.tiers import THE_BRAND
from detectors.trends.brand_tests import BrandTests

HOUR = 3600
# Before it a brand's usual level is a rough guess.
HISTORY_DAYS = 14.0
# With fewer people a doubling cannot be distinguished from chance: with five expected, nine or ten lie at `RISING`.
USUAL_PEOPLE = 5.0
# All five must rise for a chance below `BEGINS`, so fewer brands could never show it.
BRANDS_MIN = 5
# A brand rises when so many people in its hour, or more, had this chance. It counts once however far it rises, so that no
# incident of a single brand can stand for the others.
RISING = 0.05
# The chance that so many brands rise each by itself, for a common rise to begin and to go on. Of a doubling an hour shows
# in every other brand or fewer: it is over when no hour of three showed it, so that it is reported once.
BEGINS = 1e-6
LASTS = 1e-2
OVER_SECONDS = 3 * HOUR
# When no brand can be judged any more, as when their mentions stop, it is over after a day: a night is no end.
UNKNOWN_SECONDS = 24 * HOUR


class SourceSurge(msgspec.Struct, frozen=True):
    """A common rise: in the newest full hour so many `brands` rise of those that can be judged. Event times in seconds: the
    ends of the hour `since` which it shows and of the newest in which it was `seen`."""

    brands: int
    of: int
    since: float
    seen: float


def chances_of(brands: Iterable[BrandTests], bucket: int) -> list[float]:
    """For each brand that can be judged, given by its tests, the chance of as many people or more as wrote in the hour that
    ends with `bucket`; 1 if no more than usual. Judged are those with a history of two weeks and enough people expected in
    that hour."""
    chances = []
    for tests in brands:
        if tests.history_days(bucket) < HISTORY_DAYS:
            continue
        usual = tests.usual(THE_BRAND, bucket, HOUR)
        if usual < USUAL_PEOPLE:
            continue
        people = tests.people(THE_BRAND, bucket, HOUR)
        chances.append(tests.volume.chance(bucket, HOUR, people) if people > usual else 1.0)
    return chances


def source_surge(before: SourceSurge | None, chances: Sequence[float], bucket: int) -> SourceSurge | None:
    """The common rise at the end of `bucket` of brands with these chances; `before` is that of an hour ago.

    A binomial test of how many rise: it begins when that is most of them, and by chance one time in a million; it shows
    while it is one time in a hundred. An hour in which fewer than `BRANDS_MIN` can be judged, as at night, changes nothing;
    a day of them ends it.
    """
    of, now = len(chances), float((bucket + 1) * BUCKET_SECONDS)
    if of < BRANDS_MIN:
        return before if before is not None and now - before.seen < UNKNOWN_SECONDS else None
    rising = sum(chance <= RISING for chance in chances)
    chance = float(bdtrc(rising - 1, of, RISING)) if rising else 1.0
    if before is None:
        return SourceSurge(rising, of, now, now) if chance <= BEGINS and 2 * rising > of else None
    seen = now if chance <= LASTS else before.seen
    return SourceSurge(rising, of, before.since, seen) if now - seen < OVER_SECONDS else None


def surge_after(surge: SourceSurge | None, chances: Mapping[int, Sequence[float]]) -> SourceSurge | None:
    """The common rise after some full hours, each given by its last bucket and the chances of the brands that can be
    judged."""
    for hour, found in sorted(chances.items()):
        surge = source_surge(surge, found, hour)
    return surge
