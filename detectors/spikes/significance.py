"""The test: do more people report this than chance explains?

One `SpikeTest` per brand, tier (groups, phrases, terms, threads, the brand as a whole) and pace
(`detectors.spikes.multi_scale`). Keys come and go; people are counted once per key and window, on event time; decisions
fall on closed buckets only.
"""

from __future__ import annotations

import sys
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from detectors.buckets import BUCKET_SECONDS, DAY_BUCKETS, bucket_of
from detectors.errors import SnapshotError
from detectors.spikes.config import SLICE_BUCKETS, SpikeConfig
from detectors.spikes.model import EVERYBODY, SILENCE_SLICES, LateWindow, SurpriseModel
from detectors.spikes.snapshot import SpikeState, opened, sealed
from detectors.spikes.windows import PeopleWindows, person_number

__all__ = ["Key", "Seen", "Spike", "SpikeConfig", "SpikeTest"]

Key = int | str

SURPRISE_MAX = 30.0
# Late people are tested in the windows of the past only where they can matter: some people, the fast windows.
LATE_PEOPLE = 3
LATE_WINDOWS = 3
KNOWN_DAYS = 7.0
KNOWN_PEOPLE = 30.0


class Seen(StrEnum):
    """What became of an observation."""

    COUNTED = "counted"
    AGAIN = "again"
    LATE = "late"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Spike:
    """A key whose window holds more people than chance explains. `p_value` is per key and bucket, windows and cold start
    included; `surprise` is min(30, -log10 p); `usual` the people expected in that window."""

    key: Key
    window_seconds: int
    people: int
    usual: float
    p_value: float
    surprise: float
    cold_start: bool
    reason: str


class SpikeTest:
    """Tests the keys of one tier of one brand, bucket by bucket.

    `observe` people, `close` buckets in order; compare the p-values with the `budget.level` of what is `reaching`.
    Deterministic: the same observations and closes give the same spikes and the same snapshot.

    >>> test = SpikeTest(SpikeConfig.groups())
    >>> for hour in range(24 * 20):
    ...     _ = test.observe("printer", f"person {hour}", hour * 3600.0)
    >>> _ = test.close(24 * 20 * 12 - 1)
    >>> for person in range(12):
    ...     _ = test.observe("printer", f"other {person}", 24 * 20 * 3600.0)
    >>> [(s.key, s.people, s.cold_start) for s in test.close(24 * 20 * 12)]
    [('printer', 12, False)]
    """

    def __init__(self, config: SpikeConfig | None = None) -> None:
        self.config = config or SpikeConfig()
        self._model = SurpriseModel(self.config)
        self._windows = PeopleWindows(self.config.windows)
        self._slots: dict[Key, int] = {}
        # By slot; None where no key has it: everybody's, and those that are free or cooling.
        self._keys: list[Key | None] = [None]
        self._free: list[int] = []
        self._late: dict[int, list[int]] = {}
        # One mention is observed under many keys: everybody hears of it once.
        self._newest: tuple[int, int] | None = None
        self._forgotten = 0
        # Slots of dropped keys, and the bucket after which nothing is left of them in the windows.
        self._cooling: deque[tuple[int, int]] = deque()

    def observe(self, key: Key, person: str, at: float) -> Seen:
        """A person told of `key` at event time `at`. Late ones go to their own bucket while it lies in a window."""
        return self._observe(key, person_number(person), bucket_of(at))

    def _observe(self, key: Key, person: int, bucket: int) -> Seen:
        closed = self._windows.closed
        late = closed is not None and bucket <= closed
        if late and closed is not None and bucket <= closed - self._windows.largest:
            return Seen.TOO_LATE
        if not self._model.alive[EVERYBODY]:
            self._model.allocate(np.array([EVERYBODY]), bucket)
        slot = self._slots.get(key)
        if slot is None:
            slot = self._take(key, bucket)
        if not late:
            if self._newest != (person, bucket):
                self._windows.add(EVERYBODY, person, bucket)
                self._newest = (person, bucket)
            self._windows.add(slot, person, bucket)
            return Seen.COUNTED
        if self._windows.add(EVERYBODY, person, bucket):
            self._model.add_late(EVERYBODY, bucket)
        if not self._windows.add(slot, person, bucket):
            return Seen.AGAIN
        self._model.add_late(slot, bucket)
        self._late.setdefault(slot, []).append(bucket)
        return Seen.LATE

    def observe_many(self, observed: Iterable[tuple[int, int, Sequence[Key]]]) -> None:
        """As `observe` for many: a bucket (`windows.bucket_of`), a person (`windows.person_number`), and the distinct keys
        they told of, one at least."""
        for bucket, run in groupby(observed, key=itemgetter(0)):
            _, people, keys = zip(*run, strict=True)
            closed = self._windows.closed
            if closed is not None and bucket <= closed:
                for person, of in zip(people, keys, strict=True):
                    for key in of:
                        self._observe(key, person, bucket)
            else:
                self._observe_run(bucket, people, keys)

    def _observe_run(self, bucket: int, people: Sequence[int], keys: Sequence[Sequence[Key]]) -> None:
        """Everybody of one bucket that is not closed."""
        if not self._model.alive[EVERYBODY]:
            self._model.allocate(np.array([EVERYBODY]), bucket)
        flat = [*chain.from_iterable(keys)]
        try:
            slots = [*map(self._slots.__getitem__, flat)]
        except KeyError:
            unseen = [key for key in dict.fromkeys(flat) if key not in self._slots]
            self._model.allocate(np.array([self._number(key) for key in unseen]), bucket)
            slots = [*map(self._slots.__getitem__, flat)]
        who = array("q", people)
        self._windows.add_many(bucket, slots, who, map(len, keys))
        self._windows.add_many(bucket, array("i", [EVERYBODY]) * len(who), who, array("i", [1]) * len(who))

    def close(self, bucket: int) -> list[Spike]:
        """Close every bucket up to `bucket` and test the windows that end with it.

        Sorted by p-value, then key. Buckets skipped are learned from as they were: empty. Closing a bucket again does
        nothing. Only surprises of `config.report_surprise` and more are told.
        """
        closed = self._windows.closed
        if closed is not None and bucket <= closed:
            return []
        spikes: dict[Key, Spike] = {}
        at = bucket if closed is None else closed
        first = self._windows.next_pending()
        if closed is None and first is not None:
            at = min(first, bucket) - 1
        while at < bucket:
            at += 1
            if self._windows.empty():
                ahead = self._windows.next_pending()
                until = bucket if ahead is None else max(at, min(ahead, bucket))
                self._skip(at, until)
                at = until
            else:
                ahead = self._windows.next_pending()
            waiting = ahead is not None and ahead <= at
            self._step(at)
            # Where nobody came no window can have risen.
            if waiting or self._late:
                for spike in self._test(at):
                    held = spikes.get(spike.key)
                    if held is None or spike.p_value < held.p_value:
                        spikes[spike.key] = spike
        if bucket // DAY_BUCKETS != self._forgotten:
            self._forgotten = bucket // DAY_BUCKETS
            self.drop(self._key(slot) for slot in self._model.stale(self._windows.counts).tolist())
        return sorted(spikes.values(), key=lambda s: (s.p_value, str(type(s.key)), s.key))

    def drop(self, keys: Iterable[Key]) -> None:
        """Forget keys: groups that were evicted. Unknown ones are ignored."""
        gone = [self._slots.pop(key) for key in sorted(set(keys) & self._slots.keys(), key=str)]
        if not gone:
            return
        for slot in gone:
            self._keys[slot] = None
            self._late.pop(slot, None)
        self._windows.drop(gone)
        self._model.release(np.array(gone, np.intp))
        cool = (self._windows.closed or 0) + self._windows.largest
        self._cooling.extend((cool, slot) for slot in gone)

    def set_open(self, keys: Iterable[Key]) -> None:
        """The keys that have an open alert now: they take no part in the budget's spreading or the tail's calibration."""
        slots = np.array(sorted(self._slots[key] for key in set(keys) if key in self._slots), np.intp)
        self._model.open[:] = False
        self._model.open[slots] = True
        self._model.tail.reset(slots)

    def reaching(self, people: int, bucket: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Over what a budget is to be spread (`budget.level`): for each window of each key of which two people or more told
        lately, no alert open, the p-value of `people` people, and the window's part of the level."""
        return self._model.reaching(people, bucket)

    def usual(self, key: Key, bucket: int, window_seconds: int) -> float:
        """People expected in the window of that length that ends with `bucket`; for an unknown key as for a new one."""
        over = self._model.season.over(bucket, max(1, window_seconds // BUCKET_SECONDS))
        slot = self._slots.get(key)
        return float((self._model.rates.prior_rate if slot is None else self._model.rates.rate(slot)) * over)

    def season(self, bucket: int, buckets: int) -> float:
        """How many average buckets the `buckets` that end with `bucket` are worth, by the hour of the week."""
        return self._model.season.over(bucket, buckets)

    def people(self, key: Key, bucket: int, window_seconds: int) -> int:
        """Distinct people in the window of that length that ends with `bucket`, as far as the largest window reaches."""
        slot = self._slots.get(key)
        length = max(1, window_seconds // BUCKET_SECONDS)
        return 0 if slot is None else self._windows.count_between(slot, bucket - length + 1, bucket)

    def chance(self, key: Key, bucket: int, window_seconds: int) -> float:
        """The chance of as many people or more in the window of that length, a configured one, that ends with `bucket`, by
        the model alone; 1 for an unknown key."""
        slot = self._slots.get(key)
        if slot is None:
            return 1.0
        window = window_seconds // BUCKET_SECONDS
        people, everybody = (self._windows.count_between(of, bucket - window + 1, bucket) for of in (slot, EVERYBODY))
        number = self.config.windows.index(window)
        return self._model.chance_of(bucket, number, slot, people, everybody, bucket, every=True)

    def history_days(self, bucket: int) -> float:
        """How many days the tier has been heard of, up to `bucket`."""
        return self._model.history_days(bucket)

    def snapshot(self) -> bytes:
        """All of it as bytes (MessagePack with a version and a checksum), the same for the same state."""
        return self.capture()()

    def capture(self) -> Callable[[], bytes]:
        """The quick part of `snapshot`; what is returned makes the bytes, whatever becomes of the test meanwhile."""
        keys, windows = self._keys.copy(), self._windows.captured()
        state = {
            "free": self._free.copy(),
            "forgotten": self._forgotten,
            "cooling": list(self._cooling),
            "late": {slot: buckets.copy() for slot, buckets in self._late.items()},
            "arrays": self._model.packed(len(keys)),
            "model": self._model.state(),
            "config": self.config.identity,
        }

        return lambda: sealed({"keys": keys, "windows": windows.state(), **state})

    def restore(self, snapshot: bytes | memoryview) -> None:
        """Become the test that `snapshot` was taken of; raises SnapshotError, and then nothing was changed."""
        try:
            state = opened(snapshot)
            if state.config != self.config.identity:
                raise SnapshotError("the snapshot was taken with another configuration of the test")
            fresh = SpikeTest(self.config)
            fresh._load(state)
        except (msgspec.MsgspecError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise SnapshotError(f"the snapshot cannot be read: {error}") from error
        self.__dict__.update(fresh.__dict__)

    def _load(self, state: SpikeState) -> None:
        keys = self._keys = state.keys
        slots: dict[Any, int] = dict(zip(keys, range(len(keys)), strict=True))
        del slots[None]
        self._slots = slots
        self._free = state.free
        self._forgotten = state.forgotten
        self._cooling = deque(state.cooling)
        self._late = state.late
        self._check_slots()
        self._model.load(state.model, state.arrays, len(keys))
        self._windows.grow(len(self._model.alive))
        self._windows.load(state.windows, len(keys))

    def _check_slots(self) -> None:
        """Raises ValueError when a slot is nobody's, or given twice, or a key has two."""
        keys = self._keys
        unused = {EVERYBODY, *self._free, *(slot for _, slot in self._cooling)}
        each_once = len(unused) == 1 + len(self._free) + len(self._cooling) == len(keys) - len(self._slots)
        within = min(unused | self._late.keys()) >= 0
        if not (each_once and within and all(keys[slot] is None for slot in unused)):
            raise ValueError("the slots of the keys do not hold together")
        if any(keys[slot] is None for slot in self._late):
            raise ValueError("late people have no key")

    def __len__(self) -> int:
        return len(self._slots)

    @property
    def memory_bytes(self) -> dict[str, int]:
        """Bytes that are held, spare room included: `baseline`, `windows`, `people` of the largest window, `keys`."""
        each = sum(map(sys.getsizeof, chain.from_iterable(self._slots.items())))
        keys = each + sum(map(sys.getsizeof, (self._slots, self._keys, self._free)))
        return {"baseline": self._model.memory_bytes, **self._windows.memory_bytes, "keys": keys}

    def _take(self, key: Key, bucket: int) -> int:
        slot = self._number(key)
        self._model.allocate(np.array([slot]), bucket)
        return slot

    def _number(self, key: Key) -> int:
        while self._cooling and self._cooling[0][0] < (self._windows.closed or 0):
            self._free.append(self._cooling.popleft()[1])
        if self._free:
            slot = self._free.pop()
        else:
            slot = len(self._keys)
            self._keys.append(None)
        if slot >= len(self._model.alive):
            self._model.grow(slot + slot // 8 + 16)
            self._windows.grow(len(self._model.alive))
        self._slots[key] = slot
        self._keys[slot] = key
        return slot

    def _key(self, slot: int) -> Key:
        key = self._keys[slot]
        assert key is not None
        return key

    def _step(self, bucket: int) -> None:
        self._windows.close(bucket)
        if (bucket + 1) % SLICE_BUCKETS == 0:
            self._model.learn(bucket, self._windows.take_arrivals(), self._windows.counts)

    def _skip(self, first: int, until: int) -> None:
        """Learn the slices that end in [first, until): nobody came. A silence too long to be learned is passed over."""
        slices = range(first + (-first - 1) % SLICE_BUCKETS, until, SLICE_BUCKETS)
        for bucket in (*slices[:1], *slices[1:][-SILENCE_SLICES:]):
            self._model.learn(bucket, self._windows.take_arrivals(), None)

    def _test(self, bucket: int) -> list[Spike]:
        late = self._late_windows()
        slots, surprise, best = self._model.judge(bucket, self._windows.counts, late)
        if self._model.is_young(bucket):
            return []
        is_starting, cold = self._model.is_starting(), self._model.cold(bucket)
        spikes = []
        for slot, found, number in zip(slots.tolist(), surprise.tolist(), best.tolist(), strict=True):
            left = found - 1.0 if cold else found
            if left < self.config.report_surprise:
                continue
            if is_starting and not self._of_most(slot, number, bucket):
                continue
            key, window = self._key(slot), self.config.windows[number]
            people = int(self._windows.counts[number, slot])
            spikes.append(
                Spike(
                    key=key,
                    window_seconds=window * BUCKET_SECONDS,
                    people=max([people, *(held for of, n, _, held, _ in late if (of, n) == (slot, number))]),
                    usual=self.usual(key, bucket, window * BUCKET_SECONDS),
                    p_value=10.0**-left,
                    surprise=min(SURPRISE_MAX, left),
                    cold_start=cold,
                    reason="late" if slot in self._late else "rising",
                )
            )
        self._late = {}
        return spikes

    def _of_most(self, slot: int, number: int, bucket: int) -> bool:
        """Whether most of the people in a window tell of a key, of a tier heard of for long or by enough before: a fault of
        a brand that hardly anybody talks about, and no source that begins."""
        counts, model = self._windows.counts[number], self._model
        known = model.history_days(bucket) >= KNOWN_DAYS or model.rates.seen[EVERYBODY] >= KNOWN_PEOPLE
        return bool(known) and 2 * int(counts[slot]) >= int(counts[EVERYBODY])

    def _late_windows(self) -> list[LateWindow]:
        """The fullest past window of each length around each late person: it was judged without them."""
        found = []
        for slot in sorted(self._late):
            if self._windows.counts[-1, slot] < LATE_PEOPLE:
                continue
            for number, window in enumerate(self.config.windows[:LATE_WINDOWS]):
                held, end = max(self._windows.peak_count(slot, window, bucket) for bucket in sorted(set(self._late[slot])))
                everybody = self._windows.count_between(EVERYBODY, end - window + 1, end)
                found.append((slot, number, end, held, everybody))
        return found
