"""How long a worker may take to leave: one deadline over all of it, whatever its broker does."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import structlog

from stream.exits import Exit

log = structlog.get_logger()

# From the signal to the last line that runs. Ten are promised, of which the end of the process itself takes some.
STOP_SECONDS = 8.0
# Of those, for what is worth saving; the rest is for leaving the group.
LAST_SAVE_SECONDS = 4.5


class Leaving:
    """Ends the process `STOP_SECONDS` after `begin`, with what `code` says then, unless it has left by itself."""

    def __init__(self, code: Callable[[], int]) -> None:
        self._code = code
        self._watchdog: threading.Timer | None = None

    def begin(self) -> None:
        """The time runs from the first call."""
        if self._watchdog is None:
            self._watchdog = threading.Timer(STOP_SECONDS, self._leave_at_once)
            self._watchdog.daemon = True
            self._watchdog.start()

    def _leave_at_once(self) -> None:
        code = self._code()
        log.error("not_left_in_time", seconds=STOP_SECONDS, code=code)
        os._exit(code)


def code_of(crash: BaseException | None, *, kafka_answers: bool) -> int:
    """With which code a worker ends that was not left in time: that of the crash which ended it, if one did; else Kafka
    kept it from its end, or, while that answers, something that hangs."""
    if crash is not None:
        return int(getattr(crash, "code", Exit.CRASH))
    return Exit.STALLED if kafka_answers else Exit.BROKER_AWAY
