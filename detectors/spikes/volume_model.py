"""The volume test: do more people write about the brand than its closed hours explain?

From the second day on, and on the first too if it is extreme: that the source has only just begun is an alternative with a
probability of its own, and no rule of silence. With n people in T closed hours of the last four weeks:

    λ = (n + ½) / (T + 1)      f: hour of the day, after two weeks      μ = λ·f·W
    r = min(n + ½, (T + 24) λ² / (T (var − λ) + ½ · 24 λ²))      later by what hours differ from their hour of the day
    p = P(NegativeBinomial(μ, r) >= x) + .3^(people of the past) + ½^(T / 1.5 h)

The negative binomial is the Gamma–Poisson predictive of a rate that differs from hour to hour.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from detectors.buckets import BUCKET_SECONDS, HOUR_BUCKETS
from detectors.spikes.volume_config import HOUR_SECONDS, HOURS_A_DAY, VolumeConfig
from detectors.spikes.volume_hours import ClosedHours
from detectors.tails import nb_tail

USUAL_KEPT = 32


class VolumeRise(NamedTuple):
    """More people than expected in a window (seconds), and the chance of it."""

    window_seconds: int
    people: int
    expected: float
    chance: float


class VolumeTest:
    """Counts people per closed hour and tests the newest windows against them.

    `hours.observe` takes each person in each bucket once or more; `test` is asked at a bucket close with the people in each
    window (`ShareTest` counts them). State: one number per hour of four weeks, all of it in `hours`.

    >>> volume = VolumeTest()
    >>> for hour in range(48):
    ...     volume.hours.observe(hour % 7, hour * 12)
    >>> volume.test(48 * 12 + 11, {1800: 40, 3600: 60, 10800: 61}, past=40.0).people
    40
    """

    def __init__(self, config: VolumeConfig | None = None) -> None:
        self.config = config or VolumeConfig()
        self.hours = ClosedHours(self.config)
        # As of so many closed hours, what was answered of an hour: a live trend asks the same again and again.
        self._as_of = 0
        self._usual: dict[tuple[int, int], float] = {}
        # The same of the windows that are tested, by their length, the hour they begin in, and the one they end in.
        self._expected: dict[tuple[int, int, int], float] = {}

    def test(self, bucket: int, people: Mapping[int, int], past: float) -> VolumeRise | None:
        """The most surprising window that ends with `bucket`, None when none holds more than usual. `people` in each window
        (by its seconds); `past`: people who wrote before the last day."""
        config, hours, hour = self.config, self.hours, bucket // HOUR_BUCKETS
        if hours.open is None or max([people[window] for window in config.windows_seconds]) < config.people_min:
            return None
        hours.roll(hour)
        if hour - hours.back_at < config.back_hours:
            return None
        self._forget_answers()
        rises = []
        for window in config.windows_seconds:
            if (many := people[window]) < config.people_min:
                continue
            # The hour that the window begins in, and what is usual in one from there to now: both last for many a bucket.
            first = (bucket + 1 - window // BUCKET_SECONDS) // HOUR_BUCKETS
            expected = self._expected_in(window, first, hour)
            if many >= config.times * expected:
                rises.append(self._rise(window, many, expected, first, past))
        return min(rises, key=lambda rise: (rise.chance, rise.window_seconds), default=None)

    def usual(self, bucket: int, seconds: int) -> float:
        """People expected in the window of that length which ends with `bucket`, by the rate and, after two weeks, the hour
        of the day."""
        self._forget_answers()
        span = bucket // HOUR_BUCKETS, seconds
        known = self._usual.get(span)
        if known is None:
            hours = seconds / HOUR_SECONDS
            known = self.hours.sums().rate * hours
            if self.hours.has_seasons and seconds < HOURS_A_DAY * HOUR_SECONDS:
                weights = [self.hours.weight(hour) for hour in range(span[0] - max(1, round(hours)) + 1, span[0] + 1)]
                known = known * sum(weights) / len(weights)
            if len(self._usual) >= USUAL_KEPT:
                self._usual.clear()
            self._usual[span] = known
        return known

    def chance(self, bucket: int, seconds: int, people: int) -> float:
        """The chance of as many people or more in that window, by the closed hours alone."""
        return nb_tail(people, self.usual(bucket, seconds), self.hours.shape(self.hours.sums()))

    def armed_at(self, level: float) -> float:
        """Event time (epoch seconds) from which a rise can have a chance below `level`: until then that the source has only
        just begun, or is only just back, is likelier. Infinite while nobody has written."""
        config, hours = self.config, self.hours
        if hours.open is None:
            return math.inf
        started = hours.open - len(hours) + math.ceil(config.start_hours * math.log2(2.0 / level))
        return max(started, hours.back_at + config.back_hours) * HOUR_SECONDS

    def _forget_answers(self) -> None:
        """What was answered before the newest hour was learned."""
        if self._as_of != self.hours.closed:
            self._as_of = self.hours.closed
            self._usual.clear()
            self._expected.clear()

    def _expected_in(self, window: int, first: int, hour: int) -> float:
        """People expected in a window of that length that begins in one hour and ends in another; infinite where nothing is
        known of the time before."""
        expected = self._expected.get((window, first, hour))
        if expected is None:
            hours, before = self.hours, self.hours.before(first)
            rate = hours.sums(before).rate if before >= 1 else math.inf
            expected = self._expected[window, first, hour] = rate * hours.weight(hour) * window / HOUR_SECONDS
        return expected

    def _rise(self, window: int, people: int, expected: float, first: int, past: float) -> VolumeRise:
        config, hours = self.config, self.hours
        just_started = config.stray**past + 0.5 ** (len(hours) / config.start_hours)
        chance = nb_tail(people, expected, hours.shape(hours.sums(hours.before(first)))) + just_started
        return VolumeRise(window, people, expected, min(1.0, chance))


def people_needed(config: VolumeConfig, level: float) -> int:
    """How many people must have written before the last day for a rise to have a chance below `level`."""
    return math.ceil(math.log(level / 2.0) / math.log(config.stray))
