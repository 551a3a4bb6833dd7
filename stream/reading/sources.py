"""Which reader a file needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from stream.reading.content import Content, Packing
from stream.reading.documents import JsonLines, json_source
from stream.reading.lines import kind_of
from stream.reading.rows import Problem, Record
from stream.reading.tables import Table
from stream.reading.workbooks import Parquet, Workbook

TABLES = (".csv", ".tsv", ".tab")
JSON_LINES = (".jsonl", ".ndjson")


class Source(Protocol):
    """Records of a file, from its begin each time they are asked for; `header` names the columns of a table."""

    @property
    def header(self) -> list[str] | None: ...

    def records(self) -> Iterator[Record | Problem]: ...


def source_of(content: Content, columns: Sequence[str]) -> tuple[Source, str]:
    """The reader for this content, and what kind of file it is in words. Raises ReadingError."""
    if content.packing is Packing.WORKBOOK:
        workbook = Workbook(content, columns)
        return workbook, workbook.shown
    if content.packing is Packing.PARQUET:
        return Parquet(content), "Parquet"
    named = kind_of(content.path)
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
