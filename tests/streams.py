"""What goes into `mentions` and what must come of it: a stream sent in parts, the complaints in it, the ids of events."""

from __future__ import annotations

from collections.abc import Sequence

from aiokafka.structs import ConsumerRecord

from detectors.errors import RefusedError
from stream.alerts.publisher import EVENT_ID_HEADER
from stream.config.load import Configuration
from stream.config.settings import Settings
from stream.intake.intake_agent import END_OF_REPLAY_HEADER, end_of_replay
from stream.intake.pipeline import build_intake
from stream.kafka.producer import Producer, Record
from stream.kafka.topics import Topics
from stream.offline.pipeline import end_of_replay as end_of_stream
from stream.reading import Row


async def send_rows(producer: Producer, settings: Settings, rows: Sequence[Row], first: int, last: int) -> None:
    """As `replay` sends, but from row to row: dealt out to the partitions, each in order; the end of the stream is sent
    with its last rows."""
    outgoing: dict[int, list[Record]] = {partition: [] for partition in range(settings.mentions_partitions)}
    for number, row in enumerate(rows[first:last], first):
        outgoing[number % settings.mentions_partitions].append(Record(None, row.value, (), row.at_ms))
    if last == len(rows):
        newest = max(row.at_ms for row in rows) / 1000.0
        end_ms = int(end_of_stream(newest, settings.lateness_seconds) * 1000)
        for records in outgoing.values():
            records.append(Record(None, None, [(END_OF_REPLAY_HEADER, str(end_ms).encode())], end_ms))
    await producer.send_all(Topics.of(settings).mentions, outgoing)


def complaints_of(mentions: list[ConsumerRecord], configuration: Configuration) -> set[tuple[int, int]]:
    """The origins and offsets of those mentions that are complaints."""
    intake, found = build_intake(configuration), set()
    for record in mentions:
        if end_of_replay(record) is not None:
            continue
        try:
            complaint = intake.take(record.value, record.timestamp, record.partition, record.offset).complaint
        except RefusedError:
            continue
        if complaint is not None:
            found.add((complaint.origin, complaint.offset))
    return found


def event_id(record: ConsumerRecord) -> bytes:
    (found,) = (value for name, value in record.headers if name == EVENT_ID_HEADER)
    return bytes(found)
