"""The ten people whom the documentation lets a newcomer send are an alert on a brand that nobody has written about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from detectors.alert import AlertEvent
from detectors.lifecycle import Event
from stream.config.load import load
from stream.engines.factory import build_engine
from stream.intake.pipeline import build_intake
from stream.offline.pipeline import run
from stream.reading import load_mentions

BEGIN = datetime(2026, 3, 2, 10, 1, tzinfo=UTC)
LINES = [orjson.loads(line) for line in (Path(__file__).parents[2] / "deploy/first-alert.jsonl").read_bytes().splitlines()]


@pytest.mark.parametrize("seconds", [0.001, 7.0, 45.0])
def test_ten_people_are_an_alert_on_a_new_brand_whether_they_come_at_once_or_in_minutes(
    tmp_path: Path, seconds: float
) -> None:
    rows = [
        {**line, "id": f"m{n}", "brand": "newcomer", "created_at": (BEGIN + timedelta(seconds=n * seconds)).isoformat()}
        for n, line in enumerate(LINES)
    ]
    (tmp_path / "m.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    configuration, events = load({"GROUNDSWELL_CLOCK": "replay"}), list[AlertEvent]()
    run(
        load_mentions(tmp_path / "m.jsonl").rows,
        build_intake(configuration),
        build_engine(configuration),
        configuration.settings.lateness_seconds,
        events.append,
    )
    (opened,) = [one.alert for one in events if one.alert.event == Event.OPENED]
    assert opened.attention == "notify"
    assert opened.people >= 5
    assert opened.at <= (BEGIN + timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%SZ")
