"""The inner loops of the sliding windows of distinct people: a hash table from (slot, person) to the last bucket; compiled.

Open addressing with linear probing (Knuth, *The Art of Computer Programming* 3, 6.4). Nothing is deleted one by one: what
has left the largest window is stale, and is left out when the table is laid out anew.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]

FREE = -1
DROPPED = -2
NEVER = -(1 << 30)
_MIX = -7046029254386353131


@compiled
def find(slots: Int32s, people: Int64s, slot: int, person: int) -> int:
    """The place of the pair, or of the free place where it belongs."""
    mask = len(slots) - 1
    mixed = (person ^ (slot * _MIX)) * _MIX
    place = (mixed ^ (mixed >> 29)) & mask
    while slots[place] != FREE and (slots[place] != slot or people[place] != person):
        place = (place + 1) & mask
    return place


@compiled
def enter(
    slots: Int32s,
    people: Int64s,
    last: Int32s,
    told: Int32s,
    who: Int64s,
    told_each: Int32s,
    bucket: int,
    closed: int,
    windows: Int32s,
    counts: NDArray[np.int32],
    arrivals: Int32s,
    fresh_buckets: int,
) -> tuple[Int32s, int]:
    """Each of `who` was heard in `bucket`, which is closed, of the next `told_each` slots of `told`: moves the pairs there
    and counts them in the windows that they were not in. Returns the places of those that entered, and how many of the
    places were free."""
    entered = np.empty(len(told), np.int32)
    found, taken, at = 0, 0, 0
    oldest = closed - windows[-1]
    for index in range(len(who)):
        person = who[index]
        for _ in range(told_each[index]):
            slot = told[at]
            at += 1
            place = find(slots, people, slot, person)
            before = NEVER
            if slots[place] == FREE:
                slots[place] = slot
                people[place] = person
                taken += 1
            elif last[place] > oldest:
                before = last[place]
            if before >= bucket:
                continue
            last[place] = bucket
            entered[found] = place
            found += 1
            if before < bucket - fresh_buckets:
                arrivals[slot] += 1
            for number in range(len(windows)):
                edge = closed - windows[number]
                if before <= edge < bucket:
                    counts[number, slot] += 1
    return entered[:found].copy(), taken


@compiled
def leave(slots: Int32s, last: Int32s, places: Int32s, bucket: int, counts: Int32s) -> None:
    """Those at the places who were not heard again after `bucket` leave a window, whose counts these are."""
    for place in places:
        if last[place] == bucket and slots[place] >= 0:
            counts[slots[place]] -= 1


@compiled
def move(
    slots: Int32s, people: Int64s, last: Int32s, oldest: int, to_slots: Int32s, to_people: Int64s, to_last: Int32s
) -> tuple[int, Int32s]:
    """Lays the pairs heard after `oldest` out in another table. Returns how many there are, and where each place went: -1
    where nobody is any more."""
    moved = 0
    places = np.full(len(slots), -1, np.int32)
    for at in range(len(slots)):
        if slots[at] >= 0 and last[at] > oldest:
            place = find(to_slots, to_people, slots[at], people[at])
            to_slots[place] = slots[at]
            to_people[place] = people[at]
            to_last[place] = last[at]
            places[at] = place
            moved += 1
    return moved, places


@compiled
def strike(slots: Int32s, dropped: NDArray[np.bool_]) -> None:
    """Makes the pairs of dropped slots nobody's."""
    for at in range(len(slots)):
        if slots[at] >= 0 and dropped[slots[at]]:
            slots[at] = DROPPED
