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


class Texts(NamedTuple):
    """The buckets of many texts: those of text i are `buckets[starts[i]:starts[i + 1]]`."""

    starts: NDArray[np.int64]
    buckets: NDArray[np.int32]


@compiled
def _logit(starts: Any, buckets: Any, rarity: Any, weights: Any, text: int) -> tuple[float, float]:
    """The weighed sum of a text without the bias, and the inverse of its length as a vector (0 for no feature)."""
    total, square = 0.0, 0.0
    for at in range(starts[text], starts[text + 1]):
        rare = rarity[buckets[at]]
        total += rare * weights[buckets[at]]
        square += rare * rare
    if square == 0.0:
        return 0.0, 0.0
    inverse = 1.0 / np.sqrt(square)
    return total * inverse, inverse


@compiled
def _logits(starts: Any, buckets: Any, rarity: Any, weights: Any, bias: float, texts: Any, out: Any) -> None:
    for index in range(len(texts)):
        total, _ = _logit(starts, buckets, rarity, weights, texts[index])
        out[index] = bias + total


@compiled
def _one_pass(
    starts: Any, buckets: Any, rarity: Any, truth: Any, worth: Any, order: Any, weights: Any, squares: Any, bias: Any
) -> None:
    """Goes once through the texts in their order; `bias` holds the bias and the sum of its squared gradients."""
    for text in order:
        total, inverse = _logit(starts, buckets, rarity, weights, text)
        if inverse == 0.0:
            continue
        error = (1.0 / (1.0 + np.exp(-(bias[0] + total))) - truth[text]) * worth[text]
        for at in range(starts[text], starts[text + 1]):
            bucket = buckets[at]
            slope = error * rarity[bucket] * inverse
            if slope != 0.0:
                squares[bucket] += slope * slope
                weights[bucket] -= RATE * slope / np.sqrt(squares[bucket])
        bias[1] += error * error
        bias[0] -= RATE * error / np.sqrt(bias[1])


def descend(
    texts: Texts,
    rarity: NDArray[np.float32],
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
    now, squares, bias = weights.copy(), np.full(BUCKETS, FIRST_SQUARE), np.array([0.0, 1.0])
    total, total_bias, kept = np.zeros(BUCKETS), 0.0, 0
    for number in range(passes):
        _one_pass(*texts, rarity, truth, worth, chance.permutation(chosen), now, squares, bias)
        if number or passes == 1:
            total += now
            total_bias += float(bias[0])
            kept += 1
    return total / max(kept, 1), total_bias / max(kept, 1)


def logits_of(
    texts: Texts, rarity: NDArray[np.float32], weights: NDArray[np.float64], bias: float, chosen: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The logits of the chosen texts."""
    out = np.empty(len(chosen))
    _logits(*texts, rarity, weights, bias, chosen, out)
    return out
