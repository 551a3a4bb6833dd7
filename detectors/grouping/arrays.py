"""The clusterer's state as arrays: groups in slots, an inverted index over their terms, and room to compute in.

A *slot* holds one live group: up to `terms_max` entries (term, weight), entry `e` of slot `s` at `s * terms_max + j`. The
postings of a term are the entries that hold it, oldest touched first, in a block of `pool` that doubles as it fills; blocks
that became free are chained by size. A *term* is a small integer; the estimator keeps the words.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Int32s = NDArray[np.int32]
Floats = NDArray[np.float64]
Float32s = NDArray[np.float32]

# Places in `whole` and `real`: the scalars that the kernel changes.
LIVE, NEXT_ID, FREE_SLOTS, POOL_TOP, STAMP, HAND, EVICTED, EVICTED_HELD, DEAD_TERMS, ENTRIES = range(10)
NOW, AGE, ARRIVED, ELAPSED, STARTED = range(5)

POSTINGS_MIN = 4
BLOCK_SIZES = 24


class Arrays(NamedTuple):
    """All arrays of one clusterer; see the module. `group_*` are by slot, `term_*` by term."""

    entry_term: Int32s
    entry_weight: Float32s
    group_id: Ints
    group_terms: Int32s
    group_count: Ints
    group_popularity: Floats
    group_survival: Floats
    group_gap: Floats
    group_last: Floats
    group_norm: Floats
    group_place: Int32s
    live: Int32s
    free_slots: Int32s
    term_groups: Int32s
    term_start: Ints
    term_postings: Int32s
    term_room: Int32s
    pool: Int32s
    pool_free: Ints
    whole: Ints
    real: Floats
    score: Floats
    query_weight: Floats
    query_stamp: Ints
    candidates: Int32s
    evicted: Ints
    dead: Int32s


_FLOAT32 = ("entry_weight",)
_INT64 = ("group_id", "group_count", "term_start", "pool_free", "whole", "query_stamp", "evicted")
_FLOAT64 = ("group_popularity", "group_survival", "group_gap", "group_last", "group_norm", "real", "score", "query_weight")
_BY_ENTRY = ("entry_term", "entry_weight")
_BY_SLOT = (*(f for f in Arrays._fields if f.startswith("group_")), "live", "free_slots", "score")
_BY_TERM = (*(f for f in Arrays._fields if f.startswith("term_")), "query_weight", "query_stamp")


def empty_arrays(slots: int, terms: int, pool: int, terms_max: int, candidates_max: int) -> Arrays:
    """Arrays without a group, with room for `slots` groups, `terms` terms and `pool` postings."""

    def of(name: str) -> Any:
        dtype: Any = (
            np.float32 if name in _FLOAT32 else np.int64 if name in _INT64 else np.float64 if name in _FLOAT64 else np.int32
        )
        size = (
            slots * terms_max if name in _BY_ENTRY else slots if name in _BY_SLOT else terms if name in _BY_TERM else
            {"pool": pool, "pool_free": BLOCK_SIZES, "whole": 16, "real": 8, "candidates": candidates_max}.get(name, 4096)
        )  # fmt: skip
        return np.zeros(size, dtype)

    arrays = Arrays(*map(of, Arrays._fields))
    arrays.pool_free.fill(-1)
    arrays.group_id.fill(-1)
    arrays.free_slots[:] = np.arange(slots - 1, -1, -1)
    arrays.whole[FREE_SLOTS] = slots
    return arrays


def with_slots(arrays: Arrays, slots: int, terms_max: int) -> Arrays:
    """The same state with room for `slots` groups."""
    before = len(arrays.group_id)
    grown: dict[str, Any] = {name: _longer(getattr(arrays, name), slots) for name in _BY_SLOT}
    grown |= {name: _longer(getattr(arrays, name), slots * terms_max) for name in _BY_ENTRY}
    grown["group_id"][before:] = -1
    free = int(arrays.whole[FREE_SLOTS])
    # The lowest new slot is taken first, and all new ones after those that were free before.
    grown["free_slots"][slots - before : slots - before + free] = arrays.free_slots[:free]
    grown["free_slots"][: slots - before] = np.arange(slots - 1, before - 1, -1)
    arrays.whole[FREE_SLOTS] = free + slots - before
    return arrays._replace(**grown)


def with_terms(arrays: Arrays, terms: int) -> Arrays:
    """The same state with room for `terms` terms."""
    return arrays._replace(**{name: _longer(getattr(arrays, name), terms) for name in _BY_TERM})


def with_pool(arrays: Arrays, pool: int) -> Arrays:
    """The same state with room for `pool` postings."""
    return arrays._replace(pool=_longer(arrays.pool, pool))


def _longer(array: Any, size: int) -> Any:
    longer = np.zeros(size, array.dtype)
    longer[: len(array)] = array
    return longer
