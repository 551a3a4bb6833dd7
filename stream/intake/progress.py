"""How far each partition of `mentions` has come in event time. No single record decides it: its time is its producer's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

import numpy as np

from detectors.engine.log import Progress

LAST_TIMES = 20
LARGEST = 5

LATENESS_LAST = 2_000
LATENESS_LEAST = 200
LATENESS_SHARE = 0.95
LATENESS_MARGIN_SECONDS = 2.0
LATENESS_STEP_SECONDS = 5.0
LATENESS_MIN_SECONDS = 10.0


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


class OriginLateness:
    """By how much the mentions of one origin come out of order: how far nineteen of twenty lie at most behind the event
    time that the origin had reached when they came, with a margin. None before there were enough of them.

    >>> lateness = OriginLateness()
    >>> lateness.observe(100.0, [float(at) for at in range(101, 301)], 300.0)
    >>> lateness.seconds
    10.0
    """

    def __init__(self) -> None:
        self._behind = np.empty(0)
        self.seconds: float | None = None

    def observe(self, before: float, times: Sequence[float], reached: float) -> None:
        """Event times in the order of their offsets, and what the origin had reached before and has with them."""
        at = np.asarray(times, dtype=float)
        at_that_time = np.minimum(np.maximum.accumulate(np.concatenate([[before], at]))[:-1], reached)
        self._behind = np.concatenate([self._behind, np.maximum(0.0, at_that_time - at)])[-LATENESS_LAST:]
        if len(self._behind) >= LATENESS_LEAST:
            # In steps: a progress record is not another one for a tenth of a second.
            behind = float(np.quantile(self._behind, LATENESS_SHARE)) + LATENESS_MARGIN_SECONDS
            self.seconds = max(LATENESS_MIN_SECONDS, LATENESS_STEP_SECONDS * np.ceil(behind / LATENESS_STEP_SECONDS).item())


class OriginProgress:
    """The event time that each partition of `mentions` has reached, and what of it has not been reported to the engines."""

    def __init__(self) -> None:
        self._reached: dict[int, float] = {}
        self._reported: dict[int, Progress] = {}
        self._last_seen: dict[int, float] = {}
        self._newest: dict[int, float] = {}
        self._clocks: defaultdict[int, OriginClock] = defaultdict(OriginClock)
        self._lateness: defaultdict[int, OriginLateness] = defaultdict(OriginLateness)

    def advance(self, origin: int, times: Sequence[float], now: float, *, caught_up: bool, live: bool = False) -> None:
        """Mentions of `origin` with these event times, in the order of their offsets, are acknowledged; `now` is a
        monotonic clock. With `caught_up` their times are no later than the wall clock, and the latest counts; else see
        `OriginClock`. How late they come is observed of a `live` stream alone: a replay decides the same every time.
        """
        before = self._reached.get(origin)
        reached = self._clocks[origin].advance(times)
        if caught_up and times:
            reached = max(times)
        elif times:
            self._newest[origin] = max(max(times), self._newest.get(origin, -np.inf))
        if reached is not None:
            self.reach(origin, reached, now)
        if live and times and before is not None:
            self._lateness[origin].observe(before, times, self._reached[origin])
        self._last_seen[origin] = now

    def catch_up(self, origins: Iterable[int]) -> None:
        """These are found to be caught up: of what they brought before that was known the latest counts as well. The first
        mentions of a worker's life may be too few to move the clock of their origin, and nothing may follow."""
        for origin in self._newest.keys() & set(origins):
            at = self._newest.pop(origin)
            self._reached[origin] = max(at, self._reached.get(origin, at))

    def reach(self, origin: int, at: float, now: float) -> None:
        """Everything of `origin` before event time `at` is acknowledged."""
        self._reached[origin] = max(at, self._reached.get(origin, at))
        self._last_seen[origin] = now

    def take_unreported(self, origins: int) -> list[Progress]:
        """One progress record for each origin that has advanced since the last call."""
        progress = [
            Progress(origin=origin, origins=origins, at=at, lateness=self._lateness[origin].seconds)
            for origin, at in sorted(self._reached.items())
        ]
        moved = [one for one in progress if self._reported.get(one.origin) != one]
        self._reported.update((one.origin, one) for one in moved)
        return moved

    def report_idle(self, origin: int, origins: int, wall_clock: float) -> Progress:
        """The progress of an origin that is caught up and silent."""
        self._reported.pop(origin, None)
        lateness = self._lateness[origin].seconds
        return Progress(origin=origin, origins=origins, at=wall_clock, idle=True, lateness=lateness)

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
            self._newest.pop(origin, None)
            self._lateness.pop(origin, None)
            del self._last_seen[origin]
        return lost
