"""Sliding windows of people who become the past when they leave, and that past."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from detectors.spikes import share_kernel as kernel
from detectors.spikes.windows import PeopleWindows


class RememberingWindows(PeopleWindows):
    """Sliding windows of people who become the past when they leave the largest one."""

    def __init__(self, windows: Sequence[int], slots: int) -> None:
        super().__init__(windows, slots=slots)

    def move(self, bucket: int, memory: kernel.Memory, unit_at: Callable[[int], float]) -> None:
        """Closes `bucket`; whoever leaves is added to `memory`, worth the unit of the bucket in which they leave."""
        if self._ended:
            before = self.closed if self.closed is not None else bucket - 1
            for gone in self._leaving(before - self.largest + 1, bucket - self.largest):
                kernel.remember(
                    self._table, self._ended[gone], gone, memory.past, memory.ever, unit_at(gone + self.largest)
                )
        self.close(bucket)


def empty_memory(slots: int) -> kernel.Memory:
    """The memory of so many slots of which nothing is known."""
    return kernel.Memory(
        prior=np.zeros(slots),
        past=np.zeros(slots),
        ever=np.zeros(slots),
        level=np.zeros(slots),
        raised=np.zeros(slots, np.int64),
        held=np.zeros(slots, np.bool_),
        silent=np.zeros(slots, np.bool_),
        whole=np.zeros(slots, np.int32),
        own_max=np.zeros(slots),
    )
