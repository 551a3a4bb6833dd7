"""Files of mentions as a user may have them: the same forty parcels, written in many ways."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from stream.reading import FileChoice, Loaded, load_mentions, options_of

BEGIN = datetime(2026, 3, 1, 9, 7, tzinfo=UTC)
# Twelve days: every one may be a month as well.
TIMES = [BEGIN + timedelta(hours=7 * n) for n in range(38)]
TEXTS = [f"the parcel number {n} never arrived at my house" for n in range(len(TIMES))]


def table(
    written_as: Callable[[datetime], object],
    *,
    delimiter: str = ",",
    header: Sequence[str] = ("id", "created_at", "author", "brand", "text"),
    encoding: str = "utf-8",
    times: Sequence[datetime] = TIMES,
    texts: Sequence[str] = TEXTS,
) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    for place, (at, text) in enumerate(zip(times, texts, strict=True)):
        writer.writerow([f"m{place}", written_as(at), f"ann{place}", "acme", text])
    return out.getvalue().encode(encoding)


def loaded(folder: Path, content: bytes, name: str = "m.csv", brand: str = "", **chosen: Any) -> Loaded:
    path = folder / name
    path.write_bytes(content)
    return load_mentions(path, options=options_of(FileChoice(**chosen), brand=brand))


def bodies(found: Loaded) -> list[dict[str, Any]]:
    return [orjson.loads(row.value) for row in found.rows]


def minutes(found: Loaded) -> list[datetime]:
    return [datetime.fromtimestamp(row.at_ms // 60_000 * 60, UTC) for row in found.rows]


def form(pattern: str) -> Callable[[datetime], str]:
    return lambda at: at.strftime(pattern)


def objects(**other: Any) -> list[dict[str, Any]]:
    return [
        {"id": f"m{n}", "text": text, "author": f"ann{n}", "created_at": at.isoformat(), "brand": "acme"} | other
        for n, (at, text) in enumerate(zip(TIMES, TEXTS, strict=True))
    ]
