"""Whether Kafka answers: asked every few seconds, so that readiness reports it and the process ends when it stays away."""

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
# The restart of a broker takes some seconds; only longer silence is reported.
REPORTED_SECONDS = 10.0
AWAY_SECONDS_MAX = 120.0


class BrokerHealth:
    """Whether the brokers answer, as far as `run` has asked them; before that nothing is known."""

    def __init__(self, broker: str) -> None:
        self._broker = broker
        self._is_watching = False
        self._answered_at = 0.0

    @property
    def silent_seconds(self) -> float:
        """Seconds since the last answer."""
        return time.monotonic() - self._answered_at if self._is_watching else 0.0

    @property
    def answers(self) -> bool:
        """Whether the last request was answered."""
        return self._is_watching and self.silent_seconds <= ASK_SECONDS + ANSWER_SECONDS

    @property
    def away(self) -> str:
        """A sentence while Kafka does not answer, else empty."""
        silent = self.silent_seconds
        return f"Kafka at {self._broker} has not answered for {silent:.0f} s" if silent > REPORTED_SECONDS else ""

    async def run(self, producer: AIOKafkaProducer) -> None:
        """Asks for ever, as `producer`; raises WorkerExitError when there was no answer for `AWAY_SECONDS_MAX`."""
        self._answered_at, self._is_watching = time.monotonic(), True
        reported = False
        while True:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await producer.client.fetch_all_metadata()
                self._answered_at = time.monotonic()
            except (KafkaError, TimeoutError, OSError):
                pass
            if reported != bool(self.away):
                reported = not reported
                log.warning("kafka_away", reason=self.away) if reported else log.warning("kafka_back")
            if self.silent_seconds > AWAY_SECONDS_MAX:
                raise WorkerExitError(Exit.BROKER_AWAY, self.away)
            await asyncio.sleep(ASK_SECONDS)
