"""What is known of keys from before the windows: prior shares, the brand's own past, and at what shares they opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.buckets import BUCKET_SECONDS
from detectors.compiled import direct
from detectors.packing import fill, pack
from detectors.spikes import share_kernel as kernel
from detectors.spikes.share_config import DAY_SECONDS, ShareConfig
from detectors.spikes.share_kernel import SHARE_MIN

ROOM, ROOM_MAX = 16, 64
_allocate, _repriced = direct(kernel.allocate), direct(kernel.repriced)
UNIT_MAX = 1e6
# What takes less room here than in snapshots, which older releases wrote.
IN_SNAPSHOT = {"raised": np.int64, "whole": np.int32}
HALF_LIVES_MAX = 500.0
PriorsFound = Sequence[float] | NDArray[np.float64]
"""The prior shares of some keys."""
# What fewer people than this mentioned, faded, is forgotten; unless so many ever did.
FORGET_BELOW = 0.25
KEEP_EVER = 5.0


class Past:
    """One record (`share_kernel.MEMORY`) a slot; slot 0 is everybody.

    The past fades by a unit that grows: what comes is worth more, rather than what was worth less.
    """

    def __init__(self, config: ShareConfig) -> None:
        self.records: kernel.Memory = np.zeros(ROOM, kernel.MEMORY)
        self._config = config
        self._unit, self._origin = 1.0, -1
        self._half_life = config.half_life_days * DAY_SECONDS
        self.weights = kernel.weights_of(config)
        """The parameters of the test as of now."""
        # Views: to find a field of the records anew costs more than to read it.
        self._past_of, self._prior_of = self.records["past"], self.records["prior"]
        self._unit_of = self.weights["unit"]

    def begin(self, bucket: int) -> None:
        """Time begins with the first bucket that anybody was observed in."""
        if self._origin < 0:
            self._begin_anew(1.0, bucket)

    def grow(self, slots: int) -> int:
        """Makes room for `slots` slots; for how many there is room then."""
        have = len(self.records)
        if slots > have:
            # A brand's first posts bring dozens each.
            records = np.zeros(slots + max(slots // 4, min(slots, ROOM_MAX)), kernel.MEMORY)
            records[:have] = self.records
            self.records = records
            self._past_of, self._prior_of = records["past"], records["prior"]
        return len(self.records)

    def allocate(self, slots: Sequence[int], priors: PriorsFound, whole: int, own_max: float) -> None:
        """Begins with keys that were not met before. All at once: a post brings dozens, and each write into an array
        costs."""
        of = np.fromiter(slots, np.int32, len(slots))
        _allocate(self.records, of, np.asarray(priors, np.float64), whole, own_max)

    def advance_to(self, bucket: int) -> float:
        """Makes ready for a close: the unit that is to `fade` in at `bucket`. It begins anew where time leaps so far ahead
        that no number holds it: a record of the year 2199 must not end an engine."""
        if self._origin < 0:
            return self._unit
        ahead = (bucket - self._origin) * BUCKET_SECONDS / self._half_life
        if ahead > HALF_LIVES_MAX:
            self.records["past"][:] *= 2.0**-ahead
            self._begin_anew(1.0, bucket)
            return self._unit
        return float(2.0**ahead)

    def fade(self, bucket: int, unit: float) -> None:
        """Moves the unit to what it is at `bucket` (`advance_to`); above `UNIT_MAX` the records are written anew."""
        if unit > UNIT_MAX:
            self.records["past"][:] /= unit
            self._begin_anew(1.0, bucket)
        else:
            self._unit = self._unit_of[0] = unit

    def learn(self, slot: int, people: float) -> None:
        """So many more people of the past mentioned a slot."""
        self.records["past"][slot] += people * self._unit
        self.records["ever"][slot] += people

    @property
    def people(self) -> float:
        """People who wrote before the largest window, undecayed."""
        return float(self.records["ever"][0])

    def share(self, slot: int | None, prior: float, today: int = 0, of: int = 0) -> float:
        """The share of people who usually mention a slot, the windows left out but for `today` of the `of` people in them;
        `prior` is for a key without one."""
        s, people = self._config.strength, self._past_of.item(0) / self._unit
        past = 0.0
        if slot is not None:
            past, prior = self._past_of.item(slot) / self._unit, self._prior_of.item(slot)
        return float(max(SHARE_MIN, (s * max(prior, 0.0) + past + today) / (s + people + of)))

    def shares(self, slots: NDArray[np.int64], today: NDArray[np.int32] | int = 0, of: int = 0) -> NDArray[np.float64]:
        """`share` of many slots, at a tenth of the cost for each."""
        s, people = self._config.strength, self._past_of.item(0) / self._unit
        weighed = s * np.maximum(self._prior_of[slots], 0.0) + self._past_of[slots] / self._unit + today
        return np.asarray(np.maximum(SHARE_MIN, weighed / (s + people + of)), np.float64)

    def hold(self, slots: Iterable[int]) -> None:
        """These slots belong to a trend, and no others."""
        self.records["held"][:] = False
        self.records["held"][np.array(list(slots), np.intp)] = True

    def raise_level(self, slot: int, share: float, bucket: int) -> None:
        """A slot opened an alert at this share; a higher level of before fades on."""
        records = self.records
        fade = BUCKET_SECONDS / (self._config.level_days * DAY_SECONDS)
        before = records["level"][slot] * 0.5 ** ((bucket - records["raised"][slot]) * fade)
        records["level"][slot], records["raised"][slot] = max(share, before), bucket

    def forgettable(self, live: NDArray[np.intp], absent: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which of the `live` slots are to be forgotten, of those that are `absent` from the windows: what hardly anybody
        mentioned, and above `keys_max` the least mentioned."""
        records = self.records
        past, ever = records["past"][live] / self._unit, records["ever"][live]
        quiet = absent & (records["level"][live] == 0.0) & ~records["held"][live]
        gone = quiet & (past < FORGET_BELOW) & (ever < KEEP_EVER)
        over = int((~gone).sum()) - self._config.keys_max
        if over > 0:
            least = np.lexsort((live, past + 1e9 * ~quiet + 2e9 * gone))[:over]
            gone[least] = quiet[least]
        return np.asarray(gone, bool)

    def state(self, used: int) -> dict[str, Any]:
        """A copy of the first `used` records as plain values, for a snapshot."""
        held = {name: self.records[name][:used] for name in kernel.MEMORY.names or ()}
        arrays = {name: pack(column.astype(IN_SNAPSHOT.get(name, column.dtype))) for name, column in held.items()}
        return {"arrays": arrays, "unit": self._unit, "origin": self._origin}

    def load(self, arrays: Mapping[str, Any], used: int, unit: float, origin: int) -> None:
        """Becomes what `state` gave. ValueError when it is of another kind or length."""
        for name in kernel.MEMORY.names or ():
            column = np.empty(used, IN_SNAPSHOT.get(name, self.records[name].dtype))
            fill(column, arrays[name])
            self.records[name][:used] = column
        self._begin_anew(float(unit), int(origin))

    def _begin_anew(self, unit: float, origin: int) -> None:
        """From here on the unit grows from `origin`; at the moment it is `unit`."""
        self._unit, self._origin = unit, origin
        self.weights["unit"], self.weights["origin"] = unit, origin


def is_short(past: Past) -> bool:
    """Whether so few people are known from before the largest window that those within it tell more
    (`share_kernel.of_busy`)."""
    return bool(past._past_of.item(0) < kernel.OWN_KNOWN * past._unit)


def reprice(past: Past, ratio: float) -> None:
    """People now say so many times as many terms as the prior shares of words were found for."""
    _repriced(past.records, ratio)
