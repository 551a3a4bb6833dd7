"""What a close does to the windows of the share test and what it finds there, compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, part, wide
from detectors.spikes.share_kernel import (
    GATHERING_MIN,
    GATHERING_TIMES,
    NEW_PEOPLE,
    RISEN,
    SHARE_MIN,
    Floats,
    Int32s,
    Memory,
    Numbers,
    Weights,
    explained,
    risen,
)
from detectors.windows import kernel as windows_kernel
from detectors.windows.kernel import Int64s, Log, Table

# So many of a crowd hide nobody.
CROWD_MIN = 8


@compiled
def remember(table: Table, log: Log, first: int, end: int, edge: int, reach: int, memory: Memory, given: Weights) -> None:
    """Those in the log up to the bucket `edge` who were not seen again leave the largest window, of `reach` buckets, and
    become the past: one person each, however often they wrote while the window held them."""
    weights = given[0]
    for at in range(first, end):
        bucket = log[at].bucket
        if bucket > edge:
            return
        pair = table[log[at].place]
        if pair.slot >= 0 and pair.last == bucket:
            one = memory[pair.slot]
            halved = (bucket + reach - weights.origin) * weights.bucket_seconds / weights.half_life
            one.past += weights.base**halved
            one.ever += 1.0


@compiled
def close_bucket(
    table: Table,
    log: Log,
    first: int,
    end: int,
    heads: Int64s,
    windows: Int32s,
    rows: Int32s,
    bucket: int,
    observed: Int64s,
    wholes: int,
    strictness: Floats,
    people_min: int,
    crowd: int,
    memory: Memory,
    given: Weights,
    found: NDArray[np.void],
) -> tuple[int, int, int, bool, bool, bool]:
    """All that a close of `bucket` does to the windows: who leaves them, who becomes the past (`remember`), and who enters
    with that bucket (`windows_kernel.enter`), where there has to be room. Returns how many entered, how many of
    their places were free, and what is found of those `observed` (`find_risen`)."""
    counts, largest = rows[1:], wide(windows[-1])
    remember(table, log, first, end, bucket - largest, largest, memory, given)
    windows_kernel.leave(table, log, end, heads, windows, bucket, counts)
    entered, taken = windows_kernel.enter(table, observed, bucket, bucket, windows, counts, log, end)
    many, gathering, is_first, is_more = find_risen(
        observed, wholes, bucket, rows, table, log, heads[-1], end + entered,
        strictness, people_min, wide(0), crowd, memory, given, found,
    )  # fmt: skip
    return entered, taken, many, gathering, is_first, is_more


@compiled
def find_risen(
    observed: Int64s,
    wholes: int,
    bucket: int,
    rows: Int32s,
    table: Table,
    log: Log,
    begin: int,
    end: int,
    strictness: Floats,
    people_min: int,
    most: int,
    crowd: int,
    memory: Memory,
    given: Weights,
    found: NDArray[np.void],
) -> tuple[int, bool, bool, bool]:
    """What is found of the slots in which people were `observed` (`windows_kernel.enter`) at the close of `bucket`: how
    many rise, which are written to `found` (`share_kernel.risen`); whether a few people gather; whether the window of
    `first_seconds` is looked at; and whether more of the `crowd` (a slot, or below 0) came than chance explains.

    `rows` are the people per window and slot, below a row for the window of `first_seconds`: where that is looked at it is
    found here from the log, right for these slots alone. `strictness` is of two kinds: without it and with it. Where a slot
    has `most` people, it need not be one of these.
    """
    weights, counts = given[0], rows[1:]
    slots = distinct(observed, wholes, rows[0])
    for slot in slots:
        most = max(most, wide(counts[-1, slot]))
    gathering = gathers(slots, counts, people_min, memory, weights)
    if most < people_min:
        return 0, gathering, False, False
    before = memory[0].ever + wide(counts[-1, 0]) - wide(counts[weights.hour, 0])
    is_first = weights.first_buckets > 0 and before < NEW_PEOPLE
    if is_first:
        rows[0, :wholes] = 0
        if crowd >= 0:
            rows[0, crowd] = 0
        windows_kernel.count_newest(table, log, begin, end, bucket - weights.first_buckets + 1, rows[0])
    many = risen(slots, bucket, rows, strictness[1 if is_first else 0], people_min, memory, given, found)
    is_more = crowd >= 0 and is_crowded(crowd, rows if is_first else counts, memory, weights)
    if is_more:
        is_more = surest(crowd, bucket, counts, strictness[0, 1:], memory, given) <= weights.report
    return many, gathering, is_first, is_more


@part
def surest(
    slot: int, bucket: int, counts: Int32s, strictness: NDArray[np.float64], memory: Memory, given: Weights
) -> float:
    """The least chance of a slot in the windows that are tested (`share_kernel.explained`)."""
    found, least = np.empty(len(counts), RISEN), 1.0
    for number in range(explained(slot, bucket, counts, strictness, memory, given, found)):
        least = min(least, found[number].chance)
    return least


@part
def distinct(observed: Int64s, wholes: int, row: Int32s) -> Int32s:
    """Each of the slots in which people were `observed` once, the first `wholes` left out. In `row`, an entry a slot,
    theirs are 0 afterwards."""
    found, many, at = np.empty(len(observed), np.int32), 0, 0
    while at < len(observed):
        after = at + 2 + observed[at + 1]
        for index in range(at + 2, after):
            slot = observed[index]
            found[many] = slot
            many += slot >= wholes
            row[slot] = -1
        at = after
    kept = 0
    for slot in found[:many]:
        if row[slot] < 0:
            row[slot] = 0
            found[kept] = slot
            kept += 1
    return found[:kept]


@part
def gathers(slots: Int32s, counts: Int32s, people_min: int, memory: Memory, weights: Numbers) -> bool:
    """Whether within `GATHERING_SECONDS`, in which `people_min` people or more wrote, a few use one of these words, far
    more of them than its language explains."""
    window = weights.gathering
    if counts[window, 0] < people_min:
        return False
    needed = GATHERING_TIMES * counts[window, 0]
    for slot in slots:
        people = counts[window, slot]
        if people >= GATHERING_MIN and not memory[slot].silent and people >= needed * memory[slot].prior:
            return True
    return False


@part
def is_crowded(crowd: int, counts: Int32s, memory: Memory, weights: Numbers) -> bool:
    """Whether in one of the windows those of a crowd are so many times more than usual."""
    if counts[-1, crowd] < CROWD_MIN:
        return False
    past, people = memory[crowd].past / weights.unit, memory[0].past / weights.unit
    share = max(SHARE_MIN, (weights.strength * max(memory[crowd].prior, 0.0) + past) / (weights.strength + people))
    times = weights.times * share
    is_more = False
    for window in range(len(counts)):
        is_more |= counts[window, crowd] > times * counts[window, 0]
    return is_more
