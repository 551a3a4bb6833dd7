"""Arrays and samples as plain values for a snapshot: kind, shape, bytes. No pickle: a snapshot must not run code."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = ("|b1", "<i4", "<i8", "<f4", "<f8")
# Of one window, at one time: the window's number, the slots that had people in it, and how many.
Sample = tuple[int, NDArray[np.intp], NDArray[np.int32]]


def pack(array: NDArray[Any]) -> tuple[str, list[int], bytes]:
    """An array as its kind, shape and bytes."""
    return array.dtype.str, list(array.shape), array.tobytes()


def unpack(packed: Any) -> NDArray[Any]:
    """The array that `pack` was given; ValueError when it is none."""
    kind, shape, held = packed
    if kind not in KINDS:
        raise ValueError(f"array kind is {kind!r}; it must be one of {', '.join(KINDS)}")
    return np.frombuffer(held, dtype=kind).reshape(shape).copy()


def pack_samples(samples: list[Sample]) -> list[Any]:
    """Samples with their arrays packed."""
    return [(number, pack(held), pack(counted)) for number, held, counted in samples]


def unpack_samples(packed: Any) -> list[Sample]:
    """The samples that `pack_samples` was given."""
    return [(int(number), unpack(held), unpack(counted)) for number, held, counted in packed]
