"""What was sent to whom, by the newest record of each delivery."""

from __future__ import annotations

from typing import Any

from stream.board.records import OBJECTS, checked, cleaned

SHOWN_MAX = 500
UNDONE = ("undelivered", "pending")


class Deliveries(dict[str, dict[str, Any]]):
    """Deliveries by id, cleaned for a browser."""

    def add(self, name: str, value: bytes, written: float) -> None:
        """A record of the topic, written at so many seconds since 1970; raises what `UNREADABLE` names."""
        delivery = OBJECTS.decode(value)
        delivery.pop("event", None)
        self[name] = checked(cleaned({**delivery, "id": name, "written": written}))

    def count(self, state: str) -> int:
        return sum(one.get("state") == state for one in self.values())

    def newest(self, trend_id: str = "") -> list[dict[str, Any]]:
        """Of one trend, or of all; what failed or waits first, then the newest others."""
        held = [one for one in self.values() if trend_id in ("", one.get("trend_id"))]
        held.sort(key=lambda one: (one.get("state") not in UNDONE, -one["written"]))
        return held[:SHOWN_MAX]
