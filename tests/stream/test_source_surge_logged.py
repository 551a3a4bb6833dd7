"""A worker says once that all of its brands rise together, and once that it is over."""

from __future__ import annotations

import asyncio

from structlog.testing import capture_logs

from detectors.engine.engine import TrendEngine
from stream.metrics import Metrics
from tests.detectors.test_source_surge import NAMES, engine, log, usual_weeks
from tests.stream.fed_agent import feed

BATCH = 20


def test_a_common_rise_is_logged_once_and_shown_while_it_lasts() -> None:
    began, usual, _ = usual_weeks()
    metrics = Metrics()
    shown: list[float | None] = []

    def weeks_old() -> TrendEngine:
        restored = engine()
        restored.restore(usual)
        return restored

    def look() -> None:
        shown.append(metrics.registry.get_sample_value("groundswell_source_rise_brands"))

    with capture_logs() as logs:
        asyncio.run(feed(weeks_old, log(NAMES)[began:], metrics, BATCH, look))
    logged = [one for one in logs if one["event"].startswith("source_surge")]
    assert [one["event"] for one in logged] == ["source_surge_started", "source_surge_ended"]
    assert (logged[0]["brands"], logged[0]["of"], logged[0]["partition"]) == (5, 5, 0)
    assert logged[0]["since"].startswith("20")
    assert max(filter(None, shown)) == 5
    assert shown[-1] == 0
