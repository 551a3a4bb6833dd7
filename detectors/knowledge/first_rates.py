"""What a word is priced by when a brand meets it first: how common it is, and whether it may open anything."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled
from detectors.knowledge.formulas import TRIED_SHARE, formulas, tried
from detectors.text import is_clue, is_emoji

NEVER = -1.0
# What those who praise mention beside their words: a key that never opens.
PRAISE = "\x1dp"
# At most this share of a brand's people is expected to say anything.
SHARE_MAX = 0.6
REMEMBERED_MAX = 50_000


class FirstRates(dict[str, float]):
    """The rate of each term of a language, negative where it is one of what people try before they write; `NEVER` of one
    that opens nothing: words of every request, versions and codes, emoji (they say how people feel, of anything), praise.
    Remembered, up to `REMEMBERED_MAX` terms.

    >>> rates = FirstRates({"cartridg": 1e-5, "cach": 1e-4, "fix": 1e-3, "4.1": 1e-5}.__getitem__, "en")
    >>> [rates[term] for term in ("cartridg", "cach", "fix", "4.1", "😂")]
    [1e-05, -0.0001, -1.0, -1.0, -1.0]
    """

    def __init__(self, rate_of: Callable[[str], float], lang: str) -> None:
        super().__init__()
        self._rate_of = rate_of
        self._never, self._tried = formulas(lang) | {PRAISE}, tried(lang)

    def __missing__(self, term: str) -> float:
        if len(self) >= REMEMBERED_MAX:
            self.clear()
        rate = NEVER
        # Nearly all are of letters alone.
        if term not in self._never and (term.isalpha() or not (is_clue(term) or is_emoji(term))):
            rate = -self._rate_of(term) if term in self._tried else self._rate_of(term)
        self[term] = rate
        return rate


@compiled
def first_shares(rates: NDArray[np.float64], terms_each: float) -> None:
    """Writes to the place of each rate of `FirstRates` the share of people expected to say its term, who say `terms_each`
    distinct terms in the mean; `NEVER` stays. To hand an array back costs more than what is done here."""
    for at in range(len(rates)):
        rate = rates[at]
        if rate != NEVER:
            share = min(SHARE_MAX, 1.0 - exp(-abs(rate) * terms_each))
            rates[at] = max(TRIED_SHARE, share) if rate < 0.0 else share
