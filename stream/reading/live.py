"""Mentions that come one line at a time, as JSON: nothing is known of later lines, so only named columns are mapped."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from stream.reading.columns import MENTION_FIELDS
from stream.reading.dates import DateReader, zone_of
from stream.reading.documents import decoded
from stream.reading.lines import LINE_BYTES_MAX
from stream.reading.mentions import Reader
from stream.reading.options import Options
from stream.reading.plan import Plan
from stream.reading.rows import Problem, Record, Row


class LiveReader:
    """Makes mentions of lines. What a line lacks is filled in: the present time, an id from its content, no author."""

    def __init__(self, options: Options) -> None:
        mapping = options.mapping
        own = {name: name for name in MENTION_FIELDS if name not in mapping.constants}
        self._columns = own | dict(mapping.columns)
        constants = dict(mapping.constants) | ({"brand": options.brand} if options.brand else {})
        if "brand" in constants:
            self._columns.pop("brand", None)
        plan = Plan(
            columns=self._columns,
            constants=constants,
            guessed=frozenset(),
            dates=DateReader(options.dates, zone_of(options.timezone)),
            scale=(1.0, 5.0),
        )
        self._reader = Reader(plan, options)
        self._number = 0

    def row(self, line: bytes, now_ms: int) -> Row | Problem | None:
        """The mention of a line; None for an empty one."""
        self._number += 1
        line = line.strip()
        if not line:
            return None
        if len(line) > LINE_BYTES_MAX:
            return Problem(self._number, "line too long", f"more than {LINE_BYTES_MAX:,} bytes")
        try:
            _, values = decoded(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            return Problem(self._number, "not JSON", str(error)[:100])
        if not isinstance(values, dict):
            return Problem(self._number, "not a JSON object", type(values).__name__)
        record = Record(self._number, self._filled(values, now_ms))
        return self._reader.row(record)

    def _filled(self, values: dict[str, Any], now_ms: int) -> dict[str, Any]:
        at, ident = self._columns.get("created_at", ""), self._columns.get("id", "")
        more: dict[str, Any] = {}
        if at and _is_absent(values, at):
            more[at] = now_ms
        if ident and _is_absent(values, ident):
            content = msgspec.json.encode([*map(str, values.items()), *more.values()])
            more[ident] = blake2b(content, digest_size=8).hexdigest()
        return {**values, **more} if more else values


def _is_absent(values: Mapping[str, Any], column: str) -> bool:
    return column.partition(".")[0] not in values if "." in column else values.get(column) in (None, "")
