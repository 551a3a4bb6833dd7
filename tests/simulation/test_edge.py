"""One suite for the edge to Kafka and for its twin in memory: what the simulation relies on holds on a real broker."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from stream.engines.checkpoints import Chain, Checkpoint, CheckpointStore, read_range
from stream.engines.manifest import Setup, pack
from stream.kafka.fence import Fence, FencedError, FenceError, SupportsTransactions
from stream.kafka.producer import Record
from tests.kafka_tools import create_topic
from tests.simulation.broker import Broker, TwinConsumer, TwinFence

SETUP = Setup(structure="s", policy="p", partitions=1)
CHUNK_BYTES = 50
LOG = range(10_000)


class MemoryEdge:
    """Fences and consumers on a broker in memory."""

    topic = "checkpoints"

    def __init__(self) -> None:
        self._broker = Broker(LOG)

    async def create(self) -> None: ...

    def fence(self) -> TwinFence:
        return TwinFence(self._broker, "owner", at_once, lambda: False)

    def consumer(self) -> TwinConsumer:
        return TwinConsumer(self._broker, at_once)

    async def settle(self) -> None: ...


class KafkaEdge:
    """The same on a topic of real Kafka."""

    def __init__(self, bootstrap: str) -> None:
        self._client = {"bootstrap_servers": bootstrap}
        self.topic = f"edge-{uuid.uuid4().hex[:12]}"

    async def create(self) -> None:
        await create_topic(self._client["bootstrap_servers"], self.topic)

    def fence(self) -> Fence:
        return Fence(self._client, self.topic, 0)

    def consumer(self) -> AIOKafkaConsumer:
        return CheckpointStore.on_kafka(self._client, self.topic, SETUP).consumer()

    async def settle(self) -> None:
        """Waits until what was written is committed or aborted: a broker confirms a commit before it writes its markers.

        Who takes over need not wait for them: a newer fence is only raised once they are.
        """
        tp = TopicPartition(self.topic, 0)
        async with AIOKafkaConsumer(**self._client) as everything, self.consumer() as committed:
            written = await everything.end_offsets([tp])
            while await committed.end_offsets([tp]) != written:
                written = await everything.end_offsets([tp])


Edge = MemoryEdge | KafkaEdge
Scenario = Callable[[Edge], Awaitable[None]]


async def at_once(_: str) -> None: ...


@pytest.fixture(params=["memory", pytest.param("kafka", marks=pytest.mark.kafka)])
def play(request: pytest.FixtureRequest) -> Callable[[Scenario], None]:
    """Plays a scenario on a new edge."""
    edge = MemoryEdge() if request.param == "memory" else KafkaEdge(request.getfixturevalue("kafka").bootstrap)

    async def whole(scenario: Scenario) -> None:
        await edge.create()
        async with asyncio.timeout(60):
            await scenario(edge)

    return lambda scenario: asyncio.run(whole(scenario))


async def raised(edge: Edge) -> SupportsTransactions:
    fence = edge.fence()
    await fence.start()
    return fence


async def write(edge: Edge, fence: SupportsTransactions, *values: bytes) -> list[int]:
    async with fence.transaction() as send:
        return await send(edge.topic, [Record(value, value) for value in values])


async def read(edge: Edge, start: int = 0) -> list[tuple[int, bytes]]:
    """Offsets and values of what is committed from `start` on, once nothing is on its way any more."""
    await edge.settle()
    return await read_now(edge, start)


async def read_now(edge: Edge, start: int = 0) -> list[tuple[int, bytes]]:
    """The same at this moment."""
    tp = TopicPartition(edge.topic, 0)
    async with edge.consumer() as consumer:
        consumer.assign([tp])
        consumer.pause(tp)
        end = (await consumer.end_offsets([tp]))[tp]
        return [(record.offset, record.value) for record in await read_range(consumer, tp, start, end)]


def test_what_a_transaction_holds_is_read_whole_at_the_offsets_it_was_given(play: Callable[[Scenario], None]) -> None:
    async def scenario(edge: Edge) -> None:
        fence = await raised(edge)
        first = await write(edge, fence, *(b"%d" % number for number in range(12)))
        second = await write(edge, fence, b"later")
        assert first == list(range(12))
        assert second[0] > first[-1] + 1, "the end of a transaction has an offset of its own"
        assert await read(edge) == [(n, b"%d" % n) for n in range(12)] + [(second[0], b"later")]
        assert await read(edge, 11) == [(11, b"11"), (second[0], b"later")]
        await fence.stop()

    play(scenario)


def test_an_open_transaction_is_read_by_nobody(play: Callable[[Scenario], None]) -> None:
    async def scenario(edge: Edge) -> None:
        fence = await raised(edge)
        async with fence.transaction() as send:
            await send(edge.topic, [Record(None, b"open")])
            assert await read_now(edge) == []
        assert [value for _, value in await read(edge)] == [b"open"]
        await fence.stop()

    play(scenario)


def test_a_transaction_that_raised_leaves_nothing_and_its_fence_is_of_no_more_use(play: Callable[[Scenario], None]) -> None:
    async def scenario(edge: Edge) -> None:
        fence = await raised(edge)
        with pytest.raises(KeyError):
            await interrupted(edge, fence)
        with pytest.raises(FenceError):
            await write(edge, fence, b"again")
        newer = await raised(edge)
        await write(edge, newer, b"new")
        assert [value for _, value in await read(edge)] == [b"new"]
        for one in (fence, newer):
            await one.stop()

    play(scenario)


async def interrupted(edge: Edge, fence: SupportsTransactions) -> None:
    async with fence.transaction() as send:
        await send(edge.topic, [Record(None, b"half")])
        raise KeyError("in the middle")


def test_a_newer_fence_ends_what_the_former_owner_had_begun(play: Callable[[Scenario], None]) -> None:
    async def scenario(edge: Edge) -> None:
        older = await raised(edge)
        await write(edge, older, b"old")
        newer = await overtaken_within(edge, older)
        with pytest.raises(FenceError):
            await write(edge, older, b"once more")
        await write(edge, newer, b"new")
        assert [value for _, value in await read(edge)] == [b"old", b"new"]
        for one in (older, newer):
            await one.stop()

    play(scenario)


async def overtaken_within(edge: Edge, older: SupportsTransactions) -> SupportsTransactions:
    with pytest.raises(FencedError):  # noqa: PT012 - it is the end of the block that raises
        async with older.transaction() as send:
            await send(edge.topic, [Record(None, b"on its way")])
            newer = await raised(edge)
    return newer


def test_a_fence_that_was_stopped_writes_no_more(play: Callable[[Scenario], None]) -> None:
    async def scenario(edge: Edge) -> None:
        fence = await raised(edge)
        await fence.stop()
        with pytest.raises(FenceError):
            await write(edge, fence, b"late")
        assert await read(edge) == []

    play(scenario)


def test_the_newest_checkpoint_comes_back_and_older_ones_are_replaced(play: Callable[[Scenario], None]) -> None:
    def state(number: int) -> Checkpoint:
        noise = b"".join((number * 1_000 + index).to_bytes(4, "big") for index in range(80))
        return Checkpoint(pack([noise, b"trends"]), offset=number, alerts=number)

    async def scenario(edge: Edge) -> None:
        store = CheckpointStore(edge.consumer, edge.topic, SETUP, chunk_bytes=CHUNK_BYTES)
        fence, chain = await raised(edge), Chain()
        for number in range(4):
            await store.save(fence, chain, state(number))
        await edge.settle()
        async with store.consumer() as consumer:
            tp = TopicPartition(edge.topic, 0)
            consumer.assign([tp])
            consumer.pause(tp)
            found, again = await store.restore(consumer, 0, LOG)
            assert found == state(3)
            assert again == chain
            assert await store.restore(consumer, 0, LOG, chain.newest) == (None, chain)
        await fence.stop()

    play(scenario)
