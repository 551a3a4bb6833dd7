"""How far each partition of `mentions` has come in event time. No single record decides it: its time is its producer's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

import numpy as np

from detectors.engine.log import Progress

LAST_TIMES = 20
LARGEST = 5


class OriginClock:
    """The event time of one origin: the greatest so far of the fifth largest among its last 20 times, in offset order.

    A function of the times alone, whatever the batches. To move it takes a fifth of all that is sent.

    >>> clock = OriginClock()
    >>> clock.advance([1.0, 2.0, 3.0, 9e9]), clock.advance([4.0, 5.0])
    (None, 2.0)
    """

    def __init__(self) -> None:
        self._last = np.empty(0)
        self._reached = -np.inf

    def advance(self, times: Sequence[float]) -> float | None:
        """The time reached with these; None before there were `LARGEST`."""
        before = len(self._last)
        known = np.concatenate([self._last, np.asarray(times, dtype=float)])
        for end in range(max(before + 1, LARGEST), min(len(known), LAST_TIMES - 1) + 1):
            self._note(np.partition(known[:end], -LARGEST)[-LARGEST])
        if len(times) and len(known) >= LAST_TIMES:
            windows = np.lib.stride_tricks.sliding_window_view(known, LAST_TIMES)
            self._note(np.partition(windows, -LARGEST, axis=1)[:, -LARGEST].max())
        self._last = known[-(LAST_TIMES - 1) :]
        return float(self._reached) if self._reached > -np.inf else None

    def _note(self, at: float) -> None:
        self._reached = max(self._reached, float(at))


class OriginProgress:
    """The event time that each partition of `mentions` has reached, and what of it has not been reported to the engines."""

    def __init__(self) -> None:
        self._reached: dict[int, float] = {}
        self._reported: dict[int, Progress] = {}
        self._last_seen: dict[int, float] = {}
        self._clocks: defaultdict[int, OriginClock] = defaultdict(OriginClock)

    def advance(self, origin: int, times: Sequence[float], now: float, *, caught_up: bool) -> None:
        """Mentions of `origin` with these event times, in the order of their offsets, are acknowledged; `now` is a
        monotonic clock. With `caught_up` their times are no later than the wall clock, and the latest counts; else see
        `OriginClock`.
        """
        reached = self._clocks[origin].advance(times)
        if caught_up and times:
            reached = max(times)
        if reached is not None:
            self.reach(origin, reached, now)
        self._last_seen[origin] = now

    def reach(self, origin: int, at: float, now: float) -> None:
        """Everything of `origin` before event time `at` is acknowledged."""
        self._reached[origin] = max(at, self._reached.get(origin, at))
        self._last_seen[origin] = now

    def take_unreported(self, origins: int) -> list[Progress]:
        """One progress record for each origin that has advanced since the last call."""
        progress = [Progress(origin=origin, origins=origins, at=at) for origin, at in sorted(self._reached.items())]
        moved = [one for one in progress if self._reported.get(one.origin) != one]
        self._reported.update((one.origin, one) for one in moved)
        return moved

    def idle(self, origin: int, origins: int, wall_clock: float) -> Progress:
        """The progress of an origin that is caught up and silent."""
        self._reported.pop(origin, None)
        return Progress(origin=origin, origins=origins, at=wall_clock, idle=True)

    def update_idle(self, caught_up: Iterable[int], now: float, idle_seconds: float) -> list[int]:
        """Those of the origins without lag that have brought nothing for `idle_seconds`, counted from the first look."""
        return [origin for origin in caught_up if now - self._last_seen.setdefault(origin, now) >= idle_seconds]

    def retain(self, origins: Set[int]) -> list[int]:
        """Drops all but the partitions that are assigned; returns those that it has dropped."""
        lost = sorted(self._last_seen.keys() - origins)
        for origin in lost:
            self._reached.pop(origin, None)
            self._reported.pop(origin, None)
            self._clocks.pop(origin, None)
            del self._last_seen[origin]
        return lost
