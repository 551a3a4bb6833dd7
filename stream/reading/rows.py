"""What a file gives: records, rows, and what can be wrong with one (it is counted) or with the whole (an error)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from detectors.errors import GroundswellError

EXAMPLES_MAX = 5
# A post that its author or a moderator deleted is no mention; nothing is wrong with the file.
DELETED = "deleted by its author or a moderator"
EMPTY = "without text"
STRAY = "dated years away from all the others"
EXPECTED = frozenset({DELETED, EMPTY})
LEFT_OUT_SHARE_MAX = 0.01


class ReadingError(GroundswellError):
    """A file, a column map or a date that cannot be used; the message gives the remedy."""


class Record(NamedTuple):
    """One row as the file has it: the line it began on, values by column, and its own bytes where it was a line of JSON."""

    line: int
    values: dict[str, Any]
    raw: bytes = b""


class Row(NamedTuple):
    """A mention as JSON bytes in the producers' form, its event time in epoch milliseconds, and the line it began on."""

    at_ms: int
    value: bytes
    line: int


class Problem(NamedTuple):
    """A row that could not be read. `line` counts from 1; `reason` is one of a small, fixed set; `detail` what was seen."""

    line: int
    reason: str
    detail: str


@dataclass
class Problems:
    """Problems counted by reason, with the first few of each kept as examples."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Problem]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def faults(self) -> int:
        """How many rows were lost, other than those that are no mentions."""
        return sum(count for reason, count in self.counts.items() if reason not in EXPECTED)

    def add(self, problem: Problem) -> None:
        self.counts[problem.reason] += 1
        kept = self.examples.setdefault(problem.reason, [])
        if len(kept) < EXAMPLES_MAX:
            kept.append(problem)

    def sentences(self) -> list[str]:
        """One line per reason, the most frequent first: `12 rows: time unreadable (first: line 7: 'soon')`."""
        sentences = []
        for reason, count in sorted(self.counts.items(), key=lambda item: (-item[1], item[0])):
            first = self.examples[reason][0]
            rows = "row" if count == 1 else "rows"
            sentences.append(f"{count:,} {rows}: {reason} (first: line {first.line}: {first.detail})")
        return sentences


def packed(record: dict[str, Any]) -> bytes:
    """A record as JSON bytes that take no more memory than they need; lone surrogates become U+FFFD.

    orjson writes into a buffer of its own and shrinks it in place, which leaves holes: held in memory by the hundred
    thousand, its results took 3.4 kB each instead of 0.3.
    """
    try:
        return memoryview(orjson.dumps(record)).tobytes()
    except orjson.JSONEncodeError:
        return orjson.dumps({name: _whole(value) for name, value in record.items()})


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return str(value) if isinstance(value, int) and not -(2**63) <= value < 2**64 else value


def shown(value: object) -> str:
    """A value from a file as it may stand in a message: printable and short."""
    return repr(value)[:60]
