"""Compilation of kernels, kept between runs where a place for it can be written.

numba keeps what it compiled beside the source, or in the user's cache directory if that is read-only. Where neither can
be written (a read-only container) it would refuse to define the function at all: there it is compiled anew at each start,
which takes some seconds and is otherwise the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """`function` compiled to machine code at its first call; strict IEEE arithmetic, so that results do not vary."""
    try:
        return cast("F", njit(cache=True)(function))
    except RuntimeError:
        return cast("F", njit(function))
