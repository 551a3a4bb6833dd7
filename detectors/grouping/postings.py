"""The inverted index of the clusterer, compiled: which entries of live groups hold a term, and where these stand."""

from __future__ import annotations

from detectors.compiled import part, wide
from detectors.grouping.arrays import DEAD_TERMS, POOL_TOP, POSTINGS_MIN, Arrays, Int32s


@part
def size_of(room: int) -> int:
    size = 0
    while (POSTINGS_MIN << size) < room:
        size += 1
    return size


@part
def forget_block(a: Arrays, number: int) -> None:
    term = a.terms[number]
    if term.room > 0:
        size = size_of(term.room)
        a.pool[term.start] = a.pool_free[size]
        a.pool_free[size] = term.start
    term.room = 0
    term.postings = 0


@part
def grow_block(a: Arrays, number: int) -> None:
    term = a.terms[number]
    wanted = POSTINGS_MIN if term.room == 0 else term.room * 2
    size = size_of(wanted)
    if a.pool_free[size] >= 0:
        start = a.pool_free[size]
        a.pool_free[size] = a.pool[start]
    else:
        start = a.whole[POOL_TOP]
        a.whole[POOL_TOP] += wanted
    held = term.postings
    for i in range(held):
        a.pool[start + i] = a.pool[term.start + i]
    forget_block(a, number)
    term.start = start
    term.room = wanted
    term.postings = held


@part
def pool_needed(a: Arrays, terms: Int32s, start: int, end: int) -> int:
    """The most that the blocks of the terms of a text can take of the pool: one that is full grows once, to twice its size,
    and any of them may be free again once a group was evicted to make room."""
    needed = 0
    for i in range(start, end):
        term = a.terms[terms[i]]
        needed += max(POSTINGS_MIN, 2 * wide(term.room)) if term.postings >= term.room else POSTINGS_MIN
    return needed


@part
def post(a: Arrays, number: int, entry: int, postings_max: int) -> None:
    """Make `entry` the newest posting of a term; above the bound the one longest untouched goes."""
    term = a.terms[number]
    held = term.postings
    if held >= postings_max:
        for i in range(term.start + 1, term.start + held):
            a.pool[i - 1] = a.pool[i]
        a.pool[term.start + held - 1] = entry
        return
    if held == term.room:
        grow_block(a, number)
    a.pool[term.start + held] = entry
    term.postings = held + 1


@part
def unpost(a: Arrays, number: int, entry: int) -> None:
    term = a.terms[number]
    end = term.start + term.postings
    for i in range(term.start, end):
        if a.pool[i] == entry:
            for j in range(i + 1, end):
                a.pool[j - 1] = a.pool[j]
            term.postings -= 1
            return


@part
def touch(a: Arrays, number: int, entry: int, postings_max: int) -> None:
    """Of a term with more groups than postings, keep those that were touched last."""
    if a.terms[number].groups > postings_max:
        unpost(a, number, entry)
        post(a, number, entry, postings_max)


@part
def drop_entry(a: Arrays, slot: int, place: int, stride_bits: int) -> None:
    """Take the entry at `place` out of a group; the group's last entry moves there."""
    base = slot << stride_bits
    number = a.entries[base + place].term
    unpost(a, number, base + place)
    a.terms[number].groups -= 1
    if a.terms[number].groups == 0:
        forget_block(a, number)
        a.terms[number].texts = 0.0
        a.terms[number].common = 0.0
        a.dead[a.whole[DEAD_TERMS]] = number
        a.whole[DEAD_TERMS] += 1
    last = a.groups[slot].terms - 1
    if place != last:
        moved = a.entries[base + last].term
        a.entries[base + place].term = moved
        a.entries[base + place].weight = a.entries[base + last].weight
        term = a.terms[moved]
        for i in range(term.start, term.start + term.postings):
            if a.pool[i] == base + last:
                a.pool[i] = base + place
                break
    a.groups[slot].terms = last
