"""Whether a worker makes progress: records that wait while none is processed must not look like a quiet day."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping

# A check that comes later than this comes from a worker that was itself suspended: that is no stall of its work.
LATE_CHECK_SECONDS = 2.0


class Watchdog:
    """Watches each topic by itself: what another worker writes to the logs of our engines does not excuse our intake.

    Time counts from the first check on, and from check to check: neither a start nor a suspension of the whole worker is a
    stall. A stall is reported by `alive`, and by `check_stalled`, after which the worker ends.
    """

    def __init__(self, topics: Iterable[str], seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._checked_at = math.inf
        self._idle = dict.fromkeys(topics, 0.0)
        self._steps: dict[str, int] = {}

    def progressed(self, topic: str) -> None:
        """A batch of it was processed."""
        self._idle[topic] = 0.0

    def check_stalled(self, waiting: Mapping[str, int], steps: Mapping[str, int], *, excused: bool) -> list[str]:
        """The reasons for a stall, if any: records are `waiting` in a topic, and no batch of it was processed for too long.

        `steps` counts progress within a batch that leads to much work. `excused`: records wait on purpose.
        """
        now = self._clock()
        passed = min(max(0.0, now - self._checked_at), LATE_CHECK_SECONDS)
        self._checked_at = now
        for topic in self._idle:
            self._idle[topic] += passed
            if excused or not waiting.get(topic) or steps.get(topic) != self._steps.get(topic):
                self.progressed(topic)
        self._steps = dict(steps)
        return self.alive()[1]

    def alive(self) -> tuple[bool, list[str]]:
        """For `/healthz`, which is answered in a thread of its own: also when the event loop hangs."""
        unseen = self._clock() - self._checked_at
        reasons = [f"the worker's event loop has not come round for {unseen:.0f} s"] if unseen > self._seconds else []
        reasons += [
            f"records of {topic} wait and none was processed for {seconds:.0f} s"
            for topic, seconds in self._idle.items()
            if seconds > self._seconds
        ]
        return not reasons, reasons
