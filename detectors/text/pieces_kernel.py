"""What stands between spaces, looked up for many texts in one pass; what is compiled behind `pieces` and `claims`.

A table has a row of four numbers for each piece: its UTF-8 in three of them, which is exact up to 24 bytes, and its size,
language and value in the last. A row lies within `PROBES` places of where its hash leads, or the piece is not in the table:
the cost is linear in the characters, whatever the pieces are.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from detectors.compiled import compiled, part, wide

SPACE, LETTER, SIGN, ODD = 1, 2, 4, 8
KEY_BYTES, PROBES = 24, 16
# What a value says beside its number: several terms, or one that is a pictograph.
MANY, EMOJI = 1, 2
# What a text has beside pieces that are known.
MISSED, COMPOUND = 4, 8
_VALUE = np.uint64(0xFFFFFFFF)
_UPPER, _SIZE, _BYTE, _WHOLE = np.uint64(32), np.uint64(16), np.uint64(8), np.uint64(64)
_ONE, _TWO, _THREE, _FOUR = (
    np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93, 0xA24BAED4963EE407)
)


@part
def _place_of(one: Any, two: Any, three: Any, space: Any) -> Any:
    value = (one * _ONE) ^ (two * _TWO) ^ (three * _THREE) ^ (space * _FOUR)
    value ^= value >> _UPPER
    value *= _THREE
    return value ^ (value >> _UPPER)


@part
def find(table: Any, one: Any, two: Any, three: Any, space: Any) -> int:
    """The value of a piece of this size in a language, which both are in `space`; -1 where it is not known."""
    mask = np.uint64(len(table) - 1)
    place = _place_of(one, two, three, space) & mask
    for _ in range(PROBES):
        last = table[place, 3]
        if last == 0:
            return -1
        if table[place, 0] == one and table[place, 1] == two and table[place, 2] == three and last >> _UPPER == space:
            return wide(last & _VALUE)
        place = (place + np.uint64(1)) & mask
    return -1


@compiled
def insert(table: Any, rows: Any) -> int:
    """Writes those rows that are new and find a place; how many these are."""
    mask, count = np.uint64(len(table) - 1), wide(0)
    for number in range(len(rows)):
        one, two, three, last = rows[number, 0], rows[number, 1], rows[number, 2], rows[number, 3]
        if last == 0 or find(table, one, two, three, last >> _UPPER) >= 0:
            continue
        place = _place_of(one, two, three, last >> _UPPER) & mask
        for _ in range(PROBES):
            if table[place, 3] == 0:
                table[place, 0], table[place, 1], table[place, 2], table[place, 3] = one, two, three, last
                count += 1
                break
            place = (place + np.uint64(1)) & mask
    return count


@part
def _kind_of(char: Any, classes: Any) -> int:
    return wide(classes[char]) if char < len(classes) else ODD


@part
def _key_of(points: Any, begin: int, end: int) -> Any:
    """The key of a piece, last bytes first, and its size in bytes, which may be more than fits."""
    one, two, three, shift = np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    for at in range(begin, min(end, begin + KEY_BYTES)):
        char = points[at]
        if char >= 0x80:
            return _key_beyond_ascii(points, begin, end)
        if shift == _WHOLE:
            one, two, three, shift = np.uint64(0), one, two, np.uint64(0)
        one |= np.uint64(char) << shift
        shift += _BYTE
    return one, two, three, wide(end - begin)


@part
def _key_beyond_ascii(points: Any, begin: int, end: int) -> Any:
    one, two, three, size = np.uint64(0), np.uint64(0), np.uint64(0), wide(0)
    for at in range(begin, end):
        char = wide(points[at])
        count = 1 + (char >= 0x80) + (char >= 0x800) + (char >= 0x10000)
        for left in range(count - 1, -1, -1):
            byte = 0x80 | char >> 6 * left & 0x3F
            if left == count - 1:
                byte = char if count == 1 else (0xF00 >> count & 0xFF) | char >> 6 * left
            if size < KEY_BYTES:
                if size and not size & 7:
                    one, two, three = np.uint64(0), one, two
                one |= np.uint64(byte) << np.uint64(8 * (size & 7))
            size += 1
    return one, two, three, size


@part
def _may_be_compound(points: Any, begin: int, end: int) -> bool:
    """Whether a piece begins with `log` or `sign`."""
    if end - begin < 3:
        return False
    one, two, three = points[begin] | 32, points[begin + 1] | 32, points[begin + 2] | 32
    if one == 108:
        return bool(two == 111 and three == 103)
    return bool(one == 115 and two == 105 and three == 103 and end - begin > 3 and points[begin + 3] | 32 == 110)


@compiled
def look_up(
    points: Any, ends: Any, spaces: Any, classes: Any, table: Any, many: Any, ids: Any, lasts: Any, states: Any, missed: Any
) -> int:
    """Writes the numbers of the terms of each text, one behind the other, and where each text's end in `lasts`.

    A piece that is not known has a negative number, -1 for the first of all, and a row in `missed`: its key, where it
    begins and ends, and its size in bytes. How many these are.
    """
    written, misses, begin = wide(0), wide(0), wide(0)
    for number in range(len(ends)):
        end, space = ends[number], np.uint64(spaces[number])
        state, at = wide(0), begin
        while at < end:
            if classes[points[at]] & SPACE:
                at += 1
                continue
            start = at
            while at < end and not classes[points[at]] & SPACE:
                at += 1
            one, two, three, size = _key_of(points, start, at)
            if (start == begin or points[start - 1] == 32) and _may_be_compound(points, start, at):
                state |= COMPOUND
            value = wide(-1)
            if size <= KEY_BYTES:
                value = find(table, one, two, three, space | np.uint64(size) << _SIZE)
            if value < 0:
                missed[misses, 0], missed[misses, 1], missed[misses, 2] = one, two, three
                missed[misses, 3], missed[misses, 4], missed[misses, 5] = start, at, size
                misses += 1
                ids[written] = -misses
                written += 1
                state |= MISSED
                continue
            state |= value & EMOJI
            if value & MANY:
                first = value >> 2
                for other in range(first + 1, first + 1 + many[first]):
                    ids[written] = many[other]
                    written += 1
            elif value:
                ids[written] = value >> 2
                written += 1
        lasts[number], states[number] = written, state
        begin = end
    return misses


@compiled
def small_shares(
    points: Any, ends: Any, spaces: Any, classes: Any, lower: Any, table: Any, folded: Any, words: Any, small: Any
) -> None:
    """Writes how many words of letters each text has, -1 where this pass cannot count them, and how many are in the table.
    `folded` is room for as many characters."""
    at = wide(0)
    for number in range(len(ends)):
        end, space = ends[number], np.uint64(spaces[number])
        count, known = wide(0), wide(0)
        while at < end and count >= 0:
            if _kind_of(points[at], classes) & SPACE:
                at += 1
                continue
            start, kinds = at, wide(0)
            while at < end and not _kind_of(points[at], classes) & SPACE:
                kinds |= _kind_of(points[at], classes)
                at += 1
            if kinds & ODD:
                count = wide(-1)
                continue
            first, last = start, at
            while first < last and classes[points[first]] & SIGN:
                first += 1
            while last > first and classes[points[last - 1]] & SIGN:
                last -= 1
            is_word = first < last
            for place in range(first, last):
                is_word = is_word and classes[points[place]] & LETTER != 0
                folded[place] = lower[points[place]]
            if is_word:
                count += 1
                one, two, three, size = _key_of(folded, first, last)
                if size > KEY_BYTES:
                    count = wide(-1)
                else:
                    known += find(table, one, two, three, space | np.uint64(size) << _SIZE) >= 0
        words[number], small[number] = count, known
        at = end
