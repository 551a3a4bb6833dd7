"""Excel, OpenDocument and Parquet files, read by python-calamine and pyarrow: the extra `groundswell[files]`."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from stream.reading import probe
from stream.reading.content import Content
from stream.reading.rows import Problem, ReadingError, Record
from stream.reading.tables import COLUMNS_MAX, unique

ROWS_AT_ONCE = 10_000
SLICE_ROWS = 100
MEMORY_MAX = 2 << 30
"""What the reading of a file may allocate on top of its own size."""


class Workbook:
    """The sheet with the most rows, whose first row that has a name in most columns is the header, and every other sheet
    with the same header. `shown` says in words which sheets are read and which are not."""

    def __init__(self, content: Content, columns: Sequence[str] = ()) -> None:
        calamine = _needed("python_calamine", "an Excel file", content)
        try_to_read(content, "workbook")
        content.raw.seek(0)
        try:
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content.raw.read()))
            sheets = {str(name): book.get_sheet_by_name(name).to_python(skip_empty_area=True) for name in book.sheet_names}
        except Exception as error:
            raise ReadingError(f"{content.path} is no workbook that can be read: {error}") from error
        main = max(sheets, key=lambda name: len(sheets[name]), default="")
        if not main or not sheets[main]:
            raise ReadingError(f"{content.path} is an empty workbook")
        begin = 0 if columns else _header_row(sheets[main])
        names = _names(sheets[main][begin])
        self.header = unique(list(columns) or names)
        _check_width(content, self.header)
        self._parts = [(begin + (1 if columns else 2), sheets[main][begin + (0 if columns else 1) :])]
        alike = [] if columns else [name for name in sheets if name != main and _has_header(sheets[name], names)]
        for name in alike:
            begin = _header_row(sheets[name])
            self._parts.append((begin + 2, sheets[name][begin + 1 :]))
        self.shown = _shown(
            [main, *alike], [name for name in sheets if name != main and name not in alike and sheets[name]]
        )

    def records(self) -> Iterator[Record | Problem]:
        for first_line, rows in self._parts:
            for line, cells in enumerate(rows, first_line):
                if any(cell != "" for cell in cells):
                    yield Record(
                        line, {name: _cell(cell) for name, cell in zip(self.header, cells, strict=False) if cell != ""}
                    )


def _names(row: Sequence[Any]) -> list[str]:
    return [str(cell).strip() for cell in row]


def _has_header(rows: list[list[Any]], names: list[str]) -> bool:
    return bool(rows) and _names(rows[_header_row(rows)]) == names


def _shown(read: Sequence[str], left: Sequence[str]) -> str:
    if len(read) == 1 and not left:
        return "a workbook"
    sheets = f"sheet {read[0]}" if len(read) == 1 else f"sheets {', '.join(read)}"
    return f"a workbook, {sheets}" + (f" (not read: {', '.join(left)})" if left else "")


class Parquet:
    """A Parquet file, in batches."""

    def __init__(self, content: Content) -> None:
        parquet = _needed("pyarrow.parquet", "a Parquet file", content)
        try_to_read(content, "parquet")
        content.raw.seek(0)
        try:
            self._file = parquet.ParquetFile(content.raw)
        except Exception as error:
            raise ReadingError(f"{content.path} is no Parquet file that can be read: {error}") from error
        self._path = content.path
        self.header = [str(name) for name in self._file.schema_arrow.names]
        _check_width(content, self.header)

    def records(self) -> Iterator[Record | Problem]:
        number = 0
        for batch in self._batches():
            for begin in range(0, batch.num_rows, SLICE_ROWS):
                part = batch.slice(begin, SLICE_ROWS)
                for values in zip(*map(_values, part.columns), strict=True):
                    number += 1
                    named = zip(self.header, values, strict=True)
                    yield Record(number, {name: value for name, value in named if value is not None})

    def _batches(self) -> Iterator[Any]:
        try:
            yield from self._file.iter_batches(batch_size=ROWS_AT_ONCE)
        except (OSError, ValueError) as error:
            raise ReadingError(f"{self._path} is damaged: {str(error)[:200]}") from error


def _check_width(content: Content, header: Sequence[str]) -> None:
    if len(header) > COLUMNS_MAX:
        raise ReadingError(f"{content.path} has {len(header):,} columns; at most {COLUMNS_MAX:,} are read")


def _values(column: Any) -> list[Any]:
    """The plain values of a column; None for a time that no calendar holds. What is finer than a microsecond is cut."""
    arrow = import_module("pyarrow")
    if arrow.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(arrow.timestamp("us", column.type.tz), safe=False)
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except (ValueError, OverflowError, OSError):
        return [_value(one) for one in column]


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except (ValueError, OverflowError, OSError):
        return None


def try_to_read(content: Content, kind: str, memory_max: int = MEMORY_MAX) -> None:
    """Has another process read it first (`stream.reading.probe`), since a file of a few kilobytes may unpack to more than
    this one has. Raises ReadingError when that process fails or is ended."""
    command = [sys.executable, "-I", str(Path(probe.__file__)), kind, str(memory_max)]
    tried = subprocess.run(command, stdin=content.raw.fileno(), capture_output=True, check=False)
    if tried.returncode == 1:
        what = "workbook" if kind == "workbook" else "Parquet file"
        error = tried.stderr.decode("utf-8", "replace").strip()[:200]
        raise ReadingError(f"{content.path} is no {what} that can be read: {error}")
    if tried.returncode:
        raise ReadingError(
            f"{content.path} has {content.size:,} bytes and unpacks to far more than is read of a file; "
            "if it is meant, write it as CSV or JSON lines"
        )


def _header_row(rows: list[list[Any]]) -> int:
    """Reports begin with a title and a date before the header: the first row that is as full as the fullest of the top."""
    filled = [sum(cell != "" for cell in row) for row in rows[:20]]
    return next(place for place, count in enumerate(filled) if count >= 0.8 * max(filled))


def _cell(cell: Any) -> Any:
    """A workbook has no whole numbers: 12 is kept as 12.0."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53 else cell


def _needed(module: str, what: str, content: Content) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        package = {"python_calamine": "python-calamine"}.get(module, "pyarrow")
        raise ReadingError(f"{content.path} is {what}; reading it needs: pip install {package}") from error
