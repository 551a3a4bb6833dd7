"""What comes at the same hour again and again: on three of the last four weeks, or on six of the last seven days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from detectors.buckets import HOUR_BUCKETS
from detectors.tails import nb_tail

HOUR = 3600
DAY_HOURS, WEEK_HOURS = 24, 7 * 24
# How often it must have come: so many of the last times.
WEEKS, WEEKS_MIN = 4, 3
DAYS, DAYS_MIN = 7, 6
KEPT_HOURS = WEEKS * WEEK_HOURS + 2
# A wave may come an hour earlier or later than the last time.
SHIFT = 1
PEOPLE_MIN = 2
# How much waves differ from each other: the shape of a negative binomial.
SHAPE = 10.0
# What comes with less than this chance came for another reason.
CHANCE_MIN = 1e-3
KEYS_MAX = 300
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# 1 January 1970 was a Thursday.
FIRST_WEEKDAY = 3


class Wave(NamedTuple):
    """So many `people` are usual at an hour, and when that is: `every Monday at 9 (UTC)`."""

    people: int
    when: str

    def chance(self, people: int) -> float:
        """The chance of as many people or more when the wave comes."""
        return float(nb_tail(people, float(self.people), SHAPE))

    def explains(self, people: int) -> bool:
        """Whether so many may have come with the wave: of eight or more, three times as many have not."""
        return self.chance(people) > CHANCE_MIN


class Waves:
    """People per hour of the keys that rose within four weeks; of all others nothing is kept.

    >>> waves = Waves()
    >>> for week in range(3):
    ...     waves.note("payslip", bucket=(week * WEEK_HOURS + 4 * DAY_HOURS + 9) * HOUR_BUCKETS, people=8 + week)
    >>> waves.usual("payslip", (3 * WEEK_HOURS + 4 * DAY_HOURS + 9) * HOUR_BUCKETS, HOUR)
    Wave(people=8, when='every Monday at 9 (UTC)')
    >>> waves.usual("payslip", (3 * WEEK_HOURS + 5 * DAY_HOURS + 9) * HOUR_BUCKETS, HOUR) is None
    True
    """

    def __init__(self) -> None:
        self._hours: dict[str, dict[int, int]] = {}
        self.touched: set[str] = set()
        """Those of the keys that are kept which were used since `take_touched`."""

    def observe(self, everybody: str, keys: Iterable[str]) -> None:
        """Somebody used these keys since the last close, who counts for the one of `everybody` too."""
        if self._hours:
            self.touched.update(self._hours.keys() & (everybody, *keys))

    @property
    def kept(self) -> frozenset[str]:
        """The keys of which anything is kept."""
        return frozenset(self._hours)

    def take_touched(self) -> set[str]:
        """Those that are `touched`, and from now on none is."""
        touched, self.touched = self.touched, set()
        return touched

    def note(self, key: str, bucket: int, people: int) -> None:
        """So many used a key in the hour that ends with `bucket`; the most of each hour is kept. Of more than `KEYS_MAX`
        keys the one that was noted longest ago goes."""
        if people < PEOPLE_MIN:
            return
        hours, hour = self._hours.pop(key, {}), bucket // HOUR_BUCKETS
        hours[hour] = max(hours.get(hour, 0), people)
        self._hours[key] = hours
        if len(self._hours) > KEYS_MAX:
            del self._hours[next(iter(self._hours))]

    def forget(self, bucket: int) -> None:
        """Lets go of what is older than four weeks."""
        oldest = bucket // HOUR_BUCKETS - KEPT_HOURS
        for key, hours in list(self._hours.items()):
            for hour in [hour for hour in hours if hour < oldest]:
                del hours[hour]
            if not hours:
                del self._hours[key]

    def usual(self, key: str, bucket: int, seconds: int) -> Wave | None:
        """How many people usually use a key in the window of that length that ends with `bucket`, for the time of the day
        or week that it is; None when nothing comes then."""
        hours = self._hours.get(key)
        if not hours:
            return None
        last = bucket // HOUR_BUCKETS
        first = last - max(1, math.ceil(seconds / HOUR)) + 1
        if last - first + 2 * SHIFT < DAY_HOURS and len(hours) < WEEKS_MIN:
            # Each hour is of one day, and there are fewer than must have come.
            return None
        daily = self._often(hours, first, last, DAY_HOURS, DAYS, DAYS_MIN)
        weekly = self._often(hours, first, last, WEEK_HOURS, WEEKS, WEEKS_MIN)
        if max(daily, weekly) < PEOPLE_MIN:
            return None
        of_day = last % DAY_HOURS
        if daily >= weekly:
            return Wave(daily, f"every day at {of_day} (UTC)")
        return Wave(weekly, f"every {WEEKDAYS[(last // DAY_HOURS + FIRST_WEEKDAY) % 7]} at {of_day} (UTC)")

    @staticmethod
    def _often(hours: Mapping[int, int], first: int, last: int, period: int, times: int, least: int) -> int:
        """People that came on `least` of the last `times` periods or more."""
        counts: list[int] = []
        for n in range(1, times + 1):
            if people := _people(hours, first - n * period, last - n * period):
                counts.append(people)
            elif n - len(counts) > times - least:
                # It failed to come too often, whatever is behind that.
                return 0
        return sorted(counts, reverse=True)[least - 1]

    def capture(self) -> list[tuple[str, list[tuple[int, int]]]]:
        """As plain values, for a snapshot, in the order in which the keys were noted."""
        return [(key, sorted(hours.items())) for key, hours in self._hours.items()]

    def load(self, state: Iterable[Any]) -> None:
        """Becomes what `capture` gave."""
        self._hours = {str(key): {int(hour): int(people) for hour, people in hours} for key, hours in state}
        self.touched = set()


def _people(hours: Mapping[int, int], first: int, last: int) -> int:
    """People of the hours from `first` to `last`, `SHIFT` more or less. Each count is of the hour up to some bucket, so
    half of the next one's people may be the same."""
    counts = [hours.get(hour, 0) for hour in range(first - SHIFT, last + SHIFT + 1)]
    if not any(counts):
        return 0
    if last == first:
        return max(counts)
    return math.ceil(sum(max(0.0, count - before / 2) for before, count in zip((0, *counts), counts, strict=False)))
