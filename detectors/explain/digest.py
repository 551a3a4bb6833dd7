"""Several alerts sent as one message."""

from __future__ import annotations

from collections.abc import Sequence

from detectors.alert import SCHEMA_VERSION, Alert, Sample, event_id, utc
from detectors.causes import likely_cause
from detectors.explain.titles import TITLE_MAX
from detectors.explain.words import majority
from detectors.lifecycle import SEVERITIES, Attention, Event, State
from detectors.text.simple_words import shortened

LISTED_MAX = 3
NEWS_SECONDS = 300.0
"""A digest comes at least every so often while there is something to collect."""
RANK = {severity.value: i for i, severity in enumerate(SEVERITIES)}


def digest_of(messages: Sequence[Alert], at: float, brand: str, generation: str = "", stream: str = "") -> Alert:
    """One message for several, the newest of each trend. `stream`: what these are for, where that is not to complain: two
    streams of a brand may have a digest each at one time.

    What came in the last five minutes stands first: the rest was reported already, by itself or in the digest before.
    `people` of the digest is the sum over its trends: somebody who wrote about two counts twice. Its samples are those of
    the first three, its `also_open` their trend ids.
    """
    news_from = utc(at - NEWS_SECONDS)
    largest = sorted(messages, key=lambda a: (a.at < news_from, -RANK[a.severity], -a.people, a.trend_id))
    news = sum(a.at >= news_from for a in messages) or len(messages)
    people = sum(a.people for a in messages)
    trend_id = f"digest-{int(at)}-{stream}" if stream else f"digest-{int(at)}"
    worst = max((a.severity for a in messages), key=lambda name: RANK[name])
    titles = "; ".join(a.title for a in largest[: min(news, LISTED_MAX)])
    cause = likely_cause([[(clue.kind, clue.text) for clue in a.clues] for a in messages])
    return Alert(
        schema_version=SCHEMA_VERSION,
        event=Event.DIGEST.value,
        event_id=event_id(brand, trend_id, 1, 1, generation),
        at=utc(at),
        attention=Attention.NOTIFY.value,
        route=majority([a.route for a in messages]),
        trend_id=trend_id,
        brand=brand,
        state=State.OPEN.value,
        title=shortened(f"{len(messages)} alerts in half an hour: {titles}", TITLE_MAX),
        why=f"{len(messages)} alerts in half an hour, {people} people in all"
        f"{f', {cause}' if cause else ''}. {'New' if news < len(messages) else 'The largest'}: {titles}.",
        verdict=majority([a.verdict for a in messages]),
        severity=worst,
        people=people,
        since=min(a.since for a in messages),
        samples=[s for a in largest[: min(news, LISTED_MAX)] for s in first_sample(a)],
        link=largest[0].link,
        intent=majority([a.intent for a in messages]),
        sequence=1,
        cycle=1,
        also_open=[a.trend_id for a in largest],
    )


def first_sample(alert: Alert) -> list[Sample]:
    """The first sample, if there is one."""
    return alert.samples[:1]
