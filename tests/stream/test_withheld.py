"""What is kept out of the alerts on purpose is counted where it is decided, and exported by the worker."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from detectors.engine.log import LogRecord, Progress
from stream.metrics import Metrics
from tests.simulation.logs import HISTORY_SECONDS, START, history, new_engine, posted
from tests.stream.fed_agent import feed

BEGIN = START + HISTORY_SECONDS + 300.0
TEXT = "refund never arrived order4711"


def log_of_one_loud_customer() -> list[LogRecord]:
    loud = [replace(posted(0, BEGIN + 60.0 * n, f"loud{n}", TEXT), person="loud") for n in range(20)]
    others = [posted(0, BEGIN + 10.0 + 120.0 * n, f"other{n}", TEXT) for n in range(4)]
    posts = sorted([*loud, *others], key=lambda one: one.at)
    return [
        *history(),
        *(replace(one, offset=offset) for offset, one in enumerate(posts, 30)),
        Progress(origin=0, origins=1, at=posts[-1].at + 3600.0),
    ]


def test_one_customer_who_writes_most_is_withheld_and_counted() -> None:
    metrics = Metrics()
    asyncio.run(feed(new_engine, log_of_one_loud_customer(), metrics, 20))
    assert (metrics.registry.get_sample_value("groundswell_withheld_total", {"verdict": "single_customer"}) or 0) > 0
    assert metrics.registry.get_sample_value("groundswell_bucket_close_to_alert_seconds_count") == 0


def test_one_loud_customer_can_be_read_and_is_reported_once_a_day() -> None:
    engine = new_engine()
    assert engine.apply(log_of_one_loud_customer()) == []
    assert engine.brands.withheld["single_customer"] > 1, "it is found anew at every bucket close"
    (one,) = engine.take_reports().withheld
    assert (one.brand, one.reason, one.text) == ("acme", "single_customer", TEXT)
    assert one.posts >= 2 * one.people
    assert "one person wrote" in one.why
    assert engine.take_reports().withheld == []
