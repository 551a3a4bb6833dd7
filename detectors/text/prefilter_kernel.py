"""One pass over the characters of many texts; what is compiled behind `detectors.text.prefilter`.

Every question is answered generously: a yes may be wrong, a no is not. Linear in the characters.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from detectors.compiled import compiled, part, wide

# What a character is; those beyond ASCII are BEYOND beside it. UNSAFE: what masking writes otherwise than it stands there.
SPACE, WORD, DIGIT, UPPER, LETTER, UNSAFE, BEYOND, STOP = 1, 2, 4, 8, 16, 32, 64, 128
AT, QUOTE, GREATER, BRACKET, NEWLINE, COLON = 256, 512, 1024, 2048, 4096, 8192

# What a text may hold.
PERSONAL, SIGNATURE, REPEAT, AUTOMATIC, CLOSING, DELETED, ADDRESSES, CODES = (1 << bit for bit in range(8))

HEAD_REACH, LINKS_MAX, PHONE_REACH = 40, 3, 24
TAIL = 80
OPENING_REACH, OPENING_LOOK = 111, 150
HASH_BEGIN, HASH_PRIME, ROLL = 2166136261, 16777619, 65599
_SPACE, _HASH, _PLUS, _DASH, _DOT, _SLASH, _COLON, _EQUALS, _T = 32, 35, 43, 45, 46, 47, 58, 61, 84
_A, _C, _D, _E, _H, _I, _N, _O, _P, _R, _SMALL_T, _U = 97, 99, 100, 101, 104, 105, 110, 111, 112, 114, 116, 117
_K, _M, _UNDERSCORE = 107, 109, 95
_A_UMLAUT = 0xE4


@part
def _kinds_of(points: Any, begin: int, end: int, classes: Any, kinds: Any) -> int:
    """Writes the kind of each character, and returns all of them together."""
    seen = wide(0)
    for at in range(begin, end):
        kind = classes[points[at]] if points[at] < len(classes) else UNSAFE | BEYOND | WORD
        kinds[at] = kind
        seen |= kind
    return seen


@part
def _small(char: int) -> int:
    return char | 32 if 65 <= char <= 90 else char


@part
def _three(points: Any, at: int, end: int) -> int:
    """The number of the three letters from here on; what is no letter of ASCII counts as none."""
    number = wide(0)
    for place in range(at, at + 3):
        char = _small(points[place]) if place < end else 0
        number = number * 27 + (char - 96 if 97 <= char <= 122 else 0)
    return number


@part
def _holds(table: Any, value: Any) -> bool:
    place = value & (len(table) - 1)
    while table[place] != 0:
        if table[place] == value:
            return True
        place = (place + 1) & (len(table) - 1)
    return False


@part
def _is_dot(points: Any, at: int, end: int) -> bool:
    """Whether ` dot`, in a language of addresses, may stand from `at` on."""
    if at + 3 >= end or points[at] != _SPACE:
        return False
    one, two, three = points[at + 1] | 32, points[at + 2] | 32, points[at + 3] | 32
    if one == _D:
        return bool(two == _O and three == _SMALL_T)
    if one == _K or one > 127:
        return bool((two == _R and three == _O) or one > 127)
    # Beyond ASCII, since a dotless i is one too.
    return bool(one == _P and ((two == _U and three == _N) or (two == _O and (three in (_I, _N) or three > 127))))


@part
def _is_joined(points: Any, kinds: Any, begin: int, at: int, end: int) -> bool:
    """Whether an address may stand around an at sign: part of a word before it, with or without a space on one side, a name
    and a dot behind it."""
    before = points[at - 1] if at > begin else 0
    is_apart, is_named = before == _SPACE, before in (_DOT, _PLUS, _DASH) or (at > begin and kinds[at - 1] & WORD != 0)
    if not (is_apart or is_named):
        return False
    if at + 1 < end and points[at + 1] == _SPACE:
        return bool(is_named)
    behind = at + 1
    while behind < end and (kinds[behind] & WORD or points[behind] == _DASH):
        behind += 1
    if behind == at + 1:
        return False
    if is_named and not is_apart:
        return True
    if behind + 1 >= end:
        return False
    if is_apart:
        # An address whose name stands before a space, and not an account that a sentence ends with.
        return bool(points[behind] == _DOT and kinds[behind + 1] & WORD)
    spelt = kinds[behind] & BRACKET or (points[behind] == _SPACE and kinds[behind + 1] & BRACKET)
    return points[behind] == _DOT or spelt != 0 or _is_dot(points, behind, end)


@part
def _is_at_in_brackets(points: Any, at: int, end: int) -> bool:
    first = at + 2 if points[at + 1] == _SPACE else at + 1
    if first + 1 >= end:
        return False
    one, two = points[first] | 32, points[first + 1] | 32
    if (one > 127 and one != _A_UMLAUT) or (one == _M and two == _A):
        return True
    # `(a)`: 41 is ), the others are ], > and }, which differ by 32 from what they are.
    return (
        (one == _A and two in (_SMALL_T, _R, 41, 62, 125))
        or (one == _A_UMLAUT and two == _SMALL_T)
        or (one == _A and two == _P)
        or (one == _C and two == _H)
    )


@part
def _may_hold_address(points: Any, kinds: Any, begin: int, end: int) -> bool:
    """An at sign within a word or between spaces, an `at` in brackets, ` at ` with a dot in words behind it, or the name
    of the sign (arroba, arobase, chiocciola) with a dot behind it."""
    after_at, named = False, False
    for at in range(begin, end):
        kind = kinds[at]
        if kind & AT and _is_joined(points, kinds, begin, at, end):
            return True
        if kind & AT and begin < at < end - 1 and points[at - 1] == _SPACE and points[at + 1] == _SPACE:
            return True
        if named and points[at] == _DOT:
            return True
        if kind & BRACKET and at + 2 < end and _is_at_in_brackets(points, at, end):
            return True
        if points[at] == _SPACE and at + 3 < end:
            if after_at and _is_dot(points, at, end):
                return True
            one, two, three = points[at + 1] | 32, points[at + 2] | 32, points[at + 3] | 32
            if (one == _A and two == _SMALL_T and three == _SPACE) or (one == _C and two == _H and three == _E):
                after_at = True
            is_umlaut = one == _A_UMLAUT and two == _SMALL_T and three == _SPACE
            # The Polish and the Russian name of the sign.
            is_polish = one == _M and two == _A and points[at + 3] in (0x141, 0x142)
            is_russian = points[at + 1] in (0x421, 0x441) and points[at + 2] in (0x41E, 0x43E)
            if is_umlaut or is_polish or is_russian:
                after_at = named = True
            is_named = (one == _A and two == _R and three in (_R, _O)) or (one == _A and two == _P and three == _E)
            if is_named or (one == _C and two == _H and three == _I):
                after_at = named = True
    return False


@part
def _is_gap(points: Any, begin: int, end: int) -> bool:
    """Whether all of it may stand between the digits of a number: ` ().-/`."""
    for at in range(begin, end):
        char = points[at]
        if not (char == _SPACE or char == 40 or char == 41 or 45 <= char <= 47):
            return False
    return True


@part
def _is_called(points: Any, kinds: Any, begin: int, start: int, phones: Any) -> bool:
    """Whether near before `start` a word begins as one does that telephone numbers stand behind."""
    first = max(begin, start - PHONE_REACH)
    for at in range(first, start):
        if kinds[at] & BEYOND or points[at] == _SLASH:
            return True
        if (at == first or not kinds[at - 1] & WORD) and phones[_three(points, at, start)]:
            return True
    return False


@part
def _may_be_account(kinds: Any, begin: int, end: int) -> bool:
    """Whether a word begins with two letters and two digits, as a bank account does."""
    for at in range(begin, end - 3):
        begins = at == begin or not kinds[at - 1] & (LETTER | DIGIT)
        if begins and kinds[at] & kinds[at + 1] & LETTER and kinds[at + 2] & kinds[at + 3] & DIGIT:
            return True
    return False


@part
def _may_hold_number(points: Any, kinds: Any, begin: int, end: int, phones: Any) -> bool:
    """Seven digits of one number; six with a telephone before them or as a national id or a bank account has them; four of
    which a letter or two colons tell something; or four numbers with dots between."""
    last, last_colon, start = begin - 100, begin - 100, begin
    four, many, close, groups = 0, 0, 0, 0
    has_four = has_capital = has_colons = has_six = False
    last_dash, dashes = begin - 100, 0
    for at in range(begin, end):
        kind = kinds[at]
        if points[at] == _DASH:
            # Six pairs with dashes between them: what a device is called in its network.
            dashes = dashes + 1 if at - last_dash == 3 else 1
            last_dash = at
            if dashes >= 5:
                return True
        if kind & COLON:
            has_colons = has_colons or at - last_colon <= 5
            last_colon = at
        if not kind & DIGIT:
            has_capital = has_capital or (kind & UPPER != 0 and at - 1 == last)
            continue
        gap = at - last - 1
        if gap:
            between = points[at - 1]
            near = gap == 1 and (kinds[at - 1] & UPPER != 0 or between in (_SPACE, _DOT, _COLON, _DASH))
            four = four if near else 0
            close = close if gap == 1 and between == _SPACE else 0
            groups = groups + 1 if gap == 1 and between == _DOT else 1
            if gap > 3 or not _is_gap(points, last + 1, at):
                many, start = 0, at
        four, many, close, last = four + 1, many + 1, close + 1, at
        has_four = has_four or four >= 4
        has_six = has_six or many >= 6
        if many >= 7 or close >= 6 or groups >= 4 or (many == 6 and _is_called(points, kinds, begin, start, phones)):
            return True
    return (has_four and (has_colons or has_capital)) or (has_six and _may_be_account(kinds, begin, end))


@part
def _follows_head(points: Any, kinds: Any, begin: int, start: int, heads: Any, links: Any) -> bool:
    """Whether the word before `start` begins as one does that codes stand behind; links between the two are passed."""
    first, at = max(begin, start - HEAD_REACH), start
    for _ in range(LINKS_MAX + 1):
        while at > first and points[at - 1] in (_SPACE, _COLON, _HASH, _EQUALS, _DASH, _DOT):
            at -= 1
        end = at
        while at > first and kinds[at - 1] & WORD:
            if kinds[at - 1] & BEYOND:
                return True
            at -= 1
        if heads[_three(points, at, end)] or (at > begin and (at == first or kinds[at - 1] & BEYOND)):
            # What is cut off there may be any word.
            return True
        if at == end or not links[_three(points, at, end)]:
            return False
    return False


@part
def _may_hold_code(points: Any, kinds: Any, begin: int, end: int, heads: Any, links: Any) -> bool:
    at = begin
    while at < end:
        start, digits, signs, capitals = at, 0, 0, 0
        while at < end and (kinds[at] & (LETTER | DIGIT) or points[at] in (_DASH, _SLASH, _UNDERSCORE)):
            digits += kinds[at] & DIGIT != 0
            signs += kinds[at] & (LETTER | DIGIT) != 0
            if kinds[at] & UPPER and capitals == at - start:
                capitals += 1
            at += 1
        if ((digits and signs >= 4) or capitals >= 5) and _follows_head(points, kinds, begin, start, heads, links):
            return True
        at += 1
    return False


@part
def _may_be_signed(points: Any, kinds: Any, begin: int, end: int, devices: Any, width: int) -> bool:
    """Whether the last sentence begins as those that devices sign with."""
    first, last = max(begin, end - TAIL), end
    while last > first and kinds[last - 1] & SPACE:
        last -= 1
    while last > first and kinds[last - 1] & STOP:
        last -= 1
    start = last
    while start > first and not kinds[start - 1] & STOP:
        start -= 1
    while start < last and kinds[start] & SPACE:
        start += 1
    value = np.uint32(0)
    for at in range(start, start + width):
        if at < last and kinds[at] & BEYOND:
            return True
        value = np.uint32(value * np.uint32(ROLL) + np.uint32(_small(points[at]) if at < last else 0))
    return _holds(devices, value)


@part
def _may_repeat(points: Any, kinds: Any, begin: int, end: int, seen: int) -> bool:
    if seen & GREATER or (seen & AT and seen & QUOTE):
        return True
    if seen & AT:
        for at in range(begin, end):
            if kinds[at] & AT:
                for before in range(max(begin, at - 3), at):
                    if points[before] == _T:
                        return True
    return False


@part
def _may_be_automatic(points: Any, kinds: Any, begin: int, end: int, openings: Any, width: int) -> bool:
    """Whether so many characters near the beginning are those of an opening, by a hash that goes along."""
    last = min(end, begin + OPENING_LOOK)
    oldest = np.uint32(1)
    for at in range(begin, last):
        if kinds[at] & BEYOND:
            return True
    for _ in range(width):
        oldest = np.uint32(oldest * np.uint32(ROLL))
    value = np.uint32(0)
    for at in range(begin, min(last, begin + OPENING_REACH + width - 1)):
        value = np.uint32(value * np.uint32(ROLL) + np.uint32(_small(points[at])))
        if at >= begin + width:
            value = np.uint32(value - np.uint32(oldest * np.uint32(_small(points[at - width]))))
        if at >= begin + width - 1 and _holds(openings, value):
            return True
    return False


@part
def _begins_in_brackets(kinds: Any, begin: int, end: int) -> bool:
    at = begin
    while at < end and kinds[at] & SPACE:
        at += 1
    return at < end and kinds[at] & BRACKET != 0


@part
def _meaning(words: Any, meanings: Any, value: Any) -> int:
    """What a word says of its text, by its hash."""
    place = value & (len(words) - 1)
    while words[place] != 0:
        if words[place] == value:
            return wide(meanings[place])
        place = (place + 1) & (len(words) - 1)
    return 0


@part
def _meant(points: Any, kinds: Any, begin: int, end: int, words: Any, meanings: Any) -> int:
    """What the words of letters and digits say, and each two that follow each other."""
    found = wide(0)
    value, before, is_word = np.uint32(HASH_BEGIN), np.uint32(0), False
    for at in range(begin, end + 1):
        if at < end and kinds[at] & (LETTER | DIGIT):
            value, is_word = np.uint32((value ^ np.uint32(_small(points[at]))) * np.uint32(HASH_PRIME)), True
        elif is_word:
            pair = np.uint32(np.uint32(before * np.uint32(ROLL)) ^ value)
            found |= _meaning(words, meanings, value) | _meaning(words, meanings, pair)
            value, before, is_word = np.uint32(HASH_BEGIN), value, False
    return found


@compiled
def scan(
    points: Any,
    ends: Any,
    kinds: Any,
    classes: Any,
    heads: Any,
    links: Any,
    phones: Any,
    devices: Any,
    devices_width: int,
    openings: Any,
    openings_width: int,
    words: Any,
    meanings: Any,
    text_max: int,
    out: Any,
) -> None:
    """Writes for each text, which ends at one of `ends`, what it may hold. `kinds` is room for as many characters."""
    begin = wide(0)
    for number in range(len(ends)):
        end = ends[number]
        seen = _kinds_of(points, begin, end, classes, kinds)
        found = 0
        is_unread = end - begin >= text_max or seen & UNSAFE != 0
        if is_unread or (seen & DIGIT and _may_hold_number(points, kinds, begin, end, phones)):
            found |= PERSONAL
        if is_unread or _may_hold_address(points, kinds, begin, end):
            found |= PERSONAL | ADDRESSES
        if is_unread or (seen & (DIGIT | UPPER) and _may_hold_code(points, kinds, begin, end, heads, links)):
            found |= PERSONAL | CODES
        if seen & NEWLINE or _may_be_signed(points, kinds, begin, end, devices, devices_width):
            found |= SIGNATURE
        if _may_repeat(points, kinds, begin, end, seen):
            found |= REPEAT
        if _may_be_automatic(points, kinds, begin, end, openings, openings_width):
            found |= AUTOMATIC
        # A word of another script, or with an accent, may be any.
        found |= CLOSING | DELETED if seen & BEYOND else _meant(points, kinds, begin, end, words, meanings)
        if seen & BRACKET and _begins_in_brackets(kinds, begin, end):
            found |= DELETED
        out[number] = found
        begin = end
