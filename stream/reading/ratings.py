"""Ratings as files write them: 4, 4,5, 4/5, ★★★★☆, "Rated 4 out of 5 stars", good and bad; and the scale of a column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_WORDS = {"good": 5.0, "bad": 1.0, "positive": 5.0, "negative": 1.0, "like": 5.0, "dislike": 1.0}
_OF = re.compile(r"(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:/|of|out of|von|sur|de|su|van|из)\s*(\d{1,4})", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:rated\s+)?(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:stars?|sterne?|étoiles?|estrellas?|%|★|⭐)?", re.IGNORECASE
)
_STARS = re.compile(r"(★|⭐\ufe0f?)+[☆✩]*")
SCALES = (5.0, 10.0, 100.0)


def rating_in(value: Any) -> tuple[float, float | None] | None:
    """The rating that a cell holds, and the highest on its scale where the cell names it; None when it holds none.

    >>> rating_in("4 out of 5"), rating_in("★★☆☆☆"), rating_in("4,5"), rating_in("good"), rating_in("great app")
    ((4.0, 5.0), (2.0, 5.0), (4.5, None), (5.0, 5.0), None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return (float(value), None) if 0 <= value <= SCALES[-1] else None
    if not isinstance(value, str) or len(value) > 60:
        return None
    text = " ".join(value.split())
    if _STARS.fullmatch(text):
        full = text.count("★") + text.count("⭐")
        return float(full), float(max(5, full))
    if (word := _WORDS.get(text.casefold())) is not None:
        return word, 5.0
    if match := _OF.search(text):
        return float(match[1].replace(",", ".")), float(match[2])
    if match := _NUMBER.fullmatch(text):
        number = float(match[1].replace(",", "."))
        return (number, 100.0 if text.endswith("%") else None) if number <= SCALES[-1] else None
    return None


def scale_of_column(values: Iterable[Any]) -> tuple[float, float] | None:
    """Lowest and highest rating of a column, from its own values; None when they lie on no usual scale.

    Zero belongs to scales of 10 and 100 (a 0 of five stars says that nobody rated).
    """
    found = [rating for value in values if (rating := rating_in(value)) is not None]
    if not found:
        return None
    highest = max(max(number, named or 0.0) for number, named in found)
    high = next((scale for scale in SCALES if highest <= scale), None)
    if high is None:
        return None
    return (0.0 if high > 5.0 and min(number for number, _ in found) < 1.0 else 1.0), high
