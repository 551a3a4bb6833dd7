"""`groundswell frequencies FILE…`: counts how common terms are in texts of one's own, for the share test to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


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
    from stream.knowledge.counting import count_texts

    count_texts(sources, out, documents_min, name=name, counted=counted, brand=brand, licence=licence)
