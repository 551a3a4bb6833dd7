"""Rows whose date lies years away from all the others: a typing mistake, a test, a clock that was never set."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stream.reading.rows import Row

DAY_MS = 86_400_000
GAP_DAYS_MIN = 180
# The gap is at least this part of all that the other rows span.
GAP_SPANS = 0.5
STRAY_SHARE_MAX = 0.01
# Of a short file so many, one in each twenty rows.
STRAYS, ROWS_MIN = 3, 20


def together(rows: Sequence[Row]) -> tuple[int, int]:
    """Begin and end of the rows that belong together: without the few before the first or behind the last long gap.

    Rows are sorted by time. A gap is long when it is half a year at least, and beside all that the others span.
    """
    if len(rows) < ROWS_MIN:
        return 0, len(rows)
    few = max(min(STRAYS, len(rows) // ROWS_MIN), int(STRAY_SHARE_MAX * len(rows)))
    begin = _begin([row.at_ms for row in rows], few)
    return begin, len(rows) - _begin([-row.at_ms for row in reversed(rows[begin:])], few)


def _begin(times: Sequence[int], few: int) -> int:
    """How many of the first lie before a long gap."""
    found = 0
    for place, (one, following) in enumerate(pairwise(times[: few + 1]), 1):
        gap = following - one
        if gap > GAP_DAYS_MIN * DAY_MS and gap > GAP_SPANS * (times[-1] - following):
            found = place
    return found
