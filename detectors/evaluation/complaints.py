"""How well scores tell complaints from the rest: per text, and taken together over a trend of eight people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

TREND_PEOPLE = 8
TRENDS = 400
BINS = 10
PRAISE_SHARE = 0.01
CURVE = (0, 100, 300, 1_000, 3_000)
"""Labels between which a learning curve is measured."""


class ComplaintFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of some texts.

    `accuracy` and `macro_f1` at a score of one half; `auc` is the chance that a complaint scores above another text, None
    when there is but one kind; `recall_at_1_percent_praise` the share of complaints above what one in a hundred others
    reaches; `calibration_error` the mean distance of score and truth in ten bins; `complaints_dropped` the share of
    complaints that intake would leave out.
    """

    texts: int
    languages: int
    accuracy: float
    macro_f1: float
    auc: float | None
    recall_at_1_percent_praise: float | None
    calibration_error: float
    complaints_dropped: float


def figures(
    scores: NDArray[np.float64], truth: NDArray[np.bool_], languages: Sequence[str], drop_below: float
) -> ComplaintFigures:
    """The figures of scores (0 to 1) against the truth."""
    guess = scores >= 0.5
    both = bool(truth.any()) and not bool(truth.all())
    return ComplaintFigures(
        texts=len(scores),
        languages=len(set(languages)),
        accuracy=float((guess == truth).mean()) if len(scores) else 0.0,
        macro_f1=(f1(guess, truth) + f1(~guess, ~truth)) / 2.0,
        auc=auc(scores, truth) if both else None,
        recall_at_1_percent_praise=recall_at(scores, truth, PRAISE_SHARE) if both else None,
        calibration_error=calibration_error(scores, truth),
        complaints_dropped=float((scores[truth] < drop_below).mean()) if truth.any() else 0.0,
    )


def f1(guess: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """The harmonic mean of precision and recall; 0 when nothing is right."""
    right = float((guess & truth).sum())
    return 2.0 * right / float(guess.sum() + truth.sum()) if right else 0.0


def auc(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The area under the curve, ties counted half; both kinds must be there."""
    positive = int(truth.sum())
    ranks = float(rankdata(scores)[truth].sum())
    return (ranks - positive * (positive + 1) / 2.0) / (positive * (len(truth) - positive))


def recall_at(scores: NDArray[np.float64], truth: NDArray[np.bool_], share: float) -> float:
    """The share of complaints that score above all but `share` of the others."""
    limit = float(np.quantile(scores[~truth], 1.0 - share))
    return float((scores[truth] > limit).mean())


def calibration_error(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The expected calibration error in ten bins of equal width."""
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = [abs(scores[bins == one].mean() - truth[bins == one].mean()) * (bins == one).sum() for one in np.unique(bins)]
    return float(sum(gaps) / max(len(scores), 1))


def learning_curve(
    scores: NDArray[np.float64], truth: NDArray[np.bool_], groups: Sequence[str], order: NDArray[np.intp]
) -> dict[str, float]:
    """The AUC of the posts that came while a group had so many labels (`0-99`, `100-299` …), the mean over the groups that
    have both kinds there. `order` is how the posts came; each was scored before its label was learned."""
    sums: dict[str, list[float]] = {}
    of_group: dict[str, list[int]] = {}
    for index in order.tolist():
        of_group.setdefault(groups[index], []).append(index)
    for _, rows in sorted(of_group.items()):
        for begin, end in pairwise(CURVE):
            part = np.array(rows[begin:end], np.intp)
            if len(part) and truth[part].any() and not truth[part].all():
                sums.setdefault(f"{begin}-{end - 1}", []).append(auc(scores[part], truth[part]))
    return {span: float(np.mean(found)) for span, found in sums.items()}


def trend_scores(
    ratios: NDArray[np.float64], truth: NDArray[np.bool_], groups: Sequence[str], seed: int, people: int = TREND_PEOPLE
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The log-likelihood ratios of the people of made-up trends, a row a trend, and which of them are complaints.

    Each trend is of `people` texts of one group (a source, a language) and one kind, drawn with `seed`; groups without both
    kinds, or too few texts of one, are left out.
    """
    chance = Random(seed)
    trends: list[NDArray[np.float64]] = []
    kinds: list[bool] = []
    of_group: dict[str, list[int]] = {}
    for index, group in enumerate(groups):
        of_group.setdefault(group, []).append(index)
    for group in sorted(of_group):
        rows = of_group[group]
        sides = {kind: [row for row in rows if bool(truth[row]) is kind] for kind in (True, False)}
        if min(map(len, sides.values())) < people:
            continue
        for kind, side in sides.items():
            for _ in range(max(1, TRENDS // len(of_group))):
                trends.append(ratios[chance.sample(side, people)])
                kinds.append(kind)
    return np.array(trends).reshape(len(trends), people), np.array(kinds, bool)
