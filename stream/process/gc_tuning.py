"""Python's garbage collector looks seldom, and not at all while an engine is restored.

What a worker holds is hundreds of thousands of objects of which next to none is garbage in cycles; the collector's looking
through them again and again was a sixth of what a worker did, and 15 to 40 % of a restore. It is not turned off for good:
an engine refers to itself, so without it the memory of a partition that was lost would never be free again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects that refer to others, before the young ones are looked through; and how often the young ones are, before the
# older, and these, before all.
SELDOM = (50_000, 20, 20)

_restoring = 0


def collect_seldom() -> None:
    """Once a process has begun: what exists now is not looked through before the first restore, what is new seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


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
            # Everything to the oldest generation, unseen: else the young ones, which it all lies in, are looked
            # through at once, for most of a second in which nothing else happens.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
