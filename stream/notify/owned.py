"""What delivery knows of one partition: every message of the ledger, and how each trend stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from stream.notify.ledger import Delivery, DeliveryKind, DeliveryState
from stream.notify.routing import Standing

UNSENT = frozenset({DeliveryState.SUPERSEDED, DeliveryState.NOT_NEEDED, DeliveryState.UNDELIVERED})


class Owned:
    """One partition. `keeps_incidents` says of a receiver whether it keeps one incident a trend."""

    def __init__(
        self, ledger: Mapping[str, Delivery], trends: Mapping[str, Standing], keeps_incidents: Callable[[str], bool]
    ) -> None:
        self.ledger = dict(ledger)
        self.trends = dict(trends)
        self._keeps_incidents = keeps_incidents

    @property
    def open_alerts(self) -> dict[str, Delivery]:
        """The alerts that are kept up at an Alertmanager, by their ids."""
        return {one.id: one for one in self.ledger.values() if one.state is DeliveryState.OPEN}

    def incidents(self, event: Mapping[str, Any], now: float) -> dict[str, float]:
        """The receivers that keep an incident of an event's trend, as far as messages say; with the time until which
        messages to them are held, so that an end does not come before what it ends. An escalation that is not due yet has
        begun none."""
        newest: dict[str, Delivery] = {}
        for one in self.ledger.values():
            if (one.brand, one.trend_id) == (event["brand"], event["trend_id"]) and self._opens(one):
                if one.kind is DeliveryKind.ESCALATION and one.not_before > now:
                    continue
                known = newest.get(one.receiver)
                newest[one.receiver] = one if known is None or one.created_at >= known.created_at else known
        return {name: one.not_before for name, one in newest.items() if not one.ends}

    def forgettable(self, now: float) -> list[str]:
        """The ids of messages that nobody needs to know of any more: an incident is known as long as its trend is open."""
        old = [one for one in self.ledger.values() if not one.is_unfinished and one.kept_until < now]
        return [one.id for one in old if not (self._opens(one) and self._is_open(one))]

    def _opens(self, one: Delivery) -> bool:
        kinds = (DeliveryKind.EVENT, DeliveryKind.ESCALATION)
        return one.kind in kinds and one.state not in UNSENT and self._keeps_incidents(one.receiver)

    def _is_open(self, one: Delivery) -> bool:
        standing = self.trends.get(one.trend_id)
        return standing is not None and standing.state != "resolved"
