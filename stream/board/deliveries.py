"""What was sent to whom, by the newest record of each delivery."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from stream.board.records import DELIVERIES, cleaned

SHOWN_MAX = 500
FIRST = ("undelivered", "pending")


class Deliveries:
    """Deliveries by id, cleaned for a browser."""

    def __init__(self) -> None:
        self._held: dict[str, dict[str, Any]] = {}
        # Asked five times a second.
        self._states: Counter[str] = Counter()

    def add(self, name: str, value: bytes, written: float) -> None:
        """A record of the topic, written at so many seconds since 1970; raises what `UNREADABLE` names."""
        delivery = msgspec.to_builtins(DELIVERIES.decode(value))
        self.pop(name)
        self._held[name] = cleaned({**delivery, "id": name, "written": written})
        self._states[self._held[name]["state"]] += 1

    def pop(self, name: str) -> bool:
        """Whether there was one of that id, which is gone."""
        known = self._held.pop(name, None)
        if known is not None:
            self._states[known["state"]] -= 1
        return known is not None

    def count(self, state: str) -> int:
        return self._states[state]

    def newest(self, trend_id: str = "") -> list[dict[str, Any]]:
        """Of one trend, or of all; what failed first, then what waits, then the newest others."""
        held = [one for one in self._held.values() if trend_id in ("", one["trend_id"])]
        held.sort(key=lambda one: (FIRST.index(one["state"]) if one["state"] in FIRST else len(FIRST), -one["written"]))
        return held[:SHOWN_MAX]
