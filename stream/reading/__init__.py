"""Mention files for replay, backtest and all other commands: what people have, into mentions in the producers' form.

JSON lines, JSON arrays, CSV and TSV in any usual encoding, plain, .gz or .zst, Excel and Parquet, from a file, a pipe or
standard input (`-`). Columns, dates and encodings are recognised from the file as a whole, and what was recognised is
reported. `read_mentions` yields every row in file order, `load_mentions` sorts them by event time. Unreadable rows are
skipped, counted and reported as `Problem`; only a file that cannot be used at all raises `ReadingError`. Whether the
mention itself is acceptable is the codec's question, not asked here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from stream.reading.columns import MENTION_FIELDS, ColumnMap, parse_map
from stream.reading.options import FileChoice, Options, options_of
from stream.reading.rows import Problem, Problems, ReadingError, Row
from stream.reading.times import parse_bound, parse_time

if TYPE_CHECKING:
    from stream.reading.files import Loaded, Progress, Understood, load_mentions, read_mentions

# Imported when first asked for: what reads texts takes half a second to load, and every command knows the options of files.
_OF_FILES = frozenset({"Loaded", "Progress", "Understood", "load_mentions", "read_mentions"})

__all__ = [
    "MENTION_FIELDS",
    "ColumnMap",
    "FileChoice",
    "Loaded",
    "Options",
    "Problem",
    "Problems",
    "Progress",
    "ReadingError",
    "Row",
    "Understood",
    "load_mentions",
    "options_of",
    "parse_bound",
    "parse_map",
    "parse_time",
    "read_mentions",
]


def __getattr__(name: str) -> Any:
    if name in _OF_FILES:
        return getattr(import_module("stream.reading.files"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
