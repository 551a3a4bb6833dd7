"""The search of the clusterer, compiled: which live group is nearest to a text."""

from __future__ import annotations

import math

import numpy as np

from detectors.compiled import part, wide
from detectors.grouping.arrays import LIVE, STAMP, Arrays, Int32s
from detectors.grouping.bounds import Bounds
from detectors.grouping.weights import lift, rarity

BEST = 4


@part
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


@part
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
