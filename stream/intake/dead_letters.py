"""Refused records, kept: the original bytes and key, with the reason and the origin in headers."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from stream.kafka.producer import Record
from stream.kafka.topics import DEAD_LETTER_BYTES_MAX

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

DETAIL_CHARACTERS_MAX = 500
# Room for our own headers and Kafka's framing; a record above it is truncated, with its size and checksum in headers.
KEPT_BYTES_MAX = DEAD_LETTER_BYTES_MAX - 64 * 1024


def dead_letter(record: ConsumerRecord, reason: str, detail: str) -> Record:
    """The dead letter of a refused record. It always fits: key, value and headers are cut where they would not."""
    headers: list[tuple[str, bytes]] = [
        ("reason", reason.encode()),
        ("detail", detail[:DETAIL_CHARACTERS_MAX].encode("utf-8", "backslashreplace")),
        ("origin-topic", record.topic.encode()),
        ("origin-partition", str(record.partition).encode()),
        ("origin-offset", str(record.offset).encode()),
        ("origin-time", str(record.timestamp).encode()),
    ]
    room = KEPT_BYTES_MAX
    value, room = _kept(record.value, room, "value", headers)
    key, room = _kept(record.key, room, "key", headers)
    return Record(key, value, headers)


def _kept(content: bytes | None, room: int, name: str, headers: list[tuple[str, bytes]]) -> tuple[bytes | None, int]:
    if content is None:
        return None, room
    if len(content) > room:
        headers.append((f"original-{name}-bytes", str(len(content)).encode()))
        headers.append((f"original-{name}-sha256", sha256(content).hexdigest().encode()))
        content = content[:room]
    return content, room - len(content)
