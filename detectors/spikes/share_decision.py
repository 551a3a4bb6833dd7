"""Which keys rise, and how surprising their shares are: what the share test decides by its counts and its past."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import direct
from detectors.spikes import close_kernel
from detectors.spikes import share_kernel as kernel
from detectors.spikes.share_config import ShareConfig
from detectors.spikes.share_past import UNIT_MAX, Past
from detectors.spikes.share_windows import RememberingWindows

_risen, _explained = direct(kernel.risen), direct(kernel.explained)
_close_bucket, _find_risen = direct(close_kernel.close_bucket), direct(close_kernel.find_risen)


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


class Found(NamedTuple):
    """What a close found: what rises; whether a few people had come to use a rare word; whether the window of
    `first_seconds` was looked at, and whether more of the crowd came than chance explains; and who was observed."""

    rises: list[Rise]
    gathers: bool
    is_first: bool
    is_crowded: bool
    observed: array[int]


class ShareDecision:
    """The test itself: of distinct people per window and slot, against the past."""

    def __init__(self, config: ShareConfig) -> None:
        self._config = config
        self._strictness = _strictness(config)

    def close(
        self,
        counted: RememberingWindows,
        bucket: int,
        past: Past,
        people_min: int,
        crowd: int,
        name_of: Callable[[int], str | None],
    ) -> Found:
        """Closes `bucket`. Of the slots that were observed since the last close those that rise, each in its most
        surprising window, by chance, then key; `crowd` is the slot of the crowd, below 0 where it has none."""
        unit = past.advance_to(bucket)
        memory, weights, seen = past.records, past.weights, counted.seen
        if unit <= UNIT_MAX and (observed := counted.take(bucket)) is not None:
            past.fade(bucket, unit)
            found = np.empty(len(observed), kernel.RISEN)
            entered, places, many, gathers, is_first, is_crowded = _close_bucket(
                *seen.leaving(), seen.heads, seen.windows, counted.rows, bucket, np.frombuffer(observed, np.int64),
                counted.wholes, self._strictness, people_min, crowd, memory, weights, found,
            )  # fmt: skip
            seen.entered(entered, places)
        else:
            observed = counted.advance(bucket, memory, weights)
            past.fade(bucket, unit)
            found, most = np.empty(len(observed), kernel.RISEN), int(counted.counts[-1].max())
            many, gathers, is_first, is_crowded = _find_risen(
                np.asarray(observed), counted.wholes, bucket, counted.rows, *seen.leaving(),
                self._strictness, people_min, most, crowd, memory, weights, found,
            )  # fmt: skip
        rises = self._rises(found[:many].tolist(), name_of) if many else []
        return Found(rises, gathers, is_first, is_crowded, observed)

    def risen(
        self,
        slots: NDArray[np.int32],
        bucket: int,
        counts: NDArray[np.int32],
        past: Past,
        people_min: int,
        name_of: Callable[[int], str | None],
    ) -> list[Rise]:
        """Those of `slots` that rise by other `counts`, which begin with a row for the window of `first_seconds` where that
        is looked at."""
        is_first = len(counts) > len(self._config.windows_seconds)
        found = np.empty(len(slots), kernel.RISEN)
        strictness = self._strictness[int(is_first), 0 if is_first else 1 :]
        many = _risen(slots, bucket, counts, strictness, people_min, past.records, past.weights, found)
        return self._rises(found[:many].tolist(), name_of, 0 if is_first else 1)

    def _rises(self, found: list[tuple[Any, ...]], name_of: Callable[[int], str | None], skipped: int = 0) -> list[Rise]:
        windows = (self._config.first_seconds, *self._config.windows_seconds)
        rises = [_rise(str(name_of(slot)), windows[window + skipped], *numbers) for slot, window, *numbers in found]
        return sorted(rises, key=lambda rise: (rise.chance, rise.key))

    def explained(self, key: str, slot: int, bucket: int, counts: NDArray[np.int32], past: Past) -> list[Rise]:
        """For each window that is tested the people of a key against what is expected, and the chance."""
        found = np.empty(len(counts), kernel.RISEN)
        many = _explained(slot, bucket, counts, self._strictness[0, 1:], past.records, past.weights, found)
        seconds = self._config.windows_seconds
        return [_rise(key, seconds[window], *numbers) for _, window, *numbers in found[:many].tolist()]


@cache
def _strictness(config: ShareConfig) -> NDArray[np.float64]:
    """That of the windows, below one of `first_seconds`: while it is not looked at, and while it is."""
    given = np.array((0.0, *config.strictness), np.float64)
    first = np.maximum(1.0, np.array((1.0, *config.strictness), np.float64))
    return np.array([given, first])


def _rise(key: str, seconds: int, people: int, of: int, expected: float, chance: float, alone: bool, own: float) -> Rise:
    return Rise(key, seconds, people, of, expected, chance, alone, own)
