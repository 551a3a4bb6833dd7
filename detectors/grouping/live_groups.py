"""Which groups of the clusterer live, compiled: opened, looked after in turn, and evicted."""

from __future__ import annotations

import math

from detectors.compiled import part, wide
from detectors.grouping.arrays import EVICTED, EVICTED_HELD, FREE_SLOTS, HAND, LIVE, NEXT_ID, Arrays
from detectors.grouping.bounds import Bounds
from detectors.grouping.postings import drop_entry
from detectors.grouping.weights import refresh


@part
def open_group(a: Arrays, age: float) -> int:
    a.whole[FREE_SLOTS] -= 1
    slot = a.free[a.whole[FREE_SLOTS]]
    live = a.whole[LIVE]
    a.live[live] = slot
    a.whole[LIVE] = live + 1
    group = a.groups[slot]
    group.id = a.whole[NEXT_ID]
    group.count = 0
    group.popularity = 0.0
    group.survival = 0.0
    group.gap = 0.0
    group.last = age
    group.reach = 0.0
    group.score = 0.0
    group.terms = 0
    group.place = live
    a.whole[NEXT_ID] += 1
    return slot  # type: ignore[no-any-return]


@part
def evict(a: Arrays, slot: int, stride_bits: int) -> None:
    while a.groups[slot].terms > 0:
        drop_entry(a, slot, wide(a.groups[slot].terms) - 1, stride_bits)
    place = a.groups[slot].place
    last = a.whole[LIVE] - 1
    moved = a.live[last]
    a.live[place] = moved
    a.groups[moved].place = place
    a.whole[LIVE] = last
    a.free[a.whole[FREE_SLOTS]] = slot
    a.whole[FREE_SLOTS] += 1
    a.evicted[a.whole[EVICTED_HELD]] = a.groups[slot].id
    a.whole[EVICTED_HELD] += 1
    a.whole[EVICTED] += 1


@part
def make_room(a: Arrays, b: Bounds, age: float) -> None:
    """At the bound, evict the group with the least survival among the next ones in turn."""
    live = a.whole[LIVE]
    worst = wide(-1)
    least = 0.0
    for i in range(min(live, 32)):
        slot = wide(a.live[(a.whole[HAND] + i) % live])
        left = math.log(a.groups[slot].survival) + (a.groups[slot].last - age) * 0.6931471805599453
        if worst < 0 or left < least:
            worst = slot
            least = left
    a.whole[HAND] = (a.whole[HAND] + 32) % live
    evict(a, worst, b.stride_bits)


@part
def sweep(a: Arrays, b: Bounds, slot: int, age: float) -> None:
    """Look after a few groups on each text, in turn, instead of after all of them now and then: no text waits for it."""
    for _ in range(b.sweep):
        live = a.whole[LIVE]
        if live <= 1:
            return
        hand = a.whole[HAND]
        if hand >= live:
            hand = 0
        other = wide(a.live[hand])
        a.whole[HAND] = hand + 1
        if other == slot:
            continue
        group = a.groups[other]
        silent = age - group.last
        gone = group.survival * 2.0 ** (-silent) < b.survival_min
        if group.count > 2 and silent > b.gaps_max * group.gap + 0.3:
            gone = True
        if not gone and b.term_fading > 0.0:
            keep = 2.0 ** (-silent * b.term_fading)
            place = wide(0)
            while place < group.terms:
                if a.entries[(other << b.stride_bits) + place].weight * keep < b.weight_min:
                    drop_entry(a, other, place, b.stride_bits)
                else:
                    place += 1
        if gone or group.terms == 0:
            evict(a, other, b.stride_bits)
            a.whole[HAND] = hand
        else:
            refresh(a, b, other, age, math.log(live))
