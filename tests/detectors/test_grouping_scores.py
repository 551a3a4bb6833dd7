"""Scores of a grouping against the true one; the expected figures were computed by hand or with scikit-learn once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.evaluation.grouping import scores

LABELS = [0, 0, 0, 1, 1, 2, 2, 2, 2, 3]
GROUPS = [5, 5, 6, 6, 6, 7, 7, 8, 7, 8]
EXPECTED = {
    "nmi": 0.7182659442,
    "ami": 0.4965192554,
    "ari": 0.4461538462,
    "homogeneity": 0.7424834173,
    "completeness": 0.6955783663,
}


def test_scores_agree_with_scikit_learn() -> None:
    found = scores(LABELS, GROUPS)
    assert found.nmi == pytest.approx(EXPECTED["nmi"])
    assert found.ami == pytest.approx(EXPECTED["ami"])
    assert found.ari == pytest.approx(EXPECTED["ari"])
    assert found.homogeneity == pytest.approx(EXPECTED["homogeneity"])
    assert found.completeness == pytest.approx(EXPECTED["completeness"])


labelled = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=60)


@given(labelled)
def test_names_of_groups_do_not_matter(pairs: list[tuple[int, int]]) -> None:
    labels = [label for label, _ in pairs]
    groups = [group for _, group in pairs]
    assert scores(labels, groups) == scores(labels, [f"g{9 - group}" for group in groups])


@given(st.lists(st.integers(0, 4), min_size=1, max_size=60))
def test_full_agreement_is_one(labels: list[int]) -> None:
    found = scores(labels, [label * 7 for label in labels])
    assert (found.nmi, found.ari, found.homogeneity, found.completeness) == pytest.approx((1, 1, 1, 1))
    assert found.ami == pytest.approx(1)


def test_one_group_of_everything_is_complete_and_tells_nothing() -> None:
    found = scores([0, 0, 1, 1], [3, 3, 3, 3])
    assert (found.nmi, found.ami, found.ari, found.homogeneity) == pytest.approx((0, 0, 0, 0))
    assert found.completeness == 1


def test_every_text_alone_is_homogeneous_and_no_better_than_chance() -> None:
    found = scores([0, 0, 1, 1], [1, 2, 3, 4])
    assert found.homogeneity == 1
    assert found.ami == pytest.approx(0)
    assert found.ari == pytest.approx(0)


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="2 labels but 1 groups"):
        scores([1, 2], [1])
