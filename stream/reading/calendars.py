"""Years that are counted otherwise: Buddhist, Persian, Japanese and Taiwanese dates as days of the common calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta

BUDDHIST, PERSIAN, JAPANESE, TAIWANESE = "Buddhist", "Persian", "Japanese", "Taiwanese"
# Years that mean the last decades in one calendar, and in no other that files are written in.
_BUDDHIST_YEARS, _BUDDHIST_AHEAD = range(2500, 2651), 543
# As Thai spreadsheets shorten 2569; nobody has a post of 2069.
_BUDDHIST_SHORT = range(60, 81)
_PERSIAN_YEARS = range(1370, 1420)
_TAIWANESE_YEARS, _TAIWANESE_AHEAD = range(80, 200), 1911
# The year before the first of each era, by its name and by its letter.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_ERA = re.compile(r"^(令和|平成|昭和|[RHS])\s?(元|\d{1,2})(?=\s?[年./-])")
_TAIWAN = re.compile(r"^(?:中華民國|民國|民国)\s?(\d{2,3})(?=\s?[年./-])|^(\d{3})(?=([/.-])\d{1,2}\3\d{1,2}(?!\d))")
_PERSIAN_EPOCH = date(1925, 3, 21)
_PERSIAN_FIRST = 1304
# Of the thirty-three years of a cycle those with a leap day; right from 1799 to 2256.
_PERSIAN_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_PERSIAN_LONG_MONTHS = 6


def common_date(year: int, month: int, day: int) -> tuple[int, int, int, str]:
    """The day in the common calendar, and the name of the calendar that its year shows; empty for the common one. A year of
    two digits is one of this century.

    Raises ValueError when a Persian month has no such day.

    >>> common_date(2569, 3, 14), common_date(1404, 12, 23), common_date(2026, 3, 14)
    ((2026, 3, 14, 'Buddhist'), (2026, 3, 14, 'Persian'), (2026, 3, 14, ''))
    """
    if year in _PERSIAN_YEARS:
        found = _persian(year, month, day)
        return found.year, found.month, found.day, PERSIAN
    if year in _BUDDHIST_YEARS:
        return year - _BUDDHIST_AHEAD, month, day, BUDDHIST
    if year in _BUDDHIST_SHORT:
        return 2500 + year - _BUDDHIST_AHEAD, month, day, BUDDHIST
    return (2000 + year if year < 100 else year), month, day, ""


def is_common(year: int) -> bool:
    """Whether a year of four digits is one of the common calendar."""
    return year not in _BUDDHIST_YEARS and year not in _PERSIAN_YEARS


def with_common_year(text: str) -> tuple[str, str]:
    """A date with the year of an era as one of the common calendar, and the name of its calendar.

    >>> with_common_year("令和8年3月14日"), with_common_year("R8.3.14"), with_common_year("民國115年3月14日")
    (('2026年3月14日', 'Japanese'), ('2026.3.14', 'Japanese'), ('2026年3月14日', 'Taiwanese'))
    """
    if match := _ERA.match(text):
        year = _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        return f"{year}{text[match.end() :]}", JAPANESE
    if (match := _TAIWAN.match(text)) and (year := int(match[1] or match[2])) in _TAIWANESE_YEARS:
        return f"{year + _TAIWANESE_AHEAD}{text[match.end() :]}", TAIWANESE
    return text, ""


def _persian(year: int, month: int, day: int) -> date:
    """The first half of a year has months of 31 days, the other of 30; the last is a day shorter but in leap years."""
    longest = 31 if month <= _PERSIAN_LONG_MONTHS else 30 if month < 12 or _is_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= longest):
        raise ValueError(f"month {month} of the Persian year {year} has no day {day}")
    years = range(_PERSIAN_FIRST, year)
    before = 365 * len(years) + sum(map(_is_leap, years))
    months = 31 * min(month - 1, _PERSIAN_LONG_MONTHS) + 30 * max(month - 1 - _PERSIAN_LONG_MONTHS, 0)
    return _PERSIAN_EPOCH + timedelta(days=before + months + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in _PERSIAN_LEAPS
