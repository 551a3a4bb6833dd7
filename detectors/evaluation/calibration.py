"""How often the tests of the engine open where nothing happens, and how many real bursts they find, how soon.

The share test and the volume test are fed with counts of `detectors.evaluation.nulls`; everybody is another person. An
opening is the first bucket of an episode in which a key is surer than the level; an episode ends when 3 h have passed
without one. The chance of a test is nominal (`detectors.spikes.rise.level_of`): the ratio says how far it is off here.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from detectors.buckets import BUCKET_SECONDS, DAY_BUCKETS, HOUR_BUCKETS, buckets_in
from detectors.evaluation.nulls import DRAW_BUCKETS, RATES, Burst, NullWorld
from detectors.spikes import share_kernel as kernel
from detectors.spikes.rise import LEVEL, level_of
from detectors.spikes.share_config import DAY_SECONDS, ShareConfig
from detectors.spikes.share_past import UNIT_MAX
from detectors.spikes.volume_model import VolumeTest

# That of the balanced budget, and ten and a hundred times as much.
LEVELS = (100.0 * LEVEL, 10.0 * LEVEL, LEVEL)
PEOPLE_MIN = 5
# What is expected of a key that nobody has mentioned, as of a rare word.
PRIOR_SHARE = 0.001
EPISODE_BUCKETS = 3 * HOUR_BUCKETS
# A burst counts as found until so long after its end.
FOUND_AFTER_BUCKETS = buckets_in(900)
STRONG_RATE = 3.0
# To count everybody of a brand one by one costs a hundred times as much as a key of the share test.
VOLUME_PART = 10


@dataclass(frozen=True)
class NullResult:
    """Openings of one test on one null. `rate` is people per five minutes, None for all rates together; `low` and `high`
    bound the ratio (95 %, exact Poisson); `promised` and `realised` are openings per group and bucket."""

    test: str
    null: str
    rate: float | None
    level: float
    promised: float
    realised: float
    ratio: float
    low: float
    high: float
    openings: int


@dataclass(frozen=True)
class PowerResult:
    """Bursts found at a level, and half of them within `delay_minutes` of their start."""

    factor: float
    minutes: int
    rate: float
    level: float
    bursts: int
    found: float
    delay_minutes: float


@dataclass(frozen=True)
class BudgetResult:
    """Days of many groups under one budget: false openings a day, strong bursts found, median delay of those."""

    groups: int
    per_day: float
    days: int
    false_per_day: float
    false_by_day: tuple[int, ...]
    strong: int
    strong_found: float
    delay_minutes: float
    all_found: float


class CountedTest(Protocol):
    """A test of the engine fed with counts. Copies are independent."""

    def step(self, bucket: int, people: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Closes a bucket that brought `people` per group. Returns the groups that rise and -log10 p of each."""
        ...


class CountedShares:
    """The share test of many keys of one brand, of which each person mentions one (`ShareTest`)."""

    def __init__(self, groups: int, config: ShareConfig | None = None) -> None:
        self.config = config or ShareConfig()
        self._lengths = [max(1, seconds // BUCKET_SECONDS) for seconds in self.config.windows_seconds]
        self._strictness = np.array(self.config.strictness, np.float64)
        self._memory: kernel.Memory = np.zeros(groups + 1, kernel.MEMORY)
        self._memory["prior"][1:] = PRIOR_SHARE
        self._memory["own_max"][1:] = self.config.own_max
        self._ring: NDArray[np.int32] = np.zeros((self._lengths[-1], groups + 1), np.int32)
        self._counts: NDArray[np.int32] = np.zeros((len(self._lengths), groups + 1), np.int32)
        self._origin: int | None = None

    def step(self, bucket: int, people: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        counted = np.concatenate([[people.sum()], people]).astype(np.int32)
        largest = self._lengths[-1]
        unit = self._advance(bucket)
        gone = self._ring[bucket % largest]
        self._memory["past"][:] += gone * unit
        self._memory["ever"][:] += gone
        for number, length in enumerate(self._lengths):
            self._counts[number] += counted - self._ring[(bucket - length) % largest]
        self._ring[bucket % largest] = counted
        touched = (np.flatnonzero(people) + 1).astype(np.int32)
        found = np.empty(len(touched), kernel.RISEN)
        weights = kernel.weights_of(self.config, unit)
        many = kernel.risen(touched, bucket, self._counts, self._strictness, PEOPLE_MIN, self._memory, weights, found)
        return found["slot"][:many].astype(np.intp) - 1, -np.log10(found["chance"][:many])

    def _advance(self, bucket: int) -> float:
        """What one person is worth in `bucket`, beside 1 of the past: the past itself is not touched to fade it."""
        if self._origin is None:
            self._origin = bucket
        unit = float(2.0 ** ((bucket - self._origin) * BUCKET_SECONDS / (self.config.half_life_days * DAY_SECONDS)))
        if unit > UNIT_MAX:
            self._memory["past"][:] /= unit
            self._origin, unit = bucket, 1.0
        return unit


class CountedVolumes:
    """The volume tests of many brands, each of which is one group."""

    def __init__(self, groups: int) -> None:
        self._tests = [VolumeTest() for _ in range(groups)]
        self._windows = self._tests[0].config.windows_seconds
        self._ring: NDArray[np.int32] = np.zeros((DAY_BUCKETS, groups), np.int32)
        self._counts: NDArray[np.int32] = np.zeros((len(self._windows), groups), np.int32)
        self._past: NDArray[np.int64] = np.zeros(groups, np.int64)
        self._people = 0

    def step(self, bucket: int, people: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        self._past += self._ring[bucket % DAY_BUCKETS]
        for number, seconds in enumerate(self._windows):
            self._counts[number] += people - self._ring[(bucket - seconds // BUCKET_SECONDS) % DAY_BUCKETS]
        self._ring[bucket % DAY_BUCKETS] = people
        found, surprise = [], []
        for group in np.flatnonzero(people).tolist():
            test = self._tests[group]
            for _ in range(people[group]):
                self._people += 1
                test.hours.observe(self._people, bucket)
            counts = dict(zip(self._windows, self._counts[:, group].tolist(), strict=True))
            rise = test.test(bucket, counts, float(self._past[group]))
            if rise is not None:
                found.append(group)
                surprise.append(-np.log10(max(rise.chance, kernel.TINY)))
        return np.array(found, np.intp), np.array(surprise, np.float64)


class Openings:
    """Which groups open an episode: below the level, and not in the 3 h before."""

    def __init__(self, groups: int) -> None:
        self._last = np.full(groups, -(10**6))

    def open(self, bucket: int, below: NDArray[np.intp]) -> NDArray[np.intp]:
        """Those of `below` that were not below in the last 3 h."""
        opened = below[self._last[below] < bucket - EPISODE_BUCKETS]
        self._last[below] = bucket
        return opened


def interval(events: int, expected: float) -> tuple[float, float]:
    """The exact 95 % interval of a Poisson count, as a ratio to what was expected (Garwood 1936)."""
    low = chi2.ppf(0.025, 2 * events) / 2.0 if events else 0.0
    return float(low / expected), float(chi2.ppf(0.975, 2 * events + 2) / 2.0 / expected)


def calibrate(
    kind: str, null: str, groups_per_rate: int, warm_days: int, days: int, seed: int, rates: Sequence[float] = RATES
) -> list[NullResult]:
    """Openings of a test (`share` or `volume`) on a null: per rate and level, and for all rates together."""
    groups_per_rate = max(1, groups_per_rate // VOLUME_PART) if kind == "volume" else groups_per_rate
    lasting = np.repeat(np.array(rates, float), groups_per_rate)
    world = NullWorld(null, lasting, np.random.default_rng(seed))
    test: CountedTest = CountedVolumes(len(lasting)) if kind == "volume" else CountedShares(len(lasting))
    openings = [Openings(len(lasting)) for _ in LEVELS]
    counted = np.zeros((len(LEVELS), len(rates)), int)
    for bucket in range((warm_days + days) * DAY_BUCKETS):
        groups, surprise = test.step(bucket, world.draw(bucket))
        for number, level in enumerate(LEVELS):
            opened = openings[number].open(bucket, groups[surprise >= -np.log10(level)])
            if bucket >= warm_days * DAY_BUCKETS:
                np.add.at(counted[number], opened // groups_per_rate, 1)
    results = []
    for number, level in enumerate(LEVELS):
        each = days * DAY_BUCKETS * groups_per_rate
        rows: list[tuple[float | None, int, int]] = [(None, int(counted[number].sum()), each * len(rates))]
        rows += [(rate, int(n), each) for rate, n in zip(rates, counted[number], strict=True)]
        for rate, opened_count, tests in rows:
            low, high = interval(opened_count, tests * level)
            realised = opened_count / tests
            results.append(NullResult(kind, null, rate, level, level, realised, realised / level, low, high, opened_count))
    return results


def minutes_in(buckets: int) -> int:
    """The length of so many buckets."""
    return buckets * BUCKET_SECONDS // 60


def power(factor: float, minutes: int, rate: float, level: float, bursts: int, warm_days: int, seed: int) -> PowerResult:
    """How many bursts of `factor` times the usual the share test finds while they last or within 15 min after, on counts
    with dispersion 0.3. Bursts begin one after the other, so that they are not a rise of everything."""
    random = np.random.default_rng(seed)
    groups = 4 * bursts
    length = buckets_in(60 * minutes)
    start, spread = warm_days * DAY_BUCKETS, 2 * DAY_BUCKETS
    firsts = start + DRAW_BUCKETS * random.integers(0, spread // DRAW_BUCKETS, bursts)
    planned = [Burst(group, int(first), int(first) + length - 1, factor) for group, first in enumerate(firsts)]
    world = NullWorld("nb_0.3", np.full(groups, rate), random, seasonal=False)
    test = CountedShares(groups)
    delays: dict[int, int] = {}
    for bucket in range(start + spread + length + FOUND_AFTER_BUCKETS):
        below, surprise = test.step(bucket, world.draw(bucket, planned if bucket >= start else ()))
        for group in below[surprise >= -np.log10(level)].tolist():
            if group < bursts and planned[group].first <= bucket <= planned[group].last + FOUND_AFTER_BUCKETS:
                delays.setdefault(group, minutes_in(bucket - planned[group].first + 1))
    delay = float(np.median(list(delays.values()))) if delays else float("nan")
    return PowerResult(factor, minutes, rate, level, bursts, len(delays) / bursts, delay)


def budget_days(groups: int, per_day: float, days: int, bursts: int, warm_days: int, seed: int) -> BudgetResult:
    """Days of `groups` keys of the share test (dispersion 0.3, rates from 0.1 to 20 in five minutes, log-uniform) with
    `bursts` bursts each (five times the usual for an hour), at the level of a budget. Every day begins
    from the same warm state."""
    random = np.random.default_rng(seed)
    rates = np.exp(random.uniform(np.log(RATES[0]), np.log(RATES[-1]), groups))
    warm = CountedShares(groups)
    world = NullWorld("nb_0.3", rates, random)
    start = warm_days * DAY_BUCKETS
    for bucket in range(start):
        warm.step(bucket, world.draw(bucket))
    false_by_day, strong, delays, found_all = [], 0, [], 0
    for day in range(days):
        chance = np.random.default_rng([seed, day])
        test, today = copy.deepcopy(warm), NullWorld("nb_0.3", rates, chance)
        chosen = chance.choice(groups, bursts, replace=False)
        firsts = start + DRAW_BUCKETS * chance.integers(0, (DAY_BUCKETS - HOUR_BUCKETS) // DRAW_BUCKETS, bursts)
        planned = [Burst(int(g), int(f), int(f) + HOUR_BUCKETS - 1, 5.0) for g, f in zip(chosen, firsts, strict=True)]
        found, false = _day(test, today, start, per_day, planned)
        false_by_day.append(false)
        found_all += len(found)
        for burst in planned:
            if rates[burst.group] >= STRONG_RATE:
                strong += 1
                if burst.group in found:
                    delays.append(found[burst.group])
    return BudgetResult(
        groups=groups,
        per_day=per_day,
        days=days,
        false_per_day=sum(false_by_day) / days,
        false_by_day=tuple(false_by_day),
        strong=strong,
        strong_found=len(delays) / max(strong, 1),
        delay_minutes=float(np.median(delays)) if delays else float("nan"),
        all_found=found_all / (bursts * days),
    )


def _day(
    test: CountedTest, world: NullWorld, start: int, per_day: float, planned: list[Burst]
) -> tuple[dict[int, int], int]:
    """One day: the minutes until each burst was found, and the openings that belong to none."""
    by_group = {burst.group: burst for burst in planned}
    openings = Openings(len(world.rates))
    found: dict[int, int] = {}
    false, level = 0, level_of(per_day)
    for bucket in range(start, start + DAY_BUCKETS):
        groups, surprise = test.step(bucket, world.draw(bucket, planned))
        for group in openings.open(bucket, groups[surprise >= -np.log10(level)]).tolist():
            burst = by_group.get(group)
            if burst is None or not burst.first <= bucket <= burst.last + EPISODE_BUCKETS:
                false += 1
            elif bucket <= burst.last + FOUND_AFTER_BUCKETS:
                found.setdefault(group, minutes_in(bucket - burst.first + 1))
    return found, false
