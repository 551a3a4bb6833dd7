"""Exit codes, apart from each other, so that an orchestrator and a reader of its log can tell them (sysexits.h)."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    OK = 0
    CRASH = 1
    USAGE = 2
    CHECKPOINT = 65
    """The checkpoint is damaged, or of another release, layout or log, and must not be passed over (EX_DATAERR)."""
    LEFT_OUT = 66
    """More than 1 % of the rows of a file were left out, and `--strict` was given (EX_NOINPUT)."""
    BROKER_AWAY = 69
    """Kafka did not answer for longer than we wait (EX_UNAVAILABLE)."""
    STALLED = 70
    """Records waited and none was processed, or a process beside the worker hung: the watchdog ended it (EX_SOFTWARE)."""
    TOPICS = 72
    """A topic is missing, or has another number of partitions than the settings say (EX_OSFILE)."""
    ACCESS = 77
    """Kafka does not let us in, or refuses a right that we need (EX_NOPERM)."""
    SETTINGS = 78
    """Settings that cannot be used (EX_CONFIG)."""


def reason_of(error: Exception) -> str:
    """What went wrong as people say it: of the system's errors without their number and the path."""
    return error.strerror.lower() if isinstance(error, OSError) and error.strerror else str(error)


class WorkerExitError(Exception):
    """Ends the worker with a code of its own and one sentence."""

    def __init__(self, code: Exit, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
