"""The interface of an engine, wherever it runs, and the host that runs engines in this process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from detectors.errors import GroundswellError
from stream.engines.manifest import pack, unpack
from stream.kafka.codec import decode_record
from stream.process.gc_tuning import gc_paused

if TYPE_CHECKING:
    from detectors.alert import AlertEvent
    from detectors.engine.engine import TrendEngine
    from detectors.engine.query import Explanation
    from detectors.engine.snapshot import Captured
    from detectors.engine.source_surge import SourceSurge
    from detectors.reports import Reports
    from stream.engines.manifest import Setup

ASK_SECONDS = 3.0


class UnreadableRecordsError(GroundswellError):
    """Records of a log that are none: the index and what is wrong with it, of each. Nothing was applied."""

    def __init__(self, found: list[tuple[int, str]]) -> None:
        super().__init__(found)
        self.found = found


class EngineStats(NamedTuple):
    """Figures of an engine (`TrendEngine`) for the metrics: counts since its start, live groups, its watermark, and whether
    its brands surge together."""

    complaints: int
    late: int
    duplicates: int
    ids_forgotten: int
    buckets: int
    groups_live: int
    watermark: float
    source_surge: SourceSurge | None
    withheld: dict[str, int]
    brands_refused: int = 0


class EngineCapture(Protocol):
    """The state of an engine at one moment; the engine may go on meanwhile."""

    async def serialize(self, extra: bytes) -> bytes:
        """The state and `extra`, packed for a checkpoint; once."""
        ...


class Engine(Protocol):
    """An engine, here or in another process, for as long as this object is referred to. While another call is running only
    `ask` and `stats` may be called."""

    async def restore(self, packed: bytes) -> tuple[bytes, EngineStats]:
        """Restores a checkpoint; returns the `extra` that was packed with it. Raises SnapshotError, DamagedError."""
        ...

    async def apply(self, values: Sequence[bytes]) -> tuple[list[AlertEvent], EngineStats]:
        """The events of the next records of its log. Raises UnreadableRecordsError, and has applied none of them then."""
        ...

    async def capture(self) -> EngineCapture:
        """The state as it is now, until the next capture."""
        ...

    async def ask(self, words: str, brand: str) -> list[Explanation]:
        """Why these words opened an alert, or why not. Raises TimeoutError while it is at work for long."""
        ...

    async def take_reports(self) -> Reports:
        """How its brands stand, and new members of their trends, since the last call (`TrendEngine.take_reports`)."""
        ...

    async def stats(self) -> EngineStats:
        """As of now, in the middle of its work too."""
        ...


class EngineHost(Protocol):
    """Where engines are made and run."""

    async def setup(self) -> Setup:
        """What checkpoints must agree with. When this returns, nothing is left to be compiled."""
        ...

    async def make(self, partition: int) -> Engine:
        """An engine without a past."""
        ...

    def process_of(self, partition: int) -> int:
        """The number of the process that works for this partition; engines of one process take turns."""
        ...

    def pids(self) -> dict[str, int]:
        """Processes that are there for the engines alone, by name."""
        ...

    def check(self) -> None:
        """Raises WorkerExitError when engines are gone."""
        ...


class LocalCapture(NamedTuple):
    """A capture in this process."""

    captured: Captured

    async def serialize(self, extra: bytes) -> bytes:
        return await asyncio.to_thread(lambda: pack([self.captured.sealed(), extra]))


class LocalEngine:
    """An engine of this process; it works in threads, since closing the buckets of a jump in event time takes seconds.

    Engines that share the lock `turn` take turns for a batch: because of the GIL nothing is gained by two at once.
    """

    def __init__(self, engine: TrendEngine, turn: asyncio.Lock) -> None:
        self.engine = engine
        self._turn = turn
        self._busy = threading.Lock()

    async def restore(self, packed: bytes) -> tuple[bytes, EngineStats]:
        with gc_paused():
            extra = await asyncio.to_thread(self._restore, packed)
        return extra, self._stats()

    def _restore(self, packed: bytes) -> bytes:
        snapshot, extra = unpack(packed)
        self.engine.restore(snapshot)
        return bytes(extra)

    async def apply(self, values: Sequence[bytes]) -> tuple[list[AlertEvent], EngineStats]:
        # What an engine takes in stays, and refers to nothing in circles.
        async with self._turn:
            with gc_paused():
                events = await asyncio.to_thread(self._apply, values)
        return events, self._stats()

    def _apply(self, values: Sequence[bytes]) -> list[AlertEvent]:
        records, unreadable = [], []
        for index, value in enumerate(values):
            try:
                records.append(decode_record(value))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
                unreadable.append((index, str(error)))
        if unreadable:
            raise UnreadableRecordsError(unreadable)
        with self._busy:
            return self.engine.apply(records)

    async def capture(self) -> LocalCapture:
        return LocalCapture(await asyncio.to_thread(self.engine.capture))

    async def ask(self, words: str, brand: str) -> list[Explanation]:
        return await asyncio.to_thread(self._ask, words, brand)

    def _ask(self, words: str, brand: str) -> list[Explanation]:
        if not self._busy.acquire(timeout=ASK_SECONDS):
            raise TimeoutError("the engine is busy")
        try:
            return self.engine.ask(words, brand)
        finally:
            self._busy.release()

    async def take_reports(self) -> Reports:
        return await asyncio.to_thread(self._take_reports)

    def _take_reports(self) -> Reports:
        with self._busy:
            return self.engine.take_reports()

    async def stats(self) -> EngineStats:
        return self._stats()

    def _stats(self) -> EngineStats:
        engine = self.engine
        counts = engine.counts
        return EngineStats(
            counts.complaints,
            counts.late,
            engine.brands.duplicates,
            engine.brands.ids_forgotten,
            counts.buckets,
            engine.brands.groups_live,
            engine.watermark,
            engine.source_surge,
            engine.brands.withheld,
            counts.brands_refused,
        )


class LocalEngineHost:
    """All engines in this process."""

    def __init__(self, make_engine: Callable[[], TrendEngine], prepare: Callable[[], Setup]) -> None:
        """`prepare` is called in a thread: it compiles the kernels and returns what `setup` answers."""
        self._make_engine = make_engine
        self._prepare = prepare
        self._turn = asyncio.Lock()

    async def setup(self) -> Setup:
        return await asyncio.to_thread(self._prepare)

    async def make(self, partition: int) -> LocalEngine:  # noqa: ARG002 - of no matter here
        return LocalEngine(self._make_engine(), self._turn)

    def process_of(self, partition: int) -> int:  # noqa: ARG002 - it is this one
        return 0

    def pids(self) -> dict[str, int]:
        return {}

    def check(self) -> None:
        """Never gone: it is this process."""
