"""The report of ratios against the commit before."""

from __future__ import annotations

from tests.benchmarks.against import best, report


def test_the_better_round_of_each_side_is_compared_and_what_only_one_has_is_left_out() -> None:
    now = best([{"tweets, intake": 9_000.0, "new": 1.0}, {"tweets, intake": 12_000.0, "new": 2.0}])
    (line,) = report(now, best([{"tweets, intake": 8_000.0}, {"tweets, intake": 6_000.0}]))
    assert line.split() == ["tweets,", "intake", "12,000/s", "8,000/s", "1.50"]
