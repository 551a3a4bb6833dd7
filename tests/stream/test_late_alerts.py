"""Events of the past, sent after a backlog: each says how late it is, many of them are one card."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from detectors.alert import Alert, AlertEvent
from detectors.buckets import BUCKET_SECONDS
from stream.alerts.cards import LATE_SECONDS, lasting
from stream.alerts.publisher import BEHIND_HEADER, AlertPublisher
from stream.cli.alerts import LATE_MAX, Cards
from stream.config.load import load
from stream.kafka.topics import Topics
from stream.metrics import Metrics
from tests.rendered import card_text

HOUR = 3600.0
BODY: dict[str, Any] = {
    "event": "opened",
    "at": "2019-05-04T01:55:00Z",
    "trend_id": "acme-7",
    "brand": "Acme",
    "state": "open",
    "title": "All my add-ons are off",
    "why": "9 people in the last 3 h; usually about 4 a day.",
    "verdict": "systemic",
    "severity": "warning",
    "people": 9,
    "since": "2019-05-04T01:30:00Z",
    "samples": [],
}


def emitted() -> AlertEvent:
    alert = Alert(schema_version=1, event_id="Acme/acme-7/1/1", attention="notify", route="", sequence=1, cycle=1, **BODY)
    return AlertEvent(alert, 12, 0.0, ())


def publisher(*, live: bool) -> AlertPublisher:
    return AlertPublisher(Topics(), Metrics(), "structure", "policy", live=live)


def shown(*events: tuple[dict[str, Any], float], flushed: bool = True) -> str:
    out = StringIO()
    cards = Cards(load({}).brands, Console(file=out, width=100))
    for body, behind in events:
        cards.show(body, behind)
    if flushed:
        cards.flush()
    return out.getvalue()


def test_an_event_carries_how_far_behind_it_was_sent_and_a_replay_is_behind_nothing() -> None:
    closed = 13.0 * BUCKET_SECONDS
    assert dict(publisher(live=True).headers(emitted(), closed + 7_200.4))[BEHIND_HEADER] == b"7200"
    assert BEHIND_HEADER not in dict(publisher(live=False).headers(emitted(), closed + 7_200.4))


def test_a_card_says_how_late_it_is_once_that_is_much() -> None:
    assert "late" not in card_text(BODY)
    assert "sent 9 h late" in shown((BODY, 9 * HOUR))
    assert "late" not in shown((BODY, LATE_SECONDS - 1))


def test_a_backlog_is_one_card_with_each_trend_as_it_stands_now() -> None:
    over = {**BODY, "event": "resolved", "state": "resolved", "people": 40}
    other = {**BODY, "trend_id": "acme-8", "title": "\x1b[2J字" * 60}
    output = shown((BODY, 9 * HOUR), (other, 8 * HOUR), (BODY, 3 * HOUR), (over, 2 * HOUR))
    assert "4 events of 2 trends, sent up to 9 h late" in output
    assert output.count("╭") == 1
    assert "OVER" in output
    assert "40 people" in output
    assert "\x1b" not in output
    assert all(cell_len(line) <= 80 for line in output.splitlines())


def test_what_is_in_time_ends_the_backlog_and_few_late_events_have_cards_of_their_own() -> None:
    late = (BODY, 9 * HOUR)
    assert shown(*[late] * LATE_MAX).count("╭") == LATE_MAX
    output = shown(*[late] * (LATE_MAX + 1), ({**BODY, "title": "in time"}, 130.0), flushed=False)
    assert output.count("╭") == 2
    assert output.index("SEVERAL") < output.index("in time")
    assert shown(*[late] * 9, flushed=False) == ""


@pytest.mark.parametrize(
    ("seconds", "words"), [(20, "1 min"), (900, "15 min"), (7_000, "117 min"), (7_200, "2 h"), (200_000, "2 days")]
)
def test_spans_are_stated_in_the_unit_that_is_read(seconds: float, words: str) -> None:
    assert lasting(seconds) == words
