"""Worlds in which nothing happens: counts of people per group and five minutes that only chance moves.

`poisson`; `nb_0.3` and `nb_1`, negative binomial per five minutes (variance m + phi m²); `autocorrelated`, a log-rate that
wanders (Ornstein–Uhlenbeck, 3 h, standard deviation 0.4); `mixture`, groups of all four kinds side by side, as a brand has
them. All follow one daily and weekly season. Bursts can be laid over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.buckets import DAY_BUCKETS, buckets_in

Floats = NDArray[np.float64]

NULLS = ("poisson", "nb_0.3", "nb_1", "autocorrelated", "mixture")
RATES = (0.1, 0.5, 2.0, 5.0, 20.0)
DAILY_SWING = 0.6
WEEKEND = 0.6
# Drawn at a time: five minutes, however long a bucket is.
DRAW_BUCKETS = buckets_in(300)
WANDER_DRAWS = 36.0
WANDER_DEVIATION = 0.4


@dataclass(frozen=True)
class Burst:
    """One group has `factor` times its people in the buckets [first, last]."""

    group: int
    first: int
    last: int
    factor: float


def season(bucket: int) -> float:
    """How busy a bucket is: nights are quiet, and so are the last two days of seven."""
    swing = 1.0 + DAILY_SWING * np.sin(2.0 * np.pi * (bucket % DAY_BUCKETS) / DAY_BUCKETS)
    return float(swing * (1.0 if bucket // DAY_BUCKETS % 7 < 5 else WEEKEND))


class NullWorld:
    """Counts of `len(rates)` groups, bucket by bucket, from a generator passed in. `rates`: people per `every`
    buckets, by default five minutes; they come in the first of these."""

    def __init__(
        self, null: str, rates: Floats, random: np.random.Generator, *, seasonal: bool = True, every: int = DRAW_BUCKETS
    ) -> None:
        self.rates = rates
        self.seasonal = seasonal
        self._every = every
        self._random = random
        self._wander: Floats = random.normal(size=len(rates))
        kind = NULLS.index(null)
        self._kinds = random.integers(0, kind, len(rates)) if null == "mixture" else np.full(len(rates), kind)
        self._members = [np.flatnonzero(self._kinds == k) for k in range(4)]

    def draw(self, bucket: int, bursts: Sequence[Burst] = ()) -> NDArray[np.int32]:
        """How many people write about each group in a bucket."""
        if bucket % self._every:
            return np.zeros(len(self.rates), np.int32)
        means = self.rates * (season(bucket) if self.seasonal else 1.0)
        for burst in bursts:
            if burst.first <= bucket <= burst.last:
                means[burst.group] *= burst.factor
        _, mild, strong, wandering = self._members
        if len(mild):
            means[mild] *= self._random.gamma(1.0 / 0.3, 0.3, len(mild))
        if len(strong):
            means[strong] *= self._random.gamma(1.0, 1.0, len(strong))
        if len(wandering):
            keep = np.exp(-1.0 / WANDER_DRAWS)
            self._wander *= keep
            self._wander += np.sqrt(1.0 - keep**2) * self._random.normal(size=len(self.rates))
            means[wandering] *= np.exp(WANDER_DEVIATION * self._wander[wandering] - WANDER_DEVIATION**2 / 2.0)
        return self._random.poisson(means).astype(np.int32)
