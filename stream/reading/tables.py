"""Rows of CSV and TSV files, in the producers' form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from stream.reading.columns import WHOLE_NUMBERS, ColumnMap, listed
from stream.reading.lines import LINE_BYTES_MAX, kind_of, lines_of
from stream.reading.rows import Problem, ReadingError, Row, packed, shown
from stream.reading.times import parse_time

# A table without an id column is fine, its line numbers identify the rows.
REQUIRED = ("text", "author", "created_at", "brand")


def table_rows(path: Path, stream: io.BufferedReader, mapping: ColumnMap) -> Iterator[Row | Problem]:
    lines = _TextLines(stream)
    first = next(lines, "")
    if not first.strip():
        raise ReadingError(f"{path} has no header line")
    delimiter = "\t" if kind_of(path) in (".tsv", ".tab") else max(",;\t|", key=first.count)
    header = _header(path, first, delimiter)
    places = _places(path, header, mapping)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        begin = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            cells = None
        except csv.Error as error:
            yield Problem(begin, "not a table row", str(error))
            continue
        yield from lines.taken_problems()
        if cells is None:
            return
        if cells:
            yield _table_row(cells, len(header), places, mapping, begin)


class _TextLines:
    """Lines as text for the csv reader, which may take several for one row; `number` is the last one taken.

    Broken UTF-8 is kept as surrogates, so that it spoils its own row only.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        self.number = 0
        self._lines = lines_of(stream)
        self._problems: list[Problem] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for number, line in self._lines:
            self.number = number
            if line is not None:
                return line.decode("utf-8", "surrogateescape")
            self._problems.append(Problem(number, "line too long", f"more than {LINE_BYTES_MAX:,} bytes"))
        raise StopIteration

    def taken_problems(self) -> list[Problem]:
        taken, self._problems = self._problems, []
        return taken


def _header(path: Path, first: str, delimiter: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([first], delimiter=delimiter))]
    except csv.Error as error:
        raise ReadingError(
            f"{path} begins with a line that is no header of a table: lines must end with LF or CRLF, "
            f"and names of columns have at most {csv.field_size_limit():,} characters"
        ) from error


def _places(path: Path, header: list[str], mapping: ColumnMap) -> list[tuple[str, int]]:
    sources = mapping.sources(header)
    absent = [name for name in REQUIRED if name not in sources and name not in mapping.constants]
    if absent:
        example = f"{absent[0]}=COLUMN" if absent[0] != "brand" else "brand:=NAME"
        raise ReadingError(
            f"{path} has no column for {', '.join(absent)}: map one with --map {example}; the columns are {listed(header)}"
        )
    return [(name, header.index(column)) for name, column in sources.items()]


def _table_row(cells: list[str], width: int, places: list[tuple[str, int]], mapping: ColumnMap, line: int) -> Row | Problem:
    if len(cells) != width:
        return Problem(line, "wrong number of columns", f"{len(cells)} instead of {width}")
    record: dict[str, Any] = {name: cells[place] for name, place in places if cells[place]}
    record.update(mapping.constants)
    at_ms = parse_time(record.get("created_at"))
    if at_ms is None:
        return Problem(line, "time unreadable", shown(record.get("created_at")))
    record["created_at"] = at_ms
    record.setdefault("id", f"line-{line}")
    for name in WHOLE_NUMBERS:
        if name in record:
            try:
                record[name] = int(float(record[name]))
            except (ValueError, OverflowError):
                return Problem(line, "not a number", f"{name} is {shown(record[name])}")
    try:
        return Row(at_ms, packed(record), line)
    except orjson.JSONEncodeError:
        return Problem(line, "not UTF-8", "bytes that are no UTF-8 text")
