"""Mentions that intake does not hand to the engines: counted by reason and language, sampled so that anybody can read them.

Nothing is dropped silently: the topic `kept-out` holds a bounded number of them per brand, reason and hour, masked.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from stream.kafka.codec import Reason

__all__ = ["LeftOut", "Reason", "Sample", "Sampler"]

SAMPLES_PER_HOUR = 20
"""So many of one brand, reason and hour are sampled by each process of intake."""

KEYS_MAX = 10_000
HOUR = 3600.0


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A mention that was left out, as `kept-out` holds it: `text` is masked and cut, `score` that of the screen."""

    brand: str
    id: str
    at: float
    reason: Reason
    lang: str
    channel: str
    text: str
    score: float


class Sample(NamedTuple):
    """A record of `kept-out`."""

    key: bytes
    value: bytes


class Sampler:
    """Which of those that are left out are kept to be read: the first of each brand, reason and hour.

    Its memory is bounded: beyond `keys_max` brands, reasons and hours it begins anew.
    """

    def __init__(self, per_hour: int = SAMPLES_PER_HOUR, keys_max: int = KEYS_MAX) -> None:
        self._per_hour = per_hour
        self._keys_max = keys_max
        self._taken: dict[tuple[str, Reason, int], int] = {}

    def sample(self, left_out: LeftOut) -> Sample | None:
        """The record for `kept-out`, or None when enough of its kind were kept in this hour of event time."""
        key = (left_out.brand, left_out.reason, int(left_out.at // HOUR))
        taken = self._taken.get(key, 0)
        if taken >= self._per_hour:
            return None
        if len(self._taken) >= self._keys_max:
            self._taken.clear()
        self._taken[key] = taken + 1
        return Sample(left_out.brand.encode("utf-8", "replace"), msgspec.json.encode(left_out))
