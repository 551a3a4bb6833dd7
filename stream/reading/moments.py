"""One date with its time, from text: numbers between points, slashes or dashes, and months by name."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import Enum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from stream.reading.calendars import common_date, with_common_year
from stream.reading.months import half_of, month_of


class Order(Enum):
    """What the first number of a date is."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"
    YEAR_DAY = "year-day-month"

    @property
    def shown(self) -> str:
        return self.value.removesuffix("-first")


class Moment(NamedTuple):
    """A time, without zone where none was named, whether its source names the day only, and in which calendar its years are
    counted (empty: the common one)."""

    at: datetime
    day_only: bool = False
    calendar: str = ""


# Abbreviations that mean one offset wherever they are written.
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2,
    "eest": 3, "msk": 3, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8, "jst": 9,
    "kst": 9, "aest": 10, "aedt": 11,
}  # fmt: skip
_DATE = re.compile(r"(?<!\d)(\d{1,4})\s?([./\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{1,2})(?!\d)")
_NUMBERS_APART = re.compile(r"\d\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d")
_VIETNAMESE = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}),?(?: năm)? (\d{4})", re.IGNORECASE)
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?")
_KOREAN = re.compile(r"(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.(?=\s|$)")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,?\s+(?=\d)")
_TIME = re.compile(r"(?<!\d)(\d{1,2})(?:\s?[:hH]\s?|\.)(\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?(?!\d)")
_HOUR_ONLY = re.compile(r"(\d{1,2})\s?(?:([ap])\.?\s?m\.?|Uhr|uhr|h)(?![^\W\d_])", re.IGNORECASE)
_OFFSET = re.compile(r"^(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?$", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d:+-])\d{4}(?!\d)")
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e]")
_NUMERIC_OFFSET = re.compile(r"(?<=\s)[+-]\d{2}:?\d{2}\b")
# Letters, with the signs of vowels that Python's \w leaves out.
_LETTERS = r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0970-\u0df3\u0e31-\u0e4e])++"
_WORD = re.compile(rf"{_LETTERS}(?:\.{_LETTERS})*\.?")
_SPACED_HALF = re.compile(r"(?<![^\W\d_])([ap])\.?\s?m(?![^\W\d_])\.?", re.IGNORECASE)
_DAY_OR_YEAR = re.compile(r"(?<![\d:])(\d{4}|\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?(?![\d:])", re.IGNORECASE)
FORM_CHARS_MAX, FORMS_KEPT = 64, 256
_AS_ZEROS = str.maketrans("123456789", "000000000")
_NUMBERS, _ZEROS = re.compile("[0-9]+").findall, re.compile("0+")
DATES_KEPT = 20_000
"""A column is looked at as a whole before it is read: its dates are taken apart once, as far as they are so few."""

_COMPACT = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?", re.ASCII)
_EAST_ASIAN_TIME = re.compile(r"(\d{1,2})\s?[時时点點시]\s?(\d{1,2})\s?[分분](?:\s?(\d{1,2})\s?[秒초])?")


def compact_moment(text: str) -> Moment | None:
    """Digits alone: `20260901`, `202609010907`, `20260901090710`.

    >>> compact_moment("20260901").day_only, compact_moment("20261301")
    (True, None)
    """
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.group(4, 5, 6))
    return Time(match[4] is not None, hour, minute, second).on(int(text[:4]), int(match[2]), int(match[3]))


class Numeric(NamedTuple):
    """A date in numbers and the time behind it: `first`, `second`, `year` as they stand; `year_first` where it is sure."""

    first: int
    second: int
    year: int
    year_first: bool
    time: Time

    def moment(self, order: Order | None) -> Moment | None:
        """The time; None when there is no such day, or when without `order` nothing says which of two days it is."""
        if order is None and not self.year_first:
            if self.first <= 12 and self.second <= 12 and self.first != self.second:
                return None
            order = Order.MONTH_FIRST if self.second > 12 else Order.DAY_FIRST
        if self.year_first:
            year, month, day = self.first, self.second, self.year
            if order is Order.YEAR_DAY:
                month, day = day, month
        elif order is Order.YEAR_FIRST:
            year, month, day = self.first, self.second, self.year % 100
        elif order is Order.DAY_FIRST:
            day, month, year = self.first, self.second, self.year
        else:
            month, day, year = self.first, self.second, self.year
        return self.time.on(year, month, day)


class Time(NamedTuple):
    """The time of a day; `is_named` is False when there is none."""

    is_named: bool = False
    hour: int = 0
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    zone: tzinfo | None = None
    calendar: str = ""

    def on(self, year: int, month: int, day: int) -> Moment | None:
        """This time on a day, whose year may have two digits, and may be one of another calendar."""
        try:
            year, month, day, calendar = common_date(year, month, day)
            at = datetime(year, month, day, self.hour, self.minute, self.second, self.microsecond, self.zone)
        except ValueError:
            return None
        return Moment(at, not self.is_named, self.calendar or calendar)


def may_be_numeric(text: str) -> bool:
    """Whether numbers stand in it as those of a date do."""
    return _NUMBERS_APART.search(text) is not None or not text.isascii()


@lru_cache(maxsize=DATES_KEPT)
def numeric_parts(text: str) -> Numeric | None:
    """A date in numbers, and nothing but a time before or behind it. Those of one form are read alike: which number is what
    is found out once.

    >>> numeric_parts("24.04.2015 17:51:10").moment(Order.DAY_FIRST).at.isoformat()
    '2015-04-24T17:51:10'
    >>> numeric_parts("09/01/2026 09:07 PM").moment(Order.MONTH_FIRST).at.isoformat()
    '2026-09-01T21:07:00'
    """
    if not may_be_numeric(text):
        return None
    form = _form_of(text.translate(_AS_ZEROS)) if text.isascii() and len(text) <= FORM_CHARS_MAX else None
    return taken_apart(text) if form is None else form.read(_NUMBERS(text))


def taken_apart(text: str) -> Numeric | None:
    """What `numeric_parts` returns, of a text of any form."""
    text, calendar = with_common_year(_western(text))
    text = _WEEKDAY.sub("", text)
    match = _DATE.search(text)
    if match is not None and (match.start() == 0 or _TIME.search(text[: match.start()])):
        first, second, third = int(match[1]), int(match[3]), int(match[4])
        year_first = len(match[1]) == 4
        if len(match[1]) == 3 or len(match[4]) == (4 if year_first else 1):
            return None
    elif (match := _VIETNAMESE.search(text)) is not None:
        first, second, third, year_first = int(match[3]), int(match[2]), int(match[1]), True
    elif (match := _EAST_ASIAN.match(text) or _KOREAN.match(text)) is not None:
        first, second, third, year_first = int(match[1]), int(match[2]), int(match[3]), True
    else:
        return None
    time = time_of(f"{text[: match.start()]} {text[match.end() :]}")
    return Numeric(first, second, third, year_first, time._replace(calendar=calendar)) if time is not None else None


class _Form(NamedTuple):
    """Which number of a text is what: `places` of the first, the second and the year of a date, of hour, minute and second
    among the numbers; -1 for one that is not there. `half`: what is added to hours up to twelve."""

    places: tuple[int, ...]
    year_first: bool
    is_timed: bool
    half: int | None
    zone: tzinfo | None

    def read(self, numbers: list[str]) -> Numeric | None:
        found = [*map(int, numbers), 0]
        first, second, year, hour, minute, second_of_minute = [found[place] for place in self.places]
        if self.half is not None and hour <= 12:
            hour = hour % 12 + self.half
        if hour >= 24:
            return None
        time = Time(self.is_timed, hour, minute, second_of_minute, 0, self.zone)
        return Numeric(first, second, year, self.year_first, time)


@lru_cache(maxsize=FORMS_KEPT)
def _form_of(shape: str) -> _Form | None:
    """The form of texts that are alike but for their digits, which are zeros in `shape`; None where a number may be
    something else.

    It is read off a text of that shape in which each number is another."""
    lengths = list(map(len, _NUMBERS(shape)))
    if not 3 <= len(lengths) <= 6 or not {1, 2, 4}.issuperset(lengths):
        return None
    numbers = [number + (2001 if length == 4 else 1) for number, length in enumerate(lengths)]
    read = taken_apart(_filled(shape, numbers, lengths))
    if read is None:
        return None
    hour, half = read.time.hour, None
    if hour > len(lengths):
        hour, half = hour - 12, 12
    wanted = [read.first, read.second, read.year, hour, read.time.minute, read.time.second][: len(lengths)]
    if sorted(wanted) != sorted(numbers) or (len(lengths) == 3) == read.time.is_named or read.time.microsecond:
        return None
    places = [*map(numbers.index, wanted), -1, -1, -1][:6]
    if half is None and len(lengths) > 3:
        noon = taken_apart(_filled(shape, [12 if at == places[3] else one for at, one in enumerate(numbers)], lengths))
        half = 0 if noon is not None and noon.time.hour == 0 else None
    return _Form(tuple(places), read.year_first, read.time.is_named, half, read.time.zone)


def _filled(shape: str, numbers: list[int], lengths: list[int]) -> str:
    written = iter([f"{number:0{length}}" for number, length in zip(numbers, lengths, strict=True)])
    return _ZEROS.sub(lambda _: next(written), shape)


def time_of(text: str) -> Time | None:
    """The time of a day that the text holds and nothing else: none of it is a day, other words are no time (None)."""
    text = _SPACED_HALF.sub(r"\1m", text.strip(" ,-–|"))
    if not text:
        return Time()
    half: int | None = None
    zone: tzinfo | None = None
    match = _TIME.search(text)
    if match is None:
        if (hour := _HOUR_ONLY.search(text)) is None:
            return None
        rest = text[: hour.start()] + " " + text[hour.end() :]
        half = {"a": 0, "p": 12}.get((hour[2] or "").casefold())
        numbers = (int(hour[1]), 0, 0, 0)
    else:
        rest = text[: match.start()] + " " + text[match.end() :]
        fraction = (match[4] or "").ljust(6, "0")[:6]
        numbers = (int(match[1]), int(match[2]), int(match[3] or 0), int(fraction or 0))
    for word in rest.replace("(", " ").replace(")", " ").split():
        if (found := _half(word)) is not None:
            half = found
        elif (offset := _offset(word)) is not None:
            zone = offset
        elif not word.strip(",.") or word.casefold().strip(",.") in _BETWEEN:
            continue
        elif _DAY_OR_YEAR.fullmatch(word) or len(word) > 12:
            return None
    hour_of_day = numbers[0]
    if half is not None and hour_of_day <= 12:
        hour_of_day = hour_of_day % 12 + half
    return Time(True, hour_of_day, *numbers[1:], zone) if hour_of_day < 24 else None


_BETWEEN = frozenset(
    {"at", "um", "uhr", "à", "a", "las", "la", "kl", "às", "om", "o", "в", "г", "года", "t", "h", "klo", "ore"}
)


def _half(word: str) -> int | None:
    return half_of(word.strip(","))


def _offset(word: str) -> tzinfo | None:
    word = word.strip(",.")
    if "/" in word and len(word) < 40:
        try:
            return ZoneInfo(word)
        except (ValueError, KeyError, OSError):
            return None
    if (hours := _ZONES.get(word.casefold())) is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    if match := _OFFSET.match(word):
        shift = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(shift if match[1] == "+" else -shift) if shift < timedelta(hours=15) else None
    return None


def worded_moment(text: str) -> Moment | None:
    """A date with the month by name, in many languages, in any order: `Sep 1, 2026`, `1. März 2026 um 9:07 Uhr`.

    >>> worded_moment("Sept. 1st, 2026 9:07 PM").at.isoformat(), worded_moment("1 de setembro de 2026").day_only
    ('2026-09-01T21:07:00', True)
    """
    text = _western(text)
    month = None
    for match in _WORD.finditer(text):
        if (number := month_of(match[0])) is not None and half_of(match[0]) is None:
            month, name = number, match
            break
    if month is None:
        return None
    clock = _TIME.search(text) or _HOUR_ONLY.search(text)
    dated = text[: clock.start()].rstrip(":T") + " " + text[clock.end() :] if clock else text
    # Offsets look like years: "+0200" is none.
    numbers = list(_DAY_OR_YEAR.finditer(_NUMERIC_OFFSET.sub(" ", dated)))[:3]
    years = [int(match[1]) for match in numbers if len(match[1]) == 4]
    days = [int(match[1]) for match in numbers if len(match[1]) < 4]
    if not years and len(days) >= 2:
        years = [days.pop()]
    if len(years) != 1 or len(days) != 1:
        return None
    behind = text[clock.start() :] if clock else ""
    if clock and clock.start() < name.start():
        # The time stands first: "09:07, 1 March 2026 (UTC)".
        behind = _without_day(behind, days[0])
    # The year may stand behind the time: "Wed Oct 10 20:19:24 +0000 2018".
    behind = _YEAR.sub(lambda found: " " if int(found[0]) == years[0] else found[0], behind.replace(name[0], " "))
    time = time_of(behind)
    return time.on(years[0], month, days[0]) if time is not None else None


def _without_day(text: str, day: int) -> str:
    found = next((one for one in _DAY_OR_YEAR.finditer(text) if len(one[1]) < 4 and int(one[1]) == day), None)
    return text[: found.start()] + " " + text[found.end() :] if found else text


def _colons(match: re.Match[str]) -> str:
    return ":".join(f"{int(part):02}" for part in match.groups() if part)


def _western(text: str) -> str:
    """The text with blanks of one kind, and digits of any script as 0 to 9."""
    text = " ".join(text.split())
    if text.isascii():
        return text
    text = _EAST_ASIAN_TIME.sub(_colons, _DIRECTIONS.sub("", text))
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
