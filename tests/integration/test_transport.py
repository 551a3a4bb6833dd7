"""Batches, positions and commits on real Kafka."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable

import pytest

from stream.kafka.batch_transport import Batch, BatchLimits, batch_topic, commit, current_batches
from stream.kafka.faust_app import build_faust_app
from stream.kafka.producer import Producer, Record
from tests.batches import numbered, offsets_of, read
from tests.conftest import Cluster
from tests.kafka_tools import committed, create_topic, read_all, running
from tests.waiting import until

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


def test_batches_arrive_whole_and_in_order_over_several_partitions(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic = unique_name("whole")
        await create_topic(kafka.bootstrap, topic, 3)
        async with Producer(kafka.bootstrap) as producer:
            await producer.send_all(topic, {partition: numbered(2_500) for partition in range(3)})
        limits = BatchLimits(records_max=300)
        batches = await read(kafka, topic, unique_name("group"), lambda seen: sum(map(len, seen)) >= 7_500, limits=limits)
        assert offsets_of(batches) == {partition: list(range(2_500)) for partition in range(3)}
        assert max(map(len, batches)) <= 300
        for batch in batches:
            assert all((record.topic, record.partition) == batch.tp for record in batch.records)
            assert all(record.value == b"value " + record.key for record in batch.records)

    asyncio.run(scenario())


def test_partitions_of_a_backlog_are_read_in_step_and_one_without_records_holds_nobody_back(
    kafka: Cluster, unique_name: Name
) -> None:
    """Partitions of different density over the same hours, one of which ends early in a transaction's marker."""
    begin, hours = 1_554_076_800_000, 8
    densities = {0: 4_000, 1: 8_000, 2: 16_000}

    def spread(count: int, over_hours: float) -> list[Record]:
        step = over_hours * 3_600_000 / count
        return [Record(None, b"x" * 200, [], begin + int(number * step)) for number in range(count)]

    async def scenario() -> None:
        topic = unique_name("step")
        await create_topic(kafka.bootstrap, topic, 4)
        async with Producer(kafka.bootstrap) as producer:
            await producer.send_all(topic, {partition: spread(count, hours) for partition, count in densities.items()})
        name = unique_name("producer")
        async with Producer(kafka.bootstrap, transactional_id=name) as producer, producer.client.transaction():
            await producer.send_all(topic, {3: spread(100, 0.1)})
        total = sum(densities.values()) + 100
        limits = BatchLimits(records_max=200)
        batches = await read(
            kafka, topic, unique_name("group"), lambda seen: sum(map(len, seen)) >= total, limits=limits, in_step=True
        )
        reached: dict[int, float] = {}
        ahead = [0.0]
        for batch in batches:
            others = [at for partition, at in reached.items() if partition not in (3, batch.partition)]
            ahead += [batch.records[0].timestamp - at for at in others]
            reached[batch.partition] = batch.records[-1].timestamp
        for b in batches:
            print(
                b.partition, len(b), (b.records[0].timestamp - begin) // 60000, (b.records[-1].timestamp - begin) // 60000
            )
        # Some batches: 200 records of the sparsest partition are 24 minutes.
        assert max(ahead) <= 60 * 60_000
        assert offsets_of(batches) == {**{p: list(range(count)) for p, count in densities.items()}, 3: list(range(100))}

    asyncio.run(scenario())


def test_a_partition_ahead_of_a_long_backlog_or_of_the_clock_is_not_starved(kafka: Cluster, unique_name: Name) -> None:
    """Years of old records on one partition; on the other those of today, and first one that claims to come later."""
    today, old, count = int(time.time() * 1000), 1_400_000_000_000, 60_000

    async def scenario() -> None:
        topic = unique_name("starved")
        await create_topic(kafka.bootstrap, topic, 2)
        async with Producer(kafka.bootstrap) as producer:
            late = [Record(None, b"x" * 500, [], old + number * 3_600_000) for number in range(count)]
            fresh = [Record(None, b"y", [], at) for at in (today + 1_800_000, *range(today - 1_000, today))]
            await producer.send_all(topic, {0: late, 1: fresh})
        app = build_faust_app(
            unique_name("group"),
            kafka.bootstrap,
            limits=BatchLimits(records_max=10),
            in_step={topic},
            session_seconds=kafka.session_seconds,
        )
        seen: dict[int, int] = {0: 0, 1: 0}

        @app.agent(batch_topic(app, topic))
        async def reads(stream: object) -> None:
            async for batch in current_batches(app, stream):
                await asyncio.sleep(0.01)
                seen[batch.partition] += len(batch)

        async with running(app):
            await until(lambda: seen[1] > 11, 40, "the partition of today goes on beside the backlog")
            assert seen[0] < count

    asyncio.run(scenario())


def test_null_keys_null_values_and_headers_come_through(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic = unique_name("raw")
        await create_topic(kafka.bootstrap, topic)
        sent = [
            Record(None, b"no key", [], 1_554_076_800_000),
            Record(b"key", None, [("origin", b"\xff\x00")], 1_554_076_800_001),
            Record(b"", b"", [("a", b""), ("a", b"again")], 1_554_076_800_002),
        ]
        async with Producer(kafka.bootstrap) as producer:
            await producer.send_all(topic, {0: sent})
        batches = await read(kafka, topic, unique_name("group"), lambda seen: sum(map(len, seen)) >= 3)
        records = [record for batch in batches for record in batch.records]
        assert [(one.key, one.value, list(one.headers), one.timestamp) for one in records] == [
            (one.key, one.value, list(one.headers), one.timestamp_ms) for one in sent
        ]

    asyncio.run(scenario())


def test_aborted_transactions_are_left_out_and_the_commit_passes_their_hole(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic, group = unique_name("aborted"), unique_name("group")
        await create_topic(kafka.bootstrap, topic)
        async with Producer(kafka.bootstrap, transactional_id=unique_name("producer")) as producer:
            for start, aborts in ((0, False), (10, True), (20, False), (30, True), (40, False)):
                with contextlib.suppress(KeyError):
                    async with producer.transaction():
                        await producer.send_all(topic, {0: numbered(10, start)})
                        if aborts:
                            raise KeyError
        batches = await read(kafka, topic, group, lambda seen: sum(map(len, seen)) >= 30, commit_each=True)
        keys = [int(record.key) for batch in batches for record in batch.records]
        assert keys == [*range(10), *range(20, 30), *range(40, 50)]
        # Five groups of ten and a marker after each.
        assert await committed(kafka.bootstrap, group, topic) == {0: 54}

    asyncio.run(scenario())


def test_holes_that_compaction_leaves_are_read_over(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic, group = unique_name("compacted"), unique_name("group")
        await create_topic(
            kafka.bootstrap,
            topic,
            cleanup_policy="compact",
            segment_ms="500",
            min_cleanable_dirty_ratio="0.01",
            min_compaction_lag_ms="0",
        )
        async with Producer(kafka.bootstrap) as producer:
            for number in range(40):
                # One record that stays, and twenty-four that the next round outdates.
                keys = [b"stays %d" % number, *(b"%d" % outdated for outdated in range(24))]
                await producer.send_all(topic, {0: [Record(key, b"x") for key in keys]})
            left: list[int] = []

            async def compacted() -> bool:
                # The active segment is never compacted: a record after its time rolls it.
                await producer.send_all(topic, {0: [Record(b"roll", b"x")]})
                left[:] = [record.offset for record in await read_all(kafka.bootstrap, topic)]
                return len(left) < 600

            await until(compacted, 40, "Kafka compacts")
        assert left[0] == 0
        assert left[-1] + 1 > len(left), "there are holes"
        batches = await read(
            kafka, topic, group, lambda seen: bool(seen) and seen[-1].next_offset > left[-1], commit_each=True
        )
        read_offsets = offsets_of(batches)[0]
        assert read_offsets == sorted(set(read_offsets))
        assert set(read_offsets) <= set(range(left[-1] + 1))
        assert read_offsets[-1] == left[-1]
        again = await read(
            kafka,
            topic,
            unique_name("group"),
            lambda seen: bool(seen) and seen[-1].next_offset > left[-1],
            positions={0: 500},
        )
        assert again[0].first_offset >= 500

    asyncio.run(scenario())


def test_reading_begins_where_our_own_offsets_say_also_behind_the_commit(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic, group = unique_name("seek"), unique_name("group")
        await create_topic(kafka.bootstrap, topic, 2)
        async with Producer(kafka.bootstrap) as producer:
            await producer.send_all(topic, {0: numbered(100), 1: numbered(100)})
        await read(kafka, topic, group, lambda seen: sum(map(len, seen)) >= 200, commit_each=True)
        assert await committed(kafka.bootstrap, group, topic) == {0: 100, 1: 100}
        again = await read(kafka, topic, group, lambda seen: sum(map(len, seen)) >= 170, positions={0: 30, 1: 0})
        assert offsets_of(again) == {0: list(range(30, 100)), 1: list(range(100))}

    asyncio.run(scenario())


def test_a_new_consumer_resumes_at_our_commit_and_not_behind_what_was_only_read(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic, group = unique_name("resume"), unique_name("group")
        await create_topic(kafka.bootstrap, topic)
        async with Producer(kafka.bootstrap) as producer:
            await producer.send_all(topic, {0: numbered(100)})
        app = build_faust_app(group, kafka.bootstrap, session_seconds=kafka.session_seconds)
        seen: list[Batch] = []

        @app.agent(batch_topic(app, topic))
        async def reads(stream: object) -> None:
            async for batch in current_batches(app, stream):
                assert (await commit(app, {batch.tp: 40})).ok
                seen.append(batch)

        async with running(app):
            await until(lambda: sum(map(len, seen)) >= 100, 20, "all read, 40 committed")
        assert await committed(kafka.bootstrap, group, topic) == {0: 40}
        again = await read(kafka, topic, group, lambda batches: sum(map(len, batches)) >= 60)
        assert offsets_of(again) == {0: list(range(40, 100))}

    asyncio.run(scenario())
