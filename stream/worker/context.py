"""What a worker has from its first moment on, before Kafka has answered: shared by its start and its session."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from stream.config.load import Configuration
from stream.config.settings import Settings
from stream.intake.circuit_breaker import CircuitBreaker
from stream.kafka.client import kafka_client
from stream.kafka.topics import Topics
from stream.metrics import Metrics, Vocabulary
from stream.web.server import Condition, NotReadyError
from stream.worker.broker_health import BrokerHealth
from stream.worker.retry import retry_until_available
from stream.worker.shutdown import Shutdown
from stream.worker.watchdog import Watchdog

T = TypeVar("T")


class Readiness:
    """What the worker is waiting for; ready when it waits for nothing. Read from the threads of the web server."""

    def __init__(self, metrics: Metrics) -> None:
        self._gauge = metrics.ready
        self._waiting_for = "starting"

    def wait_for(self, what: str) -> None:
        self._waiting_for = what
        self._gauge.set(0)

    def set_ready(self) -> None:
        self._waiting_for = ""
        self._gauge.set(1)

    @property
    def reasons(self) -> list[str]:
        return [self._waiting_for] if self._waiting_for else []

    def check(self) -> None:
        """Raises NotReadyError while something is waited for."""
        if reasons := self.reasons:
            raise NotReadyError("; ".join(reasons))


@dataclass(frozen=True)
class Context:
    """The parts of a worker that are there from the start."""

    configuration: Configuration
    topics: Topics
    metrics: Metrics
    client: Mapping[str, Any]
    readiness: Readiness
    breaker: CircuitBreaker
    watchdog: Watchdog
    kafka: BrokerHealth
    shutdown: Shutdown

    @classmethod
    def of(cls, configuration: Configuration) -> Self:
        settings = configuration.settings
        topics = Topics.of(settings)
        metrics = Metrics(Vocabulary(brands=tuple(configuration.brands.named)))
        kafka = BrokerHealth(settings.broker)
        return cls(
            configuration=configuration,
            topics=topics,
            metrics=metrics,
            client=kafka_client(settings),
            readiness=Readiness(metrics),
            breaker=CircuitBreaker(settings.refused_share_max, time.monotonic),
            watchdog=Watchdog(settings.stall_seconds),
            kafka=kafka,
            shutdown=Shutdown(kafka),
        )

    @property
    def settings(self) -> Settings:
        return self.configuration.settings

    @property
    def waits_on_purpose(self) -> bool:
        """Whether records may wait without anything being wrong with this worker."""
        return bool(self.breaker.paused_for or self.kafka.away)

    def ready(self) -> Condition:
        """For `/readyz`."""
        reasons = [*self.readiness.reasons, *filter(None, (self.breaker.paused_for, self.kafka.away))]
        return not reasons, reasons

    async def retry_until_available(self, work: Callable[[], Awaitable[T]]) -> T:
        """What `work` returns, however long Kafka is unavailable; see `stream.worker.retry`."""
        waiting = f"waiting for Kafka at {self.settings.broker}"
        return await retry_until_available(work, self.client, lambda: self.readiness.wait_for(waiting))
