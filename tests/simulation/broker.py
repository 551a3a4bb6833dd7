"""A broker in memory, as far as one partition of an engine needs it: fenced transactions, readers of what is committed.

Every request is two steps, before and after it is done: in between the worker may be killed, paused or overtaken.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from aiokafka.structs import TopicPartition

from stream.kafka.fence import FencedError, FenceError, Send
from stream.kafka.producer import Headers, Record

Step = Callable[[str], Awaitable[None]]
FETCH_RECORDS = 5


@dataclass
class Entry:
    """A record in a topic, as `stream.engines.checkpoints` reads it. A marker ends a transaction: it has an
    offset, no content."""

    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    committed: bool = False
    marker: bool = False


@dataclass
class Topic:
    """One partition of a topic."""

    entries: list[Entry] = field(default_factory=list)
    begin: int = 0
    end: int = 0

    def append(self, record: Record, *, marker: bool = False) -> Entry:
        entry = Entry(self.end, record.key, record.value, record.headers, committed=marker, marker=marker)
        self.entries.append(entry)
        self.end += 1
        return entry

    def committed(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.committed and not entry.marker]

    def compact(self) -> None:
        """Leaves the last value of each key; the last entry of all stays, as the active segment does."""
        last = {entry.key: entry.offset for entry in self.committed()}
        superseded = [e for e in self.committed() if last[e.key] != e.offset or e.value is None]
        gone = {entry.offset for entry in superseded} - {self.end - 1}
        self.entries = [entry for entry in self.entries if entry.offset not in gone]


class Broker:
    """Topics, and who may write to them: of each fence the worker that raised it last."""

    def __init__(self, log: range) -> None:
        self.topics = {name: Topic() for name in ("alerts", "trends", "checkpoints")}
        self.topics["complaints"] = Topic(begin=log.start, end=log.stop)
        self._epochs: dict[str, int] = {}
        self._open: dict[str, list[tuple[Topic, Entry]]] = {}

    def raise_fence(self, name: str) -> int:
        """Ends what the former owner had begun; from now on its requests are refused."""
        self._end(name, commit=False)
        self._epochs[name] = self._epochs.get(name, 0) + 1
        return self._epochs[name]

    def send(self, name: str, epoch: int, topic: str, record: Record) -> int:
        self._check(name, epoch)
        entry = self.topics[topic].append(record)
        self._open.setdefault(name, []).append((self.topics[topic], entry))
        return entry.offset

    def commit(self, name: str, epoch: int) -> None:
        self._check(name, epoch)
        self._end(name, commit=True)

    def _check(self, name: str, epoch: int) -> None:
        if epoch != self._epochs[name]:
            raise FencedError("somebody else owns the partition")

    def _end(self, name: str, *, commit: bool) -> None:
        touched: list[Topic] = []
        for topic, entry in self._open.pop(name, ()):
            entry.committed = commit
            if not commit:
                topic.entries.remove(entry)
            if topic not in touched:
                touched.append(topic)
        for topic in touched:
            topic.append(Record(None, None), marker=True)


class TwinFence:
    """`stream.kafka.fence.Fence` on a broker in memory. `lost` says whether the answer to a commit does not come back."""

    def __init__(self, broker: Broker, name: str, step: Step, lost: Callable[[], bool]) -> None:
        self._broker, self._name, self._step, self._lost = broker, name, step, lost
        self._epoch = 0
        self._failed = False

    async def start(self) -> None:
        await self._step("raise the fence")
        self._epoch = self._broker.raise_fence(self._name)
        await self._step("fence raised")

    async def stop(self) -> None:
        self._failed = True

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Send]:
        if self._failed:
            raise FenceError("the fence has failed before")
        try:
            yield self._send
            await self._step("commit")
            if self._lost():
                raise FenceError("the commit did not arrive")
            self._broker.commit(self._name, self._epoch)
            if self._lost():
                raise FenceError("the answer to the commit did not arrive")
            await self._step("committed")
        except BaseException:
            self._failed = True
            raise

    async def _send(self, topic: str, records: Sequence[Record], _partition: int | None = None) -> list[int]:
        offsets = []
        for record in records:
            await self._step(f"send to {topic}")
            offsets.append(self._broker.send(self._name, self._epoch, topic, record))
        return offsets


class TwinConsumer:
    """A consumer with `read_committed` on a broker in memory; it returns a few records at a time."""

    def __init__(self, broker: Broker, step: Step) -> None:
        self._broker, self._step = broker, step
        self._positions: dict[str, int] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None: ...

    def assign(self, tps: Iterable[TopicPartition]) -> None: ...

    def pause(self, *tps: TopicPartition) -> None: ...

    def resume(self, *tps: TopicPartition) -> None: ...

    async def beginning_offsets(self, tps: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        return {tp: self._broker.topics[tp.topic].begin for tp in tps}

    async def end_offsets(self, tps: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        return {tp: self._stable(tp.topic) for tp in tps}

    def seek(self, tp: TopicPartition, offset: int) -> None:
        self._positions[tp.topic] = offset

    async def position(self, tp: TopicPartition) -> int:
        return self._positions[tp.topic]

    async def getmany(self, tp: TopicPartition, timeout_ms: int = 0) -> dict[TopicPartition, list[Entry]]:  # noqa: ARG002
        await self._step(f"read {tp.topic}")
        position, stable = self._positions[tp.topic], self._stable(tp.topic)
        entries = [e for e in self._broker.topics[tp.topic].committed() if position <= e.offset < stable]
        found = entries[:FETCH_RECORDS]
        more = len(entries) > len(found)
        self._positions[tp.topic] = found[-1].offset + 1 if more else max(position, stable)
        return {tp: found}

    def _stable(self, topic: str) -> int:
        """Up to where nothing is undecided."""
        held = self._broker.topics[topic]
        return min((entry.offset for entry in held.entries if not entry.committed), default=held.end)
