"""The fence of a partition: what its one owner writes is there wholly or not at all, and a former owner writes no more.

A fence is a transactional producer whose id is made of a name and the partition. Raising it ends, at the broker, whatever
a former owner had begun, and makes every later request of that owner an error.

Found on Kafka 4.1 (`tests/integration/test_fence.py`): a process stopped between begin and commit, and continued after a
takeover, cannot commit. A produce request held on its way for 20 s, and delivered after a takeover, is refused by the
broker and is in the topic for no reader, committed or not; a held request that adds a partition, and a held commit, have
no effect either.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from aiokafka.errors import InvalidProducerEpoch, KafkaError, ProducerFenced

from detectors.errors import GroundswellError
from stream.kafka.producer import ProduceError, Producer, Record, RecordTooLargeError


class Send(Protocol):
    """Writes records inside a transaction."""

    async def __call__(self, topic: str, records: Sequence[Record], partition: int | None = None, /) -> list[int]:
        """The offsets that they have got; in the partition of the fence, unless the topic is laid out otherwise."""
        ...


class SupportsTransactions(Protocol):
    """What is asked of a fence: `Fence`, and a twin of it in memory."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def transaction(self) -> AbstractAsyncContextManager[Send]: ...


START_SECONDS = 30.0
# The broker ends a transaction that stays open for so long beyond our own deadline.
BEYOND_SECONDS = 30.0


class FenceError(GroundswellError):
    """A transaction whose end is not known, or known to have failed: raise a new fence and read what is there."""


class FencedError(FenceError):
    """Somebody else has raised the fence of this partition: nothing of this transaction is or will be in the topic."""


class Fence:
    """The right to write to one partition of some topics, for as long as nobody else raises a fence of the same name.

    Its transactions follow one another. After a FenceError it is of no more use: stop it.
    """

    def __init__(self, client: Mapping[str, Any], name: str, partition: int, deadline_seconds: float = 30.0) -> None:
        """
        Args:
            client: how to talk to Kafka (`stream.kafka.client.kafka_client`), and any other setting of a Producer.
            name: the same for every owner that this partition has in its life, and nobody else's.
            partition: the partition that is written to, in whatever topic.
            deadline_seconds: after so long a transaction has failed.
        """
        settings = {key: value for key, value in client.items() if key != "bootstrap_servers"}
        self._partition = partition
        self._deadline_seconds = deadline_seconds
        self._one_at_a_time = asyncio.Lock()
        self._failed = False
        self._producer = Producer(
            client["bootstrap_servers"],
            transactional_id=f"{name}-{partition}",
            transaction_timeout_ms=int((deadline_seconds + BEYOND_SECONDS) * 1000),
            deadline_seconds=deadline_seconds,
            **settings,
        )

    async def start(self) -> None:
        """Raises the fence; when this returns, nothing of a former owner is undecided. Raises KafkaError, TimeoutError."""
        async with asyncio.timeout(START_SECONDS):
            await self._producer.start()

    async def stop(self) -> None:
        """Ends it; a former holder gets a FenceError."""
        failed, self._failed = self._failed, True
        await self._producer.stop(at_once=failed)

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Send]:
        """What is sent inside the block is written at its end, all or, when the block raises, none of it.

        Raises:
            FencedError: nothing is or will be written: somebody else owns the partition.
            FenceError: it is not known whether it is written.
        """
        async with self._one_at_a_time:
            if self._failed:
                raise FenceError(f"the fence of partition {self._partition} has failed or ended before")
            producer = self._producer.client
            try:
                async with asyncio.timeout(self._deadline_seconds):
                    await producer.begin_transaction()
                    try:
                        yield self._send
                    except RecordTooLargeError:
                        await producer.abort_transaction()
                        raise
                    await producer.commit_transaction()
            except RecordTooLargeError:
                raise
            except (ProduceError, KafkaError, TimeoutError) as error:
                self._failed = True
                fenced = is_fenced(error)
                problem = "was taken over by another worker" if fenced else f"could not be written: {error!r}"
                raise (FencedError if fenced else FenceError)(f"partition {self._partition} {problem}") from error
            except BaseException:
                # Cancelled, or a fault in the block: the transaction is left open, and the next fence ends it.
                self._failed = True
                raise

    async def _send(self, topic: str, records: Sequence[Record], partition: int | None = None) -> list[int]:
        to = self._partition if partition is None else partition
        return (await self._producer.send_all(topic, {to: records}))[to]


def is_fenced(error: BaseException) -> bool:
    """Whether somebody else's fence is behind an error of a transaction."""
    if isinstance(error, ProducerFenced | InvalidProducerEpoch):
        return True
    inner = list(error.partitions.values()) if isinstance(error, ProduceError) else []
    return any(is_fenced(one) for one in [*inner, *filter(None, [error.__cause__])])
