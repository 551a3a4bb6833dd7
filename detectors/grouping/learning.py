"""How a group of the clusterer learns a text, compiled: its terms, their weights, and which of them it keeps."""

from __future__ import annotations

import math

import numpy as np

from detectors.compiled import part, wide
from detectors.grouping.arrays import LIVE, STAMP, Arrays, Floats, Int32s
from detectors.grouping.bounds import Bounds
from detectors.grouping.postings import drop_entry, post, touch
from detectors.grouping.weights import rarity, refresh


@part
def weakest(a: Arrays, base: int, terms_max: int, worth: Floats) -> int:
    least = 0
    for j in range(1, terms_max):
        if worth[j] < worth[least] or (
            worth[j] == worth[least] and a.entries[base + j].weight < a.entries[base + least].weight
        ):
            least = j
    return least


@part
def learn(a: Arrays, b: Bounds, slot: int, query: Int32s, known: int, age: float) -> None:
    stamp = a.whole[STAMP]
    log_live = math.log(a.whole[LIVE])
    group = a.groups[slot]
    gap = age - group.last
    keep = 2.0 ** (-gap * b.term_fading)
    group.last = age
    group.popularity = group.popularity * 2.0 ** (-gap * b.popularity_half_lives) + 1.0
    group.survival = group.survival * 2.0 ** (-gap) + 1.0
    group.count += 1
    if group.count > 1:
        group.gap += max(1.0 / group.count, 0.1) * (gap - group.gap)
    base = slot << b.stride_bits
    place = wide(0)
    while place < group.terms:
        entry = a.entries[base + place]
        term = a.terms[entry.term]
        weight = entry.weight * keep
        if term.stamp == stamp:
            weight += term.weight
            term.stamp = -stamp
            touch(a, entry.term, base + place, b.postings_max)
        entry.weight = weight
        if weight < b.weight_min:
            drop_entry(a, slot, place, b.stride_bits)
        else:
            place += 1
    worth = np.empty(b.terms_max, np.float64)
    valued = False
    for i in range(known):
        number = query[i]
        term = a.terms[number]
        if term.stamp != stamp:
            continue
        place = group.terms
        if place == b.terms_max:
            # A full group keeps its most distinctive terms: by weight and rarity.
            if not valued:
                valued = True
                for j in range(b.terms_max):
                    entry = a.entries[base + j]
                    worth[j] = entry.weight * rarity(a, entry.term, log_live)
            least = wide(weakest(a, base, b.terms_max, worth))
            new = term.weight * rarity(a, number, log_live)
            if worth[least] > new:
                continue
            drop_entry(a, slot, least, b.stride_bits)
            worth[least] = worth[b.terms_max - 1]
            place = b.terms_max - 1
            worth[place] = new
        entry = a.entries[base + place]
        entry.term = number
        entry.weight = term.weight
        group.terms = place + 1
        term.groups += 1
        post(a, number, base + place, b.postings_max)
    refresh(a, b, slot, age, log_live)
