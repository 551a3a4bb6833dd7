"""A batch of mentions processed: what goes to the engines, what is refused, and the event time reached."""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from collections.abc import Awaitable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from detectors.errors import RefusedError
from detectors.mention import Basis, Complaint
from stream.intake.cpu_budget import CpuBudget, RaisingCpuBudget, TooSlowError
from stream.kafka.codec import Refusal, encode_record
from stream.kafka.topics import partition_of

if TYPE_CHECKING:
    from stream.intake.left_out import LeftOut
    from stream.intake.pipeline import Accepted, Intake

ALLOWANCE_MS = 2_000.0
# Of a record of `mentions`: its value, its own Kafka timestamp in milliseconds, its offset.
RawMention = tuple[bytes | None, int, int]


class IntakeResult(NamedTuple):
    """What became of the mentions of a batch. Only bytes, texts and numbers: it may come from another process.

    Attributes:
        complaints: for each partition of the engines the keys and values of its records, in the order of the mentions.
        refused: index in the batch, reason (of `Refusal`) and detail of each mention that was refused.
        left_out: how many mentions were left out, by reason and language.
        kept_out: keys and values of the records of `kept-out`, a sample of those.
        times: the event times of the accepted mentions, in seconds, in their order.
        ahead: how many of them were later than the clock, and were clamped to it, by brand and channel.
        seconds: what it took.
        unlearned: how many were in a language that the screen has not learned, by brand and language.
    """

    complaints: dict[int, list[tuple[bytes, bytes]]]
    refused: list[tuple[int, str, str]]
    left_out: dict[tuple[str, str], int]
    kept_out: list[tuple[bytes, bytes]]
    times: list[float]
    ahead: dict[tuple[str, str], int]
    seconds: float
    unlearned: dict[tuple[str, str], int]


class IntakePool(Protocol):
    """Decodes, checks, normalises and screens batches of mentions, in this process or in others."""

    batches_ahead: int
    """How many batches to submit before the first result is awaited."""

    steps: int
    """Counts on while a batch that ended a process is looked through mention by mention, which takes long."""

    def submit(self, origin: int, mentions: list[RawMention]) -> Awaitable[IntakeResult]:
        """Submits mentions of partition `origin`; what is returned is awaited once, in the order of submission."""
        ...

    def pids(self) -> dict[str, int]:
        """The processes of the pool by name; empty when there are none."""
        ...


class LocalIntake:
    """Processes batches in this process."""

    batches_ahead = 1
    steps = 0

    def __init__(self, intake: Intake, engine_partitions: int, *, live: bool = False) -> None:
        """`live`: event times are clamped to the clock."""
        self._live = live
        self._intake = intake
        self._engine_partitions = engine_partitions
        self._budget = RaisingCpuBudget()

    def submit(self, origin: int, mentions: list[RawMention]) -> Awaitable[IntakeResult]:
        async def process() -> IntakeResult:
            return process_batch(
                self._intake, self._engine_partitions, origin, mentions, self._budget, latest_ms(live=self._live)
            )

        return asyncio.create_task(process())

    def pids(self) -> dict[str, int]:
        return {}


def latest_ms(*, live: bool) -> float:
    """The latest event time that a mention may have now: a `live` worker accepts no time beyond its clock, but
    for a small difference of clocks; a replay has no clock."""
    return time.time() * 1000.0 + ALLOWANCE_MS if live else math.inf


class _Gathered:
    """What a batch has become so far."""

    def __init__(self, engine_partitions: int = 1) -> None:
        self._engine_partitions = engine_partitions
        self._keys: dict[str, tuple[bytes, int]] = {}
        self._complaints: dict[int, list[tuple[bytes, bytes]]] = {}
        self._refused: list[tuple[int, str, str]] = []
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._kept_out: list[tuple[bytes, bytes]] = []
        self._times: list[float] = []
        self._ahead: Counter[tuple[str, str]] = Counter()
        self._unlearned: Counter[tuple[str, str]] = Counter()
        self._seconds = 0.0

    def refuse(self, index: int, reason: str, detail: str) -> None:
        self._refused.append((index, reason, detail))

    def leave_out(self, left_out: LeftOut, sample: tuple[bytes, bytes] | None) -> None:
        self._left_out[left_out.reason.value, left_out.lang] += 1
        if sample is not None:
            self._kept_out.append(sample)

    def accept(self, accepted: Accepted) -> None:
        complaint = accepted.complaint
        if complaint is not None:
            value = encode_record(complaint)
            key, partition = self._key_of(complaint.brand)
            self._complaints.setdefault(partition, []).append((key, value))
            if is_unlearned(complaint):
                self._unlearned[complaint.brand, complaint.lang] += 1
        self._times.append(accepted.at)
        if accepted.ahead is not None:
            self._ahead[accepted.ahead] += 1

    def _key_of(self, brand: str) -> tuple[bytes, int]:
        """The key of a brand's records, and their partition."""
        known = self._keys.get(brand)
        if known is None:
            known = self._keys[brand] = (brand.encode(), partition_of(brand, self._engine_partitions))
        return known

    def add(self, index: int, result: IntakeResult) -> None:
        """The result of the mention at that place of the batch, processed alone."""
        for partition, records in result.complaints.items():
            self._complaints.setdefault(partition, []).extend(records)
        self._refused += [(index, reason, detail) for _, reason, detail in result.refused]
        self._left_out.update(result.left_out)
        self._kept_out += result.kept_out
        self._times += result.times
        self._ahead.update(result.ahead)
        self._seconds += result.seconds
        self._unlearned.update(result.unlearned)

    def result(self, seconds: float = 0.0) -> IntakeResult:
        return IntakeResult(
            self._complaints,
            self._refused,
            dict(self._left_out),
            self._kept_out,
            self._times,
            dict(self._ahead),
            self._seconds + seconds,
            dict(self._unlearned),
        )


def process_batch(
    intake: Intake,
    engine_partitions: int,
    origin: int,
    mentions: Sequence[RawMention],
    budget: CpuBudget,
    latest_ms: float = math.inf,
) -> IntakeResult:
    """What mentions of partition `origin` become; one that raises is refused, whatever it raises, and the others go on.

    Each may take the CPU time of `budget`. No event time is later than `latest_ms`, by the clock of a live worker.
    """
    started, gathered = time.perf_counter(), _Gathered(engine_partitions)
    for index, taken in enumerate(intake.take_all(mentions, origin, latest_ms, budget)):
        if isinstance(taken, Exception):
            gathered.refuse(index, *reason_of(taken))
            continue
        try:
            gathered.accept(taken)
        except Exception as error:
            gathered.refuse(index, *reason_of(error))
        else:
            if taken.left_out is not None:
                gathered.leave_out(taken.left_out, intake.sampler.sample(taken.left_out))
    return gathered.result(time.perf_counter() - started)


def reason_of(error: Exception) -> tuple[str, str]:
    """Reason and detail of a refusal."""
    if isinstance(error, RefusedError):
        return error.reason, error.detail
    if isinstance(error, TooSlowError):
        return Refusal.TOO_SLOW.value, str(error)
    return Refusal.UNEXPECTED.value, f"{type(error).__name__}: {error}"


def is_unlearned(complaint: Complaint) -> bool:
    """Whether it was scored in a language that the screen has not learned; what is not scored counts as sure."""
    return complaint.basis is Basis.UNKNOWN and complaint.score < 1.0


def joined(results: Iterable[IntakeResult]) -> IntakeResult:
    """The result of a batch from those of its mentions, each processed alone, in their order."""
    gathered = _Gathered()
    for index, result in enumerate(results):
        gathered.add(index, result)
    return gathered.result()


def refusal(reason: str, detail: str) -> IntakeResult:
    """The result of one mention that was refused."""
    return IntakeResult({}, [(0, reason, detail)], {}, [], [], {}, 0.0, {})
