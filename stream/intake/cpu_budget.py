"""How much CPU time one mention may take: counted by the kernel for this process, so that a pause is nobody's fault.

In a process of its own the kernel ends it: that also stops what is deep in a library and never comes back to Python. In the
worker's own process an exception is raised instead, as soon as Python runs.
"""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType

from detectors.errors import GroundswellError

RECORD_CPU_SECONDS = 3.0
"""A mention of 256 KiB takes some 50 ms."""


class TooSlowError(GroundswellError):
    """A mention took more CPU time than it may."""


class CpuBudget:
    """Ends this process with SIGVTALRM when one mention takes more than `seconds` of CPU time."""

    def __init__(self, seconds: float = RECORD_CPU_SECONDS) -> None:
        self._seconds = seconds

    def begin(self) -> None:
        """The next mention has all of it."""
        signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds)

    def end(self) -> None:
        """Nothing is counted until the next one."""
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


class RaisingCpuBudget(CpuBudget):
    """Raises TooSlowError in the main thread instead; the time of other threads does not count."""

    def __init__(self, seconds: float = RECORD_CPU_SECONDS) -> None:
        super().__init__(seconds)
        self._began: float | None = None

    def begin(self) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGVTALRM, self._spent)
            self._began = time.thread_time()
            super().begin()

    def end(self) -> None:
        if self._began is not None:
            self._began = None
            super().end()

    def _spent(self, _number: int, _frame: FrameType | None) -> None:
        if self._began is None:
            return
        left = self._seconds - (time.thread_time() - self._began)
        if left > 0:
            signal.setitimer(signal.ITIMER_VIRTUAL, left)
        else:
            raise TooSlowError(f"more than {self._seconds:g} s of CPU time")
