"""How much CPU time one mention may take: counted by the kernel for this process, so that a pause is nobody's fault.

In a process of its own the kernel ends it: that also stops what is deep in a library and never comes back to Python. In the
worker's own process an exception is raised instead, as soon as Python runs.
"""

from __future__ import annotations

import math
import signal
import threading
import time
from types import FrameType

from detectors.errors import GroundswellError

RECORD_CPU_SECONDS = 3.0
"""A mention of 256 KiB takes some 50 ms."""
LOOKS = 4
REARM_SECONDS = 0.1


class TooSlowError(GroundswellError):
    """A mention took more CPU time than it may."""


class CpuBudget:
    """Ends this process with SIGVTALRM when one mention takes more than `seconds` of CPU time."""

    def __init__(self, seconds: float = RECORD_CPU_SECONDS) -> None:
        self._seconds = seconds
        self._armed_at = -math.inf

    def begin(self) -> None:
        """The next mention has all of it, and up to `REARM_SECONDS` more: to set the timer for each mention would take as
        long as to look up its words."""
        now = time.monotonic()
        if now - self._armed_at >= REARM_SECONDS:
            self._armed_at = now
            signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds + REARM_SECONDS)

    def end(self) -> None:
        """Nothing is counted until the next one."""
        self._armed_at = -math.inf
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


class RaisingCpuBudget(CpuBudget):
    """Raises TooSlowError in the main thread instead; the time of other threads does not count.

    A timer looks four times in `seconds` which mention it is: to set one for each would cost more than most mentions.
    """

    def __init__(self, seconds: float = RECORD_CPU_SECONDS) -> None:
        super().__init__(seconds)
        self._mention = 0
        self._watched = -1
        self._since = 0.0
        self._is_running = False

    def begin(self) -> None:
        self._mention += 1
        if not self._is_running and threading.current_thread() is threading.main_thread():
            self._is_running = True
            signal.signal(signal.SIGVTALRM, self._look)
            signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds / LOOKS, self._seconds / LOOKS)

    def end(self) -> None:
        if self._is_running:
            self._is_running = False
            super().end()

    def _look(self, _number: int, _frame: FrameType | None) -> None:
        if not self._is_running:
            return
        if self._watched != self._mention:
            self._watched, self._since = self._mention, time.thread_time()
        elif time.thread_time() - self._since > self._seconds:
            raise TooSlowError(f"more than {self._seconds:g} s of CPU time")
