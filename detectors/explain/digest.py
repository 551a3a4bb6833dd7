"""Several alerts of one bucket sent as one message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from detectors.alert import SCHEMA_VERSION, Alert, AlertEvent, Sample, event_id, utc
from detectors.buckets import BUCKET_SECONDS
from detectors.explain.clues import NAMED
from detectors.explain.titles import shortened
from detectors.explain.words import majority
from detectors.lifecycle import SEVERITIES, Attention, Event, State

LISTED_MAX = 3
NAMES_VERSION = NAMED["version"].format("")
BUCKET_WORDS = {60: "one minute", 300: "five minutes"}.get(BUCKET_SECONDS, f"{BUCKET_SECONDS} seconds")
RANK = {severity.value: i for i, severity in enumerate(SEVERITIES)}


def with_digest(
    events: Sequence[AlertEvent], at: float, brand: str, messages_max: int, generation: str = ""
) -> list[AlertEvent]:
    """The events of one bucket: when more than `messages_max` of them ask for a message, they are left to the board and one
    digest asks for it, the last of them. What pages still pages."""
    if sum(event.alert.attention == Attention.NOTIFY for event in events) <= messages_max:
        return list(events)
    muted, digest = digest_of([event.alert for event in events], at, brand, generation)
    received = max(event.received for event in events)
    return [
        *(event._replace(alert=alert) for event, alert in zip(events, muted, strict=True)),
        AlertEvent(digest, events[0].bucket, received, ()),
    ]


def digest_of(alerts: Sequence[Alert], at: float, brand: str, generation: str = "") -> tuple[list[Alert], Alert]:
    """The same events, no longer asking for a message each, and the one digest that does; pages stay pages.

    `people` of the digest is the sum over its trends: somebody who wrote about two counts twice. Its samples are those of
    the three largest, its `also_open` their trend ids.
    """
    messages = [a for a in alerts if a.attention == Attention.NOTIFY.value]
    muted = [replace(a, attention=Attention.BOARD.value) if a in messages else a for a in alerts]
    largest = sorted(messages, key=lambda a: (-RANK[a.severity], -a.people, a.trend_id))
    people = sum(a.people for a in messages)
    trend_id = f"digest-{int(at)}"
    worst = max((a.severity for a in messages), key=lambda name: RANK[name])
    titles = "; ".join(a.title for a in largest[:LISTED_MAX])
    cause = likely_cause([[(clue.kind, clue.text) for clue in a.clues] for a in messages])
    return muted, Alert(
        schema_version=SCHEMA_VERSION,
        event=Event.DIGEST.value,
        event_id=event_id(brand, trend_id, 1, 1, generation),
        at=utc(at),
        attention=Attention.NOTIFY.value,
        route=majority([a.route for a in messages]),
        trend_id=trend_id,
        brand=brand,
        state=State.OPEN.value,
        title=shortened(f"{len(messages)} alerts at once: {titles}"),
        why=f"{len(messages)} alerts in {BUCKET_WORDS}, {people} people in all"
        f"{f', {cause}' if cause else ''}. The largest: {titles}.",
        verdict=majority([a.verdict for a in messages]),
        severity=worst,
        people=people,
        since=min(a.since for a in messages),
        samples=[s for a in largest[:LISTED_MAX] for s in first_sample(a)],
        link=largest[0].link,
        sequence=1,
        cycle=1,
        also_open=[a.trend_id for a in largest],
    )


def likely_cause(clues: Sequence[Iterable[tuple[str, str]]]) -> str:
    """What the clues of most trends have in common, each a kind and its words: the same new version, or an update.

    >>> likely_cause([[("version", "names version 4.2.1")], [("version", "names version 4.2.1"), ("update", "x")], []])
    'likely one release (4.2.1)'
    """
    versions: Counter[str] = Counter()
    for found in clues:
        versions.update({text.removeprefix(NAMES_VERSION) for kind, text in found if kind == "version"})
    version, count = min(versions.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    if 2 * count > len(clues):
        return f"likely one release ({version})"
    updates = sum(any(kind == "update" for kind, _ in found) for found in clues)
    return "likely one release" if 2 * updates > len(clues) else ""


def first_sample(alert: Alert) -> list[Sample]:
    """The first sample, if there is one."""
    return alert.samples[:1]
