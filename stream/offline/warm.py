"""`groundswell warm FILE…`: past mentions through the engines, written as checkpoints, without publishing anything.

A new installation starts with what is usual for its brands instead of learning it for weeks, and a checkpoint that a worker
refuses can be made anew. The engines go on at the end of their logs: what those hold by then should be in the files.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import orjson
from aiokafka.structs import TopicPartition

from detectors.alert import published
from detectors.engine.log import LogRecord, Progress
from detectors.errors import GroundswellError, RefusedError
from detectors.lifecycle import Event
from detectors.lifecycle import State as TrendStates
from stream.engines.checkpoints import Chain, Checkpoint, CheckpointStore
from stream.engines.factory import build_engine, checkpoint_setup
from stream.engines.manifest import RefusedCheckpointError, pack
from stream.engines.ownership import Fences
from stream.intake.pipeline import build_intake
from stream.kafka.admin import running_workers, still_running
from stream.kafka.client import kafka_client
from stream.kafka.topics import Topics, partition_of
from stream.offline.pipeline import ROWS_PER_STEP, end_of_replay, taken_from
from stream.reading import Problem, Problems, Row

if TYPE_CHECKING:
    from stream.config.load import Configuration

# Where the past comes from: no partition of `mentions`, whose own offsets begin anew.
PAST = -1


class WarmError(GroundswellError):
    """Checkpoints that must not be written; the message says what to do instead."""


class Warmed:
    """The engines of all partitions, fed with the past."""

    def __init__(self, configuration: Configuration) -> None:
        settings = configuration.settings
        self._intake = build_intake(configuration)
        self._lateness = settings.lateness_seconds
        self.engines = [build_engine(configuration) for _ in range(settings.engine_partitions)]
        self.open_trends: list[dict[str, dict[str, Any]]] = [{} for _ in self.engines]
        self.complaints = 0
        self.refused = Problems()

    def feed(self, rows: Iterable[Row]) -> None:
        """Takes rows in, sorted by event time; to be called once."""
        waiting: list[list[LogRecord]] = [[] for _ in self.engines]
        at = 0.0
        for offset, (row, taken) in enumerate(taken_from(rows, self._intake, PAST)):
            at = row.at_ms / 1000.0
            if isinstance(taken, RefusedError):
                self.refused.add(Problem(row.line, taken.reason.replace("_", " "), taken.detail))
                continue
            if taken.complaint is not None:
                self.complaints += 1
                waiting[partition_of(taken.complaint.brand, len(self.engines))].append(taken.complaint)
            if offset % ROWS_PER_STEP == ROWS_PER_STEP - 1:
                self._apply(waiting, at)
        self._apply(waiting, end_of_replay(at, self._lateness))
        for engine in self.engines:
            engine.forget_origin(PAST)

    def _apply(self, waiting: list[list[LogRecord]], at: float) -> None:
        for engine, records, open_trends in zip(self.engines, waiting, self.open_trends, strict=True):
            for emitted in engine.apply([*records, Progress(origin=PAST, origins=1, at=at)]):
                alert = emitted.alert
                if alert.state == TrendStates.RESOLVED:
                    open_trends.pop(alert.trend_id, None)
                elif alert.event != Event.DIGEST:
                    open_trends[alert.trend_id] = published(alert)
            records.clear()


async def check_writable(configuration: Configuration, *, replace: bool) -> None:
    """Raises WarmError while a worker runs, and when there are checkpoints already and `replace` is false."""
    settings = configuration.settings
    client, topics = kafka_client(settings), Topics.of(settings)
    if members := await running_workers(client, settings.application):
        raise WarmError(still_running(members, settings.application))
    store = CheckpointStore.on_kafka(client, topics.checkpoints, checkpoint_setup(configuration))
    for partition in range(settings.engine_partitions):
        await _chain(store, topics, partition, replace)


async def write_checkpoints(configuration: Configuration, warmed: Warmed, *, replace: bool) -> None:
    """Writes the checkpoint of every partition. No worker may run meanwhile: its engines would be taken from it.

    Raises WarmError as `check_writable` does; KafkaError, FenceError, TimeoutError.
    """
    await check_writable(configuration, replace=replace)
    settings = configuration.settings
    client, topics = kafka_client(settings), Topics.of(settings)
    store = CheckpointStore.on_kafka(client, topics.checkpoints, checkpoint_setup(configuration))
    chains = [await _chain(store, topics, partition, replace) for partition in range(settings.engine_partitions)]
    for partition, (engine, (chain, ends)) in enumerate(zip(warmed.engines, chains, strict=True)):
        fences = Fences.of(client, settings.application, topics, partition)
        try:
            await fences.start()
            if ends[topics.alerts]:
                # What was published before came of another past: these engines' trends have other events of those numbers.
                engine.begin_generation(f"w{ends[topics.alerts]}")
            trends = orjson.dumps(list(warmed.open_trends[partition].values()))
            packed = await asyncio.to_thread(pack, [await asyncio.to_thread(engine.snapshot), trends])
            state = Checkpoint(packed, ends[topics.complaints], ends[topics.alerts])
            await store.save(fences.saves, chain, state)
        finally:
            await fences.stop()


async def _chain(store: CheckpointStore, topics: Topics, partition: int, replace: bool) -> tuple[Chain, Mapping[str, int]]:
    """What there is of checkpoints, and where log and alerts end now."""
    async with store.consumer() as consumer:
        names = (topics.complaints, topics.alerts)
        tps = [TopicPartition(name, partition) for name in names]
        ends = {tp.topic: end for tp, end in (await consumer.end_offsets(tps)).items()}
        kept = range((await consumer.beginning_offsets(tps[:1]))[tps[0]], ends[topics.complaints])
        checkpoints = TopicPartition(topics.checkpoints, partition)
        consumer.assign([checkpoints])
        consumer.pause(checkpoints)
        chain, found = Chain(), True
        with contextlib.suppress(RefusedCheckpointError):
            state, chain = await store.restore(consumer, partition, kept)
            found = state is not None
    if found and not replace:
        raise WarmError(f"partition {partition} knows something already; --replace starts it anew from these files alone")
    return chain, ends
