"""A table from integers to small integers in an array: eight bytes a place, where a dictionary takes ten times as much.

Open addressing with linear probing; what is taken out is closed up behind (Knuth, *The Art of Computer Programming* 3,
6.4, algorithm R), so that nothing has to be swept.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detectors.compiled import compiled, direct, part

Int32s = NDArray[np.int32]
Places = NDArray[np.void]

PLACE = np.dtype([("key", np.int32), ("value", np.int32)])
NOTHING = -1
"""The value of what is not there."""
PLACES_MIN = 8
# Made with so many places for each key, and made anew when it is this full: small brands grow with every other post.
SPARE, FULL = 2, 0.75
# Nobody makes it slow: what would lie further from where its hash leads is held in a dictionary.
REACH = 32
_MIX, _UPPER, _KEYS = -7046029254386353131, 0x7FFFFFFF, 0xFFFFFFFF


@part
def home(key: int, places: int) -> int:
    """Where a key belongs: the upper half of a product spreads over any number of places (Lemire 2019)."""
    return ((((key & _KEYS) * _MIX) >> 32 & _UPPER) * places) >> 31


@part
def place_of(places: Places, key: int) -> int:
    """Where a key stands, or the free place nearest to where it belongs; below 0 where there is neither within reach."""
    at = home(key, len(places))
    for _ in range(REACH):
        if places[at].value == NOTHING or places[at].key == key:
            return at
        at += 1
        if at == len(places):
            at = 0
    return -1


@compiled
def find(places: Places, keys: Int32s, found: Int32s) -> int:
    """Writes the value of each of the keys; how many there are."""
    many = 0
    for number in range(len(keys)):
        at = place_of(places, keys[number])
        found[number] = NOTHING if at < 0 else places[at].value
        many += found[number] != NOTHING
    return many


@compiled
def put(places: Places, keys: Int32s, value: int, is_change: bool, left: Int32s) -> tuple[int, int]:
    """Gives the keys a value: those that have none, or all. Returns how many are new, and how many find no place, whose
    numbers are `left`."""
    new = many = 0
    for number in range(len(keys)):
        at = place_of(places, keys[number])
        if at < 0:
            left[many] = number
            many += 1
        elif is_change or places[at].value == NOTHING:
            new += places[at].value == NOTHING
            places[at].key, places[at].value = keys[number], value
    return new, many


@compiled
def remove(places: Places, keys: Int32s) -> int:
    """Takes keys out, unknown ones ignored; how many there were."""
    many = 0
    for key in keys:
        free = place_of(places, key)
        if free < 0 or places[free].value == NOTHING:
            continue
        many += 1
        at = free
        while True:
            at = at + 1 if at + 1 < len(places) else 0
            if places[at].value == NOTHING:
                break
            # One that belongs behind the free place, going round, stays.
            belongs = home(places[at].key, len(places))
            if (free < belongs <= at) or (at < free and (belongs > free or belongs <= at)):
                continue
            places[free].key, places[free].value = places[at].key, places[at].value
            free = at
        places[free].value = NOTHING
    return many


@compiled
def move(places: Places, to: Places) -> int:
    """Puts all into another table, which is empty; how many found no place there, whose places come first then."""
    left = 0
    for number in range(len(places)):
        if places[number].value != NOTHING:
            at = place_of(to, places[number].key)
            if at < 0:
                places[left].key, places[left].value = places[number].key, places[number].value
                left += 1
            else:
                to[at].key, to[at].value = places[number].key, places[number].value
    return left


_find, _put, _remove, _move = direct(find), direct(put), direct(remove), direct(move)


class NumberMap:
    """Integers of 32 bits to integers from 0 up.

    >>> held = NumberMap()
    >>> held.put(np.array([7, -7], np.int32), 0)
    >>> held.put(np.array([8, 7], np.int32), 1)
    >>> held.of(np.array([-7, 8, 9, 7], np.int32)).tolist()
    [0, 1, -1, 0]
    >>> held.remove(np.array([7, 9], np.int32)), held.of(np.array([7], np.int32)).tolist(), len(held)
    (None, [-1], 2)
    """

    __slots__ = ("_far", "_many", "_places")

    def __init__(self) -> None:
        self._places = _free(PLACES_MIN)
        self._many = 0
        self._far: dict[int, int] = {}

    def __len__(self) -> int:
        return self._many

    def of(self, keys: Int32s) -> Int32s:
        """The value of each of these keys, `NOTHING` where there is none."""
        found = np.empty(len(keys), np.int32)
        if _find(self._places, keys, found) < len(keys) and self._far:
            for number in np.flatnonzero(found == NOTHING).tolist():
                found[number] = self._far.get(keys.item(number), NOTHING)
        return found

    def put(self, keys: Int32s, value: int) -> None:
        """Gives those of these keys, which are different ones, that have no value this one."""
        if self._far:
            keys = keys[[key not in self._far for key in keys.tolist()]]
        if self._many + len(keys) > FULL * len(self._places):
            self._make_room(len(keys))
        left = np.empty(len(keys), np.int32)
        new, many = _put(self._places, keys, value, False, left)
        self._many += new + many
        for number in left[:many].tolist():
            self._far[keys.item(number)] = value

    def change(self, keys: Sequence[int], value: int) -> None:
        """Gives these keys, each of which has a value, this one."""
        if self._far:
            self._far |= dict.fromkeys(self._far.keys() & set(keys), value)
            keys = [key for key in keys if key not in self._far]
        _put(self._places, np.array(keys, np.int32), value, True, np.empty(len(keys), np.int32))

    def remove(self, keys: Int32s) -> None:
        """Forgets these keys, which are different ones."""
        self._many -= _remove(self._places, keys)
        if self._far:
            self._many -= sum(self._far.pop(key, None) is not None for key in keys.tolist())

    @property
    def memory_bytes(self) -> int:
        """Bytes that are held, spare room included."""
        return self._places.nbytes

    def _make_room(self, more: int) -> None:
        before, self._places = self._places, _free(max(PLACES_MIN, (self._many + more) * SPARE))
        for key, value in before[: _move(before, self._places)].tolist():
            self._far[key] = value


def _free(places: int) -> Places:
    free: Places = np.empty(places, PLACE)
    free["value"] = NOTHING
    return free
