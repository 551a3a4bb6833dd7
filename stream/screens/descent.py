"""Logistic regression on texts as sets of buckets: the weights that are most likely, given what was held before.

They minimise the logistic loss plus half the squared distance from the weights before (a Gaussian prior around them), which
is one number for any order of the texts. Compiled, since a hundred thousand texts have thirty million features.

Yu, Huang, Lin (2011), Dual coordinate descent methods for logistic regression and maximum entropy models.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled
from detectors.screen.ngrams import BUCKETS

# In so many passes the duals of a hundred thousand texts come within 1 % of their limits of the optimum.
PASSES = 6
# Where a text's dual begins, and how near to its limits it comes: its logarithms have to be finite there.
FIRST_DUAL, NEAREST = 1e-3, 1e-6
LOG_ODDS_MAX, STEPS_MAX, PRECISE = 40.0, 40, 1e-4
WEIGHT, RARITY, COLUMNS = 0, 1, 2


class Texts(NamedTuple):
    """The buckets of many texts: those of text i are `buckets[starts[i]:starts[i + 1]]`."""

    starts: NDArray[np.int64]
    buckets: NDArray[np.int32]


@compiled
def _logit(starts: Any, buckets: Any, table: Any, text: int) -> tuple[float, float]:
    """The weighed sum of a text without the bias, and the inverse of its length as a vector (0 for no feature)."""
    total, square = 0.0, 0.0
    for at in range(starts[text], starts[text + 1]):
        row = table[buckets[at]]
        total += row[RARITY] * row[WEIGHT]
        square += row[RARITY] * row[RARITY]
    if square == 0.0:
        return 0.0, 0.0
    inverse = 1.0 / np.sqrt(square)
    return total * inverse, inverse


@compiled
def _logits(starts: Any, buckets: Any, table: Any, bias: float, texts: Any, out: Any) -> None:
    for index in range(len(texts)):
        total, _ = _logit(starts, buckets, table, texts[index])
        out[index] = bias + total


@compiled
def _move(starts: Any, buckets: Any, table: Any, text: int, by: float) -> None:
    """Adds so much of a text, as a vector of any length, to the weights."""
    for at in range(starts[text], starts[text + 1]):
        row = table[buckets[at]]
        row[WEIGHT] += by * row[RARITY]


@compiled
def _best(margin: float, dual: float, limit: float) -> float:
    """The dual of a text that is best while those of the others stay: the root of a rising function, by Newton's method
    within a bracket. A text and the bias make a vector of squared length 2."""
    low, high = -LOG_ODDS_MAX, LOG_ODDS_MAX
    odds = np.log(dual / (limit - dual))
    for _ in range(STEPS_MAX):
        share = 1.0 / (1.0 + np.exp(-odds))
        slope = 2.0 * (limit * share - dual) + margin + odds
        if slope > 0.0:
            high = odds
        else:
            low = odds
        moved = odds - slope / (2.0 * limit * share * (1.0 - share) + 1.0)
        if moved <= low or moved >= high:
            moved = 0.5 * (low + high)
        step = abs(moved - odds)
        odds = moved
        if step < PRECISE:
            break
    best: float = limit / (1.0 + np.exp(-odds))
    return min(limit * (1.0 - NEAREST), max(limit * NEAREST, best))


@compiled
def _one_pass(starts: Any, buckets: Any, signs: Any, limits: Any, order: Any, table: Any, duals: Any, bias: Any) -> None:
    """Goes once through the texts in their order; a dual of 0 is none yet."""
    for text in order:
        total, inverse = _logit(starts, buckets, table, text)
        if inverse == 0.0:
            continue
        if duals[text] == 0.0:
            now = FIRST_DUAL * limits[text]
        else:
            now = _best(signs[text] * (total + bias[0]), duals[text], limits[text])
        by = (now - duals[text]) * signs[text]
        duals[text] = now
        _move(starts, buckets, table, text, by * inverse)
        bias[0] += by


def descend(
    texts: Texts,
    rarity: NDArray[np.uint8],
    truth: NDArray[np.float64],
    limits: NDArray[np.float64],
    chosen: NDArray[np.intp],
    weights: NDArray[np.float64],
    passes: int = PASSES,
    seed: int = 0,
) -> tuple[NDArray[np.float64], float]:
    """The weights and the bias by the chosen texts, from the weights before.

    `truth` and `limits` have an entry for each text, chosen or not; a limit is how much a text's loss counts beside the
    distance, and how far at most it alone moves the weights.
    """
    chance = np.random.default_rng(seed)
    table, duals, bias = _table(weights, rarity), np.zeros(len(truth)), np.zeros(1)
    # The first pass gives every text its dual, as small as may be.
    for _ in range(passes + 1):
        _one_pass(*texts, np.where(truth > 0.0, 1.0, -1.0), limits, chance.permutation(chosen), table, duals, bias)
    return table[:, WEIGHT].copy(), float(bias[0])


def logits_of(
    texts: Texts, rarity: NDArray[np.uint8], weights: NDArray[np.float64], bias: float, chosen: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The logits of the chosen texts."""
    out = np.empty(len(chosen))
    _logits(*texts, _table(weights, rarity), bias, chosen, out)
    return out


def _table(weights: NDArray[np.float64], rarity: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Weight and rarity of each bucket side by side: a bucket is then fetched once."""
    table = np.empty((BUCKETS, COLUMNS))
    table[:, WEIGHT], table[:, RARITY] = weights, rarity
    return table
