"""Whether Kafka answers: asked every few seconds, so that readiness can say so and the process ends when it stays away."""

from __future__ import annotations

import asyncio
import time

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from stream.exits import Exit, WorkerExitError

log = structlog.get_logger()

ASK_SECONDS = 2.0
ANSWER_SECONDS = 5.0
# A restart of the broker takes some seconds; only beyond that is it worth a word.
TOLD_SECONDS = 10.0
AWAY_SECONDS_MAX = 120.0


class BrokerHealth:
    """`away` is a sentence while Kafka does not answer, and empty otherwise."""

    def __init__(self, broker: str, producer: AIOKafkaProducer) -> None:
        self._broker = broker
        self._producer = producer
        self._answered_at = time.monotonic()

    @property
    def silent_seconds(self) -> float:
        return time.monotonic() - self._answered_at

    @property
    def answers(self) -> bool:
        """Whether it did when it was last asked."""
        return self.silent_seconds <= ASK_SECONDS + ANSWER_SECONDS

    @property
    def away(self) -> str:
        silent = self.silent_seconds
        return f"Kafka at {self._broker} has not answered for {silent:.0f} s" if silent > TOLD_SECONDS else ""

    async def run(self) -> None:
        """Asks for ever; raises WorkerExitError when there was no answer for `AWAY_SECONDS_MAX`."""
        told = False
        while True:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._producer.client.fetch_all_metadata()
                self._answered_at = time.monotonic()
            except (KafkaError, TimeoutError, OSError):
                pass
            if told != bool(self.away):
                told = not told
                log.warning("kafka_away", reason=self.away) if told else log.warning("kafka_back")
            if self.silent_seconds > AWAY_SECONDS_MAX:
                raise WorkerExitError(Exit.BROKER_AWAY, self.away)
            await asyncio.sleep(ASK_SECONDS)
