"""How many people wrote about a brand in each half hour of the last day, and how many are usual: the curve of a report."""

from __future__ import annotations

from detectors.alert import rounded, utc
from detectors.buckets import BUCKET_SECONDS
from detectors.posts.tiers import THE_BRAND
from detectors.reports import BrandLevels
from detectors.trends.detection import Detection

SLOT_SECONDS = 1800
SLOTS = 48
LATE_SLOTS = 2


class LevelHistory:
    """The half hours of one brand that were counted before, so that a report costs what is new.

    It is read from the brand's recent posts and is no part of a snapshot: the first report after a restart counts the whole
    day. Posts that go round count no more than in the brand's own test.
    """

    def __init__(self) -> None:
        self._counted: dict[int, tuple[int, float]] = {}

    def update(self, detection: Detection, bucket: int) -> BrandLevels:
        """The half hours up to the one that `bucket` lies in, which may not be over."""
        last = bucket * BUCKET_SECONDS // SLOT_SECONDS
        first = last - SLOTS + 1
        fresh = max([first, *(slot for slot in self._counted if slot < last)])
        # What came up to an hour late for a half hour that was counted is counted with the next.
        since = max(first, fresh - LATE_SLOTS)
        people = self._people(detection, since)
        self._counted = {slot: level for slot, level in self._counted.items() if first <= slot < since}
        for slot in range(since, last + 1):
            ends = min(bucket, (slot + 1) * SLOT_SECONDS // BUCKET_SECONDS - 1)
            usual = rounded(detection.tests.usual(THE_BRAND, ends, SLOT_SECONDS))
            self._counted[slot] = (len(people.get(slot, ())), usual)
        slots = sorted(self._counted)
        return BrandLevels(
            bucket_minutes=SLOT_SECONDS // 60,
            from_=utc(slots[0] * SLOT_SECONDS),
            people=[self._counted[slot][0] for slot in slots],
            usual=[self._counted[slot][1] for slot in slots],
        )

    def _people(self, detection: Detection, since: int) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for post, keys in detection.recent_posts.newest_first(since * SLOT_SECONDS):
            if not keys.is_echo:
                found.setdefault(int(post.at // SLOT_SECONDS), set()).add(post.person)
        return found
