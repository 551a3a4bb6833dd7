"""From a file to mentions: what it holds is recognised, then every row is read."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

from stream.reading.columns import named
from stream.reading.content import DAMAGED, Content, content_of
from stream.reading.mentions import Reader
from stream.reading.options import AS_FOUND, Options
from stream.reading.plan import Plan, plan_of
from stream.reading.rows import STRAY, Problem, Problems, Row
from stream.reading.sources import source_of
from stream.reading.strays import together

PROGRESS_ROWS = 2_000

# Bytes of the file read so far (compressed ones, where it is compressed) and in all.
Progress = Callable[[int, int], None]


@dataclass
class Understood:
    """What was recognised in a file, for people to check."""

    kind: str = ""
    encoding: str = ""
    broken: int = 0
    plan: Plan | None = None
    timezone: str = "UTC"
    mentions: int = 0
    unknown_authors: int = 0
    most_frequent: tuple[str, int] = ("", 0)

    def notes(self) -> list[str]:
        """What was decided for the user and should be known, one sentence each."""
        plan = self.plan
        notes: list[str] = []
        if self.encoding not in ("", "UTF-8"):
            notes.append(f"the file is in {self.encoding}")
        if self.broken:
            places = "1 place is" if self.broken == 1 else f"{self.broken:,} places are"
            notes.append(f"{places} not valid UTF-8: read as �")
        if plan is None:
            return notes
        if plan.guessed:
            notes.append(f"columns recognised: --map {shlex.quote(plan.shown.shown)}")
        notes += plan.notes
        if plan.dates.shown:
            notes.append(f"dates: {plan.dates.shown}")
        if plan.dates.day_only:
            notes.append("dates without a time: counted by the day")
        elif plan.dates.naive:
            hint = "; --timezone Europe/Berlin reads them as local time" if self.timezone == "UTC" else ""
            notes.append(f"times without an offset are read as {self.timezone}{hint}")
        if self.unknown_authors:
            some = "1 post does not name" if self.unknown_authors == 1 else f"{self.unknown_authors:,} posts do not name"
            all_of = "no post names" if self.unknown_authors == self.mentions else some
            way = "" if "author" in plan.columns else _where_authors_are(plan)
            less = "" if self.unknown_authors == self.mentions else ", for less where names are the rule"
            notes.append(f"{all_of} an author: each counts as one unknown person{less}{way}")
        return notes


def _where_authors_are(plan: Plan) -> str:
    way = "; --map author=COLUMN says where they are"
    return f"{way} (columns not used: {named(plan.unused)})" if plan.unused else way


@dataclass
class Loaded:
    """A file in memory: rows by event time (file order among equals), the problems, and what was understood."""

    rows: list[Row] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    understood: Understood = field(default_factory=Understood)

    def left_out_share(self, refused: int = 0) -> float:
        """The share of rows that were lost, with those read but `refused` as mentions; posts that were deleted, or have no
        text, are no loss."""
        faults = self.problems.faults
        return (faults + refused) / max(faults + len(self.rows), 1)


def load_mentions(path: Path, options: Options = AS_FOUND, *, progress: Progress | None = None) -> Loaded:
    """Read a whole file and sort it by event time. Costs about 200 bytes a row on top of its JSON.

    A few rows that lie years away from all the others are left out, unless bounds are given that include them.
    """
    loaded = Loaded()
    for item in read_mentions(path, options=options, progress=progress, understood=loaded.understood):
        if isinstance(item, Row):
            loaded.rows.append(item)
        else:
            loaded.problems.add(item)
    loaded.rows.sort(key=attrgetter("at_ms"))
    if options.since_ms is None and options.until_ms is None:
        begin, end = together(loaded.rows)
        for row in (*loaded.rows[:begin], *loaded.rows[end:]):
            loaded.problems.add(Problem(row.line, STRAY, f"{datetime.fromtimestamp(row.at_ms / 1000, UTC):%Y-%m-%d}"))
        loaded.rows = loaded.rows[begin:end]
    return loaded


def read_mentions(
    path: Path,
    options: Options = AS_FOUND,
    *,
    progress: Progress | None = None,
    understood: Understood | None = None,
) -> Iterator[Row | Problem]:
    """Every row of a file in its order, as a `Row` or as a `Problem`; rows outside the bounds of `options` are left out.

    JSON lines in the producers' form are handed on byte by byte as they are.
    Raises ReadingError when the file cannot be used at all, OSError when it cannot be opened.
    """
    with content_of(path) as content:
        yield from _rows(content, options, progress, understood if understood is not None else Understood())
        if progress is not None:
            progress(content.size, content.size)


def _rows(content: Content, options: Options, progress: Progress | None, understood: Understood) -> Iterator[Row | Problem]:
    source, understood.kind = source_of(content, options.columns)
    understood.encoding, understood.broken = content.encoding.shown if content.is_text else "", content.encoding.broken
    seen = 0
    reader: Reader | None = None
    try:
        plan = understood.plan = plan_of(source, options, str(content.path))
        understood.timezone = str(plan.dates.zone)
        reader = Reader(plan, options)
        for record in source.records():
            seen += 1
            if progress is not None and seen % PROGRESS_ROWS == 0:
                progress(content.position, content.size)
            if isinstance(record, Problem):
                yield record
                continue
            item = reader.row(record)
            if isinstance(item, Row) and not _is_between(item, options):
                continue
            yield item
    except DAMAGED as error:
        yield Problem(seen + 1, "file damaged from here on", str(error))
    finally:
        if reader is not None:
            understood.mentions, understood.unknown_authors = reader.mentions, reader.unknown_authors
            understood.most_frequent = max(reader.authors.items(), key=lambda item: (item[1], item[0]), default=("", 0))


def _is_between(row: Row, options: Options) -> bool:
    if options.since_ms is not None and row.at_ms < options.since_ms:
        return False
    return options.until_ms is None or row.at_ms < options.until_ms
