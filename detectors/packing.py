"""Arrays and samples as plain values for a snapshot: kind, shape, bytes. No pickle: a snapshot must not run code."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Packed = tuple[str, list[int], memoryview]
"""What `pack` gave, as a snapshot is read: its bytes are a view of that."""

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


def fill(array: NDArray[Any], packed: Any) -> None:
    """Writes what `pack` was given into an array; ValueError when it is of another kind or shape."""
    kind, shape, held = packed
    if kind != array.dtype.str or tuple(shape) != array.shape:
        raise ValueError(f"array is {kind!r} of {shape}; it must be {array.dtype.str!r} of {array.shape}")
    array[...] = np.frombuffer(held, dtype=kind).reshape(shape)


def unpack_slots(packed: Any, each: Any, slots: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Slots, and what there is for each of them; ValueError when one is not below `slots`, or has nothing."""
    held, values = unpack(packed), unpack(each)
    if held.dtype.kind != "i" or held.ndim != 1 or held.shape != values.shape:
        raise ValueError(f"slots are {held.dtype} of {held.shape}, with {values.shape} for them")
    if len(held) and not 0 <= int(held.min()) <= int(held.max()) < slots:
        raise ValueError(f"a slot is not below {slots}")
    return held, values


def pack_samples(samples: list[Sample]) -> list[Any]:
    """Samples with their arrays packed."""
    return [(number, pack(held), pack(counted)) for number, held, counted in samples]


def unpack_samples(packed: Any, slots: int) -> list[Sample]:
    """The samples that `pack_samples` was given; ValueError when they are not of the first `slots` slots."""
    return [(int(number), *unpack_slots(held, counted, slots)) for number, held, counted in packed]
