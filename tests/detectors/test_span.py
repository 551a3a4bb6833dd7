"""What comes of many buckets that close at once is what comes of them when each closes by itself."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

import msgspec

from detectors.buckets import BUCKET_SECONDS
from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord, Progress
from detectors.engine.policy import BrandConfig
from detectors.engine.snapshot.engine import EngineState
from detectors.engine.source_surge import SourceSurge, source_surge, surge_after
from detectors.mention import Complaint
from tests.engine_logs import LATENESS, bodies_of, simulated_log

BRANDS = ("papyrion", "another")


def log_of(seed: int) -> list[Complaint]:
    log = simulated_log(seed, BRANDS, days=1, per_minute=0.08, kinds=("incident",))
    return [record for record in log if isinstance(record, Complaint)]


def ended_at(at: float) -> Progress:
    return Progress(origin=0, origins=1, at=at)


def built(**limits: Any) -> TrendEngine:
    return TrendEngine(partial(BrandTrends, config=BrandConfig(budget_per_day=1.0)), LATENESS, **limits)


def fed(engine: TrendEngine, log: list[Complaint], every: int) -> list[bytes]:
    """The events when so many buckets close at a time."""
    first, last = (int(one.at // BUCKET_SECONDS) for one in (log[0], log[-1]))
    records: list[LogRecord] = []
    for begin in range(first, last + every, every):
        within = [one for one in log if begin <= one.at // BUCKET_SECONDS < begin + every]
        records += [*within, ended_at(min((begin + every) * BUCKET_SECONDS, (last + 1) * BUCKET_SECONDS) + LATENESS)]
    return bodies_of(engine.apply(records))


def brands_of(engine: TrendEngine) -> bytes:
    return msgspec.msgpack.encode([engine.counts, cast(EngineState, engine.capture().state()).brands])


def test_many_buckets_at_once_are_as_if_each_closed_by_itself() -> None:
    log = log_of(5)
    one_by_one, at_once, in_parts = built(), built(), built()
    events = fed(one_by_one, log, 1)
    assert len(events) > 3
    assert fed(at_once, log, 24 * 60) == events
    assert fed(in_parts, log, 37) == events
    assert brands_of(at_once) == brands_of(one_by_one) == brands_of(in_parts)


def test_limits_of_all_brands_hold_at_each_bucket_however_many_close_at_once() -> None:
    log = log_of(6)
    one_by_one, at_once = built(ids_max=60, brands_max=1), built(ids_max=60, brands_max=1)
    assert fed(one_by_one, log, 1) == fed(at_once, log, 24 * 60)
    assert brands_of(at_once) == brands_of(one_by_one)
    assert at_once.brands.ids_forgotten > 0
    assert at_once.counts.brands_refused > 0


def test_hours_that_end_in_a_span_are_judged_one_after_the_other() -> None:
    chances = {59: [0.001] * 8, 119: [1.0] * 8}
    found = source_surge(source_surge(None, chances[59], 59), chances[119], 119)
    assert surge_after(None, chances) == found
    assert isinstance(found, SourceSurge)
    assert surge_after(found, {}) == found
