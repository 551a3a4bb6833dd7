"""`groundswell frequencies FILE…`: counts how common terms are in texts of one's own, for the share test to start from."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
import zstandard

from stream.exits import Exit, reason_of

if TYPE_CHECKING:
    from detectors.knowledge import DocumentCounter, FrequencySource

TEXT_CHARS_MAX = 20_000


def frequencies(
    sources: Annotated[list[Path], typer.Argument(help="JSON lines with text; lang, title, author where known")],
    out: Annotated[Path, typer.Option(help="the file to write")] = Path("own.frequencies"),
    name: Annotated[str, typer.Option(help="what the texts are")] = "own texts",
    counted: Annotated[str, typer.Option(help="the date of the texts")] = "",
    brand: Annotated[str, typer.Option(help="the brand they are about: the file is never used for it")] = "",
    licence: Annotated[str, typer.Option(help="under which the texts were published")] = "",
    documents_min: Annotated[int, typer.Option(min=1, help="texts that must hold a term for it to be kept")] = 3,
) -> None:
    """Count how common terms are in your own texts, for GROUNDSWELL_FREQUENCIES. Only numbers are kept."""
    # Rows marked `non_commercial` are left out.
    count(sources, out, documents_min, name=name, counted=counted, brand=brand, licence=licence)


def count(sources: Sequence[Path], out: Path, documents_min: int, **described: str) -> None:
    """Counts the texts of `sources` into `out`."""
    from detectors.knowledge import DocumentCounter
    from stream.knowledge import write_source

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
    from detectors.text import detect_language, normalise

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
