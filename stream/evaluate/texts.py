"""Files of texts that streams are made of: JSON lines, read as any file is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from stream.reading.content import DAMAGED, content_of
from stream.reading.lines import LINE_BYTES_MAX, lines_of
from stream.reading.rows import ReadingError

STARTS_MS = 1_767_225_600_000
"""When a made-up stream begins: 2026-01-01, UTC."""


def rows_of_texts(files: Iterable[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each row that has a text, with its file. Raises OSError, ReadingError, ValueError with the line that is none."""
    for path in files:
        with content_of(path) as content:
            try:
                for number, line in lines_of(content.stream()):
                    yield path, _row(path, number, line)
            except DAMAGED as error:
                raise ReadingError(f"{path} cannot be unpacked: {error}") from error


def _row(path: Path, number: int, line: bytes | None) -> dict[str, Any]:
    row = None if line is None else orjson.loads(line)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError(f"line {number} of {path.name} is no object with a text, in {LINE_BYTES_MAX} bytes at most")
    return row
