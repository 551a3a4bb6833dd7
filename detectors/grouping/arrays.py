"""The clusterer's state as arrays: groups in slots, an inverted index over their terms, and room to compute in.

A *slot* holds one live group: up to `terms_max` entries (term, weight), the `j`-th of slot `s` at `s * stride + j`; the
stride is a power of two, since a division per posting was a good part of all time. The
postings of a term are the entries that hold it, those touched last at the end, in a block of `pool` that doubles as it
fills; blocks that became free are chained by size. A *term* is a small integer; the vocabulary keeps the words.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Int32s = NDArray[np.int32]
Floats = NDArray[np.float64]
Float32s = NDArray[np.float32]
Records = Any

# Places in `whole` and `real`: the scalars that the kernel changes.
LIVE, NEXT_ID, FREE_SLOTS, POOL_TOP, STAMP, HAND, EVICTED, EVICTED_HELD, DEAD_TERMS, POOL_NEEDED = range(10)
NOW, AGE, ARRIVED, ELAPSED, STARTED, TEXTS, RECENT = range(7)

# Most terms are in one group alone.
POSTINGS_MIN = 1
BLOCK_SIZES = 24
# A brand that wrote once is to take little: everything begins small and grows as it fills.
SLOTS_FIRST = 2
TERMS_FIRST = 16
POOL_FIRST = 64
# What a batch leaves behind is taken out as soon as the next text might not fit.
DEAD_FIRST = 160
# More than the greatest `sweep` may evict at a text.
EVICTED_FIRST = 72

ENTRY = np.dtype([("term", "<i4"), ("weight", "<f4")])
GROUP = np.dtype(
    [
        ("id", "<i8"),
        ("count", "<i8"),  # texts that joined
        ("popularity", "<f8"),  # the same, faded
        ("survival", "<f8"),  # the same, faded at the pace of eviction
        ("gap", "<f8"),  # usual silence between two of its texts, in half-lives
        ("last", "<f8"),  # when the last one joined, in half-lives
        ("reach", "<f8"),  # popularity's factor over the centroid's length, as of the last touch
        ("score", "<f8"),  # of the text in hand; zero between texts
        ("terms", "<i4"),
        ("place", "<i4"),  # where in `live` it stands
    ]
)
TERM = np.dtype(
    [
        ("groups", "<i4"),  # how many live groups hold it
        ("postings", "<i4"),
        ("start", "<i4"),
        ("room", "<i4"),
        ("scale", "<f4"),  # what one mention of it counts for
        ("weight", "<f4"),  # in the text in hand, if `stamp` is the present one
        ("stamp", "<i8"),
        ("texts", "<f8"),  # how many texts of late have it, faded since `counted`
        ("counted", "<f8"),  # how many texts had come when it was counted last
        ("common", "<f8"),  # how little it says for being in nearly every text: 0 for most, 1 for nothing at all
    ]
)


class Arrays(NamedTuple):
    """All arrays of one clusterer; see the module."""

    entries: Records
    groups: Records
    terms: Records
    live: Int32s
    free: Int32s
    pool: Int32s
    pool_free: Ints
    whole: Ints
    real: Floats
    candidates: Int32s
    evicted: Ints
    dead: Int32s


def stride_of(terms_max: int) -> int:
    """Room for the entries of a group: the power of two that holds `terms_max`."""
    return 1 << (terms_max - 1).bit_length()


def empty_arrays(slots: int, terms: int, pool: int, stride: int, candidates_max: int) -> Arrays:
    """Arrays without a group, with room for `slots` groups, `terms` terms and `pool` postings, of which a text looks at so
    many that they lead to `candidates_max` groups at most."""
    arrays = Arrays(
        entries=np.zeros(slots * stride, ENTRY),
        groups=np.zeros(slots, GROUP),
        terms=np.zeros(terms, TERM),
        live=np.zeros(slots, np.int32),
        free=np.arange(slots - 1, -1, -1, dtype=np.int32),
        pool=np.zeros(pool, np.int32),
        pool_free=np.full(BLOCK_SIZES, -1, np.int64),
        whole=np.zeros(16, np.int64),
        real=np.zeros(8, np.float64),
        candidates=np.zeros(min(candidates_max, pool), np.int32),
        evicted=np.zeros(EVICTED_FIRST, np.int64),
        dead=np.zeros(DEAD_FIRST, np.int32),
    )
    arrays.whole[FREE_SLOTS] = slots
    return arrays


def with_slots(arrays: Arrays, slots: int, stride: int) -> Arrays:
    """The same state with room for `slots` groups."""
    before = len(arrays.groups)
    free = int(arrays.whole[FREE_SLOTS])
    freed = np.zeros(slots, np.int32)
    freed[: slots - before] = np.arange(slots - 1, before - 1, -1)
    freed[slots - before : slots - before + free] = arrays.free[:free]
    arrays.whole[FREE_SLOTS] = free + slots - before
    return arrays._replace(
        entries=_longer(arrays.entries, slots * stride),
        groups=_longer(arrays.groups, slots),
        live=_longer(arrays.live, slots),
        free=freed,
    )


def with_terms(arrays: Arrays, terms: int) -> Arrays:
    """The same state with room for `terms` terms."""
    return arrays._replace(terms=_longer(arrays.terms, terms))


def with_pool(arrays: Arrays, pool: int, candidates_max: int) -> Arrays:
    """The same state with room for `pool` postings, and for as many candidates as these can lead to."""
    candidates = max(len(arrays.candidates), min(candidates_max, pool))
    return arrays._replace(pool=_longer(arrays.pool, pool), candidates=_longer(arrays.candidates, candidates))


def _longer(array: Any, size: int) -> Any:
    longer = np.zeros(size, array.dtype)
    longer[: len(array)] = array
    return longer
