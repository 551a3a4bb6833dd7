"""The test as a River anomaly detector: taken out, tested alone, and swapped for River's own."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from river import base

from detectors.spikes.config import DAY, SLICE_BUCKETS, SpikeConfig
from detectors.spikes.model import EVERYBODY, SurpriseModel, Windows

SURPRISE_MAX = 30.0


class SpikeDetector(base.AnomalyDetector):
    """Scores how far the counts of a bucket rise beyond what chance explains.

    Every `learn_one` closes a bucket of five minutes; `x` says how many people told of each key in it. A key that is not in
    `x` had nobody. Counts are whole and not below 0: others are rounded, negative ones are nobody.

    Parameters
    ----------
    half_life_days
        How long it takes to forget half of what was learned of rates. Raising it makes the detector steadier and slower to
        take a new level for usual.
    prior_people
        How many people the population's rate is worth. Raising it makes keys that are new more surprising when they rise.
    volume_people
        How many people it takes to believe half of a rise of all keys together. Lowering it excuses each key sooner when
        everything rises.

    Examples
    --------
    >>> from detectors.spikes.river_adapter import SpikeDetector
    >>> detector = SpikeDetector()
    >>> for _ in range(2000):
    ...     detector.learn_one({"printer": 1, "login": 3})
    >>> round(detector.score_one({"printer": 1, "login": 3}), 2)
    0.0
    >>> detector.score_one({"printer": 20, "login": 3}) > 0.2
    True

    """

    def __init__(self, half_life_days: float = 7.0, prior_people: float = 0.1, volume_people: float = 10.0) -> None:
        self.half_life_days = half_life_days
        self.prior_people = prior_people
        self.volume_people = volume_people
        config = SpikeConfig(half_life_seconds=half_life_days * DAY, prior_people=prior_people, volume_people=volume_people)
        self._model = SurpriseModel(config)
        self._slots: dict[Any, int] = {}
        self._bucket = -1
        self._ring = np.zeros((config.windows[-1], 16), np.int32)
        self._counts = np.zeros((len(config.windows), 16), np.int32)
        self._arrivals = np.zeros(16, np.int32)

    def learn_one(self, x: dict[base.typing.FeatureName, Any]) -> None:
        """Close a bucket that brought `x`."""
        people = _people(x)
        self._bucket += 1
        if self._bucket == 0:
            self._model.allocate(np.array([EVERYBODY]), 0)
        for key in sorted(people.keys() - self._slots.keys(), key=str):
            self._take(key)
        observed = np.zeros(self._counts.shape[1], np.int32)
        for key, number in people.items():
            observed[self._slots[key]] = number
        observed[EVERYBODY] = observed.sum()
        largest = len(self._ring)
        for number, window in enumerate(self._model.config.windows):
            self._counts[number] += observed - self._ring[(self._bucket - window) % largest]
        self._ring[self._bucket % largest] = observed
        self._arrivals += observed
        if (self._bucket + 1) % SLICE_BUCKETS == 0:
            slots = np.flatnonzero(self._arrivals)
            self._model.learn(self._bucket, (slots, self._arrivals[slots]), self._counts)
            self._arrivals[:] = 0
        self._model.judge(self._bucket, self._counts)

    def score_one(self, x: dict[base.typing.FeatureName, Any]) -> float:
        """The surprise of the most surprising key if the next bucket brought `x`: -log10 p over 30, 0 to 1."""
        people = {key: number for key, number in _people(x).items() if key in self._slots}
        if not people:
            return 0.0
        keys = sorted(people, key=str)
        slots = np.array([self._slots[key] for key in keys], np.intp)
        observed = np.array([people[key] for key in keys])
        best = 0.0
        over, slope = self._model.season.shape(self._bucket + 1, self._model.windows)
        for number, window in enumerate(self._model.config.windows):
            gone = self._ring[(self._bucket + 1 - window) % len(self._ring)]
            held = self._counts[number, slots] - gone[slots] + observed
            everybody = self._counts[number, EVERYBODY] - gone[EVERYBODY] + observed.sum()
            ends = self._bucket + 1
            of = Windows(
                ends,
                np.full(len(slots), number),
                slots,
                held.astype(float),
                np.full(len(slots), float(everybody)),
                np.full(len(slots), over[number]),
                np.full(len(slots), slope[number]),
                (self._counts[-1, slots] - self._counts[number, slots]).astype(float),
                np.full(len(slots), float(self._counts[-1, EVERYBODY] - self._counts[number, EVERYBODY])),
            )
            chance = float(self._model.chance(of, every=True).min()) * self._model.config.strictness[number]
            best = max(best, -math.log10(max(min(chance, 1.0), 1e-30)))
        return min(1.0, best / SURPRISE_MAX)

    def _take(self, key: Any) -> None:
        slot = len(self._slots) + 1
        if slot >= self._counts.shape[1]:
            self._model.grow(2 * slot)
            self._ring = np.pad(self._ring, ((0, 0), (0, slot)))
            self._counts = np.pad(self._counts, ((0, 0), (0, slot)))
            self._arrivals = np.pad(self._arrivals, (0, slot))
        self._slots[key] = slot
        self._model.allocate(np.array([slot]), self._bucket)


def _people(x: dict[Any, Any]) -> dict[Any, int]:
    rounded = {key: round(float(value)) for key, value in x.items() if value is not None and math.isfinite(float(value))}
    return {key: min(number, 10**6) for key, number in rounded.items() if number > 0}
