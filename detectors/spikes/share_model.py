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

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.buckets import BUCKET_SECONDS
from detectors.errors import SnapshotError
from detectors.spikes import share_kernel as kernel
from detectors.spikes.share_config import HOUR_SECONDS, ShareConfig
from detectors.spikes.share_decision import Rise, ShareDecision
from detectors.spikes.share_keys import KeySlots
from detectors.spikes.share_past import ROOM, Past, PriorsFound, is_short
from detectors.spikes.share_windows import RememberingWindows
from detectors.windows.people import pairs_of

# What rises now must not count as usual.
NEWEST_SECONDS = 3 * HOUR_SECONDS

PriorShares = Callable[[Sequence[str]], PriorsFound]
"""The prior shares of distinct keys."""

Observation = tuple[int, int, Sequence[str]]
"""A bucket, a person (`windows.person_number`), and the distinct keys they mention."""


class ShareTest:
    """Counts distinct people per key in sliding windows and tests their shares, bucket by bucket.

    `priors` gives the prior shares of keys that are met for the first time, a negative number for one that never opens (the
    brand's own name). `crowd` is a key whose people are known to report nothing: while it rises, everybody is as many as
    they would be with no more of them than usual, so that nobody's share is drowned.

    Deterministic: the same observations and closes give the same rises and the same snapshot. Costs about 0.1 µs a mention
    of a key, and 60 bytes a key that is remembered.

    >>> test, rare = ShareTest(), lambda keys: [0.0005] * len(keys)
    >>> for person in range(2000):
    ...     test.observe([(person, person, ("page", "printer") if person % 50 == 0 else ("page",))], rare)
    ...     rises = test.close(person)
    >>> rises
    []
    >>> test.observe([(2001, 5000 + person, ("page", "cartridge")) for person in range(6)], rare)
    >>> [(rise.key, rise.people) for rise in test.close(2001)]
    [('cartridge', 6)]
    """

    def __init__(self, config: ShareConfig | None = None, wholes: int = 1, crowd: str = "") -> None:
        self.config = config or ShareConfig()
        self.windows = tuple(max(1, seconds // BUCKET_SECONDS) for seconds in self.config.windows_seconds)
        """The lengths of its windows, in buckets."""
        self.past = Past(self.config)
        # The window of those: the longest that is no longer.
        self._newest = sum(seconds <= NEWEST_SECONDS for seconds in self.config.windows_seconds[1:])
        self._wholes = wholes
        self._crowd = crowd
        self.left: dict[int, int] = {}
        """How many everybody were at the newest close with no more of the crowd than usual, by the seconds of the window;
        empty when no crowd came."""
        self.keys = KeySlots(wholes)
        self.counted = RememberingWindows(self.windows, ROOM, wholes)
        """Who is in its windows."""
        self._decision = ShareDecision(self.config)
        self.gathers = False
        """Whether at the last close a few people had come to use a rare word."""
        # Which keys were held last; none of them may have come or gone since.
        self._held: list[str] | None = []

    def __contains__(self, key: str) -> bool:
        return key in self.keys.slots

    # Taking in.

    def observe(
        self,
        observations: Iterable[Observation],
        priors: PriorShares,
        whole: int = 0,
        own_max: float | None = None,
        also: Sequence[int] = (),
    ) -> None:
        """Counts each person for each key, and once for everybody (`whole`: which everybody the keys are a share of), and
        for those named in `also`. `own_max` of keys that are new; the configuration's where it is not given."""
        strict = self.config.own_max if own_max is None else own_max
        slots_of, windows = self.keys.slots, self.counted
        for bucket, person, keys in observations:
            self.past.begin(bucket)
            if new := [key for key in keys if key not in slots_of]:
                self._allocate(new, priors, whole, strict)
            slots = [*also, *map(slots_of.__getitem__, keys), whole]
            closed = windows.closed
            if closed is not None and bucket <= closed:
                windows.add_late(bucket, slots, person)
            else:
                windows.add(bucket, slots, person)

    def close(self, bucket: int, people_min: int = 5) -> list[Rise]:
        """Closes every bucket up to `bucket`; the keys mentioned since the last close that rise in a window which ends with
        it, by chance, then key. Closing again does nothing."""
        closed = self.counted.closed
        if closed is not None and bucket <= closed:
            return []
        counted, past, self.left = self.counted, self.past, {}
        name_of, crowd = self.keys.names.__getitem__, self.keys.slots.get(self._crowd, -1)
        found = self._decision.close(counted, bucket, past, people_min, crowd, name_of)
        rises, self.gathers = found.rises, found.gathers
        if not found.is_crowded:
            return rises
        counts = counted.rows if found.is_first else counted.counts
        thinned = _without_crowd(self, self._crowd, counts)
        left = thinned[len(thinned) - len(self.windows) :, 0].tolist()
        self.left = dict(zip(self.config.windows_seconds, left, strict=True))
        # Who are more than are left are of the crowd themselves.
        slots = np.unique(pairs_of(found.observed)[0])
        slots = slots[slots >= counted.wholes]
        rest = slots[(thinned[:, slots] <= thinned[:, :1]).all(axis=0)]
        surest = {rise.key: rise for rise in rises}
        for rise in self._decision.risen(rest, bucket, thinned, past, people_min, name_of):
            if rise.key not in surest or rise.chance < surest[rise.key].chance:
                surest[rise.key] = rise._replace(thinned=True)
        return sorted(surest.values(), key=lambda rise: (rise.chance, rise.key))

    def learn_past(self, people_of: Mapping[str, float], people: float, priors: PriorShares) -> None:
        """Takes so many people of the past over, of whom so many mentioned each key."""
        for key in sorted(people_of):
            if key not in self.keys.slots:
                self._allocate([key], priors, 0, self.config.own_max)
            self.past.learn(self.keys.slots[key], people_of[key])
        self.past.learn(0, people)

    # What is known.

    def share(self, key: str, prior: float) -> float:
        """The share of people who usually mention a key, the windows left out; `prior` is for a key not met before. Of a
        busy source that has only just begun those count who wrote earlier that day."""
        slot, of, counts = self.keys.slots.get(key), _earlier_today(self), self.counted.counts
        today = int(counts[-1, slot] - counts[self._newest, slot]) if of and slot is not None else 0
        return self.past.share(slot, prior, today, of)

    def people(self, key: str, seconds: int, bucket: int) -> int:
        """Distinct people who mention a key in the window of that length that ends with `bucket`, as far as it reaches."""
        slot = self.keys.slots.get(key)
        return 0 if slot is None else self.everybody(seconds, bucket, slot)

    def everybody(self, seconds: int, bucket: int, whole: int = 0) -> int:
        """Distinct people of all in that window."""
        length = max(1, seconds // BUCKET_SECONDS)
        return self.counted.count_between(whole, bucket - length + 1, bucket)

    def explained(self, key: str, bucket: int, fewer: int = 0) -> list[Rise]:
        """For each window the people of a key against what is expected, and the chance, if so many fewer mentioned it."""
        slot, counts = self.keys.slots.get(key), self.counted.counts
        if slot is not None and fewer:
            counts = counts.copy()
            counts[:, slot] = np.maximum(0, counts[:, slot] - fewer)
        return [] if slot is None else self._decision.explained(key, slot, bucket, counts, self.past)

    # What trends say.

    def hold(self, keys: Iterable[str]) -> None:
        """The keys that belong to a trend now: what they opened at does not keep them down."""
        wanted = list(keys)
        if wanted != self._held:
            self._held = wanted
            self.past.hold(self.keys.slots[key] for key in wanted if key in self.keys.slots)

    def raise_level(self, rise: Rise, bucket: int) -> None:
        """The key opened an alert at this share: as a trend of its own it opens again only beyond it."""
        slot = self.keys.slots.get(rise.key)
        if slot is not None:
            self.past.raise_level(slot, rise.people / rise.of, bucket)

    def drop(self, keys: Iterable[str]) -> None:
        """Forgets keys that hardly anybody mentions any more; unknown ones are ignored."""
        gone = self.keys.release(keys, (self.counted.closed or 0) + self.windows[-1])
        if gone:
            self._held = None if self._held else self._held
            self.counted.drop(gone)

    def forget(self) -> None:
        """Drops the keys that hardly anybody mentioned, and above `keys_max` the least mentioned; called once a day."""
        live = np.array(list(self.keys.slots.values()), np.intp)
        if len(live):
            # Who was observed since the last close is in no window yet.
            absent = (self.counted.counts[-1, live] == 0) & ~np.isin(live, np.array(sorted(self.counted.touched), np.intp))
            self.drop(str(self.keys.names[slot]) for slot in live[self.past.forgettable(live, absent)].tolist())

    # Snapshots.

    def capture(self) -> Callable[[], dict[str, Any]]:
        """The quick part of a snapshot; what is returned gives plain values, whatever becomes of the test meanwhile."""
        windows = self.counted.captured()
        keys, past = self.keys.state(), self.past.state(len(self.keys.names))
        rest = {"touched": sorted(self.counted.touched), "wholes": self._wholes}
        return lambda: {"windows": windows.state(), **keys, **past, **rest}

    def load(self, state: Mapping[str, Any]) -> None:
        """Becomes what `capture` gave; raises SnapshotError when it does not hold together."""
        used = len(state["keys"])
        if int(state["wholes"]) != self._wholes or used < self._wholes:
            raise SnapshotError("the share test in the snapshot is of another kind")
        self.keys.load(state["keys"], state["free"], state["cooling"])
        self.counted.grow(self.past.grow(used))
        self.past.load(state["arrays"], used, state["unit"], state["origin"])
        self.counted.load(state["windows"], used, state["touched"])
        self._held = None

    @property
    def memory_bytes(self) -> dict[str, int]:
        """Bytes that are held, spare room included: `past`, `windows`, `people` of the largest window, `keys`."""
        return {"past": self.past.records.nbytes, **self.counted.memory_bytes, "keys": self.keys.memory_bytes}

    # Inside.

    def _allocate(self, keys: list[str], priors: PriorShares, whole: int, own_max: float) -> None:
        """Gives distinct new keys their slots."""
        self._held = None if self._held else self._held
        slots = self.keys.allocate(keys, self.counted.closed or 0)
        if len(self.keys.names) > len(self.past.records):
            self.counted.grow(self.past.grow(len(self.keys.names)))
        self.past.allocate(slots, priors(keys), whole, own_max)


def writing(test: ShareTest) -> dict[int, int]:
    """Distinct people of all at the newest close, by the seconds of the window."""
    return dict(zip(test.config.windows_seconds, test.counted.counts[:, 0].tolist(), strict=True))


def shares_of(test: ShareTest, slots: NDArray[np.int64]) -> NDArray[np.float64]:
    """`ShareTest.share` of the keys that have these slots."""
    of = _earlier_today(test)
    if not of:
        return test.past.shares(slots)
    counts = test.counted.counts
    return test.past.shares(slots, counts[-1, slots] - counts[test._newest, slots], of)


def _earlier_today(test: ShareTest) -> int:
    """People who wrote in the largest window, but not in the last hours of it, where they are many and tell more than the
    past before them; else 0."""
    if not is_short(test.past):
        return 0
    counts = test.counted.counts
    of = int(counts[-1, 0] - counts[test._newest, 0])
    return of if of >= kernel.OWN_KNOWN else 0


def _without_crowd(test: ShareTest, crowd: str, counts: NDArray[np.int32]) -> NDArray[np.int32]:
    """The counts with as many of everybody as there would be with the usual share of the crowd."""
    slot = test.keys.slots[crowd]
    thinned = counts.copy()
    left = (counts[:, 0] - counts[:, slot]) / (1.0 - test.past.share(slot, 0.0))
    thinned[:, 0] = np.minimum(counts[:, 0], np.ceil(left))
    return thinned
