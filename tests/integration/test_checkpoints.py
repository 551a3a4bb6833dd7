"""The store of checkpoints on real Kafka: what was saved whole comes back, whatever lies behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec
import pytest
from aiokafka.structs import TopicPartition

from stream.engines.checkpoints import Chain, Checkpoint, CheckpointStore
from stream.engines.manifest import RefusedCheckpointError, Setup, decode_manifest, encode_manifest, manifest_key, pack
from stream.kafka.fence import Fence
from stream.kafka.producer import Producer, Record
from tests.conftest import Cluster
from tests.kafka_tools import create_topic, read_all

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]

LOG = range(10_000)
CHUNK_BYTES = 100
SETUP = Setup(structure="s", policy="p", partitions=2)


class CutFence(Fence):
    """Breaks down after so many records of its transaction have been written."""

    records_left = 10**9

    async def _send(self, topic: str, records: Sequence[Record], partition: int | None = None) -> list[int]:
        whole = len(records) <= self.records_left
        offsets = await super()._send(topic, records[: self.records_left], partition)
        self.records_left -= len(offsets)
        if not whole or not self.records_left:
            raise ConnectionAbortedError
        return offsets


class Partition:
    """One partition of a topic of checkpoints, and what one worker after the other does to it."""

    def __init__(self, bootstrap: str, topic: str, setup: Setup = SETUP) -> None:
        self.bootstrap, self.topic, self.setup = bootstrap, topic, setup
        self.client = {"bootstrap_servers": bootstrap}

    async def save(self, *states: Checkpoint, chain: Chain | None = None, cut_after: int | None = None) -> Chain:
        """A worker that finds `chain` and saves; `cut_after` so many records of its last checkpoint it ends."""
        store = CheckpointStore.on_kafka(self.client, self.topic, self.setup, chunk_bytes=CHUNK_BYTES)
        fence = CutFence(self.client, self.topic, 1)
        await fence.start()
        chain = chain or Chain()
        try:
            for number, state in enumerate(states, 1):
                if cut_after is not None and number == len(states):
                    fence.records_left = cut_after
                await store.save(fence, chain, state)
        finally:
            await fence.stop()
        return chain

    async def restore(self, known: str = "", log: range = LOG) -> tuple[Checkpoint | None, Chain]:
        """A new worker, which raises its fence first."""
        store = CheckpointStore.on_kafka(self.client, self.topic, self.setup, chunk_bytes=CHUNK_BYTES)
        fence = Fence(self.client, self.topic, 1)
        await fence.start()
        await fence.stop()
        async with store.consumer() as consumer:
            consumer.assign([TopicPartition(self.topic, 1)])
            return await store.restore(consumer, 1, log, known)

    async def write(self, *records: Record) -> None:
        async with Producer(self.bootstrap) as producer:
            await producer.send_all(self.topic, {1: list(records)})

    async def living(self) -> list[bytes]:
        """The keys that compaction would keep."""
        last = {record.key: record.value for record in await read_all(self.bootstrap, self.topic)}
        return sorted(key for key, value in last.items() if value is not None)


async def partition(kafka: Cluster, name: str) -> Partition:
    await create_topic(kafka.bootstrap, name, 2, cleanup_policy="compact")
    return Partition(kafka.bootstrap, name)


def state(number: int) -> Checkpoint:
    """About four chunks of it."""
    noise = b"".join((number * 1_000 + index).to_bytes(4, "big") * (1 + index % 3) for index in range(120))
    return Checkpoint(pack([b"engine %d" % number + noise, b"trends"]), offset=number * 100, alerts=number)


def test_the_newest_of_many_checkpoints_comes_back_and_the_one_before_is_kept(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        one = await partition(kafka, unique_name("store"))
        assert await one.restore() == (None, Chain())
        chain = await one.save(*map(state, range(1, 8)))
        found, again = await one.restore()
        assert found == state(7)
        assert again == chain
        assert await one.living() == sorted(key for kept in chain.known for key in kept.record_keys())
        assert len(chain.known) == 2
        assert await one.restore(known=chain.newest) == (None, chain), "who has it already need not read it"
        chain = await one.save(state(8), chain=again)
        assert (await one.restore())[0] == state(8)
        assert await one.living() == sorted(key for kept in chain.known for key in kept.record_keys())

    asyncio.run(scenario())


def test_a_write_cut_after_any_record_leaves_the_former_checkpoint_and_nothing_to_clean(
    kafka: Cluster, unique_name: Name
) -> None:
    async def scenario() -> None:
        one = await partition(kafka, unique_name("cut"))
        chain = await one.save(state(1), state(2), state(3))
        tombstones, chunks = 1 + chain.known[0].chunks, chain.known[1].chunks
        assert chunks >= 3
        before = await one.living()
        for records in range(1, tombstones + chunks + 1):
            cut = Chain(list(chain.known))
            with pytest.raises(ConnectionAbortedError):
                await one.save(state(4), chain=cut, cut_after=records)
            assert await one.restore() == (state(3), chain), f"cut after record {records}"
        assert await one.living() == before

    asyncio.run(scenario())


def test_a_damaged_checkpoint_is_passed_over_and_cleaned_away(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        one = await partition(kafka, unique_name("damaged"))
        chain = await one.save(state(1))
        await one.write(Record(manifest_key("broken"), b"1 nonsense {}"), Record(b"broken/0", b"half"))
        found, chain_found = await one.restore()
        assert found == state(1)
        assert chain_found == Chain(chain.known, [manifest_key("broken"), b"broken/0"])
        chain = await one.save(state(2), chain=chain_found)
        assert await one.living() == sorted(key for kept in chain.known for key in kept.record_keys())

    asyncio.run(scenario())


def test_a_manifest_whose_chunks_are_gone_is_passed_over(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        one = await partition(kafka, unique_name("gone"))
        await one.save(state(1))
        (*_, last) = await read_all(one.bootstrap, one.topic)
        manifest = decode_manifest(last.value, 1)
        for number, place in enumerate((0, 10**6)):
            elsewhere = msgspec.structs.replace(manifest, checkpoint=f"wrong-{number}", chunks=[(place, "00")])
            await one.write(Record(manifest_key(f"wrong-{number}"), encode_manifest(elsewhere)))
        assert (await one.restore())[0] == state(1)

    asyncio.run(scenario())


def test_when_all_are_damaged_the_start_is_refused(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        one = await partition(kafka, unique_name("hopeless"))
        await one.write(Record(manifest_key("broken"), b"1 nonsense {}"))
        with pytest.raises(RefusedCheckpointError, match="all 1 that are kept are damaged"):
            await one.restore()

    asyncio.run(scenario())


def test_a_checkpoint_of_another_structure_or_layout_or_beyond_the_log_is_refused(
    kafka: Cluster, unique_name: Name
) -> None:
    async def scenario() -> None:
        one = await partition(kafka, unique_name("refused"))
        await one.save(state(3))
        with pytest.raises(RefusedCheckpointError, match="kept from 301 to"):
            await one.restore(log=range(301, 10_000))
        for other, reason in ((replace(SETUP, structure="t"), "structure is s"), (replace(SETUP, partitions=3), "2 part")):
            with pytest.raises(RefusedCheckpointError, match=reason):
                await Partition(kafka.bootstrap, one.topic, other).restore()

    asyncio.run(scenario())
