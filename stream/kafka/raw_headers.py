"""Reading whatever brokers take: header names that are not UTF-8, and batches that unpack to any size.

Kafka's protocol defines a header's name as UTF-8, but no broker checks it. aiokafka raises UnicodeDecodeError for such a
name, on every attempt anew, so that nobody gets past the record. Here its batch is read a second time, by aiokafka's reader
in Python, with the bytes that are not UTF-8 as `\\xff`; key, value, offset and the other headers are as they were sent.
What is compressed is unpacked by `stream.kafka.unpacking`, into bounded room.

aiokafka has no setting for it: its fetcher's `MemoryRecords` is replaced, with effect only in threads that ask for it. It
relies on private parts; a test (`tests/stream/test_touch_points.py`) fails when one of them changes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial
from itertools import islice
from threading import local
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchPy, _DefaultRecordPy
from aiokafka.record.util import decode_varint_py

from stream.kafka.unpacking import REFUSED_BATCH_HEADER, CannotUnpackError, plain_batch

# What all formats of a batch begin with: offset and length, which does not count these twelve bytes; later, the format.
_LENGTH_AT, _LENGTH_FROM, _FORMAT_AT = 8, 12, 16
_FORMAT_WITH_HEADERS = 2

_strict_records: Any = fetcher.MemoryRecords
_here = local()


def read_any_header_name() -> None:
    """From now on the aiokafka consumers that run in the calling thread read records with any header names."""
    _here.any_name = True
    fetcher.MemoryRecords = _records


def _records(data: bytes) -> Any:
    return FetchedRecords(data) if getattr(_here, "any_name", False) else _strict_records(data)


class FetchedRecords:
    """The batches in what one fetch brought of a partition: aiokafka's `MemoryRecords`, with any header names.

    Args:
        data: whole batches one after the other; the last may be cut off, and is then left out.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._strict = _strict_records(data)
        self._begin = 0

    def has_next(self) -> bool:
        return bool(self._strict.has_next())

    def size_in_bytes(self) -> int:
        return len(self._data)

    def next_batch(self) -> Any:
        """The next batch, or None after the last; raises CorruptRecordException for one too short to be a batch."""
        batch = self._strict.next_batch()
        if batch is None:
            return None
        begin = self._begin
        (length,) = struct.unpack_from(">i", self._data, begin + _LENGTH_AT)
        self._begin = end = begin + _LENGTH_FROM + length
        # Older formats have no headers, and what a control batch holds is the brokers' own.
        if self._data[begin + _FORMAT_AT] < _FORMAT_WITH_HEADERS or batch.is_control_batch:
            return batch
        return _Batch(batch, memoryview(self._data)[begin:end])


class _Batch:
    """A batch that is unpacked by us, and read once more, in the slow way, when a header's name is not UTF-8."""

    def __init__(self, batch: Any, packed: memoryview) -> None:
        self._batch = batch
        self._packed = packed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __iter__(self) -> Iterator[Any]:
        if not self._batch.compression_type:
            return _records_of(self._batch, self._packed)
        try:
            plain = plain_batch(self._packed)
        except CannotUnpackError as error:
            return iter((self._stands_for_all(str(error)),))
        return _records_of(_strict_records(plain).next_batch(), memoryview(plain))

    def _stands_for_all(self, reason: str) -> Any:
        batch = self._batch
        last = batch.next_offset - 1
        why = f"the batch from offset {batch.base_offset} to {last} {reason}"
        headers = [(REFUSED_BATCH_HEADER, why.encode())]
        packed = bytes(self._packed)
        return _DefaultRecordPy(last, batch.max_timestamp, batch.timestamp_type, None, packed, headers)


def _records_of(batch: Any, packed: memoryview) -> Iterator[Any]:
    done = 0
    try:
        for record in batch:
            yield record
            done += 1
    except (UnicodeDecodeError, CorruptRecordException) as error:
        # Where aiokafka has no compiled parts, its reader wraps the one in the other.
        if not isinstance(error.__cause__ or error, UnicodeDecodeError):
            raise
        yield from islice(_read_again(packed), done, None)


def _read_again(packed: memoryview) -> Iterator[Any]:
    batch: Any = _DefaultRecordBatchPy(packed)
    batch._buffer = _LenientBytes(batch._buffer)
    # The compiled one takes a bytearray only, not a subclass.
    batch._read_msg = partial(batch._read_msg, decode_varint_py)
    return iter(batch)


class _LenientBytes(bytearray):
    """Bytes whose slices decode whatever they hold."""

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        return _LenientBytes(found) if isinstance(key, slice) else found

    def decode(self, encoding: str = "utf-8", errors: str = "backslashreplace") -> str:
        return super().decode(encoding, errors)
