"""What was seen before: offsets of an origin (redelivered records) and ids of mentions (repeats)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from hashlib import blake2b
from itertools import islice

from detectors.engine.log import Command

DAY = 24 * 3600.0
# A quarter goes at a time.
PORTION = 4
BLOCK = 1_024
BLOCKS = 128
ANSWERS_MAX = 1_000


class SeenOffsets:
    """Distinguishes redelivered offsets from those that only come late.

    An intake that was paused in the middle of a batch can have the end of it in the log before its successor has brought
    the beginning, so the newest offset alone is not enough. Offsets are remembered one by one over the last 131,072, more
    than the largest batch; below that all count as seen. Memory: at most 16 KB. Cost: constant.

    >>> seen = SeenOffsets()
    >>> [seen.add(offset) for offset in (7, 9, 8, 9)]
    [True, True, True, False]
    """

    def __init__(self, state: Iterable[tuple[int, bytes]] = ()) -> None:
        self._blocks = {number: int.from_bytes(bits, "little") for number, bits in state}
        self._newest = max(self._blocks, default=-1)

    def add(self, offset: int) -> bool:
        """Records an offset; False when it has been seen before."""
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


class SeenAnswers:
    """Recognises an answer that is sent again: with everything as it was, its time too. The last 1,000 are remembered."""

    def __init__(self, state: Iterable[str] = ()) -> None:
        self._seen = dict.fromkeys(state)

    def add(self, answer: Command) -> bool:
        """Records an answer; False when the same was given before."""
        # Plain values: before it was written to the log, an answer may hold an enum or a whole number.
        times = float(answer.at), float(answer.until)
        given: tuple[object, ...] = (
            answer.brand,
            str(answer.kind),
            answer.by,
            answer.trend_id,
            answer.event_id,
            *times,
            answer.note,
        )
        # Absent, they leave the digest what it was before there were such.
        details = (answer.version, answer.reference, answer.same_as, *answer.mention_ids)
        given += details if any(details) else ()
        digest = blake2b(repr(given).encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()
        if digest in self._seen:
            return False
        self._seen[digest] = None
        if len(self._seen) > ANSWERS_MAX:
            del self._seen[next(iter(self._seen))]
        return True

    def state(self) -> list[str]:
        """As plain values, for a snapshot."""
        return list(self._seen)


class SeenIds:
    """Recognises repeats: of mentions with one id the first counts, and none of the day after it.

    After `forget_oldest`, mentions no later than the newest forgotten one count as repeats, since they may be: this can
    only lose mentions that come late. Only one that is sent again with a later time than it had counts again.
    Memory: about 0.2 KB an id, for two days.

    >>> seen = SeenIds()
    >>> [seen.add(*one) for one in (("forum/1", 0.0), ("forum/2", 60.0), ("forum/1", 90.0), ("forum/1", 90_000.0))]
    [True, True, False, True]
    """

    def __init__(self, at: dict[str, float] | None = None, forgotten: int = 0, forgotten_at: float = -math.inf) -> None:
        self.at = at or {}
        self.forgotten = forgotten
        """How many had to be forgotten early; the newest of them was written at `forgotten_at`."""
        self.forgotten_at = forgotten_at
        # When the first of them was written, where that is known: until it goes none does.
        self._first_at = -math.inf

    def __len__(self) -> int:
        return len(self.at)

    def add(self, ident: str, at: float) -> bool:
        """Records a mention of this event time, in seconds; False when it was seen before, or may have been."""
        before = self.at.get(ident)
        if at <= self.forgotten_at or (before is not None and at - before <= DAY):
            return False
        if before is not None:
            # At the end, also when it was there: they stay in the order in which they go.
            del self.at[ident]
            self._first_at = -math.inf
        self.at[ident] = at
        return True

    def expire(self, now: float) -> None:
        """Drops the ids that nothing in time, or up to a day late, can repeat."""
        if self._first_at >= now - 2 * DAY:
            return
        # In one pass: each look at the front of a dict goes over all that was deleted there.
        gone, self._first_at = [], -math.inf
        for ident, at in self.at.items():
            if at >= now - 2 * DAY:
                self._first_at = at
                break
            gone.append(ident)
        for ident in gone:
            del self.at[ident]

    def forget_oldest(self, many: int) -> None:
        """Drops the `many` oldest ids before their time; none when it is not above 0."""
        for ident in [*islice(self.at, max(0, many))]:
            self.forgotten_at = max(self.forgotten_at, self.at.pop(ident))
            self.forgotten += 1
        self._first_at = -math.inf

    def forget_ending(self, ends: tuple[str, ...]) -> None:
        """Drops the ids that end with one of these, as if nobody had used them."""
        for ident in [ident for ident in self.at if ident.endswith(ends)]:
            del self.at[ident]
        self._first_at = -math.inf


def keep_within(brands: Collection[SeenIds], ids_max: int) -> None:
    """Has the brands forget when all together remember more than `ids_max`: those that remember most, down to what the
    largest of them may keep, so that a flood of one brand costs the others nothing."""
    held = sorted(map(len, brands))
    if sum(held) <= ids_max:
        return
    # What is above goes with a portion beside it, so that it is not looked for again at every bucket.
    left = ids_max - ids_max // PORTION
    for index, many in enumerate(held):
        each = left // (len(held) - index)
        if many > each:
            break
        left -= many
    for brand in brands:
        brand.forget_oldest(len(brand) - each)


class IdsLimit:
    """Holds all brands to `ids_max` ids together. They are counted only when so many came that the limit may be reached: to
    count thousands of brands at every bucket costs more than what few of them wrote."""

    def __init__(self, ids_max: int) -> None:
        self.ids_max = ids_max
        self._room = 0

    def has_room(self, fresh: int) -> bool:
        """Whether `fresh` more ids cannot reach the limit."""
        return fresh <= self._room

    def keep(self, brands: Iterable[SeenIds], fresh: int) -> None:
        """Has the brands forget what is too many; at most `fresh` ids came since the last call."""
        self._room -= fresh
        if self._room < 0:
            every = list(brands)
            keep_within(every, self.ids_max)
            self._room = self.ids_max - sum(map(len, every))
