"""What a snapshot is sealed in: a version, a checksum, and what the engine was configured with."""

from __future__ import annotations

from collections.abc import Callable, Collection
from hashlib import blake2b
from typing import NamedTuple, TypeVar

import msgspec
from msgspec.msgpack import Decoder

from detectors.errors import SnapshotError

T = TypeVar("T")

VERSION = 4
"""Of the content. Raise it with any change after which an older one could not be read, or would mean something else."""

READABLE = (3, VERSION)

WAY_OUT = "rebuild it from past mentions with `groundswell warm --replace FILE…`, or start without it"

_MAGIC = b"groundswell\x00"
_VERSION_BYTES = 2
_DIGEST = 16
_CHECKED_FROM = len(_MAGIC) + _DIGEST
_OPENED = Decoder(tuple[str, str, msgspec.Raw])


class Heading(NamedTuple):
    """What an engine was configured with when its snapshot was taken: two hashes, see `structure_hash`, `policy_hash`."""

    structure: str
    policy: str


class Captured(NamedTuple):
    """A state that no longer changes, to be put together: the engine may go on, and another thread seal it."""

    heading: Heading
    state: Callable[[], msgspec.Struct]

    def sealed(self) -> bytes:
        """The snapshot: a mark, a checksum, the version, the heading, the state."""
        content = msgspec.msgpack.encode((*self.heading, self.state()))
        checked = VERSION.to_bytes(_VERSION_BYTES, "big") + content
        return b"".join((_MAGIC, _digest(checked), checked))


def heading_of(snapshot: bytes | memoryview) -> Heading:
    """The heading of a snapshot of this version; SnapshotError when it is damaged or of another one."""
    return _opened(snapshot)[0]


def unsealed(snapshot: bytes | memoryview, structure: str, decoder: Decoder[T], before: Collection[str] = ()) -> T:
    """The state in a snapshot that was taken with this structure, or one of those `before`; SnapshotError otherwise.

    `decoder` is made when its module is imported, as all that engines are restored with: engines are restored in several
    threads at once, and where two threads are the first to decode a type of structs, msgspec 0.22 reads through a pointer
    that is not set yet, and the process is gone.
    """
    heading, state = _opened(snapshot)
    if heading.structure not in (structure, *before):
        raise SnapshotError(f"the structure of the snapshot is {heading.structure!r}; it must be {structure!r}: {WAY_OUT}")
    return _decoded(state, decoder)


def _opened(snapshot: bytes | memoryview) -> tuple[Heading, msgspec.Raw]:
    checked = memoryview(snapshot)[_CHECKED_FROM:]
    if snapshot[: len(_MAGIC)] != _MAGIC or len(checked) < _VERSION_BYTES:
        raise SnapshotError(f"this is no snapshot of an engine: {WAY_OUT}")
    if _digest(checked) != snapshot[len(_MAGIC) : _CHECKED_FROM]:
        raise SnapshotError(f"the snapshot is damaged, its checksum differs: {WAY_OUT}")
    version = int.from_bytes(checked[:_VERSION_BYTES], "big")
    if version not in READABLE:
        raise SnapshotError(f"the version of the snapshot is {version}; it must be {READABLE[0]} to {VERSION}: {WAY_OUT}")
    structure, policy, state = _decoded(checked[_VERSION_BYTES:], _OPENED)
    return Heading(structure, policy), state


def _decoded(packed: memoryview | msgspec.Raw, decoder: Decoder[T]) -> T:
    try:
        return decoder.decode(packed)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SnapshotError(f"the snapshot cannot be read, {error}: {WAY_OUT}") from error


def _digest(checked: bytes | memoryview) -> bytes:
    return blake2b(checked, digest_size=_DIGEST).digest()
