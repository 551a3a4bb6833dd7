"""The one knob: at most so many false alerts a day for this brand.

The budget of a day is spread evenly over its buckets and over the keys of all tiers that have no open alert, as far as a
false alert of so many people is possible on them at all; what is left for one test is the p-value it must be below
(`level`). Not Benjamini–Hochberg: that keeps the share of false *tests* per bucket, and still left most alerts false.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from detectors.buckets import DAY_BUCKETS
from detectors.errors import SettingError

# No test calls for an alert above this, however much budget is left.
LEVEL_MAX = 1e-3
# More false alerts a day than anybody reads.
PER_DAY_MAX = 100


class Preset(StrEnum):
    """How often a false alert is put up with."""

    CALM = "calm"
    BALANCED = "balanced"
    SENSITIVE = "sensitive"


FALSE_ALERTS_PER_DAY: Mapping[Preset, float] = {Preset.CALM: 0.02, Preset.BALANCED: 0.1, Preset.SENSITIVE: 1.0}


def false_alerts_per_day(setting: str | float) -> float:
    """A preset's name or a number as false alerts per day.

    >>> false_alerts_per_day("balanced")
    0.1
    """
    if isinstance(setting, str):
        if setting not in list(Preset):
            raise SettingError("budget", setting, f"one of {', '.join(Preset)}, or a number of false alerts a day")
        return FALSE_ALERTS_PER_DAY[Preset(setting)]
    if not 0 < setting <= PER_DAY_MAX:
        raise SettingError("budget", setting, f"above 0 and at most {PER_DAY_MAX} false alerts a day")
    return setting


def threshold(per_day: float, keys: int) -> float:
    """The p-value that one test of a bucket must be below, when `keys` keys without an open alert share the budget.

    >>> threshold(0.1, 1000) * 1000 * 288
    0.1
    """
    return per_day / (DAY_BUCKETS * max(1, keys))


def level(per_day: float, p_values: NDArray[np.float64], parts: NDArray[np.float64]) -> float:
    """The p-value that a test must be below, when an alert also needs so many people that the tests' p-values are at most
    `p_values` then; `parts` is how many tests each of them stands for.

    Of a key that hardly anybody tells, as many people are less likely than any level: it takes up only what it can waste,
    and the rest of the budget goes to those where a false alert is possible. Solves sum(parts · min(level, p)) = budget per
    bucket; at most `LEVEL_MAX`.

    >>> level(2.88, np.array([1e-9, 0.5]), np.array([1000.0, 1.0]))  # of 1,001 tests one can be false
    0.001
    >>> level(0.288, np.array([1e-9, 0.5]), np.array([1000.0, 1.0])) > 0.0009
    True
    """
    order = np.argsort(p_values)
    p_values, parts = p_values[order], parts[order]
    budget = per_day / DAY_BUCKETS
    # With the level at each p-value: what lies below it is spent in full, what lies above at the level.
    below = np.concatenate([[0.0], np.cumsum(parts * p_values)])
    above = np.concatenate([np.cumsum(parts[::-1])[::-1], [0.0]])
    spent = below[:-1] + above[:-1] * p_values
    first = int(np.searchsorted(spent, budget))
    if first == len(p_values):
        return LEVEL_MAX
    return min(LEVEL_MAX, max(0.0, float((budget - below[first]) / above[first])))


def shared(budgets: Mapping[str, float], total: float | None) -> dict[str, float]:
    """The budgets of all brands, cut in proportion where their sum exceeds the optional total over all of them.

    >>> shared({"a": 1.0, "b": 3.0}, 2.0)
    {'a': 0.5, 'b': 1.5}
    """
    summed = sum(budgets.values())
    factor = 1.0 if total is None or summed <= total else total / summed
    return {brand: budgets[brand] * factor for brand in sorted(budgets)}
