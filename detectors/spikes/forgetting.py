"""Windows of people without some of them, for who asks to be forgotten."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from detectors.packing import pack, unpack


def without_people(windows: dict[str, Any], people: Collection[int]) -> dict[str, Any]:
    """What `PeopleWindows.state` gave, as if these people (`person_number`) had not written; looks at all pairs once."""
    gone = np.array(sorted(people), np.int64)
    slots, who = unpack(windows["slots"]), unpack(windows["people"])
    stays = ~np.isin(who, gone)
    buckets = np.repeat([bucket for bucket, _ in windows["ended"]], [each for _, each in windows["ended"]])
    left, each = np.unique(buckets[stays], return_counts=True)
    pending = []
    for bucket, packed_slots, packed_people in windows["pending"]:
        waiting, waits = unpack(packed_slots), ~np.isin(unpack(packed_people), gone)
        if waits.any():
            pending.append((bucket, pack(waiting[waits]), pack(unpack(packed_people)[waits])))
    return {
        **windows,
        "ended": list(zip(left.tolist(), each.tolist(), strict=True)),
        "slots": pack(slots[stays]),
        "people": pack(who[stays]),
        "pending": pending,
    }
