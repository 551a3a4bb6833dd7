"""The one knob: so many false alerts a day at most for a brand; `detectors.spikes.rise.level_of` makes a p-value of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from detectors.errors import SettingError

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


def shared(budgets: Mapping[str, float], total: float | None) -> dict[str, float]:
    """The budgets of all brands, cut in proportion where their sum exceeds the optional total over all of them.

    >>> shared({"a": 1.0, "b": 3.0}, 2.0)
    {'a': 0.5, 'b': 1.5}
    """
    summed = sum(budgets.values())
    factor = 1.0 if total is None or summed <= total else total / summed
    return {brand: budgets[brand] * factor for brand in sorted(budgets)}
