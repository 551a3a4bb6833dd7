"""Retrying while Kafka is unavailable; when it refuses us, the worker ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import structlog
from aiokafka.errors import KafkaError

from stream.exits import Exit, WorkerExitError
from stream.kafka.authorization import refused_entry, refused_right
from stream.worker.broker_health import AWAY_SECONDS_MAX

log = structlog.get_logger()

T = TypeVar("T")


async def retry_until_available(
    work: Callable[[], Awaitable[T]], client: Mapping[str, Any], on_retry: Callable[[], None]
) -> T:
    """What `work` returns. While the Kafka of `client` is unavailable it is retried with growing pauses, and `on_retry` is
    called before each. Raises WorkerExitError when Kafka refuses us, and when it stays unavailable too long."""
    deadline = time.monotonic() + AWAY_SECONDS_MAX
    broker = client["bootstrap_servers"]
    pause = 0.5
    while True:
        try:
            return await work()
        except (KafkaError, TimeoutError, OSError) as error:
            if refused := refused_right(error) or await refused_entry(client):
                raise WorkerExitError(Exit.ACCESS, refused) from error
            on_retry()
            if time.monotonic() + pause > deadline:
                raise WorkerExitError(
                    Exit.BROKER_AWAY, f"Kafka at {broker} did not answer in {AWAY_SECONDS_MAX:g} s: {error!r}"
                ) from error
            log.warning("waiting_for_kafka", broker=broker, error=repr(error), next_try_seconds=pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, 10.0)
