"""Ratings on whatever scale a shop uses, normalised to 1 to 5."""

from __future__ import annotations

import re

SCALES_MAX = 1_000.0
_SCALE = re.compile(r"(\d{1,4}(?:\.\d{1,3})?) ?(?:-|–|to) ?(\d{1,4}(?:\.\d{1,3})?)", re.ASCII)


def scale_of(scale: float | str | None) -> tuple[float, float] | None:
    """Lowest and highest rating: 1 to 5 when absent, `10` means 1 to 10, `"0-10"` says both; None when it makes no sense.

    >>> scale_of(None), scale_of(10), scale_of("0-100"), scale_of("10-0")
    ((1.0, 5.0), (1.0, 10.0), (0.0, 100.0), None)
    """
    if scale is None or scale == "":
        return 1.0, 5.0
    low, high = 1.0, 0.0
    if isinstance(scale, str):
        if match := _SCALE.fullmatch(scale.strip()):
            low, high = float(match[1]), float(match[2])
        elif scale.strip().isdecimal() and len(scale.strip()) <= 4:
            high = float(scale)
    elif low < scale <= SCALES_MAX:
        high = float(scale)
    return (low, high) if low < high <= SCALES_MAX else None


def normalised_rating(rating: float, scale: float | str | None = None) -> float | None:
    """The rating from 1 (worst) to 5 (best); None when it does not lie on its scale, as a 0 of 5 that means "not rated".
    Any number is compared as it is: an integer may have more digits than a float holds.

    >>> normalised_rating(7, 10), normalised_rating(0, "0-10"), normalised_rating(3), normalised_rating(0)
    (3.667, 1.0, 3.0, None)
    """
    ends = scale_of(scale)
    if ends is None or not ends[0] <= rating <= ends[1]:
        return None
    return round(1.0 + 4.0 * (rating - ends[0]) / (ends[1] - ends[0]), 3)
