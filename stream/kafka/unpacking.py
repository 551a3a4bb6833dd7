"""Unpacking compressed batches into bounded room.

A broker takes a batch by its compressed size, and a few kilobytes may hold gigabytes. aiokafka unpacks a batch whole, so
that one would take the memory of every worker that comes to it. Here a batch is unpacked into `UNPACKED_BYTES_MAX` at most.
Of what is larger, or cannot be unpacked at all, one record is left, at the last of the batch's offsets: its value is the
batch as it was sent, and the header `REFUSED_BATCH_HEADER` holds why. Nobody is stopped, and nothing is passed in silence.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import cramjam

from detectors.errors import GroundswellError

UNPACKED_BYTES_MAX = 32 * 1024 * 1024
"""Producers of today's clients send a megabyte, before compression, unless they are set otherwise."""
REFUSED_BATCH_HEADER = "groundswell-refused-batch"

# In format 2: where a batch says its length, which does not count the first twelve bytes; its codec; where records begin.
_LENGTH_AT, _LENGTH_FROM, _ATTRIBUTES_AT, _RECORDS_FROM = 8, 12, 21, 61
_CODEC_BITS = 0b111
_GZIP, _SNAPPY, _LZ4, _ZSTD = 1, 2, 3, 4
_XERIAL, _XERIAL_BLOCKS_FROM, _XERIAL_LENGTH = b"\x82SNAPPY\x00", 16, 4
_GZIP_WINDOW = 31


class CannotUnpackError(GroundswellError):
    """A batch that is larger than it may be, or no batch of its codec; the text says which."""


def plain_batch(packed: memoryview) -> bytes:
    """A compressed batch of format 2 as the same batch without compression; its checksum is that of the compressed one.

    Raises CannotUnpackError.
    """
    (attributes,) = struct.unpack_from(">h", packed, _ATTRIBUTES_AT)
    records = _unpacked(attributes & _CODEC_BITS, packed[_RECORDS_FROM:])
    head = bytearray(packed[:_RECORDS_FROM])
    struct.pack_into(">i", head, _LENGTH_AT, _RECORDS_FROM + len(records) - _LENGTH_FROM)
    struct.pack_into(">h", head, _ATTRIBUTES_AT, attributes & ~_CODEC_BITS)
    return b"".join((head, records))


def refused_batch(headers: Sequence[tuple[str, bytes | None]]) -> str:
    """Why a record stands for a whole batch that could not be unpacked; empty for any other record."""
    return next((str(value or b"", "utf-8", "replace") for name, value in headers if name == REFUSED_BATCH_HEADER), "")


def _unpacked(codec: int, records: memoryview) -> bytes:
    try:
        if codec == _GZIP:
            return _gunzipped(records)
        # Its pages cost nothing until they are written to.
        with mmap.mmap(-1, UNPACKED_BYTES_MAX) as room:
            return room[: _unpack_into(room, codec, records)]
    except (cramjam.DecompressionError, zlib.error, ValueError, struct.error) as error:
        raise CannotUnpackError(f"cannot be unpacked into {UNPACKED_BYTES_MAX >> 20} MiB: {error}") from error


def _unpack_into(room: mmap.mmap, codec: int, records: memoryview) -> int:
    if codec == _LZ4:
        return int(cramjam.lz4.decompress_into(records, room))
    if codec == _ZSTD:
        return int(cramjam.zstd.decompress_into(records, room))
    if codec != _SNAPPY:
        raise ValueError(f"no codec has the number {codec}")
    end = 0
    for block in _snappy_blocks(records):
        size = int(cramjam.snappy.decompress_raw_len(block))
        if size > len(room) - end:
            raise ValueError("too large")
        with memoryview(room) as view, view[end : end + size] as part:
            end += int(cramjam.snappy.decompress_raw_into(block, part))
    return end


def _snappy_blocks(records: memoryview) -> list[memoryview]:
    """Blocks with their lengths before them, as most clients write, or the one block that it is."""
    if bytes(records[: len(_XERIAL)]) != _XERIAL:
        return [records]
    blocks, at = [], _XERIAL_BLOCKS_FROM
    while at < len(records):
        (length,) = struct.unpack_from(">i", records, at)
        at += _XERIAL_LENGTH
        if not 0 < length <= len(records) - at:
            raise ValueError("a block that is cut off")
        blocks.append(records[at : at + length])
        at += length
    return blocks


def _gunzipped(records: memoryview) -> bytes:
    pieces, room, rest = [], UNPACKED_BYTES_MAX, bytes(records)
    while rest:
        member: Any = zlib.decompressobj(_GZIP_WINDOW)
        pieces.append(member.decompress(rest, room + 1))
        room -= len(pieces[-1])
        if room < 0:
            raise ValueError("too large")
        if not member.eof:
            raise ValueError("cut off")
        rest = member.unused_data
    return b"".join(pieces)
