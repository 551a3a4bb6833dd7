"""Does the test keep its promise? Alert openings per group and bucket where nothing happens, against the level promised;
and how many real bursts it finds at that level, how soon.

An opening is the first bucket of an episode below the level; an episode ends when 3 h have passed without one.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from detectors.buckets import DAY_BUCKETS, HOUR_BUCKETS
from detectors.evaluation.nulls import RATES, Burst, NullWorld
from detectors.spikes.budget import threshold
from detectors.spikes.config import SLICE_BUCKETS, SpikeConfig
from detectors.spikes.model import EVERYBODY, LAG_BUCKETS, SurpriseModel

LEVELS = (1e-4, 1e-5, 1e-6)
STRONG_RATE = 3.0


@dataclass(frozen=True)
class NullResult:
    """Openings on one null. `rate` is people per bucket, None for all rates together; `low` and `high` bound the ratio
    (95 %, exact Poisson); `promised` and `realised` are openings per group and bucket."""

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


class CountedTest:
    """The test of a tier fed with counts: everybody is another person. Copies are independent."""

    def __init__(self, groups: int, config: SpikeConfig | None = None) -> None:
        self.model = SurpriseModel(config or SpikeConfig.groups(), groups + 1)
        self.model.allocate(np.arange(groups + 1), 0)
        windows = self.model.config.windows
        self._ring: NDArray[np.int32] = np.zeros((windows[-1], groups + 1), np.int32)
        self._counts: NDArray[np.int32] = np.zeros((len(windows), groups + 1), np.int32)
        self._arrivals: NDArray[np.int32] = np.zeros(groups + 1, np.int32)

    def step(self, bucket: int, people: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Close a bucket that brought `people` per group. Returns the groups out of the ordinary and -log10 p of each."""
        windows = self.model.config.windows
        counted = np.concatenate([[people.sum()], people]).astype(np.int32)
        for number, window in enumerate(windows):
            self._counts[number] += counted - self._ring[(bucket - window) % windows[-1]]
        self._ring[bucket % windows[-1]] = counted
        self._arrivals += counted
        if (bucket + 1) % SLICE_BUCKETS == 0:
            slots = np.flatnonzero(self._arrivals)
            self.model.learn(bucket, (slots, self._arrivals[slots]), self._counts)
            self._arrivals[:] = 0
        slots, surprise, _ = self.model.judge(bucket, self._counts)
        return slots - EVERYBODY - 1, surprise


class Openings:
    """Which groups open an episode: below the level, and not in the 3 h before."""

    def __init__(self, groups: int) -> None:
        self._last = np.full(groups, -(10**6))

    def of(self, bucket: int, below: NDArray[np.intp]) -> NDArray[np.intp]:
        """Those of `below` that were not below in the last 3 h."""
        opened = below[self._last[below] < bucket - LAG_BUCKETS]
        self._last[below] = bucket
        return opened

    def running(self, bucket: int) -> NDArray[np.intp]:
        """The groups in an episode."""
        return np.flatnonzero(self._last >= bucket - LAG_BUCKETS)


def interval(events: int, expected: float) -> tuple[float, float]:
    """The exact 95 % interval of a Poisson count, as a ratio to what was expected (Garwood 1936)."""
    low = chi2.ppf(0.025, 2 * events) / 2.0 if events else 0.0
    return float(low / expected), float(chi2.ppf(0.975, 2 * events + 2) / 2.0 / expected)


def calibrate(
    null: str, groups_per_rate: int, warm_days: int, days: int, seed: int, rates: Sequence[float] = RATES
) -> list[NullResult]:
    """Openings on a null: per rate and level, and for all rates together."""
    lasting = np.repeat(np.array(rates, float), groups_per_rate)
    world = NullWorld(null, lasting, np.random.default_rng(seed))
    test = CountedTest(len(lasting))
    openings = [Openings(len(lasting)) for _ in LEVELS]
    counted = np.zeros((len(LEVELS), len(rates)), int)
    for bucket in range((warm_days + days) * DAY_BUCKETS):
        groups, surprise = test.step(bucket, world.draw(bucket))
        for number, level in enumerate(LEVELS):
            opened = openings[number].of(bucket, groups[surprise >= -np.log10(level)])
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
            results.append(NullResult(null, rate, level, level, realised, realised / level, low, high, opened_count))
    return results


def power(factor: float, minutes: int, rate: float, level: float, bursts: int, warm_days: int, seed: int) -> PowerResult:
    """How many bursts of `factor` times the usual are found while they last or within 15 min after, on counts with
    dispersion 0.3. Bursts begin one after the other, so that they are not a rise of everything."""
    random = np.random.default_rng(seed)
    groups = 4 * bursts
    length = minutes // 5
    start, spread = warm_days * DAY_BUCKETS, 2 * DAY_BUCKETS
    firsts = start + random.integers(0, spread, bursts)
    planned = [Burst(group, int(first), int(first) + length - 1, factor) for group, first in enumerate(firsts)]
    world = NullWorld("nb_0.3", np.full(groups, rate), random, seasonal=False)
    test = CountedTest(groups)
    delays: dict[int, int] = {}
    for bucket in range(start + spread + length + SLICE_BUCKETS):
        below, surprise = test.step(bucket, world.draw(bucket, planned if bucket >= start else ()))
        for group in below[surprise >= -np.log10(level)].tolist():
            if group < bursts and planned[group].first <= bucket <= planned[group].last + SLICE_BUCKETS:
                delays.setdefault(group, 5 * (bucket - planned[group].first + 1))
    delay = float(np.median(list(delays.values()))) if delays else float("nan")
    return PowerResult(factor, minutes, rate, level, bursts, len(delays) / bursts, delay)


def budget_days(groups: int, per_day: float, days: int, bursts: int, warm_days: int, seed: int) -> BudgetResult:
    """Days of `groups` groups (dispersion 0.3, rates from 0.1 to 20 a bucket, log-uniform) with `bursts` bursts each (five
    times the usual for an hour), all groups under one budget. Every day begins from the same warm state."""
    random = np.random.default_rng(seed)
    rates = np.exp(random.uniform(np.log(RATES[0]), np.log(RATES[-1]), groups))
    warm = CountedTest(groups)
    world = NullWorld("nb_0.3", rates, random)
    start = warm_days * DAY_BUCKETS
    for bucket in range(start):
        warm.step(bucket, world.draw(bucket))
    false_by_day, strong, delays, found_all = [], 0, [], 0
    for day in range(days):
        chance = np.random.default_rng([seed, day])
        test, today = copy.deepcopy(warm), NullWorld("nb_0.3", rates, chance)
        chosen = chance.choice(groups, bursts, replace=False)
        firsts = start + chance.integers(0, DAY_BUCKETS - HOUR_BUCKETS, bursts)
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
    false = 0
    for bucket in range(start, start + DAY_BUCKETS):
        groups, surprise = test.step(bucket, world.draw(bucket, planned))
        running = openings.running(bucket)
        level = threshold(per_day, len(world.rates) - len(running))
        for group in openings.of(bucket, groups[surprise >= -np.log10(level)]).tolist():
            burst = by_group.get(group)
            if burst is None or not burst.first <= bucket <= burst.last + LAG_BUCKETS:
                false += 1
            elif bucket <= burst.last + SLICE_BUCKETS:
                found.setdefault(group, 5 * (bucket - burst.first + 1))
        test.model.open[:] = False
        test.model.open[openings.running(bucket) + EVERYBODY + 1] = True
    return found, false
