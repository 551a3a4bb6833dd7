"""The inner loop of the clusterer, compiled: a text is read, its group found or opened, learned, and some looked after.

Nothing here depends on which integer stands for a term or a slot, nor on where a batch is cut, so the same texts give the
same groups singly, in batches, and after a restore.

Its steps, each in a file: `nearest` (the search), `learning`, `live_groups` (opened and evicted), over `postings` (the
inverted index), `weights` and `arrays` (the state).
"""

from __future__ import annotations

import math

import numpy as np

from detectors.compiled import compiled, part
from detectors.grouping.arrays import (
    AGE,
    DEAD_TERMS,
    EVICTED_HELD,
    FREE_SLOTS,
    LIVE,
    POOL_NEEDED,
    POOL_TOP,
    STAMP,
    Arrays,
    Float32s,
    Floats,
    Int32s,
    Ints,
)
from detectors.grouping.bounds import Bounds
from detectors.grouping.learning import learn
from detectors.grouping.live_groups import make_room, open_group, sweep
from detectors.grouping.nearest import nearest
from detectors.grouping.postings import pool_needed
from detectors.grouping.weights import count_text, fading_clock


@part
def read_query(a: Arrays, terms: Int32s, values: Float32s, start: int, end: int, query: Int32s) -> int:
    """Mark the different terms of a text, with damped weights; their number. Without `values` each mention counts 1."""
    a.whole[STAMP] += 1
    stamp = a.whole[STAMP]
    known = 0
    for i in range(start, end):
        term = a.terms[terms[i]]
        if term.stamp != stamp:
            term.stamp = stamp
            term.weight = 0.0
            query[known] = terms[i]
            known += 1
        term.weight += values[i] if len(values) > 0 else 1.0
    for i in range(known):
        term = a.terms[query[i]]
        term.weight = math.sqrt(term.weight) * term.scale
    return known


@compiled
def assign(a: Arrays, b: Bounds, terms: Int32s, values: Float32s, ends: Ints, ats: Floats, first: int, groups: Ints) -> int:
    """Assign the texts from `first` on; returns how far it came: before the end when an array lacks room for the next.

    Text `i` has the terms `terms[ends[i]:ends[i + 1]]`; its group's id is written to `groups[i]`, -1 without terms.
    """
    total = len(ats)
    longest = 0
    for i in range(first, total):
        longest = max(longest, ends[i + 1] - ends[i])
    query = np.empty(longest, np.int32)
    for i in range(first, total):
        length = ends[i + 1] - ends[i]
        needed = pool_needed(a, terms, ends[i], ends[i + 1])
        if (
            a.whole[FREE_SLOTS] == 0
            or a.whole[POOL_TOP] + needed > len(a.pool)
            or a.whole[DEAD_TERMS] + (b.sweep + 2) * b.terms_max + length > len(a.dead)
            or a.whole[EVICTED_HELD] + b.sweep + 1 > len(a.evicted)
        ):
            a.whole[POOL_NEEDED] = needed
            return i
        if length == 0:
            groups[i] = -1
            continue
        age = fading_clock(a, b, ats[i])
        known = read_query(a, terms, values, ends[i], ends[i + 1], query)
        slot = nearest(a, b, query, known, 0.0, age, math.log(max(a.whole[LIVE], 1)))
        if slot < 0:
            if a.whole[LIVE] >= b.groups_max:
                make_room(a, b, age)
            slot = open_group(a, age)
        learn(a, b, slot, query, known, age)
        count_text(a, b, query, known)
        groups[i] = a.groups[slot].id
        sweep(a, b, slot, age)
    return total


@compiled
def predict(a: Arrays, b: Bounds, terms: Int32s, values: Float32s, strange: float) -> int:
    """The id of the group that a text would join, -1 for a new one; only marks of the computation change."""
    query = np.empty(len(terms), np.int32)
    known = read_query(a, terms, values, 0, len(terms), query)
    slot = nearest(a, b, query, known, strange, a.real[AGE], math.log(max(a.whole[LIVE], 1)))
    return a.groups[slot].id if slot >= 0 else -1
