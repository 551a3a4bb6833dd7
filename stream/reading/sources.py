"""Which reader a file needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from stream.reading.content import Content, Packing
from stream.reading.documents import JsonLines, json_source
from stream.reading.lines import kind_of
from stream.reading.rows import Problem, ReadingError, Record
from stream.reading.tables import Table
from stream.reading.workbooks import Parquet, Workbook

TABLES = (".csv", ".tsv", ".tab")
JSON_LINES = (".jsonl", ".ndjson")


_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database of SQLite"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ", "packed with xz"),
    (b"7z\xbc\xaf", "packed with 7-Zip"),
    (b"Rar!", "packed with RAR"),
    (b"Obj\x01", "Avro"),
    (b"{\\rtf", "a document (RTF)"),
)
_PAGES = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "XML"),
    (b"<rss", "XML"),
    (b"<feed", "XML"),
)


class Source(Protocol):
    """Records of a file, from its begin each time they are asked for; `header` names the columns of a table."""

    @property
    def header(self) -> list[str] | None: ...

    def records(self) -> Iterator[Record | Problem]: ...


_REMEDY = "programs export such as .xls: open it in a spreadsheet and save it as CSV or .xlsx"
KEPT_BYTES_MAX = 1 << 20


class Kept:
    """A small source whose rows are kept as they are read: a plan looks at them up to twice before they are."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._rows: list[Record | Problem] = []
        self._more: Iterator[Record | Problem] | None = None

    @property
    def header(self) -> list[str] | None:
        return self._source.header

    def records(self) -> Iterator[Record | Problem]:
        """From the begin on; one at a time, as the source itself."""
        yield from self._rows
        self._more = self._more or self._source.records()
        for row in self._more:
            self._rows.append(row)
            yield row


def source_of(content: Content, columns: Sequence[str]) -> tuple[Source, str]:
    """The reader for this content, and what kind of file it is in words. Raises ReadingError."""
    source, kind = _source_of(content, columns)
    is_small = content.packing is Packing.TEXT and content.size <= KEPT_BYTES_MAX
    return Kept(source) if is_small else source, kind


def _source_of(content: Content, columns: Sequence[str]) -> tuple[Source, str]:
    if content.packing is Packing.WORKBOOK:
        workbook = Workbook(content, columns)
        return workbook, workbook.shown
    if content.packing is Packing.PARQUET:
        return Parquet(content), "Parquet"
    named = kind_of(content.path)
    if foreign := _foreign(content.beginning()):
        remedy = f"; {_REMEDY}" if foreign in ("a web page", "XML") and named in (".xls", ".xlsx", ".csv") else ""
        raise ReadingError(f"{content.path} is {foreign}, and no table or JSON of mentions{remedy}")
    stream = content.stream()
    start = stream.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if named in JSON_LINES and start != b"[":
        return JsonLines(content), "JSON lines"
    if named not in TABLES and start in (b"{", b"["):
        source = json_source(content)
        return source, "JSON lines" if isinstance(source, JsonLines) else "JSON"
    table = Table(content, columns)
    separator = {"\t": "tabs", ",": "commas", ";": "semicolons"}.get(table.delimiter, repr(table.delimiter))
    return table, f"a table separated by {separator}"


def _foreign(start: bytes) -> str:
    """What a file is that is none of ours, by its first bytes; empty where it may be."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    found = next((what for magic, what in _FOREIGN if start.startswith(magic)), "")
    return found or next((what for magic, what in _PAGES if text.startswith(magic)), "")
