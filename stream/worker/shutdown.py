"""The deadline of a shutdown: one over all of it, whatever the broker does."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import structlog

from stream.exits import Exit

log = structlog.get_logger()

# From the signal to the last line that runs. Ten are promised, and the exit of the interpreter takes some of them.
STOP_SECONDS = 8.0
# Of those, for the last checkpoints; the rest is for leaving the consumer group.
LAST_SAVE_SECONDS = 4.5


class ShutdownDeadline:
    """Ends the process `STOP_SECONDS` after `begin`, with the exit code that `code` returns then, unless it has ended."""

    def __init__(self, code: Callable[[], int]) -> None:
        self._code = code
        self._watchdog: threading.Timer | None = None

    def begin(self) -> None:
        """Starts the deadline; later calls do not move it."""
        if self._watchdog is None:
            self._watchdog = threading.Timer(STOP_SECONDS, self._exit_now)
            self._watchdog.daemon = True
            self._watchdog.start()

    def _exit_now(self) -> None:
        code = self._code()
        log.error("shutdown_timed_out", seconds=STOP_SECONDS, code=code)
        os._exit(code)


def exit_code(crash: BaseException | None, *, kafka_answers: bool) -> int:
    """The exit code of a worker whose shutdown timed out: that of the crash which began it, if any; else Kafka is what it
    waited for, or, while Kafka answers, something that hangs."""
    if crash is not None:
        return int(getattr(crash, "code", Exit.CRASH))
    return Exit.STALLED if kafka_answers else Exit.BROKER_AWAY
