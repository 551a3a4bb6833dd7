"""Half-open buckets and sliding windows of distinct people on event time.

A bucket is 300 s; its index is floor(at / 300). A window of `w` buckets that ends with bucket `b` holds the buckets
`b - w + 1` to `b`. A person counts once per key and window, however often they write: only the *last* bucket a person was
seen in matters for windows that end now, so that is all that is kept of them.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

BUCKET_SECONDS = 300
WEEK_BUCKETS = 7 * 24 * 12
DAY_BUCKETS = 24 * 12
HOUR_BUCKETS = 12


def bucket_of(at: float) -> int:
    """The index of the bucket that event time `at` (seconds since 1970 UTC) lies in."""
    return math.floor(at / BUCKET_SECONDS)


class PeopleWindows:
    """Distinct people per slot in several windows, kept up to date as buckets close.

    A *slot* is a small integer that stands for a key; who hands them out owns the key. `windows` are lengths in buckets,
    ascending. `fresh_buckets` is how long a person must have been quiet for a post to count as an *arrival* again: rates
    are learned from arrivals, so that one who writes every ten minutes is not taken for a crowd.

    Cost: a dictionary entry per person and slot while inside the largest window; closing costs what entered and left.
    """

    def __init__(self, windows: Sequence[int], fresh_buckets: int = HOUR_BUCKETS, slots: int = 16) -> None:
        self.windows = tuple(windows)
        self.largest = self.windows[-1]
        self.fresh_buckets = fresh_buckets
        self.counts: NDArray[np.int32] = np.zeros((len(self.windows), slots), np.int32)
        self.closed: int | None = None
        self._last: dict[int, dict[str, int]] = {}
        self._pending: dict[int, dict[int, list[str]]] = {}
        self._ended: dict[int, dict[int, int]] = {}

    def grow(self, slots: int) -> None:
        """Make room for `slots` slots."""
        wider = np.zeros((len(self.windows), slots), np.int32)
        wider[:, : self.counts.shape[1]] = self.counts
        self.counts = wider

    def add(self, slot: int, person: str, bucket: int) -> bool:
        """Take in a person in a bucket. Of the future: kept until that bucket closes. Returns whether it was counted:
        False when the bucket is closed and the person was already seen in it or later, or it has left every window."""
        if self.closed is None or bucket > self.closed:
            self._pending.setdefault(bucket, {}).setdefault(slot, []).append(person)
            return True
        return bucket > self.closed - self.largest and self._see(slot, person, bucket, self.closed)[0]

    def close(self, bucket: int) -> dict[int, int]:
        """Close a bucket (and all before it): move the windows there. Returns slot → arrivals that it brought."""
        before = self.closed if self.closed is not None else bucket - 1
        self.closed = bucket
        if self._ended:
            for number, window in enumerate(self.windows):
                last = window == self.largest
                for gone in self._leaving(before - window + 1, bucket - window):
                    self._leave(number, gone, forget=last)
        arrivals: dict[int, int] = {}
        for ripe in sorted(b for b in self._pending if b <= bucket):
            told = self._pending.pop(ripe)
            if ripe > bucket - self.largest:
                self._enter(ripe, told, bucket, arrivals)
        return arrivals

    def waiting(self, bucket: int) -> dict[int, list[str]]:
        """Slot → people who wait for a bucket that is not closed: where many are added, without a call for each."""
        return self._pending.setdefault(bucket, {})

    def empty(self) -> bool:
        """Whether no window holds anybody and nothing waits."""
        return not self._ended and not self._pending

    def next_pending(self) -> int | None:
        """The earliest bucket for which something waits."""
        return min(self._pending, default=None)

    def most(self, slot: int, window: int, since: int) -> tuple[int, int]:
        """The most people in any window of `window` buckets that holds the bucket `since` and ends with a closed one, and
        the bucket it ends with (the earliest)."""
        seen = sorted(self._last.get(slot, {}).values())
        best = (0, since)
        for end in sorted({b for b in seen if since <= b < since + window}):
            count = bisect_right(seen, end) - bisect_left(seen, end - window + 1)
            if count > best[0]:
                best = (count, end)
        return best

    def within(self, slot: int, first: int, last: int) -> int:
        """Distinct people whose last post lies in the buckets first to last."""
        return sum(first <= bucket <= last for bucket in self._last.get(slot, {}).values())

    def drop(self, slots: Iterable[int]) -> None:
        """Forget slots and everybody in them."""
        for slot in slots:
            self._last.pop(slot, None)
            self.counts[:, slot] = 0
            _forget(self._ended, slot)
            _forget(self._pending, slot)

    def state(self) -> dict[str, Any]:
        """All of it as plain values, for a snapshot."""
        return {"closed": self.closed, "last": self._last, "pending": self._pending, "ended": self._ended}

    def load(self, state: dict[str, Any]) -> None:
        """Take over what `state` gave; counts are found again from it."""
        self.closed = state["closed"]
        self._last = {int(s): {str(p): int(b) for p, b in held.items()} for s, held in state["last"].items()}
        self._pending = {int(b): {int(s): list(p) for s, p in held.items()} for b, held in state["pending"].items()}
        self._ended = {int(b): {int(s): int(n) for s, n in held.items()} for b, held in state["ended"].items()}
        self.counts[:] = 0
        for bucket, held in self._ended.items():
            for slot, count in held.items():
                self._count(slot, bucket, self.closed or 0, count)

    def _enter(self, bucket: int, told: dict[int, list[str]], closed: int, arrivals: dict[int, int]) -> None:
        """What `_see` does for one, for everybody who waited for a bucket: nobody was seen after it, so that the windows
        change once for all."""
        last, ended, oldest, quiet = self._last, self._ended, closed - self.largest, bucket - self.fresh_buckets
        came: dict[int, int] = {}
        moved: dict[int, list[int]] = {}
        for slot, people in told.items():
            known = last.get(slot)
            if known is None:
                # Most slots are one person's, once.
                known = last[slot] = dict.fromkeys(people, bucket)
                came[slot] = fresh = len(known)
            else:
                entered = fresh = 0
                for person in people:
                    before = known.pop(person, None)
                    known[person] = bucket
                    if before == bucket:
                        continue
                    entered += 1
                    fresh += before is None or before < quiet
                    if before is not None and before > oldest:
                        self._shift(slot, before, -1)
                        moved.setdefault(before, []).append(slot)
                came[slot] = entered
            if fresh:
                arrivals[slot] = arrivals.get(slot, 0) + fresh
        if not came:
            return
        ended[bucket] = came
        slots, entering = np.fromiter(came, np.intp, len(came)), np.fromiter(came.values(), np.int32, len(came))
        for number, window in enumerate(self.windows):
            if closed - window < bucket:
                self.counts[number, slots] += entering
            counts = self.counts[number]
            for before, those in moved.items():
                if closed - window < before:
                    # Few, and some twice: numpy has no quick way for that.
                    for slot in those:
                        counts[slot] -= 1

    def _see(self, slot: int, person: str, bucket: int, closed: int) -> tuple[bool, bool]:
        people = self._last.setdefault(slot, {})
        before = people.get(person)
        if before is not None and before >= bucket:
            return False, False
        if before is not None:
            del people[person]
            if before > closed - self.largest:
                self._shift(slot, before, -1)
                self._count(slot, before, closed, -1)
        # Put at the end: the front of the dictionary stays the longest unseen, which is what forgetting looks at.
        people[person] = bucket
        self._shift(slot, bucket, 1)
        self._count(slot, bucket, closed, 1)
        return True, before is None or bucket - before > self.fresh_buckets

    def _shift(self, slot: int, bucket: int, by: int) -> None:
        held = self._ended.setdefault(bucket, {})
        left = held.get(slot, 0) + by
        if left:
            held[slot] = left
            return
        del held[slot]
        if not held:
            del self._ended[bucket]

    def _count(self, slot: int, bucket: int, closed: int, by: int) -> None:
        for number, window in enumerate(self.windows):
            if closed - window < bucket <= closed:
                self.counts[number, slot] += by

    def _leaving(self, first: int, last: int) -> Iterator[int]:
        if last - first < len(self._ended):
            yield from (b for b in range(first, last + 1) if b in self._ended)
        else:
            yield from sorted(b for b in self._ended if first <= b <= last)

    def _leave(self, number: int, bucket: int, *, forget: bool) -> None:
        held = self._ended[bucket]
        slots = np.fromiter(held.keys(), np.int64, len(held))
        self.counts[number, slots] -= np.fromiter(held.values(), np.int32, len(held))
        if not forget:
            return
        del self._ended[bucket]
        for slot in held:
            people = self._last.get(slot)
            while people and people[person := next(iter(people))] <= bucket:
                del people[person]
            if people is not None and not people:
                del self._last[slot]


def _forget(holder: dict[int, dict[int, Any]], slot: int) -> None:
    for bucket in [b for b, held in holder.items() if slot in held]:
        del holder[bucket][slot]
        if not holder[bucket]:
            del holder[bucket]
