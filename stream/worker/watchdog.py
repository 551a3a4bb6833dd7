"""Whether a worker gets anywhere: records that wait while nothing is done must not look like a quiet day."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping

# A look that comes later than so many seconds comes of a worker that was itself stopped, which says nothing of its work.
LATE_CHECK_SECONDS = 2.0


class Watchdog:
    """Of each topic by itself: what another worker writes to the logs of our engines does not excuse our intake.

    Time counts from the first look on, and from look to look: neither a start nor a pause of the whole worker is a
    standstill. That is told by `alive`, and by `check_stalled`, after which the worker ends.
    """

    def __init__(self, topics: Iterable[str], seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._checked_at = math.inf
        self._still = dict.fromkeys(topics, 0.0)
        self._steps: dict[str, int] = {}

    def progressed(self, topic: str) -> None:
        """A batch of it was dealt with."""
        self._still[topic] = 0.0

    def check_stalled(self, waiting: Mapping[str, int], steps: Mapping[str, int], *, excused: bool) -> list[str]:
        """Why it stands still, if it does: records `waiting` in a topic, and for so long no batch of it dealt with.

        `steps` counts what is done for a topic while one batch leads to much work. `excused`: it waits on purpose.
        """
        now = self._clock()
        passed = min(max(0.0, now - self._checked_at), LATE_CHECK_SECONDS)
        self._checked_at = now
        for topic in self._still:
            self._still[topic] += passed
            if excused or not waiting.get(topic) or steps.get(topic) != self._steps.get(topic):
                self.progressed(topic)
        self._steps = dict(steps)
        return self.alive()[1]

    def alive(self) -> tuple[bool, list[str]]:
        """For `/healthz`, which is answered in a thread of its own: also when nobody looks any more."""
        unseen = self._clock() - self._checked_at
        told = [f"the worker's event loop has not come round for {unseen:.0f} s"] if unseen > self._seconds else []
        told += [
            f"records of {topic} wait and none was processed for {seconds:.0f} s"
            for topic, seconds in self._still.items()
            if seconds > self._seconds
        ]
        return not told, told
