"""The inner loop of the clusterer: find the group of a text, learn it, fade and evict; compiled.

Nothing here depends on which integer stands for a term or a slot, nor on where a batch is cut, so the same texts give the
same groups singly, in batches, and after a restore.

First the inverted index (postings of terms, entries of groups, groups opened and evicted), then the search, learning, the
sweep, and the two entrances. One file although it is long: numba notices a change only in the file of the function that it
kept compiled, and would go on with what this one calls from another. (A change to the places in `arrays` needs a touch
here.)
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from detectors.compiled import compiled, wide
from detectors.grouping.arrays import (
    AGE,
    ARRIVED,
    DEAD_TERMS,
    ELAPSED,
    EVICTED,
    EVICTED_HELD,
    FREE_SLOTS,
    HAND,
    LATELY,
    LIVE,
    NEXT_ID,
    NOW,
    POOL_TOP,
    POSTINGS_MIN,
    STAMP,
    STARTED,
    TEXTS,
    Arrays,
    Float32s,
    Floats,
    Int32s,
    Ints,
)

BEST = 4
# A term that nearly every text has says nothing, though nothing else may divide them into groups. Its share is of texts of
# late, fading over so many half-lives of the groups (a subject that many write of for a while is none of these), as if so
# many texts without it had come before.
COMMON_MEMORIES, COMMON_FIRST, COMMON_MAX, COMMON_POWER = 8.0, 1.0, 0.98, 2.0
_LOG_MAX = 1 << 14
_LOG = np.log(np.maximum(np.arange(_LOG_MAX), 1).astype(np.float64))


class Bounds(NamedTuple):
    """The estimator's parameters as the kernel takes them; see the estimator for their meaning."""

    similarity_min: float
    cosine_min: float
    short_terms: float
    long_factor: float
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
    stride_bits: int
    sweep: int
    term_fading: float
    wrapping_share: float


@compiled
def log_of(count: int) -> float:
    return _LOG[count] if count < _LOG_MAX else math.log(count)


@compiled
def rarity(a: Arrays, number: int, log_live: float) -> float:
    """What a term is worth: by how few groups hold it, and nothing for one that nearly every text has."""
    term = a.terms[number]
    return (1.0 + log_live - log_of(max(term.groups, 1))) * (1.0 - term.common)  # type: ignore[no-any-return]


@compiled
def size_of(room: int) -> int:
    size = 0
    while (POSTINGS_MIN << size) < room:
        size += 1
    return size


@compiled
def forget_block(a: Arrays, number: int) -> None:
    term = a.terms[number]
    if term.room > 0:
        size = size_of(term.room)
        a.pool[term.start] = a.pool_free[size]
        a.pool_free[size] = term.start
    term.room = 0
    term.postings = 0


@compiled
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


@compiled
def pool_room(live: int, length: int, postings_max: int) -> int:
    """The most that the blocks of a text of so many terms can take of the pool: each grows once, to twice its postings."""
    return max(POSTINGS_MIN, 2 * min(postings_max, live + 1)) * (length + 1)


@compiled
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


@compiled
def unpost(a: Arrays, number: int, entry: int) -> None:
    term = a.terms[number]
    end = term.start + term.postings
    for i in range(term.start, end):
        if a.pool[i] == entry:
            for j in range(i + 1, end):
                a.pool[j - 1] = a.pool[j]
            term.postings -= 1
            return


@compiled
def touch(a: Arrays, number: int, entry: int, postings_max: int) -> None:
    """Of a term with more groups than postings, keep those that were touched last."""
    if a.terms[number].groups > postings_max:
        unpost(a, number, entry)
        post(a, number, entry, postings_max)


@compiled
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


@compiled
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


@compiled
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


@compiled
def fading_clock(a: Arrays, b: Bounds, at: float) -> float:
    """Move the clock of half-lives to event time `at`, and what it then shows; a late text does not turn it back."""
    if a.real[STARTED] == 0.0:
        a.real[STARTED] = 1.0
        a.real[NOW] = at
    passed = at - a.real[NOW]
    a.real[ARRIVED] += 1.0
    if passed > 0.0:
        a.real[NOW] = at
        keep = math.exp(-passed / b.rate_seconds)
        a.real[ARRIVED] *= keep
        a.real[ELAPSED] = a.real[ELAPSED] * keep + b.rate_seconds * (1.0 - keep)
        half_life = b.memory_texts * (a.real[ELAPSED] + 3600.0) / (a.real[ARRIVED] + 1.0)
        a.real[AGE] += passed / min(max(half_life, b.half_life_min), b.half_life_max)
    return a.real[AGE]  # type: ignore[no-any-return]


@compiled
def lift(a: Arrays, b: Bounds, slot: int, age: float) -> float:
    g = a.groups[slot]
    popular = g.popularity * 2.0 ** ((g.last - age) * b.popularity_half_lives)
    return 1.0 + b.popularity * math.log(1.0 + popular)


@compiled
def refresh(a: Arrays, b: Bounds, slot: int, age: float, log_live: float) -> None:
    """Note how far a group reaches: what the search ranks by before it looks closer."""
    total = 0.0
    base = slot << b.stride_bits
    for e in range(base, base + a.groups[slot].terms):
        entry = a.entries[e]
        w = entry.weight * rarity(a, entry.term, log_live)
        total += w * w
    a.groups[slot].reach = lift(a, b, slot, age) / math.sqrt(total)


@compiled
def search(a: Arrays, b: Bounds, query: Int32s, known: int, log_live: float, best: Int32s) -> int:
    """The few groups that share most with the text, into `best`; how many.

    Rarest terms first, their postings touched last first, until about `visited_max` were seen.
    """
    common = max(b.common_groups, b.common_share * a.whole[LIVE])
    order = np.empty(known, np.int32)
    searched = 0
    for i in range(known):
        groups = a.terms[query[i]].groups
        if 0 < groups <= common:
            j = searched
            while j > 0 and a.terms[order[j - 1]].groups > groups:
                order[j] = order[j - 1]
                j -= 1
            order[j] = query[i]
            searched += 1
    found = 0
    visited = 0
    for i in range(searched):
        term = a.terms[order[i]]
        idf = rarity(a, order[i], log_live)
        share = term.weight * idf * idf
        for p in range(term.start + term.postings - 1, term.start - 1, -1):
            place = a.pool[p]
            slot = place >> b.stride_bits
            group = a.groups[slot]
            if group.score == 0.0:
                a.candidates[found] = slot
                found += 1
            group.score += share * a.entries[place].weight
        visited += term.postings
        if visited >= b.visited_max:
            break
    scores = np.empty(BEST, np.float64)
    kept = 0
    for i in range(found):
        slot = a.candidates[i]
        group = a.groups[slot]
        score = group.score * group.reach
        group.score = 0.0
        if kept == BEST and score < scores[BEST - 1]:
            continue
        j = kept
        if kept < BEST:
            kept += 1
        elif score == scores[BEST - 1] and a.groups[best[BEST - 1]].id < group.id:
            continue
        else:
            j = BEST - 1
        while j > 0 and (scores[j - 1] < score or (scores[j - 1] == score and a.groups[best[j - 1]].id > group.id)):
            best[j] = best[j - 1]
            scores[j] = scores[j - 1]
            j -= 1
        best[j] = slot
        scores[j] = score
    return kept


@compiled
def nearest(a: Arrays, b: Bounds, query: Int32s, known: int, strange: float, age: float, log_live: float) -> int:
    """The slot of the group that a text joins, or -1 for a new one.

    `query` holds the text's `known` different terms; their weights stand with the terms. `strange` is the sum of squared
    weights of terms that no group ever held.
    """
    if a.whole[LIVE] == 0 or known == 0:
        return -1
    stamp = a.whole[STAMP]
    total = strange * (1.0 + log_live) ** 2
    for i in range(known):
        term = a.terms[query[i]]
        w = term.weight * rarity(a, query[i], log_live)
        total += w * w
    norm = math.sqrt(total)
    # Two long texts of one field share words by chance: the longer, the more they must share.
    floor = b.cosine_min * max(1.0, min(math.sqrt(known / b.short_terms), b.long_factor))
    best = np.empty(BEST, np.int32)
    joined = -1
    top = b.similarity_min
    for i in range(search(a, b, query, known, log_live, best)):
        slot = best[i]
        base = slot << b.stride_bits
        dot = 0.0
        total = 0.0
        for e in range(base, base + a.groups[slot].terms):
            entry = a.entries[e]
            term = a.terms[entry.term]
            idf = rarity(a, entry.term, log_live)
            w = entry.weight * idf
            total += w * w
            if term.stamp == stamp:
                dot += w * idf * term.weight
        cosine = dot / (norm * math.sqrt(total))
        score = cosine * lift(a, b, wide(slot), age)
        if cosine < floor:
            continue
        if score > top or (score == top and joined >= 0 and a.groups[slot].id < a.groups[joined].id):
            top = score
            joined = slot
    return joined


@compiled
def weakest(a: Arrays, base: int, terms_max: int, worth: Floats) -> int:
    least = 0
    for j in range(1, terms_max):
        if worth[j] < worth[least] or (
            worth[j] == worth[least] and a.entries[base + j].weight < a.entries[base + least].weight
        ):
            least = j
    return least


@compiled
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


@compiled
def count_text(a: Arrays, b: Bounds, query: Int32s, known: int) -> None:
    """Count a text for each of its terms that a group holds, and note how common these are."""
    texts_kept = COMMON_MEMORIES * b.memory_texts
    a.real[TEXTS] += 1.0
    a.real[LATELY] = a.real[LATELY] * 2.0 ** (-1.0 / texts_kept) + 1.0
    for i in range(known):
        term = a.terms[query[i]]
        if term.groups == 0:
            continue
        term.texts = term.texts * 2.0 ** ((term.counted - a.real[TEXTS]) / texts_kept) + 1.0
        term.counted = a.real[TEXTS]
        beyond = term.texts / (a.real[LATELY] + COMMON_FIRST) - b.wrapping_share
        rest = 1.0 - max(0.0, beyond / max(1e-9, 1.0 - b.wrapping_share))
        term.common = min(COMMON_MAX, 1.0 - rest**COMMON_POWER)


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


@compiled
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


@compiled
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
        if (
            a.whole[FREE_SLOTS] == 0
            or a.whole[POOL_TOP] + pool_room(a.whole[LIVE], length, b.postings_max) > len(a.pool)
            or a.whole[DEAD_TERMS] + (b.sweep + 2) * b.terms_max + length > len(a.dead)
            or a.whole[EVICTED_HELD] + b.sweep + 1 > len(a.evicted)
        ):
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
