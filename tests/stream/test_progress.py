"""How far an origin has come: a function of its times in offset order, which no single record moves."""

from __future__ import annotations

import random

from stream.intake.progress import LARGEST, LAST_TIMES, OriginClock


def reached(times: list[float], cuts: list[int]) -> float | None:
    clock, at = OriginClock(), None
    for start, end in zip([0, *cuts], [*cuts, len(times)], strict=True):
        at = clock.advance(times[start:end])
    return at


def by_definition(times: list[float]) -> float:
    windows = (sorted(times[max(0, end - LAST_TIMES) : end]) for end in range(LARGEST, len(times) + 1))
    return max(window[-LARGEST] for window in windows)


def test_the_batches_make_no_difference() -> None:
    chance = random.Random(7)
    for _ in range(200):
        times = [chance.gauss(n, 30) for n in range(chance.randrange(LARGEST, 120))]
        cuts = sorted(chance.choices(range(len(times) + 1), k=chance.randrange(6)))
        assert reached(times, cuts) == by_definition(times)


def test_a_few_records_from_the_future_move_nothing() -> None:
    times = [float(n) for n in range(1_000)]
    for n in range(0, 1_000, 25):
        for _ in range(LARGEST - 1):
            times.insert(n, 9e9)
    assert (reached(times, []) or 0) <= 1_000


def test_whoever_sends_little_is_heard_of_from_the_fifth_on() -> None:
    assert reached([1.0, 2.0, 3.0, 4.0], []) is None
    assert reached([1.0, 2.0, 3.0, 4.0, 5.0], []) == 1.0
