"""Logistic regression by AdaGrad on texts as sets of buckets.

It is what River's `LogisticRegression(optim.AdaGrad())` computes from `Screen.features()`, compiled, since a hundred
thousand texts have forty million features.

Duchi, Hazan, Singer (2011), Adaptive Subgradient Methods; averaged over the passes (Polyak and Juditsky, 1992).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled
from detectors.screen.ngrams import BUCKETS

RATE = 0.1
FIRST_SQUARE = 0.01
WEIGHT, SQUARES, RARITY, COLUMNS = 0, 1, 2, 4


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
def _one_pass(starts: Any, buckets: Any, truth: Any, worth: Any, order: Any, table: Any, bias: Any) -> None:
    """Goes once through the texts in their order; `bias` holds the bias and the sum of its squared gradients."""
    for text in order:
        total, inverse = _logit(starts, buckets, table, text)
        if inverse == 0.0:
            continue
        error = (1.0 / (1.0 + np.exp(-(bias[0] + total))) - truth[text]) * worth[text]
        for at in range(starts[text], starts[text + 1]):
            row = table[buckets[at]]
            slope = error * row[RARITY] * inverse
            if slope != 0.0:
                row[SQUARES] += slope * slope
                row[WEIGHT] -= RATE * slope / np.sqrt(row[SQUARES])
        bias[1] += error * error
        bias[0] -= RATE * error / np.sqrt(bias[1])


def _table(weights: NDArray[np.float64], rarity: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Weight, sum of squared gradients and rarity of each bucket side by side: a bucket is then fetched once."""
    table = np.zeros((BUCKETS, COLUMNS))
    table[:, WEIGHT], table[:, SQUARES], table[:, RARITY] = weights, FIRST_SQUARE, rarity
    return table


def descend(
    texts: Texts,
    rarity: NDArray[np.uint8],
    truth: NDArray[np.float64],
    worth: NDArray[np.float64],
    chosen: NDArray[np.intp],
    passes: int,
    weights: NDArray[np.float64],
    seed: int = 0,
) -> tuple[NDArray[np.float64], float]:
    """Weights and bias after some passes over the chosen texts, from these on; the mean of all passes but the first.

    `truth` and `worth` (how much a text counts, 1 on average) have an entry for each text, chosen or not.
    """
    chance = np.random.default_rng(seed)
    table, bias = _table(weights, rarity), np.array([0.0, 1.0])
    total, total_bias, kept = np.zeros(BUCKETS), 0.0, 0
    for number in range(passes):
        _one_pass(*texts, truth, worth, chance.permutation(chosen), table, bias)
        if number or passes == 1:
            total += table[:, WEIGHT]
            total_bias += float(bias[0])
            kept += 1
    return total / max(kept, 1), total_bias / max(kept, 1)


def logits_of(
    texts: Texts, rarity: NDArray[np.uint8], weights: NDArray[np.float64], bias: float, chosen: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The logits of the chosen texts."""
    out = np.empty(len(chosen))
    _logits(*texts, _table(weights, rarity), bias, chosen, out)
    return out
