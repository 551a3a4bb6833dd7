"""A batch of mentions taken in: what goes to the engines, what is refused, and how far event time has come."""

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
Raw = tuple[bytes | None, int, int]


class TakenBatch(NamedTuple):
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


Answer = Callable[[], Awaitable[TakenBatch]]


class Taker(Protocol):
    """Takes batches in, here or in other processes."""

    batches_ahead: int
    """How many batches it is worth asking about before the first is dealt with."""

    def ask(self, origin: int, mentions: list[Raw]) -> Answer:
        """Has mentions of partition `origin` taken in. Answers are awaited once each, in the order of the asking."""
        ...

    def pids(self) -> dict[str, int]:
        """Processes that are there to take in alone, by name."""
        ...

    def check(self) -> None:
        """Raises WorkerExitError when what takes in is gone."""
        ...


class TakerHere:
    """Takes in where it is asked, when the answer is awaited."""

    batches_ahead = 1

    def __init__(self, intake: Intake, engine_partitions: int) -> None:
        self._intake = intake
        self._engine_partitions = engine_partitions

    def ask(self, origin: int, mentions: list[Raw]) -> Answer:
        async def answer() -> TakenBatch:
            return take_batch(self._intake, self._engine_partitions, origin, mentions)

        return answer

    def pids(self) -> dict[str, int]:
        return {}

    def check(self) -> None:
        """Never gone: it is this process."""


def take_batch(intake: Intake, engine_partitions: int, origin: int, mentions: Iterable[Raw]) -> TakenBatch:
    """Takes mentions of partition `origin` in; whatever one of them raises, it is refused, and the others are taken."""
    started = time.perf_counter()
    complaints: dict[int, list[tuple[bytes, bytes]]] = {}
    refused: list[tuple[int, str, str]] = []
    reached = 0.0
    for index, (value, record_ms, offset) in enumerate(mentions):
        try:
            taken = intake.take(value, record_ms, origin, offset)
        except RefusedError as error:
            refused.append((index, error.reason, error.detail))
            continue
        except Exception as error:
            refused.append((index, Refusal.UNEXPECTED.value, f"{type(error).__name__}: {error}"))
            continue
        reached = max(reached, taken.at)
        complaint = taken.complaint
        if complaint is not None:
            partition = partition_of(complaint.brand, engine_partitions)
            complaints.setdefault(partition, []).append((complaint.brand.encode(), encode_record(complaint)))
    return TakenBatch(complaints, refused, reached, time.perf_counter() - started)
