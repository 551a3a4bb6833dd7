"""What an agent reads in batches from real Kafka, for tests of the transport."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Set

from faust.types import TP

from stream.kafka.batch_transport import Batch, BatchLimits, batch_topic, commit, current_batches
from stream.kafka.faust_app import build_faust_app
from stream.kafka.producer import Record
from tests.conftest import Cluster
from tests.kafka_tools import running
from tests.waiting import until


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

    @app.agent(batch_topic(app, topic))
    async def reads(stream: object) -> None:
        async for batch in current_batches(app, stream):
            if commit_each:
                assert (await commit(app, {batch.tp: batch.next_offset})).ok
            batches.append(batch)

    async with running(app):
        await until(lambda: enough(batches), 20, "the agent has read enough")
    return batches
