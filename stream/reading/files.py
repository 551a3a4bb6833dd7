"""From a file to rows: unpacked, read line by line, converted to the producers' form."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any

import orjson
import zstandard

from stream.reading.columns import WHOLE_NUMBERS, ColumnMap
from stream.reading.lines import LINE_BYTES_MAX, kind_of, lines_of
from stream.reading.rows import Problem, Problems, ReadingError, Row, packed, shown
from stream.reading.tables import table_rows
from stream.reading.times import parse_time

PROGRESS_ROWS = 2_000
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)

# Bytes of the file read so far (compressed ones, where it is compressed) and in all.
Progress = Callable[[int, int], None]


@dataclass
class Loaded:
    """A file in memory: rows by event time (file order among equals), and the problems."""

    rows: list[Row] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)


def load_mentions(
    path: Path,
    mapping: ColumnMap | None = None,
    *,
    since_ms: int | None = None,
    until_ms: int | None = None,
    progress: Progress | None = None,
) -> Loaded:
    """Read a whole file and sort it by event time. Costs about 200 bytes a row on top of its JSON."""
    loaded = Loaded()
    for item in read_mentions(path, mapping, since_ms=since_ms, until_ms=until_ms, progress=progress):
        if isinstance(item, Row):
            loaded.rows.append(item)
        else:
            loaded.problems.add(item)
    loaded.rows.sort(key=attrgetter("at_ms"))
    return loaded


def read_mentions(
    path: Path,
    mapping: ColumnMap | None = None,
    *,
    since_ms: int | None = None,
    until_ms: int | None = None,
    progress: Progress | None = None,
) -> Iterator[Row | Problem]:
    """Every row of a file in its order, as a `Row` or as a `Problem`; rows outside `[since_ms, until_ms)` are left out.

    `since_ms` is included, `until_ms` is not, so that two neighbouring replays share no mention. JSON lines without a map
    are handed on byte by byte as they are, unless their time is in another form than producers write.
    Raises ReadingError when the file cannot be used at all, OSError when it cannot be opened.
    """
    mapping = mapping or ColumnMap()
    total = path.stat().st_size
    with path.open("rb") as raw, _unpacked(raw) as stream:
        rows = table_rows(path, stream, mapping) if _is_table(path, stream) else _json_rows(stream, mapping)
        seen = 0
        try:
            for item in rows:
                seen += 1
                if progress is not None and seen % PROGRESS_ROWS == 0:
                    progress(min(raw.tell(), total), total)
                if isinstance(item, Row):
                    if since_ms is not None and item.at_ms < since_ms:
                        continue
                    if until_ms is not None and item.at_ms >= until_ms:
                        continue
                yield item
        except _DAMAGED as error:
            yield Problem(seen + 1, "file damaged from here on", str(error))
    if progress is not None:
        progress(total, total)


def _unpacked(raw: io.BufferedReader) -> io.BufferedReader:
    """The file's content; whether it is compressed is seen from its first bytes, which do not depend on its name."""
    start = raw.peek(4)
    if start.startswith(b"\x1f\x8b"):
        return io.BufferedReader(gzip.GzipFile(fileobj=raw), 1 << 18)  # type: ignore[arg-type, type-var, unused-ignore]
    if start.startswith(b"\x28\xb5\x2f\xfd"):
        # Several frames one after the other are one file, as `zstd -c >>` writes them.
        reader = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
        return io.BufferedReader(reader, 1 << 18)  # type: ignore[arg-type, type-var, unused-ignore]
    return raw


def _is_table(path: Path, stream: io.BufferedReader) -> bool:
    try:
        begin = stream.peek(64)
    except _DAMAGED as error:
        raise ReadingError(f"{path} cannot be unpacked: {error}") from error
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadingError(f"{path} is UTF-16; UTF-8 is needed: iconv -f UTF-16 -t UTF-8 {path.name}")
    named = kind_of(path)
    if named in (".csv", ".tsv", ".tab", ".jsonl", ".ndjson"):
        return named not in (".jsonl", ".ndjson")
    start = begin.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"[":
        raise ReadingError(f"{path} is one JSON array; one mention a line is needed: jq -c '.[]' {path.name}")
    return start != b"{"


def _json_rows(stream: io.BufferedReader, mapping: ColumnMap) -> Iterator[Row | Problem]:
    for number, line in lines_of(stream):
        if line is None:
            yield Problem(number, "line too long", f"more than {LINE_BYTES_MAX:,} bytes")
            continue
        line = line.strip()
        if not line:
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield Problem(number, "not JSON", str(error))
            continue
        if not isinstance(record, dict):
            yield Problem(number, "not a JSON object", type(record).__name__)
            continue
        changed = bool(mapping)
        if mapping:
            record = {**record, **_mapped(record, mapping)}
        created_at = record.get("created_at")
        at_ms = parse_time(created_at)
        if at_ms is None:
            yield Problem(number, "time unreadable", shown(created_at))
            continue
        if not _in_producers_form(created_at, at_ms):
            record["created_at"] = at_ms
            changed = True
        yield Row(at_ms, packed(record) if changed else line, number)


def _mapped(record: dict[str, Any], mapping: ColumnMap) -> dict[str, Any]:
    values: dict[str, Any] = dict(mapping.constants)
    for name, column in mapping.columns.items():
        value = _looked_up(record, column)
        if value is not None:
            # Producers write ids and names as text; exports often hold numbers.
            numeric = isinstance(value, (int, float)) and name not in ("created_at", *WHOLE_NUMBERS)
            values[name] = str(value) if numeric else value
    return values


def _looked_up(record: dict[str, Any], column: str) -> Any:
    """The value of a column; `user.name` also reaches into nested objects."""
    if column in record:
        return record[column]
    value: Any = record
    for part in column.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return value


def _in_producers_form(created_at: object, at_ms: int) -> bool:
    """RFC 3339 with its zone, or epoch milliseconds as a whole number."""
    if isinstance(created_at, str):
        return len(created_at) >= 20 and created_at[10] in "Tt" and (created_at[-1] in "Zz" or created_at[-6] in "+-")
    return type(created_at) is int and created_at == at_ms
