"""The topics, read from their beginning and followed: what keeps a board's state up to date."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord, TopicPartition

from detectors.errors import GroundswellError
from stream.board.state import BoardState
from stream.kafka.reader import consuming

log = structlog.get_logger()

POLL_MS = 250
RECORDS_MAX = 500
PAUSE_SECONDS_MAX = 15.0
EXPIRE_SECONDS = 600.0
ASK_SECONDS = 5.0
ANSWER_SECONDS = 10.0
COMMIT_SECONDS = 2.0
NEEDED = ("alerts", "trends", "feedback")


class MissingTopicsError(GroundswellError):
    """Topics that a board cannot do without are not on the cluster."""

    def __init__(self, topics: Sequence[str]) -> None:
        super().__init__(f"missing topics: {', '.join(topics)}; `groundswell topics` creates them")


AWAY = (KafkaError, OSError, TimeoutError, MissingTopicsError)


class Feed:
    """Reads every partition of the board's topics. Its consumer group holds positions for lag metrics only: each board sees
    everything, and begins at the beginning."""

    def __init__(self, client: Mapping[str, Any], group: str, prefix: str, state: BoardState) -> None:
        self._client = client
        self._group = group
        self._prefix = prefix
        self._state = state
        self._positions: dict[TopicPartition, int] = {}
        self._ends: dict[TopicPartition, int] = {}
        self._expire_at = time.monotonic() + EXPIRE_SECONDS
        self._ask_at = time.monotonic() + ASK_SECONDS
        self.lag = 0

    async def run(self) -> None:
        """For ever: a Kafka that is away is waited for, and the state says so meanwhile."""
        pause = 0.5
        while True:
            try:
                async with consuming(
                    self._client,
                    group_id=self._group,
                    isolation_level="read_committed",
                    auto_offset_reset="earliest",
                    # One that commits by itself does so when it is stopped, and waits for a Kafka that is away without end.
                    enable_auto_commit=False,
                ) as consumer:
                    try:
                        await self._begin(consumer)
                        pause = 0.5
                        while True:
                            await self._poll(consumer)
                    except AWAY as error:
                        # The page says so at once; to stop the consumer takes a while.
                        self._state.kafka_away = _why_away(error)
                        raise
            except AWAY as error:
                self._state.kafka_away = _why_away(error)
                log.warning("board_waits_for_kafka", error=_shown(error), next_try_seconds=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, PAUSE_SECONDS_MAX)

    async def _begin(self, consumer: AIOKafkaConsumer) -> None:
        """Takes all partitions of the topics that are there, from where it was or from their beginning."""
        present = await consumer.topics()
        missing = [self._prefix + name for name in NEEDED if self._prefix + name not in present]
        if missing:
            raise MissingTopicsError(missing)
        names = [self._prefix + name for name in BoardState.TOPICS if self._prefix + name in present]
        logs = [TopicPartition(name, number) for name in names for number in await _partitions(consumer, name)]
        consumer.assign(logs)
        for one in logs:
            if one in self._positions:
                consumer.seek(one, self._positions[one])
            else:
                await consumer.seek_to_beginning(one)
        self._ends = await consumer.end_offsets(logs)
        self._state.kafka_away = ""

    async def _poll(self, consumer: AIOKafkaConsumer) -> None:
        # A Kafka that is gone is no error of `getmany`: it is asked for the ends now and then, which is one.
        fetched = await consumer.getmany(timeout_ms=POLL_MS, max_records=RECORDS_MAX)
        for one in sorted(fetched):
            self._take(one, fetched[one])
        if not self._state.caught_up:
            self._state.caught_up = all([await consumer.position(one) >= end for one, end in self._ends.items()])
        if fetched:
            highs = {one: consumer.highwater(one) or 0 for one in consumer.assignment()}
            self.lag = sum(max(0, high - self._positions.get(one, high)) for one, high in highs.items())
        if time.monotonic() >= self._ask_at:
            self._ask_at = time.monotonic() + ASK_SECONDS
            async with asyncio.timeout(ANSWER_SECONDS):
                await consumer.end_offsets(list(consumer.assignment()))
            # For lag metrics alone: a group that takes none is no reason to show nothing.
            with contextlib.suppress(KafkaError, TimeoutError):
                async with asyncio.timeout(COMMIT_SECONDS):
                    await consumer.commit()
        if time.monotonic() >= self._expire_at:
            self._expire_at = time.monotonic() + EXPIRE_SECONDS
            self._state.expire()

    def _take(self, one: TopicPartition, records: Sequence[ConsumerRecord]) -> None:
        name = one.topic.removeprefix(self._prefix)
        for record in records:
            place = f"{one.partition}/{record.offset}"
            self._state.on_record(name, record.key, record.value, place, record.timestamp / 1000.0)
            self._positions[one] = record.offset + 1


def _why_away(error: Exception) -> str:
    return str(error) if isinstance(error, MissingTopicsError) else "Kafka does not answer"


def _shown(error: Exception) -> str:
    return str(error) if isinstance(error, MissingTopicsError) else repr(error)


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> list[int]:
    await consumer._client.add_topic(topic)
    return sorted(consumer.partitions_for_topic(topic) or ())
