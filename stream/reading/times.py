"""Times as people's files write them, to epoch milliseconds UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from stream.reading.moments import Moment
from stream.reading.rows import ReadingError

# A number below this is seconds (up to the year 5138), at or above it milliseconds (from March 1973 on).
SECONDS_BELOW = 100_000_000_000
# Above this (the year 5138) a number is microseconds or worse; guessing would put it somewhere in the past.
# 2200: what is stamped later stands for "never".
MILLISECONDS_MAX = 7_258_118_400_000

_NUMBER = re.compile(r"[0-9]{1,17}(\.[0-9]{1,9})?", re.ASCII)
_DAY = re.compile(r"(19|20)[0-9]{6}", re.ASCII)
_HALF = re.compile(r"[ap]\.?\s?m\b", re.IGNORECASE)
_SPACED_ZONE = re.compile(r"(?<!\s)\s++(?=(?:[+-][0-9]{2}:?[0-9]{2}|Z)$)", re.ASCII)


def parse_time(value: object) -> int | None:
    """Epoch milliseconds of a time, or None when it cannot be read for sure.

    Reads RFC 3339, `YYYY-MM-DD[ HH:MM[:SS]]` (UTC where no zone is named; also with ` UTC` or ` -0800` behind), `YYYYMMDD`,
    epoch seconds and milliseconds as number or text, RFC 2822, and Twitter's `Wed Oct 10 20:19:24 +0000 2018`. Dates with
    slashes are refused: day and month are ambiguous.

    >>> parse_time("2019-05-04T01:00:00Z") == parse_time("2019-05-04 01:00:00") == parse_time(1556931600)
    True
    >>> parse_time("05/04/2019") is None
    True
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _from_number(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if not 4 < len(text) <= 64:
        return None
    if _NUMBER.fullmatch(text) and not _DAY.fullmatch(text):
        return _from_number(float(text))
    moment = _from_text(text)
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    milliseconds = round(moment.timestamp() * 1000)
    return milliseconds if 0 < milliseconds < MILLISECONDS_MAX else None


def parse_bound(text: str) -> int:
    """A FROM or TO as epoch milliseconds: any form of `parse_time`; a bare date is its 00:00 UTC."""
    milliseconds = parse_time(text)
    if milliseconds is None:
        raise ReadingError(f"the date is {text!r}; it must be like 2019-05-04 or 2019-05-04T09:00:00Z")
    return milliseconds


def _from_number(number: float) -> int | None:
    if not 0 < number < MILLISECONDS_MAX:  # also False for NaN
        return None
    return round(number * 1000) if number < SECONDS_BELOW else round(number)


def iso_moment(text: str) -> Moment | None:
    """A time in one of the forms of machines: ISO 8601, RFC 2822, Twitter's; without its zone where none is named."""
    # "17.51" is a minute to people and a fraction of a second to the parser; a "PM" is dropped by that of e-mail.
    moment = None if "." in text[11:14] or _HALF.search(text) else _from_text(text)
    if moment is None:
        return None
    return Moment(moment, day_only=len(text) <= 10 and (moment.hour, moment.minute) == (0, 0))


def _from_text(text: str) -> datetime | None:
    tidy = _SPACED_ZONE.sub("", text.removesuffix(" UTC"))
    for read, form in ((datetime.fromisoformat, tidy), (_twitter, text), (parsedate_to_datetime, text)):
        try:
            return read(form)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _twitter(text: str) -> datetime:
    if not text[:1].isalpha():
        # To find that out by its form takes ten times as long.
        raise ValueError
    return datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y")
