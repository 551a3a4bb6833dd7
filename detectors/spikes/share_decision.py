"""Which keys rise, and how surprising their shares are: what the share test decides by its counts and its past."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import direct
from detectors.spikes import share_kernel as kernel
from detectors.spikes.share_config import HOUR_SECONDS, ShareConfig
from detectors.spikes.share_past import Past
from detectors.tails import tail

# Where so many people within so long use a word so many times as often as its language explains, a group may gather.
GATHERING_SECONDS, GATHERING_MIN, GATHERING_TIMES = 3 * HOUR_SECONDS, 3, 5.0
_risen, _expected, _tail = direct(kernel.risen), direct(kernel.expected), direct(tail)
_own_chance, _own_limit = direct(kernel.own_chance), direct(kernel.own_limit)


class Rise(NamedTuple):
    """A key that more people mention than usual at a bucket close: in which window (seconds), how many people of how many,
    how many were expected, and the chance of that; `alone`: by what is known from outside, for want of posts of its own;
    `own`: which part of what is allowed the chance is by its own posts, 1 where they are not looked at; `thinned`: of those
    who are left without a crowd that came (`ShareTest`)."""

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
        self._strictness = np.array(config.strictness, np.float64)
        self._first = np.maximum(1.0, np.array((1.0, *config.strictness), np.float64))

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
        records, weights = past.records, past.weights()
        many = _risen(
            slots,
            bucket,
            counts,
            self._first if is_first else self._strictness,
            people_min,
            self._config.report,
            records,
            weights,
            found,
        )
        rises = []
        for slot, window, chance, alone, own in found[:many].tolist():
            a, b = _expected(slot, bucket, records, weights)
            people, of = int(counts[window, slot]), int(counts[window, records["whole"][slot]])
            rises.append(Rise(str(name_of(slot)), windows[window], people, of, of * a / (a + b), chance, alone, own))
        return sorted(rises, key=lambda rise: (rise.chance, rise.key))

    def gathers(self, slots: NDArray[np.int32], counts: NDArray[np.int32], past: Past, people_min: int) -> bool:
        """Whether within `GATHERING_SECONDS`, in which `people_min` people or more wrote, a few use one of these words, far
        more of them than its language explains."""
        window = self._config.windows_seconds.index(GATHERING_SECONDS)
        of = int(counts[window, 0])
        if of < people_min:
            return False
        people, records = counts[window].take(slots), past.records.take(slots)
        risen = people >= np.maximum(GATHERING_MIN, GATHERING_TIMES * of * records["prior"])
        return bool((risen & ~records["silent"]).any())

    def explained(self, key: str, slot: int, bucket: int, counts: NDArray[np.int32], past: Past) -> list[Rise]:
        """For each window that is tested the people of a key against what is expected, and the chance."""
        records, weights = past.records, past.weights()
        a, b = _expected(slot, bucket, records, weights)
        whole, found = int(records["whole"][slot]), []
        day, day_of = (int(n) for n in counts[-1, [slot, whole]])
        for number, seconds in enumerate(self._config.windows_seconds):
            if not self._strictness[number]:
                continue
            people, of = (int(n) for n in counts[number, [slot, whole]])
            own = _own_chance(slot, people, of, day, day_of, records, weights)
            limit = _own_limit(slot, records)
            chance = _tail(people, of, a, b) * self._strictness[number] if own <= limit else 1.0
            found.append(Rise(key, seconds, people, of, of * a / (a + b), min(1.0, float(chance))))
        return found
