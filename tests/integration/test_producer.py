"""Our producer on real Kafka: order, offsets, sizes, transactions, a broker that does not answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from stream.kafka.producer import ProduceError, Producer, Record, RecordTooLargeError
from stream.local_kafka.broker import LocalKafka
from tests.conftest import Cluster
from tests.kafka_tools import create_topic, read_all

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


def test_records_keep_their_order_over_many_batches_and_every_offset_is_reported(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic = unique_name("order")
        await create_topic(kafka.bootstrap, topic, 2)
        records = {
            0: [Record(b"%d" % number, b"x" * (number % 700)) for number in range(3_000)],
            1: [Record(None, b"one", [("h", b"v")], 1_554_076_800_000)],
        }
        async with Producer(kafka.bootstrap, batch_bytes=16_384) as producer:
            assert await producer.partition_count(topic) == 2
            offsets = await producer.send_all(topic, records)
            more = await producer.send_all(topic, {1: records[1], 0: []})
        assert offsets == {0: list(range(3_000)), 1: [0]}
        assert more == {0: [], 1: [1]}
        found = await read_all(kafka.bootstrap, topic)
        assert [(one.key, one.value) for one in found if one.partition == 0] == [(one.key, one.value) for one in records[0]]
        assert [(one.timestamp, list(one.headers)) for one in found if one.partition == 1] == [
            (1_554_076_800_000, [("h", b"v")])
        ] * 2

    asyncio.run(scenario())


def test_a_record_above_the_limit_is_refused_before_anything_is_sent(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic = unique_name("large")
        await create_topic(kafka.bootstrap, topic)
        async with Producer(kafka.bootstrap) as producer:
            fits = Record(b"k", b"x" * 999_000, [("h", b"y" * 500)])
            with pytest.raises(RecordTooLargeError, match=r"record 1 for .* at most 1000000") as refused:
                await producer.send_all(topic, {0: [fits, Record(b"k", b"x" * 1_000_000)]})
            assert (refused.value.index, refused.value.limit) == (1, 1_000_000)
            assert await read_all(kafka.bootstrap, topic) == []
            assert await producer.send_all(topic, {0: [fits, fits]}) == {0: [0, 1]}

    asyncio.run(scenario())


def test_what_the_broker_refuses_is_reported_with_its_partition(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic = unique_name("refused")
        await create_topic(kafka.bootstrap, topic, 2, max_message_bytes="5000")
        async with Producer(kafka.bootstrap) as producer:
            with pytest.raises(ProduceError, match="1: ") as failed:
                await producer.send_all(topic, {0: [Record(None, b"small")], 1: [Record(None, b"x" * 6_000)]})
            assert set(failed.value.partitions) == {1}
            with pytest.raises(ProduceError, match="failed before"):
                await producer.send_all(topic, {1: [Record(None, b"later")]})
        assert [one.value for one in await read_all(kafka.bootstrap, topic)] == [b"small"]

    asyncio.run(scenario())


def test_a_newer_producer_of_the_same_transactional_id_fences_the_older(kafka: Cluster, unique_name: Name) -> None:
    async def scenario() -> None:
        topic, name = unique_name("fenced"), unique_name("producer")
        await create_topic(kafka.bootstrap, topic)
        older = Producer(kafka.bootstrap, transactional_id=name)
        await older.start()
        try:
            async with older.transaction():
                await older.send_all(topic, {0: [Record(None, b"before")]})
            async with Producer(kafka.bootstrap, transactional_id=name) as newer:
                async with newer.transaction():
                    await newer.send_all(topic, {0: [Record(None, b"newer")]})
                with pytest.raises(Exception, match=r"(?i)fenced|epoch"):
                    async with older.transaction():
                        await older.send_all(topic, {0: [Record(None, b"zombie")]})
        finally:
            await older.stop()
        assert [one.value for one in await read_all(kafka.bootstrap, topic)] == [b"before", b"newer"]

    asyncio.run(scenario())


def test_a_broker_that_does_not_answer_is_an_error_within_a_bounded_time_and_nothing_is_doubled_after(
    own_kafka: LocalKafka, unique_name: Name
) -> None:
    async def scenario(own: LocalKafka) -> None:
        topic = unique_name("silent")
        await create_topic(own.bootstrap, topic)
        async with Producer(own.bootstrap, request_seconds=0.5, deadline_seconds=1.5) as producer:
            await producer.send_all(topic, {0: [Record(None, b"before")]})
            own.pause()
            try:
                started = asyncio.get_running_loop().time()
                with pytest.raises(ProduceError):
                    await producer.send_all(topic, {0: [Record(None, b"during")]})
                await producer.stop()
                assert asyncio.get_running_loop().time() - started < 8, "sending and stopping were bounded"
            finally:
                own.resume()
        values = [one.value for one in await read_all(own.bootstrap, topic)]
        assert values in ([b"before"], [b"before", b"during"])

    asyncio.run(scenario(own_kafka))


def test_a_broker_that_is_silent_for_longer_than_a_request_is_waited_for_until_the_deadline(
    own_kafka: LocalKafka, unique_name: Name
) -> None:
    async def scenario(kafka: LocalKafka) -> None:
        topic = unique_name("silent")
        await create_topic(kafka.bootstrap, topic)
        # The second batch must wait for the first one to leave.
        records = [Record(None, b"x" * 900)] * 40
        async with Producer(kafka.bootstrap, batch_bytes=16_384, request_seconds=0.3) as producer:
            await producer.send_all(topic, {0: records})
            kafka.pause()
            sending = asyncio.gather(*(producer.send_all(topic, {0: records}) for _ in range(3)))
            try:
                await asyncio.wait([sending], timeout=1.5)
                assert not sending.done()
            finally:
                kafka.resume()
            offsets = await sending
        assert sorted(offset for one in offsets for offset in one[0]) == list(range(40, 160))

    asyncio.run(scenario(own_kafka))
