"""How alike posts are, from the numbers of their terms and what these weigh: sums over sets, each exact.

A sum of floats depends on the order of its terms; the exact sum, rounded once (Shewchuk 1997, `math.fsum`), does not.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, part

Ints = NDArray[np.int64]
Int32s = NDArray[np.int32]
Floats = NDArray[np.float64]

# So many floats, none overlapping another, are an exact sum of any.
PARTIALS = 64
# Of an odd multiplier the high bits spread numbers that follow each other.
SPREAD, SPREAD_BITS = 0x9E3779B97F4A7C15, 64
NONE = -1


@compiled
def distinct(numbers: Int32s, begins: Ints, ends: Ints) -> tuple[Ints, Ints, Ints]:
    """Of pieces of `numbers`, one a post: the different numbers in them, the place of each one of a post among these, and
    where each post's places end."""
    many_places = 0
    for post in range(len(begins)):
        many_places += ends[post] - begins[post]
    bits = 4
    while (1 << bits) < 2 * many_places:
        bits += 1
    held, mask, shift = np.full(1 << bits, NONE, np.int64), (1 << bits) - 1, np.uint64(SPREAD_BITS - bits)
    found, places, until = np.empty(many_places, np.int64), np.empty(many_places, np.int64), np.empty(len(begins), np.int64)
    many = at = 0
    for post in range(len(begins)):
        for place in range(begins[post], ends[post]):
            number = numbers[place]
            cell = np.int64((np.uint64(number) * np.uint64(SPREAD)) >> shift)
            while held[cell] != NONE and found[held[cell]] != number:
                cell = (cell + 1) & mask
            if held[cell] == NONE:
                held[cell], found[many] = many, number
                many += 1
            places[at] = held[cell]
            at += 1
        until[post] = at
    return found[:many].copy(), places, until


@compiled
def weighed(shares: Floats) -> Floats:
    """What terms weigh that such shares of people usually use."""
    weights = np.empty(len(shares), np.float64)
    for place in range(len(shares)):
        weights[place] = -math.log(shares[place])
    return weights


@compiled
def ratio(
    places: Ints, until: Ints, persons: Ints, without: int, weights: Floats, usual: float, others_min: int, rounding: float
) -> float:
    """How many times more alike the posts of `persons`, which come first, are among each other than to all others.
    `without`: the place of what counts nothing in theirs. `usual`: the likeness to others where these are fewer than
    `others_min`; it is at least half of that."""
    parts = np.empty(PARTIALS, np.float64)
    together, many, weighing = _together(places, until, persons, without, weights, parts)
    if many < 2:
        return 0.0
    others = len(until) - len(persons)
    if others >= others_min:
        of_others, used = np.empty(PARTIALS, np.float64), 0
        for post in range(len(persons), len(until)):
            used = add(of_others, used, _cosines(places[until[post - 1] : until[post]], together, weights, parts))
        usual = max(usual / 2.0, total(of_others, used) / (many * others))
    return _mean_of_pairs(together, many, weighing, rounding, parts) / usual


@compiled
def alike(
    places: Ints, until: Ints, members: int, persons: Ints, without: int, weights: Floats, share: float, rounding: float
) -> NDArray[np.bool_]:
    """Of each post behind the first so many, which are the members': whether what its person writes in all of them is as
    alike to the members as `share` of what these are among each other."""
    found, parts = np.zeros(len(until) - members, np.bool_), np.empty(PARTIALS, np.float64)
    together, many, weighing = _together(places, until, persons[:members], without, weights, parts)
    if many < 2:
        return found
    least = share * _mean_of_pairs(together, many, weighing, rounding, parts) * many
    terms, seen = np.empty(len(places), np.int64), np.full(len(weights), NONE, np.int64)
    done = np.zeros(len(until), np.bool_)
    for first in range(members, len(until)):
        if done[first]:
            continue
        used = _terms_of(places, until, persons, first, without, terms, seen)
        is_alike = _cosines(terms[:used], together, weights, parts) >= least
        for post in range(first, len(until)):
            if persons[post] == persons[first]:
                done[post], found[post - members] = True, is_alike
    return found


@part
def _together(
    places: Ints, until: Ints, persons: Ints, without: int, weights: Floats, parts: Floats
) -> tuple[Floats, int, int]:
    """The sum of the vectors of these persons, whose posts they are; how many persons there are, and of how many any term
    weighs: these have a vector, of length 1."""
    together = np.zeros(len(weights), np.float64)
    terms, seen = np.empty(len(places), np.int64), np.full(len(weights), NONE, np.int64)
    done = np.zeros(len(persons), np.bool_)
    many = weighing = 0
    for first in range(len(persons)):
        if done[first]:
            continue
        many += 1
        used = _terms_of(places, until[: len(persons)], persons, first, without, terms, seen)
        for post in range(first, len(persons)):
            done[post] |= persons[post] == persons[first]
        length = _length(terms[:used], weights, parts)
        if length > 0.0:
            weighing += 1
            for place in terms[:used]:
                together[place] += weights[place] / length
    return together, many, weighing


@part
def _terms_of(places: Ints, until: Ints, persons: Ints, first: int, without: int, terms: Ints, seen: Ints) -> int:
    """Puts into `terms` what a person uses, each once, by their posts from the first one on; returns how many these are.
    `seen`: of each term the newest first post of a person who uses it."""
    used = 0
    for post in range(first, len(until)):
        if persons[post] != persons[first]:
            continue
        for at in range(until[post - 1] if post else 0, until[post]):
            place = places[at]
            if place != without and seen[place] != first:
                seen[place] = first
                terms[used] = place
                used += 1
    return used


@part
def _length(terms: Ints, weights: Floats, parts: Floats) -> float:
    """The length of a vector of these terms."""
    used = 0
    for place in terms:
        used = add(parts, used, weights[place] * weights[place])
    return math.sqrt(total(parts, used))


@part
def _cosines(terms: Ints, together: Floats, weights: Floats, parts: Floats) -> float:
    """The sum of the cosines of some terms to each of the vectors that are summed: a cosine is linear in either."""
    used = 0
    for place in terms:
        if together[place] != 0.0:
            used = add(parts, used, weights[place] * together[place])
    found = total(parts, used)
    return found / _length(terms, weights, parts) if found != 0.0 else 0.0


@part
def _mean_of_pairs(together: Floats, many: int, weighing: int, rounding: float, parts: Floats) -> float:
    """The mean cosine of all pairs of different vectors, from the length of their sum; what may be an error of rounding is
    0."""
    used = 0
    for weight in together:
        if weight != 0.0:
            used = add(parts, used, weight * weight)
    mean = (total(parts, used) - weighing) / (many * (many - 1))
    return mean if mean > rounding else 0.0


@part
def add(partials: Floats, used: int, value: float) -> int:
    """Adds a value to an exact sum, the first so many of `partials`; returns how many these are now."""
    kept = 0
    for place in range(used):
        other = partials[place]
        if abs(value) < abs(other):
            value, other = other, value
        high = value + other
        low = other - (high - value)
        if low != 0.0:
            partials[kept] = low
            kept += 1
        value = high
    partials[kept] = value
    return kept + 1


@part
def total(partials: Floats, used: int) -> float:
    """An exact sum, rounded once, half to even."""
    if not used:
        return 0.0
    used -= 1
    high, low = float(partials[used]), 0.0
    while used and low == 0.0:
        used -= 1
        value = high
        high = value + partials[used]
        low = partials[used] - (high - value)
    if used and ((low < 0.0 and partials[used - 1] < 0.0) or (low > 0.0 and partials[used - 1] > 0.0)):
        twice = 2.0 * low
        value = high + twice
        if twice == value - high:
            high = value
    return high
