"""The share test: of the people who write, is the share that mentions this larger than language and past explain?

A share needs no rate, no season and no volume; its prior comes from outside the brand (`detectors.knowledge`), and the
brand's own past takes over as it grows. So it knows on a brand's first day which words are news.

Of the n people of a window c mention a key; older than the largest window are H people of whom h mentioned it:

    a = s·m + h     b = s·(1−m) + H − h      m: prior share, s: its weight; a is capped: people are not independent
    p = P(BetaBinomial(n, a, b) >= c)        the brand's own posts alone must be surprised too

with h, H faded or, where the key is less common of late than ever, in full. After Efron and Morris's empirical Bayes
shares; the beta-binomial tail is summed (Skellam 1948).
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from detectors.buckets import BUCKET_SECONDS
from detectors.errors import SnapshotError
from detectors.packing import fill, pack
from detectors.spikes import share_kernel as kernel
from detectors.spikes.share_config import DAY_SECONDS, ShareConfig
from detectors.spikes.share_windows import RememberingWindows

UNIT_MAX = 1e6
# What fewer people than this mentioned, faded, is forgotten; unless so many ever did.
FORGET_BELOW = 0.25
KEEP_EVER = 5.0
ROOM = 24
SHARE_MIN = 1e-6


class Rise(NamedTuple):
    """A key that more people mention than usual at a bucket close: in which window (seconds), how many people of how many,
    how many were expected, and the chance of that."""

    key: str
    window_seconds: int
    people: int
    of: int
    expected: float
    chance: float


Observation = tuple[int, int, Sequence[str]]
"""A bucket, a person (`windows.person_number`), and the distinct keys they mention."""


class ShareTest:
    """Counts distinct people per key in sliding windows and tests their shares, bucket by bucket.

    `prior` gives the prior share of a key that is met for the first time, or a negative number for a key that never opens
    (the brand's own name). Deterministic: the same observations and closes give the same rises and the same snapshot.
    Costs about 0.1 µs a mention of a key, and 60 bytes a key that is remembered.

    >>> test = ShareTest()
    >>> for person in range(2000):
    ...     test.observe([(person, person, ("page", "printer") if person % 50 == 0 else ("page",))], lambda _: 0.001)
    ...     rises = test.close(person)
    >>> rises
    []
    >>> test.observe([(2001, 5000 + person, ("page", "cartridge")) for person in range(6)], lambda _: 0.0002)
    >>> [(rise.key, rise.people) for rise in test.close(2001)]
    [('cartridge', 6)]
    """

    def __init__(self, config: ShareConfig | None = None, wholes: int = 1) -> None:
        self.config = config or ShareConfig()
        self._wholes = wholes
        self._lengths = tuple(max(1, seconds // BUCKET_SECONDS) for seconds in self.config.windows_seconds)
        self._windows = RememberingWindows(self._lengths, slots=ROOM)
        self._slots: dict[str, int] = {}
        self._keys: list[str | None] = [None] * wholes
        self._free: list[int] = []
        self._cooling: list[tuple[int, int]] = []
        self._memory: kernel.Memory = np.zeros(ROOM, kernel.MEMORY)
        self._unit, self._origin = 1.0, -1
        self._touched: set[int] = set()
        # Which keys were held last; none of them may have come or gone since.
        self._held: list[str] | None = None
        self._strictness = np.array(self.config.strictness, np.float64)

    @property
    def windows(self) -> tuple[int, ...]:
        """The lengths of its windows, in buckets."""
        return self._lengths

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, key: str) -> bool:
        return key in self._slots

    # Taking in.

    def observe(
        self,
        observations: Iterable[Observation],
        prior: Callable[[str], float],
        whole: int = 0,
        own_max: float | None = None,
    ) -> None:
        """Counts each person for each key, and once for everybody (`whole`: which everybody the keys are a share of).
        `own_max` of keys that are new; the configuration's where it is not given."""
        strict = self.config.own_max if own_max is None else own_max
        slots_of, waiting = self._slots, self._windows
        for bucket, person, keys in observations:
            if self._origin < 0:
                self._origin = bucket
            if unseen := [key for key in keys if key not in slots_of]:
                self._allocate(unseen, prior, whole, strict)
            slots = [slots_of[key] for key in keys]
            self._touched.update(slots)
            closed = waiting.closed
            if closed is not None and bucket <= closed:
                waiting.add_late(bucket, (*slots, whole), person)
            else:
                waiting.add_many(bucket, array("i", (*slots, whole)), (person,), (len(slots) + 1,))

    def close(self, bucket: int, people_min: int = 5) -> list[Rise]:
        """Closes every bucket up to `bucket`; the keys mentioned since the last close that rise in a window which ends with
        it, by chance, then key. Closing again does nothing."""
        closed = self._windows.closed
        if closed is not None and bucket <= closed:
            return []
        self._windows.move(bucket, self._memory, self._fading())
        self._fade(bucket)
        touched = np.array(sorted(self._touched), np.int32)
        self._touched.clear()
        if not len(touched):
            return []
        config = self.config
        found = kernel.risen(
            touched,
            bucket,
            self._windows.counts,
            self._strictness,
            people_min,
            config.report,
            self._memory,
            self._weights(),
        )
        rises = [
            self._rise(slot, window, p, bucket) for slot, window, p in zip(*(part.tolist() for part in found), strict=True)
        ]
        return sorted(rises, key=lambda rise: (rise.chance, rise.key))

    def learn_past(self, people_of: Mapping[str, float], people: float, prior: Callable[[str], float]) -> None:
        """Takes so many people of the past over, of whom so many mentioned each key."""
        for key in sorted(people_of):
            if key not in self._slots:
                self._allocate((key,), prior, 0, self.config.own_max)
            slot = self._slots[key]
            self._memory["past"][slot] += people_of[key] * self._unit
            self._memory["ever"][slot] += people_of[key]
        self._memory["past"][0] += people * self._unit
        self._memory["ever"][0] += people

    # What is known.

    def share(self, key: str, prior: float) -> float:
        """The share of people who usually mention a key, the windows left out; `prior` is for a key not met before."""
        slot = self._slots.get(key)
        past_of = self._memory["past"]
        s, people = self.config.strength, past_of.item(0) / self._unit
        past = past_of.item(slot) / self._unit if slot is not None else 0.0
        held = self._memory["prior"].item(slot) if slot is not None else prior
        return float(max(SHARE_MIN, (s * max(held, 0.0) + past) / (s + people)))

    def people(self, key: str, seconds: int, bucket: int) -> int:
        """Distinct people who mention a key in the window of that length that ends with `bucket`, as far as it reaches."""
        slot = self._slots.get(key)
        return 0 if slot is None else self._within(slot, seconds, bucket)

    def everybody(self, seconds: int, bucket: int, whole: int = 0) -> int:
        """Distinct people of all in that window."""
        return self._within(whole, seconds, bucket)

    @property
    def past_people(self) -> float:
        """People who wrote before the largest window, undecayed."""
        return float(self._memory["ever"][0])

    def explained(self, key: str, bucket: int) -> list[Rise]:
        """For each window the people of a key against what is expected, and the chance: for `explain`."""
        slot = self._slots.get(key)
        if slot is None:
            return []
        weights = self._weights()
        a, b = kernel.expected(slot, bucket, self._memory, weights)
        whole, found = int(self._memory["whole"][slot]), []
        day, day_of = (int(n) for n in self._windows.counts[-1, [slot, whole]])
        for number, seconds in enumerate(self.config.windows_seconds):
            if not self._strictness[number]:
                continue
            people, of = (int(n) for n in self._windows.counts[number, [slot, whole]])
            own = kernel.own_chance(slot, people, of, day, day_of, self._memory, weights)
            limit = kernel.own_limit(slot, self._memory)
            chance = kernel.tail(people, of, a, b) * self._strictness[number] if own <= limit else 1.0
            found.append(Rise(key, seconds, people, of, of * a / (a + b), min(1.0, float(chance))))
        return found

    # What trends say.

    def hold(self, keys: Iterable[str]) -> None:
        """The keys that belong to a trend now: what they opened at does not keep them down."""
        wanted = list(keys)
        if wanted == self._held:
            return
        self._held = wanted
        self._memory["held"][:] = False
        slots = [self._slots[key] for key in wanted if key in self._slots]
        if slots:
            self._memory["held"][np.array(slots, np.intp)] = True

    def raise_level(self, rise: Rise, bucket: int) -> None:
        """The key opened an alert at this share: as a trend of its own it opens again only beyond it."""
        slot = self._slots.get(rise.key)
        if slot is None:
            return
        memory, share = self._memory, rise.people / rise.of
        before = memory["level"][slot] * 0.5 ** ((bucket - memory["raised"][slot]) * self._weights().level_fade)
        memory["level"][slot], memory["raised"][slot] = max(share, before), bucket

    def drop(self, keys: Iterable[str]) -> None:
        """Forgets keys: groups that were evicted, and what hardly anybody mentions any more. Unknown ones are ignored."""
        gone = [self._slots.pop(key) for key in sorted(set(keys) & self._slots.keys())]
        if not gone:
            return
        self._held = None
        for slot in gone:
            self._keys[slot] = None
            self._touched.discard(slot)
        self._windows.drop(gone)
        cool = (self._windows.closed or 0) + self._lengths[-1]
        self._cooling.extend((cool, slot) for slot in gone)

    def forget(self) -> None:
        """Drops the keys that hardly anybody mentioned, and above `keys_max` the least mentioned; called once a day."""
        memory, live = self._memory, np.array(list(self._slots.values()), np.intp)
        if not len(live):
            return
        past, ever = memory["past"][live] / self._unit, memory["ever"][live]
        quiet = (self._windows.counts[-1, live] == 0) & (memory["level"][live] == 0.0) & ~memory["held"][live]
        # Who was observed since the last close is in no window yet.
        quiet &= ~np.isin(live, np.array(sorted(self._touched), np.intp))
        gone = quiet & (past < FORGET_BELOW) & (ever < KEEP_EVER)
        over = int((~gone).sum()) - self.config.keys_max
        if over > 0:
            least = np.lexsort((live, past + 1e9 * ~quiet + 2e9 * gone))[:over]
            gone[least] = quiet[least]
        self.drop(str(self._keys[slot]) for slot in live[gone].tolist())

    # Snapshots.

    def capture(self) -> Callable[[], dict[str, Any]]:
        """The quick part of a snapshot; what is returned gives plain values, whatever becomes of the test meanwhile."""
        used = len(self._keys)
        keys, windows = self._keys.copy(), self._windows.captured()
        arrays = {name: pack(self._memory[name][:used]) for name in kernel.MEMORY.names or ()}
        rest = {
            "free": self._free.copy(),
            "cooling": list(self._cooling),
            "unit": self._unit,
            "origin": self._origin,
            "touched": sorted(self._touched),
            "wholes": self._wholes,
        }
        return lambda: {"keys": keys, "windows": windows.state(), "arrays": arrays, **rest}

    def load(self, state: Mapping[str, Any]) -> None:
        """Becomes what `capture` gave; raises SnapshotError when it does not hold together."""
        keys = list(state["keys"])
        if int(state["wholes"]) != self._wholes or len(keys) < self._wholes:
            raise SnapshotError("the share test in the snapshot is of another kind")
        self._keys = keys
        self._slots = {key: slot for slot, key in enumerate(keys) if key is not None}
        self._grow(len(keys))
        for name in kernel.MEMORY.names or ():
            fill(self._memory[name][: len(keys)], state["arrays"][name])
        self._windows.load(state["windows"], len(keys))
        self._held = None
        self._free, self._touched = list(state["free"]), set(state["touched"])
        self._cooling = [(int(until), int(slot)) for until, slot in state["cooling"]]
        self._unit, self._origin = float(state["unit"]), int(state["origin"])

    @property
    def memory_bytes(self) -> dict[str, int]:
        """Bytes that are held, spare room included: `past`, `windows`, `people` of the largest window, `keys`."""
        names = sum(map(sys.getsizeof, chain.from_iterable(self._slots.items())))
        keys = names + sum(map(sys.getsizeof, (self._slots, self._keys, self._free)))
        return {"past": self._memory.nbytes, **self._windows.memory_bytes, "keys": keys}

    # Inside.

    def _within(self, slot: int, seconds: int, bucket: int) -> int:
        length = max(1, seconds // BUCKET_SECONDS)
        return self._windows.count_between(slot, bucket - length + 1, bucket)

    def _rise(self, slot: int, window: int, chance: float, bucket: int) -> Rise:
        a, b = kernel.expected(slot, bucket, self._memory, self._weights())
        counts, whole = self._windows.counts, self._memory["whole"][slot]
        people, of = int(counts[window, slot]), int(counts[window, whole])
        key = self._keys[slot]
        assert key is not None, "only keys are touched"
        return Rise(key, self.config.windows_seconds[window], people, of, of * a / (a + b), chance)

    def _weights(self) -> kernel.Weights:
        return kernel.Weights.of(self.config, self._unit)

    def _fade(self, bucket: int) -> None:
        """Moves the unit to `bucket`: what comes is worth more, rather than what was worth less."""
        if self._origin < 0:
            return
        base, origin, seconds, half_life = self._fading()
        self._unit = float(base ** ((bucket - origin) * seconds / half_life))
        if self._unit > UNIT_MAX:
            self._memory["past"][:] /= self._unit
            self._unit, self._origin = 1.0, bucket

    def _fading(self) -> kernel.Fading:
        return kernel.Fading(2.0, self._origin, BUCKET_SECONDS, self.config.half_life_days * DAY_SECONDS)

    def _allocate(self, keys: Sequence[str], prior: Callable[[str], float], whole: int, own_max: float) -> None:
        """Gives distinct new keys their slots. All at once: a post brings dozens, and each write into an array costs."""
        self._held, closed = None, self._windows.closed or 0
        while self._cooling and self._cooling[0][0] < closed:
            self._free.append(self._cooling.pop(0)[1])
        slots = [self._number(key) for key in keys]
        self._grow(len(self._keys))
        priors = np.array([prior(key) for key in keys], np.float64)
        kernel.allocate(self._memory, np.array(slots, np.int32), priors, whole, own_max)

    def _number(self, key: str) -> int:
        if self._free:
            slot = self._free.pop()
            self._keys[slot] = key
        else:
            slot = len(self._keys)
            self._keys.append(key)
        self._slots[key] = slot
        return slot

    def _grow(self, slots: int) -> None:
        have = len(self._memory)
        if slots > have:
            room = slots + max(slots // 4, ROOM)
            self._windows.grow(room)
            memory = np.zeros(room, kernel.MEMORY)
            memory[:have] = self._memory
            self._memory = memory
