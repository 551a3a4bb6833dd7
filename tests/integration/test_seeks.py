"""A seek, as every rebalance makes one, while a fetch is on its way: what that fetch brings is read again, and not lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

import pytest

from stream.kafka.batch_transport import batch_topic, commit, consumer_of, current_batches
from stream.kafka.faust_app import build_faust_app
from stream.kafka.producer import Producer
from tests.batches import numbered
from tests.conftest import Cluster
from tests.kafka_tools import committed, create_topic, running
from tests.waiting import until

pytestmark = pytest.mark.kafka

ROUNDS = 3
RECORDS = 10


def is_read(done: set[int], count: int) -> bool:
    return len(done) == count


def test_what_a_fetch_brings_that_spans_a_seek_is_not_lost(kafka: Cluster, unique_name: Callable[[str], str]) -> None:
    async def scenario() -> None:
        topic, group = unique_name("spanned"), unique_name("group")
        await create_topic(kafka.bootstrap, topic)
        app = build_faust_app(group, kafka.bootstrap, session_seconds=kafka.session_seconds)
        done: set[int] = set()

        @app.agent(batch_topic(app, topic))
        async def reads(stream: object) -> None:
            async for batch in current_batches(app, stream):
                assert (await commit(app, {batch.tp: batch.next_offset})).ok
                done.update(record.offset for record in batch.records)

        async with running(app), Producer(kafka.bootstrap) as producer:
            for number in range(ROUNDS):
                await producer.send_all(topic, {0: numbered(RECORDS, number * RECORDS)})
                await until(partial(is_read, done, (number + 1) * RECORDS), 10, f"all of round {number}")
                # The next fetch waits for records by now, or is about to.
                await consumer_of(app).perform_seek()
        assert done == set(range(ROUNDS * RECORDS))
        assert await committed(kafka.bootstrap, group, topic) == {0: ROUNDS * RECORDS}

    asyncio.run(scenario())
