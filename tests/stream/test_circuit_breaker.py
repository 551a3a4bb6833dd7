"""A bad deploy of a producer must not fill the dead letters: intake pauses, and goes on when told."""

from __future__ import annotations

import asyncio
from collections import Counter

from stream.intake.circuit_breaker import CircuitBreaker


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


def test_a_pause_ends_when_told_and_five_fresh_minutes_begin() -> None:
    guard, _ = fed(refused=500)

    async def told() -> None:
        waiting = asyncio.ensure_future(guard.wait())
        await asyncio.sleep(0)
        assert not waiting.done()
        guard.resume()
        await asyncio.wait_for(waiting, 1)

    asyncio.run(told())
    assert guard.paused_for == ""
    assert not guard.observe(5_000, Counter({"not_json": 5_000}))
