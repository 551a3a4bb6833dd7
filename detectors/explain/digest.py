"""Several alerts of one bucket told as one message."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from detectors.alert import SCHEMA_VERSION, Alert, Sample, event_id, utc
from detectors.explain.titles import shortened
from detectors.explain.words import majority
from detectors.lifecycle import SEVERITIES, Attention, Event, State

LISTED_MAX = 3
RANK = {severity.value: i for i, severity in enumerate(SEVERITIES)}


def digest_of(alerts: Sequence[Alert], at: float, brand: str) -> tuple[list[Alert], Alert]:
    """The same events, no longer asking for a message each, and the one digest that does; whatever rings still rings.

    `people` of the digest is the sum over its trends: somebody who wrote about two counts twice. Its samples are those of
    the three largest, its `also_open` their trend ids.
    """
    told = [a for a in alerts if a.attention == Attention.NOTIFY.value]
    hushed = [replace(a, attention=Attention.BOARD.value) if a in told else a for a in alerts]
    largest = sorted(told, key=lambda a: (-RANK[a.severity], -a.people, a.trend_id))
    people = sum(a.people for a in told)
    trend_id = f"digest-{int(at)}"
    worst = max((a.severity for a in told), key=lambda name: RANK[name])
    titles = "; ".join(a.title for a in largest[:LISTED_MAX])
    return hushed, Alert(
        schema_version=SCHEMA_VERSION,
        event=Event.DIGEST.value,
        event_id=event_id(brand, trend_id, 1, 1),
        at=utc(at),
        attention=Attention.NOTIFY.value,
        route=majority([a.route for a in told]),
        trend_id=trend_id,
        brand=brand,
        state=State.OPEN.value,
        title=shortened(f"{len(told)} alerts at once: {titles}"),
        why=f"{len(told)} alerts in five minutes, {people} people in all. The largest: {titles}.",
        verdict=majority([a.verdict for a in told]),
        severity=worst,
        people=people,
        since=min(a.since for a in told),
        samples=[s for a in largest[:LISTED_MAX] for s in first_sample(a)],
        link=largest[0].link,
        sequence=1,
        cycle=1,
        also_open=[a.trend_id for a in largest],
    )


def first_sample(alert: Alert) -> list[Sample]:
    """The first sample, if there is one."""
    return alert.samples[:1]
