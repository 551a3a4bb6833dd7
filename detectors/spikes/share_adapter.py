"""The share test as a River anomaly detector: taken out, tested alone, and swapped for River's own."""

from __future__ import annotations

import math
from typing import Any

from river import base

from detectors.spikes.share_config import ShareConfig
from detectors.spikes.share_kernel import SHARE_MIN
from detectors.tails import tail

SURPRISE_MAX = 30.0


class ShareDetector(base.AnomalyDetector):
    """Scores how far the shares of the keys of a step rise beyond what a prior and the past explain.

    Every `learn_one` is one window: `x` says how many people mention each key in it, and `everybody` how many there are in
    all; without that key their sum is taken. Counts are whole and not below 0: others are rounded, negative ones are
    nobody.

    Parameters
    ----------
    prior_share
        The share that a key is expected to have before anything is known of it. Raising it makes new keys less surprising.
    strength
        How many people the prior is worth. Raising it makes rare keys more surprising while little is known.
    half_life
        After how many windows half of the past is forgotten.

    Examples
    --------
    >>> from detectors.spikes.share_adapter import ShareDetector
    >>> detector = ShareDetector()
    >>> for _ in range(100):
    ...     detector.learn_one({"printer": 1, "everybody": 20})
    >>> detector.score_one({"printer": 1, "everybody": 20}) < 0.02
    True
    >>> detector.score_one({"cartridge": 6, "everybody": 20}) > 0.3
    True

    """

    EVERYBODY = "everybody"

    def __init__(self, prior_share: float = 0.001, strength: float = 100.0, half_life: float = 720.0) -> None:
        self.prior_share = prior_share
        self.strength = strength
        self.half_life = half_life
        self._past: dict[Any, float] = {}
        self._people = 0.0
        self._cap = ShareConfig().cap

    def learn_one(self, x: dict[base.typing.FeatureName, Any]) -> None:
        """A window that brought `x` becomes the past."""
        people, everybody = self._counted(x)
        fade = 0.5 ** (1.0 / self.half_life)
        self._people = self._people * fade + everybody
        self._past = {key: held for key, past in self._past.items() if (held := past * fade) > SHARE_MIN}
        for key, number in people.items():
            self._past[key] = self._past.get(key, 0.0) + number

    def score_one(self, x: dict[base.typing.FeatureName, Any]) -> float:
        """The surprise of the most surprising key if the next window brought `x`: -log10 p over 30, 0 to 1."""
        people, everybody = self._counted(x)
        best = 0.0
        for key in sorted(people, key=str):
            past = self._past.get(key, 0.0)
            a = self.strength * self.prior_share + past
            b = self.strength * (1.0 - self.prior_share) + max(0.0, self._people - past)
            b, a = (b * self._cap / a, self._cap) if a > self._cap else (b, a)
            if people[key] * (a + b) > a * everybody:
                best = max(best, -math.log10(max(tail(people[key], everybody, a, b), 1e-30)))
        return min(1.0, best / SURPRISE_MAX)

    def _counted(self, x: dict[base.typing.FeatureName, Any]) -> tuple[dict[Any, int], int]:
        """Whole numbers of people of each key, and of everybody: at least the most of any key."""
        counts = {key: number for key, value in x.items() if (number := _whole(value)) > 0}
        everybody = counts.pop(self.EVERYBODY, 0) or sum(counts.values())
        return counts, max([everybody, *counts.values()])


def _whole(value: Any) -> int:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return 0
    return max(0, round(number)) if math.isfinite(number) else 0
