"""Which slot of the arrays stands for which key."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from sys import intern

from detectors.numbering import numbered


class KeySlots:
    """Keys to small integers and back. The first `wholes` slots stand for everybody, and for no key.

    A slot that was released is given to another key once nobody of the old one can be in any window.
    """

    def __init__(self, wholes: int) -> None:
        self.slots: dict[str, int] = {}
        self.names: list[str | None] = [None] * wholes
        self._free: list[int] = []
        self._cooling: list[tuple[int, int]] = []
        self.released = 0
        """How often slots were released: until this changes a key keeps its slot."""

    def allocate(self, keys: Sequence[str], closed: int) -> Sequence[int]:
        """Slots for distinct keys that have none, as of the closed bucket."""
        while self._cooling and self._cooling[0][0] < closed:
            self._free.append(self._cooling.pop(0)[1])
        slots: Sequence[int] = range(len(self.names), len(self.names) + len(keys))
        if self._free:
            slots = numbered(keys, self.names, self._free)
        else:
            self.names.extend(keys)
        self.slots.update(zip(keys, slots, strict=True))
        return slots

    def release(self, keys: Iterable[str], cool: int) -> list[int]:
        """Forgets keys, unknown ones ignored; their slots, which are free once a bucket after `cool` is closed."""
        gone = [self.slots.pop(key) for key in sorted(set(keys) & self.slots.keys())]
        self.released += bool(gone)
        for slot in gone:
            self.names[slot] = None
        self._cooling.extend((cool, slot) for slot in gone)
        return gone

    def state(self) -> dict[str, list[object]]:
        """A copy as plain values, for a snapshot."""
        return {"keys": [*self.names], "free": [*self._free], "cooling": [*self._cooling]}

    def load(self, keys: Iterable[str | None], free: Iterable[int], cooling: Iterable[Sequence[int]]) -> None:
        """Becomes what `state` gave."""
        self.names = [None if key is None else intern(key) for key in keys]
        self.slots = {key: slot for slot, key in enumerate(self.names) if key is not None}
        self.released += 1
        self._free = list(free)
        self._cooling = [(int(until), int(slot)) for until, slot in cooling]

    @property
    def memory_bytes(self) -> int:
        """Bytes that are held, the keys included."""
        names = sum(map(sys.getsizeof, chain.from_iterable(self.slots.items())))
        return names + sum(map(sys.getsizeof, (self.slots, self.names, self._free)))
