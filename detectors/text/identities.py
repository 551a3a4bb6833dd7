"""Numbers that states, banks and insurers give to a person: by their shape and checksum, or by the word before them."""

from __future__ import annotations

import re

from stdnum import luhn
from stdnum.es import dni

from detectors.text import personal
from detectors.text.identity_lists import CAPITAL_NAMES, LINKS, NAME_ENDS, NAMES
from detectors.text.order_codes import HEADS
from detectors.text.personal import Span

IDENTITY = re.compile(
    r"(?<![\w.\-/])(?:"
    r"(?P<nino>[A-Za-z]{2} ?\d\d ?\d\d ?\d\d ?[A-Da-d])"
    r"|(?P<nric>[STFGM]\d{7}[A-Z])"
    r"|(?P<dni>[XYZxyz]?[\- ]?\d{1,2}\.?\d{3}\.?\d{3}[\- ]?[A-HJ-NP-TV-Za-hj-np-tv-z])"
    r"|(?P<fiscal>[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z])"
    r"|(?P<hetu>\d{6}[-+A]\d{3}[0-9A-Y])"
    r"|(?P<resident>\d{17}[Xx])"
    r"|(?P<rut>\d{1,2}\.\d{3}\.\d{3}-[\dkK])"
    r"|(?P<born>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])-\d{4})"
    r"|(?P<pan>[A-Z]{5}\d{4}[A-Z])"
    r"|(?P<taiwan>[A-Z][1289]\d{8})"
    r"|(?P<hongkong>[A-Z]{1,2}\d{6}\([\dA]\))"
    r"|(?P<rfc>[A-ZÑ]{4}\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[HM][A-Z]{5}[A-Z0-9]\d|[A-Z0-9]{3}))"
    r")(?![\w\-])"
)
# The digits of any of `IDENTITY`, from the first on.
IDENTITY_DIGITS = re.compile(
    r"\d(?:\d ?\d\d ?\d\d ?[A-Da-d]|\d?\.?\d{3}\.?\d{3}[\- ]?[A-Za-z]|\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|\d{5}[-+A]\d{3}[0-9A-Y]"
    r"|\d{16}[Xx]|\d?\.\d{3}\.\d{3}-[\dkK]|\d{3}[A-Z]|\d{7}-\d{4}"
    r"|(?<=[STFGM].)\d{6}[A-Z]|(?<=[A-Z].)(?:\d{8}|\d{5}\())"
)
_RUT = re.compile(r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]")
# Behind its name, in the groups in which it is printed; letters may stand before it.
NAMED = re.compile(r"\d(?<!\d.)(?:[ .\-/]?[0-9A-Z]){4,26}(?:\([0-9A]\))?(?![^\W_])")
_LETTERS_BEFORE = re.compile(r"(?<![^\W_])[A-Z]{1,6}[\-.]?\Z")
_LETTERS_CHARS = 8
_BRANCH = re.compile(r"\d\d-\d\d-\d\d")
_LETTERS_MAX = 3
_NAME_CHARS, _NAME_WORDS, _DIGITS_MIN = 48, 6, 6
# Fewer digits than seven are looked for near a name only (`detectors.text.prefilter`).
_MANY_DIGITS, _NEAR_CHARS = 7, 20
_WORDS = re.compile(r"[^\W_]+").findall
_SENTENCE_ENDS = re.compile(r"[!?;,)\n]|(?<=\w\w)\. ")


def identity(match: re.Match[str]) -> Span | None:
    found, kind = match[match.lastgroup or 0], match.lastgroup
    if kind == "dni":
        # The other way to write a number of Chile begins like one of Spain.
        is_one = _RUT.fullmatch(found) is not None or _is_dni("".join(filter(str.isalnum, found.upper())))
    elif kind == "nric":
        is_one = _is_singaporean(found)
    elif kind == "taiwan":
        is_one = _is_taiwanese(found)
    elif kind == "born":
        # Of Sweden, by its checksum; builds are written like it.
        is_one = not personal.is_release(match) and luhn.is_valid(found[2:].replace("-", ""))
    else:
        is_one = True
    return (match.start(), match.end(), "[id]") if is_one else None


def _is_dni(compact: str) -> bool:
    """Of Spain, by its letter: `12345678Z`; of a foreigner with X, Y or Z in front."""
    if compact[0] in "XYZ":
        compact = str("XYZ".index(compact[0])) + compact[1:]
    return len(compact) == 9 and bool(dni.is_valid(compact))


def _is_singaporean(found: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip((2, 7, 6, 5, 4, 3, 2), found[1:8], strict=True))
    total += {"T": 4, "G": 4, "M": 3}.get(found[0], 0)
    letters = {"F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}.get(found[0], "JZIHGFEDCBA")
    return found[8] == letters[total % 11]


def _is_taiwanese(found: str) -> bool:
    first = 10 + "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(found[0])
    digits = (first // 10, first % 10, *map(int, found[1:]))
    return sum(weight * digit for weight, digit in zip((1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), digits, strict=True)) % 10 == 0


def named(match: re.Match[str]) -> Span | None:
    """A number behind the name of what it is: *cédula 1.020.345.678*, *member W882 991 203*."""
    found, begin = _without_words(match[0]), match.start()
    if letters := _LETTERS_BEFORE.search(match.string[max(0, begin - _LETTERS_CHARS) : begin]):
        found, begin = letters[0] + found, begin - len(letters[0])
    elif begin and match.string[begin - 1].isalpha():
        return None
    digits, end = sum(map(str.isdigit, found)), begin + len(found)
    # The code of a British bank's branch looks like a date of two digits each.
    is_dated = personal.DATES.fullmatch(found) and not _BRANCH.fullmatch(found)
    if digits < _DIGITS_MIN or is_dated or personal.MONEY_AFTER.match(match.string, end):
        return None
    beginning = match.string[max(0, begin - (_NAME_CHARS if digits >= _MANY_DIGITS else _NEAR_CHARS)) : begin]
    name = _last_name(beginning) or _name_behind(match.string[end : end + _NEAR_CHARS])
    if not name or (name == "[code]" and (found.isalnum() or personal.is_something_else(found, digits, match))):
        return None
    return begin, end, name


def _without_words(found: str) -> str:
    """What was found without groups of letters at its end: they are of what is shouted behind it."""
    groups = found.split(" ")
    while len(groups) > 1 and not any(map(str.isdigit, groups[-1])):
        groups.pop()
    return " ".join(groups)


def _last_name(beginning: str) -> str:
    """What stands for a number behind such a text: `[id]` or `[code]` behind a name, nothing behind any other word."""
    written = _WORDS(_SENTENCE_ENDS.split(beginning)[-1])[-_NAME_WORDS:]
    words = [word.casefold() for word in written]
    while words:
        if written[len(words) - 1] in CAPITAL_NAMES or words[-1] in NAMES or words[-1].endswith(NAME_ENDS):
            return "[id]"
        if " ".join(words[-2:]) in NAMES or " ".join(words[-3:]) in NAMES:
            return "[id]"
        if words[-1] in _HEADS:
            return "[code]"
        # Some begin with letters of their own: `VT 4471 9902`.
        is_part = len(words) == len(written) and written[-1].isupper() and len(written[-1]) <= _LETTERS_MAX
        if words[-1] not in LINKS and not is_part:
            return ""
        words.pop()
    return ""


def _name_behind(rest: str) -> str:
    """The same of the text behind a number: *is my DNI*."""
    behind = _WORDS(_SENTENCE_ENDS.split(rest)[0])
    while behind and behind[0].casefold() in LINKS:
        behind.pop(0)
    return "[id]" if behind and (behind[0] in CAPITAL_NAMES or behind[0].casefold() in NAMES) else ""


_HEADS = frozenset(HEADS.split("|"))
