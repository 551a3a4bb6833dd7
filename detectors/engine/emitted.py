"""An event as it leaves the engine, and what is said when too many leave at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from detectors.alert import Alert
from detectors.explain import digest_of
from detectors.lifecycle import Attention


class Emitted(NamedTuple):
    """An event as it leaves the engine: `bucket` closed with it, `received` is the Kafka time of its newest mention, and
    `members` are the mention ids of its trend, a bounded part of them."""

    alert: Alert
    bucket: int
    received: float
    members: tuple[str, ...]


def told_together(events: Sequence[Emitted], at: float, brand: str, messages_max: int) -> list[Emitted]:
    """The events of one bucket: when more than `messages_max` of them ask for a message, they are left to the board and one
    digest asks for it, the last of them. What rings still rings."""
    if sum(event.alert.attention == Attention.NOTIFY for event in events) <= messages_max:
        return list(events)
    hushed, digest = digest_of([event.alert for event in events], at, brand)
    received = max(event.received for event in events)
    return [
        *(event._replace(alert=alert) for event, alert in zip(events, hushed, strict=True)),
        Emitted(digest, events[0].bucket, received, ()),
    ]
