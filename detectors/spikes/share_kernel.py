"""The inner loops of the share test, compiled: what is expected of a key, and which keys rise."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.buckets import BUCKET_SECONDS
from detectors.compiled import compiled, wide
from detectors.spikes.share_config import DAY_SECONDS, ShareConfig
from detectors.tails import tail
from detectors.windows import kernel as windows_kernel

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Floats = NDArray[np.float64]
TINY = 1e-300
# Until so many other people of a brand are known, what so many people and such a part of all who write say may rise by what
# its language says alone, at this chance; not a word as common as this (any of them may be of the field). Whether it is a
# fault or what the brand is about is for their sentences to say.
NEW_PEOPLE, NEW_CHANCE, NEW_PRIOR_MAX, NEW_MIN = 20.0, 1e-7, 0.07, 5.0
# Where more than so many write at once a source begins: then most of them must.
NEW_SHARE, NEW_SHARE_OF_MANY = 0.4, 0.6
# The windows of an hour and less, where the first of them is looked at.
NEW_WINDOWS, NEW_OWN_MAX = 3, 5e-3
# Of a brand of which so many people are known its own posts must be surprised more: they are no longer few.
OWN_KNOWN, OWN_MAX_KNOWN = 1000.0, 1e-4


MEMORY = np.dtype(
    [
        ("prior", np.float64),
        ("past", np.float64),
        ("ever", np.float64),
        ("level", np.float64),
        ("raised", np.int64),
        ("held", np.bool_),
        ("silent", np.bool_),
        ("whole", np.int32),
        ("own_max", np.float64),
    ],
    align=True,
)
"""What is known of a slot before the windows: the prior share, people of the past (faded, in units of `unit`) and ever, the
share at which it opened and the bucket of that, whether a trend holds it (its own level then does not count), whether it
may open at all, the slot of everybody it is a share of, and how unlikely it must be by the brand's own posts."""

Memory = NDArray[np.void]
"""What is known of each slot, an entry of `MEMORY` each."""

RISEN = np.dtype(
    [("slot", np.int32), ("window", np.int32), ("chance", np.float64), ("alone", np.bool_), ("own", np.float64)],
    align=True,
)
"""A slot that rises, in which window (its number), how unlikely, whether by what its language says alone, and which part of
what is allowed its chance is by the brand's own posts."""


class Fading(NamedTuple):
    """How the unit of the past grows: at bucket `b` it is `base ** ((b - origin) * bucket_seconds / half_life)`."""

    base: float
    origin: int
    bucket_seconds: int
    half_life: float


class Weights(NamedTuple):
    """The parameters of the test as plain numbers (`ShareConfig`), and `unit`, what one person is worth now."""

    strength: float
    cap: float
    own_half: float
    own_nobody: float
    times: float
    level_people: float
    level_fade: float
    unit: float

    @classmethod
    def of(cls, config: ShareConfig, unit: float) -> Weights:
        """Those of a configuration."""
        c, fade = config, BUCKET_SECONDS / (config.level_days * DAY_SECONDS)
        return cls(c.strength, c.cap, c.own_half, c.own_nobody, c.times, c.level_people, fade, unit)


@compiled
def expected(slot: int, bucket: int, memory: Memory, weights: Weights) -> tuple[float, float]:
    """The beta distribution (a, b) of the share of people who mention a slot: the prior, the brand's own past, and where
    the share stood when it last opened."""
    whole = memory[slot].whole
    past, people = memory[slot].past / weights.unit, memory[whole].past / weights.unit
    if past * memory[whole].ever <= memory[slot].ever * people:
        # Not commoner of late than ever: what was once common stays known.
        past, people = memory[slot].ever, memory[whole].ever
    prior = memory[slot].prior
    a = weights.strength * prior + past
    b = weights.strength * (1.0 - prior) + max(0.0, people - past)
    if a > weights.cap:
        b *= weights.cap / a
        a = weights.cap
    if memory[slot].level > 0.0 and not memory[slot].held:
        level = memory[slot].level * 0.5 ** ((bucket - memory[slot].raised) * weights.level_fade)
        if level * (a + b) > a:
            a, b = weights.level_people * level, weights.level_people * (1.0 - level)
    return a, b


@compiled
def own_limit(slot: int, memory: Memory) -> float:
    """What the chance by the brand's own posts must not be above: stricter once they are many."""
    limit = float(memory[slot].own_max)
    return min(limit, OWN_MAX_KNOWN) if memory[memory[slot].whole].ever >= OWN_KNOWN else limit


@compiled
def own_chance(slot: int, people: int, of: int, day: int, day_of: int, memory: Memory, weights: Weights) -> float:
    """P(as many or more) by what the brand's own people mentioned before the window alone, without the outside prior."""
    whole = memory[slot].whole
    past = memory[slot].past / weights.unit + day - people
    rest = max(0.0, memory[whole].past / weights.unit + day_of - of - past)
    return tail(people, of, weights.own_half + past, weights.own_nobody + rest)


@compiled
def new_needed(writing: int) -> float:
    """How many of so many people who write must mention a word while nobody can be compared with."""
    return max(NEW_MIN, (NEW_SHARE if writing <= NEW_PEOPLE else NEW_SHARE_OF_MANY) * writing)


@compiled
def risen(
    slots: Int32s,
    bucket: int,
    counts: Int32s,
    strictness: Floats,
    people_min: int,
    report: float,
    memory: Memory,
    weights: Weights,
    found: NDArray[np.void],
) -> int:
    """Those of `slots` that more people mention than the share test explains, at their most surprising window.

    `counts` are distinct people per window and slot; a window of strictness 0 is not tested. Writes those whose chance is
    at or below `report` to `found` (`RISEN`, as long as `slots`); returns how many. By the brand's own posts alone a share
    must be as unlikely as its `own_max` (a topic of every day is no news, however rare it is elsewhere), unless the brand
    is so new that hardly anybody else has written: then the prior alone must be surprised far more (`alone`).
    """
    last = len(counts) - 1
    held = 0
    for number in range(len(slots)):
        slot = wide(slots[number])
        day = wide(counts[last, slot])
        if day < people_min or memory[slot].silent:
            continue
        whole = memory[slot].whole
        day_of = wide(counts[last, whole])
        a, b = expected(slot, bucket, memory, weights)
        may_be_new = strictness[0] > 0.0 and whole == 0 and memory[slot].prior <= NEW_PRIOR_MAX
        new_windows = NEW_WINDOWS if may_be_new else 0
        others = memory[whole].past / weights.unit + day_of
        strict, best, best_window, best_own = own_limit(slot, memory), 2.0, -1, 1.0
        alone, alone_window = 2.0, -1
        for window in range(len(counts)):
            people, of = wide(counts[window, slot]), wide(counts[window, whole])
            if strictness[window] == 0.0 or people < people_min or people * (a + b) < weights.times * a * of:
                continue
            chance = tail(people, of, a, b) * strictness[window]
            if chance >= best or chance > report:
                continue
            limit = NEW_OWN_MAX if window < new_windows - 1 else strict
            own = own_chance(slot, people, of, day, day_of, memory, weights)
            if own <= limit:
                best, best_window, best_own = chance, window, own / limit
            elif 0 < window < new_windows and others - of < NEW_PEOPLE and people >= new_needed(of) and chance < alone:
                # A brand that has only just begun has no posts of its own that could be surprised.
                alone, alone_window = chance, window
        is_alone = alone <= NEW_CHANCE < best
        if is_alone:
            best, best_window, best_own = alone, alone_window, 1.0
        if best <= report:
            one = found[held]
            one.slot, one.window, one.chance = slot, best_window, max(best, TINY)
            one.alone, one.own = is_alone, best_own
            held += 1
    return held


@compiled
def allocate(memory: Memory, slots: Int32s, priors: Floats, whole: int, own_max: float) -> None:
    """Begins with keys that were not met before; a negative prior share is that of a key which never opens."""
    for at in range(len(slots)):
        one = memory[slots[at]]
        one.prior, one.silent = max(priors[at], 0.0), priors[at] < 0.0
        one.past, one.ever, one.level = 0.0, 0.0, 0.0
        one.raised, one.held, one.whole = 0, False, whole
        one.own_max = own_max


@compiled
def remember(
    table: NDArray[np.void],
    log: NDArray[np.void],
    first: int,
    end: int,
    edge: int,
    reach: int,
    memory: Memory,
    fading: Fading,
) -> None:
    """Those in the log up to the bucket `edge` who were not seen again leave the largest window, of `reach` buckets, and
    become the past: one person each, however often they wrote while the window held them."""
    for at in range(first, end):
        bucket = log[at].bucket
        if bucket > edge:
            return
        pair = table[log[at].place]
        if pair.slot >= 0 and pair.last == bucket:
            one = memory[pair.slot]
            one.past += fading.base ** ((bucket + reach - fading.origin) * fading.bucket_seconds / fading.half_life)
            one.ever += 1.0


@compiled
def close_bucket(
    table: NDArray[np.void],
    log: NDArray[np.void],
    first: int,
    end: int,
    heads: Int64s,
    windows: Int32s,
    counts: Int32s,
    bucket: int,
    observed: Int32s,
    who: Int64s,
    slots_each: Int32s,
    wholes: int,
    memory: Memory,
    fading: Fading,
) -> tuple[int, int, int]:
    """All that a close of `bucket` does to the windows: who leaves them, who becomes the past (`remember`), and who enters
    with that bucket (`windows_kernel.enter`). There has to be room. Returns how many entered, how many of their places were
    free, and the most people that an observed slot has in the largest window; the first `wholes`, of everybody, aside."""
    largest = wide(windows[-1])
    remember(table, log, first, end, bucket - largest, largest, memory, fading)
    windows_kernel.leave(table, log, end, heads, windows, bucket, counts)
    found, taken = windows_kernel.enter(table, observed, who, slots_each, bucket, bucket, windows, counts, log, end)
    last, most = len(counts) - 1, 0
    for slot in observed:
        if slot >= wholes:
            most = max(most, wide(counts[last, slot]))
    return found, taken, most
