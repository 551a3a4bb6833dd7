"""Exit codes, distinct for an orchestrator and for people who read its log (sysexits.h), and the errors of the service.

GroundswellError (`detectors.errors`)
├── SettingsError             the environment or the brands file cannot be used (SETTINGS)
├── WorkerExitError           ends the worker with an exit code and one sentence
│   └── ProcessEndedError     a child process ended, or was killed
├── TooSlowError              a mention took more CPU time than it may
├── NotReadyError             a page was asked for before the engines were restored
├── TopicMissingError         a topic that is read does not exist (TOPICS)
├── MissingTopicsError        topics that the board cannot do without do not exist
├── DeliveryError             a receiver has not taken a message
├── ProduceError              Kafka did not acknowledge records
├── RecordTooLargeError       a record above Kafka's limit; nothing was sent
├── FenceError                it is not known whether a transaction was committed
│   └── FencedError           another worker has taken the partition over
├── CannotUnpackError         a compressed batch that is larger than it may be, or damaged
├── UnreadableError           a record of a topic that holds no alert
├── UnreadableRecordsError    records of an engine's log that intake did not write
├── DamagedError              a checkpoint that is not whole: the one before it counts
├── RefusedCheckpointError    a checkpoint that must be neither continued nor ignored (CHECKPOINT)
├── ReadingError              a file of mentions that cannot be read (USAGE)
├── WarmError                 checkpoints that must not be overwritten (USAGE)
├── RepartitionError          topics that cannot be laid out as asked (TOPICS)
├── RollBackError             the release before this one could not go on (TOPICS)
├── LocalKafkaError           the local broker cannot be started
├── DemoError                 the demo could not be finished
└── WorkerRowError            a benchmark of a worker could not be finished
"""

from __future__ import annotations

from enum import IntEnum

from detectors.errors import GroundswellError


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
    """Records waited and none was processed, or a child process hung: the watchdog ended it (EX_SOFTWARE)."""
    TOPICS = 72
    """A topic is missing, or has another number of partitions than configured (EX_OSFILE)."""
    ACCESS = 77
    """Kafka does not let us in, or refuses a right that we need (EX_NOPERM)."""
    SETTINGS = 78
    """Settings that cannot be used (EX_CONFIG)."""


def reason_of(error: Exception) -> str:
    """An error in plain words: for errors of the system without their number and the path."""
    return error.strerror.lower() if isinstance(error, OSError) and error.strerror else str(error)


class WorkerExitError(GroundswellError):
    """Ends the worker with a code of its own and one sentence."""

    def __init__(self, code: Exit, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
