"""The loops of the test over all keys of a tier: which may have risen, and what is learned of each; compiled.

Slot 0 is everybody of the tier together. What a loop picks out is few, and goes on in `detectors.spikes.model` in numpy.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Float32s = NDArray[np.float32]
Int32s = NDArray[np.int32]
Ints = NDArray[np.intp]


class Rates(NamedTuple):
    """The Gamma rates of all slots (`baseline.Rates`), and of everybody."""

    seen: Floats
    exposure: Floats
    prior_people: float
    prior_rate: float
    everybody: float


class Doubts(NamedTuple):
    """What makes an expected count less sure: the dispersion of each window and slot, its error and how much of that to
    add, how much of the season's slope; `volume` people it takes to believe half of a rise of everybody; on the
    `first_day` what a key's share of the people before is worth, `least` people."""

    value: Float32s
    error: Float32s
    errors: float
    slope: float
    volume: float
    first_day: bool
    least: float


@compiled
def shape(sums: Floats, bucket: int, windows: Int32s, week: int, hour: int) -> tuple[Floats, Floats]:
    """The season summed over each window that ends with the bucket of the week, and its slope (see `baseline.Season`);
    `sums` are running sums over two weeks, the first 0."""
    over, slope = np.empty(len(windows)), np.empty(len(windows))
    for number in range(len(windows)):
        steepest = 0.0
        for shift in (0, -hour, hour):
            end = (bucket + shift) % week + 1 + week
            held = sums[end] - sums[end - windows[number]]
            if shift == 0:
                over[number] = held
            else:
                steepest = max(steepest, held / over[number] - 1.0)
        slope[number] = steepest
    return over, slope


@compiled
def _expected(
    rates: Rates,
    doubts: Doubts,
    number: int,
    slot: int,
    people: float,
    everybody: float,
    over: float,
    slope: float,
    before: float,
    everybody_before: float,
) -> tuple[float, float]:
    shape = rates.prior_people + rates.seen[slot]
    mean = shape / (rates.prior_people / rates.prior_rate + rates.exposure[slot]) * over
    # A rise of everything is nobody's in particular: what the others do is expected of each. A young tier does not know
    # its volume, so that others are believed at once.
    others = max(everybody - people, 0.0) + doubts.volume
    usual = max(rates.everybody * over - mean, 0.0) + doubts.volume
    volume = max(others / usual, 1.0)
    mean *= volume
    dispersion = doubts.value[number, slot] + doubts.errors * doubts.error[number, slot] + 1.0 / shape
    dispersion += doubts.slope * slope * slope + (1.0 - 1.0 / volume) ** 2 / others
    if doubts.first_day:
        # No rates yet, and a stream that begins looks like a rise of everything: what is expected is the key's share of
        # the people before this window. Who said "flight" from the first minute says it usually.
        total = before + doubts.least
        mean = max(mean, total / (everybody_before + 2.0 * doubts.least) * everybody)
        dispersion += 1.0 / total
    return mean, dispersion


@compiled
def expected(
    rates: Rates,
    doubts: Doubts,
    numbers: Ints,
    slots: Ints,
    people: Floats,
    everybody: Floats,
    over: Floats,
    slope: Floats,
    before: Floats,
    everybody_before: Floats,
) -> tuple[Floats, Floats]:
    """The mean and the dispersion that are expected of each window (see `surprise.Windows`)."""
    means, dispersions = np.empty(len(slots)), np.empty(len(slots))
    for at in range(len(slots)):
        means[at], dispersions[at] = _expected(
            rates,
            doubts,
            numbers[at],
            slots[at],
            people[at],
            everybody[at],
            over[at],
            slope[at],
            before[at],
            everybody_before[at],
        )
    return means, dispersions


@compiled
def risen(people: float, mean: float, dispersion: float) -> bool:
    """Whether a count is clearly above the mean, by two standard deviations."""
    return people > mean + 2.0 * math.sqrt(mean + dispersion * mean * mean)


@compiled
def rising(
    rates: Rates,
    doubts: Doubts,
    alive: Bools,
    birth: Int32s,
    counts: Int32s,
    windows: Int32s,
    over: Floats,
    slope: Floats,
    bucket: int,
) -> tuple[Ints, Ints, Floats, Floats, Floats]:
    """The windows that end with `bucket`, hold two people or more, without the one that a key began with, and have risen:
    slots, ascending, numbers of the windows, people, means, dispersions."""
    found = 0
    which = np.empty((2, 64), np.intp)
    what = np.empty((3, 64))
    prior = rates.prior_people / rates.prior_rate
    for slot in range(1, len(alive)):
        if counts[-1, slot] < 2 or not alive[slot]:
            continue
        rate = (rates.prior_people + rates.seen[slot]) / (prior + rates.exposure[slot])
        for number in range(len(windows)):
            people = counts[number, slot] - (birth[slot] > bucket - windows[number])
            if people < 2 or people <= rate * over[number] or not risen(people, rate * over[number], 0.0):
                continue
            everybody = counts[number, 0]
            before, everybody_before = counts[-1, slot] - counts[number, slot], counts[-1, 0] - everybody
            mean, dispersion = _expected(
                rates, doubts, number, slot, people, everybody, over[number], slope[number], before, everybody_before
            )
            if not risen(people, mean, dispersion):
                continue
            if found == which.shape[1]:
                which, what = np.concatenate((which, which), axis=1), np.concatenate((what, what), axis=1)
            which[0, found], which[1, found] = slot, number
            what[0, found], what[1, found], what[2, found] = people, mean, dispersion
            found += 1
    return which[0, :found], which[1, :found], what[0, :found], what[1, :found], what[2, :found]


@compiled
def surest(slots: Ints, chances: Floats) -> Ints:
    """Where the smallest chance of each slot stands, the first of equal ones; `slots` ascend."""
    found = -1
    places = np.empty(len(slots), np.intp)
    for at in range(len(slots)):
        if at == 0 or slots[at] != slots[at - 1]:
            found += 1
            places[found] = at
        elif chances[at] < chances[places[found]]:
            places[found] = at
    return places[: found + 1]


@compiled
def reaching(
    rates: Rates, doubts: Doubts, slots: Ints, windows: Int32s, strictness: Floats, people: int
) -> tuple[Floats, Floats]:
    """For each slot and window of an average hour the p-value that the test gives to `people`, and how often per bucket one
    is expected below 1: the window's part of the level."""
    p_values, parts = np.empty(len(slots) * len(windows)), np.empty(len(slots) * len(windows))
    at = 0
    for slot in slots:
        shape = rates.prior_people + rates.seen[slot]
        rate = shape / (rates.prior_people / rates.prior_rate + rates.exposure[slot])
        for number in range(len(windows)):
            mean = rate * windows[number]
            dispersion = doubts.value[number, slot] + doubts.errors * doubts.error[number, slot] + 1.0 / shape
            size = 1.0 / dispersion
            share = mean / (mean + size)
            chance = (1.0 - share) ** size
            fewer = chance
            for count in range(1, people):
                chance *= share * (size + count - 1.0) / count
                fewer += chance
            p_values[at] = max(1.0 - fewer, 1e-16) * strictness[number]
            parts[at] = 1.0 / strictness[number]
            at += 1
    return p_values, parts


@compiled
def fade(seen: Floats, exposure: Floats, alive: Bools, factor: float, watched: float) -> None:
    """Forgets by the factor; who is alive was watched for so many average buckets more."""
    for slot in range(len(seen)):
        seen[slot] *= factor
        exposure[slot] *= factor
        if alive[slot]:
            exposure[slot] += watched


@compiled
def sampled(
    alive: Bools,
    birth: Int32s,
    hot_since: Int32s,
    adapted: Bools,
    rates: Rates,
    over: float,
    least_people: float,
    born_before: int,
) -> tuple[Ints, Floats]:
    """The slots whose window is a sample of dispersion (old enough, not frozen, told now and then), and their means."""
    slots, means = np.empty(len(alive), np.intp), np.empty(len(alive))
    found = 0
    for slot in range(len(alive)):
        if not alive[slot] or birth[slot] >= born_before or (hot_since[slot] >= 0 and not adapted[slot]):
            continue
        if rates.seen[slot] <= least_people / over * (rates.exposure[slot] + 1.0):
            continue
        rate = rates.everybody
        if slot:
            rate = (rates.prior_people + rates.seen[slot]) / (rates.prior_people / rates.prior_rate + rates.exposure[slot])
        slots[found], means[found] = slot, rate * over
        found += 1
    return slots[:found], means[:found]


@compiled
def disperse(
    evidence: Float32s,
    information: Float32s,
    value: Float32s,
    slots: Ints,
    counts: Floats,
    means: Floats,
    doubts: Floats,
    factor: float,
) -> None:
    """Forgets by the factor; adds a sample of each slot (see `baseline.Dispersion.learn`)."""
    for slot in range(len(evidence)):
        evidence[slot] *= factor
        information[slot] *= factor
    for at in range(len(slots)):
        slot, mean = slots[at], means[at]
        variance = mean + value[slot] * mean * mean
        weight = mean * mean / (mean + 2.0 * variance * variance)
        evidence[slot] += weight * ((counts[at] - mean) ** 2 - mean - doubts[at])
        information[slot] += weight * mean * mean


@compiled
def pooled(evidence: Float32s, information: Float32s, slots: Ints, shipped: float, known: float, say_max: float) -> float:
    """The dispersion of all slots together, the shipped one being worth the information `known`; none has more say than
    `say_max`."""
    total, worth = shipped * known, known
    for slot in slots:
        say = min(1.0, say_max / max(information[slot], 1e-9))
        total += evidence[slot] * say
        worth += information[slot] * say
    return total / worth


@compiled
def shrink(
    evidence: Float32s,
    information: Float32s,
    value: Float32s,
    error: Float32s,
    slots: Ints,
    pool: float,
    trust: float,
    value_max: float,
) -> None:
    """The dispersion of each slot and its standard error, with the pool's worth the information `trust`."""
    for slot in slots:
        worth = information[slot] + trust
        value[slot] = min(max((evidence[slot] + pool * trust) / worth, 1e-4), value_max)
        error[slot] = 1.0 / math.sqrt(worth)


@compiled
def forget(
    evidence: Float32s,
    information: Float32s,
    value: Float32s,
    error: Float32s,
    slots: Ints,
    pool: Floats,
    spread: Floats,
) -> None:
    """Slots of whose dispersion nothing is known: each window's pool, and how far slots lie from it."""
    for number in range(len(pool)):
        for slot in slots:
            evidence[number, slot] = information[number, slot] = 0.0
            value[number, slot], error[number, slot] = pool[number], spread[number]


@compiled
def cool(
    hot_since: Int32s, hot_last: Int32s, adapted: Bools, seen: Floats, exposure: Floats, cooled: int, long: int
) -> None:
    """What was last hot before `cooled` is no longer hot; what has been hot since `long` has adapted and learns fast."""
    for slot in range(len(hot_since)):
        if hot_since[slot] < 0:
            continue
        if hot_last[slot] < cooled:
            hot_since[slot] = -1
            adapted[slot] = False
        elif hot_since[slot] <= long and not adapted[slot]:
            adapted[slot] = True
            seen[slot] *= 0.25
            exposure[slot] *= 0.25


@compiled
def ended(last: Int32s, until: int) -> Ints:
    """The slots whose episode was last seen at `until` or before."""
    found = 0
    for slot in range(len(last)):
        found += 0 <= last[slot] <= until
    slots = np.empty(found, np.intp)
    if not found:
        return slots
    found = 0
    for slot in range(len(last)):
        if 0 <= last[slot] <= until:
            slots[found] = slot
            found += 1
    return slots
