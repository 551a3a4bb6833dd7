"""A worker says when ids of mentions are forgotten early, and counts them."""

from __future__ import annotations

import asyncio
from functools import partial

from structlog.testing import capture_logs

from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord, Progress
from detectors.engine.policy import BrandConfig
from detectors.mention import Complaint
from stream.metrics import Metrics
from tests.stream.fed_agent import feed

START = 1_741_132_800.0
IDS_MAX, COMPLAINTS = 20, 50


def engine() -> TrendEngine:
    return TrendEngine(partial(BrandTrends, config=BrandConfig()), ids_max=IDS_MAX)


def posted(number: int) -> Complaint:
    ident = f"m{number}"
    return Complaint(origin=0, offset=number, id=ident, brand="acme", at=START + number, person=ident, text="", terms=())


def test_ids_that_are_forgotten_early_are_counted_and_logged_once_in_a_while() -> None:
    log: list[LogRecord] = [*map(posted, range(COMPLAINTS)), Progress(origin=0, origins=1, at=START + 3600)]
    metrics = Metrics()
    with capture_logs() as logs:
        asyncio.run(feed(engine, log, metrics, len(log)))
    (logged,) = [one for one in logs if one["event"] == "ids_forgotten"]
    assert logged["count"] >= COMPLAINTS - IDS_MAX
    assert metrics.registry.get_sample_value("groundswell_evicted_total", {"kind": "id"}) == logged["count"]
