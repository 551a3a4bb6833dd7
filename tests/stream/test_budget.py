"""False alerts a day as the one knob."""

from __future__ import annotations

import pytest

from detectors.errors import SettingError
from detectors.spikes.rise import LEVEL_MAX, level_of
from stream.config.budget import false_alerts_per_day, shared


def test_presets_are_false_alerts_a_day() -> None:
    assert [false_alerts_per_day(name) for name in ("calm", "balanced", "sensitive")] == [0.02, 0.1, 1.0]
    assert false_alerts_per_day(0.5) == 0.5


@pytest.mark.parametrize("setting", ["loud", "", 0, -1, 1000, float("nan")])
def test_a_budget_that_is_none_is_refused(setting: str | float) -> None:
    with pytest.raises(SettingError, match="budget is"):
        false_alerts_per_day(setting)


def test_a_larger_budget_asks_for_less_and_never_for_next_to_nothing() -> None:
    levels = [level_of(per_day) for per_day in (0.01, 0.02, 0.1, 1.0, 100.0)]
    assert levels == sorted(levels)
    assert levels[-1] == LEVEL_MAX


def test_a_total_over_all_brands_cuts_in_proportion_and_never_adds() -> None:
    assert shared({"a": 1.0, "b": 3.0}, 2.0) == {"a": 0.5, "b": 1.5}
    assert shared({"a": 1.0, "b": 3.0}, 9.0) == {"a": 1.0, "b": 3.0}
    assert shared({"a": 1.0}, None) == {"a": 1.0}
