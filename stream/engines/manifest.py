"""A checkpoint as records: chunks below Kafka's message limit, and a manifest with their offsets. Bytes, no Kafka.

A manifest without all of its chunks, or with another checksum, is damaged: the one before it counts. One of a newer version
is refused: to pass it over would silently go back in time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec
import zstandard

from detectors.errors import GroundswellError

VERSION = 1
CHUNK_BYTES = 900_000
# Of one partition, unpacked: what a damaged or foreign record could make us allocate.
CHECKPOINT_BYTES_MAX = 4 * 1024**3
WAY_OUT = (
    "`groundswell warm --replace FILE…` rebuilds the state from past mentions; `groundswell topics --repartition` starts "
    "without it"
)
_MANIFEST = "manifest"
_DIGEST = 16

Part = bytes | memoryview


class DamagedError(GroundswellError):
    """A checkpoint that is not whole: the one before it counts."""


class RefusedCheckpointError(GroundswellError):
    """A whole checkpoint that this worker must neither go on from nor pass over; the message gives the way out."""

    def __init__(self, partition: int, sentence: str) -> None:
        super().__init__(f"checkpoint of partition {partition}: {sentence}; {WAY_OUT}")


@dataclass(frozen=True)
class Setup:
    """What checkpoints must agree with, and what is only noted in them. Those with a structure of `before`, of earlier
    releases, are read too."""

    structure: str
    policy: str
    partitions: int
    before: tuple[str, ...] = ()

    @property
    def readable(self) -> tuple[str, ...]:
        """The structures of checkpoints that can be restored."""
        return (self.structure, *self.before)


class Earlier(msgspec.Struct, frozen=True):
    """A checkpoint that is still on the topic: its id, the number of its chunks, and the structure of its state."""

    checkpoint: str
    chunks: int
    structure: str = ""

    def record_keys(self) -> list[bytes]:
        """The keys of all its records."""
        return [chunk_key(self.checkpoint, number) for number in range(self.chunks)] + [manifest_key(self.checkpoint)]


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a checkpoint holds and where.

    Attributes:
        checkpoint: its id, which no other writer and no other checkpoint has.
        offset: of the log, the first record that the state does not include.
        alerts: position in `alerts` before which every event of the state is.
        chunks: offset and checksum of each chunk, in order.
        structure: hash of what the state depends on; see `detectors.engine.snapshot`.
        policy: hash of what may change while the state goes on.
        partitions: how many partitions the log had.
        earlier: older checkpoints that are still on the topic.
    """

    checkpoint: str
    offset: int
    alerts: int
    chunks: list[tuple[int, str]]
    structure: str
    policy: str
    partitions: int
    earlier: list[Earlier]

    @property
    def as_earlier(self) -> Earlier:
        """What the checkpoints after it say of it."""
        return Earlier(self.checkpoint, len(self.chunks), self.structure)


def chunk_key(checkpoint: str, number: int) -> bytes:
    return f"{checkpoint}/{number}".encode()


def manifest_key(checkpoint: str) -> bytes:
    return f"{checkpoint}/{_MANIFEST}".encode()


def is_manifest(key: bytes | None) -> bool:
    return key is not None and key.endswith(b"/" + _MANIFEST.encode())


def encode_manifest(manifest: Manifest) -> bytes:
    """Version, checksum and JSON, in words that can be read with any console consumer."""
    body = msgspec.json.encode(manifest)
    return b"%d %s %s" % (VERSION, digest(body).encode(), body)


def decode_manifest(value: bytes, partition: int) -> Manifest:
    """Raises DamagedError, and RefusedCheckpointError for one of a newer version."""
    version, _, rest = value.partition(b" ")
    if version.isdigit() and int(version) > VERSION:
        raise RefusedCheckpointError(
            partition, f"version is {int(version)}; this release reads up to {VERSION}, so it was written by a newer one"
        )
    checksum, _, body = rest.partition(b" ")
    if digest(body).encode() != checksum:
        raise DamagedError("the checksum of the manifest differs")
    try:
        return msgspec.json.decode(body, type=Manifest)
    except msgspec.MsgspecError as error:
        raise DamagedError(f"the manifest is unreadable: {error}") from error


def digest(part: bytes) -> str:
    return blake2b(part, digest_size=_DIGEST).hexdigest()


def pack(parts: Sequence[Part]) -> bytes:
    """Parts of a state, compressed; takes long, with the interpreter's lock released for most of it."""
    return zstandard.ZstdCompressor(level=3).compress(msgspec.msgpack.encode(parts))


def unpack(packed: bytes) -> list[Part]:
    """The parts that `pack` was given: views of what was unpacked. Raises DamagedError."""
    try:
        if zstandard.frame_content_size(packed) > CHECKPOINT_BYTES_MAX:
            raise DamagedError(f"unpacked it is above {CHECKPOINT_BYTES_MAX} bytes")
        parts: list[Part] = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(packed), type=list[memoryview])
    except (zstandard.ZstdError, msgspec.MsgspecError) as error:
        raise DamagedError(f"the chunks cannot be unpacked: {error}") from error
    return parts


def cut(packed: bytes, chunk_bytes: int) -> list[bytes]:
    """What was packed, as chunks of at most so many bytes."""
    return [packed[start : start + chunk_bytes] for start in range(0, len(packed), chunk_bytes)]


def joined(manifest: Manifest, found: Mapping[int, bytes]) -> bytes:
    """What was cut, from what lies at the offsets of the manifest. Raises DamagedError."""
    for number, (offset, checksum) in enumerate(manifest.chunks):
        if offset not in found:
            raise DamagedError(f"chunk {number} of {len(manifest.chunks)} is missing")
        if digest(found[offset]) != checksum:
            raise DamagedError(f"the checksum of chunk {number} differs")
    return b"".join(found[offset] for offset, _ in manifest.chunks)


def check_fits(manifest: Manifest, partition: int, setup: Setup, log_kept: range) -> None:
    """Raises RefusedCheckpointError when going on from this checkpoint would lead to other results, or skip records.

    `log_kept` is from the first offset that the log still has to the one that its next record will have.
    """
    if manifest.partitions != setup.partitions:
        raise RefusedCheckpointError(
            partition, f"the log had {manifest.partitions} partitions; it has {setup.partitions} now, so brands have moved"
        )
    if manifest.structure not in setup.readable:
        raise RefusedCheckpointError(
            partition, f"structure is {manifest.structure}; this release and its settings have {setup.structure}"
        )
    if not log_kept.start <= manifest.offset <= log_kept.stop:
        raise RefusedCheckpointError(
            partition,
            f"it goes on at offset {manifest.offset} of the log, which is kept from {log_kept.start} to {log_kept.stop}: "
            "records are missing",
        )
