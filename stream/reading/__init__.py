"""Mention files for replay and backtest: JSON lines, CSV and TSV, plain, .gz or .zst, into mentions in the producers' form.

`read_mentions` yields every row in file order, `load_mentions` sorts them by event time. A row that cannot be read is a
`Problem`, counted and reported, never fatal; only a file that cannot be used at all raises `ReadingError`. Whether the
mention itself is acceptable is the codec's question, not asked here.
"""

from stream.reading.columns import MENTION_FIELDS, ColumnMap, parse_map
from stream.reading.files import Loaded, Progress, load_mentions, read_mentions
from stream.reading.rows import Problem, Problems, ReadingError, Row
from stream.reading.times import parse_bound, parse_time

__all__ = [
    "MENTION_FIELDS",
    "ColumnMap",
    "Loaded",
    "Problem",
    "Problems",
    "Progress",
    "ReadingError",
    "Row",
    "load_mentions",
    "parse_bound",
    "parse_map",
    "parse_time",
    "read_mentions",
]
