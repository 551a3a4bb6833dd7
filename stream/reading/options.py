"""What a user may say about a file; everything else is recognised from the file itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from stream.reading.columns import ColumnMap, parse_columns, parse_map
from stream.reading.moments import Order
from stream.reading.rows import ReadingError
from stream.reading.times import parse_bound

ORDERS = {order.value: order for order in Order} | {
    "dmy": Order.DAY_FIRST,
    "mdy": Order.MONTH_FIRST,
    "ymd": Order.YEAR_FIRST,
}


@dataclass(frozen=True)
class Options:
    """How to read a file. `since_ms` is included, `until_ms` is not, so that two neighbouring replays share no mention;
    `anonymous` are names that stand for nobody known.

    `brand` is what mentions belong to where neither the map nor a column says it; without it such a file is refused.
    """

    mapping: ColumnMap = field(default_factory=ColumnMap)
    columns: tuple[str, ...] = ()
    dates: Order | None = None
    timezone: str = ""
    anonymous: frozenset[str] = frozenset()
    brand: str = ""
    since_ms: int | None = None
    until_ms: int | None = None


AS_FOUND = Options()
"""All of a file, read as it shows itself."""


@dataclass(frozen=True)
class FileChoice:
    """What a command line says about a file, as it was written."""

    mapping: str = ""
    since: str = ""
    until: str = ""
    columns: str = ""
    dates: str = ""
    timezone: str = ""
    anonymous: tuple[str, ...] = ()
    strict: bool = False


def options_of(chosen: FileChoice, *, brand: str = "") -> Options:
    """The options that are written so. Raises ReadingError for one that makes no sense."""
    since_ms = parse_bound(chosen.since) if chosen.since else None
    until_ms = parse_bound(chosen.until) if chosen.until else None
    if since_ms is not None and until_ms is not None and since_ms >= until_ms:
        raise ReadingError(
            f"--from is {chosen.since} and --to is {chosen.until}; --to must be later, and is not included itself"
        )
    if chosen.dates and chosen.dates not in ORDERS:
        raise ReadingError(f"--dates is {chosen.dates!r}; it must be day-first, month-first or year-first")
    return Options(
        mapping=parse_map(chosen.mapping) if chosen.mapping else ColumnMap(),
        columns=parse_columns(chosen.columns) if chosen.columns else (),
        dates=ORDERS[chosen.dates] if chosen.dates else None,
        timezone=chosen.timezone,
        anonymous=frozenset(name.strip().casefold() for name in chosen.anonymous),
        brand=brand,
        since_ms=since_ms,
        until_ms=until_ms,
    )
