"""Arrays as plain values for a snapshot: kind, shape, bytes. No pickle: a snapshot must not run code."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = ("|b1", "<i4", "<i8", "<f4", "<f8")


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
