"""Compilation of kernels, kept between runs where a place for it can be written.

numba keeps what it compiled beside the source, or in the user's cache directory if that is read-only. Where neither can
be written (a read-only container) it would refuse to define the function at all, and where the disk is full to call it:
there it is compiled anew at each start, which takes some seconds and is otherwise the same.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numba.core.caching import FunctionCache

F = TypeVar("F", bound=Callable[..., Any])

wide = cast("Callable[[Any], int]", np.int64)
"""A number of 64 bits in a kernel: what is called with 32 bits here and 64 there is compiled twice."""


class _Cache(FunctionCache):
    """What was compiled is used also where there is no room to keep it."""

    def save_overload(self, sig: Any, data: Any) -> None:
        with contextlib.suppress(OSError):
            super().save_overload(sig, data)  # type: ignore[no-untyped-call]


def compiled(function: F) -> F:
    """`function` compiled to machine code at its first call; strict IEEE arithmetic, so that results do not vary."""
    dispatcher = njit(function)
    with contextlib.suppress(RuntimeError):
        dispatcher._cache = _Cache(function)  # type: ignore[no-untyped-call]
    return cast("F", dispatcher)


def direct(kernel: F) -> F:
    """A kernel for one caller, whose arguments are always of the same types: what these are is looked up in the first call
    alone. To do so in each takes longer than a small kernel runs. Arrays have to be contiguous."""
    found: list[Callable[..., Any]] = []

    def call(*arguments: Any) -> Any:
        if found:
            return found[0](*arguments)
        result = kernel(*arguments)
        if len(kernel.overloads) == 1:  # type: ignore[attr-defined]
            found.append(next(iter(kernel.overloads.values())).entry_point)  # type: ignore[attr-defined]
        return result

    return cast("F", call)
