"""The inner loop of the clusterer: find the group of a text, learn it, fade and evict; compiled.

Nothing here depends on which integer stands for a term or a slot, nor on where a batch is cut, so the same texts give the
same groups singly, in batches, and after a restore.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from detectors.grouping.arrays import (
    AGE,
    ARRIVED,
    DEAD_TERMS,
    ELAPSED,
    ENTRIES,
    EVICTED,
    EVICTED_HELD,
    FREE_SLOTS,
    HAND,
    LIVE,
    NEXT_ID,
    NOW,
    POOL_TOP,
    POSTINGS_MIN,
    STAMP,
    STARTED,
    Arrays,
    Float32s,
    Floats,
    Int32s,
    Ints,
)
from detectors.grouping.compiled import compiled

BEST = 8
LOG = np.log(np.maximum(np.arange(1 << 14), 1).astype(np.float64))


class Bounds(NamedTuple):
    """The estimator's parameters as the kernel takes them; see the estimator for their meaning."""

    similarity_min: float
    popularity: float
    popularity_half_lives: float
    memory_texts: float
    half_life_min: float
    half_life_max: float
    rate_seconds: float
    survival_min: float
    weight_min: float
    gaps_max: float
    common_share: float
    common_groups: float
    visited_max: int
    postings_max: int
    groups_max: int
    terms_max: int
    sweep: int
    term_fading: float


@compiled
def log_of(count: int) -> float:
    return LOG[count] if count < 16384 else math.log(count)


@compiled
def forget_block(a: Arrays, term: int) -> None:
    room = a.term_room[term]
    if room > 0:
        size = 0
        while (POSTINGS_MIN << size) < room:
            size += 1
        start = a.term_start[term]
        a.pool[start] = a.pool_free[size]
        a.pool_free[size] = start
    a.term_room[term] = 0
    a.term_postings[term] = 0


@compiled
def grow_block(a: Arrays, term: int) -> None:
    room = a.term_room[term]
    wanted = POSTINGS_MIN if room == 0 else room * 2
    size = 0
    while (POSTINGS_MIN << size) < wanted:
        size += 1
    if a.pool_free[size] >= 0:
        start = a.pool_free[size]
        a.pool_free[size] = a.pool[start]
    else:
        start = a.whole[POOL_TOP]
        a.whole[POOL_TOP] += wanted
    old = a.term_start[term]
    held = a.term_postings[term]
    for i in range(held):
        a.pool[start + i] = a.pool[old + i]
    forget_block(a, term)
    a.term_start[term] = start
    a.term_room[term] = wanted
    a.term_postings[term] = held


@compiled
def post(a: Arrays, term: int, entry: int, postings_max: int) -> None:
    """Make `entry` the newest posting of `term`; above the bound the one longest untouched goes."""
    held = a.term_postings[term]
    if held >= postings_max:
        start = a.term_start[term]
        for i in range(1, held):
            a.pool[start + i - 1] = a.pool[start + i]
        a.pool[start + held - 1] = entry
        return
    if held == a.term_room[term]:
        grow_block(a, term)
    a.pool[a.term_start[term] + held] = entry
    a.term_postings[term] = held + 1


@compiled
def unpost(a: Arrays, term: int, entry: int) -> None:
    held = a.term_postings[term]
    start = a.term_start[term]
    for i in range(held):
        if a.pool[start + i] == entry:
            for j in range(i + 1, held):
                a.pool[start + j - 1] = a.pool[start + j]
            a.term_postings[term] = held - 1
            return


@compiled
def touch(a: Arrays, term: int, entry: int, postings_max: int) -> None:
    """Of a term with more groups than postings, keep those that were touched last."""
    if a.term_groups[term] > postings_max:
        unpost(a, term, entry)
        post(a, term, entry, postings_max)


@compiled
def drop_entry(a: Arrays, slot: int, place: int, terms_max: int) -> None:
    """Take the entry at `place` out of a group; the group's last entry moves there."""
    base = slot * terms_max
    term = a.entry_term[base + place]
    unpost(a, term, base + place)
    a.term_groups[term] -= 1
    a.whole[ENTRIES] -= 1
    if a.term_groups[term] == 0:
        forget_block(a, term)
        a.dead[a.whole[DEAD_TERMS]] = term
        a.whole[DEAD_TERMS] += 1
    last = a.group_terms[slot] - 1
    if place != last:
        moved = a.entry_term[base + last]
        a.entry_term[base + place] = moved
        a.entry_weight[base + place] = a.entry_weight[base + last]
        start = a.term_start[moved]
        for i in range(start, start + a.term_postings[moved]):
            if a.pool[i] == base + last:
                a.pool[i] = base + place
                break
    a.group_terms[slot] = last


@compiled
def evict(a: Arrays, slot: int, terms_max: int) -> None:
    while a.group_terms[slot] > 0:
        drop_entry(a, slot, a.group_terms[slot] - 1, terms_max)
    place = a.group_place[slot]
    last = a.whole[LIVE] - 1
    moved = a.live[last]
    a.live[place] = moved
    a.group_place[moved] = place
    a.whole[LIVE] = last
    a.free_slots[a.whole[FREE_SLOTS]] = slot
    a.whole[FREE_SLOTS] += 1
    a.evicted[a.whole[EVICTED_HELD]] = a.group_id[slot]
    a.whole[EVICTED_HELD] += 1
    a.whole[EVICTED] += 1
    a.group_id[slot] = -1


@compiled
def fading_clock(a: Arrays, b: Bounds, at: float) -> None:
    """Move the clock of half-lives to event time `at`; a late text does not turn it back."""
    if a.real[STARTED] == 0.0:
        a.real[STARTED] = 1.0
        a.real[NOW] = at
    passed = at - a.real[NOW]
    if passed > 0.0:
        keep = math.exp(-passed / b.rate_seconds)
        a.real[ARRIVED] *= keep
        a.real[ELAPSED] = a.real[ELAPSED] * keep + b.rate_seconds * (1.0 - keep)
        a.real[NOW] = at
    a.real[ARRIVED] += 1.0
    if passed > 0.0:
        half_life = b.memory_texts * (a.real[ELAPSED] + 3600.0) / (a.real[ARRIVED] + 1.0)
        half_life = min(max(half_life, b.half_life_min), b.half_life_max)
        a.real[AGE] += passed / half_life


@compiled
def norm_of(a: Arrays, slot: int, terms_max: int, log_live: float) -> float:
    total = 0.0
    base = slot * terms_max
    for e in range(base, base + a.group_terms[slot]):
        w = a.entry_weight[e] * (1.0 + log_live - log_of(a.term_groups[a.entry_term[e]]))
        total += w * w
    return math.sqrt(total)


@compiled
def nearest(a: Arrays, b: Bounds, terms: Int32s, known: int, strange: float, age: float) -> int:
    """The slot of the group that a text joins, or -1 for a new one.

    `terms` holds the text's `known` different terms, their weights stand in `query_weight` and are marked with the present
    stamp; `strange` is the sum of squared weights of terms in no group.
    """
    live = a.whole[LIVE]
    if live == 0 or known == 0:
        return -1
    stamp = a.whole[STAMP]
    log_live = math.log(live)
    norm = strange * (1.0 + log_live) ** 2
    common = max(b.common_groups, b.common_share * live)
    order = np.empty(known, np.int32)
    searched = 0
    for i in range(known):
        term = terms[i]
        groups = a.term_groups[term]
        w = a.query_weight[term] * (1.0 + log_live - log_of(max(groups, 1)))
        norm += w * w
        if 0 < groups <= common:
            j = searched
            while j > 0 and a.term_groups[order[j - 1]] > groups:
                order[j] = order[j - 1]
                j -= 1
            order[j] = term
            searched += 1
    norm = math.sqrt(norm)
    # Rarest terms first, their newest postings first, until enough was seen.
    found = 0
    visited = 0
    for i in range(searched):
        term = order[i]
        idf = 1.0 + log_live - log_of(a.term_groups[term])
        share = a.query_weight[term] * idf * idf
        start = a.term_start[term]
        for p in range(start + a.term_postings[term] - 1, start - 1, -1):
            entry = a.pool[p]
            slot = entry // b.terms_max
            if a.score[slot] == 0.0:
                a.candidates[found] = slot
                found += 1
            a.score[slot] += share * a.entry_weight[entry]
        visited += a.term_postings[term]
        if visited >= b.visited_max:
            break
    # The few best by what was seen, with the norm of each group's last touch, then exactly.
    best_slot = np.empty(BEST, np.int32)
    best_score = np.empty(BEST, np.float64)
    kept = 0
    for i in range(found):
        slot = a.candidates[i]
        popular = a.group_popularity[slot] * 2.0 ** ((a.group_last[slot] - age) * b.popularity_half_lives)
        lift = 1.0 + b.popularity * math.log(1.0 + popular)
        score = a.score[slot] * lift / a.group_norm[slot]
        a.score[slot] = 0.0
        if kept == BEST and score < best_score[BEST - 1]:
            continue
        j = kept if kept < BEST else BEST - 1
        while j > 0 and (
            best_score[j - 1] < score or (best_score[j - 1] == score and a.group_id[best_slot[j - 1]] > a.group_id[slot])
        ):
            if j < BEST:
                best_slot[j] = best_slot[j - 1]
                best_score[j] = best_score[j - 1]
            j -= 1
        best_slot[j] = slot
        best_score[j] = score
        if kept < BEST:
            kept += 1
    joined = -1
    top = b.similarity_min
    for i in range(kept):
        slot = best_slot[i]
        base = slot * b.terms_max
        dot = 0.0
        total = 0.0
        for e in range(base, base + a.group_terms[slot]):
            term = a.entry_term[e]
            idf = 1.0 + log_live - log_of(a.term_groups[term])
            w = a.entry_weight[e] * idf
            total += w * w
            if a.query_stamp[term] == stamp:
                dot += w * a.query_weight[term] * idf
        popular = a.group_popularity[slot] * 2.0 ** ((a.group_last[slot] - age) * b.popularity_half_lives)
        score = dot / (norm * math.sqrt(total)) * (1.0 + b.popularity * math.log(1.0 + popular))
        if score > top or (score == top and joined >= 0 and a.group_id[slot] < a.group_id[joined]):
            top = score
            joined = slot
    return joined


@compiled
def open_group(a: Arrays, age: float) -> int:
    a.whole[FREE_SLOTS] -= 1
    slot = a.free_slots[a.whole[FREE_SLOTS]]
    live = a.whole[LIVE]
    a.live[live] = slot
    a.group_place[slot] = live
    a.whole[LIVE] = live + 1
    a.group_id[slot] = a.whole[NEXT_ID]
    a.whole[NEXT_ID] += 1
    a.group_terms[slot] = 0
    a.group_count[slot] = 0
    a.group_popularity[slot] = 0.0
    a.group_survival[slot] = 0.0
    a.group_gap[slot] = 0.0
    a.group_last[slot] = age
    return slot  # type: ignore[no-any-return]


@compiled
def learn(a: Arrays, b: Bounds, slot: int, terms: Int32s, known: int, age: float) -> None:
    stamp = a.whole[STAMP]
    gap = age - a.group_last[slot]
    keep = 2.0 ** (-gap * b.term_fading)
    a.group_last[slot] = age
    a.group_popularity[slot] = a.group_popularity[slot] * 2.0 ** (-gap * b.popularity_half_lives) + 1.0
    a.group_survival[slot] = a.group_survival[slot] * 2.0 ** (-gap) + 1.0
    a.group_count[slot] += 1
    if a.group_count[slot] > 1:
        part = max(1.0 / a.group_count[slot], 0.1)
        a.group_gap[slot] += part * (gap - a.group_gap[slot])
    base = slot * b.terms_max
    place = 0
    while place < a.group_terms[slot]:
        term = a.entry_term[base + place]
        weight = a.entry_weight[base + place] * keep
        if a.query_stamp[term] == stamp:
            weight += a.query_weight[term]
            a.query_stamp[term] = -stamp
            touch(a, term, base + place, b.postings_max)
        a.entry_weight[base + place] = weight
        if weight < b.weight_min:
            drop_entry(a, slot, place, b.terms_max)
        else:
            place += 1
    for i in range(known):
        term = terms[i]
        if a.query_stamp[term] != stamp:
            continue
        if a.group_terms[slot] == b.terms_max:
            weakest = 0
            for j in range(1, b.terms_max):
                if a.entry_weight[base + j] < a.entry_weight[base + weakest]:
                    weakest = j
            if a.entry_weight[base + weakest] > a.query_weight[term]:
                continue
            drop_entry(a, slot, weakest, b.terms_max)
        entry = base + a.group_terms[slot]
        a.group_terms[slot] += 1
        a.entry_term[entry] = term
        a.entry_weight[entry] = a.query_weight[term]
        a.term_groups[term] += 1
        a.whole[ENTRIES] += 1
        post(a, term, entry, b.postings_max)
    a.group_norm[slot] = norm_of(a, slot, b.terms_max, math.log(a.whole[LIVE]))


@compiled
def sweep(a: Arrays, b: Bounds, slot: int, age: float) -> None:
    """Look after a few groups on each text, in turn, instead of after all of them now and then: no text waits for it."""
    for _ in range(b.sweep):
        live = a.whole[LIVE]
        if live <= 1:
            return
        hand = a.whole[HAND]
        if hand >= live:
            hand = 0
        a.whole[HAND] = hand + 1
        other = a.live[hand]
        if other == slot:
            continue
        silent = age - a.group_last[other]
        gone = a.group_survival[other] * 2.0 ** (-silent) < b.survival_min
        if a.group_count[other] > 2 and silent > b.gaps_max * a.group_gap[other] + 0.3:
            gone = True
        if not gone and b.term_fading > 0.0:
            keep = 2.0 ** (-silent * b.term_fading)
            base = other * b.terms_max
            place = 0
            while place < a.group_terms[other]:
                if a.entry_weight[base + place] * keep < b.weight_min:
                    drop_entry(a, other, place, b.terms_max)
                else:
                    place += 1
        if gone or a.group_terms[other] == 0:
            evict(a, other, b.terms_max)
            a.whole[HAND] = hand
        else:
            a.group_norm[other] = norm_of(a, other, b.terms_max, math.log(live))


@compiled
def make_room(a: Arrays, b: Bounds, age: float) -> None:
    """At the bound, evict the group with the least survival among the next ones in turn."""
    live = a.whole[LIVE]
    worst = -1
    least = 0.0
    for i in range(min(live, 32)):
        slot = a.live[(a.whole[HAND] + i) % live]
        left = math.log(a.group_survival[slot]) + (a.group_last[slot] - age) * 0.6931471805599453
        if worst < 0 or left < least:
            worst = slot
            least = left
    a.whole[HAND] = (a.whole[HAND] + 32) % live
    evict(a, worst, b.terms_max)


@compiled
def read_query(a: Arrays, terms: Int32s, weights: Float32s, start: int, end: int, different: Int32s) -> int:
    """Mark the different terms of a text, with damped weights; their number."""
    a.whole[STAMP] += 1
    stamp = a.whole[STAMP]
    known = 0
    for i in range(start, end):
        term = terms[i]
        if a.query_stamp[term] != stamp:
            a.query_stamp[term] = stamp
            a.query_weight[term] = 0.0
            different[known] = term
            known += 1
        a.query_weight[term] += weights[i]
    for i in range(known):
        a.query_weight[different[i]] = math.sqrt(a.query_weight[different[i]])
    return known


@compiled
def assign(
    a: Arrays, b: Bounds, terms: Int32s, weights: Float32s, bounds: Ints, ats: Floats, first: int, groups: Ints
) -> int:
    """Assign the texts from `first` on; returns how far it came: before the end when an array lacks room for the next.

    Text `i` has the terms `terms[bounds[i]:bounds[i + 1]]`; its group's id is written to `groups[i]`, -1 without terms.
    """
    total = len(ats)
    longest = 0
    for i in range(first, total):
        longest = max(longest, bounds[i + 1] - bounds[i])
    different = np.empty(longest, np.int32)
    for i in range(first, total):
        length = bounds[i + 1] - bounds[i]
        room = 2 * b.postings_max * (length + 1)
        if (
            a.whole[FREE_SLOTS] == 0
            or a.whole[POOL_TOP] + room > len(a.pool)
            or a.whole[DEAD_TERMS] + (b.sweep + 2) * b.terms_max + length > len(a.dead)
            or a.whole[EVICTED_HELD] + b.sweep + 1 > len(a.evicted)
        ):
            return i
        if length == 0:
            groups[i] = -1
            continue
        fading_clock(a, b, ats[i])
        age = a.real[AGE]
        known = read_query(a, terms, weights, bounds[i], bounds[i + 1], different)
        slot = nearest(a, b, different, known, 0.0, age)
        if slot < 0:
            if a.whole[LIVE] >= b.groups_max:
                make_room(a, b, age)
            slot = open_group(a, age)
        learn(a, b, slot, different, known, age)
        groups[i] = a.group_id[slot]
        sweep(a, b, slot, age)
    return total


@compiled
def predict(a: Arrays, b: Bounds, terms: Int32s, weights: Float32s, strange: float) -> int:
    """The id of the group that a text would join, -1 for a new one; only marks of the computation change."""
    different = np.empty(len(terms), np.int32)
    known = read_query(a, terms, weights, 0, len(terms), different)
    slot = nearest(a, b, different, known, strange, a.real[AGE])
    return a.group_id[slot] if slot >= 0 else -1
