"""The metrics of delivery: what was sent, what waits, what nobody took."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, generate_latest

from stream.metrics import Family, build_info
from stream.notify.ledger import DeliveryState

OUTCOMES = (*(state.value for state in DeliveryState if state not in (DeliveryState.PENDING, DeliveryState.OPEN)), "resent")


class NotifyFigures:
    """Every instrument of one `notify`, on a registry of its own; receivers are those of the policy file."""

    def __init__(self, receivers: Iterable[str] = ()) -> None:
        names = tuple(receivers)
        self.registry = CollectorRegistry(auto_describe=True)
        self.outcomes = Family(
            self._counter("deliveries_total", "Messages by what became of them.", "receiver", "outcome"), names, OUTCOMES
        )
        self.failures = Family(
            self._counter("delivery_failures_total", "Attempts that a receiver did not take.", "receiver"), names
        )
        self.pending = Family(self._gauge("deliveries_pending", "Messages that wait for a receiver.", "receiver"), names)
        self.oldest_seconds = Family(
            self._gauge("delivery_oldest_seconds", "Age of the oldest message that waits and is due.", "receiver"), names
        )
        self.alerts_read = self._counter("notify_alerts_total", "Events read from the topic of alerts.")
        self.unreadable = self._counter("notify_unreadable_total", "Events that could not be read, and were left out.")
        self.ready = self._gauge("notify_ready", "1 when the ledger is read and alerts are followed, else 0.")
        build_info(self.registry)
        ProcessCollector(registry=self.registry)

    def exposition(self) -> bytes:
        """All series in Prometheus' text format."""
        return generate_latest(self.registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"groundswell_{name}", meaning, labels, registry=self.registry)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"groundswell_{name}", meaning, labels, registry=self.registry)
