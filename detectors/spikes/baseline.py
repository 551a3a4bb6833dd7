"""How many people to expect: a Gamma rate per key with forgetting, times an hour-of-week season pooled over the brand,
with a dispersion per key and window that says how far counts stray from it.

Follows the Gamma-Poisson model (Gelman et al., *Bayesian Data Analysis*, 2.6) with exponential forgetting; dispersions are
weighted least squares of `(n - m)² - m` on `m²`, shrunk to the brand's, those to shipped constants.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.buckets import HOUR_BUCKETS, WEEK_BUCKETS
from detectors.spikes import kernel as kernel

Floats = NDArray[np.float64]

WEEK_HOURS = 168
# People that an hour of the day, a day of the week, and one hour of the week must have brought before it is believed half.
HOUR_OF_DAY_PEOPLE = 20.0
DAY_OF_WEEK_PEOPLE = 20.0
HOUR_OF_WEEK_PEOPLE = 20.0
SEASON_LOW = 0.02


class Season:
    """The shape of a week: how much busier than the average week a bucket is, about 1 on average.

    Learned from everybody of the brand together, in hours of the week (UTC). An hour with few people leans on its hour of
    the day times its day of the week, those on a flat week. Between the middles of hours it is interpolated.
    """

    def __init__(self, half_life_buckets: float) -> None:
        self.half_life_buckets = half_life_buckets
        self.people: Floats = np.zeros(WEEK_HOURS)
        self.exposure: Floats = np.zeros(WEEK_HOURS)
        self._set(np.ones(WEEK_HOURS))

    def learn(self, bucket: int, people: float, buckets: int) -> None:
        """`people` arrived in the `buckets` buckets that end with `bucket`."""
        fade = 0.5 ** (buckets / self.half_life_buckets)
        hour = bucket % WEEK_BUCKETS // HOUR_BUCKETS
        self.people *= fade
        self.exposure *= fade
        self.people[hour] += people
        self.exposure[hour] += buckets

    def refresh(self) -> None:
        """Draw the shape anew from what was learned."""
        exposure = self.exposure.reshape(7, 24)
        people = self.people.reshape(7, 24)
        rate = people.sum() / max(exposure.sum(), 1.0)
        if rate <= 0:
            return
        usual = exposure * rate
        days = (people.sum(1) + DAY_OF_WEEK_PEOPLE) / (usual.sum(1) + DAY_OF_WEEK_PEOPLE)
        usual = usual * days[:, None]
        hours = (people.sum(0) + HOUR_OF_DAY_PEOPLE) / (usual.sum(0) + HOUR_OF_DAY_PEOPLE)
        # Days not heard of yet must not stretch the rest: the mean is over what was seen.
        shape = days[:, None] * hours[None, :]
        shape = shape * (people + HOUR_OF_WEEK_PEOPLE) / (exposure * rate * shape + HOUR_OF_WEEK_PEOPLE)
        self._set(np.maximum(shape.reshape(WEEK_HOURS), SEASON_LOW))

    def of(self, bucket: int) -> float:
        """The shape at a bucket."""
        return float(self.profile[bucket % WEEK_BUCKETS])

    def over(self, bucket: int, buckets: int) -> float:
        """The shape summed over the `buckets` buckets that end with `bucket`."""
        weeks, rest = divmod(buckets, WEEK_BUCKETS)
        end = bucket % WEEK_BUCKETS + 1 + WEEK_BUCKETS
        return float(weeks * self._sums[WEEK_BUCKETS] + self._sums[end] - self._sums[end - rest])

    def shape(self, bucket: int, windows: NDArray[np.int32]) -> tuple[Floats, Floats]:
        """For each of the windows (at most a week long) that end with `bucket` the shape summed over it, and its slope: how
        much more it would hold if clocks were off by an hour, as a share; at least 0."""
        return kernel.shape(self._sums, bucket % WEEK_BUCKETS, windows, WEEK_BUCKETS, HOUR_BUCKETS)

    def arrays(self) -> list[Floats]:
        """Everything that is held."""
        return [self.people, self.exposure, self._shape, self.profile, self._sums]

    def state(self) -> dict[str, Any]:
        """As plain values, for a snapshot."""
        return {"people": self.people.tolist(), "exposure": self.exposure.tolist(), "shape": self._shape.tolist()}

    def load(self, state: dict[str, Any]) -> None:
        """Take over what `state` gave."""
        self.people = np.array(state["people"], float)
        self.exposure = np.array(state["exposure"], float)
        self._set(np.array(state["shape"], float))

    def _set(self, shape: Floats) -> None:
        self._shape = shape
        half = HOUR_BUCKETS / 2
        middles = np.arange(-1, WEEK_HOURS + 1) * HOUR_BUCKETS + half
        ring = np.concatenate([shape[-1:], shape, shape[:1]])
        self.profile: Floats = np.interp(np.arange(WEEK_BUCKETS) + 0.5, middles, ring)
        self._sums: Floats = np.concatenate([[0.0], np.cumsum(np.tile(self.profile, 2))])


class Rates:
    """People per bucket of each slot, as a Gamma posterior: shape `prior_people + seen`, inverse rate `prior + exposure`.

    The prior is `prior_people` people at the rate `expected_rate`, the population's. `seen` and `exposure` halve every
    `half_life_buckets` buckets learned.
    """

    def __init__(self, prior_people: float, half_life_buckets: float, slots: int) -> None:
        self.prior_people = prior_people
        self.half_life_buckets = half_life_buckets
        self.prior_rate = 0.0
        self.seen: Floats = np.zeros(slots)
        self.exposure: Floats = np.zeros(slots)

    def grow(self, slots: int) -> None:
        """Make room for `slots` slots."""
        self.seen = np.concatenate([self.seen, np.zeros(slots - len(self.seen))])
        self.exposure = np.concatenate([self.exposure, np.zeros(slots - len(self.exposure))])

    def exposure_after(self, buckets: float) -> float:
        """The exposure of one who has been watched for `buckets` average buckets."""
        lasting = self.half_life_buckets / np.log(2.0)
        return float(lasting * -np.expm1(-buckets / lasting))

    def shape(self, slots: NDArray[np.intp] | int) -> Any:
        """How many people the estimate rests on: one over its squared relative error."""
        return self.prior_people + self.seen[slots]

    def rate(self, slots: NDArray[np.intp] | int | slice) -> Any:
        """Expected people per average bucket."""
        return (self.prior_people + self.seen[slots]) / (self.prior_people / self.prior_rate + self.exposure[slots])


class Dispersion:
    """How much more than Poisson the counts of each slot and window stray: variance = m + phi · m².

    `value` is phi, shrunk to the pool of all slots; `error` its standard error. A slot's samples weigh by what they tell
    (Fisher information `m⁴ / variance of (n - m)²`); no slot gives the pool more than `SLOT_SAY`, so that a busy one does
    not speak for all. At most `VALUE_MAX`: a rate that strays by as much as itself. More is a chain of trends, and to call
    it usual would hide the next.
    """

    SLOT_SAY = 25.0
    VALUE_MAX = 1.0

    def __init__(self, shipped: tuple[float, ...], half_life_buckets: float, slots: int) -> None:
        self.shipped: Floats = np.array(shipped)
        self.half_life_buckets = half_life_buckets
        self.pool: Floats = self.shipped.copy()
        size = (len(shipped), slots)
        self.evidence: NDArray[np.float32] = np.zeros(size, np.float32)
        self.information: NDArray[np.float32] = np.zeros(size, np.float32)
        self.value: NDArray[np.float32] = np.empty(size, np.float32)
        self.error: NDArray[np.float32] = np.empty(size, np.float32)
        for window in range(len(shipped)):
            self.refresh(window, np.zeros(0, np.intp))
            self.reset(np.arange(slots))

    def grow(self, slots: int) -> None:
        """Make room for `slots` slots."""
        before = self.value.shape[1]
        extra = np.zeros((len(self.shipped), slots - before), np.float32)
        for name in ("evidence", "information", "value", "error"):
            setattr(self, name, np.concatenate([getattr(self, name), extra], axis=1))
        self.reset(np.arange(before, slots))

    def reset(self, slots: NDArray[np.intp]) -> None:
        """Slots of which nothing is known: the pool's value."""
        kernel.forget(self.evidence, self.information, self.value, self.error, slots, self.pool, self._spread())

    def learn(
        self, window: int, slots: NDArray[np.intp], counts: Floats, means: Floats, doubts: Floats, buckets: int
    ) -> None:
        """One sample per slot of a window that held `counts` people where `means` were expected, themselves known with the
        variance `doubts`; forgets `buckets`."""
        kernel.disperse(
            self.evidence[window],
            self.information[window],
            self.value[window],
            slots,
            counts,
            means,
            doubts,
            0.5 ** (buckets / self.half_life_buckets),
        )

    def refresh(self, window: int, slots: NDArray[np.intp]) -> None:
        """Draw the pool and the shrunk values of `slots` anew."""
        evidence, information = self.evidence[window], self.information[window]
        shipped = float(self.shipped[window])
        pool = kernel.pooled(evidence, information, slots, shipped, 1.0 / shipped**2, self.SLOT_SAY)
        self.pool[window] = pool = min(max(pool, 1e-3), self.VALUE_MAX)
        trust = 1.0 / float(self._spread()[window]) ** 2
        kernel.shrink(evidence, information, self.value[window], self.error[window], slots, pool, trust, self.VALUE_MAX)

    def _spread(self) -> Floats:
        """How far slots lie from their pool: about as far as it is high, but a few trends must not loosen all."""
        return np.maximum(np.minimum(self.pool, self.shipped), 0.01)
