"""The messages a brand asks for: a few one by one, more of them collected in digests."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import msgspec
from msgspec.structs import replace

from detectors.alert import Alert, AlertEvent
from detectors.lifecycle import Attention

# So long the messages of a brand are counted together; and so long after a digest what follows is collected for the next.
TOGETHER_SECONDS = 1800.0
COLLECT_SECONDS = 300.0


class MessagesState(msgspec.Struct, frozen=True):
    """What is known of the last half hour, for a snapshot."""

    recent: list[tuple[float, Alert]] = []
    digest_at: float | None = None
    held: bool = False


class Messages:
    """The messages of one brand in the last half hour. `close` leaves them as they are until there are more than anybody
    reads: from then on all that comes is left to the board, and a digest every five minutes names everything since.

    What pages is never held.
    """

    def __init__(self, state: MessagesState | None = None) -> None:
        state = state or MessagesState()
        self._recent = list(state.recent)
        self._digest_at = -math.inf if state.digest_at is None else state.digest_at
        self.is_collecting = state.held
        """Whether something waits for the next digest."""

    def state(self) -> MessagesState:
        """As plain values, for a snapshot."""
        digest_at = None if self._digest_at == -math.inf else self._digest_at
        return MessagesState(list(self._recent), digest_at, self.is_collecting)

    def forget(self, mention_ids: Collection[str]) -> None:
        """Takes these posts out of the samples that a digest may show."""
        self._recent = [(at, _without(alert, mention_ids)) for at, alert in self._recent]

    def retitle(self, trend_id: str, gone: Collection[str], title: str) -> None:
        """Names that trend by another title where its title is among those that are gone."""
        self._recent = [
            (at, replace(alert, title=title) if alert.trend_id == trend_id and alert.title in gone else alert)
            for at, alert in self._recent
        ]

    @property
    def due_at(self) -> float:
        """When the next digest is due, in event time; infinite while nothing waits for one."""
        return self._digest_at + COLLECT_SECONDS if self.is_collecting else math.inf

    def close(self, events: Sequence[AlertEvent], now: float, at_most: int) -> tuple[list[AlertEvent], list[Alert]]:
        """The events of a bucket that ends at `now` as they go out, and what the digest that is due names, the newest of
        each trend; nothing where none is due. More messages than `at_most` in half an hour are collected."""
        if not (events or self._recent or self.is_collecting):
            return [], []
        self._recent = [(at, alert) for at, alert in self._recent if at > now - TOGETHER_SECONDS]
        asking = [event.alert for event in events if event.alert.attention == Attention.NOTIFY.value]
        self._recent += [(now, alert) for alert in asking]
        if len(self._recent) <= at_most and not self.is_collecting:
            return list(events), []
        self.is_collecting = self.is_collecting or bool(asking)
        left = [_left_to_board(event) if event.alert in asking else event for event in events]
        if not self.is_collecting or now < self._digest_at + COLLECT_SECONDS:
            return left, []
        self.is_collecting, self._digest_at = False, now
        return left, list({alert.trend_id: alert for _, alert in self._recent}.values())


def _without(alert: Alert, mention_ids: Collection[str]) -> Alert:
    return replace(alert, samples=[sample for sample in alert.samples if sample.mention_id not in mention_ids])


def _left_to_board(event: AlertEvent) -> AlertEvent:
    return event._replace(alert=replace(event.alert, attention=Attention.BOARD.value))
