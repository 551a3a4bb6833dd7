"""Which offsets of an origin have been seen: a set of the newest ones, and all that lie far below them."""

from __future__ import annotations

from collections.abc import Iterable

BLOCK = 1_024
BLOCKS = 128


class SeenOffsets:
    """Tells redelivered offsets from those that only come late.

    An intake that was paused in the middle of a batch can have the end of it in the log before its successor has brought
    the beginning, so the newest offset alone does not tell. Offsets are remembered one by one over the last 131,072, more
    than the largest batch; below that all count as seen. Memory: at most 16 KB. Cost: constant.

    >>> seen = SeenOffsets()
    >>> [seen.add(offset) for offset in (7, 9, 8, 9)]
    [True, True, True, False]
    """

    def __init__(self, state: Iterable[tuple[int, bytes]] = ()) -> None:
        self._blocks = {number: int.from_bytes(bits, "little") for number, bits in state}
        self._newest = max(self._blocks, default=-1)

    def add(self, offset: int) -> bool:
        """Notes an offset; False when it has been seen before."""
        number, bit = offset // BLOCK, 1 << offset % BLOCK
        held = self._blocks.get(number, 0)
        if held & bit or number <= self._newest - BLOCKS:
            return False
        self._blocks[number] = held | bit
        if number > self._newest:
            self._newest = number
            for gone in [one for one in self._blocks if one <= number - BLOCKS]:
                del self._blocks[gone]
        return True

    def state(self) -> list[tuple[int, bytes]]:
        """As plain values, for a snapshot."""
        return [(number, bits.to_bytes(BLOCK // 8, "little")) for number, bits in sorted(self._blocks.items())]
