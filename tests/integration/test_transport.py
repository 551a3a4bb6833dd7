"""Batches, seeks and commits on real Kafka."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Set

import pytest
from faust.types import TP

from stream.kafka.batch_transport import Batch, BatchLimits, batch_topic, commit, consumer_of, current_batches
from stream.kafka.faust_app import build_faust_app
from stream.kafka.producer import Producer, Record
from stream.local_kafka.broker import LocalKafka
from tests.conftest import Cluster
from tests.kafka_tools import committed, create_topic, read_all, running
from tests.waiting import until

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


def numbered(count: int, start: int = 0) -> list[Record]:
    return [Record(b"%d" % number, b"value %d" % number) for number in range(start, start + count)]


def offsets_of(batches: list[Batch]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for batch in batches:
        found[batch.partition].extend(record.offset for record in batch.records)
    return dict(found)


async def read(
    kafka: Cluster,
    topic: str,
    group: str,
    enough: Callable[[list[Batch]], bool],
    *,
    positions: Mapping[int, int] | None = None,
    limits: BatchLimits | None = None,
    commit_each: bool = False,
    in_step: bool = False,
) -> list[Batch]:
    """What an agent reads until it is enough."""

    async def named(assigned: Set[TP]) -> Mapping[TP, int]:
        return {tp: positions[tp.partition] for tp in assigned if positions and tp.partition in positions}

    app = build_faust_app(
        group,
        kafka.bootstrap,
        limits=limits,
        positions=named if positions else None,
        in_step={topic} if in_step else set(),
        session_seconds=kafka.session_seconds,
    )
    batches: list[Batch] = []

    @app.agent(batch_topic(app, topic))  # type: ignore[misc]
    async def reads(stream: object) -> None:
        async for batch in current_batches(app, stream):
            if commit_each:
                assert (await commit(app, {batch.tp: batch.next_offset})).ok
            batches.append(batch)

    async with running(app):
        await until(lambda: enough(batches), 20, "the agent has read enough")
    return batches


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

        @app.agent(batch_topic(app, topic))  # type: ignore[misc]
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
        assert [(one.key, one.value, list(one.headers), one.timestamp) for one in records] == [tuple(one) for one in sent]

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

        @app.agent(batch_topic(app, topic))  # type: ignore[misc]
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


def test_a_rebalance_under_full_queues_loses_nothing_and_passes_no_stale_batch(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic, group = unique_name("rebalance"), unique_name("group")
        await create_topic(kafka.bootstrap, topic, 4)
        async with Producer(kafka.bootstrap) as producer:
            await producer.send_all(topic, {partition: numbered(1_000) for partition in range(4)})
        done: dict[int, set[int]] = defaultdict(set)
        gates = [asyncio.Event(), asyncio.Event()]
        epochs: list[set[int]] = [set(), set()]
        jumps: list[str] = []

        def worker(index: int):  # type: ignore[no-untyped-def]
            app = build_faust_app(
                group, kafka.bootstrap, limits=BatchLimits(records_max=10), session_seconds=kafka.session_seconds
            )
            expected: dict[tuple[int, int], int] = {}

            @app.agent(batch_topic(app, topic))  # type: ignore[misc]
            async def reads(stream: object) -> None:
                async for batch in current_batches(app, stream):
                    epochs[index].add(batch.seek_epoch)
                    await gates[index].wait()
                    place = (batch.partition, batch.seek_epoch)
                    if batch.first_offset != expected.get(place, batch.first_offset):
                        jumps.append(f"{place}: {batch.first_offset} instead of {expected[place]}")
                    expected[place] = batch.next_offset
                    await commit(app, {batch.tp: batch.next_offset})
                    done[batch.partition].update(record.offset for record in batch.records)

            return app

        first, second = worker(0), worker(1)
        async with running(first):
            await until(lambda: bool(epochs[0]), 20, "the first worker sits on a batch, its queue full")
            async with running(second):
                await until(lambda: bool(epochs[1]), 20, "the second worker has joined")
                gates[0].set()
                gates[1].set()
                await until(lambda: sum(map(len, done.values())) >= 4_000, 30, "every record was dealt with")
        assert not jumps
        assert len(epochs[0]) > 1, "the first worker went through a rebalance"
        assert await committed(kafka.bootstrap, group, topic) == dict.fromkeys(range(4), 1_000)

    asyncio.run(scenario())


def test_a_worker_that_gets_no_partition_waits_and_takes_over_when_the_other_leaves(
    kafka: Cluster, unique_name: Name
) -> None:
    async def scenario() -> None:
        topic, group = unique_name("spare"), unique_name("group")
        await create_topic(kafka.bootstrap, topic)
        seen: list[tuple[str, int]] = []

        def worker(name: str):  # type: ignore[no-untyped-def]
            app = build_faust_app(group, kafka.bootstrap, session_seconds=kafka.session_seconds)

            @app.agent(batch_topic(app, topic))  # type: ignore[misc]
            async def reads(stream: object) -> None:
                async for batch in current_batches(app, stream):
                    assert (await commit(app, {batch.tp: batch.next_offset})).ok
                    seen.extend((name, record.offset) for record in batch.records)

            return app

        apps = {name: worker(name) for name in ("one", "two")}
        async with Producer(kafka.bootstrap) as producer, running(apps["one"]), running(apps["two"]):
            # Both in one generation: the first together, or a later one when the second came after it.
            def joined() -> bool:
                generations = {app.consumer_generation_id for app in apps.values()}
                return len(generations) == 1 and min(generations) >= 1

            await until(joined, 30, "both have joined")
            await until(lambda: not any(app.rebalancing for app in apps.values()), 90, "the group has settled")
            await producer.send_all(topic, {0: numbered(10)})
            await until(lambda: len(seen) >= 10, 60, "one of them has read")
            owner, spare = (seen[0][0], "two" if seen[0][0] == "one" else "one")
            assert consumer_of(apps[spare]).assignment() == set()
            await apps[owner].stop()
            await producer.send_all(topic, {0: numbered(10)})
            await until(lambda: len(seen) >= 20, 60, "the other has taken over")
        assert seen == [(owner, offset) for offset in range(10)] + [(spare, offset) for offset in range(10, 20)]

    asyncio.run(scenario())


def test_a_seek_back_while_batches_wait_leaves_those_out_and_reads_again_without_a_gap(
    kafka: Cluster, unique_name: Name
) -> None:
    async def scenario() -> None:
        topic, group = unique_name("stale"), unique_name("group")
        await create_topic(kafka.bootstrap, topic)
        async with Producer(kafka.bootstrap) as producer:
            await producer.send_all(topic, {0: numbered(1_000)})
        app = build_faust_app(
            group, kafka.bootstrap, limits=BatchLimits(records_max=10), session_seconds=kafka.session_seconds
        )
        gate = asyncio.Event()
        batches: list[Batch] = []

        @app.agent(batch_topic(app, topic))  # type: ignore[misc]
        async def reads(stream: object) -> None:
            async for batch in current_batches(app, stream):
                batches.append(batch)
                await gate.wait()

        async with running(app):
            consumer = consumer_of(app)
            await until(lambda: bool(batches) and bool(consumer._buffered_partitions), 20, "the agent's queue is full")
            await consumer.perform_seek()
            gate.set()
            await until(lambda: batches[-1].next_offset == 1_000, 20, "all was read")
        assert batches[0].first_offset == 0
        assert offsets_of(batches[1:]) == {0: list(range(1_000))}

    asyncio.run(scenario())


WORKER = """
import asyncio, sys
from stream.kafka.batch_transport import BatchLimits, batch_topic, commit, current_batches
from stream.kafka.faust_app import build_faust_app, serve
from stream.kafka.producer import Producer, Record

async def main(bootstrap, source, target, group, session, stops_at):
    app = build_faust_app(group, bootstrap, limits=BatchLimits(records_max=100), session_seconds=float(session))

    @app.agent(batch_topic(app, source))
    async def copies(stream):
        async with Producer(bootstrap) as producer:
            async for batch in current_batches(app, stream):
                records = [Record(one.key, one.value) for one in batch.records]
                if batch.first_offset <= int(stops_at) < batch.next_offset:
                    await producer.send_all(target, {0: records[: len(records) // 2]})
                    print("half", flush=True)
                    await asyncio.Event().wait()
                await producer.send_all(target, {0: records})
                outcome = await commit(app, {batch.tp: batch.next_offset})
                print("done", batch.next_offset, outcome.reason, flush=True)

    await serve(app)

asyncio.run(main(*sys.argv[1:]))
"""


def test_kill_9_in_the_middle_of_a_batch_redelivers_it_and_loses_nothing(kafka: Cluster, unique_name: Name) -> None:
    source, target, group = unique_name("source"), unique_name("target"), unique_name("group")

    async def fill() -> None:
        await create_topic(kafka.bootstrap, source)
        await create_topic(kafka.bootstrap, target)
        async with Producer(kafka.bootstrap) as producer:
            await producer.send_all(source, {0: numbered(1_000)})

    def worker(stops_at: int) -> subprocess.Popen[str]:
        arguments = [kafka.bootstrap, source, target, group, str(kafka.session_seconds), str(stops_at)]
        return subprocess.Popen([sys.executable, "-c", WORKER, *arguments], stdout=subprocess.PIPE, text=True)

    asyncio.run(fill())
    for stops_at, awaited in ((450, "half"), (-1, "done 1000")):
        process = worker(stops_at)
        try:
            assert process.stdout is not None
            lines = iter(process.stdout.readline, "")
            assert any(line.startswith(awaited) for line in lines), f"the worker logged {awaited!r}"
        finally:
            process.kill()
            process.wait()
    copied = [int(record.key) for record in asyncio.run(read_all(kafka.bootstrap, target))]
    assert sorted(set(copied)) == list(range(1_000))
    repeated = len(copied) - 1_000
    assert 0 < repeated <= 100, "what the dead worker had half done was done again, and only that"
    assert asyncio.run(committed(kafka.bootstrap, group, source)) == {0: 1_000}


def test_a_broker_that_crashes_and_comes_back_is_read_on_without_a_loss(own_kafka: LocalKafka, unique_name: Name) -> None:
    async def scenario(own: LocalKafka) -> None:
        topic, group = unique_name("crash"), unique_name("group")
        await create_topic(own.bootstrap, topic, 2)
        app = build_faust_app(group, own.bootstrap, session_seconds=6.0)
        seen: dict[int, list[int]] = defaultdict(list)

        @app.agent(batch_topic(app, topic))  # type: ignore[misc]
        async def reads(stream: object) -> None:
            async for batch in current_batches(app, stream):
                await commit(app, {batch.tp: batch.next_offset}, seconds=1.0)
                seen[batch.partition].extend(record.offset for record in batch.records)

        async with running(app):
            async with Producer(own.bootstrap) as producer:
                await producer.send_all(topic, {0: numbered(500), 1: numbered(500)})
            await until(lambda: sum(map(len, seen.values())) >= 1_000, 20, "what was there before the crash is read")
            own.kill()
            await asyncio.to_thread(own.restart)
            async with Producer(own.bootstrap) as producer:
                await producer.send_all(topic, {0: numbered(500), 1: numbered(500)})
            everything = {0: set(range(1_000)), 1: set(range(1_000))}
            await until(
                lambda: {number: set(offsets) for number, offsets in seen.items()} == everything, 40, "the rest is read"
            )
            assert (await commit(app, {TP(topic, 0): 1_000, TP(topic, 1): 1_000})).ok
        assert await committed(own.bootstrap, group, topic) == {0: 1_000, 1: 1_000}

    asyncio.run(scenario(own_kafka))


def test_a_commit_that_the_broker_does_not_answer_fails_by_its_deadline_and_reading_goes_on(
    own_kafka: LocalKafka, unique_name: Name
) -> None:
    async def scenario(own: LocalKafka) -> None:
        topic, group = unique_name("deadline"), unique_name("group")
        await create_topic(own.bootstrap, topic)
        app = build_faust_app(group, own.bootstrap, session_seconds=6.0)
        seen: list[Batch] = []

        @app.agent(batch_topic(app, topic))  # type: ignore[misc]
        async def reads(stream: object) -> None:
            async for batch in current_batches(app, stream):
                seen.append(batch)

        async with Producer(own.bootstrap) as producer, running(app):
            await producer.send_all(topic, {0: numbered(10)})
            await until(lambda: sum(map(len, seen)) >= 10, 20, "ten records read")
            own.pause()
            try:
                loop = asyncio.get_running_loop()
                started = loop.time()
                outcomes = await asyncio.gather(*(commit(app, {TP(topic, 0): 10}, seconds=0.5) for _ in range(3)))
                assert loop.time() - started < 3
            finally:
                own.resume()
            assert [outcome.reason for outcome in outcomes] == ["deadline"] * 3
            assert consumer_of(app).commits_failed == {"deadline": 3}
            await producer.send_all(topic, {0: numbered(10)})
            await until(lambda: sum(map(len, seen)) >= 20, 20, "reading went on")
            assert (await commit(app, {TP(topic, 0): 20})).ok
            assert (await commit(app, {TP("other", 0): 20})).reason == "not_assigned"
        # What is committed after the end is no error of a worker that stops.
        assert (await commit(app, {TP(topic, 0): 20})).reason == "stopped"
        assert await committed(own.bootstrap, group, topic) == {0: 20}

    asyncio.run(scenario(own_kafka))
