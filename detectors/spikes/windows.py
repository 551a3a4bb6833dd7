"""Sliding windows of distinct people on event time.

A window of `w` buckets that ends with bucket `b` holds the buckets
`b - w + 1` to `b`. A person counts once per key and window, however often they write: only the *last* bucket a person was
seen in matters for windows that end now, so that is all that is kept of them.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from copy import copy
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.packing import pack, unpack_slots
from detectors.spikes import windows_kernel as kernel

PLACES_MIN = 64
# A table is laid out with so many places for each pair, and laid out anew when it is so full.
PLACES_EACH = 2
FULL = 3 / 4

NO_SLOTS: NDArray[np.int32] = np.zeros(0, np.int32)
NO_PEOPLE: NDArray[np.int64] = np.zeros(0, np.int64)

# Slots and people, told of in one bucket: an entry each.
Pairs = tuple[NDArray[np.int32], NDArray[np.int64]]


def person_number(person: str) -> int:
    """A person as 64 bits, the same in every process: two of a thousand million share one with a chance of 3 %."""
    return int.from_bytes(blake2b(person.encode(), digest_size=8).digest(), "little", signed=True)


class _Waiting(NamedTuple):
    """Who was told of in a bucket that is not closed: each of the people in the next `slots_each` of the slots."""

    slots: array[int]
    people: array[int]
    slots_each: array[int]

    @classmethod
    def of(cls, slots: Iterable[int], people: Iterable[int], slots_each: Iterable[int]) -> _Waiting:
        return cls(array("i", slots), array("q", people), array("i", slots_each))

    @classmethod
    def of_pairs(cls, slots: NDArray[Any], people: NDArray[Any]) -> _Waiting:
        held = array("i", slots.astype(np.int32).tobytes()), array("q", people.astype(np.int64).tobytes())
        return cls(*held, array("i", [1]) * len(slots))

    def pairs(self) -> Pairs:
        slots, people, slots_each = map(np.asarray, self)
        return slots, np.repeat(people, slots_each)


class PeopleWindows:
    """Distinct people per slot in several windows, kept up to date as buckets close.

    A *slot* is a small integer that stands for a key; who hands them out owns the key. People are numbers of 64 bits
    (`person_number`). `windows` are lengths in buckets, ascending.

    Cost: about 32 bytes per person and slot inside the largest window (16 in a table that is half full), 4 more for each
    bucket they wrote in; closing costs what entered and left.
    """

    def __init__(self, windows: Sequence[int], slots: int = 16) -> None:
        self.windows = tuple(windows)
        self.largest = self.windows[-1]
        self.counts: NDArray[np.int32] = np.zeros((len(self.windows), slots), np.int32)
        self.closed: int | None = None
        self._lengths: NDArray[np.int32] = np.array(self.windows, np.int32)
        self._pending: dict[int, _Waiting] = {}
        # Places of the table: who was told of in a bucket for the first time since, or again.
        self._ended: dict[int, NDArray[np.int32]] = {}
        self._table = _table(0)
        self._taken = 0

    def grow(self, slots: int) -> None:
        """Make room for `slots` slots."""
        extra = slots - self.counts.shape[1]
        self.counts = np.concatenate([self.counts, np.zeros((len(self.windows), extra), np.int32)], axis=1)

    def add(self, slot: int, person: int, bucket: int) -> bool:
        """Take in a person in a bucket. Of the future: kept until that bucket closes. Returns whether it was counted:
        False when the bucket is closed and the person was already seen in it or later, or it has left every window."""
        if self.closed is None or bucket > self.closed:
            self.add_many(bucket, [slot], [person], [1])
            return True
        if bucket <= self.closed - self.largest:
            return False
        return self._enter(bucket, _Waiting.of([slot], [person], [1]), self.closed) > 0

    def add_many(self, bucket: int, slots: Iterable[int], people: Iterable[int], slots_each: Iterable[int]) -> None:
        """Take in people in a bucket that is not closed, each in the next `slots_each` of the slots."""
        waiting = self._pending.get(bucket)
        if waiting is None:
            self._pending[bucket] = _Waiting.of(slots, people, slots_each)
            return
        waiting.slots.extend(slots)
        waiting.people.extend(people)
        waiting.slots_each.extend(slots_each)

    def close(self, bucket: int) -> None:
        """Close a bucket (and all before it): move the windows there."""
        before = self.closed if self.closed is not None else bucket - 1
        self.closed = bucket
        if self._ended:
            for number, window in enumerate(self.windows):
                for gone in self._leaving(before - window + 1, bucket - window):
                    kernel.leave(self._table, self._ended[gone], gone, self.counts[number])
                    if window == self.largest:
                        del self._ended[gone]
        for due in sorted(b for b in self._pending if b <= bucket):
            waiting = self._pending.pop(due)
            if due > bucket - self.largest:
                self._enter(due, waiting, bucket)

    @property
    def memory_bytes(self) -> dict[str, int]:
        """Bytes that are held: of the counts per slot, and of the people in the largest window. While the table of those is
        laid out anew, for a moment twice as much of it."""
        waiting = sum(len(part) * part.itemsize for held in self._pending.values() for part in held)
        people = self._table.nbytes + sys.getsizeof(self._ended) + sum(places.nbytes for places in self._ended.values())
        return {"windows": self.counts.nbytes, "people": people + waiting}

    def count_between(self, slot: int, first: int, last: int) -> int:
        """Distinct people whose last post lies in the buckets first to last."""
        if last == self.closed and last - first + 1 in self.windows:
            return int(self.counts[self.windows.index(last - first + 1), slot])
        return len(self._seen(slot, first, last))

    def drop(self, slots: Sequence[int]) -> None:
        """Forget slots and everybody in them. A slot may be given anew once the largest window has passed."""
        dropped = np.zeros(self.counts.shape[1], bool)
        dropped[np.array(slots, np.intp)] = True
        kernel.strike(self._table, dropped)
        self.counts[:, dropped] = 0
        for bucket, waiting in list(self._pending.items()):
            observed, people = waiting.pairs()
            stays = ~dropped[observed]
            del self._pending[bucket]
            if stays.any():
                self._pending[bucket] = _Waiting.of_pairs(observed[stays], people[stays])

    def captured(self) -> PeopleWindows:
        """A copy to take the `state` of while this one goes on."""
        held = copy(self)
        held._table = self._table.copy()
        held._ended = dict(self._ended)
        held._pending = {bucket: _Waiting.of(*waiting) for bucket, waiting in self._pending.items()}
        return held

    def state(self) -> dict[str, Any]:
        """All of it as plain values, for a snapshot."""
        ended = [(bucket, *self._held(bucket)) for bucket in sorted(self._ended)]
        ended = [(bucket, slots, people) for bucket, slots, people in ended if len(slots)]
        pending = [(bucket, *waiting.pairs()) for bucket, waiting in sorted(self._pending.items())]
        return {
            "closed": self.closed,
            "ended": [(bucket, len(slots)) for bucket, slots, _ in ended],
            "slots": pack(np.concatenate([NO_SLOTS, *(slots for _, slots, _ in ended)])),
            "people": pack(np.concatenate([NO_PEOPLE, *(people for _, _, people in ended)])),
            "pending": [(bucket, pack(slots), pack(people)) for bucket, slots, people in pending],
        }

    def load(self, state: dict[str, Any], slots: int) -> None:
        """Take over what `state` gave of the first `slots` slots; counts are found again from it. ValueError when it does
        not hold together."""
        closed = self.closed = state["closed"]
        self._pending = {int(b): _Waiting.of_pairs(*unpack_slots(s, p, slots)) for b, s, p in state["pending"]}
        self.counts[:] = 0
        self._ended, self._table, self._taken = {}, _table(0), 0
        if state["ended"]:
            self._rehash(state["ended"], *unpack_slots(state["slots"], state["people"], slots), closed)

    def _rehash(self, ended: Sequence[tuple[int, int]], observed: NDArray[Any], people: NDArray[Any], closed: int) -> None:
        """Those who were last heard in each of some closed buckets, ascending: so many of the slots and people."""
        buckets, lengths = np.array(ended, np.int64).T
        if lengths.min() < 1 or lengths.sum() != len(observed) or (np.diff(buckets) < 1).any() or buckets[-1] > closed:
            raise ValueError("the people of the buckets do not hold together")
        last = np.repeat(buckets, lengths).astype(np.int32)
        pairs = np.empty(len(observed), kernel.PAIR)
        pairs["slot"], pairs["person"], pairs["last"] = observed, people, last
        table = _table(PLACES_EACH * len(observed))
        self._taken, places = kernel.move(pairs, closed - self.largest, table)
        if self._taken != len(observed) or int((table["slot"] != kernel.FREE).sum()) != len(observed):
            raise ValueError("people of the buckets are there twice, or in no window")
        ends = np.cumsum(lengths)
        for bucket, start, end in zip(buckets.tolist(), (ends - lengths).tolist(), ends.tolist(), strict=True):
            self._ended[bucket] = places[start:end]
        for number, window in enumerate(self.windows):
            inside = observed[np.searchsorted(last, closed - window, "right") :]
            self.counts[number] = np.bincount(inside, minlength=self.counts.shape[1])
        self._table = table

    def _enter(self, bucket: int, observed: _Waiting, closed: int) -> int:
        """How many entered the windows of those told of in a closed bucket."""
        self._make_room(len(observed.slots), closed)
        slots, people, slots_each = map(np.asarray, observed)
        places, taken = kernel.enter(
            self._table,
            slots,
            people,
            slots_each,
            bucket,
            closed,
            self._lengths,
            self.counts,
        )
        self._taken += taken
        if len(places):
            held = self._ended.get(bucket)
            self._ended[bucket] = places if held is None else np.concatenate([held, places])
        return len(places)

    def _make_room(self, pairs: int, closed: int) -> None:
        if self._taken + pairs <= FULL * len(self._table):
            return
        live = int(self.counts[-1].sum())
        table = _table(PLACES_EACH * (live + pairs))
        self._taken, moved = kernel.move(self._table, closed - self.largest, table)
        for bucket, held in self._ended.items():
            still = moved[held]
            self._ended[bucket] = still[still >= 0]
        self._table = table

    def _held(self, bucket: int) -> Pairs:
        """Who was last seen in a bucket."""
        observed = self._table[self._ended[bucket]]
        held = observed[(observed["last"] == bucket) & (observed["slot"] >= 0)]
        return held["slot"], held["person"]

    def _seen(self, slot: int, first: int, last: int) -> list[int]:
        """The buckets, first to last, in which the slot's people were last seen: one for each, ascending."""
        found: list[int] = []
        for bucket in sorted(self._leaving(first, last)):
            found += [bucket] * int((self._held(bucket)[0] == slot).sum())
        return found

    def _leaving(self, first: int, last: int) -> list[int]:
        if last - first < len(self._ended):
            return [b for b in range(first, last + 1) if b in self._ended]
        return sorted(b for b in self._ended if first <= b <= last)


def _table(places: int) -> kernel.Table:
    table = np.empty(max(places, PLACES_MIN), kernel.PAIR)
    table["slot"] = kernel.FREE
    return table
