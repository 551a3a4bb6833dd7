"""The feedback agent: what people answer to an alert becomes a command in the log of the brand's engine.

A record of `feedback` has the brand as its key and holds `trend_id` and `kind`, and, if wanted, `event_id`, `by`, `at`,
`note`, `reference` (a ticket), `version` (a fix is in), `same_as` (another trend), `mention_ids` (posts that do not
belong) and `until`; times are RFC 3339 or epoch milliseconds. What cannot be used goes to `feedback.dlq` with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec
import structlog

from detectors.engine.log import Command
from detectors.errors import RefusedError
from detectors.lifecycle import MENTIONS_MAX
from detectors.lifecycle import Command as Kind
from stream.alerts.answers import ANSWER_BYTES_MAX, AnswerRecord
from stream.intake.dead_letters import DeadLetters, Refused
from stream.kafka.codec import (
    BRAND_CHARACTERS_MAX,
    ID_CHARACTERS_MAX,
    POLICY,
    Refusal,
    encode_record,
    epoch_milliseconds,
    name_of,
    parsed,
    shortened,
)
from stream.kafka.producer import Record
from stream.kafka.topics import partition_of
from stream.kafka.unpacking import refused_batch

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

    from stream.config.brands import Brands
    from stream.kafka.batch_transport import Batch
    from stream.kafka.producer import Producer
    from stream.kafka.topics import Topics
    from stream.metrics import Metrics

log = structlog.get_logger()

NAME_CHARACTERS_MAX = 100
NOTE_CHARACTERS_MAX = 500


class _Answer(AnswerRecord, frozen=True, kw_only=True):
    """An answer that counts: of a kind that there is."""

    kind: Kind
    event_id: str | None = None


_DECODER = msgspec.json.Decoder(_Answer)


def decode_answer(record: ConsumerRecord) -> Command:
    """The command in one record of `feedback`; its time is `at`, or that of the record if earlier.

    Raises RefusedError with a reason of `Refusal`.
    """
    if unread := refused_batch(record.headers):
        raise RefusedError(Refusal.TOO_LARGE, unread)
    if not record.value:
        raise RefusedError(Refusal.EMPTY_VALUE)
    if len(record.value) > ANSWER_BYTES_MAX:
        raise RefusedError(Refusal.TOO_LARGE, f"{len(record.value)} bytes, at most {ANSWER_BYTES_MAX}")
    try:
        brand = (record.key or b"").decode()
    except UnicodeDecodeError as error:
        raise RefusedError(Refusal.NOT_UTF8, "the key, which is the brand") from error
    sent = parsed(_DECODER, record.value)
    at_ms = record.timestamp if sent.at is None else min(epoch_milliseconds(sent.at), record.timestamp)
    return Command(
        brand=name_of(brand, "the key, which is the brand", BRAND_CHARACTERS_MAX, Refusal.BRAND_TOO_LONG),
        kind=sent.kind.value,
        at=at_ms / 1000.0,
        by=shortened(sent.by, NAME_CHARACTERS_MAX),
        trend_id=name_of(sent.trend_id, "trend_id", ID_CHARACTERS_MAX, Refusal.ID_TOO_LONG),
        event_id=shortened(sent.event_id, ID_CHARACTERS_MAX),
        note=shortened(sent.note, NOTE_CHARACTERS_MAX),
        until=0.0 if sent.until is None else epoch_milliseconds(sent.until) / 1000.0,
        origin=record.partition,
        offset=record.offset,
        version=shortened(sent.version, NAME_CHARACTERS_MAX),
        reference=shortened(sent.reference, NOTE_CHARACTERS_MAX),
        same_as=shortened(sent.same_as, ID_CHARACTERS_MAX),
        mention_ids=tuple(sent.mention_ids[:MENTIONS_MAX]),
    )


class FeedbackAgent:
    """Batches of `feedback` become commands in the logs of the engines, and dead letters.

    A batch that is delivered again writes its commands again: an engine skips those whose origin and offset it has seen.
    """

    def __init__(self, producer: Producer, dead_letter_producer: Producer, topics: Topics, metrics: Metrics) -> None:
        self._producer = producer
        self._dead_letter_producer = dead_letter_producer
        self._topics = topics
        self._metrics = metrics
        self._dead_letters = DeadLetters()

    async def on_batch(self, batch: Batch) -> None:
        """Takes one batch in; when this returns, everything it led to is acknowledged. Raises ProduceError."""
        commands: list[Command] = []
        refused: list[Refused] = []
        for record in batch.records:
            try:
                commands.append(decode_answer(record))
            except RefusedError as error:
                refused.append(Refused(record, error.reason, error.detail))
            except Exception as error:
                # A fault of ours in one answer must not stop the worker again and again.
                log.exception("answer_failed", partition=record.partition, offset=record.offset)
                refused.append(Refused(record, Refusal.UNEXPECTED, f"{type(error).__name__}: {error}"))
        await send_commands(self._producer, self._topics, commands)
        if refused:
            await self._keep(batch.partition, refused)
        for command in commands:
            self._metrics.commands(command.kind).inc()

    async def _keep(self, partition: int, refused: list[Refused]) -> None:
        """Writes the dead letters of a batch, and counts and logs what was refused, a line for each reason."""
        topic = self._topics.feedback_dead_letters
        kept = await self._dead_letter_producer.partition_count(topic)
        letters = self._dead_letters.of(refused)
        await self._dead_letter_producer.send_all(topic, {partition % kept: letters})
        self._metrics.dead_letters.inc(len(letters))
        details = {one.reason: one.detail for one in refused}
        for reason, count in Counter(one.reason for one in refused).items():
            self._metrics.answers_refused(reason).inc(count)
            log.warning("answers_refused", reason=reason, count=count, detail=details[reason])


async def send_commands(producer: Producer, topics: Topics, commands: Iterable[Command]) -> None:
    """Writes commands, in their order, into the logs of the engines of their brands. Raises ProduceError."""
    records: dict[int, list[Record]] = {}
    for command in commands:
        partition = partition_of(command.brand, topics.engine_partitions)
        records.setdefault(partition, []).append(Record(command.brand.encode(), encode_record(command)))
    await producer.send_all(topics.complaints, records)


def policy_commands(brands: Brands, at: float) -> list[Command]:
    """What makes every brand that has a table run by it from there on; to be sent again does no harm."""
    return [Command(brand=brand, kind=POLICY, at=at, policy=policy) for brand, policy in brands.named.items()]
