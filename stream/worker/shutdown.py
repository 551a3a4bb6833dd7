"""Ending a worker: on a signal or on the first error it cannot recover from, and in bounded time whatever Kafka does."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from stream.exits import Exit
from stream.kafka.authorization import as_worker_exit

if TYPE_CHECKING:
    from stream.worker.broker_health import BrokerHealth

log = structlog.get_logger()

# From the signal to the last line that runs. Ten are promised, and the exit of the interpreter takes some of them.
STOP_SECONDS = 8.0
# Of those, for the last checkpoints; the rest is for leaving the consumer group.
LAST_SAVE_SECONDS = 4.5


class Shutdown:
    """The end of a worker: whether it has begun, why, and what is done when it begins.

    From its beginning on the process has `STOP_SECONDS`: Faust alone waits for a broker that is gone for as long as it is.
    """

    def __init__(self, kafka: BrokerHealth) -> None:
        self._kafka = kafka
        self._errors: list[Exception] = []
        self._on_begin: Callable[[], object] = lambda: None
        self._deadline = ShutdownDeadline(self._exit_code)
        self.has_started = False

    @property
    def failed(self) -> bool:
        """Whether an error began it."""
        return bool(self._errors)

    def begin(self) -> None:
        """Begins it; for signals."""
        self._deadline.begin()
        if not self.has_started:
            self.has_started = True
            self._on_begin()

    def fail(self, error: Exception) -> None:
        """Begins it for an error that cannot be recovered from; later errors only follow from the first one."""
        if not self._errors:
            self._errors.append(as_worker_exit(error, self._kafka.away))
            log.error("shutting_down", reason=repr(error))
            self.begin()

    def on_begin(self, act: Callable[[], object]) -> None:
        """What is to be done when it begins, instead of what was named before; at once when it has begun."""
        self._on_begin = act
        if self.has_started:
            act()

    def raise_error(self) -> None:
        """Raises the error that began it, if one did."""
        for error in self._errors:
            raise error

    def _exit_code(self) -> int:
        return exit_code(next(iter(self._errors), None), kafka_answers=self._kafka.answers)


class ShutdownDeadline:
    """Ends the process `STOP_SECONDS` after `begin`, with the exit code that `code` returns then, unless it has ended."""

    def __init__(self, code: Callable[[], int]) -> None:
        self._code = code
        self._started = False

    def begin(self) -> None:
        """Starts the deadline; later calls do not move it."""
        if not self._started:
            self._started = True
            timer = threading.Timer(STOP_SECONDS, self._exit_now)
            timer.daemon = True
            timer.start()

    def _exit_now(self) -> None:
        code = self._code()
        log.error("shutdown_timed_out", seconds=STOP_SECONDS, code=code)
        os._exit(code)


def exit_code(error: BaseException | None, *, kafka_answers: bool) -> int:
    """The exit code of a worker whose shutdown timed out: that of the error which began it, if any; else Kafka is what it
    waited for, or, while Kafka answers, something that hangs."""
    if error is not None:
        return int(getattr(error, "code", Exit.CRASH))
    return Exit.STALLED if kafka_answers else Exit.BROKER_AWAY
