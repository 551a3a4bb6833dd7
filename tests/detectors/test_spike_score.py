"""NAB's score, on cases worked by hand from the rules of its paper."""

from __future__ import annotations

import math

import numpy as np
import pytest

from detectors.evaluation.spikes import (
    PROFILES,
    Profile,
    Series,
    Severity,
    evaluate,
    position_value,
    probation,
    raw_score,
    scaled_score,
)

STANDARD = PROFILES["standard"]
WINDOW = [(40, 49)]


def corpus_score(series: Series, detected: list[int], profile: Profile) -> float:
    """The score of the detected rows of one file."""
    raw = raw_score(len(series.counts), series.windows, detected, profile)
    return scaled_score(raw, len(series.windows), len(series.windows), profile)


def sigmoid(x: float) -> float:
    return 2 / (1 + math.exp(5 * x)) - 1


def test_the_first_row_of_a_window_earns_everything() -> None:
    assert raw_score(100, WINDOW, [40], STANDARD) == pytest.approx(1.0)


def test_later_in_the_window_earns_less_and_the_last_row_still_something() -> None:
    middle = raw_score(100, WINDOW, [45], STANDARD)
    last = raw_score(100, WINDOW, [49], STANDARD)
    assert middle == pytest.approx(sigmoid(-0.5) / sigmoid(-1))
    assert last == pytest.approx(sigmoid(-0.1) / sigmoid(-1))
    assert 0 < last < middle < 1


def test_only_the_earliest_detection_of_a_window_counts() -> None:
    assert raw_score(100, WINDOW, [41, 45, 49], STANDARD) == raw_score(100, WINDOW, [41], STANDARD)


def test_a_missed_window_costs_what_the_profile_says() -> None:
    assert raw_score(100, WINDOW, [], STANDARD) == -1.0
    assert raw_score(100, WINDOW, [], PROFILES["reward_low_fn"]) == -2.0


def test_a_false_alert_costs_more_the_farther_behind_the_window() -> None:
    assert raw_score(100, WINDOW, [20], STANDARD) == pytest.approx(-1 - 0.11)
    assert raw_score(100, WINDOW, [50], STANDARD) == pytest.approx(-1 + 0.11 * sigmoid(1 / 9))
    assert raw_score(100, WINDOW, [58], STANDARD) == pytest.approx(-1 + 0.11 * sigmoid(1.0))
    assert raw_score(100, WINDOW, [77], STANDARD) == pytest.approx(-1 - 0.11)
    assert raw_score(100, WINDOW, [20], PROFILES["reward_low_fp"]) == pytest.approx(-1 - 0.22)


def test_the_first_rows_of_a_file_are_not_scored() -> None:
    assert probation(100) == 15
    assert probation(20_000) == 750
    assert raw_score(100, WINDOW, [0, 14, 40], STANDARD) == raw_score(100, WINDOW, [40], STANDARD)


def test_nothing_scores_0_and_a_perfect_detector_100() -> None:
    series = Series("a", np.arange(100.0), np.ones(100), ((40, 49), (70, 79)))
    for profile in PROFILES.values():
        assert corpus_score(series, [], profile) == 0.0
        assert corpus_score(series, [40, 70], profile) == pytest.approx(100.0)


def test_a_hit_and_a_false_alert_are_weighed_by_hand() -> None:
    series = Series("a", np.arange(100.0), np.ones(100), ((40, 49), (70, 79)))
    raw = sigmoid(-0.5) / sigmoid(-1) - 0.11 - 1.0
    assert corpus_score(series, [45, 30], STANDARD) == pytest.approx(100 * (raw + 2) / 4)


def test_positions_are_worth_what_the_paper_draws() -> None:
    assert position_value(-1.0) == pytest.approx(0.98661, abs=1e-5)
    assert position_value(0.0) == 0.0
    assert position_value(3.5) == -1.0


def test_the_severity_knows_nothing_of_the_future() -> None:
    counts = np.random.default_rng(3).poisson(5.0, 600).astype(float)
    changed = counts.copy()
    changed[400:] = 50.0
    one, other = Severity(), Severity()
    before = [one.score_and_learn(c) for c in counts[:400]]
    assert before == [other.score_and_learn(c) for c in changed[:400]]


def test_planted_spikes_are_ranked_first_with_one_threshold_for_all_files() -> None:
    print("seed 5")
    random = np.random.default_rng(5)
    series = []
    for name, rate, at in (("quiet", 3.0, 3000), ("busy", 60.0, 2500)):
        counts = random.poisson(rate, 4000).astype(np.float64)
        counts[at : at + 36] += 4 * rate
        series.append(Series(name, np.arange(0.0, 4000 * 300.0, 300.0), counts, ((at - 5, at + 200),)))
    standard = evaluate(series)[0]
    assert standard.score > 95
    assert standard.score_leaving_one_out > 90
