"""Sliding windows of people who become the past when they leave, and that past."""

from __future__ import annotations

from detectors.compiled import direct
from detectors.spikes import share_kernel as kernel
from detectors.spikes.windows import PeopleWindows

_remember = direct(kernel.remember)


class RememberingWindows(PeopleWindows):
    """Sliding windows of people who become the past when they leave the largest one."""

    def move(self, bucket: int, memory: kernel.Memory, fading: kernel.Fading) -> None:
        """Closes `bucket`; a person who leaves is added to `memory`, worth the unit of the bucket in which they leave."""
        table, log, first, end = self._seen.leaving()
        if first < end:
            _remember(table, log, first, end, bucket - self.largest, self.largest, memory, fading)
        self.close(bucket)
