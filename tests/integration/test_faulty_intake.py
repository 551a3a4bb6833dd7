"""Bugs of our own that single mentions set off, on real Kafka: they cost their mention its place, and nobody else's."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from detectors.mention import Complaint
from stream.kafka.codec import Refusal, decode_record
from stream.kafka.producer import Producer, Record
from tests.conftest import Cluster
from tests.fragile_intake import MODULE
from tests.integration.hostile import mention
from tests.worker_tools import Installation, catch_up, wait_for, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]

AT_MS = 1_741_132_800_000
FRAGILE = (sys.executable, "-m", MODULE)


async def send(installation: Installation, idents: list[str], text: str) -> None:
    records = [Record(None, orjson.dumps(mention(AT_MS, ident, text))) for ident in idents]
    async with Producer(installation.settings.broker) as producer:
        await producer.send_all(installation.topics.mentions, {0: records})


async def letters(installation: Installation) -> list[str]:
    found = await installation.read(installation.topics.dead_letters)
    return [dict(record.headers)["reason"].decode() for record in found]


async def taken(installation: Installation) -> list[str]:
    logged = [decode_record(record.value) for record in await installation.read(installation.topics.complaints)]
    return sorted(one.id for one in logged if isinstance(one, Complaint))


def test_a_mention_that_never_ends_or_ends_its_process_is_passed(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = Installation.named(
        unique_name("fragile"), kafka.bootstrap, mentions_partitions=1, intake_processes=1, engine_processes=0
    )
    good = [f"good-{n}" for n in range(40)]

    async def scenario() -> None:
        await installation.create_topics()
        await send(installation, good[:20], "the checkout rejects my card")
        await send(installation, ["slow"], "BURN")
        await send(installation, ["crash"], "CRASH")
        await send(installation, good[20:], "the checkout rejects my card")
        with worker(installation, tmp_path / "log", FRAGILE) as process:
            await catch_up(installation, process)
            assert process.get("/healthz")[0] == 200
            assert "mention_ends_process" in process.log()
            assert 'groundswell_refused_total{reason="too_slow"} 1' in process.get("/metrics")[1]
        # The next one goes on behind them.
        await send(installation, ["later"], "the checkout rejects my card")
        with worker(installation, tmp_path / "log", FRAGILE) as process:
            await catch_up(installation, process)
        assert await letters(installation) == [Refusal.TOO_SLOW, Refusal.CRASHED]
        assert await taken(installation) == sorted([*good, "later"])

    asyncio.run(scenario())


def test_many_faults_of_our_own_pause_intake_and_lose_nothing(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = Installation.named(
        unique_name("faulty"), kafka.bootstrap, mentions_partitions=1, intake_processes=1, engine_processes=0
    )

    async def scenario() -> None:
        await installation.create_topics()
        await send(installation, [f"bad-{n}" for n in range(101)], "RAISE")
        with worker(installation, tmp_path / "log", FRAGILE) as process:

            async def is_paused() -> bool:
                status, body = await asyncio.to_thread(process.get, "/readyz")
                return status == 503 and "failed by a fault of Groundswell" in body

            await wait_for(is_paused, process, "intake pauses")
            # Dead letters and commits come first: a restart does not read the same again.
            await catch_up(installation, process)
            assert len(await letters(installation)) == 101
            await send(installation, ["good"], "the checkout rejects my card")
            process.process.send_signal(signal.SIGHUP)
            await catch_up(installation, process)
            assert await taken(installation) == ["good"]
            assert process.get("/readyz")[0] == 200
        assert set(await letters(installation)) == {Refusal.UNEXPECTED}

    asyncio.run(scenario())
