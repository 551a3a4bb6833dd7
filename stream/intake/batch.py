"""A batch of mentions processed: what goes to the engines, what is refused, and the event time reached."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from detectors.errors import RefusedError
from stream.kafka.codec import Refusal, encode_record
from stream.kafka.topics import partition_of

if TYPE_CHECKING:
    from stream.intake.pipeline import Intake

# Of a record of `mentions`: its value, its own Kafka timestamp in milliseconds, its offset.
RawMention = tuple[bytes | None, int, int]


class IntakeResult(NamedTuple):
    """What became of the mentions of a batch. Only bytes, texts and numbers: it may come from another process.

    Attributes:
        complaints: for each partition of the engines the keys and values of its records, in the order of the mentions.
        refused: index in the batch, reason (of `Refusal`) and detail of each mention that was refused.
        reached: the latest event time, in seconds; 0 when nothing was accepted.
        seconds: what it took.
    """

    complaints: dict[int, list[tuple[bytes, bytes]]]
    refused: list[tuple[int, str, str]]
    reached: float
    seconds: float


Answer = Callable[[], Awaitable[IntakeResult]]


class IntakePool(Protocol):
    """Decodes, checks, normalises and screens batches of mentions, in this process or in others."""

    batches_ahead: int
    """How many batches to have in flight at most."""

    def submit(self, origin: int, mentions: list[RawMention]) -> Answer:
        """Submits mentions of partition `origin`. Results are awaited once each, in the order of submission."""
        ...

    def pids(self) -> dict[str, int]:
        """The processes of the pool by name; empty when there are none."""
        ...

    def check(self) -> None:
        """Raises WorkerExitError when a process of the pool has ended."""
        ...


class LocalIntake:
    """Processes batches in this process, when the result is awaited."""

    batches_ahead = 1

    def __init__(self, intake: Intake, engine_partitions: int) -> None:
        self._intake = intake
        self._engine_partitions = engine_partitions

    def submit(self, origin: int, mentions: list[RawMention]) -> Answer:
        async def answer() -> IntakeResult:
            return process_batch(self._intake, self._engine_partitions, origin, mentions)

        return answer

    def pids(self) -> dict[str, int]:
        return {}

    def check(self) -> None:
        """Never gone: it is this process."""


def process_batch(intake: Intake, engine_partitions: int, origin: int, mentions: Iterable[RawMention]) -> IntakeResult:
    """What mentions of partition `origin` become; one that raises is refused, whatever it raises, and the others go on."""
    started = time.perf_counter()
    complaints: dict[int, list[tuple[bytes, bytes]]] = {}
    refused: list[tuple[int, str, str]] = []
    reached = 0.0
    for index, (value, record_ms, offset) in enumerate(mentions):
        try:
            accepted = intake.take(value, record_ms, origin, offset)
        except RefusedError as error:
            refused.append((index, error.reason, error.detail))
            continue
        except Exception as error:
            refused.append((index, Refusal.UNEXPECTED.value, f"{type(error).__name__}: {error}"))
            continue
        reached = max(reached, accepted.at)
        complaint = accepted.complaint
        if complaint is not None:
            partition = partition_of(complaint.brand, engine_partitions)
            complaints.setdefault(partition, []).append((complaint.brand.encode(), encode_record(complaint)))
    return IntakeResult(complaints, refused, reached, time.perf_counter() - started)
