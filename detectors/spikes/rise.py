"""The result of a test for a key at a bucket close, whichever test it was, and how sure an alert must be."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

SURPRISE_MAX = 30.0
CHANCE_MIN = 1e-300
# What a budget of `BUDGET` false alerts a day stands for: chances below `LEVEL`. On four years of a support forum chances
# below 3e-6 come .1 times a week, those below 3e-5 .4 times: ten times the chance is some 2.5 times the alerts.
BUDGET = 0.1
LEVEL = 3e-6
SLOPE = 2.5
LEVEL_MAX = 1e-3


class Evidence(StrEnum):
    """What an alert rests on: the share of people who mention it, or who write alike, or how many write at all."""

    SHARE = "share"
    GROUP = "group"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Spike:
    """A key whose window holds more people than chance explains. `p_value` is per key and bucket, windows included;
    `usual` the people expected in that window."""

    key: str
    window_seconds: int
    people: int
    usual: float
    p_value: float
    evidence: Evidence

    @property
    def surprise(self) -> float:
        """min(30, −log10 p)."""
        return min(SURPRISE_MAX, -math.log10(max(self.p_value, CHANCE_MIN)))


def level_of(budget_per_day: float) -> float:
    """The chance that a key must be below, for a budget of false alerts a day.

    The nominal chance of a test is off by orders of magnitude, since people are no independent draws: the level is set by
    how often chances below it come up on real streams.

    >>> level_of(0.1)
    3e-06
    >>> level_of(0.02) < 1e-7 < level_of(0.05)
    True
    """
    return float(min(LEVEL_MAX, LEVEL * (budget_per_day / BUDGET) ** SLOPE))
