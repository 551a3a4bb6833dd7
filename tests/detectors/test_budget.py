"""False alerts a day as the one knob."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.errors import SettingError
from detectors.spikes.budget import LEVEL_MAX, false_alerts_per_day, level, shared, threshold


def test_presets_are_false_alerts_a_day() -> None:
    assert [false_alerts_per_day(name) for name in ("calm", "balanced", "sensitive")] == [0.02, 0.1, 1.0]
    assert false_alerts_per_day(0.5) == 0.5


@pytest.mark.parametrize("setting", ["loud", "", 0, -1, 1000, float("nan")])
def test_a_budget_that_is_none_is_refused(setting: str | float) -> None:
    with pytest.raises(SettingError, match="budget is"):
        false_alerts_per_day(setting)


def test_the_budget_is_spent_once_over_all_keys_and_buckets_of_a_day() -> None:
    assert threshold(0.1, 1000) * 1000 * 288 == pytest.approx(0.1)
    assert threshold(0.1, 0) == threshold(0.1, 1)


def test_a_total_over_all_brands_cuts_in_proportion_and_never_adds() -> None:
    assert shared({"a": 1.0, "b": 3.0}, 2.0) == {"a": 0.5, "b": 1.5}
    assert shared({"a": 1.0, "b": 3.0}, 9.0) == {"a": 1.0, "b": 3.0}
    assert shared({"a": 1.0}, None) == {"a": 1.0}


chances = st.lists(st.tuples(st.floats(1e-16, 1.0), st.floats(0.01, 1.0)), min_size=1, max_size=40)


@given(chances, st.floats(0.001, 5.0))
def test_a_level_spends_the_budget_and_no_more(told: list[tuple[float, float]], per_day: float) -> None:
    p_values, parts = (np.array(column) for column in zip(*told, strict=True))
    found = level(per_day, p_values, parts)
    spent = float((parts * np.minimum(found, p_values)).sum()) * 288
    assert spent <= per_day * (1 + 1e-9)
    assert found == LEVEL_MAX or spent == pytest.approx(per_day)


def test_keys_that_nobody_can_tell_by_chance_leave_the_budget_to_the_others() -> None:
    rare, common = np.full(10_000, 1e-12), np.full(10, 1e-2)
    together = level(0.1, np.concatenate([rare, common]), np.ones(10_010))
    assert together == pytest.approx(level(0.1, common, np.ones(10)), rel=1e-3)
