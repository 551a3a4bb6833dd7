"""A close in which nothing can happen is not looked at, and makes no difference: neither to the events nor to the state."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import Command, LogRecord
from detectors.engine.policy import BrandConfig
from detectors.facts import TrendStats
from detectors.lifecycle import Policy, State, TrendState, passed, step, unchanged_until
from detectors.mention import Complaint
from detectors.verdict import VerdictName
from tests.engine_logs import LATENESS, bodies_of, simulated_log
from tests.incident import verdict

MINUTE = 60.0
START = 1_741_132_800.0


class Counted(BrandTrends):
    """A brand that counts its closes."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        self.closes = 0
        super().__init__(*arguments, **more)

    def close(self, *arguments: Any) -> Any:
        self.closes += 1
        return super().close(*arguments)


class EveryBucket(Counted):
    """The same, looked at in every bucket while it waits."""

    @property
    def next_look(self) -> int:
        return self.closed + 1

    @next_look.setter
    def next_look(self, bucket: int) -> None:
        """What may be left out is not."""


def built(kind: type[BrandTrends]) -> TrendEngine:
    return TrendEngine(partial(kind, config=BrandConfig(budget_per_day=1.0)), LATENESS)


def closes(engine: TrendEngine) -> int:
    return sum(brand.closes for brand in engine.brands.values() if isinstance(brand, Counted))


def in_pieces(log: list[LogRecord], chance: Random) -> list[list[LogRecord]]:
    pieces = []
    while log:
        size = chance.randrange(1, 600)
        pieces.append(log[:size])
        log = log[size:]
    return pieces


# A log takes seconds: a failure is reported as it was found.
@settings(max_examples=3, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
@given(
    seed=st.integers(0, 50),
    per_minute=st.sampled_from((0.1, 0.4)),
    kinds=st.sampled_from((("incident", "viral"), ("spam", "peeved"), ("incident",))),
    brands=st.sampled_from((("papyrion",), ("papyrion", "another"))),
)
def test_closes_that_are_passed_over_are_as_if_each_had_been_looked_at(
    seed: int, per_minute: float, kinds: tuple[str, ...], brands: tuple[str, ...]
) -> None:
    log = simulated_log(seed, brands, days=1, per_minute=per_minute, kinds=kinds)
    every, seldom = built(EveryBucket), built(Counted)
    for piece in in_pieces(log, Random(seed)):
        assert bodies_of(seldom.apply(piece)) == bodies_of(every.apply(piece))
        assert seldom.take_reports() == every.take_reports()
        assert seldom.snapshot() == every.snapshot()
    assert closes(every) >= closes(seldom)


def test_a_trend_that_nobody_writes_about_is_hardly_looked_at() -> None:
    answered = simulated_log(3, days=1, per_minute=0.1, kinds=("incident",))
    # Whether a fix works is asked at every close.
    log = [record for record in answered if not isinstance(record, Command)]
    every, seldom = built(EveryBucket), built(Counted)
    assert bodies_of(seldom.apply(log)) == bodies_of(every.apply(log))
    written = len({int(record.at // MINUTE) for record in log if isinstance(record, Complaint)})
    assert closes(every) - written > 5 * (closes(seldom) - written)


VERDICT = verdict(VerdictName.SYSTEMIC)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    state=st.sampled_from((State.EMERGING, State.OPEN, State.EASING)),
    people_hour=st.integers(0, 3),
    people_3h=st.integers(3, 40),
    brand_people=st.integers(0, 40),
    quiet=st.floats(0, 8),
    busy=st.floats(0, 0.5),
    usual=st.floats(0, 2),
    peak=st.integers(3, 40),
    alerted=st.tuples(st.integers(0, 40), st.integers(0, 60)),
    silent_days=st.floats(0, 15),
)
def test_nothing_happens_before_the_close_up_to_which_nothing_can(
    state: State,
    people_hour: int,
    people_3h: int,
    brand_people: int,
    quiet: float,
    busy: float,
    usual: float,
    peak: int,
    alerted: tuple[int, int],
    silent_days: float,
) -> None:
    def at(close: int) -> TrendStats:
        return TrendStats(
            at=START + close * MINUTE,
            brand="acme",
            people_hour=people_hour,
            people_3h=people_3h,
            usual_hour=usual,
            busy_hours=busy,
            brand_people_3h=max(brand_people - close, 0),
        )

    before = TrendState(
        trend_id="t",
        state=state,
        verdict="systemic",
        peak_3h=peak,
        quiet_hours=quiet,
        last_alert_people=alerted[0],
        last_alert_at=START - alerted[1] * MINUTE,
        last_people_at=START - silent_days * 86_400,
    )
    now, events = step(before, at(0), VERDICT)
    until = unchanged_until(now, at(0), VERDICT, Policy())
    looked = now
    for close in range(1, 60):
        if events or at(close).at >= until:
            break
        looked, found = step(looked, at(close), VERDICT)
        assert found == []
        assert looked == passed(now, at(0), [usual] * close, at(close).at)


@pytest.mark.parametrize("people", [0, 1])
def test_a_quiet_trend_is_looked_at_when_it_has_been_quiet_for_long_enough(people: int) -> None:
    stats = TrendStats(at=START, brand="acme", people_hour=people, people_3h=people, busy_hours=0.25)
    state = TrendState(trend_id="t", state=State.EASING, verdict="systemic", quiet_hours=7.0, last_people_at=START)
    until = unchanged_until(state, stats, VERDICT, Policy())
    assert until == START + 4 * MINUTE
