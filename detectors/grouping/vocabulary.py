"""Which integer stands for which term, and how much a term of its kind weighs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from detectors.text.words import is_clue


class Vocabulary:
    """Terms in use to small integers and back; integers of forgotten terms are used again: as large as the state."""

    def __init__(self, clue_weight: float) -> None:
        self.clue_weight = clue_weight
        self.number: dict[str, int] = {}
        self.words: list[str] = []
        self.weight: list[float] = []
        self.unused: list[int] = []

    def intern(self, term: str) -> int:
        """The integer of `term`, a new one if need be."""
        number = self.number.get(term)
        if number is None:
            weight = self.weight_of(term)
            if self.unused:
                number = self.unused.pop()
                self.words[number] = term
                self.weight[number] = weight
            else:
                number = len(self.words)
                self.words.append(term)
                self.weight.append(weight)
            self.number[term] = number
        return number

    def forget(self, number: int) -> None:
        """Let `number` stand for another term; harmless when it stands for none."""
        term = self.words[number]
        if term and self.number.get(term) == number:
            del self.number[term]
            self.words[number] = ""
            self.unused.append(number)

    def weight_of(self, term: str) -> float:
        """What a term counts for: words fully, numbers, versions and dates `clue_weight`."""
        return self.clue_weight if is_clue(term) else 1.0


def weighted(x: Mapping[str, float] | Sequence[str]) -> Iterable[tuple[str, float]]:
    """The terms of a text with what each counts for, in an order that does not depend on how they came.

    Of a mapping, values that are not positive and finite are left out: River's way to say that a feature is absent.
    """
    if isinstance(x, Mapping):
        return sorted((str(term), float(value)) for term, value in x.items() if 0.0 < value < math.inf)
    return [(term, 1.0) for term in sorted(x)]
