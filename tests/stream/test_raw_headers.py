"""Header names that are not UTF-8, in what a fetch brings."""

from __future__ import annotations

import gzip
import struct
from typing import Any

import pytest
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.legacy_records import LegacyRecordBatchBuilder
from aiokafka.record.util import calc_crc32c

from stream.kafka.raw_headers import FetchedRecords

AT_MS = 1_741_132_800_000
GZIP, NOT_COMPRESSED = 1, 0
NAME = "placeholder"
CRC_AT, SUMMED_FROM, RECORDS_FROM = 17, 21, 61


def packed(names: list[str], spoilt: bool, codec: int = NOT_COMPRESSED, base: int = 0) -> bytes:
    """A batch with one record for each name; `spoilt`: with a byte in NAME that no UTF-8 has."""
    batch = builder(names).build()
    if spoilt:
        batch[batch.index(NAME.encode())] = 0xFF
    if codec == GZIP:
        batch[RECORDS_FROM:] = gzip.compress(bytes(batch[RECORDS_FROM:]))
        struct.pack_into(">i", batch, 8, len(batch) - 12)
        struct.pack_into(">h", batch, SUMMED_FROM, GZIP)
    struct.pack_into(">q", batch, 0, base)
    struct.pack_into(">I", batch, CRC_AT, calc_crc32c(bytes(batch[SUMMED_FROM:])))
    return bytes(batch)


def builder(names: list[str]) -> Any:
    made = DefaultRecordBatchBuilder(2, NOT_COMPRESSED, 0, -1, -1, -1, 1 << 20)
    for offset, name in enumerate(names):
        made.append(offset, AT_MS + offset, b"key", b"\xfe%d" % offset, [(name, b"\xfd"), ("none", None)])
    return made


def read(data: bytes) -> list[tuple[Any, ...]]:
    records, found = FetchedRecords(data), []
    while records.has_next():
        batch = records.next_batch()
        assert batch.validate_crc()
        found += [(one.offset, one.timestamp, one.key, one.value, list(one.headers)) for one in batch]
    assert records.next_batch() is None
    return found


def expected(offset: int, name: str, base: int = 0) -> tuple[Any, ...]:
    return (base + offset, AT_MS + offset, b"key", b"\xfe%d" % offset, [(name, b"\xfd"), ("none", None)])


@pytest.mark.parametrize("codec", [NOT_COMPRESSED, GZIP])
def test_every_record_is_read_once_and_only_the_bad_bytes_are_written_out(codec: int) -> None:
    names = ["straße", NAME, "after"]
    data = packed(names, True, codec) + packed(names, False, codec, base=3)
    assert read(data) == [
        expected(0, "straße"),
        expected(1, r"\xfflaceholder"),
        expected(2, "after"),
        *(expected(offset, name, base=3) for offset, name in enumerate(names)),
    ]


def test_a_batch_that_the_fetch_cut_off_is_left_out() -> None:
    whole = packed([NAME], True)
    assert read(whole + packed(["next"], False, base=1)[:-1]) == [expected(0, r"\xfflaceholder")]


def test_a_fetch_smaller_than_its_first_batch_has_no_batch_but_a_size() -> None:
    data = packed([NAME], True)[:-1]
    assert (FetchedRecords(data).has_next(), FetchedRecords(data).size_in_bytes()) == (False, len(data))


def test_batches_of_the_older_formats_are_read_as_before() -> None:
    old = LegacyRecordBatchBuilder(1, NOT_COMPRESSED, 1 << 20)
    old.append(0, AT_MS, b"key", b"old")
    assert read(bytes(old.build()) * 2) == [(0, AT_MS, b"key", b"old", [])] * 2


def test_a_batch_that_is_broken_otherwise_is_still_an_error() -> None:
    data = bytearray(packed(["first", NAME], True))
    data[RECORDS_FROM] += 2
    batch = FetchedRecords(bytes(data)).next_batch()
    with pytest.raises(CorruptRecordException):
        list(batch)
