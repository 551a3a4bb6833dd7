"""How much each bucket tells: how rare it is among texts, and how differently complaints and others have it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled
from detectors.screen.ngrams import BUCKETS
from stream.screens.descent import Texts

RARITY_STEPS = 20.0


class Counts(NamedTuple):
    """Of each bucket: how many texts have it, and how much the complaints and the others among them weigh."""

    texts: NDArray[np.float64]
    complaints: NDArray[np.float64]
    others: NDArray[np.float64]


@compiled
def _count(starts: Any, buckets: Any, rows: Any, truth: Any, worth: Any, counts: Any) -> None:
    for row in rows:
        for at in range(starts[row], starts[row + 1]):
            found = counts[buckets[at]]
            found[0] += 1.0
            found[1] += worth[row] * truth[row]
            found[2] += worth[row] * (1.0 - truth[row])


def counts_of(texts: Texts, rows: NDArray[np.intp], truth: NDArray[np.float64], worth: NDArray[np.float64]) -> Counts:
    """The counts over these rows; `truth` and `worth` have an entry for each text."""
    counts = np.zeros((BUCKETS, 3))
    _count(*texts, rows, truth, worth, counts)
    return Counts(*counts.T.copy())


def rarity_among(texts: Texts) -> NDArray[np.float64]:
    """`rarity_by` of all of these texts, whatever few of them have a bucket."""
    size = len(texts.starts) - 1
    return rarity_by(counts_of(texts, np.arange(size), np.zeros(size), np.zeros(size)).texts, size, 1)


def rarity_by(found: NDArray[np.float64], texts: int, texts_min: int) -> NDArray[np.float64]:
    """In steps of 1/20: 1 + ln(texts / texts with it); 0 of what fewer than `texts_min` of them have."""
    rare = 1.0 + np.log((texts + 1.0) / (found + 1.0))
    return np.where(found >= texts_min, np.rint(rare * RARITY_STEPS), 0.0)


def log_ratios(counts: Counts) -> NDArray[np.float64]:
    """How differently complaints and others have each bucket: the log-count ratio, its sign left out.

    Wang and Manning (2012), Baselines and Bigrams: Simple, Good Sentiment and Topic Classification.
    """
    ratios: NDArray[np.float64] = np.abs(np.log((counts.complaints + 1.0) / (counts.others + 1.0)))
    return ratios
