"""Sliding windows of people who become the past when they leave, and that past."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence, Set
from typing import Any

from detectors.compiled import direct
from detectors.spikes import close_kernel
from detectors.spikes.share_kernel import Memory, Weights
from detectors.windows.last_seen import LastSeen
from detectors.windows.people import NOBODY, PeopleWindows, pairs_of

_remember = direct(close_kernel.remember)


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
        waiting = {slot for held in self._pending.values() for slot in pairs_of(held)[0].tolist() if slot >= self.wholes}
        return waiting | self._more

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

    @property
    def seen(self) -> LastSeen:
        """Who is in the windows: for a kernel that closes a bucket."""
        return self._seen

    def take(self, bucket: int) -> array[int] | None:
        """Who was observed in `bucket` (`LastSeen.enter`), where nobody was in any other since the last close: a kernel is
        to enter them, for whom there is room, and the bucket counts as closed. None where that is not all of it."""
        if self._is_more or len(self._pending) > (bucket in self._pending):
            return None
        observed = self._pending.pop(bucket, NOBODY)
        if not self._seen.has_room(len(observed)):
            self._seen.make_room(len(observed), bucket if self.closed is None else self.closed, self.counts)
        self.closed = bucket
        return observed

    def advance(self, bucket: int, memory: Memory, weights: Weights) -> array[int]:
        """Closes `bucket`, step by step: where several buckets wait, or somebody came late. A person who leaves is added to
        `memory`, worth the unit of the bucket in which they leave. Gives one who was in every slot that was observed since
        the last close."""
        touched = sorted(self.touched)
        self._more, self._is_more = set(), False
        table, log, first, end = self._seen.leaving()
        if first < end:
            _remember(table, log, first, end, bucket - self.largest, self.largest, memory, weights)
        self.close(bucket)
        return array("q", (0, len(touched), *touched))
