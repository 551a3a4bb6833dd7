"""A worker of this release on the topics of an earlier one, in mid-stream: no open trend, baseline or id is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import msgspec
import orjson
import pytest

from detectors.alert import published
from detectors.engine.engine import TrendEngine
from detectors.engine.snapshot import Heading
from detectors.engine.snapshot.envelope import READABLE
from stream.engines.checkpoints import Chain, Checkpoint, CheckpointStore
from stream.engines.factory import EngineFactory
from stream.engines.manifest import Setup, pack
from stream.kafka.codec import encode_json, encode_record
from stream.kafka.fence import Fence
from stream.kafka.producer import Producer, Record
from tests.conftest import Cluster
from tests.snapshot_fixture import Fixture, file_of, read_fixture
from tests.waiting import until
from tests.worker_tools import IN_PROCESS, Installation, worker

pytestmark = pytest.mark.kafka

Name = Callable[[str], str]

READ_BEFORE = 7
# A snapshot is a mark, a checksum, two bytes of version, then what was sealed.
MARK, DIGEST = len(b"groundswell\x00"), 16
CONTENT_FROM = MARK + DIGEST + 2
EARLIER = READABLE[-3:]


def sealed_with(snapshot: bytes, version: int, heading: Heading) -> bytes:
    """What a release wrote of an engine with these settings: the state is the fixture's, and so is the version."""
    *_, state = msgspec.msgpack.decode(snapshot[CONTENT_FROM:], type=tuple[str, str, msgspec.Raw])
    checked = version.to_bytes(2, "big") + msgspec.msgpack.encode((*heading, state))
    return b"".join((snapshot[:MARK], blake2b(checked, digest_size=DIGEST).digest(), checked))


def standing(engine: TrendEngine) -> dict[str, tuple[float | None, int, list[str]]]:
    """Of each brand since when it is known, how many ids it has seen, and which of its trends are open."""
    return {
        name: (
            brand.admission.first_at,
            len(brand.admission.seen),
            sorted(trend.trend_id for trend in brand.trends if trend.is_open),
        )
        for name, brand in engine.brands.items()
    }


async def as_left_by_a_release(installation: Installation, fixture: Fixture, packed: bytes, setup: Setup) -> None:
    """Its log, of which it had read a part, and its checkpoint."""
    await installation.create_topics()
    log = [Record(None, b"read before the checkpoint")] * READ_BEFORE
    log += [Record(None, encode_record(record)) for record in fixture.log]
    async with Producer(installation.settings.broker) as producer:
        await producer.send_all(installation.topics.complaints, {0: log})
    store = CheckpointStore.on_kafka(installation.client, installation.topics.checkpoints, setup)
    fence = Fence(installation.client, f"{installation.settings.application}.earlier", 0)
    await fence.start()
    try:
        await store.save(fence, Chain(), Checkpoint(packed, offset=READ_BEFORE, alerts=0))
    finally:
        await fence.stop()


@pytest.mark.parametrize("version", EARLIER)
def test_a_worker_goes_on_from_the_checkpoint_of_an_earlier_release(
    version: int, kafka: Cluster, unique_name: Name, tmp_path: Path
) -> None:
    installation = Installation.named(
        unique_name("upgrade"),
        kafka.bootstrap,
        mentions_partitions=1,
        engine_partitions=1,
        checkpoint_seconds=1,
        **IN_PROCESS,
    )
    factory, fixture = EngineFactory.of(installation.configuration), read_fixture(file_of(version))
    setup = factory.setup()
    earlier = Setup(setup.readable[-1], setup.policy, setup.partitions)
    snapshot = sealed_with(fixture.snapshot, version, Heading(earlier.structure, earlier.policy))
    engine = factory.build()
    engine.restore(snapshot)
    before = standing(engine)
    open_before = {ident for _, _, idents in before.values() for ident in idents}
    assert open_before
    assert all(first_at and ids for first_at, ids, _ in before.values())
    events = engine.apply(fixture.log)
    expected = [encode_json(published(event.alert)) for event in events]
    assert open_before <= {event.alert.trend_id for event in events}
    asyncio.run(as_left_by_a_release(installation, fixture, pack([snapshot, orjson.dumps([])]), earlier))

    async def alerts() -> list[bytes]:
        return [record.value or b"" for record in await installation.read(installation.topics.alerts)]

    async def enough() -> bool:
        return len(await alerts()) >= len(expected)

    with worker(installation, tmp_path / "log") as process:
        asyncio.run(until(enough, 90, lambda: f"{len(expected)} alerts\n{process.log()[-3_000:]}"))
    sent = asyncio.run(alerts())
    assert sent[: len(expected)] == expected
    idents = [orjson.loads(body)["event_id"] for body in sent]
    assert len(set(idents)) == len(idents)
    # A second start goes on from what the first has written in the present form.
    with worker(installation, tmp_path / "log again") as process:
        asyncio.run(until(lambda: settled(process.get), 60, lambda: process.log()[-3_000:]))
    assert asyncio.run(alerts()) == sent


async def settled(get: Callable[[str], tuple[int, str]]) -> bool:
    return get("/readyz")[0] == 200
