"""How far event time has come in one engine: the minimum over the origins that feed it."""

from __future__ import annotations

import math
from typing import Any

from detectors.engine.log import Progress

NOTHING = -math.inf


class Watermark:
    """One watermark per origin; the engine's is their minimum over origins not idle, each less the lateness allowed it.

    An origin is allowed `lateness_seconds`, or what was observed of it, if that is less.

    Before every origin has reported there is no watermark (`at` is -inf): a partition of `mentions` that is read later
    than the others must not find its mentions late. It never goes back: an origin that wakes up behind the others holds
    them where they are, and what it sends is late. When all origins are idle, the newest idle mark moves it on, once
    anything has arrived at all.

    >>> watermark = Watermark(lateness_seconds=60)
    >>> watermark.on_progress(Progress(origin=0, origins=2, at=1000.0))
    -inf
    >>> watermark.on_progress(Progress(origin=1, origins=2, at=700.0))
    640.0
    """

    def __init__(self, lateness_seconds: float) -> None:
        self.lateness_seconds = lateness_seconds
        self.at = NOTHING
        self._origins = 0
        self._reached: dict[int, float] = {}
        self._idle: dict[int, float] = {}
        self._lateness: dict[int, float] = {}

    def on_progress(self, progress: Progress) -> float:
        """Takes one origin's progress in and returns the engine's watermark, in seconds of event time."""
        self._origins = max(self._origins, progress.origins)
        if progress.lateness is None:
            self._lateness.pop(progress.origin, None)
        else:
            self._lateness[progress.origin] = min(max(0.0, progress.lateness), self.lateness_seconds)
        if progress.idle:
            self._idle[progress.origin] = progress.at
        else:
            self._idle.pop(progress.origin, None)
            self._reached[progress.origin] = max(progress.at, self._reached.get(progress.origin, NOTHING))
        if len(self._reached.keys() | self._idle.keys()) >= self._origins:
            self.at = max(self.at, self._minimum())
        return self.at

    def forget(self, origin: int) -> None:
        """As if this origin had never reported, but event time stays where it is; the next progress gives their number."""
        self._reached.pop(origin, None)
        self._idle.pop(origin, None)
        self._lateness.pop(origin, None)
        self._origins = 0

    def event_time_of(self, at: float, until: float) -> tuple[float, float]:
        """The event time that an answer given at `at` is about, and its `until`, which moves with it. While the log is
        behind the clock, or replays an old stream, what is answered now is about the newest mentions there are."""
        ahead = at - (self.at + self.lateness_seconds)
        if not 0 < ahead < math.inf:
            return at, until
        return at - ahead, until - ahead if until > at else until

    def _minimum(self) -> float:
        if not self._reached:
            # Nothing has ever arrived: there is no time to move on, and what comes first may be of last week.
            return NOTHING
        awake = [at - self._allowed(origin) for origin, at in self._reached.items() if origin not in self._idle]
        asleep = (at - self._allowed(origin) for origin, at in self._idle.items())
        return min(awake) if awake else max(asleep, default=NOTHING)

    def _allowed(self, origin: int) -> float:
        return self._lateness.get(origin, self.lateness_seconds)

    def snapshot(self) -> dict[str, Any]:
        """Plain values from which `restore` makes the same watermark."""
        return {
            "at": None if self.at == NOTHING else self.at,
            "origins": self._origins,
            "reached": sorted(self._reached.items()),
            "idle": sorted(self._idle.items()),
            "lateness": sorted(self._lateness.items()),
        }

    @classmethod
    def restore(cls, lateness_seconds: float, state: dict[str, Any]) -> Watermark:
        """The watermark of a snapshot."""
        restored = cls(lateness_seconds)
        at, origins = state["at"], state["origins"]
        restored.at = NOTHING if at is None else float(at)
        restored._origins = int(origins)
        restored._reached = {int(k): float(v) for k, v in state["reached"]}
        restored._idle = {int(k): float(v) for k, v in state["idle"]}
        # Not in those of 0.1.
        restored._lateness = {int(k): float(v) for k, v in state.get("lateness", ())}
        return restored
