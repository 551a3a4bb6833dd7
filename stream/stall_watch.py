"""Whether a worker gets anywhere: records that wait while nothing is done must not look like a quiet day."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping


class StallWatch:
    """Of each topic by itself: what another worker writes to the logs of our engines does not excuse our intake.

    Standing still is told by `alive`, and by `look`, after which the worker ends.
    """

    def __init__(self, topics: Iterable[str], seconds: float) -> None:
        self._seconds = seconds
        self._moved_at = dict.fromkeys(topics, time.monotonic())
        self._steps: dict[str, int] = {}

    def moved(self, topic: str) -> None:
        """A batch of it was dealt with."""
        self._moved_at[topic] = time.monotonic()

    def look(self, waiting: Mapping[str, int], steps: Mapping[str, int], *, excused: bool) -> list[str]:
        """Why it stands still, if it does: records `waiting` in a topic, and for so long no batch of it dealt with.

        `steps` counts what is done for a topic while one batch leads to much work. `excused`: it waits on purpose.
        """
        for topic in self._moved_at:
            if excused or not waiting.get(topic) or steps.get(topic) != self._steps.get(topic):
                self.moved(topic)
        self._steps = dict(steps)
        return self.alive()[1]

    def alive(self) -> tuple[bool, list[str]]:
        """For `/healthz`."""
        silent = {topic: time.monotonic() - at for topic, at in self._moved_at.items()}
        told = [
            f"records of {topic} wait and none was processed for {seconds:.0f} s"
            for topic, seconds in silent.items()
            if seconds > self._seconds
        ]
        return not told, told
