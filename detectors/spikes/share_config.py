"""The parameters of the share test."""

from __future__ import annotations

from dataclasses import dataclass

from detectors.buckets import BUCKET_SECONDS
from detectors.errors import SettingError

HOUR_SECONDS = 3600
DAY_SECONDS = 24 * HOUR_SECONDS


@dataclass(frozen=True)
class ShareConfig:
    """The parameters of the share test.

    `windows_seconds`, ascending: the last is how long people are held; `strictness` multiplies the chance of each, 0
    only counts. `first_seconds`: the window before these while hardly anybody is known who wrote before the last hour;
    then all are tested; 0 for none. `strength`: weight of the prior share, in people; more makes rare words more
    surprising on young brands. `cap`: the most people that a share may rest on; less allows more day-to-day difference.
    `half_life_days` of the brand's past. `times`: the least ratio of a share to what is expected. `own_max`: the chance
    by the brand's own posts alone must not be above it while they are few (`share_kernel.OWN_KNOWN`); `own_half`,
    `own_nobody`: weights of the two outcomes there. `level_people`, `level_days`: what opened opens again only beyond its
    own share, believed as of so many people and fading so slowly. `report`: no chance above it is returned. `keys_max`:
    beyond it the least mentioned are forgotten.
    """

    windows_seconds: tuple[int, ...] = (1800, HOUR_SECONDS, 3 * HOUR_SECONDS, 12 * HOUR_SECONDS, DAY_SECONDS)
    strictness: tuple[float, ...] = (0.0, 1.0, 1.0, 3.0, 10.0)
    first_seconds: int = 600
    strength: float = 100.0
    cap: float = 10.0
    half_life_days: float = 30.0
    times: float = 2.0
    own_max: float = 6e-4
    own_half: float = 0.5
    own_nobody: float = 1.5
    level_people: float = 20.0
    level_days: float = 30.0
    report: float = 1e-3
    keys_max: int = 200_000

    def __post_init__(self) -> None:
        windows = list(self.windows_seconds)
        if not windows or windows != sorted(set(windows)) or windows[0] < BUCKET_SECONDS:
            raise SettingError("windows_seconds", self.windows_seconds, "ascending lengths of a bucket at least")
        if len(self.strictness) != len(windows) or min(self.strictness) < 0:
            raise SettingError("strictness", self.strictness, "one number per window, not below 0")
        for name in ("strength", "cap", "half_life_days", "own_half", "own_nobody", "level_people", "level_days"):
            if getattr(self, name) <= 0:
                raise SettingError(name, getattr(self, name), "above 0")
