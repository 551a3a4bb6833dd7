"""`groundswell canary` as a process: it writes bursts, sees whether their alerts come, and says how long ago that was."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

import msgspec
import structlog
from aiohttp import web
from aiokafka.errors import KafkaError
from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from stream.alerts.canaries import is_canary
from stream.alerts.foreign import UNREADABLE
from stream.canary.burst import burst
from stream.config.settings import Settings
from stream.kafka.client import kafka_client, producer_settings
from stream.kafka.producer import ProduceError, Producer, Record
from stream.kafka.reader import TopicMissingError, follow
from stream.kafka.topics import Topics
from stream.metrics import build_info
from stream.process.signals import until_ended
from stream.web.listening import listening

log = structlog.get_logger()

PAUSE_SECONDS = 10.0
OPENING = frozenset({"emerging", "opened", "reopened"})


class _Opened(msgspec.Struct, frozen=True):
    brand: str
    event: str


_DECODER = msgspec.json.Decoder(_Opened)


class CanaryFigures:
    """How old the newest alert of each partition's canary is; from the start of the process while none has come."""

    def __init__(self, partitions: int, now: float) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        self.seen = dict.fromkeys(range(partitions), now)
        self.bursts = Counter("groundswell_canary_bursts_total", "Bursts that were written.", registry=self.registry)
        age = Gauge(
            "groundswell_canary_age_seconds",
            "Time since the canary of a partition was last reported.",
            ["partition"],
            registry=self.registry,
        )
        for partition in range(partitions):
            age.labels(str(partition)).set_function(partial(self._age, partition))
        build_info(self.registry)

    def _age(self, partition: int) -> float:
        return time.time() - self.seen[partition]

    def exposition(self) -> bytes:
        """All series in Prometheus' text format."""
        return generate_latest(self.registry)


class Canary:
    """Writes a burst to every partition each `every_seconds`, spread over them so that no two come at once."""

    def __init__(self, settings: Settings, figures: CanaryFigures, every_seconds: float) -> None:
        self._settings = settings
        self._topics = Topics.of(settings)
        self._figures = figures
        self._every = every_seconds

    async def write(self) -> None:
        """For ever; a burst that Kafka does not take is left out, and its absence is what the age shows."""
        partitions = self._settings.engine_partitions
        turn = 0
        while True:
            try:
                async with Producer(**producer_settings(self._settings)) as producer:
                    while True:
                        await self._burst(producer, turn % partitions)
                        turn += 1
                        await asyncio.sleep(self._every / partitions)
            except (KafkaError, ProduceError, OSError, TimeoutError) as error:
                log.warning("canary_waits_for_kafka", error=repr(error))
                await asyncio.sleep(PAUSE_SECONDS)

    async def _burst(self, producer: Producer, partition: int) -> None:
        values = burst(partition, self._settings.engine_partitions, time.time())
        there = partition % await producer.partition_count(self._topics.mentions)
        await producer.send_all(self._topics.mentions, {there: [Record(None, value) for value in values]})
        self._figures.bursts.inc()

    async def watch(self) -> None:
        """For ever: notes when an alert of a canary comes."""
        while True:
            try:
                client: Mapping[str, Any] = kafka_client(self._settings)
                async for records in follow(client, self._topics.alerts, from_start=False, until_end=False):
                    for record in records:
                        self._note(record.partition, record.value or b"")
            except (KafkaError, TopicMissingError, OSError, TimeoutError) as error:
                log.warning("canary_waits_for_kafka", error=repr(error))
                await asyncio.sleep(PAUSE_SECONDS)

    def _note(self, partition: int, value: bytes) -> None:
        try:
            alert = _DECODER.decode(value)
        except UNREADABLE:
            return
        if is_canary(alert.brand) and alert.event in OPENING:
            self._figures.seen[partition] = time.time()


async def run_canary(settings: Settings) -> None:
    """Runs until SIGINT or SIGTERM. Raises WorkerExitError when its port is taken."""
    figures = CanaryFigures(settings.engine_partitions, time.time())
    canary = Canary(settings, figures, 60.0 * settings.canary_minutes)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=figures.exposition(), content_type="text/plain", charset="utf-8")

    async def alive(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    app = web.Application()
    app.add_routes([web.get("/metrics", metrics), web.get("/healthz", alive), web.get("/readyz", alive)])
    async with listening(app, settings.web_host, settings.canary_port, "canary"):
        await until_ended(canary.write(), canary.watch())
