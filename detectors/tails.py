"""How unlikely as many or more are: the tails of the distributions that tests compare with, compiled."""

from __future__ import annotations

import math

from detectors.compiled import compiled

# Terms of a tail below this share of its sum no longer change it.
PRECISION = 1e-5


@compiled
def tail(k: int, n: int, a: float, b: float) -> float:
    """P(X >= k) of a beta-binomial of n, a and b, summed from k by the ratio of neighbouring terms."""
    if k <= 0:
        return 1.0
    if k > n:
        return 0.0
    lg = math.lgamma
    log_choose = lg(n + 1.0) - lg(k + 1.0) - lg(n - k + 1.0)
    log_beta = lg(k + a) + lg(n - k + b) - lg(n + a + b)
    term = math.exp(log_choose + log_beta + lg(a + b) - lg(a) - lg(b))
    total = term
    for j in range(k, n):
        term *= (n - j) / (j + 1.0) * (j + a) / (n - j - 1.0 + b)
        total += term
        if term < total * PRECISION and j * (a + b) > n * a:
            break
    return min(1.0, total)


@compiled
def nb_tail(k: int, mean: float, shape: float) -> float:
    """P(X >= k) of a negative binomial (Gamma-Poisson) of that mean and shape, summed from k."""
    if k <= mean:
        return 1.0
    q = mean / (mean + shape)
    log_term = math.lgamma(k + shape) - math.lgamma(k + 1.0) - math.lgamma(shape)
    term = math.exp(log_term + shape * math.log(1.0 - q) + k * math.log(q))
    total, j = term, k
    while term > total * PRECISION:
        term *= (j + shape) / (j + 1.0) * q
        total += term
        j += 1
    return min(1.0, total)
