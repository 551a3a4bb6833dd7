"""Scores of a grouping against the true one.

All are symmetric in the two groupings except homogeneity (no group mixes labels: a wrong merge hides a problem) and
completeness (no label is spread over groups: a missed merge delays it). NMI is their harmonic mean, which is the mutual
information over the arithmetic mean of the entropies. NMI rewards many tiny groups; AMI (Vinh, Epps and Bailey, 2010) and
the adjusted Rand index (Hubert and Arabie, 1985) are 0 for a grouping by chance.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.special import gammaln, xlogy


class Scores(msgspec.Struct, frozen=True):
    """How well `groups` groups of `texts` texts agree with `labels` labels; 1 is full agreement."""

    texts: int
    labels: int
    groups: int
    nmi: float
    ami: float
    ari: float
    homogeneity: float
    completeness: float


def scores(labels: Sequence[Hashable], groups: Sequence[Hashable]) -> Scores:
    """Scores of `groups` against `labels`, text by text. `ValueError` when their lengths differ.

    >>> scores("aabb", [1, 1, 2, 3])  # doctest: +ELLIPSIS
    Scores(texts=4, labels=2, groups=3, nmi=0.8, ami=0.571..., ari=0.571..., homogeneity=1.0, completeness=0.666...)
    """
    if len(labels) != len(groups):
        raise ValueError(f"{len(labels)} labels but {len(groups)} groups")
    if not labels:
        return Scores(0, 0, 0, 1.0, 1.0, 1.0, 1.0, 1.0)
    rows, columns = _numbered(labels), _numbered(groups)
    table = coo_matrix((np.ones(len(rows)), (rows, columns))).tocsr().tocoo()
    cells = table.data
    a = np.bincount(rows).astype(np.float64)
    b = np.bincount(columns).astype(np.float64)
    n = float(len(rows))
    mutual = float((cells / n * np.log(n * cells / (a[table.row] * b[table.col]))).sum())
    entropy_a, entropy_b = _entropy(a / n), _entropy(b / n)
    mean = (entropy_a + entropy_b) / 2
    expected = _expected_mutual(a, b, int(n)) if mean > 0 else 0.0
    return Scores(
        texts=len(rows),
        labels=len(a),
        groups=len(b),
        nmi=_share(mutual, mean),
        ami=_share(mutual - expected, mean - expected),
        ari=_rand(cells, a, b, n),
        homogeneity=_share(mutual, entropy_a),
        completeness=_share(mutual, entropy_b),
    )


def _numbered(values: Sequence[Hashable]) -> NDArray[np.int64]:
    number: dict[Any, int] = {}
    return np.array([number.setdefault(value, len(number)) for value in values])


def _entropy(shares: NDArray[np.float64]) -> float:
    return float(-xlogy(shares, shares).sum())


def _share(part: float, whole: float) -> float:
    return 1.0 if abs(whole) < 1e-12 else max(part / whole, -1.0)


def _rand(cells: NDArray[Any], a: NDArray[Any], b: NDArray[Any], n: float) -> float:
    def pairs(counts: NDArray[Any]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    together = pairs(cells)
    expected = pairs(a) * pairs(b) / (n * (n - 1) / 2) if n > 1 else 0.0
    return _share(together - expected, (pairs(a) + pairs(b)) / 2 - expected)


def _expected_mutual(a: NDArray[np.float64], b: NDArray[np.float64], n: int) -> float:
    """Expected mutual information of two random groupings with these sizes; once per pair of *different* sizes."""
    sizes_a, times_a = np.unique(a.astype(np.int64), return_counts=True)
    sizes_b, times_b = np.unique(b.astype(np.int64), return_counts=True)
    factorial = gammaln(np.arange(n + 2, dtype=np.float64) + 1)
    total = 0.0
    for x, x_times in zip(sizes_a.tolist(), times_a.tolist(), strict=True):
        for y, y_times in zip(sizes_b.tolist(), times_b.tolist(), strict=True):
            k = np.arange(max(1, x + y - n), min(x, y) + 1)
            chance = np.exp(
                factorial[x] + factorial[y] + factorial[n - x] + factorial[n - y]
                - factorial[n] - factorial[k] - factorial[x - k] - factorial[y - k] - factorial[n - x - y + k]
            )  # fmt: skip
            total += x_times * y_times * float((k / n * np.log(n * k / (x * y)) * chance).sum())
    return total
