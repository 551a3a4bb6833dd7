"""The tests of one tier side by side: each has windows of its own pace, and is calibrated by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from detectors.spikes.config import SpikeConfig
from detectors.spikes.significance import Key, Spike, SpikeTest


class MultiScaleTest:
    """Tests the keys of one tier at one pace or several, the first the one that is asked what is usual.

    What is said over half a day strays otherwise than what is said within an hour: with one calibration for both, the slow
    window made the fast ones deaf (nine people for an alert that needs five). A key rises when it does at one of the paces,
    and then at the surest.

    >>> test = MultiScaleTest([SpikeConfig.terms(), SpikeConfig.slow_terms()])
    >>> [scale.config.windows for scale in test.scales]
    [(3, 12, 36), (144,)]
    """

    def __init__(self, configs: Sequence[SpikeConfig]) -> None:
        self.scales = tuple(SpikeTest(config) for config in configs)
        self._first = self.scales[0]

    def observe_many(self, observed: Sequence[tuple[int, int, Sequence[Key]]]) -> None:
        """As `SpikeTest.observe_many`."""
        for test in self.scales:
            test.observe_many(observed)

    def close(self, bucket: int) -> list[Spike]:
        """Closes every bucket up to `bucket`; what rises at any pace, once each, sorted by key."""
        surest: dict[Key, Spike] = {}
        for spike in chain.from_iterable(test.close(bucket) for test in self.scales):
            surest[spike.key] = min(spike, surest.get(spike.key, spike), key=lambda one: one.p_value)
        return sorted(surest.values(), key=lambda spike: str(spike.key))

    def drop(self, keys: Iterable[Key]) -> None:
        """Forget keys: groups that were evicted. Unknown ones are ignored."""
        gone = [*keys]
        for test in self.scales:
            test.drop(gone)

    def set_open(self, keys: Sequence[Key]) -> None:
        """The keys that have an open alert now."""
        for test in self.scales:
            test.set_open(keys)

    def reaching(self, people: int, bucket: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Over what a budget is to be spread (`budget.level`): at the first pace. The others are so strict that they come
        on top, as what smoulders does, with a few hundredths; out of the same budget they made the first later."""
        return self._first.reaching(people, bucket)

    def usual(self, key: Key, bucket: int, window_seconds: int) -> float:
        """People expected in the window of that length that ends with `bucket`; for an unknown key as for a new one."""
        return self._first.usual(key, bucket, window_seconds)

    def season(self, bucket: int, buckets: int) -> float:
        """How many average buckets the `buckets` that end with `bucket` are worth, by the hour of the week."""
        return self._first.season(bucket, buckets)

    def people(self, key: Key, bucket: int, window_seconds: int) -> int:
        """Distinct people in the window of that length that ends with `bucket`, as far as the first pace reaches."""
        return self._first.people(key, bucket, window_seconds)

    def history_days(self, bucket: int) -> float:
        """How many days the tier has been heard of, up to `bucket`."""
        return self._first.history_days(bucket)
