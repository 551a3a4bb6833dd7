"""Compilation of kernels, kept between runs where a place for it can be written.

numba keeps what it compiled beside the source, or in the user's cache directory if that is read-only. Where neither can
be written (a read-only container) it would refuse to define the function at all, and where the disk is full to call it:
there it is compiled anew at each start, which takes some seconds and is otherwise the same.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import numpy as np
from numba import njit
from numba.core.caching import FunctionCache
from numba.core.dispatcher import Dispatcher
from numba.extending import register_jitable

F = TypeVar("F", bound=Callable[..., Any])

# The stamps of what is compiled as a part of others: filled while modules are loaded.
_PARTS: WeakKeyDictionary[Callable[..., Any], bytes] = WeakKeyDictionary()

wide = cast("Callable[[Any], int]", np.int64)
"""A number of 64 bits in a kernel: what is called with 32 bits here and 64 there is compiled twice."""


class _Cache(FunctionCache):
    """What was compiled is used also where there is no room to keep it, and no longer once a part of it has changed.

    numba looks only at the file of the function; what it calls and the constants it takes may be those of another file.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)  # type: ignore[no-untyped-call]
        self._cache_file._source_stamp = _stamp(function, self._cache_file._source_stamp)

    def save_overload(self, sig: Any, data: Any) -> None:
        with contextlib.suppress(OSError):
            super().save_overload(sig, data)  # type: ignore[no-untyped-call]


def _stamp(function: Callable[..., Any], file: bytes) -> bytes:
    """A digest of a kernel's own `file`, the stamps of the kernels it calls, and the constants it names."""
    digest = hashlib.sha256(file)
    for name, value in _named_by(function):
        if isinstance(value, Dispatcher):
            digest.update(_stamp_of(value))
        elif isinstance(value, FunctionType) and value in _PARTS:
            digest.update(_PARTS[value])
        elif isinstance(value, np.ndarray):
            digest.update(value.tobytes())
        elif isinstance(value, int | float | tuple):
            digest.update(f"{name}={value}".encode())
    return digest.digest()


def _named_by(function: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """What stands behind the names that a function uses, of modules what it may take from them."""
    names = function.__code__.co_names
    for name in names:
        value = function.__globals__.get(name)
        yield name, value
        if isinstance(value, ModuleType):
            yield from ((one, getattr(value, one, None)) for one in names)


def _stamp_of(kernel: Any) -> bytes:
    """Of what a kernel was compiled from, as far as it matters for what is kept of it; empty where nothing is."""
    return kernel._cache._cache_file._source_stamp if isinstance(kernel._cache, _Cache) else b""


def is_kept(kernel: Any) -> bool:
    """Whether an earlier run has kept what this kernel compiles to."""
    if not isinstance(kernel._cache, _Cache):
        return False
    return bool(kernel._cache._cache_file._load_index())  # type: ignore[no-untyped-call]


def compiled(function: F) -> F:
    """`function` compiled to machine code at its first call; strict IEEE arithmetic, so that results do not vary."""
    # Nobody calls it by a pointer; to make that possible takes a tenth of the time that it takes to compile.
    dispatcher = njit(no_cfunc_wrapper=True)(function)  # type: ignore[call-overload]
    try:
        dispatcher._cache = _Cache(function)
    except RecursionError:
        # A fault of ours, which would have every start compile anew.
        raise
    except RuntimeError:
        # There is no place to keep it.
        pass
    return cast("F", dispatcher)


def part(function: F) -> F:
    """`function` compiled into the kernels that call it. Where Python calls it, it is Python: to have it called from
    there, and kept in a file of its own, takes a good part of the time that it takes to compile."""
    code = function.__code__
    _PARTS[function] = _stamp(function, repr((code.co_code, code.co_consts, code.co_names)).encode())
    register_jitable(no_cfunc_wrapper=True)(function)
    return function


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
