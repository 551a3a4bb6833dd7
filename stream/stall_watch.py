"""Whether a worker gets anywhere: records that wait while nothing is done must not look like a quiet day."""

from __future__ import annotations

import time


class StallWatch:
    """Standing still is told by `alive` first, and ends the worker a look later."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._buckets = 0
        self._moved_at = time.monotonic()

    def moved(self) -> None:
        """A batch was dealt with."""
        self._moved_at = time.monotonic()

    def look(self, buckets: int, *, waiting: int, excused: bool) -> bool:
        """Whether it stands still: `waiting` records, and for so long no batch dealt with and no bucket closed.

        `buckets` is how many were closed so far. It is `excused` while it waits on purpose.
        """
        if not waiting or excused or buckets != self._buckets:
            self._buckets = buckets
            self.moved()
        return self.silent_seconds > self._seconds

    @property
    def silent_seconds(self) -> float:
        return time.monotonic() - self._moved_at

    def alive(self) -> tuple[bool, list[str]]:
        """For `/healthz`."""
        silent = self.silent_seconds
        if silent > self._seconds:
            return False, [f"records wait and none was processed for {silent:.0f} s"]
        return True, []
