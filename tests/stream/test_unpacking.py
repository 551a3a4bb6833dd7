"""Compressed batches are unpacked as aiokafka does it, and never into more room than they may have."""

from __future__ import annotations

import gzip
import resource
import struct
from contextlib import suppress

import cramjam
import pytest
from aiokafka import codec
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from hypothesis import given
from hypothesis import strategies as st

from stream.kafka.raw_headers import FetchedRecords
from stream.kafka.unpacking import UNPACKED_BYTES_MAX, CannotUnpackError, plain_batch, refused_batch

AT_MS = 1_741_132_800_000
GZIP, SNAPPY, LZ4, ZSTD = 1, 2, 3, 4
ENCODERS = {
    GZIP: codec.gzip_encode,
    SNAPPY: codec.snappy_encode,
    LZ4: codec.lz4_encode,
    ZSTD: codec.zstd_encode,
}
HEADER_BYTES, LENGTH_AT, ATTRIBUTES_AT = 61, 8, 21


def batch(number: int, values: list[bytes], base: int = 0) -> bytes:
    made = DefaultRecordBatchBuilder(2, number, 0, -1, -1, -1, 1 << 30)
    for offset, value in enumerate(values):
        made.append(offset, AT_MS + offset, b"key", value, [("name", b"\xfd")])
    return struct.pack(">q", base) + bytes(made.build())[8:]


def with_records(number: int, records: bytes) -> memoryview:
    """A batch of which the compressed records are these bytes, whatever they are."""
    head = bytearray(batch(0, [b"x"])[:HEADER_BYTES])
    struct.pack_into(">i", head, LENGTH_AT, HEADER_BYTES + len(records) - 12)
    struct.pack_into(">h", head, ATTRIBUTES_AT, number)
    return memoryview(bytes(head) + records)


@pytest.mark.parametrize("number", ENCODERS)
def test_every_codec_gives_what_was_sent(number: int) -> None:
    values = [b"a complaint " * 1_000, b"", b"another", b"z" * 300_000]
    records = FetchedRecords(batch(number, values) + batch(number, values[:1], base=4))
    found = []
    while records.has_next():
        one = records.next_batch()
        assert one.validate_crc()
        found += [(record.offset, record.timestamp, record.value, record.headers) for record in one]
    expected = [(offset, AT_MS + offset, value, (("name", b"\xfd"),)) for offset, value in enumerate(values)]
    assert [(*one[:3], tuple(one[3])) for one in found] == [*expected, (4, *expected[0][1:])]


@pytest.mark.parametrize("number", ENCODERS)
def test_of_a_batch_that_is_too_large_one_record_is_left_that_names_its_offsets(number: int) -> None:
    bomb = batch(number, [b"first", b"\0" * (UNPACKED_BYTES_MAX + 1), b"last"], base=7)
    records = FetchedRecords(bomb + batch(number, [b"after"], base=10))
    (stands, after) = (list(records.next_batch()) for _ in range(2))
    assert [(one.offset, one.value) for one in after] == [(10, b"after")]
    (one,) = stands
    assert (one.offset, one.timestamp, one.value) == (9, AT_MS + 2, bomb)
    assert refused_batch(one.headers).startswith("the batch from offset 7 to 9 cannot be unpacked into 32 MiB")


@pytest.mark.parametrize("number", ENCODERS)
def test_the_largest_that_is_allowed_is_unpacked(number: int) -> None:
    records = b"\0" * UNPACKED_BYTES_MAX
    assert len(plain_batch(with_records(number, ENCODERS[number](records)))) == HEADER_BYTES + UNPACKED_BYTES_MAX
    with pytest.raises(CannotUnpackError):
        plain_batch(with_records(number, ENCODERS[number](records + b"\0")))


def test_a_gigabyte_in_some_kilobytes_takes_no_memory() -> None:
    bomb = with_records(ZSTD, bytes(cramjam.zstd.compress(bytes(16 * 1024 * 1024))) * 64)
    assert len(bomb) < 100_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(CannotUnpackError):
        plain_batch(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2 * UNPACKED_BYTES_MAX / 1024


def test_gzip_in_several_members_is_read_to_its_end() -> None:
    assert plain_batch(with_records(GZIP, gzip.compress(b"one") + gzip.compress(b"two")))[HEADER_BYTES:] == b"onetwo"


def test_a_block_of_snappy_may_lie_about_its_size() -> None:
    four_gigabytes = b"\xff\xff\xff\xff\x0f" + b"\0" * 10
    for records in (four_gigabytes, codec.snappy_encode(b"x")[:16] + struct.pack(">i", 15) + four_gigabytes):
        with pytest.raises(CannotUnpackError):
            plain_batch(with_records(SNAPPY, records))


@given(st.sampled_from(range(8)), st.binary(max_size=300))
def test_whatever_is_no_batch_of_its_codec_is_an_error_of_ours(number: int, records: bytes) -> None:
    with suppress(CannotUnpackError):
        assert len(plain_batch(with_records(number, records))) >= HEADER_BYTES
