"""Tuning of Python's garbage collector: it runs rarely, and not at all while modules are loaded or an engine works.

What a worker holds is hundreds of thousands of objects of which next to none is garbage in cycles; scanning them
again and again took a sixth of a worker's time, a fifth of its start, and 15 to 40 % of a restore; to scan what an engine
has just taken in, once, took 4 to 7 % of its time. It is not turned off for good: an engine refers to itself, so without it
the memory of a revoked partition would never be freed.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

# Allocations before the youngest generation is scanned; scans of it before the next generation; of that before all.
SELDOM = (50_000, 20, 20)
# What the pauses leave unscanned is scanned once in so long: most of a second for a million objects.
SWEEP_SECONDS = 3600.0

_paused = 0
_swept_at = time.monotonic()


def tune_gc() -> None:
    """Called once at the start of a process: what exists now is not scanned before the first restore, the rest rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


@contextmanager
def gc_paused() -> Iterator[None]:
    """Disables the collector for the block; everything is scanned at the end of one that ends `SWEEP_SECONDS` or more after
    the last time. For the event loop's thread; blocks may overlap, the last one re-enables it."""
    global _paused
    _paused += 1
    gc.disable()
    try:
        yield
    finally:
        _paused -= 1
        if time.monotonic() >= _swept_at + SWEEP_SECONDS:
            sweep()
        if not _paused:
            # Moves everything to the oldest generation unscanned: else the younger ones, which hold all of it, are
            # scanned at once, for most of a second in which nothing else happens.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def sweep() -> None:
    """Scans everything, and frees what is garbage in cycles: after an engine was let go of, too."""
    global _swept_at
    gc.collect()
    _swept_at = time.monotonic()
