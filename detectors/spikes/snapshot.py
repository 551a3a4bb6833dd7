"""What the snapshot of a test holds, and what it is sealed in: a version and a checksum, MessagePack."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

from detectors.errors import SnapshotError
from detectors.packing import Packed

VERSION = 4


class SpikeState(msgspec.Struct, frozen=True):
    """A test in a snapshot. `keys` are by slot, None where no key has it. Of the arrays, which are most of it, reading
    copies nothing."""

    keys: list[int | str | None]
    windows: dict[str, Any]
    free: list[int]
    forgotten: int
    cooling: list[tuple[int, int]]
    late: dict[int, list[int]]
    arrays: dict[str, Packed]
    model: dict[str, Any]
    config: str


_STATE = msgspec.msgpack.Decoder(SpikeState)
_SEALED = msgspec.msgpack.Decoder(tuple[int, int, memoryview])


def sealed(state: dict[str, Any]) -> bytes:
    """The snapshot of a state, the fields of a `SpikeState`."""
    body = msgspec.msgpack.encode(state)
    return msgspec.msgpack.encode((VERSION, zlib.crc32(body), body))


def opened(snapshot: bytes | memoryview) -> SpikeState:
    """The state in a snapshot. Raises SnapshotError, and what msgspec raises for something else."""
    version, checksum, body = _SEALED.decode(snapshot)
    if version != VERSION:
        raise SnapshotError(f"the version of the snapshot is {version}; it must be {VERSION}")
    if zlib.crc32(body) != checksum:
        raise SnapshotError("the checksum of the snapshot does not fit its content")
    return _STATE.decode(body)
