"""Dates as people's files write them. A column is read as a whole: its rows show whether the day or the month is first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import parser

from stream.reading.calendars import is_common
from stream.reading.moments import DATES_KEPT, Moment, Order, compact_moment, may_be_numeric, numeric_parts, worded_moment
from stream.reading.months import may_name_month, slavic_of, with_sure_months
from stream.reading.rows import ReadingError
from stream.reading.times import MILLISECONDS_MAX, iso_moment

# Of the dates that could be read both ways so many different ones are kept, to compare how they lie under each reading.
KEPT_MAX = 5_000
# Under the wrong reading days of one month become months of one year: the dates lie many times farther apart.
DENSER_TIMES = 5
DATES_MIN = 3
# Nobody writes a date in more characters, spaces and all.
WRITTEN_MAX = 100
ORDERED_SHARE = 0.98
AGREED_SHARE = 0.99
UNSURE_SHARE = 0.5
EXCEL_EPOCH = datetime(1899, 12, 30)
# Excel's day numbers of 2000 to 2100.
EXCEL_DAYS = (36_526, 73_051)
_NUMBER = re.compile(r"[0-9]{1,20}(\.[0-9]{1,12})?|[0-9]{5},[0-9]{1,12}", re.ASCII)
_WRAPPING = "'’=\"[]/"
_DOT_NET = re.compile(r"/Date\([0-9]{1,17}\)/", re.ASCII)
_YEAR_FIRST = re.compile(r"(?<!\d)\d{4}[-./]\d")
_ZONE_NAME = re.compile(r"\[[A-Za-z_/+\-0-9]{1,40}\]$")
# What a number counts, by its size: the present is 1.8e9 seconds after 1970.
_EPOCHS = ((1e11, 1_000.0), (1e14, 1.0), (1e17, 1e-3), (1e20, 1e-6))


@dataclass
class _Reading:
    """The dates of a column that may be read both ways, under one of the two."""

    first: int = 99_999_999
    last: int = 0
    before: int = 0
    rises: int = 0
    falls: int = 0

    def add(self, year: int, month: int, day: int) -> None:
        ordinal = year * 372 + month * 31 + day
        self.first, self.last = min(self.first, ordinal), max(self.last, ordinal)
        if self.before:
            self.rises += ordinal > self.before
            self.falls += ordinal < self.before
        self.before = ordinal

    @property
    def is_ordered(self) -> bool:
        steps = self.rises + self.falls
        return steps > 0 and max(self.rises, self.falls) >= ORDERED_SHARE * steps

    @property
    def days(self) -> int:
        return self.last - self.first


@dataclass
class DateColumn:
    """What the values of a column of dates have in common. `add` all of them, then ask for `reader`."""

    values: int = 0
    numbers: int = 0
    excel_days: int = 0
    at_midnight: int = 0
    with_time: int = 0
    naive: int = 0
    day_first: int = 0
    month_first: int = 0
    either: int = 0
    dotted: int = 0
    year_day: int = 0
    year_month: int = 0
    example: str = ""
    example_decided: str = ""
    calendar: str = ""
    different: set[tuple[int, int, int]] = field(default_factory=set)
    languages: Counter[str] = field(default_factory=Counter)
    _by_day: _Reading = field(default_factory=_Reading)
    _by_month: _Reading = field(default_factory=_Reading)

    def add(self, value: Any) -> None:
        if value is None or value == "":
            return
        self.values += 1
        number = _number_of(value)
        if number is not None:
            self.numbers += 1
            self.excel_days += EXCEL_DAYS[0] <= number < EXCEL_DAYS[1]
            self.at_midnight += float(number).is_integer() and number < EXCEL_DAYS[1]
            return
        parts = numeric_parts(value) if isinstance(value, str) and len(value) <= 64 else None
        if isinstance(value, str) and parts is not None and not parts.year_first:
            self._add_parts(value, parts.first, parts.second, parts.year)
            # Both readings have the same time of the day.
            moment = parts.moment(Order.DAY_FIRST) or parts.moment(Order.MONTH_FIRST)
        else:
            if parts is None and isinstance(value, str) and len(value) <= 64 and may_name_month(value):
                self.languages[slavic_of(value)] += 1
            if parts is not None:
                self.year_day += parts.second > 12 >= parts.year
                self.year_month += parts.year > 12 >= parts.second
            moment = moment_of(value, Order.YEAR_DAY if self.year_day > self.year_month else Order.DAY_FIRST)
        if moment is not None:
            if moment.calendar and not self.calendar:
                self.calendar = f"{moment.calendar} years, {str(value).strip()[:30]} is {moment.at:%-d %B %Y}"
            self.naive += moment.at.tzinfo is None and not moment.day_only
            self.with_time += not moment.day_only
            self.at_midnight += moment.day_only or (moment.at.hour, moment.at.minute, moment.at.second) == (0, 0, 0)

    def _add_parts(self, value: str, first: int, second: int, year: int) -> None:
        if first > 12 or second > 12:
            self.day_first += first > 12
            self.month_first += second > 12
            self.example_decided = self.example_decided or value.strip()[:30]
            return
        self.example = self.example or value.strip()[:30]
        self.either += 1
        self.dotted += "." in value[:6]
        if len(self.different) < KEPT_MAX:
            self.different.add((first, second, year))
        self._by_day.add(year, second, first)
        self._by_month.add(year, first, second)

    def order(self) -> tuple[Order, str]:
        """Whether the day or the month is first, and what shows it. Raises ReadingError when nothing does."""
        decided = self.day_first + self.month_first
        if decided:
            first, count = (
                (Order.DAY_FIRST, self.day_first)
                if self.day_first >= self.month_first
                else (Order.MONTH_FIRST, self.month_first)
            )
            if count >= AGREED_SHARE * decided or (decided - count == 1 and decided > 2):
                return first, f"{first.shown} first, as {self.example_decided} shows"
            raise ReadingError(
                f"the day is first in {self.day_first:,} of the dates and the month in {self.month_first:,}; "
                "say which with --dates day-first or --dates month-first, and the others are left out"
            )
        if not self.either or all(first == second for first, second, _ in self.different):
            return Order.DAY_FIRST, ""
        if self.dotted * 2 > self.either:
            return Order.DAY_FIRST, f"day first, as dates with points are written ({self.example})"
        if len(self.different) >= DATES_MIN:
            by_day, by_month = self._by_day, self._by_month
            # Days of one month lie close together; read the other way round they are the same day of as many months.
            if by_month.days >= DENSER_TIMES * max(by_day.days, 1):
                return Order.DAY_FIRST, f"day first: read so they lie close together ({self.example})"
            if by_day.days >= DENSER_TIMES * max(by_month.days, 1):
                return Order.MONTH_FIRST, f"month first: read so they lie close together ({self.example})"
            if by_day.is_ordered != by_month.is_ordered:
                order = Order.DAY_FIRST if by_day.is_ordered else Order.MONTH_FIRST
                return order, f"{order.shown} first: read so the rows are in order ({self.example})"
        raise ReadingError(
            f"dates like {self.example} may have the day or the month first, and nothing in the column shows which; "
            "say it with --dates day-first or --dates month-first"
        )

    def reader(self, order: Order | None, zone: tzinfo) -> DateReader:
        """How to read the column; `order` when the user gave it."""
        shown = ""
        # A few that may be read both ways, among others that may not, are left out.
        numbered = self.either + self.day_first + self.month_first
        if order is None and self.year_day > self.year_month:
            order, shown = Order.YEAR_DAY, "year, day, month"
        elif order is None and not 0 < self.either == numbered <= UNSURE_SHARE * self.values:
            order, shown = self.order()
        excel = self.numbers > 0 and self.excel_days >= 0.95 * self.numbers
        judged = self.values - self.numbers + (self.excel_days if excel else 0)
        day_only = judged > 0 and self.at_midnight >= judged and (excel or not self.numbers)
        slavic = max(("pl", "hr"), key=lambda language: self.languages[language])
        language = slavic if self.languages[slavic] else ""
        shown = ", ".join(filter(None, (shown, self.calendar)))
        return DateReader(order, zone, excel, day_only, shown, naive=self.naive > 0 and not day_only, language=language)


@dataclass(frozen=True)
class DateReader:
    """Reads the values of one column. Without `order` a date that may be read both ways is unreadable.

    `day_only` says that no value of it has a time; `naive` that times have no offset; `language` is that of months whose
    names mean another month elsewhere.
    """

    order: Order | None = Order.DAY_FIRST
    zone: tzinfo = UTC
    excel: bool = False
    day_only: bool = False
    shown: str = ""
    naive: bool = False
    language: str = ""
    _read: dict[str, tuple[int, bool] | None] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, value: Any) -> tuple[int, bool] | None:
        """Epoch milliseconds and whether only the day is known (they are then the begin of that day); None: unreadable."""
        if not isinstance(value, str) or len(value) > WRITTEN_MAX:
            return self._found(value)
        if value not in self._read:
            if len(self._read) >= DATES_KEPT:
                self._read.clear()
            self._read[value] = self._found(value)
        return self._read[value]

    def _found(self, value: Any) -> tuple[int, bool] | None:
        if self.language and isinstance(value, str):
            value = with_sure_months(value, self.language)
        number = _number_of(value)
        is_day = number is not None and self.excel and EXCEL_DAYS[0] <= number < EXCEL_DAYS[1]
        if number is not None and not is_day:
            milliseconds = _milliseconds_of(number)
            return (milliseconds, self.day_only) if 0 < milliseconds < MILLISECONDS_MAX else None
        moment = moment_of(value, self.order) if number is None else _excel_day(number)
        if moment is None:
            return None
        at = moment.at if moment.at.tzinfo is not None else moment.at.replace(tzinfo=self.zone)
        try:
            milliseconds = round(at.timestamp() * 1000)
        except (ValueError, OverflowError):
            return None
        return (milliseconds, self.day_only or moment.day_only) if 0 < milliseconds < MILLISECONDS_MAX else None

    def day_milliseconds(self, begin_ms: int) -> int:
        """How long the day is that begins then: 23 to 25 hours, as clocks are put forward and back."""
        return _day_milliseconds(self.zone, begin_ms)


@lru_cache(maxsize=1_000)
def _day_milliseconds(zone: tzinfo, begin_ms: int) -> int:
    begin = datetime.fromtimestamp(begin_ms / 1000, zone)
    following = (begin.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=zone)
    return round(following.timestamp() * 1000) - begin_ms


def moment_of(value: Any, order: Order | None) -> Moment | None:
    """The time that a value of a file says, with the numbers of a date in this order; None when it says none for sure."""
    if isinstance(value, datetime):
        return Moment(value)
    if isinstance(value, date):
        return Moment(datetime(value.year, value.month, value.day), day_only=True)
    if isinstance(value, int) and not isinstance(value, bool):
        return compact_moment(str(value))
    if not isinstance(value, str):
        return None
    return _moment_again(value, order) if len(value) <= WRITTEN_MAX else _moment_in(value, order)


def _moment_in(value: str, order: Order | None) -> Moment | None:
    text = " ".join(unwrapped(value).split())
    if text[-1:] == "]":
        text = _ZONE_NAME.sub("", text)
    if text.isdecimal():
        return compact_moment(text)
    if not 4 < len(text) <= 64:
        return None
    if not (text[:4].isdecimal() or may_be_numeric(text) or may_name_month(text) or _has_known_words(text)):
        return None
    # The forms of machines begin with four digits or a name; trying them on others costs more than reading those.
    of_people = order is Order.YEAR_DAY or (text[0].isdecimal() and not text[:4].isdecimal())
    for read in _READERS[1:] if of_people else _READERS:
        if (moment := read(text, order)) is not None:
            return moment
    return None


_moment_again = lru_cache(maxsize=DATES_KEPT)(_moment_in)


def unwrapped(value: str) -> str:
    """The text without what spreadsheets and older services wrap times in: `'2026-03-01`, `="2026-03-01"`, `[1/Mar/2026]`,
    `/Date(1772356020000)/`."""
    text = value.strip()
    if text[:1] in _WRAPPING:
        text = text.strip(_WRAPPING) if _DOT_NET.fullmatch(text) is None else text[len("/Date(") : -len(")/")]
    return text


def _iso(text: str, _order: Order | None) -> Moment | None:
    moment = iso_moment(text)
    return moment if moment is not None and is_common(moment.at.year) else None


def _numeric(text: str, order: Order | None) -> Moment | None:
    parts = numeric_parts(text)
    return parts.moment(order) if parts is not None else None


def _worded(text: str, _order: Order | None) -> Moment | None:
    return worded_moment(text)


def _library(text: str, order: Order | None) -> Moment | None:
    """What is left, by dateutil: it fills in what a date does not say, so two fillings must come to the same day."""
    if order is None or not any(map(str.isdecimal, text)) or not _has_known_words(text):
        return None
    # Whatever the order of the others, behind a year the month comes first.
    by_year = _YEAR_FIRST.search(text) is not None
    by_day = order is Order.DAY_FIRST and not by_year
    try:
        one, other = (
            parser.parse(text, dayfirst=by_day, yearfirst=by_year, default=default, fuzzy=False) for default in _FILLINGS
        )
    except (ValueError, OverflowError, TypeError):
        return None
    if (one.year, one.month, one.day) != (other.year, other.month, other.day):
        return None
    if one.hour == other.hour and (one.minute, one.second) != (other.minute, other.second):
        # An hour without its minutes is some other number: an offset, a version.
        return None
    # Without a time both have the hour that was filled in.
    return Moment(one.replace(hour=0, minute=0, second=0), True) if one.hour != other.hour else Moment(one)


def _has_known_words(text: str) -> bool:
    return all(map(_may_be_known, _LETTERS.findall(text)))


def _may_be_known(word: str) -> bool:
    """Whether the library may read a word: it raises over any other, but takes thirty times as long to come to it."""
    return word.lower() in _LIBRARY_WORDS or (len(word) <= ZONE_LETTERS_MAX and word.isascii() and word.isupper())


_LETTERS = re.compile(r"[^\W\d_]+")
# Capitals after a time are taken for the short name of a zone.
ZONE_LETTERS_MAX = 5
_LIBRARY_WORDS = frozenset(
    word.lower()
    for words in (
        parser.parserinfo.JUMP,
        parser.parserinfo.UTCZONE,
        *parser.parserinfo.WEEKDAYS,
        *parser.parserinfo.MONTHS,
        *parser.parserinfo.HMS,
        *parser.parserinfo.AMPM,
    )
    for word in words
)
_FILLINGS = (datetime(2001, 2, 3, 4, 5, 6), datetime(2004, 9, 20, 16, 35, 46))
_READERS: tuple[Callable[[str, Order | None], Moment | None], ...] = (_iso, _numeric, _worded, _library)


def _number_of(value: Any) -> float | int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return None if isinstance(value, int) and compact_moment(str(value)) is not None else value
    if isinstance(value, str):
        return _number_in_again(value) if len(value) <= WRITTEN_MAX else _number_in(value)
    return None


def _number_in(value: str) -> float | int | None:
    text = unwrapped(value)
    if _NUMBER.fullmatch(text) and compact_moment(text) is None:
        return float(text.replace(",", ".")) if "." in text or "," in text else int(text)
    return None


_number_in_again = lru_cache(maxsize=DATES_KEPT)(_number_in)


def _milliseconds_of(number: float) -> int:
    """Epoch milliseconds of a number of a file, by its size; 0 for none."""
    if not 0 < number < 1e20:  # also False for NaN
        return 0
    return round(number * next(factor for below, factor in _EPOCHS if number < below))


def _excel_day(number: float) -> Moment:
    return Moment(EXCEL_EPOCH + timedelta(seconds=round(number * 86_400)), day_only=float(number).is_integer())


def zone_of(name: str) -> tzinfo:
    """The time zone of `--timezone`; UTC when it is empty. Raises ReadingError."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (ValueError, KeyError, OSError) as error:
        raise ReadingError(f"--timezone is {name!r}; it must be a name like Europe/Berlin or America/New_York") from error
