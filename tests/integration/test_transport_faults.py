"""Rebalances, seeks, kills and brokers that are away, while batches are read from real Kafka."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable

import pytest
from faust.types import TP

from stream.kafka.batch_transport import Batch, BatchLimits, batch_topic, commit, consumer_of, current_batches
from stream.kafka.faust_app import build_faust_app
from stream.kafka.producer import Producer
from stream.local_kafka.broker import LocalKafka
from tests.batches import numbered, offsets_of
from tests.conftest import Cluster
from tests.kafka_tools import committed, create_topic, read_all, running
from tests.waiting import until

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


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

            @app.agent(batch_topic(app, topic))
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

            @app.agent(batch_topic(app, topic))
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

        @app.agent(batch_topic(app, topic))
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

        @app.agent(batch_topic(app, topic))
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

        @app.agent(batch_topic(app, topic))
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
