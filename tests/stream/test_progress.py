"""How far an origin has come: a function of its times in offset order, which no single record moves."""

from __future__ import annotations

import random

from stream.intake.progress import LARGEST, LAST_TIMES, LATENESS_LEAST, OriginClock, OriginLateness, OriginProgress


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


def test_whoever_sends_little_is_seen_from_the_fifth_on() -> None:
    assert reached([1.0, 2.0, 3.0, 4.0], []) is None
    assert reached([1.0, 2.0, 3.0, 4.0, 5.0], []) == 1.0


def lateness_of(delays: list[float], seed: int = 3, batch: int = 50) -> float | None:
    """What is learned of posts a second apart, each of which comes so much later than it was written, at random."""
    chance, found, reached = random.Random(seed), OriginLateness(), 0.0
    written = [float(n) for n in range(2_000)]
    arrived = [at for _, at in sorted((at + chance.choice(delays), at) for at in written)]
    for start in range(0, len(arrived), batch):
        times, before = arrived[start : start + batch], reached
        reached = max(reached, *times)
        found.observe(before, times, reached)
    return found.seconds


def test_lateness_is_how_far_out_of_order_nearly_all_come_and_not_how_late() -> None:
    assert lateness_of([0.0]) == lateness_of([600.0]) == 10.0
    assert lateness_of([0.0] * 3 + [25.0]) == 30.0
    assert lateness_of([0.0] * 98 + [3_600.0] * 2) == 10.0, "a few stragglers hold nobody up"
    for batch in (1, 7, 500):
        assert lateness_of([0.0, 5.0, 25.0], batch=batch) == lateness_of([0.0, 5.0, 25.0], batch=50)


def test_lateness_is_observed_of_a_live_stream_alone_and_from_enough_mentions() -> None:
    times = [float(n) for n in range(LATENESS_LEAST + 10)]
    for live, expected in ((True, 10.0), (False, None)):
        progress = OriginProgress()
        progress.advance(0, times[:10], 0.0, caught_up=True, live=live)
        progress.advance(0, times[10:200], 0.0, caught_up=True, live=live)
        assert [one.lateness for one in progress.take_unreported(1)] == [None]
        progress.advance(0, times[200:], 0.0, caught_up=True, live=live)
        assert [one.lateness for one in progress.take_unreported(1)] == [expected]
        assert progress.report_idle(0, 1, 300.0).lateness == expected
        progress.retain(set())
        assert progress.report_idle(0, 1, 300.0).lateness is None, "another worker has it now"


def test_a_mention_with_a_time_ahead_of_the_others_makes_none_of_them_late() -> None:
    progress = OriginProgress()
    for begin in range(0, 1_000, 50):
        times = [float(n) for n in range(begin, begin + 50)]
        progress.advance(0, [*times, 9e9], 0.0, caught_up=False, live=True)
    assert progress.report_idle(0, 1, 0.0).lateness == 10.0


def test_the_first_few_mentions_count_once_it_is_known_that_nothing_waits_behind_them() -> None:
    progress = OriginProgress()
    progress.advance(1, [100.0, 103.0], 0.0, caught_up=False, live=True)
    assert progress.take_unreported(2) == [], "two are too few to move the clock"
    progress.catch_up([0])
    assert progress.take_unreported(2) == []
    progress.catch_up([0, 1])
    assert [(one.origin, one.at, one.idle) for one in progress.take_unreported(2)] == [(1, 103.0, False)]
    progress.advance(1, [101.0], 1.0, caught_up=False, live=True)
    progress.catch_up([1])
    assert progress.take_unreported(2) == [], "it never goes back"
