"""In what order a worker works on batches: one by one in a partition, partitions side by side."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.kafka.batch_transport import Batch
from stream.worker.processing import FULL_AT, PartitionQueues
from tests.waiting import turn


def batch(partition: int, number: int) -> Batch:
    """Its number stands where batches have their epoch."""
    return Batch("complaints", partition, [], number)


@given(st.lists(st.integers(0, 3), max_size=40), st.integers())
def test_batches_of_a_partition_are_worked_on_one_by_one_in_their_order(partitions: list[int], seed: int) -> None:
    done: dict[int, list[int]] = defaultdict(list)
    at_work: set[int] = set()
    chance = Random(seed)

    async def work(one: Batch) -> None:
        assert one.partition not in at_work
        at_work.add(one.partition)
        for _ in range(chance.randrange(4)):
            await turn()
        at_work.discard(one.partition)
        done[one.partition].append(one.seek_epoch)

    async def scenario() -> None:
        queues = PartitionQueues(work)
        for number, partition in enumerate(partitions):
            queues.put(batch(partition, number))
            if chance.random() < 0.5:
                await turn()
        for _ in range(10 * len(partitions) + 10):
            await turn()
        assert not queues.full()

    asyncio.run(scenario())
    expected: dict[int, list[int]] = defaultdict(list)
    for number, partition in enumerate(partitions):
        expected[partition].append(number)
    assert done == expected


def test_a_partition_that_takes_long_keeps_no_other_waiting_and_is_full_meanwhile() -> None:
    async def scenario() -> None:
        gate, finished = asyncio.Event(), []

        async def work(one: Batch) -> None:
            if one.partition == 0:
                await gate.wait()
            finished.append((one.partition, one.seek_epoch))

        queues = PartitionQueues(work)
        for number in range(FULL_AT):
            assert not queues.full()
            queues.put(batch(0, number))
        assert queues.full() == {batch(0, 0).tp}
        for number in range(3):
            queues.put(batch(1, number))
            await turn()
        for _ in range(5):
            await turn()
        assert finished == [(1, 0), (1, 1), (1, 2)]
        assert queues.full() == {batch(0, 0).tp}
        gate.set()
        for _ in range(10):
            await turn()
        assert finished[3:] == [(0, number) for number in range(FULL_AT)]
        assert not queues.full()

    asyncio.run(scenario())


def test_what_is_cancelled_works_on_nothing_more() -> None:
    async def scenario() -> None:
        started = []

        async def work(one: Batch) -> None:
            started.append(one.seek_epoch)
            await asyncio.Event().wait()

        queues = PartitionQueues(work)
        queues.put(batch(0, 0))
        queues.put(batch(0, 1))
        await turn()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        queues.cancel()
        for task in tasks:
            with pytest.raises(asyncio.CancelledError):
                await task
        assert started == [0]

    asyncio.run(scenario())
