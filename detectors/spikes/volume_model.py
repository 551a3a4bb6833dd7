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
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from detectors.buckets import BUCKET_SECONDS, HOUR_BUCKETS
from detectors.tails import nb_tail

HOUR_SECONDS = 3600
HOURS_A_DAY = 24
# The spread (variance beyond chance, over the squared mean) of hours of the same hour of the day, as shipped and at least;
# and of all hours: on the first days of a support forum .1, of five airlines .2 to .6.
SPREAD, SPREAD_MIN, SPREAD_OF_DAY = 0.2, 0.02, 0.5
SPREAD_FADE = 0.5 ** (1.0 / (28 * HOURS_A_DAY))
# A single hour counts with at most so many times what was expected: an incident is not how hours usually differ.
SPREAD_TIMES_MAX = 4.0
# Hours after which a source that is away is taken for one that people no longer write to.
AWAY_MAX = 84 * HOURS_A_DAY
USUAL_KEPT = 32


@dataclass(frozen=True)
class VolumeConfig:
    """The parameters of a volume test.

    `windows_seconds`: of at most three hours. `people_min` and `times`: the least people, and the least multiple of what is
    expected, that may open. `hours_max`: closed hours remembered. `season_hours`: after so many the hour of the day counts;
    `known_hours`: after so many a silence is one. `stray`: the chance that a person of the past is a stray from
    before the source began; `start_hours`: half-life of the belief that it has just begun. `away_people`: a silence of a
    day and more in which so many were due, and at most `away_share` of them wrote, means that the source was away; for
    `back_hours` after it nothing opens.
    """

    windows_seconds: tuple[int, ...] = (HOUR_SECONDS // 2, HOUR_SECONDS, 3 * HOUR_SECONDS)
    people_min: int = 8
    times: float = 3.0
    hours_max: int = 28 * HOURS_A_DAY
    season_hours: int = 14 * HOURS_A_DAY
    known_hours: int = 72
    stray: float = 0.3
    start_hours: float = 1.5
    away_people: float = 20.0
    away_share: float = 0.2
    back_hours: float = 24.0


class VolumeRise(NamedTuple):
    """More people than expected in a window (seconds), and the chance of it."""

    window_seconds: int
    people: int
    expected: float
    chance: float


class VolumeTest:
    """Counts people per closed hour and tests the newest windows against them.

    `observe` takes each person in each bucket once or more; `test` is asked at a bucket close with the people in each
    window (`ShareTest` counts them). State: one number per hour of four weeks.

    >>> volume = VolumeTest()
    >>> for hour in range(48):
    ...     volume.observe(hour % 7, hour * 12)
    >>> volume.test(48 * 12 + 11, {1800: 40, 3600: 60, 10800: 61}, past=40.0).people
    40
    """

    def __init__(self, config: VolumeConfig | None = None) -> None:
        self.config = config or VolumeConfig()
        # Lists: a deque of two numbers takes as much as one of sixty.
        self._hours: list[int] = []
        self._season = [0.0] * HOURS_A_DAY
        self._people, self._squares = 0, 0
        self._excess, self._scale = 0.0, 0.0
        self._hour: int | None = None
        self._now: set[int] = set()
        self._most: int | None = None
        self._back_at = -(10**9)
        self._last_day: list[int] = []
        self._away = 0
        # What was answered of a bucket since the newest hour was learned: a live trend asks the same again and again.
        self._usual: dict[tuple[int, int], float] = {}
        # The same of the windows that are tested, by their length, the hour they begin in, and the one they end in.
        self._expected: dict[tuple[int, int, int], float] = {}

    def observe(self, person: int, bucket: int) -> None:
        """A person wrote in `bucket`; what comes for an hour that has closed counts no more."""
        hour = bucket // HOUR_BUCKETS
        if self._hour is None:
            self._hour = hour
        if hour > self._hour:
            self._roll(self._hour, hour)
        if hour == self._hour:
            self._now.add(person)

    def limit(self, bucket: int, people: int | None) -> None:
        """Of the hour of `bucket`, while it is open, at most so many people are learned; None for all of them. A crowd that
        is no news is not usual either, or the next rise would be none."""
        if bucket // HOUR_BUCKETS == self._hour:
            self._most = people

    def forget_people(self, people: Set[int]) -> None:
        """Takes people out of the hour that is open."""
        self._now -= people

    def test(self, bucket: int, people: Mapping[int, int], past: float) -> VolumeRise | None:
        """The most surprising window that ends with `bucket`, None when none holds more than usual. `people` in each window
        (by its seconds); `past`: people who wrote before the last day."""
        config, hour = self.config, bucket // HOUR_BUCKETS
        if self._hour is None or max([people[window] for window in config.windows_seconds]) < config.people_min:
            return None
        self._roll(self._hour, hour)
        if hour - self._back_at < config.back_hours:
            return None
        rises = []
        for window in config.windows_seconds:
            if (many := people[window]) < config.people_min:
                continue
            # The hour that the window begins in, and what is usual in one from there to now: both last for many a bucket.
            span = window, (bucket + 1 - window // BUCKET_SECONDS) // HOUR_BUCKETS, hour
            expected = self._expected.get(span)
            expected = _expected_in(self, span) if expected is None else expected
            if many >= config.times * expected:
                rises.append(self._rise(window, many, expected, span[1], past))
        return min(rises, key=lambda rise: (rise.chance, rise.window_seconds), default=None)

    def usual(self, bucket: int, seconds: int) -> float:
        """People expected in the window of that length which ends with `bucket`, by the rate and, after two weeks, the hour
        of the day."""
        known = self._usual.get((bucket, seconds))
        if known is None:
            rate, hours = (self._people + 0.5) / (len(self._hours) + 1), seconds / HOUR_SECONDS
            known = rate * hours
            if len(self._hours) >= self.config.season_hours and seconds < HOURS_A_DAY * HOUR_SECONDS:
                last = bucket // HOUR_BUCKETS
                spans = [self._weight(hour) for hour in range(last - max(1, round(hours)) + 1, last + 1)]
                known = rate * hours * sum(spans) / len(spans)
            if len(self._usual) >= USUAL_KEPT:
                self._usual.clear()
            self._usual[bucket, seconds] = known
        return known

    def chance(self, bucket: int, seconds: int, people: int) -> float:
        """The chance of as many people or more in that window, by the closed hours alone."""
        expected, total = self.usual(bucket, seconds), self._people + 0.5
        return nb_tail(people, expected, min(total, self._shape(len(self._hours), self._people, self._squares)))

    def armed_at(self, level: float) -> float:
        """Event time (epoch seconds) from which a rise can have a chance below `level`: until then that the source has only
        just begun, or is only just back, is likelier. Infinite while nobody has written."""
        if self._hour is None:
            return math.inf
        config = self.config
        started = self._hour - len(self._hours) + math.ceil(config.start_hours * math.log2(2.0 / level))
        return max(started, self._back_at + config.back_hours) * HOUR_SECONDS

    def capture(self) -> dict[str, Any]:
        """As plain values, for a snapshot."""
        return {
            "hours": list(self._hours),
            "season": list(self._season),
            "hour": self._hour,
            "now": sorted(self._now),
            "most": self._most,
            "back_at": self._back_at,
            "away": self._away,
            "lately": list(self._last_day),
            "spread": [self._excess, self._scale],
        }

    def load(self, state: Mapping[str, Any]) -> None:
        """Becomes what `capture` gave."""
        self._hours = [int(people) for people in state["hours"]][-self.config.hours_max :]
        self._season = [float(people) for people in state["season"]]
        self._people, self._squares = sum(self._hours), sum(people * people for people in self._hours)
        self._hour = state["hour"]
        self._usual.clear()
        self._expected.clear()
        self._now = set(state["now"])
        self._back_at = int(state["back_at"])
        self._excess, self._scale = (float(part) for part in state["spread"])
        # Snapshots of version 4 from before do not hold these.
        self._most = state.get("most")
        self._away = int(state.get("away", 0))
        self._last_day = [int(people) for people in state.get("lately", self._hours)][-HOURS_A_DAY:]

    def _rise(self, window: int, people: int, expected: float, first: int, past: float) -> VolumeRise:
        config, hours = self.config, _before(self, first)
        newest = self._hours[hours:]
        total, squares = self._people - sum(newest), self._squares - sum([count * count for count in newest])
        just_started = config.stray**past + 0.5 ** (len(self._hours) / config.start_hours)
        chance = nb_tail(people, expected, min(total + 0.5, self._shape(hours, total, squares))) + just_started
        return VolumeRise(window, people, expected, min(1.0, chance))

    def _shape(self, hours: int, total: int, squares: int) -> float:
        """The shape of the gamma distribution of hourly rates: one over their spread."""
        rate = (total + 0.5) / (hours + 1)
        # A day of what hours usually differ by to begin with.
        known = HOURS_A_DAY * rate * rate
        if hours >= self.config.season_hours and self._scale > 0.0:
            # By how much hours differ from what is usual at that hour of the day.
            return 1.0 / max(SPREAD_MIN, (self._excess + SPREAD * known) / (self._scale + known))
        excess = max(0.0, squares - total * total / max(1, hours) - total)
        return 1.0 / max(SPREAD_MIN, (excess + SPREAD_OF_DAY * known) / (hours * rate * rate + known))

    def _weight(self, hour: int) -> float:
        """How busy this hour of the day and its neighbours are beside the average; at least half."""
        if len(self._hours) < self.config.season_hours:
            return 1.0
        near = sum(self._season[(hour + shift) % HOURS_A_DAY] for shift in (-1, 0, 1))
        return max(0.5, (near + 1.0) / (self._people / 8.0 + 1.0))

    def _roll(self, newest: int, hour: int) -> None:
        """Closes the hours from `newest`, the one that is open, to before `hour`; those in which nobody wrote count as
        empty."""
        while newest < hour:
            newest = max(newest, hour - self.config.hours_max - 1)
            self._close(newest, len(self._now) if self._most is None else min(self._most, len(self._now)))
            self._now.clear()
            self._most = None
            newest += 1
        self._hour = newest

    def _is_quiet(self) -> bool:
        """Whether hardly anybody wrote for a day in which many were due."""
        due = len(self._last_day) * self._people / max(1, len(self._hours))
        known = len(self._last_day) == HOURS_A_DAY and len(self._hours) >= self.config.known_hours
        return known and due > self.config.away_people and sum(self._last_day) < self.config.away_share * due

    def _close(self, hour: int, people: int) -> None:
        """Learns an hour. While the source is away, what is usual is learnt instead of nobody, up to
        `AWAY_MAX`."""
        self._usual.clear()
        self._expected.clear()
        self._last_day = [*self._last_day[1 - HOURS_A_DAY :], people]
        self._away = self._away + 1 if self._is_quiet() else 0
        if 0 < self._away <= AWAY_MAX:
            self._back_at = hour + 1
            expected = (self._people + 0.5) / (len(self._hours) + 1) * self._weight(hour)
            people = int(expected * self._away) - int(expected * (self._away - 1))
        if len(self._hours) >= self.config.season_hours:
            expected = (self._people + 0.5) / (len(self._hours) + 1) * self._weight(hour)
            beyond = min(people, SPREAD_TIMES_MAX * expected) - expected
            self._excess = max(0.0, self._excess * SPREAD_FADE + beyond * beyond - expected)
            self._scale = self._scale * SPREAD_FADE + expected * expected
        if len(self._hours) == self.config.hours_max:
            left = self._hours.pop(0)
            self._people -= left
            self._squares -= left * left
            self._season[(hour - self.config.hours_max) % HOURS_A_DAY] -= left
        self._hours.append(people)
        self._people += people
        self._squares += people * people
        self._season[hour % HOURS_A_DAY] += people


def _before(test: VolumeTest, first: int) -> int:
    """How many of the closed hours come before that one."""
    return len(test._hours) - max(0, (test._hour or 0) - first)


def _expected_in(test: VolumeTest, span: tuple[int, int, int]) -> float:
    """People expected in a window of that length that begins in one hour and ends in another; infinite where nothing is
    known of the time before. Remembered by the test."""
    (window, first, hour), expected = span, math.inf
    if (hours := _before(test, first)) >= 1:
        total = test._people - sum(test._hours[hours:])
        expected = (total + 0.5) / (hours + 1) * test._weight(hour) * window / HOUR_SECONDS
    test._expected[span] = expected
    return expected


def people_needed(config: VolumeConfig, level: float) -> int:
    """How many people must have written before the last day for a rise to have a chance below `level`."""
    return math.ceil(math.log(level / 2.0) / math.log(config.stray))
