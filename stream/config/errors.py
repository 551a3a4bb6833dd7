"""What is wrong with a configuration, and the one value that both the environment and the brands file hold."""

from __future__ import annotations

import contextlib

from detectors.errors import GroundswellError, SettingError
from stream.config.budget import PER_DAY_MAX, Preset, false_alerts_per_day


class SettingsError(GroundswellError):
    """Settings that cannot be used. `errors` holds all of them, one sentence each."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


def budget_of(value: str | float) -> float:
    """A preset or a number as false alerts per day. Raises ValueError with what is allowed."""
    with contextlib.suppress(ValueError):
        value = float(value)
    try:
        return false_alerts_per_day(value)
    except SettingError as error:
        raise ValueError(f"must be {', '.join(Preset)}, or a number above 0 and at most {PER_DAY_MAX}") from error
