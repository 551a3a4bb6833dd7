"""Python's garbage collector stands still while an engine is restored.

A restored engine is hundreds of thousands of objects of which none is garbage; the collector's looking through them again
and again was 15 to 40 % of the time that a restore took. They are not frozen for good: an engine refers to itself, so
without the collector the memory of a partition that was lost would never be free again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_restoring = 0


@contextmanager
def no_collecting() -> Iterator[None]:
    """For the event loop's thread; blocks may overlap. It collects again once the last has ended."""
    global _restoring
    _restoring += 1
    gc.disable()
    try:
        yield
    finally:
        _restoring -= 1
        if not _restoring:
            gc.enable()
