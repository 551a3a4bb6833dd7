"""The share test as a River anomaly detector."""

from __future__ import annotations

import functools
from collections.abc import Hashable
from typing import Any

import numpy as np
import pytest
from river import anomaly
from river.checks import common

from detectors.spikes.share_adapter import ShareDetector

ESTIMATOR_CHECKS = (
    "check_repr",
    "check_str",
    "check_tags",
    "check_clone_same_class",
    "check_clone_is_idempotent",
    "check_init_has_default_params_for_tests",
    "check_init_default_params_are_not_mutable",
    "check_doc",
    "check_clone_changes_memory_addresses",
    "check_mutate_can_be_idempotent",
    "check_pickling_supports_roundtrip",
    "check_repr_roundtrips_clone",
    "check_clone_with_new_params_applies",
    "check_get_params_matches_signature",
)
DATASET_CHECKS = (
    "check_learn_one",
    "check_pickling",
    "check_shuffle_features_no_impact",
    "check_emerging_features",
    "check_disappearing_features",
    "check_radically_disappearing_features",
    "check_predict_one_pure",
    "check_predict_one_before_any_learn",
    "check_no_state_aliasing_with_input",
    "check_clone_is_independent",
)


def stream(seed: int, buckets: int) -> list[tuple[dict[Hashable, float], bool]]:
    """Counts of three keys, over-dispersed, and every hundred buckets one of them rises for a quarter of an hour."""
    print(f"seed {seed}")
    random = np.random.default_rng(seed)
    rates = {"printer": 0.5, "login": 3.0, "delivery": 20.0}
    rows: list[tuple[dict[Hashable, float], bool]] = []
    for bucket in range(buckets):
        risen = bucket > 300 and bucket % 100 < 3
        chosen = list(rates)[bucket // 100 % 3] if risen else ""
        lifted = {key: rate * 4 + 4 if key == chosen else rate for key, rate in rates.items()}
        x: dict[Hashable, float] = {
            key: float(random.poisson(rate * random.gamma(10, 0.1))) for key, rate in lifted.items()
        }
        rows.append((x, risen))
    return rows


@pytest.mark.parametrize("name", ESTIMATOR_CHECKS)
def test_it_passes_rivers_checks_of_estimators(name: str) -> None:
    getattr(common, name)(ShareDetector())


@pytest.mark.parametrize("name", DATASET_CHECKS)
def test_it_passes_rivers_checks_on_a_stream(name: str) -> None:
    # River's own list downloads its data; the checks themselves take any.
    getattr(common, name)(ShareDetector(), stream(1, 150))


def ranked(detector: Any, rows: list[tuple[dict[Hashable, float], bool]]) -> float:
    """How often a bucket with a rise is scored above one with none in the 3 h before (area under the curve); scored before
    it is learned."""
    scores = []
    for x, _ in rows:
        scores.append(detector.score_one(x))
        detector.learn_one(x)
    risen = np.array([s for s, (_, y) in zip(scores, rows, strict=True) if y])
    usual = np.array([s for n, s in enumerate(scores) if n > 300 and n % 100 >= 40])
    above = (risen[:, None] > usual[None, :]).mean() + 0.5 * (risen[:, None] == usual[None, :]).mean()
    return float(above)


@functools.cache
def long_stream() -> tuple[tuple[dict[Hashable, float], bool], ...]:
    return tuple(stream(7, 3000))


def test_it_ranks_rises_above_chance_and_above_rivers_own_detector() -> None:
    ours = ranked(ShareDetector(), list(long_stream()))
    peer = ranked(
        anomaly.HalfSpaceTrees(n_trees=10, limits=dict.fromkeys(("printer", "login", "delivery"), (0, 60)), seed=1),
        list(long_stream()),
    )
    print(f"area under the curve: ours {ours:.3f}, half-space trees {peer:.3f}")
    assert ours > 0.9
    assert ours > peer


def test_a_score_lies_between_0_and_1() -> None:
    detector = ShareDetector()
    assert detector.score_one({}) == 0.0
    # What is known from outside says that few people mention any key.
    assert 0.0 < detector.score_one({"login": 5}) < 1.0
    for x, _ in stream(2, 400):
        detector.learn_one(x)
    assert 0.0 <= detector.score_one({"login": 3}) <= 1.0
    assert detector.score_one({"login": 1_000, "everybody": 1_200}) > detector.score_one({"login": 10, "everybody": 1_200})
