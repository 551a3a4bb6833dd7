"""The inner loops of the sliding windows of distinct people: a hash table from (slot, person) to the last bucket; compiled.

Open addressing with linear probing (Knuth, *The Art of Computer Programming* 3, 6.4). Nothing is deleted one by one: what
has left the largest window is stale, and is left out when the table is rehashed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, part

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Table = NDArray[np.void]
Log = NDArray[np.void]

# Side by side: to look a pair up touches one line of the cache.
PAIR = np.dtype([("slot", np.int32), ("last", np.int32), ("person", np.int64)], align=True)
# Who was last seen in a bucket at the time: a place of the table. Stands for nobody once they are seen again.
ENTRY = np.dtype([("place", np.int32), ("bucket", np.int32)])
FREE = -1
DROPPED = -2
NEVER = -(1 << 30)
ENDLESS = 1 << 30
_MIX = -7046029254386353131
_HALF = 0xFFFFFFFF


@part
def find(table: Table, slot: int, person: int) -> int:
    """The place of the pair, or of the free place where it belongs."""
    mixed = (person ^ (slot * _MIX)) * _MIX
    # The upper half of a product spreads over any number of places below 2^32 (Lemire, *Fast random integer generation in
    # an interval*, 2019): the table need not be a power of two, which would leave up to half of it unused.
    place = (((mixed >> 32) & _HALF) * len(table)) >> 32
    while table[place].slot != FREE and (table[place].slot != slot or table[place].person != person):
        place += 1
        if place == len(table):
            place = 0
    return place


@compiled
def enter(
    table: Table,
    observed: Int64s,
    bucket: int,
    closed: int,
    windows: Int32s,
    counts: NDArray[np.int32],
    log: Log,
    end: int,
) -> tuple[int, int]:
    """Those `observed` (the person, in how many slots, and these, for each) were there in `bucket`, which is closed.

    Moves the pairs there and counts them in the windows that they were not in. Writes those that entered to the log from
    `end` on; returns how many, and how many of their places were free.
    """
    found, taken, at = 0, 0, 0
    oldest = closed - windows[-1]
    while at < len(observed):
        person, after = observed[at], at + 2 + observed[at + 1]
        for index in range(at + 2, after):
            slot = observed[index]
            place = find(table, slot, person)
            before = NEVER
            if table[place].slot == FREE:
                table[place].slot = slot
                table[place].person = person
                taken += 1
            elif table[place].last > oldest:
                before = table[place].last
            if before >= bucket:
                continue
            table[place].last = bucket
            log[end + found].place = place
            log[end + found].bucket = bucket
            found += 1
            for number in range(len(windows)):
                edge = closed - windows[number]
                if before <= edge < bucket:
                    counts[number, slot] += 1
        at = after
    return found, taken


@compiled
def leave(table: Table, log: Log, end: int, heads: Int64s, windows: Int32s, bucket: int, counts: NDArray[np.int32]) -> None:
    """Moves the windows to `bucket`: those in the log who were not seen again since leave them. `heads` says for each
    window how far in the log it has come."""
    for number in range(len(windows)):
        first, edge = heads[number], bucket - windows[number]
        after = first
        while after < end and log[after].bucket <= edge:
            after += 1
        # All are looked up before any is counted: places far apart are then fetched together, several times as fast.
        slots = np.empty(after - first, np.int32)
        for at in range(first, after):
            pair = table[log[at].place]
            slots[at - first] = pair.slot if pair.last == log[at].bucket else DROPPED
        for slot in slots:
            if slot >= 0:
                counts[number, slot] -= 1
        heads[number] = after


@part
def count_newest(table: Table, log: Log, begin: int, end: int, first: int, counts: Int32s) -> None:
    """Counts in `counts` who was last seen in the bucket `first` or later, among the entries of the log from `begin` on."""
    for at in range(end - 1, begin - 1, -1):
        if log[at].bucket < first:
            return
        pair = table[log[at].place]
        if pair.slot >= 0 and pair.last == log[at].bucket:
            counts[pair.slot] += 1


@compiled
def move(table: Table, oldest: int, to: Table) -> tuple[int, Int32s]:
    """Rehashes the pairs seen after `oldest` into another table, which is empty. Returns how many there are, and where each
    place went: -1 where nobody is any more."""
    moved = 0
    places = np.full(len(table), -1, np.int32)
    for at in range(len(to)):
        to[at].slot = FREE
    for at in range(len(table)):
        if table[at].slot >= 0 and table[at].last > oldest:
            place = find(to, table[at].slot, table[at].person)
            to[place] = table[at]
            places[at] = place
            moved += 1
    return moved, places


@compiled
def lay_out_anew(
    table: Table, log: Log, first: int, end: int, closed: int, windows: Int32s, to: Table, fresh: Log, heads: Int64s
) -> tuple[int, int]:
    """Moves the pairs of the largest window that ends with `closed` into another table (`move`), and the entries of the log
    from `first` to `end` that stand for one of them into another log. Returns how many there are of each."""
    moved, places = move(table, closed - windows[-1], to)
    kept = 0
    heads[:] = 0
    for at in range(first, end):
        place = places[log[at].place]
        if place >= 0:
            bucket = log[at].bucket
            fresh[kept].place, fresh[kept].bucket = place, bucket
            kept += 1
            for number in range(len(windows)):
                heads[number] += bucket <= closed - windows[number]
    return moved, kept


@compiled
def strike(table: Table, dropped: NDArray[np.bool_]) -> None:
    """Makes the pairs of dropped slots nobody's."""
    for at in range(len(table)):
        if table[at].slot >= 0 and dropped[table[at].slot]:
            table[at].slot = DROPPED
