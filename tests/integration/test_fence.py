"""The fence on real Kafka: what a former owner had begun, or had on its way, is in the topic for nobody."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from stream.kafka.fence import Fence, FencedError, FenceError
from stream.kafka.producer import Record, RecordTooLargeError
from stream.process.rpc import dies_with
from tests.conftest import Cluster
from tests.kafka_tools import create_topic, read_all
from tests.proxied_kafka import ProxiedKafka
from tests.proxy import Api, Proxy, proxied

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]
ROOT = Path(__file__).parents[2]
NEW = [b"from the new one"]
# Longer than the shorter of the two request timeouts. Found the same with 20 s.
HOLD_SECONDS = 1.0


@pytest.fixture(scope="module")
def behind_proxy() -> Iterator[ProxiedKafka]:
    with ProxiedKafka.start() as kafka:
        assert isinstance(kafka, ProxiedKafka)
        yield kafka


async def values(bootstrap: str, topic: str, isolation_level: str = "read_committed") -> list[bytes]:
    return [record.value for record in await read_all(bootstrap, topic, isolation_level)]


async def take_over(bootstrap: str, name: str, topic: str) -> None:
    newer = Fence({"bootstrap_servers": bootstrap}, name, 0)
    await newer.start()
    try:
        assert NEW[0] not in await values(bootstrap, topic)
        async with newer.transaction() as send:
            await send(topic, [Record(None, NEW[0])])
    finally:
        await newer.stop()


def test_a_process_stopped_between_begin_and_commit_cannot_commit_after_a_takeover(
    kafka: Cluster, unique_name: Name
) -> None:
    topic, name = unique_name("fence"), unique_name("owner")
    asyncio.run(create_topic(kafka.bootstrap, topic))
    command = [sys.executable, "-m", "tests.stopped_writer", kafka.bootstrap, name, topic]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=partial(dies_with, os.getpid()),
    ) as stopped:
        assert stopped.stdout is not None
        assert stopped.stdin is not None
        assert stopped.stdout.readline() == "sent\n"
        stopped.send_signal(signal.SIGSTOP)
        asyncio.run(take_over(kafka.bootstrap, name, topic))
        stopped.send_signal(signal.SIGCONT)
        stopped.stdin.write("go on\n")
        stopped.stdin.flush()
        assert stopped.stdout.readline() == "fenced\n"
    assert asyncio.run(values(kafka.bootstrap, topic)) == NEW


@pytest.mark.parametrize("request_seconds", [10.0, 0.5], ids=["its sender waits", "its sender has tried again meanwhile"])
@pytest.mark.parametrize("api", list(Api), ids=lambda api: api.name.lower())
def test_a_request_held_on_its_way_during_a_takeover_has_no_effect(
    behind_proxy: ProxiedKafka, unique_name: Name, api: Api, request_seconds: float
) -> None:
    topic, name = unique_name("held"), unique_name("owner")
    direct = behind_proxy.bootstrap

    async def scenario() -> None:
        await create_topic(direct, topic)
        client = {"bootstrap_servers": behind_proxy.proxied_bootstrap, "request_seconds": request_seconds}
        async with proxied(Proxy(behind_proxy.behind_port), behind_proxy.proxy_port) as proxy:
            older = Fence(client, name, 0)
            await older.start()
            proxy.hold_next(api)
            writing = asyncio.ensure_future(write_old(older, topic))
            await asyncio.wait_for(proxy.held.wait(), 10)
            held_at = time.monotonic()
            await take_over(direct, name, topic)
            await asyncio.sleep(max(0.0, held_at + HOLD_SECONDS - time.monotonic()))
            proxy.release()
            await asyncio.wait_for(proxy.answered.wait(), 10)
            with pytest.raises(FencedError):
                await asyncio.wait_for(writing, 10)
            await older.stop()

    asyncio.run(scenario())
    assert asyncio.run(values(direct, topic)) == NEW
    if api is not Api.END_TXN:
        assert asyncio.run(values(direct, topic, "read_uncommitted")) == NEW


async def write_old(older: Fence, topic: str) -> None:
    async with older.transaction() as send:
        await send(topic, [Record(None, b"from the old one")])


async def write_one_and_one_too_large(fence: Fence, topic: str) -> None:
    async with fence.transaction() as send:
        await send(topic, [Record(None, b"small")])
        await send(topic, [Record(None, b"x" * 2_000_000)])


def test_what_is_too_large_leaves_nothing_behind_and_the_fence_stands(kafka: Cluster, unique_name: Name) -> None:
    topic = unique_name("large")

    async def scenario() -> None:
        await create_topic(kafka.bootstrap, topic)
        fence = Fence({"bootstrap_servers": kafka.bootstrap}, topic, 0)
        await fence.start()
        with pytest.raises(RecordTooLargeError):
            await write_one_and_one_too_large(fence, topic)
        async with fence.transaction() as send:
            assert await send(topic, [Record(None, NEW[0]), Record(None, NEW[0])]) == [2, 3]
        await fence.stop()

    asyncio.run(scenario())
    assert asyncio.run(values(kafka.bootstrap, topic)) == NEW * 2


def test_after_a_broker_that_did_not_answer_a_new_fence_knows_what_was_written(
    behind_proxy: ProxiedKafka, unique_name: Name
) -> None:
    topic = unique_name("silent")
    client = {"bootstrap_servers": behind_proxy.proxied_bootstrap, "request_seconds": 0.5}

    async def scenario() -> None:
        await create_topic(behind_proxy.bootstrap, topic)
        async with proxied(Proxy(behind_proxy.behind_port), behind_proxy.proxy_port) as proxy:
            fence = Fence(client, topic, 0, deadline_seconds=1.5)
            await fence.start()
            proxy.swallow()
            with pytest.raises(FenceError, match="could not be written"):
                await write_old(fence, topic)
            with pytest.raises(FenceError, match="failed or ended before"):
                await write_old(fence, topic)
            started = time.monotonic()
            await fence.stop()
            assert time.monotonic() - started < 5
        await take_over(behind_proxy.bootstrap, topic, topic)

    asyncio.run(scenario())
    assert asyncio.run(values(behind_proxy.bootstrap, topic)) == NEW
