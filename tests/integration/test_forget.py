"""`groundswell forget AUTHOR` on real Kafka: a running worker's engines let go of a person, and their checkpoints too."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from aiokafka.structs import TopicPartition
from typer.testing import CliRunner

from stream.cli.app import app
from stream.config.pseudonyms import Pseudonyms
from stream.engines.checkpoints import CheckpointStore
from stream.engines.factory import checkpoint_setup
from stream.engines.manifest import unpack
from stream.exits import Exit
from stream.offline.replay import replay
from stream.reading import Row
from tests.conftest import Cluster
from tests.incident import BRAND, HOUR, OUTAGE, incident
from tests.worker_tools import IN_PROCESS, Installation, catch_up, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]
AUTHOR = "Ann Example"


def rows() -> list[Row]:
    """An incident, in which she wrote too."""
    posts = [(one.at, one.id, one.person, one.text) for one in incident() if one.at < OUTAGE + 0.5 * HOUR]
    posts.append((OUTAGE + 600.0, "hers", AUTHOR, "cartridge rejected since noon"))
    found = []
    for at, ident, author, text in sorted(posts):
        stamp = int(at * 1000)
        body = {"id": ident, "text": text, "author": author, "created_at": stamp, "brand": BRAND, "lang": "en"}
        found.append(Row(stamp, orjson.dumps(body), 0))
    return found


async def restored(installation: Installation) -> bytes:
    """The snapshots of all engines, as another worker would restore them."""
    setup = checkpoint_setup(installation.configuration)
    store = CheckpointStore.on_kafka(installation.client, installation.topics.checkpoints, setup)
    found = b""
    async with store.consumer() as consumer:
        for partition in range(installation.settings.engine_partitions):
            consumer.assign([TopicPartition(installation.topics.checkpoints, partition)])
            checkpoint, _ = await store.restore(consumer, partition, range(10**9))
            found += b"".join(unpack(checkpoint.packed)) if checkpoint else b""
    return found


def test_a_person_is_gone_from_the_engines_and_their_checkpoints(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    installation = Installation.named(
        unique_name("forget"), kafka.bootstrap, mentions_partitions=1, engine_partitions=2, **IN_PROCESS
    )
    settings, topics = installation.settings, installation.topics
    hers = Pseudonyms(settings.author_key_bytes).of("ann example").encode()

    async def scenario() -> None:
        await installation.create_topics()
        with worker(installation, tmp_path / "log") as process:
            await replay(rows(), installation.client, topics, lateness_seconds=settings.lateness_seconds)
            await catch_up(installation, process)
            assert hers in await restored(installation)
            environment = installation.environment
            done = await asyncio.to_thread(CliRunner().invoke, app, ["forget", f"@{AUTHOR.upper()}"], env=environment)
            assert done.exit_code == 0, done.output
            await catch_up(installation, process)
        assert hers not in await restored(installation)

    asyncio.run(scenario())


def test_without_the_workers_key_or_a_name_nobody_is_forgotten() -> None:
    for arguments, key, code in ((["x"], "", Exit.SETTINGS), (["@ "], "k" * 32, Exit.USAGE)):
        done = CliRunner().invoke(app, ["forget", *arguments], env={"GROUNDSWELL_AUTHOR_KEY": key})
        assert done.exit_code == code, done.output
