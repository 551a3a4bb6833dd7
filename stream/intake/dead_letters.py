"""Refused records, kept: the original bytes and key, with the reason and the origin in headers.

To keep a record costs more than to refuse it, and a broken producer may send a million. Up to `WHOLE_PER_MINUTE` of a
partition and reason are kept whole in each minute, which holds any honest mistake. Of a flood the first `WHOLE_PER_BATCH`
of each batch are; one letter then stands for the rest, and names their offsets, where they are as long as their topic
keeps them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import orjson

from stream.kafka.codec import OUR_FAULTS
from stream.kafka.producer import Record
from stream.kafka.topics import DEAD_LETTER_BYTES_MAX

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

DETAIL_CHARACTERS_MAX = 500
# Room for our own headers and Kafka's framing; a record above it is truncated, with its size and checksum in headers.
KEPT_BYTES_MAX = DEAD_LETTER_BYTES_MAX - 64 * 1024
WHOLE_PER_MINUTE = 5_000
WHOLE_PER_BATCH = 20
MINUTE_SECONDS = 60.0
COUNT_HEADER = "records"
"""How many records a letter stands for; a letter without it is one record."""


class Refused(NamedTuple):
    """A record that is refused; `reason` is of `Refusal`."""

    record: ConsumerRecord
    reason: str
    detail: str


class DeadLetters:
    """The dead letters of one topic's batches. It keeps only how many records it has lately kept whole."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` is monotonic seconds."""
        self._clock = clock
        self._minute_began_at = clock()
        self._whole: dict[tuple[int, str], int] = {}

    def of(self, refused: Iterable[Refused]) -> list[Record]:
        """The letters of the refused records of one batch, in the order of these."""
        if self._clock() >= self._minute_began_at + MINUTE_SECONDS:
            self._minute_began_at = self._clock()
            self._whole.clear()
        letters: list[Record] = []
        of_batch: dict[str, int] = {}
        rest: dict[str, list[Refused]] = {}
        for one in refused:
            if self._is_kept_whole(one, of_batch):
                letters.append(dead_letter(*one))
            else:
                rest.setdefault(one.reason, []).append(one)
        return letters + [joint_letter(each) for each in rest.values()]

    def _is_kept_whole(self, one: Refused, of_batch: dict[str, int]) -> bool:
        key = (one.record.partition, one.reason)
        whole, in_batch = self._whole.get(key, 0), of_batch.get(one.reason, 0)
        # What we failed at is needed whole: its batch is passed, and a mended release is to read it.
        if whole >= WHOLE_PER_MINUTE and in_batch >= WHOLE_PER_BATCH and one.reason not in OUR_FAULTS:
            return False
        self._whole[key] = whole + 1
        of_batch[one.reason] = in_batch + 1
        return True


def dead_letter(record: ConsumerRecord, reason: str, detail: str) -> Record:
    """The dead letter of a refused record. It always fits: key, value and headers are cut where they would not."""
    headers = _headers(record, reason, detail)
    room = KEPT_BYTES_MAX
    value, room = _kept(record.value, room, "value", headers)
    key, room = _kept(record.key, room, "key", headers)
    return Record(key, value, headers)


def joint_letter(refused: Sequence[Refused]) -> Record:
    """One letter for many refusals of a batch, all for the same reason.

    Its value names them as JSON, `{"offsets": [[first, last], …]}` with both ends included; the headers are those of the
    first, with the offset of the last and the count.
    """
    first, last = refused[0], refused[-1]
    headers = _headers(*first)
    headers += [("origin-last-offset", str(last.record.offset).encode()), (COUNT_HEADER, str(len(refused)).encode())]
    return Record(None, orjson.dumps({"offsets": ranges([one.record.offset for one in refused])}), headers)


def ranges(offsets: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending numbers as ranges, both ends included."""
    found: list[tuple[int, int]] = []
    for offset in offsets:
        if found and offset == found[-1][1] + 1:
            found[-1] = (found[-1][0], offset)
        else:
            found.append((offset, offset))
    return found


def records_in(letter: ConsumerRecord) -> int:
    """How many refused records a letter stands for."""
    count = dict(letter.headers).get(COUNT_HEADER) or b""
    return int(count) if len(count) < 10 and count.isdigit() else 1


def _headers(record: ConsumerRecord, reason: str, detail: str) -> list[tuple[str, bytes]]:
    return [
        ("reason", reason.encode()),
        ("detail", detail[:DETAIL_CHARACTERS_MAX].encode("utf-8", "backslashreplace")),
        ("origin-topic", record.topic.encode()),
        ("origin-partition", str(record.partition).encode()),
        ("origin-offset", str(record.offset).encode()),
        ("origin-time", str(record.timestamp).encode()),
    ]


def _kept(content: bytes | None, room: int, name: str, headers: list[tuple[str, bytes]]) -> tuple[bytes | None, int]:
    if content is None:
        return None, room
    if len(content) > room:
        headers.append((f"original-{name}-bytes", str(len(content)).encode()))
        headers.append((f"original-{name}-sha256", sha256(content).hexdigest().encode()))
        content = content[:room]
    return content, room - len(content)
