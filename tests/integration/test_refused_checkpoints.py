"""A checkpoint that a worker must not go on from ends it, with a code of its own and the way out."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewPartitions
from aiokafka.admin.records_to_delete import RecordsToDelete
from aiokafka.structs import TopicPartition

from detectors.engine.log import Progress
from stream.engines.manifest import decode_manifest, is_manifest, manifest_key
from stream.exits import Exit
from stream.kafka.codec import encode_record
from stream.kafka.producer import Producer, Record
from tests.conftest import Cluster
from tests.worker_tools import GROUNDSWELL, IN_PROCESS, Installation, bare_environment, catch_up, start_worker, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]


class Saved:
    """An installation whose one engine has a checkpoint, and its worker has left."""

    def __init__(self, kafka: Cluster, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.bootstrap = kafka.bootstrap
        self.installation = self.with_settings()
        asyncio.run(self.installation.create_topics())
        self.add_to_log()
        self.run()

    def with_settings(self, **settings: object) -> Installation:
        given = {"mentions_partitions": 1, "engine_partitions": 1, **IN_PROCESS, **settings}
        return Installation.named(self.name, self.bootstrap, **given)

    def run(self) -> str:
        """A worker starts, catches up and leaves with 0; what it logged."""
        with worker(self.installation, self.folder / "log") as process:
            asyncio.run(catch_up(self.installation, process))
        return process.log()

    def refused(self, code: Exit, **settings: object) -> str:
        """A worker ends by itself with `code`; what it logged."""
        process = start_worker(self.with_settings(**settings), self.folder / "log")
        try:
            assert process.process.wait(60) == code, process.log()[-3_000:]
        finally:
            process.kill()
        return process.log()

    def command(self, *arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
        environment = {**bare_environment(), **self.with_settings(**settings).environment}
        return subprocess.run(
            [*GROUNDSWELL, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    def send(self, topic: str, *records: Record) -> None:
        async def scenario() -> None:
            async with Producer(self.bootstrap) as producer:
                await producer.send_all(topic, {0: list(records)})

        asyncio.run(scenario())

    def add_to_log(self) -> None:
        progress = encode_record(Progress(origin=0, origins=1, at=1_741_132_800.0))
        self.send(self.installation.topics.complaints, *[Record(None, progress)] * 5)

    def manifests(self) -> list[bytes]:
        checkpoints = asyncio.run(self.installation.read(self.installation.topics.checkpoints))
        return [record.value for record in checkpoints if is_manifest(record.key) and record.value]


async def truncate(bootstrap: str, log: TopicPartition, before: int) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.delete_records({log: RecordsToDelete(before_offset=before)})
    finally:
        await admin.close()


async def add_partitions(bootstrap: str, topics: list[str], count: int) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_partitions({topic: NewPartitions(total_count=count) for topic in topics})
    finally:
        await admin.close()


@pytest.fixture
def saved(kafka: Cluster, unique_name: Name, tmp_path: Path) -> Saved:
    return Saved(kafka, unique_name("refused"), tmp_path)


def test_a_damaged_checkpoint_is_passed_over_and_one_of_another_configuration_or_release_refused(saved: Saved) -> None:
    saved.send(saved.installation.topics.checkpoints, Record(manifest_key("broken"), b"1 nonsense {}"))
    saved.add_to_log()
    assert "checkpoint_damaged" in saved.run()

    logged = saved.refused(Exit.CHECKPOINT, clusterer="textclust")
    assert "structure is" in logged
    assert "`groundswell warm --replace FILE…` rebuilds" in logged

    past = saved.folder / "past.csv"
    past.write_text("id,text,author,created_at,brand\n1,the app crashes,me,2025-03-05T00:00:00Z,acme\n")
    done = saved.command("warm", "--replace", str(past), clusterer="textclust")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "`groundswell topics --repartition`" in saved.refused(Exit.CHECKPOINT)
    done = saved.command("topics", "--repartition")
    assert done.returncode == 0, done.stdout + done.stderr
    saved.add_to_log()
    saved.run()

    newer = b"2" + saved.manifests()[-1][1:]
    saved.send(saved.installation.topics.checkpoints, Record(manifest_key("newer"), newer))
    assert "version is 2" in saved.refused(Exit.CHECKPOINT)


def test_a_log_that_was_truncated_or_laid_out_anew_is_refused(saved: Saved) -> None:
    topics = saved.installation.topics
    saved.add_to_log()
    asyncio.run(truncate(saved.bootstrap, TopicPartition(topics.complaints, 0), 9))
    assert "goes on at offset 5 of the log, which is kept from 9 to 10" in saved.refused(Exit.CHECKPOINT)

    asyncio.run(add_partitions(saved.bootstrap, [topics.complaints], 2))
    assert "it must have 1" in saved.refused(Exit.TOPICS)

    others = [topics.alerts, topics.trends, topics.checkpoints, topics.brands, topics.members, topics.deliveries]
    asyncio.run(add_partitions(saved.bootstrap, others, 2))
    logged = saved.refused(Exit.CHECKPOINT, engine_partitions=2)
    assert "had 1 partitions; it has 2 now" in logged
    assert "`groundswell topics --repartition`" in logged

    done = saved.command("topics", "--repartition", engine_partitions=1)
    assert done.returncode == Exit.TOPICS
    assert "Kafka cannot take any away" in done.stderr
    done = saved.command("topics", "--repartition", engine_partitions=2)
    assert done.returncode == 0, done.stderr
    assert "2 engines begin anew" in done.stdout
    saved.installation = saved.with_settings(engine_partitions=2)
    saved.add_to_log()
    assert "log_truncated" not in saved.run()
    checkpoints = asyncio.run(saved.installation.read(saved.installation.topics.checkpoints))
    living = {record.key: record.value for record in checkpoints}
    manifests = [decode_manifest(value, 0) for key, value in living.items() if is_manifest(key) and value]
    assert {manifest.partitions for manifest in manifests} == {2}, "the former ones are gone"
