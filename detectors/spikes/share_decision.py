"""Which keys rise, and how surprising their shares are: what the share test decides by its counts and its past."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import direct
from detectors.spikes import share_kernel as kernel
from detectors.spikes.share_config import HOUR_SECONDS, ShareConfig
from detectors.spikes.share_past import Past

# Where so many people within so long use a word so many times as often as its language explains, a group may gather.
GATHERING_SECONDS, GATHERING_MIN, GATHERING_TIMES = 3 * HOUR_SECONDS, 3, 5.0
_risen, _explained, _gathers = direct(kernel.risen), direct(kernel.explained), direct(kernel.gathers)


class Rise(NamedTuple):
    """A key that more people mention than usual at a bucket close: in which window (seconds), how many people of how many,
    how many were expected, and the chance of that; `alone`: by what is known from outside, for want of posts of its own;
    `own`: how many times likelier than allowed it is by its own posts, 1 where they are not looked at, above it in doubt;
    `thinned`: of those who are left without a crowd that came (`ShareTest`)."""

    key: str
    window_seconds: int
    people: int
    of: int
    expected: float
    chance: float
    alone: bool = False
    own: float = 1.0
    thinned: bool = False


class ShareDecision:
    """The test itself: of distinct people per window and slot (`counts`), against the past."""

    def __init__(self, config: ShareConfig) -> None:
        self._config = config
        self._gathering = config.windows_seconds.index(GATHERING_SECONDS)
        self._strictness, self._first = _strictness(config)

    def risen(
        self,
        slots: NDArray[np.int32],
        bucket: int,
        counts: NDArray[np.int32],
        past: Past,
        people_min: int,
        name_of: Callable[[int], str | None],
    ) -> list[Rise]:
        """Those of `slots` that rise, each in its most surprising window, by chance, then key. `counts` begin with a row
        for the window of `first_seconds` while that is looked at."""
        is_first, windows = len(counts) > len(self._strictness), self._config.windows_seconds
        windows = (self._config.first_seconds, *windows) if is_first else windows
        found = np.empty(len(slots), kernel.RISEN)
        strictness = self._first if is_first else self._strictness
        many = _risen(slots, bucket, counts, strictness, people_min, past.records, past.weights, found)
        rises = [_rise(str(name_of(slot)), windows[window], *numbers) for slot, window, *numbers in found[:many].tolist()]
        return sorted(rises, key=lambda rise: (rise.chance, rise.key))

    def gathers(self, slots: NDArray[np.int32], counts: NDArray[np.int32], past: Past, people_min: int) -> bool:
        """Whether within `GATHERING_SECONDS`, in which `people_min` people or more wrote, a few use one of these words, far
        more of them than its language explains."""
        window = self._gathering
        if counts[window, 0] < people_min:
            return False
        return bool(_gathers(slots, counts, window, GATHERING_MIN, GATHERING_TIMES, past.records))

    def explained(self, key: str, slot: int, bucket: int, counts: NDArray[np.int32], past: Past) -> list[Rise]:
        """For each window that is tested the people of a key against what is expected, and the chance."""
        found = np.empty(len(counts), kernel.RISEN)
        many = _explained(slot, bucket, counts, self._strictness, past.records, past.weights, found)
        seconds = self._config.windows_seconds
        return [_rise(key, seconds[window], *numbers) for _, window, *numbers in found[:many].tolist()]


@cache
def _strictness(config: ShareConfig) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """That of the windows, and with the one of `first_seconds` before them."""
    return np.array(config.strictness, np.float64), np.maximum(1.0, np.array((1.0, *config.strictness), np.float64))


def _rise(key: str, seconds: int, people: int, of: int, expected: float, chance: float, alone: bool, own: float) -> Rise:
    return Rise(key, seconds, people, of, expected, chance, alone, own)
