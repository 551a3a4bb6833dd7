"""Sliding windows of distinct people on event time.

A window of `w` buckets that ends with bucket `b` holds the buckets
`b - w + 1` to `b`. A person counts once per key and window, however often they write: only the *last* bucket a person was
seen in matters for windows that end now, so that is all that is kept of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence, Set
from copy import copy
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.packing import pack, unpack_slots
from detectors.windows.last_seen import LastSeen

# Slots and people observed in one bucket: an entry each.
Pairs = tuple[NDArray[np.int32], NDArray[np.int64]]


def person_number(person: str) -> int:
    """A person as 64 bits, the same in every process: two of a thousand million share one with a chance of 3 %."""
    return int.from_bytes(blake2b(person.encode(), digest_size=8).digest(), "little", signed=True)


NOBODY = array("q")
"""Nobody was observed; never to be added to."""


def _waiting_of(slots: NDArray[Any], people: NDArray[Any]) -> array[int]:
    """Each of these people in one of the slots."""
    return array("q", np.column_stack((people, np.ones_like(people), slots)).astype(np.int64).tobytes())


def pairs_of(waiting: array[int]) -> Pairs:
    """A slot and a person for each slot that somebody was observed in."""
    slots: list[int] = []
    people: list[int] = []
    at = 0
    while at < len(waiting):
        person, many = waiting[at], waiting[at + 1]
        slots += waiting[at + 2 : at + 2 + many]
        people += [person] * many
        at += 2 + many
    return np.array(slots, np.int32), np.array(people, np.int64)


class PeopleWindows:
    """Distinct people per slot in several windows, kept up to date as buckets close.

    A *slot* is a small integer that stands for a key; who hands them out owns the key. People are numbers of 64 bits
    (`person_number`). `windows` are lengths in buckets, ascending.

    Cost: about 32 bytes per person and slot inside the largest window (16 in a table that is half full), 8 more for each
    bucket they wrote in; closing costs what entered and left.
    """

    def __init__(self, windows: Sequence[int], slots: int = 16) -> None:
        self.windows = tuple(windows)
        self.largest = self.windows[-1]
        self.rows: NDArray[np.int32] = np.zeros((len(self.windows) + 1, slots), np.int32)
        """`counts` below a row for a window that only some look at, and who fill it themselves."""
        self.counts: NDArray[np.int32] = self.rows[1:]
        self.closed: int | None = None
        # Of the buckets that are not closed who was observed (`LastSeen.enter`).
        self._pending: dict[int, array[int]] = {}
        self._seen = LastSeen(self.windows)

    def grow(self, slots: int) -> None:
        """Make room for `slots` slots."""
        have = self.counts.shape[1]
        if slots > have:
            self.rows = np.zeros((len(self.windows) + 1, slots), np.int32)
            self.rows[1:, :have] = self.counts
            self.counts = self.rows[1:]

    def add_late(self, bucket: int, slots: Sequence[int], person: int) -> int:
        """Take in a person in a bucket that is closed. Returns in how many of the slots it was counted: not where they were
        seen in that bucket or later already, and nowhere when it has left every window."""
        closed = bucket if self.closed is None else self.closed
        if bucket <= closed - self.largest:
            return 0
        return self._seen.enter_late(bucket, array("q", (person, len(slots), *slots)), closed, self.counts)

    def add(self, bucket: int, slots: Sequence[int], person: int) -> None:
        """Take in one person in a bucket that is not closed, in all of the slots."""
        held = array("q", (person, len(slots), *slots))
        waiting = self._pending.setdefault(bucket, held)
        if waiting is not held:
            waiting.extend(held)

    def close(self, bucket: int) -> None:
        """Close a bucket (and all before it): move the windows there."""
        self.closed = bucket
        self._seen.leave(bucket, self.counts)
        for due in sorted(b for b in self._pending if b <= bucket):
            waiting = self._pending.pop(due)
            if due > bucket - self.largest:
                self._seen.enter(due, waiting, bucket, self.counts)

    @property
    def memory_bytes(self) -> dict[str, int]:
        """Bytes that are held: of the counts per slot, and of the people in the largest window. While the table of those is
        rehashed, for a moment twice as much of it."""
        waiting = sum(len(held) * held.itemsize for held in self._pending.values())
        return {"windows": self.rows.nbytes, "people": self._seen.memory_bytes + waiting}

    def count_between(self, slot: int, first: int, last: int) -> int:
        """Distinct people inside the largest window whose last post lies in the buckets first to last."""
        if self.closed is not None and last >= self.closed:
            length = min(self.closed - first + 1, self.windows[-1])
            if length in self.windows:
                return self.counts.item(self.windows.index(length), slot)
        return int((self._seen.between(first, last)[0] == slot).sum())

    def drop(self, slots: Sequence[int]) -> None:
        """Forget slots and everybody in them. A slot may be given anew once the largest window has passed."""
        dropped = np.zeros(self.counts.shape[1], bool)
        dropped[np.array(slots, np.intp)] = True
        self._seen.strike(dropped)
        self.counts[:, dropped] = 0
        self._keep_waiting(lambda observed, _: ~dropped[observed])

    def forget_people(self, people: Set[int]) -> None:
        """As if these people (`person_number`) had not written; looks at all pairs once."""
        gone = np.array(sorted(people), np.int64)
        slots, who, buckets = self._seen.between()
        stays = ~np.isin(who, gone)
        ended, each = np.unique(buckets[stays], return_counts=True)
        self._enter_all(np.column_stack((ended, each)), slots[stays], who[stays])
        self._keep_waiting(lambda _, who: ~np.isin(who, gone))

    def captured(self) -> PeopleWindows:
        """A copy to take the `state` of while this one goes on."""
        held = copy(self)
        held._seen = self._seen.captured()
        held._pending = {bucket: waiting[:] for bucket, waiting in self._pending.items()}
        return held

    def state(self) -> dict[str, Any]:
        """All of it as plain values, for a snapshot."""
        slots, people, buckets = self._seen.between()
        ended, each = np.unique(buckets, return_counts=True)
        pending = [(bucket, *pairs_of(waiting)) for bucket, waiting in sorted(self._pending.items())]
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
        self.closed = state["closed"]
        self._pending = {int(b): _waiting_of(*unpack_slots(s, p, slots)) for b, s, p in state["pending"]}
        self._enter_all(state["ended"], *unpack_slots(state["slots"], state["people"], slots))

    def _enter_all(self, ended: Any, slots: NDArray[Any], people: NDArray[Any]) -> None:
        """Holds those alone who were last seen in each of some closed buckets: so many of the slots and people."""
        self.counts[:] = 0
        self._seen = LastSeen(self.windows)
        if len(ended):
            self._seen.load(ended, slots, people, self.closed or 0, self.counts)

    def _keep_waiting(self, stays: Callable[[NDArray[Any], NDArray[Any]], NDArray[np.bool_]]) -> None:
        """Of those observed in buckets that are not closed only who stays, by slot and person."""
        for bucket, waiting in list(self._pending.items()):
            slots, people = pairs_of(waiting)
            kept = stays(slots, people)
            del self._pending[bucket]
            if kept.any():
                self._pending[bucket] = _waiting_of(slots[kept], people[kept])
