"""Sliding windows of people who become the past when they leave, and that past."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from detectors.compiled import direct
from detectors.spikes import share_kernel as kernel
from detectors.windows.people import NOBODY, PeopleWindows

_remember, _close_bucket = direct(kernel.remember), direct(kernel.close_bucket)


class RememberingWindows(PeopleWindows):
    """Sliding windows of people who become the past when they leave the largest one. The first `wholes` slots are of
    everybody."""

    def __init__(self, windows: Sequence[int], slots: int, wholes: int) -> None:
        super().__init__(windows, slots)
        self._wholes = wholes
        # Whether somebody was counted in a bucket that had closed, since the last close.
        self._late = False

    def add_late(self, bucket: int, slots: Sequence[int], person: int) -> int:
        self._late = True
        return super().add_late(bucket, slots, person)

    def load(self, state: dict[str, Any], slots: int) -> None:
        super().load(state, slots)
        # It is not known who of them came late.
        self._late = True

    def advance(self, bucket: int, memory: kernel.Memory, weights: kernel.Weights) -> int:
        """Closes `bucket`; a person who leaves is added to `memory`, worth the unit of the bucket in which they leave.

        Returns the most people that a key observed since the last close has in the largest window, or more than that.
        """
        if self._late or self._pending.keys() - {bucket}:
            self._late = False
            self._move(bucket, memory, weights)
            return int(self.counts[-1].max())
        observed = self._pending.get(bucket, NOBODY)
        seen, pairs = self._seen, len(observed.slots)
        if not seen.has_room(pairs):
            seen.make_room(pairs, bucket if self.closed is None else self.closed, self.counts)
        self._pending.clear()
        self.closed = bucket
        table, log, first, end = seen.leaving()
        slots, people, slots_each = map(np.asarray, observed)
        entered, taken, most = _close_bucket(
            table, log, first, end, seen.heads, seen.windows, self.counts, bucket,
            slots, people, slots_each, self._wholes, memory, weights,
        )  # fmt: skip
        seen.entered(entered, taken)
        return int(most)

    def _move(self, bucket: int, memory: kernel.Memory, weights: kernel.Weights) -> None:
        """The same, step by step: where several buckets wait, or somebody came late."""
        table, log, first, end = self._seen.leaving()
        if first < end:
            _remember(table, log, first, end, bucket - self.largest, self.largest, memory, weights)
        self.close(bucket)
