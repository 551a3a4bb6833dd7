"""Whether a worker makes progress: records that wait while none is processed must not look like a quiet day."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faust.types import TP

# A check that comes later than this comes from a worker that was itself suspended: that is no stall of its work.
LATE_CHECK_SECONDS = 2.0


class Units:
    """What stands still by itself, in words: a topic; of the topic of the engines, what one process works on, whose engines
    take turns."""

    def __init__(self, complaints: str, process_of: Callable[[int], int]) -> None:
        """`process_of` gives the number of the process that works for a partition of `complaints`."""
        self._complaints = complaints
        self._process_of = process_of

    def of(self, tp: TP) -> str:
        """The unit that a partition belongs to."""
        if tp.topic != self._complaints:
            return tp.topic
        return f"{tp.topic} (engine process {self._process_of(tp.partition)})"

    def sums(self, figures: Mapping[TP, int]) -> Counter[str]:
        """The figures of partitions, added up by unit."""
        sums: Counter[str] = Counter()
        for tp, figure in figures.items():
            sums[self.of(tp)] += figure
        return sums


class Watchdog:
    """Watches each topic by itself, and each process of engines: what another worker writes to the logs of our engines does
    not excuse our intake, nor one engine another that hangs.

    Time counts from the first check on, and from check to check: neither a start nor a suspension of the whole worker is a
    stall. A stall is reported by `alive`, and by `check_stalled`, after which the worker ends.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._checked_at = math.inf
        self._idle: dict[str, float] = {}
        self._steps: dict[str, int] = {}

    def progressed(self, unit: str) -> None:
        """A batch of it was processed."""
        self._idle[unit] = 0.0

    def check_stalled(self, waiting: Mapping[str, int], steps: Mapping[str, int], *, excused: bool) -> list[str]:
        """The reasons for a stall, if any: records are `waiting` for a unit, and no batch of it was processed for too long.

        For units see `Units`. `steps` counts progress within a batch that leads to much work. `excused`: records wait on
        purpose.
        """
        now = self._clock()
        passed = min(max(0.0, now - self._checked_at), LATE_CHECK_SECONDS)
        self._checked_at = now
        # A copy, put in place at once: `alive` reads it in another thread.
        idle = {unit: self._idle.get(unit, 0.0) + passed for unit in waiting}
        for unit in idle:
            if excused or not waiting[unit] or steps.get(unit) != self._steps.get(unit):
                idle[unit] = 0.0
        self._idle = idle
        self._steps = dict(steps)
        return self.alive()[1]

    def alive(self) -> tuple[bool, list[str]]:
        """For `/healthz`, which is answered in a thread of its own: also when the event loop hangs."""
        unseen = self._clock() - self._checked_at
        reasons = [f"the worker's event loop has not come round for {unseen:.0f} s"] if unseen > self._seconds else []
        reasons += [
            f"records of {unit} wait and none was processed for {seconds:.0f} s"
            for unit, seconds in list(self._idle.items())
            if seconds > self._seconds
        ]
        return not reasons, reasons
