"""Going back to the release before: its last checkpoint stays on the topic, and is all that is left of them afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest
from aiokafka.structs import TopicPartition

from detectors.alert import Alert
from detectors.engine.log import Progress
from detectors.engine.snapshot import structures_before
from detectors.lifecycle.unfollowed import REASON
from stream.engines.checkpoints import Chain, Checkpoint, CheckpointStore
from stream.engines.factory import checkpoint_setup
from stream.engines.manifest import Setup, pack
from stream.engines.ownership import Fences
from stream.exits import Exit
from stream.kafka.codec import encode_record
from stream.kafka.producer import Record
from tests.board_tools import alert, body
from tests.conftest import Cluster
from tests.integration.test_refused_checkpoints import Saved
from tests.snapshot_fixture import FOLDER, read_fixture
from tests.waiting import until
from tests.worker_tools import catch_up, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]
WRITTEN_BY_0_1 = FOLDER / "engine-3.zst"


class Upgraded(Saved):
    """An installation of which release 0.1 wrote the checkpoint, and this release the two after it."""

    def __init__(self, kafka: Cluster, name: str, folder: Path) -> None:
        super().__init__(kafka, name, folder)
        (self.structure,) = structures_before()
        asyncio.run(self._write_as_before())
        for later in (1, 2):
            self.go_on(later)

    def go_on(self, later: int) -> None:
        """A worker of this release reads on."""
        self.add_progress(later)
        self.run()

    def add_progress(self, later: int) -> None:
        at = encode_record(Progress(origin=0, origins=1, at=1_780_000_000.0 + later))
        self.send(self.installation.topics.complaints, Record(None, at))

    def open_alone(self) -> Alert:
        """A trend that only this release opened, and beside it on `trends` what strangers wrote."""
        opened, topics = alert(1), self.installation.topics
        self.send(topics.alerts, Record(b"papyrion", body(opened)))
        self.send(
            topics.trends,
            Record(opened.trend_id.encode(), body(opened)),
            Record(b"another-id", body(alert(2))),
            Record(b"deep", b"[" * 50_000),
            Record(b"large", body(alert(3, trend_id="large", sequence=2**64 - 1))),
            Record(b"half", b'{"state": "open"}'),
        )
        return opened

    async def ends(self) -> list[dict[str, Any]]:
        """The events that end what nobody follows."""
        events = [orjson.loads(one.value) for one in await self.installation.read(self.installation.topics.alerts)]
        return [event for event in events if event.get("reason") == REASON]

    async def _write_as_before(self) -> None:
        """What 0.1 left: its state, sealed by itself, as the newest checkpoint; and nothing of this release."""
        settings, topics, client = self.installation.settings, self.installation.topics, self.installation.client
        store = self.former_store()
        fences = Fences.of(client, settings.application, topics, 0)
        await fences.start()
        try:
            async with store.consumer() as consumer:
                others: Chain = await store.all_of(consumer, 0)
            await store.save(fences.saves, others, Checkpoint(self.packed(), offset=3, alerts=0))
        finally:
            await fences.stop()

    def packed(self) -> bytes:
        """A state that 0.1 has written, as an installation with the settings of this one has it."""
        snapshot = read_fixture(WRITTEN_BY_0_1).snapshot
        mark, version, content = snapshot[:12], snapshot[28:30], snapshot[30:]
        _, policy, state = msgspec.msgpack.decode(content, type=tuple[str, str, msgspec.Raw])
        checked = version + msgspec.msgpack.encode((self.structure, policy, state))
        return pack([mark + blake2b(checked, digest_size=16).digest() + checked, b"[]"])

    def former_store(self) -> CheckpointStore:
        """The store as 0.1 has it: of checkpoints of its own structure alone."""
        setup = Setup(self.structure, "", checkpoint_setup(self.installation.configuration).partitions)
        return CheckpointStore.on_kafka(self.installation.client, self.installation.topics.checkpoints, setup)

    def former_restores(self) -> Checkpoint | None:
        """What a worker of 0.1 would go on from. Raises RefusedCheckpointError."""

        async def scenario() -> Checkpoint | None:
            store, topics = self.former_store(), self.installation.topics
            async with store.consumer() as consumer:
                consumer.assign([TopicPartition(topics.checkpoints, 0)])
                consumer.pause(TopicPartition(topics.checkpoints, 0))
                return (await store.restore(consumer, 0, range(8)))[0]

        return asyncio.run(scenario())

    def structures(self) -> list[str]:
        """Of the checkpoints that are on the topic, oldest first."""

        async def scenario() -> list[str]:
            async with self.former_store().consumer() as consumer:
                return [one.structure for one in await self.former_store().manifests(consumer, 0)]

        return asyncio.run(scenario())


def test_the_former_release_goes_on_from_its_own_last_checkpoint(kafka: Cluster, unique_name: Name, tmp_path: Path) -> None:
    upgraded = Upgraded(kafka, unique_name("back"), tmp_path)
    opened = upgraded.open_alone()
    ours = checkpoint_setup(upgraded.installation.configuration).structure
    assert upgraded.structures() in ([upgraded.structure, *[ours] * n] for n in (1, 2)), "its last one, our newest two"

    done = upgraded.command("topics", "--roll-back")
    assert done.returncode == 0, done.stderr
    assert "reads 4 records again" in done.stdout
    assert upgraded.structures() == [upgraded.structure]
    state = upgraded.former_restores()
    assert state is not None
    assert (state.offset, state.packed) == (3, upgraded.packed())

    # Forward again: this release reads it as it did the first time, and there is nothing to take back twice.
    assert upgraded.command("topics", "--roll-back").stdout.count("reads 0 records again") == 1
    upgraded.add_progress(3)
    with worker(upgraded.installation, tmp_path / "log") as process:
        asyncio.run(catch_up(upgraded.installation, process))
        asyncio.run(until(upgraded.ends, 60, process.log))
    assert upgraded.structures()[:2] == [upgraded.structure, ours]
    # Nothing follows what the newer release alone had opened; what strangers wrote beside it ends nothing.
    (ended,) = asyncio.run(upgraded.ends())
    assert (ended["trend_id"], ended["state"]) == (opened.trend_id, "resolved")


def test_without_a_checkpoint_of_the_former_release_nothing_is_deleted(
    kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    saved = Saved(kafka, unique_name("forward"), tmp_path)
    before = saved.manifests()
    done = saved.command("topics", "--roll-back")
    assert done.returncode == Exit.TOPICS
    assert "partition 0 has no checkpoint of another release" in done.stderr
    assert saved.manifests() == before
