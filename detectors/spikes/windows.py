"""Sliding windows of distinct people on event time.

A window of `w` buckets that ends with bucket `b` holds the buckets
`b - w + 1` to `b`. A person counts once per key and window, however often they write: only the *last* bucket a person was
seen in matters for windows that end now, so that is all that is kept of them.
"""

from __future__ import annotations

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
LOG_MIN = 32
# A table is laid out with so many places for each pair, and laid out anew when it is so full.
PLACES_EACH = 2
FULL = 3 / 4

# Slots and people observed in one bucket: an entry each.
Pairs = tuple[NDArray[np.int32], NDArray[np.int64]]


def person_number(person: str) -> int:
    """A person as 64 bits, the same in every process: two of a thousand million share one with a chance of 3 %."""
    return int.from_bytes(blake2b(person.encode(), digest_size=8).digest(), "little", signed=True)


class _Waiting(NamedTuple):
    """Who was observed in a bucket that is not closed: each of the people in the next `slots_each` of the slots."""

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
        # Who was observed in a closed bucket, by bucket: `_end` entries, and for each window the first that is in it.
        self._log: NDArray[np.void] = np.empty(LOG_MIN, kernel.ENTRY)
        self._heads: NDArray[np.int64] = np.zeros(len(self.windows), np.int64)
        self._end = 0
        self._table = _table(0)
        self._taken = 0

    def grow(self, slots: int) -> None:
        """Make room for `slots` slots."""
        counts = np.zeros((len(self.windows), slots), np.int32)
        counts[:, : self.counts.shape[1]] = self.counts
        self.counts = counts

    def add(self, slot: int, person: int, bucket: int) -> bool:
        """Take in a person in a bucket (`add_late` if it is closed). Returns whether it was counted."""
        if self.closed is None or bucket > self.closed:
            self.add_many(bucket, [slot], [person], [1])
            return True
        return self.add_late(bucket, [slot], person) > 0

    def add_late(self, bucket: int, slots: Sequence[int], person: int) -> int:
        """Take in a person in a bucket that is closed. Returns in how many of the slots it was counted: not where they were
        seen in that bucket or later already, and nowhere when it has left every window."""
        closed = bucket if self.closed is None else self.closed
        if bucket <= closed - self.largest:
            return 0
        entered = self._enter(bucket, _Waiting.of(slots, (person,), (len(slots),)), closed)
        # They stand at the end of the log, and belong behind the others of their bucket.
        before = self._end - entered
        late, place = self._log[before : self._end].copy(), self._place_after(bucket, before)
        self._log[place + entered : self._end] = self._log[place:before].copy()
        self._log[place : place + entered] = late
        return entered

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
        self.closed = bucket
        if self._end:
            kernel.leave(self._table, self._log, self._end, self._heads, self._lengths, bucket, self.counts)
        for due in sorted(b for b in self._pending if b <= bucket):
            waiting = self._pending.pop(due)
            if due > bucket - self.largest:
                self._enter(due, waiting, bucket)

    @property
    def memory_bytes(self) -> dict[str, int]:
        """Bytes that are held: of the counts per slot, and of the people in the largest window. While the table of those is
        laid out anew, for a moment twice as much of it."""
        waiting = sum(len(part) * part.itemsize for held in self._pending.values() for part in held)
        return {"windows": self.counts.nbytes, "people": self._table.nbytes + self._log.nbytes + waiting}

    def count_between(self, slot: int, first: int, last: int) -> int:
        """Distinct people whose last post lies in the buckets first to last."""
        if last == self.closed and last - first + 1 in self.windows:
            return int(self.counts[self.windows.index(last - first + 1), slot])
        return int((self._held(first, last)[0] == slot).sum())

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
        held._log = self._log[int(self._heads[-1]) : self._end].copy()
        held._heads, held._end = np.zeros_like(self._heads), len(held._log)
        held._pending = {bucket: _Waiting.of(*waiting) for bucket, waiting in self._pending.items()}
        return held

    def state(self) -> dict[str, Any]:
        """All of it as plain values, for a snapshot."""
        slots, people, buckets = self._held(-kernel.ENDLESS, kernel.ENDLESS)
        ended, each = np.unique(buckets, return_counts=True)
        pending = [(bucket, *waiting.pairs()) for bucket, waiting in sorted(self._pending.items())]
        return {
            "closed": self.closed,
            "ended": list(zip(ended.tolist(), each.tolist(), strict=True)),
            "slots": pack(slots),
            "people": pack(people),
            "pending": [(bucket, pack(slots), pack(people)) for bucket, slots, people in pending],
        }

    def load(self, state: dict[str, Any], slots: int) -> None:
        """Take over what `state` gave of the first `slots` slots; counts are found again from it. ValueError when it does
        not hold together."""
        closed = self.closed = state["closed"]
        self._pending = {int(b): _Waiting.of_pairs(*unpack_slots(s, p, slots)) for b, s, p in state["pending"]}
        self.counts[:] = 0
        self._table, self._taken, self._end = _table(0), 0, 0
        self._heads[:] = 0
        if state["ended"]:
            self._rehash(state["ended"], *unpack_slots(state["slots"], state["people"], slots), closed)

    def _rehash(self, ended: Sequence[tuple[int, int]], observed: NDArray[Any], people: NDArray[Any], closed: int) -> None:
        """Those who were last seen in each of some closed buckets, ascending: so many of the slots and people."""
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
        self._log, self._end = np.empty(max(LOG_MIN, len(last)), kernel.ENTRY), len(last)
        self._log["place"][: self._end], self._log["bucket"][: self._end] = places, last
        self._heads[:] = np.searchsorted(last, closed - self._lengths, "right")
        for number, window in enumerate(self.windows):
            inside = observed[np.searchsorted(last, closed - window, "right") :]
            self.counts[number] = np.bincount(inside, minlength=self.counts.shape[1])
        self._table = table

    def _enter(self, bucket: int, observed: _Waiting, closed: int) -> int:
        """How many entered the windows of those observed in a closed bucket."""
        self._make_room(len(observed.slots), closed)
        slots, people, slots_each = map(np.asarray, observed)
        entered, taken = kernel.enter(
            self._table,
            slots,
            people,
            slots_each,
            bucket,
            closed,
            self._lengths,
            self.counts,
            self._log,
            self._end,
        )
        self._taken += taken
        self._end += entered
        if bucket < closed:
            # Of the windows that had passed the bucket they are in none.
            self._heads[bucket <= closed - self._lengths] += entered
        return entered

    def _make_room(self, pairs: int, closed: int) -> None:
        if self._end + pairs > len(self._log):
            self._cut_log(self._log[int(self._heads[-1]) : self._end], pairs, closed)
        if self._taken + pairs <= FULL * len(self._table):
            return
        live = int(self.counts[-1].sum())
        table = _table(PLACES_EACH * (live + pairs))
        self._taken, moved = kernel.move(self._table, closed - self.largest, table)
        log = self._log[int(self._heads[-1]) : self._end]
        log["place"] = moved[log["place"]]
        self._cut_log(log[log["place"] >= 0], pairs, closed)
        self._table = table

    def _cut_log(self, log: NDArray[np.void], pairs: int, closed: int) -> None:
        """Goes on with these entries of the log alone, and with room for more."""
        self._end = len(log)
        fresh = np.empty(self._end + pairs + LOG_MIN + self._end // 4, kernel.ENTRY)
        fresh[: self._end] = log
        self._log = fresh
        self._heads[:] = np.searchsorted(fresh["bucket"][: self._end], closed - self._lengths, "right")

    def _place_after(self, bucket: int, end: int) -> int:
        """Where in the first `end` entries of the log the buckets after this one begin."""
        return int(np.searchsorted(self._log["bucket"][:end], bucket, "right"))

    def _held(self, first: int, last: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Who was last seen in one of the closed buckets from first to last: slots, people and buckets, ascending."""
        log = self._log[
            max(self._place_after(first - 1, self._end), int(self._heads[-1])) : self._place_after(last, self._end)
        ]
        pairs = self._table[log["place"]]
        still = (pairs["last"] == log["bucket"]) & (pairs["slot"] >= 0)
        return pairs["slot"][still], pairs["person"][still], log["bucket"][still]


def _table(places: int) -> kernel.Table:
    table = np.empty(max(places, PLACES_MIN), kernel.PAIR)
    table["slot"] = kernel.FREE
    return table
