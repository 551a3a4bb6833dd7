"""How likely a count is by chance: the negative-binomial tail, and its far end recalibrated on what really happens."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from detectors.spikes.kernel import ended

Floats = NDArray[np.float64]

LN10 = math.log(10.0)


def tail(counts: Floats, means: Floats, dispersions: Floats) -> Floats:
    """P(N >= count) for N negative binomial with the mean and variance `m + phi · m²` (regularised incomplete beta)."""
    size = 1.0 / dispersions
    result: Floats = betainc(counts, size, means / (means + size))
    return result


class TailCalibration:
    """The far tail as it is: an exponential fitted to the peaks of surprise over a level, pooled over keys.

    Peaks over threshold (Pickands 1975; SPOT, Siffer et al. 2017) on `-log10 p`: under a right test episodes above
    `LEVEL` begin at a rate of `10^-LEVEL` per key and bucket at most, and their excess is exponential with mean `1/ln 10`.
    What is seen instead, shrunk to that by `PRIOR_EPISODES`, says how often an episode reaches any surprise. An episode is
    all of a key's buckets above the level with less than `gap_buckets` between them: one alert at most.
    """

    LEVEL = 2.0
    PRIOR_EPISODES = 20.0
    PRIOR_RATE = 0.5
    RATE_BOUNDS = (0.3, 10.0)
    SLOPE_BOUNDS = (0.8, 2.5)
    EXCESS_MAX = 3.0
    BEND = 1.25

    def __init__(self, half_life_buckets: float, gap_buckets: int, slots: int) -> None:
        self.half_life_buckets = half_life_buckets
        self.gap_buckets = gap_buckets
        self.tested: int | None = None
        self.tests = 0.0
        self.episodes = 0.0
        self.excess = 0.0
        self.last: NDArray[np.int32] = np.full(slots, -1, np.int32)
        self.peak: NDArray[np.float32] = np.zeros(slots, np.float32)

    def grow(self, slots: int) -> None:
        """Make room for `slots` slots."""
        extra = slots - len(self.last)
        self.last = np.concatenate([self.last, np.full(extra, -1, np.int32)])
        self.peak = np.concatenate([self.peak, np.zeros(extra, np.float32)])

    def reset(self, slots: NDArray[np.intp]) -> None:
        """Forget episodes under way: of keys that are gone, or that opened an alert and are no chance any more."""
        self.last[slots] = -1
        self.peak[slots] = 0

    def learn(self, bucket: int, keys: float, slots: NDArray[np.intp], surprise: Floats) -> None:
        """A bucket in which `keys` keys were live, and those of `slots` had a surprise above the level. In buckets left
        out since the last nothing arrived, so that nothing could rise."""
        passed = 1 if self.tested is None else max(1, bucket - self.tested)
        self.tested = bucket
        fade = 0.5 ** (passed / self.half_life_buckets)
        self.tests = self.tests * fade + keys * passed
        self.episodes *= fade
        self.excess *= fade
        if len(slots):
            self.last[slots] = bucket
            self.peak[slots] = np.maximum(self.peak[slots], surprise)
        over = ended(self.last, bucket - self.gap_buckets)
        if len(over):
            self.episodes += len(over)
            self.excess += float(np.minimum(self.peak[over] - self.LEVEL, self.EXCESS_MAX).sum())
            self.reset(over)

    def recalibrate(self, surprise: Floats) -> Floats:
        """The surprise that is left of one above the level, by what was seen of the tail."""
        lower, upper = self.RATE_BOUNDS
        promised = 10.0**-self.LEVEL
        prior_tests = self.PRIOR_EPISODES / (self.PRIOR_RATE * promised)
        rate = (self.episodes + self.PRIOR_EPISODES) / (self.tests + prior_tests)
        rate = min(max(rate, lower * promised), upper * promised)
        slope = (self.excess * LN10 + self.PRIOR_EPISODES) / (self.episodes + self.PRIOR_EPISODES)
        # A tail heavier than exponential near the level grows heavier still farther out (a rate that wanders log-normally).
        slope = min(max(slope, 1.0 + self.BEND * (slope - 1.0), self.SLOPE_BOUNDS[0]), self.SLOPE_BOUNDS[1])
        above = np.maximum(surprise - self.LEVEL, 0.0)
        return np.minimum(surprise, self.LEVEL) + (-math.log10(rate) - self.LEVEL) + above / slope

    def state(self) -> dict[str, Any]:
        """As plain values, for a snapshot."""
        return {"tested": self.tested, "tests": self.tests, "episodes": self.episodes, "excess": self.excess}

    def load(self, state: dict[str, Any]) -> None:
        """Take over what `state` gave."""
        self.tested = state["tested"]
        self.tests, self.episodes, self.excess = (float(state[k]) for k in ("tests", "episodes", "excess"))
