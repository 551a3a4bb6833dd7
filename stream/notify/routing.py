"""From an event to the messages it leads to: pure decisions, each with its reason in the delivery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from detectors.lifecycle import State
from detectors.verdict import plural
from stream.notify.ledger import Delivery, DeliveryKind, DeliveryState, delivery_id
from stream.notify.messages import title_of
from stream.notify.policy import Alertmanager, NotifyPolicy
from stream.reading.times import parse_time

FIRST_HOLD_SECONDS = 2.0
DIGEST_BYTES_MAX = 700_000
LISTED = ("event_id", "event", "at", "trend_id", "brand", "title", "state", "severity", "attention", "verdict", "since")
LISTED_CHARACTERS_MAX = 200


class Standing(NamedTuple):
    """How a trend stands: all that is asked of it when a message that waited is due."""

    state: str
    acknowledged: str
    muted_until: float = 0.0

    def is_muted(self, now: float) -> bool:
        """Whether somebody wants no message of it for now."""
        return self.state != State.RESOLVED and self.muted_until > now

    def is_taken(self, now: float) -> bool:
        """Whether nobody needs to be woken for it any more: somebody has it, mutes it or has mended it, or it is over."""
        return bool(self.acknowledged) or self.state in (State.RESOLVED, State.WATCHING) or self.is_muted(now)


def standing_of(event: Mapping[str, Any]) -> Standing:
    """How an event leaves its trend."""
    muted = parse_time(event.get("muted_until", ""))
    return Standing(event["state"], event.get("acknowledged", ""), 0.0 if muted is None else muted / 1000.0)


def alert_key(event: Mapping[str, Any]) -> str:
    """What one alert at Alertmanager is named by."""
    return f"{event['brand']}/{event['trend_id']}"


def messages_for(
    event: Mapping[str, Any],
    policy: NotifyPolicy,
    now: float,
    open_alerts: Mapping[str, Delivery],
    incidents: Mapping[str, float] = MappingProxyType({}),
) -> list[Delivery]:
    """The deliveries of one event: to each receiver once, whatever number of routes lead there.

    `open_alerts` are those that are kept up at an Alertmanager, by their ids: an event that is on the board only changes or
    ends them too. `incidents` are the receivers that keep an incident of the trend: its end goes there whatever the routes
    say, not before the time beside the name.
    """
    found: dict[str, Delivery] = {}
    for route in policy.routes:
        if not route.matches(event):
            continue
        held = 0.0 if event["attention"] == "page" else route.held_until(now)
        for receiver in route.to:
            made = _message(event, receiver, policy, now, held)
            known = found.get(made.id)
            found[made.id] = made if known is None or made.not_before < known.not_before else known
        if event["attention"] == "page" and event["state"] != "resolved":
            due = now + 60.0 * route.escalate_after_minutes
            for receiver in route.escalate_to:
                made = _escalation(event, receiver, now, due)
                found.setdefault(made.id, made)
    for name, configured in policy.receivers.items():
        if isinstance(configured, Alertmanager):
            ident = delivery_id(alert_key(event), name, DeliveryKind.ALERT)
            if ident in open_alerts and ident not in found:
                found[ident] = _alert(event, name, now)
    if event["state"] == "resolved":
        for name, held in incidents.items():
            ending = _message(event, name, policy, now, held)
            found[ending.id] = ending
    return list(found.values())


def _message(event: Mapping[str, Any], receiver: str, policy: NotifyPolicy, now: float, held: float) -> Delivery:
    if isinstance(policy.receivers[receiver], Alertmanager):
        return _alert(event, receiver, now)
    return Delivery(
        id=delivery_id(event["event_id"], receiver),
        receiver=receiver,
        trend_id=event["trend_id"],
        brand=event["brand"],
        event_id=event["event_id"],
        title=title_of(event),
        created_at=now,
        not_before=held,
        ends=event["state"] == "resolved",
        event=dict(event),
    )


def _alert(event: Mapping[str, Any], receiver: str, now: float) -> Delivery:
    """An alert that is kept up while its trend is open; its end is a message that must arrive."""
    over = event["state"] == "resolved" or event["event"] == "digest"
    return Delivery(
        id=delivery_id(alert_key(event), receiver, DeliveryKind.ALERT),
        receiver=receiver,
        kind=DeliveryKind.ALERT,
        state=DeliveryState.PENDING if over else DeliveryState.OPEN,
        trend_id=event["trend_id"],
        brand=event["brand"],
        event_id=event["event_id"],
        title=title_of(event),
        created_at=now,
        event=dict(event),
    )


def _escalation(event: Mapping[str, Any], receiver: str, now: float, due: float) -> Delivery:
    return Delivery(
        id=delivery_id(event["event_id"], receiver, DeliveryKind.ESCALATION),
        receiver=receiver,
        kind=DeliveryKind.ESCALATION,
        trend_id=event["trend_id"],
        brand=event["brand"],
        event_id=event["event_id"],
        title=title_of(event, DeliveryKind.ESCALATION),
        created_at=now,
        not_before=due,
        event=dict(event),
    )


def held_a_moment(delivery: Delivery, now: float) -> Delivery:
    """A message of the first start, held until all of them are there: many become one. Pages do not wait."""
    is_page = delivery.event is not None and delivery.event["attention"] == "page"
    if delivery.kind is not DeliveryKind.EVENT or is_page:
        return delivery
    return replace(delivery, not_before=max(delivery.not_before, now + FIRST_HOLD_SECONDS))


def digests_of_held(held: Sequence[Delivery], receiver: str, now: float) -> list[Delivery]:
    """One message for several trends that waited, or a few where one would be too large for a record; with no more of each
    than is listed where they are many."""
    sizes = [len(msgspec.json.encode(one.event)) for one in held]
    if sum(sizes) > DIGEST_BYTES_MAX:
        held = [replace(one, event=_listed(one.event)) for one in held if one.event is not None]
        sizes = [len(msgspec.json.encode(one.event)) for one in held]
    parts: list[list[Delivery]] = [[]]
    room = DIGEST_BYTES_MAX
    for one, size in zip(held, sizes, strict=True):
        if size > room and parts[-1]:
            parts.append([])
            room = DIGEST_BYTES_MAX
        parts[-1].append(one)
        room -= size
    return [_digest(part, receiver, now) for part in parts]


def _listed(event: Mapping[str, Any]) -> dict[str, Any]:
    """What a digest says of an event."""
    texts = {name: str(event[name])[:LISTED_CHARACTERS_MAX] for name in LISTED if name in event}
    clues = [{"kind": clue["kind"], "text": clue["text"][:LISTED_CHARACTERS_MAX]} for clue in event.get("clues", ())[:4]]
    return {**texts, "people": event["people"], "clues": clues}


def _digest(held: Sequence[Delivery], receiver: str, now: float) -> Delivery:
    """The same messages make the same id."""
    events = [one.event for one in held if one.event is not None]
    named = "\n".join(sorted(one.id for one in held))
    return Delivery(
        id=delivery_id(named, receiver, DeliveryKind.DIGEST),
        receiver=receiver,
        kind=DeliveryKind.DIGEST,
        title=plural(len(events), "trend", "trends"),
        created_at=min(one.created_at for one in held),
        events=events,
        not_before=now,
    )


def newest_of_each(held: Sequence[Delivery]) -> tuple[list[Delivery], list[Delivery]]:
    """Of messages that waited, in the order of their events: the newest of each trend, and those that it replaces."""
    newest = {one.trend_id: one for one in held}
    kept = [one for one in held if newest[one.trend_id] is one]
    return kept, [superseded(one) for one in held if newest[one.trend_id] is not one]


def superseded(delivery: Delivery) -> Delivery:
    """A newer message says what this one would have."""
    return finished(delivery, DeliveryState.SUPERSEDED)


def finished(delivery: Delivery, state: DeliveryState, **changes: Any) -> Delivery:
    """The delivery at its end; the event is on its own topic and is let go of."""
    return replace(delivery, state=state, event=None, events=[], **changes)
