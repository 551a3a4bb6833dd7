"""Mention files for replay, backtest and all other commands: what people have, into mentions in the producers' form.

JSON lines, JSON arrays, CSV and TSV in any usual encoding, plain, .gz or .zst, Excel and Parquet, from a file, a pipe or
standard input (`-`). Columns, dates and encodings are recognised from the file as a whole, and what was recognised is
reported. `read_mentions` yields every row in file order, `load_mentions` sorts them by event time. Unreadable rows are
skipped, counted and reported as `Problem`; only a file that cannot be used at all raises `ReadingError`. Whether the
mention itself is acceptable is the codec's question, not asked here.
"""

from stream.reading.columns import MENTION_FIELDS, ColumnMap, parse_map
from stream.reading.files import Loaded, Progress, Understood, load_mentions, read_mentions
from stream.reading.options import FileChoice, Options, options_of
from stream.reading.rows import Problem, Problems, ReadingError, Row
from stream.reading.times import parse_bound, parse_time

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
