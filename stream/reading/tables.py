"""Rows of CSV and TSV files as records."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from stream.reading.column_names import NAMES_OF_FIELDS, folded, names_people
from stream.reading.content import Content
from stream.reading.lines import LINE_BYTES_MAX, kind_of, lines_of
from stream.reading.rows import Problem, ReadingError, Record

# Nobody's text has so many lines; a quote that is never closed goes on to the end of the file.
RECORD_LINES_MAX = 500
# Reports begin with a title, a date and the like.
TITLE_LINES_MAX = 20
HEADER_MIN = 3
NAME_MAX, DIGITS_MIN = 60, 4
SAMPLE_LINES = 200
DELIMITERS = ",;\t|"
# Of files that people have seen to: signs that no text holds. Looked for where none of the usual ones is.
RARE_DELIMITERS = "^~¦§\x1f\x01"
# No export has so many; each name is looked at in several ways.
COLUMNS_MAX = 1_000
UNCLOSED = f"a quote that is never closed, or a text of more than {RECORD_LINES_MAX} lines"
_SEPARATOR_LINE = re.compile(r'"?sep=(.|\\t)"?\s*', re.IGNORECASE)
# How spreadsheets are kept from taking a long number for one: ="9007199254740993".
_FORMULA = re.compile(r'^="([^"]*)"$')
_DIGITS = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r'"[^"]*"')
_BLANK = (b"\n", b"\r\n")
_SIGNS = frozenset(DELIMITERS + RARE_DELIMITERS)


class Table:
    """A text file with one record a row. `header` names its columns: of its first line, or as the user says."""

    def __init__(self, content: Content, columns: Sequence[str] = ()) -> None:
        self._content = content
        lines = _Lines(content)
        first = next(lines, "")
        separator = _SEPARATOR_LINE.fullmatch(first)
        if separator:
            first = next(lines, "")
        before = 1 if separator else 0
        following: Iterator[str] = lines
        if not columns:
            ahead = list(islice(lines, TITLE_LINES_MAX))
            titles = _titles(first, ahead)
            first, ahead = [first, *ahead][titles], ahead[titles:]
            before += 1 + titles
            following = chain(ahead, lines)
        if not first.strip():
            raise ReadingError(f"{content.path} " + ("has no header line" if content.size else "is empty"))
        self.delimiter = _delimiter(content, first, separator[1] if separator else "", len(columns))
        self._lines_before = before
        named = _header(content, first, self.delimiter)
        self.header = list(columns) or named
        self._dialect = _dialect(self.delimiter, len(named), _all_in_apostrophes(named), following)
        if self._dialect.quotechar == "'" and not columns:
            self.header = unique([name[1:-1] for name in named])
        width = len(named)
        if columns and len(columns) != width:
            raise ReadingError(f"--columns names {len(columns)} columns, and the first line of {content.path} has {width}")

    def records(self) -> Iterator[Record | Problem]:
        lines = _Lines(self._content)
        for _ in range(self._lines_before):
            next(lines, "")
        width, is_unclosed = len(self.header), False
        for line, cells in self._rows(lines):
            if isinstance(cells, Problem):
                if not is_unclosed or cells.reason != UNCLOSED:
                    yield cells
                is_unclosed = is_unclosed or cells.reason == UNCLOSED
            elif len(cells) == width or (len(cells) > width and not any(cells[width:])):
                is_unclosed = False
                values = zip(self.header, cells[:width], strict=True)
                yield Record(
                    line, {name: cell if cell[0] != "=" else _without_formula(cell) for name, cell in values if cell}
                )
            elif not is_unclosed:
                # What follows a quote left open, up to the next whole row, is the rest of that row.
                yield Problem(line, "wrong number of columns", f"{len(cells)} instead of {width}")

    def _rows(self, lines: _Lines) -> Iterator[tuple[int, list[str] | Problem]]:
        reader = csv.reader(lines, self._dialect)
        while True:
            lines.begin_record()
            try:
                cells: list[str] | None = next(reader)
            except StopIteration:
                cells = None
            except csv.Error as error:
                cells = [str(error)] if len(lines.record) > 1 else None
                if cells is None:
                    yield lines.began, Problem(lines.began, "not a table row", str(error))
                    reader = csv.reader(lines, self._dialect)
                    continue
            for problem in lines.taken_problems():
                yield problem.line, problem
            if cells is None and not lines.record:
                if lines.is_at_end:
                    return
                reader = csv.reader(lines, self._dialect)
                continue
            own = self._lines_swallowed(lines, cells or [])
            if own:
                # The rows after it are read as if it had not been there.
                yield lines.began, Problem(lines.began, UNCLOSED, lines.record[0][1][:40].strip())
                lines.give_back(own)
                reader = csv.reader(lines, self._dialect)
            elif cells:
                yield lines.began, cells

    def _lines_swallowed(self, lines: _Lines, cells: list[str]) -> int:
        """From which of its lines on a record holds rows that a quote left open has swallowed; 0 when it holds none."""
        if len(lines.record) < 2:
            return 0
        width = len(self.header)
        whole = len(cells) == width and not lines.was_cut
        for place, (_, text) in enumerate(lines.record[1:], 1):
            if text.count(self.delimiter) < max(width - 1, 1) or (whole and width < 4):
                continue
            try:
                alone = next(csv.reader([text], self._dialect, strict=True), [])
            except csv.Error:
                continue
            # A text may quote a line of a table; a row has its cells as full as the header promises.
            if len(alone) == width and (not whole or _is_alike(alone, cells, self.header)):
                return place
        return 1 if lines.was_cut else 0


def _without_formula(cell: str) -> str:
    # To ask for its first sign takes a fifth of the pattern's time.
    return _FORMULA.sub(r"\1", cell) if cell[0] == "=" else cell


def _is_alike(alone: list[str], cells: list[str], header: list[str]) -> bool:
    """Whether a line within a record looks like a row: what is a number or a date in the one is so in the other."""
    shapes = [
        (_shape(one), _shape(other)) for one, other in zip(alone, cells, strict=True) if len(one) <= 40 and len(other) <= 40
    ]
    return len(shapes) * 2 >= len(header) and sum(one == other for one, other in shapes) * 4 >= len(shapes) * 3


def _shape(cell: str) -> str:
    return _DIGITS.sub("9", _LETTERS.sub("a", cell.strip()))[:20]


class _Lines:
    """Lines as text for the csv reader, which may take several for one row; those of the present row are kept.

    Ends of lines are LF; a CR elsewhere is a blank, since the csv reader takes it for the end of a row.
    """

    def __init__(self, content: Content) -> None:
        self.record: list[tuple[int, str]] = []
        self.was_cut = False
        self.is_at_end = False
        self._number = 0
        self._passes_blank = False
        self._lines = lines_of(content.stream())
        self._again: deque[tuple[int, str]] = deque()
        self._problems: list[Problem] = []

    @property
    def began(self) -> int:
        """The line that the present record began on."""
        return self.record[0][0] if self.record else self._number + 1

    def begin_record(self) -> None:
        self.record = []
        self._passes_blank = True
        self.was_cut = False

    def give_back(self, place: int) -> None:
        """Lets the lines of the record from `place` on be read again."""
        self._again.extendleft(reversed(self.record[place:]))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.record) >= RECORD_LINES_MAX:
            self.was_cut = True
            raise StopIteration
        if self._again:
            self.record.append(self._again.popleft())
            return self.record[-1][1]
        for number, line in self._lines:
            self._number = number
            if self._passes_blank and not self.record and line in _BLANK:
                # A file may be millions of them; each would be a row without cells.
                continue
            if line is None:
                self._problems.append(Problem(number, "line too long", f"more than {LINE_BYTES_MAX:,} bytes"))
                continue
            text = line.decode("utf-8", "replace")
            if "\r" in text:
                text = text.removesuffix("\n").removesuffix("\r").replace("\r", " ") + "\n" * text.endswith("\n")
            self.record.append((number, text))
            return text
        # Within quotes the end of the file comes like a cut.
        self.was_cut = len(self.record) > 1
        self.is_at_end = True
        raise StopIteration

    def taken_problems(self) -> list[Problem]:
        taken, self._problems = self._problems, []
        return taken


def _titles(first: str, ahead: Sequence[str]) -> int:
    """How many lines before the header are the title of a report, who made it, when, and blank.

    The header is the first line that names two fields of a mention and more columns than the very first line, where that
    one names fewer than two; or one field and three columns, where that one is a title alone."""
    width, known = _width(first)
    if known >= 2:
        return 0
    for place, line in enumerate(ahead, 1):
        wider, known = _width(line)
        if wider > width and (known >= 2 or (known == 1 and wider >= HEADER_MIN and width == 1)):
            return place
    return 0


def _width(line: str) -> tuple[int, int]:
    """How many cells of a line are full, by the sign that it holds most often, and how many are named like a field."""
    delimiter = max(DELIMITERS, key=_QUOTED.sub("", line).count)
    try:
        names = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return 0, 0
    full = [name for name in names if name.strip()]
    if not all(map(_is_name, full)):
        return len(full), 0
    return len(full), sum(folded(name) in NAMES_OF_FIELDS or names_people(name) for name in full)


def _is_name(cell: str) -> bool:
    """Whether a cell may name a column: what is long, a number or a date stands in a row."""
    return len(cell) <= NAME_MAX and sum(map(str.isdigit, cell)) < DIGITS_MIN and not cell.strip().isdecimal()


def _delimiter(content: Content, first: str, declared: str, width: int) -> str:
    """The sign between the columns; `width`: how many there are, where the user has named them, else 0."""
    if declared:
        return "\t" if declared == "\\t" else declared
    outside = _QUOTED.sub("", first)
    usual = "\t,;|" if kind_of(content.path) in (".tsv", ".tab") else DELIMITERS
    for signs in (usual, RARE_DELIMITERS):
        found = max(signs, key=lambda sign: (width == outside.count(sign) + 1, outside.count(sign)))
        if outside.count(found) and (not width or width == outside.count(found) + 1):
            return found
    return max(usual, key=outside.count)


def _all_in_apostrophes(names: Sequence[str]) -> bool:
    return all(len(name) > 2 and name[0] == name[-1] == "'" for name in names)


def _dialect(delimiter: str, width: int, apostrophes: bool, lines: Iterator[str]) -> type[csv.Dialect]:
    """How cells are quoted: a quote within one is doubled, or behind a backslash where more of the first rows then have as
    many cells as there are columns."""

    class Doubled(csv.excel):
        quotechar = "'" if apostrophes else '"'

    class Escaped(Doubled):
        doublequote = False
        escapechar = "\\"

    Doubled.delimiter = Escaped.delimiter = delimiter
    escaped = f"\\{Doubled.quotechar}"
    sample = [line for line in islice(lines, SAMPLE_LINES) if escaped in line]
    return Escaped if _fitting(sample, Escaped, width) > _fitting(sample, Doubled, width) else Doubled


def _fitting(sample: Sequence[str], dialect: type[csv.Dialect], width: int) -> int:
    fitting = 0
    for line in sample:
        try:
            fitting += len(next(csv.reader([line], dialect, strict=True), [])) == width
        except csv.Error:
            continue
    return fitting


def _header(content: Content, first: str, delimiter: str) -> list[str]:
    try:
        names = next(csv.reader([first], delimiter=delimiter))
    except (csv.Error, TypeError) as error:
        raise ReadingError(
            f"{content.path} begins with a line that is no header of a table: lines must end with LF or CRLF, "
            f"and names of columns have at most {csv.field_size_limit():,} characters"
        ) from error
    if len(names) > COLUMNS_MAX:
        raise ReadingError(f"{content.path} begins with a line of {len(names):,} columns; at most {COLUMNS_MAX:,} are read")
    return unique([name.strip() for name in names])


def unique(names: Sequence[str]) -> list[str]:
    """Names of columns, made distinct: the second `Title` is `Title (2)`, one without a name is `column 3`."""
    seen: dict[str, int] = {}
    distinct = []
    for place, name in enumerate(names, 1):
        name = name or f"column {place}"
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return distinct
