"""The inner loops of the share test, compiled: what is expected of a key, and which keys rise."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.buckets import BUCKET_SECONDS
from detectors.compiled import compiled, part, wide
from detectors.spikes.share_config import DAY_SECONDS, HOUR_SECONDS, ShareConfig
from detectors.tails import tail

Int32s = NDArray[np.int32]
Floats = NDArray[np.float64]
TINY = 1e-300
# No share is taken for smaller.
SHARE_MIN = 1e-6
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
# Where so many people within so long use a word so many times as often as its language explains, a group may gather.
GATHERING_SECONDS, GATHERING_MIN, GATHERING_TIMES = 3 * HOUR_SECONDS, 3, 5.0


MEMORY = np.dtype(
    [
        ("prior", np.float64),
        ("past", np.float64),
        ("ever", np.float64),
        ("level", np.float64),
        ("raised", np.int32),
        ("held", np.bool_),
        ("silent", np.bool_),
        ("whole", np.int8),
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
    [
        ("slot", np.int32),
        ("window", np.int32),
        ("people", np.int64),
        ("of", np.int64),
        ("expected", np.float64),
        ("chance", np.float64),
        ("alone", np.bool_),
        ("own", np.float64),
    ],
    align=True,
)
"""A slot that rises, in which window (its number), how many people of how many, how many were expected, how unlikely that
is, whether by what its language says alone, and how many times likelier than allowed by the brand's own posts, above 1 in
doubt."""

WEIGHTS = np.dtype(
    [
        ("strength", np.float64),
        ("cap", np.float64),
        ("own_half", np.float64),
        ("own_nobody", np.float64),
        ("times", np.float64),
        ("level_people", np.float64),
        ("level_fade", np.float64),
        ("doubt_max", np.float64),
        ("report", np.float64),
        ("unit", np.float64),
        ("base", np.float64),
        ("origin", np.int64),
        ("bucket_seconds", np.int64),
        ("half_life", np.float64),
        ("gathering", np.int64),
        ("hour", np.int64),
        ("first_buckets", np.int64),
    ],
    align=True,
)
"""The parameters of the test as plain numbers (`ShareConfig`), and `unit`, what a person is worth now: at bucket `b`
`base ** ((b - origin) * bucket_seconds / half_life)`; the numbers of two windows, that of `GATHERING_SECONDS` and of an
hour, and the length of the one of `first_seconds` in buckets."""

Weights = NDArray[np.void]
"""One entry of `WEIGHTS`: an array, since a named tuple takes a microsecond to hand over at each call of a kernel."""

Numbers = Any
"""That entry itself, inside kernels."""


def weights_of(config: ShareConfig, unit: float = 1.0, origin: int = -1) -> Weights:
    """Those of a configuration."""
    c, fade = config, BUCKET_SECONDS / (config.level_days * DAY_SECONDS)
    half_life = c.half_life_days * DAY_SECONDS
    parameters = (c.strength, c.cap, c.own_half, c.own_nobody, c.times, c.level_people, fade, c.doubt_max, c.report)
    windows = map(c.windows_seconds.index, (GATHERING_SECONDS, HOUR_SECONDS))
    of_time = (unit, 2.0, origin, BUCKET_SECONDS, half_life, *windows, c.first_seconds // BUCKET_SECONDS)
    return np.array([(*parameters, *of_time)], WEIGHTS)


@part
def expected(slot: int, bucket: int, memory: Memory, weights: Numbers) -> tuple[float, float]:
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


@part
def of_day(a: float, b: float, people: int, of: int, weights: Numbers) -> tuple[float, float]:
    """The same share, known also by `of` people who wrote earlier that day, of whom `people` mention the slot."""
    a, b = a + people, b + max(0, of - people)
    return (weights.cap, b * weights.cap / a) if a > weights.cap else (a, b)


@part
def of_busy(a: float, b: float, people: int, of: int, past: float, weights: Numbers) -> tuple[bool, float, float]:
    """Whether a brand of `past` people of the past is known by the `of` who wrote earlier that day instead, and the share
    then (`of_day`): its first day says as much as another's first month, though nobody has left the largest window."""
    if past >= OWN_KNOWN or of < OWN_KNOWN:
        return False, a, b
    a, b = of_day(a, b, people, of, weights)
    return True, a, b


@part
def own_limit(slot: int, memory: Memory) -> float:
    """What the chance by the brand's own posts must not be above: stricter once they are many."""
    limit = float(memory[slot].own_max)
    return min(limit, OWN_MAX_KNOWN) if memory[memory[slot].whole].ever >= OWN_KNOWN else limit


@part
def own_chance(slot: int, people: int, of: int, day: int, day_of: int, memory: Memory, weights: Numbers) -> float:
    """P(as many or more) by what the brand's own people mentioned before the window alone, without the outside prior."""
    whole = memory[slot].whole
    past = memory[slot].past / weights.unit + day - people
    rest = max(0.0, memory[whole].past / weights.unit + day_of - of - past)
    return tail(people, of, weights.own_half + past, weights.own_nobody + rest)


@part
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
    memory: Memory,
    given: Weights,
    found: NDArray[np.void],
) -> int:
    """Those of `slots` that more people mention than the share test explains, at their most surprising window.

    `counts` are distinct people per window and slot; a window of strictness 0 is not tested. Writes those whose chance is
    at or below `report` to `found` (`RISEN`, as long as `slots`); returns how many. By the brand's own posts alone a share
    must be as unlikely as its `own_max` (a topic of every day is no news, however rare it is elsewhere), unless the brand
    is so new that hardly anybody else has written: then the prior alone must be surprised far more (`alone`). A busy
    brand's first day is its past (`of_busy`); a chance is not below that by its own posts then, which are of one day.
    """
    last, weights, held = len(counts) - 1, given[0], 0
    for number in range(len(slots)):
        slot = wide(slots[number])
        day = wide(counts[last, slot])
        if day < people_min or memory[slot].silent:
            continue
        whole = memory[slot].whole
        day_of = wide(counts[last, whole])
        known_a, known_b = expected(slot, bucket, memory, weights)
        may_be_new = strictness[0] > 0.0 and whole == 0 and memory[slot].prior <= NEW_PRIOR_MAX
        new_windows = NEW_WINDOWS if may_be_new else 0
        past = memory[whole].past / weights.unit
        others = past + day_of
        strict, best, best_window, best_own = own_limit(slot, memory), 2.0, -1, 1.0
        alone, alone_window = 2.0, -1
        may_be_doubtful = whole == 0 and memory[whole].ever < OWN_KNOWN
        doubt, doubtful, doubtful_window = weights.doubt_max if may_be_doubtful else 1.0, 2.0, -1
        for window in range(len(counts)):
            people, of = wide(counts[window, slot]), wide(counts[window, whole])
            if strictness[window] == 0.0 or people < people_min:
                continue
            is_busy, a, b = of_busy(known_a, known_b, day - people, day_of - of, past, weights)
            if people * (a + b) < weights.times * a * of:
                continue
            chance = tail(people, of, a, b) * strictness[window]
            if chance >= best or chance > weights.report:
                continue
            if day - people >= weights.cap and others - of >= OWN_KNOWN:
                # So many before the window, of so many, are no beginning of a problem: it is a subject of the day.
                chance = max(
                    chance, tail(people, of, *of_day(a, b, day - people, day_of - of, weights)) * strictness[window]
                )
                if chance >= best or chance > weights.report:
                    continue
            limit = NEW_OWN_MAX if window < new_windows - 1 else strict
            own = own_chance(slot, people, of, day, day_of, memory, weights)
            if is_busy:
                chance = max(chance, own)
                if chance >= best:
                    continue
            if own <= limit:
                best, best_window, best_own = chance, window, own / limit
            elif 0 < window < new_windows and others - of < NEW_PEOPLE and people >= new_needed(of) and chance < alone:
                # A brand that has only just begun has no posts of its own that could be surprised.
                alone, alone_window = chance, window
            if limit < own < doubt * strict:
                doubt, doubtful, doubtful_window = own / strict, chance, window
        is_alone = alone <= NEW_CHANCE < best
        if is_alone:
            best, best_window, best_own = alone, alone_window, 1.0
        elif best > weights.report and doubtful_window >= 0:
            best, best_window, best_own = doubtful, doubtful_window, doubt
        if best <= weights.report:
            one, people, of = found[held], wide(counts[best_window, slot]), wide(counts[best_window, whole])
            _, a, b = of_busy(known_a, known_b, day - people, day_of - of, past, weights)
            one.slot, one.window, one.chance = slot, best_window, max(best, TINY)
            one.alone, one.own = is_alone, best_own
            one.people, one.of, one.expected = people, of, of * a / (a + b)
            held += 1
    return held


@compiled
def explained(
    slot: int, bucket: int, counts: Int32s, strictness: Floats, memory: Memory, given: Weights, found: NDArray[np.void]
) -> int:
    """Of one slot each window that is tested, whatever its chance; writes them to `found` and returns how many."""
    weights, last, held = given[0], len(counts) - 1, 0
    known_a, known_b = expected(slot, bucket, memory, weights)
    whole, limit = wide(memory[slot].whole), own_limit(slot, memory)
    past = memory[whole].past / weights.unit
    day, day_of = wide(counts[last, slot]), wide(counts[last, whole])
    for window in range(len(counts)):
        if strictness[window] == 0.0:
            continue
        people, of = wide(counts[window, slot]), wide(counts[window, whole])
        own = own_chance(slot, people, of, day, day_of, memory, weights)
        is_busy, a, b = of_busy(known_a, known_b, day - people, day_of - of, past, weights)
        chance = tail(people, of, a, b) * strictness[window] if own <= limit else 1.0
        if is_busy:
            chance = max(chance, own)
        one = found[held]
        one.slot, one.window, one.people, one.of = slot, window, people, of
        one.expected, one.chance, one.alone, one.own = of * a / (a + b), min(1.0, chance), False, 1.0
        held += 1
    return held


@compiled
def repriced(memory: Memory, ratio: float) -> None:
    """People now say so many times as many terms as the prior shares of words were found for."""
    for at in range(len(memory)):
        one = memory[at]
        if one.whole == 0 and one.prior != 0.0:
            one.prior = 1.0 - (1.0 - one.prior) ** ratio


@compiled
def allocate(memory: Memory, slots: Int32s, priors: Floats, whole: int, own_max: float) -> None:
    """Begins with keys that were not met before; a negative prior share is that of a key which never opens."""
    for at in range(len(slots)):
        one = memory[slots[at]]
        one.prior, one.silent = max(priors[at], 0.0), priors[at] < 0.0
        one.past, one.ever, one.level = 0.0, 0.0, 0.0
        one.raised, one.held, one.whole = 0, False, whole
        one.own_max = own_max
