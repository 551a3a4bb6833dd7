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
    bucket: int,
    closed: int,
    windows: Int32s,
    counts: NDArray[np.int32],
    arrivals: Int32s,
    fresh_buckets: int,
) -> tuple[NDArray[np.bool_], int]:
    """Pairs (told, who) were heard in `bucket`, which is closed: moves them there and counts them in the windows that they
    were not in. Returns which entered, and how many places of the table they took."""
    entered = np.zeros(len(told), np.bool_)
    taken = 0
    oldest = closed - windows[-1]
    for at in range(len(told)):
        slot = told[at]
        place = find(slots, people, slot, who[at])
        before = NEVER
        if slots[place] == FREE:
            slots[place] = slot
            people[place] = who[at]
            taken += 1
        elif last[place] > oldest:
            before = last[place]
        if before >= bucket:
            continue
        last[place] = bucket
        entered[at] = True
        if before < bucket - fresh_buckets:
            arrivals[slot] += 1
        for number in range(len(windows)):
            edge = closed - windows[number]
            if before <= edge < bucket:
                counts[number, slot] += 1
    return entered, taken


@compiled
def leave(
    slots: Int32s, people: Int64s, last: Int32s, told: Int32s, who: Int64s, bucket: int, counts: NDArray[np.int32]
) -> None:
    """The pairs of `bucket` that were not heard again leave a window, whose counts these are."""
    for at in range(len(told)):
        place = find(slots, people, told[at], who[at])
        if slots[place] != FREE and last[place] == bucket:
            counts[told[at]] -= 1


@compiled
def held(slots: Int32s, people: Int64s, last: Int32s, told: Int32s, who: Int64s, bucket: int) -> NDArray[np.bool_]:
    """Which of the pairs of `bucket` were not heard again."""
    found = np.zeros(len(told), np.bool_)
    for at in range(len(told)):
        place = find(slots, people, told[at], who[at])
        found[at] = slots[place] != FREE and last[place] == bucket
    return found


@compiled
def move(
    slots: Int32s, people: Int64s, last: Int32s, oldest: int, to_slots: Int32s, to_people: Int64s, to_last: Int32s
) -> int:
    """Lays the pairs heard after `oldest` out in another table. Returns how many there are."""
    moved = 0
    for at in range(len(slots)):
        if slots[at] >= 0 and last[at] > oldest:
            place = find(to_slots, to_people, slots[at], people[at])
            to_slots[place] = slots[at]
            to_people[place] = people[at]
            to_last[place] = last[at]
            moved += 1
    return moved


@compiled
def strike(slots: Int32s, dropped: NDArray[np.bool_]) -> None:
    """Makes the pairs of dropped slots nobody's."""
    for at in range(len(slots)):
        if slots[at] >= 0 and dropped[slots[at]]:
            slots[at] = DROPPED
