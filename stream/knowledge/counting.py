"""Counts document frequencies of the texts in files of JSON lines."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
import typer
import zstandard

from detectors.knowledge import DocumentCounter, FrequencySource
from detectors.text import detect_language, normalise
from stream.exits import Exit, reason_of
from stream.knowledge import write_source

TEXT_CHARS_MAX = 20_000


def count_texts(sources: Sequence[Path], out: Path, documents_min: int, **described: str) -> None:
    """Counts the texts of `sources` into `out`. Rows marked `non_commercial` are left out; no text is kept."""
    counter = DocumentCounter(documents_min)
    try:
        for path in sources:
            for number, row in enumerate(_rows(path)):
                _count(counter, row, f"{path.name}:{number}")
        source = counter.source(**described)
        written = write_source(out, source)
    except (OSError, EOFError, zstandard.ZstdError) as error:
        typer.secho(f"the frequencies cannot be counted: {reason_of(error)}", fg="red", err=True)
        raise typer.Exit(Exit.USAGE) from error
    typer.echo(
        f"{counter.documents:,} texts in {len(source.languages)} languages, {_terms(source):,} terms: {written:,} bytes"
    )


def _terms(source: FrequencySource) -> int:
    return sum(len(table.counts) for table in source.languages.values())


def _count(counter: DocumentCounter, row: dict[str, Any], place: str) -> None:
    text, title = (str(row.get(field) or "")[:TEXT_CHARS_MAX] for field in ("text", "title"))
    if row.get("non_commercial") or not text.strip():
        return
    lang = str(row.get("lang") or "") or detect_language(text)
    # Texts without an author are each somebody's.
    counter.add(lang, str(row.get("author") or place), normalise(text, lang, title))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as raw:
        start = raw.read(4)
        raw.seek(0)
        stream: Any = raw
        if start.startswith(b"\x1f\x8b"):
            stream = gzip.GzipFile(fileobj=raw)
        elif start == b"\x28\xb5\x2f\xfd":
            stream = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True))
        for line in stream:
            try:
                row = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue
            if isinstance(row, dict):
                yield row
