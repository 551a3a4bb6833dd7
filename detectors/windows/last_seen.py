"""Who was last seen in which closed bucket: a hash table of pairs of slot and person, and a log in the order of buckets."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from copy import copy
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import direct
from detectors.windows import kernel

PLACES_MIN = 32
LOG_MIN = 16
# A table is made with this many places for each pair, and rehashed when it is this full; small ones, which grow with every
# other post, with more.
PLACES_EACH, PLACES_EACH_SMALL, SMALL = 2, 4, 256
FULL = 3 / 4

_enter, _leave, _lay_out_anew = direct(kernel.enter), direct(kernel.leave), direct(kernel.lay_out_anew)


class LastSeen:
    """The pairs inside the largest of some windows (lengths in buckets, ascending), moved on as buckets close.

    `counts` of the methods are the distinct people per window and slot, which they keep right.
    """

    def __init__(self, windows: Sequence[int]) -> None:
        self.windows: NDArray[np.int32] = np.array(windows, np.int32)
        self._largest = int(windows[-1])
        self._table = _table(0)
        self._taken = 0
        # So many entries, and for each window the first that is in it.
        self._log: NDArray[np.void] = np.empty(LOG_MIN, kernel.ENTRY)
        self.heads: NDArray[np.int64] = np.zeros(len(windows), np.int64)
        self._end = 0

    def has_room(self, pairs: int) -> bool:
        """Whether so many more pairs fit in."""
        return self._end + pairs <= len(self._log) and self._taken + pairs <= FULL * len(self._table)

    def entered(self, entries: int, taken: int) -> None:
        """A kernel wrote so many entries to the end of the log, and took so many free places of the table."""
        self._end += entries
        self._taken += taken

    def leave(self, bucket: int, counts: NDArray[np.int32]) -> None:
        """Moves the windows to `bucket`: who was not seen again leaves them."""
        if self._end:
            _leave(self._table, self._log, self._end, self.heads, self.windows, bucket, counts)

    def enter(self, bucket: int, observed: array[int], closed: int, counts: NDArray[np.int32]) -> int:
        """Who was observed in a bucket that is closed, `closed` being the newest: the person, in how many slots, and these,
        for each. How many entered a window."""
        self.make_room(len(observed), closed, counts)
        entered, taken = _enter(
            self._table, np.asarray(observed), bucket, closed, self.windows, counts, self._log, self._end
        )
        self.entered(entered, taken)
        if bucket < closed:
            # Of the windows that had passed the bucket they are in none.
            self.heads[bucket <= closed - self.windows] += entered
        return entered

    def enter_late(self, bucket: int, observed: array[int], closed: int, counts: NDArray[np.int32]) -> int:
        """The same, where later buckets were entered before."""
        entered = self.enter(bucket, observed, closed, counts)
        # They stand at the end of the log, and belong behind the others of their bucket.
        before = self._end - entered
        late, place = self._log[before : self._end].copy(), self._place_after(bucket, before)
        self._log[place + entered : self._end] = self._log[place:before].copy()
        self._log[place : place + entered] = late
        return entered

    def leaving(self) -> tuple[kernel.Table, kernel.Log, int, int]:
        """The table and the log with its first entry inside the largest window, and its end: for a kernel that reads who
        is about to leave."""
        return self._table, self._log, self.heads.item(-1), self._end

    def between(
        self, first: int = -kernel.ENDLESS, last: int = kernel.ENDLESS
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Who was last seen in one of the closed buckets from first to last: slots, people and buckets, ascending."""
        begin = max(self._place_after(first - 1, self._end), int(self.heads[-1]))
        log = self._log[begin : self._place_after(last, self._end)]
        pairs = self._table[log["place"]]
        still = (pairs["last"] == log["bucket"]) & (pairs["slot"] >= 0)
        return pairs["slot"][still], pairs["person"][still], log["bucket"][still]

    def strike(self, dropped: NDArray[np.bool_]) -> None:
        """Forgets everybody in the dropped slots."""
        kernel.strike(self._table, dropped)

    def captured(self) -> LastSeen:
        """A copy to be read while this one goes on."""
        held = copy(self)
        held._table = self._table.copy()
        held._log = self._log[int(self.heads[-1]) : self._end].copy()
        held.heads, held._end = np.zeros_like(self.heads), len(held._log)
        return held

    def load(
        self,
        ended: Sequence[tuple[int, int]],
        observed: NDArray[Any],
        people: NDArray[Any],
        closed: int,
        counts: NDArray[np.int32],
    ) -> None:
        """Those who were last seen in each of some closed buckets, ascending: so many of the slots and people. Writes their
        `counts`; ValueError when they do not hold together."""
        buckets, lengths = np.array(ended, np.int64).T
        if lengths.min() < 1 or lengths.sum() != len(observed) or (np.diff(buckets) < 1).any() or buckets[-1] > closed:
            raise ValueError("the people of the buckets do not hold together")
        last = np.repeat(buckets, lengths).astype(np.int32)
        pairs = np.empty(len(observed), kernel.PAIR)
        pairs["slot"], pairs["person"], pairs["last"] = observed, people, last
        table = _table(PLACES_EACH * len(observed))
        self._taken, places = kernel.move(pairs, closed - self._largest, table)
        if self._taken != len(observed) or int((table["slot"] != kernel.FREE).sum()) != len(observed):
            raise ValueError("people of the buckets are there twice, or in no window")
        self._log, self._end = np.empty(max(LOG_MIN, len(last)), kernel.ENTRY), len(last)
        self._log["place"][: self._end], self._log["bucket"][: self._end] = places, last
        self.heads[:] = np.searchsorted(last, closed - self.windows, "right")
        for number, window in enumerate(self.windows.tolist()):
            inside = observed[np.searchsorted(last, closed - window, "right") :]
            counts[number] = np.bincount(inside, minlength=counts.shape[1])
        self._table = table

    @property
    def memory_bytes(self) -> int:
        """Bytes that are held, spare room included."""
        return self._table.nbytes + self._log.nbytes

    def make_room(self, pairs: int, closed: int, counts: NDArray[np.int32]) -> None:
        """Has room for so many more pairs; `closed` is the newest bucket that was closed."""
        first = self.heads.item(-1)
        if self._taken + pairs > FULL * len(self._table):
            live = int(counts[-1].sum()) + pairs
            table = np.empty(max((PLACES_EACH_SMALL if live <= SMALL else PLACES_EACH) * live, PLACES_MIN), kernel.PAIR)
            fresh = _room_after(self._end - first, pairs)
            self._taken, self._end = _lay_out_anew(
                self._table, self._log, first, self._end, closed, self.windows, table, fresh, self.heads
            )
            self._table, self._log = table, fresh
        elif self._end + pairs > len(self._log):
            fresh = _room_after(self._end - first, pairs)
            self._end -= first
            fresh[: self._end] = self._log[first : first + self._end]
            self.heads -= first
            self._log = fresh

    def _place_after(self, bucket: int, end: int) -> int:
        """Where in the first `end` entries of the log the buckets after this one begin."""
        return int(np.searchsorted(self._log["bucket"][:end], bucket, "right"))


def _table(places: int) -> kernel.Table:
    table = np.empty(max(places, PLACES_MIN), kernel.PAIR)
    table["slot"] = kernel.FREE
    return table


def _room_after(entries: int, pairs: int) -> kernel.Log:
    """A log with room for so many entries, so many pairs more, and half as many again."""
    return np.empty(entries + pairs + max(LOG_MIN, entries // 2), kernel.ENTRY)
