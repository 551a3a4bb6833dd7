"""Which integer stands for which term, and how much a term of its kind weighs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from sys import intern
from typing import cast

from detectors.numbering import numbered
from detectors.text.words import is_clue

Terms = Mapping[str, float] | Sequence[str]


class Vocabulary:
    """Terms in use to small integers and back; integers of forgotten terms are used again: as large as the state."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = list(words)
        self.number = dict(zip(self.words, range(len(self.words)), strict=True))
        self.unused: list[int] = []

    def forget(self, numbers: Iterable[int]) -> None:
        """Let these stand for other terms; harmless where one stands for none."""
        words, held, unused = self.words, self.number, self.unused
        for number in numbers:
            term = words[number]
            if held.get(term) == number:
                del held[term]
                words[number] = ""
                unused.append(number)

    def numbers(self, batch: Sequence[Terms]) -> tuple[list[int], list[float], list[int], list[int]]:
        """The terms of a batch as integers, text after text, each in an order that does not depend on how they came.

        Then what each counts for (empty when each counts 1), how many each text has, and the integers that are new.
        """
        values: list[float] = []
        # To ask what a tuple is costs more than to find its terms.
        if any(type(x) is not tuple and isinstance(x, Mapping) for x in batch):
            pairs = [weighted(x) for x in batch]
            texts = [[term for term, _ in text] for text in pairs]
            values = [value for text in pairs for _, value in text]
        else:
            texts = list(map(sorted, batch))
        terms = list(chain.from_iterable(texts))
        numbers = list(map(self.number.get, terms))
        fresh: list[int] = []
        if None in numbers:
            fresh = self._intern([*dict.fromkeys([term for term in terms if term not in self.number])])
            numbers = list(map(self.number.get, terms))
        return cast("list[int]", numbers), values, list(map(len, texts)), fresh

    def _intern(self, terms: list[str]) -> list[int]:
        """New integers of different terms that have none: those of forgotten terms first."""
        once = [intern(str(term)) for term in terms]
        numbers = numbered(once, self.words, self.unused)
        self.number.update(zip(once, numbers, strict=True))
        return numbers


def weighted(x: Terms) -> list[tuple[str, float]]:
    """The terms of a text with what each counts for, sorted.

    Of a mapping, values that are not positive and finite are left out: River's way to say that a feature is absent.
    """
    if isinstance(x, Mapping):
        return sorted((str(term), float(value)) for term, value in x.items() if 0.0 < value < math.inf)
    return [(term, 1.0) for term in sorted(x)]


def scales_of(terms: Sequence[str], clue_weight: float) -> float | list[float]:
    """`scale_of` each of the terms, or the one number that it is of all."""
    # A look at all letters at once: most texts hold no clue.
    return 1.0 if "".join(terms).isalpha() else [scale_of(term, clue_weight) for term in terms]


def scale_of(term: str, clue_weight: float) -> float:
    """What one mention of a term counts for: of a word fully, of a number, version or date `clue_weight`."""
    return clue_weight if is_clue(term) else 1.0
