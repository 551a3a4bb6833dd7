"""What terms and groups weigh, compiled: rarity, how common a term is, popularity, and the clock by which they fade."""

from __future__ import annotations

import math

import numpy as np

from detectors.compiled import part
from detectors.grouping.arrays import AGE, ARRIVED, ELAPSED, NOW, RECENT, STARTED, TEXTS, Arrays, Int32s
from detectors.grouping.bounds import Bounds

# A term that nearly every text has says nothing, though nothing else may divide them into groups. Its share is of texts of
# late, fading over so many half-lives of the groups (a subject that many write of for a while is none of these), as if so
# many texts without it had come before.
COMMON_MEMORIES, COMMON_FIRST, COMMON_MAX, COMMON_POWER = 8.0, 1.0, 0.98, 2.0
_LOG_MAX = 1 << 14
_LOG = np.log(np.maximum(np.arange(_LOG_MAX), 1).astype(np.float64))


@part
def log_of(count: int) -> float:
    return _LOG[count] if count < _LOG_MAX else math.log(count)


@part
def rarity(a: Arrays, number: int, log_live: float) -> float:
    """What a term is worth: by how few groups hold it, and nothing for one that nearly every text has."""
    term = a.terms[number]
    return (1.0 + log_live - log_of(max(term.groups, 1))) * (1.0 - term.common)  # type: ignore[no-any-return]


@part
def count_text(a: Arrays, b: Bounds, query: Int32s, known: int) -> None:
    """Count a text for each of its terms that a group holds, and note how common these are."""
    texts_kept = COMMON_MEMORIES * b.memory_texts
    a.real[TEXTS] += 1.0
    a.real[RECENT] = a.real[RECENT] * 2.0 ** (-1.0 / texts_kept) + 1.0
    for i in range(known):
        term = a.terms[query[i]]
        if term.groups == 0:
            continue
        term.texts = term.texts * 2.0 ** ((term.counted - a.real[TEXTS]) / texts_kept) + 1.0
        term.counted = a.real[TEXTS]
        beyond = term.texts / (a.real[RECENT] + COMMON_FIRST) - b.wrapping_share
        rest = 1.0 - max(0.0, beyond / max(1e-9, 1.0 - b.wrapping_share))
        term.common = min(COMMON_MAX, 1.0 - rest**COMMON_POWER)


@part
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


@part
def lift(a: Arrays, b: Bounds, slot: int, age: float) -> float:
    g = a.groups[slot]
    popular = g.popularity * 2.0 ** ((g.last - age) * b.popularity_half_lives)
    return 1.0 + b.popularity * math.log(1.0 + popular)


@part
def refresh(a: Arrays, b: Bounds, slot: int, age: float, log_live: float) -> None:
    """Note how far a group reaches: what the search ranks by before it looks closer."""
    total = 0.0
    base = slot << b.stride_bits
    for e in range(base, base + a.groups[slot].terms):
        entry = a.entries[e]
        w = entry.weight * rarity(a, entry.term, log_live)
        total += w * w
    a.groups[slot].reach = lift(a, b, slot, age) / math.sqrt(total)
