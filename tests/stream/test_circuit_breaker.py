"""A bad deploy of a producer must not fill the dead letters: intake pauses, and goes on when asked."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from stream.intake.circuit_breaker import CircuitBreaker
from tests.waiting import turn


class Clock:
    """Monotonic seconds that the test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def fed(refused: int, records: int = 500, minutes: int = 6) -> tuple[CircuitBreaker, bool]:
    """A guard after one batch a minute, and whether the last one tripped it."""
    clock = Clock()
    guard = CircuitBreaker(0.5, clock)
    tripped = False
    for minute in range(minutes):
        clock.now = minute * 60.0
        tripped = guard.observe(records, Counter({"not_json": refused}))
    return guard, tripped


def test_intake_pauses_when_most_of_five_minutes_is_refused() -> None:
    guard, tripped = fed(refused=300)
    assert tripped
    assert "not_json" in guard.paused_for
    assert "SIGHUP" in guard.paused_for


def test_half_refused_is_not_most() -> None:
    assert not fed(refused=250)[1]


def test_nothing_is_judged_before_five_minutes_or_a_thousand_records() -> None:
    assert not fed(refused=500, minutes=5)[1]
    assert not fed(refused=100, records=100)[1]


@pytest.mark.parametrize("reason", ["empty_value", "empty_text", "text_too_long", "author_too_long", "too_large"])
def test_what_anybody_may_send_pauses_nothing_and_hides_nothing(reason: str) -> None:
    clock = Clock()
    guard, other = CircuitBreaker(0.5, clock), CircuitBreaker(0.5, clock)
    for minute in range(6):
        clock.now = minute * 60.0
        assert not guard.observe(100_000, Counter({reason: 99_000, "not_json": 400}))
        tripped = other.observe(100_000, Counter({reason: 99_000, "not_json": 600}))
    assert tripped
    assert "3600 of the last 6000 records" in other.paused_for


def test_a_pause_ends_when_asked_and_five_fresh_minutes_begin() -> None:
    guard, _ = fed(refused=500)

    async def resumed() -> None:
        waiting = asyncio.ensure_future(guard.wait())
        await turn()
        assert not waiting.done()
        guard.resume()
        await asyncio.wait_for(waiting, 1)

    asyncio.run(resumed())
    assert guard.paused_for == ""
    assert not guard.observe(5_000, Counter({"not_json": 5_000}))


def test_intake_pauses_when_our_own_faults_are_more_than_odd_mentions_explain() -> None:
    guard = CircuitBreaker(0.5, Clock())
    assert not guard.observe(100, Counter({"unexpected": 60, "too_slow": 40}))
    assert not guard.observe_faults("ValueError: x")
    assert not guard.observe(1, Counter({"crashed": 1}))
    assert guard.observe_faults("crashed: an intake process ended with -11")
    assert "101 of the last 101 records failed by a fault of Groundswell, the last with crashed: " in guard.paused_for
    guard.resume()
    assert not guard.observe_faults("")


def test_a_hundred_odd_mentions_among_thousands_pause_nothing() -> None:
    guard = CircuitBreaker(0.5, Clock())
    for _ in range(20):
        assert not guard.observe(500, Counter({"unexpected": 20}))
        assert not guard.observe_faults("ValueError: x")


def test_whoever_waits_for_no_pause_goes_on_at_once() -> None:
    asyncio.run(asyncio.wait_for(CircuitBreaker(0.5, Clock()).wait(), 1))
