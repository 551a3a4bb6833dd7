"""Sliding windows of people who become the past when they leave, and that past."""

from __future__ import annotations

from detectors.spikes import share_kernel as kernel
from detectors.spikes.windows import PeopleWindows


class RememberingWindows(PeopleWindows):
    """Sliding windows of people who become the past when they leave the largest one."""

    def move(self, bucket: int, memory: kernel.Memory, fading: kernel.Fading) -> None:
        """Closes `bucket`; a person who leaves is added to `memory`, worth the unit of the bucket in which they leave."""
        if self._end:
            first, edge = int(self._heads[-1]), bucket - self.largest
            kernel.remember(self._table, self._log, first, self._end, edge, self.largest, memory, fading)
        self.close(bucket)
