"""Sliding windows of people who become the past when they leave, and that past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import direct
from detectors.spikes import close_kernel
from detectors.spikes.share_kernel import Memory, Weights
from detectors.windows.kernel import Log, Table
from detectors.windows.people import NOBODY, PeopleWindows

_remember, _close_bucket = direct(close_kernel.remember), direct(close_kernel.close_bucket)


class RememberingWindows(PeopleWindows):
    """Sliding windows of people who become the past when they leave the largest one. The first `wholes` slots are of
    everybody."""

    def __init__(self, windows: Sequence[int], slots: int, wholes: int) -> None:
        super().__init__(windows, slots)
        self.wholes = wholes
        # What was observed since the last close is what waits, and where this is set also these.
        self._is_more = False
        self._more: set[int] = set()

    @property
    def touched(self) -> set[int]:
        """The slots of keys that somebody was observed in since the last close."""
        waiting = {slot for held in self._pending.values() for slot in held.slots if slot >= self.wholes}
        return waiting | self._more

    def entries(self) -> tuple[Table, Log, int, int]:
        """The table and the log of who is in the windows (`LastSeen.leaving`)."""
        return self._seen.leaving()

    def add_late(self, bucket: int, slots: Sequence[int], person: int) -> int:
        self._is_more = True
        self._more.update(slot for slot in slots if slot >= self.wholes)
        return super().add_late(bucket, slots, person)

    def forget_people(self, people: Set[int]) -> None:
        self._more, self._is_more = self.touched, True
        super().forget_people(people)

    def drop(self, slots: Sequence[int]) -> None:
        self._more.difference_update(slots)
        super().drop(slots)

    def load(self, state: dict[str, Any], slots: int, touched: Iterable[int] = ()) -> None:
        """Takes over what `state` gave, and which slots were `touched` then."""
        super().load(state, slots)
        # It is not known who of them came late.
        self._more, self._is_more = set(touched), True

    def advance(self, bucket: int, memory: Memory, weights: Weights) -> tuple[NDArray[np.int32], int]:
        """Closes `bucket`; a person who leaves is added to `memory`, worth the unit of the bucket in which they leave.

        Returns the slots that were observed since the last close, some perhaps several times and those of everybody among
        them, and the most people that one of a key has in the largest window, or more than that.
        """
        if self._is_more or len(self._pending) > (bucket in self._pending):
            slots = np.array(sorted(self.touched), np.int32)
            self._more, self._is_more = set(), False
            self._move(bucket, memory, weights)
            return slots, int(self.counts[-1].max())
        observed = self._pending.pop(bucket, NOBODY)
        seen, pairs = self._seen, len(observed.slots)
        if not seen.has_room(pairs):
            seen.make_room(pairs, bucket if self.closed is None else self.closed, self.counts)
        self.closed = bucket
        table, log, first, end = seen.leaving()
        slots, people, slots_each = map(np.asarray, observed)
        entered, taken, most = _close_bucket(
            table, log, first, end, seen.heads, seen.windows, self.counts, bucket,
            slots, people, slots_each, self.wholes, memory, weights,
        )  # fmt: skip
        seen.entered(entered, taken)
        return slots, most

    def _move(self, bucket: int, memory: Memory, weights: Weights) -> None:
        """The same, step by step: where several buckets wait, or somebody came late."""
        table, log, first, end = self._seen.leaving()
        if first < end:
            _remember(table, log, first, end, bucket - self.largest, self.largest, memory, weights)
        self.close(bucket)
