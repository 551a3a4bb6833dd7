"""The brands of the canary, which nobody is notified of: every consumer of alerts leaves them out by this one rule."""

from __future__ import annotations

CANARY_PREFIX = "_canary-"


def is_canary(brand: str) -> bool:
    """Whether a brand is only there to show that alerts come."""
    return brand.startswith(CANARY_PREFIX)
