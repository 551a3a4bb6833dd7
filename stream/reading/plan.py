"""From the first rows of a file to a plan: which column is which field, how dates are read, the scale of ratings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from itertools import islice
from typing import Any

from stream.reading.column_names import TIME_NAMES, folded
from stream.reading.columns import MENTION_FIELDS, ColumnMap, named
from stream.reading.dates import DateColumn, DateReader, moment_of, zone_of
from stream.reading.guesses import columns_of, guess_columns, is_html
from stream.reading.moments import Order, time_of
from stream.reading.options import Options
from stream.reading.ratings import rating_in, scale_of_column
from stream.reading.rows import Problem, ReadingError, Record
from stream.reading.sources import Source

SURVEY_ROWS = 5_000
NAMES_LOOKED_AT = 100
UNUSED_SHOWN = 8
REQUIRED = ("text", "created_at", "brand")
_SPREADSHEET_ID = re.compile(r"\d[.,]\d+[eE]\+?\d+")
_TICKETS = frozenset(
    {"ticketid", "requester", "requesterid", "requestername", "conversationid", "ticketsubject", "submitterid"}
)
_ZONE_IN_NAME = re.compile(r"[(\[]([A-Za-z]+(?:/[A-Za-z_+\-0-9]+){0,2})[)\]]$")


@dataclass(frozen=True)
class Plan:
    """How the rows of one file become mentions.

    `columns`: field → column, all of them; `guessed` are those that nobody named. `constants`: field → value of every row.
    `time` is the column of the time of the day, where it stands beside that of the date.
    """

    columns: Mapping[str, str]
    constants: Mapping[str, str]
    guessed: frozenset[str]
    dates: DateReader
    scale: tuple[float, float] | None = None
    html: bool = False
    notes: tuple[str, ...] = ()
    seen: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    time: str = ""

    @property
    def is_identity(self) -> bool:
        """Whether the rows are in the producers' form already."""
        return not self.constants and not self.time and all(name == column for name, column in self.columns.items())

    @property
    def unused(self) -> list[str]:
        """The first columns that are no field of a mention."""
        used = {*self.columns.values(), self.time}
        return [name for name in self.seen if name not in used and "." not in name][:UNUSED_SHOWN]

    @property
    def shown(self) -> ColumnMap:
        """The map that says the whole plan."""
        columns = {name: column for name, column in self.columns.items() if name != column or self.guessed}
        return ColumnMap(columns, self.constants)


def plan_of(source: Source, options: Options, path: str) -> Plan:
    """Looks at the first rows, and at the dates of all of them where the first do not settle how they are written."""
    sample = list(islice((item for item in source.records() if isinstance(item, Record)), SURVEY_ROWS))
    seen = columns_of(record.values for record in sample)
    if source.header is not None:
        _require_names(path, source.header, options)
        # Columns of Parquet hold objects, whose fields are columns of their own.
        seen = {name: seen.get(name, []) for name in source.header} | seen
        options.mapping.check(seen)
    columns, guessed, notes = _columns(seen, options)
    constants = dict(options.mapping.constants)
    if "brand" not in columns and "brand" not in constants and options.brand:
        constants["brand"] = options.brand
        notes.append(f"there is no column of brands: all rows count as “{options.brand}”; --map brand:=NAME names it")
    _require(path, columns, constants, seen, sample)
    if guessed and "kind" not in columns and "kind" not in constants:
        kind = "review" if "rating" in columns else "ticket" if _TICKETS & set(map(folded, seen)) else ""
        constants |= {"kind": kind} if kind else {}
    zone = _zone(columns.get("created_at", ""), options)
    dates = _dates(source, sample, columns, constants, options, zone)
    time = _time_column(seen, columns, dates)
    if time:
        dates = _dates(source, sample, columns, constants, options, zone, time)
        notes.append(f"the times of the day are in the column {time}")
    rating = columns.get("rating")
    return Plan(
        columns=columns,
        constants=constants,
        guessed=frozenset(guessed),
        dates=dates,
        scale=scale_of_column(seen.get(rating, ())) if rating else None,
        html=is_html(seen.get(columns.get("text", ""), ())),
        notes=tuple(notes),
        seen=seen,
        time=time,
    )


def value_at(record: Mapping[str, Any], column: str) -> Any:
    """The value of a column; `user.name` and `comments.0.text` reach into nested objects and lists."""
    if column in record:
        return record[column]
    value: Any = record
    for part in column.split("."):
        if isinstance(value, list) and part.isdecimal():
            value = value[int(part)] if int(part) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(part)
        else:
            return None
    return value


def stamp_at(record: Mapping[str, Any], column: str, time: str) -> Any:
    """The value of the column of dates, with that of the column `time` behind it where there is one."""
    day, clock = value_at(record, column), value_at(record, time) if time else None
    if clock in (None, "") or day in (None, ""):
        return day
    return f"{f'{day:%Y-%m-%d}' if isinstance(day, date) else day} {clock}"


def _time_column(seen: Mapping[str, Sequence[Any]], columns: Mapping[str, str], dates: DateReader) -> str:
    """The column of times of the day beside one of dates alone, by its name and what is in it; empty: there is none."""
    if not dates.day_only or "created_at" not in columns:
        return ""
    free = [name for name in seen if name not in columns.values() and folded(name) in TIME_NAMES]
    return next((name for name in free if seen[name] and all(_is_time(value) for value in seen[name][:300])), "")


def _is_time(value: Any) -> bool:
    text = str(value)
    return len(text) <= 20 and (found := time_of(text)) is not None and found.is_named


def _columns(seen: Mapping[str, Sequence[Any]], options: Options) -> tuple[dict[str, str], set[str], list[str]]:
    """Field → column, which of them are guesses, and what there is to say about it."""
    mapping = options.mapping
    columns = dict(mapping.columns)
    names = {folded(name) for name in seen}
    for name in MENTION_FIELDS:
        if name in mapping.columns or name in mapping.constants or name not in seen or name in mapping.columns.values():
            continue
        if name == "kind" and not set(map(str, seen["kind"])) <= {"post", "reply", "repost", "quote", "review", "ticket"}:
            continue
        if name == "rating" and seen["rating"] and not any(rating_in(value) for value in seen["rating"]):
            continue
        if name == "url" and names & {"htmlurl", "permalink"}:
            continue
        columns[name] = name
    free = {name: values for name, values in seen.items() if name not in columns.values()}
    found = guess_columns(free, {*columns, *mapping.constants}, seen)
    if "text" not in columns and "text" not in found and "text" not in mapping.constants:
        # The posts of a page of links are their titles.
        title = columns.pop("title", "") or found.pop("title", "")
        found |= {"text": title} if title else {}
    notes = []
    ident = columns.get("id") or found.get("id")
    values = [str(value) for value in seen.get(ident or "", ())]
    if values and sum(bool(_SPREADSHEET_ID.fullmatch(value)) for value in values) > 0.5 * len(values):
        columns.pop("id", None)
        found.pop("id", None)
        notes.append(f"the ids in {ident} were rounded by a spreadsheet ({values[0]}): rows are identified by their lines")
    return columns | found, set(found), notes


def _require(
    path: str,
    columns: Mapping[str, str],
    constants: Mapping[str, str],
    seen: Mapping[str, Sequence[Any]],
    sample: Sequence[Record],
) -> None:
    absent = [name for name in REQUIRED if name not in columns and name not in constants]
    if not absent or (not sample and not seen):
        return
    example = f"{absent[0]}=COLUMN" if absent[0] != "brand" else "brand:=NAME"
    raise ReadingError(
        f"{path} has no column for {', '.join(absent)}: map one with --map {example}; the columns are {named(list(seen))}"
        + (
            "; a trend is many people at one time, so each post needs when it was written"
            if absent == ["created_at"]
            else ""
        )
    )


def _require_names(path: str, header: Sequence[str], options: Options) -> None:
    """Raises ReadingError when the names of columns are themselves dates or numbers: then they are the first row."""
    if options.columns or any(name in MENTION_FIELDS for name in header):
        return
    dates = sum(
        moment_of(name, Order.DAY_FIRST) is not None or moment_of(name, Order.MONTH_FIRST) is not None
        for name in header[:NAMES_LOOKED_AT]
    )
    numbers = sum(name.replace(".", "", 1).isdecimal() for name in header)
    if dates or 2 * numbers >= len(header):
        raise ReadingError(
            f"{path} begins with a row and not with the names of its columns: name all {len(header)} with "
            "--columns id,created_at,author,text,… in the order they stand in"
        )


def _zone(column: str, options: Options) -> tzinfo:
    """The zone of times without offset: of `--timezone`, of the column's name (`Created (UTC)`), else UTC."""
    if not options.timezone and (match := _ZONE_IN_NAME.search(column.strip()[-100:])):
        try:
            return zone_of(match[1])
        except ReadingError:
            pass
    return zone_of(options.timezone)


def _dates(
    source: Source,
    sample: Sequence[Record],
    columns: Mapping[str, str],
    constants: Mapping[str, str],
    options: Options,
    zone: tzinfo,
    time: str = "",
) -> DateReader:
    if "created_at" in constants:
        values: Iterable[Any] = [constants["created_at"]]
        column = _surveyed(values)
    else:
        name = columns.get("created_at", "created_at")
        column = _surveyed(stamp_at(record.values, name, time) for record in sample)
        settled = not (column.either or column.day_first or column.month_first) and column.at_midnight < column.values
        if not settled and len(sample) == SURVEY_ROWS:
            for value in islice(_all_values(source, name, time), SURVEY_ROWS, None):
                column.add(value)
    return column.reader(options.dates, zone)


def _all_values(source: Source, name: str, time: str) -> Iterator[Any]:
    return (stamp_at(item.values, name, time) for item in source.records() if not isinstance(item, Problem))


def _surveyed(values: Iterable[Any]) -> DateColumn:
    column = DateColumn()
    for value in values:
        column.add(value)
    return column
