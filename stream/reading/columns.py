"""The column map: which field of a mention comes from which column of a file, and which are the same in every row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from detectors.mention import Mention
from stream.reading.rows import ReadingError

# The producers' form: `at` is ours, they write `created_at`.
_OURS = {"at": "created_at", "day_only": ""}
MENTION_FIELDS: tuple[str, ...] = (
    *(name for info in msgspec.structs.fields(Mention) if (name := _OURS.get(info.name, info.name))),
    "rating_scale",
)
COLUMNS_SHOWN = 30
NAME_WORDS_MAX = 5
_NAME = re.compile(r"[^\W\d][\w .\-()/#]{0,39}")
# The vowels and tones of Thai, Hindi, Arabic and the like, which Python's \w leaves out.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0900-\u0903\u093a-\u094f\u0962-\u0963\u0980-\u0df3\u0e31-\u0e4e\u200c]"
)
WHOLE_NUMBERS = ("reach",)


@dataclass(frozen=True)
class ColumnMap:
    """`columns`: field of the mention → column of the file; `constants`: field → the value it has in every row.

    A field that is in neither is taken from the column of its own name, if there is one.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.columns or self.constants)

    def check(self, header: Iterable[str]) -> None:
        """Raises ReadingError for a column that is not there."""
        present = list(header)
        missing = sorted({column for column in self.columns.values() if column not in present})
        if missing:
            raise ReadingError(f"there is no column {', '.join(missing)}; the columns are: {named(present)}")

    @property
    def shown(self) -> str:
        """As it would be written behind `--map`."""
        parts = [f"{name}={column}" for name, column in self.columns.items()]
        parts += [f"{name}:={value}" for name, value in self.constants.items()]
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="").writerow(parts)
        return buffer.getvalue()


def named(header: Sequence[str]) -> str:
    """The names of columns for an error, those that read like names: the first line of a file that is no table may hold
    anything, a password too, and an error quotes none of it.

    >>> named(["id", "\\x1b[2J", "x" * 99, "Created at (UTC)"])
    'id, Created at (UTC) and 2 more'
    >>> named(["password=hunter2"])
    '1, none of which reads like a name'
    """
    names = [name for name in header if _NAME.fullmatch(_MARKS.sub("", name)) and len(name.split()) <= NAME_WORDS_MAX]
    others = len(header) - len(names[:COLUMNS_SHOWN])
    shown = ", ".join(names[:COLUMNS_SHOWN])
    return f"{shown} and {others} more" if shown and others else shown or f"{others}, none of which reads like a name"


def parse_map(text: str) -> ColumnMap:
    """The map written as `field=column` and `field:=constant`, separated by commas.

    A part that holds a comma is put in double quotes, as in CSV. Raises ReadingError for an unknown field.

    >>> parse_map("text=body,author=user,brand:=acme").columns["author"]
    'user'
    >>> parse_map('"brand:=Acme, Inc.",text=body').constants
    {'brand': 'Acme, Inc.'}
    """
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    for part in next(csv.reader([text], skipinitialspace=True), []):
        name, sign, value = part.strip().partition("=")
        constant = name.endswith(":")
        name, value = name.removesuffix(":").strip(), value.strip()
        if not sign or not value:
            raise ReadingError(f"the map has the part {part!r}; it must be field=column or field:=constant")
        if name not in MENTION_FIELDS:
            raise ReadingError(f"the map names the field {name!r}; it must be one of {', '.join(MENTION_FIELDS)}")
        if name in columns or name in constants:
            raise ReadingError(f"the map names the field {name!r} twice")
        (constants if constant else columns)[name] = value
    return ColumnMap(columns, constants)


def parse_columns(text: str) -> tuple[str, ...]:
    """The names of `--columns`, for a file without a header line."""
    return tuple(name.strip() for name in next(csv.reader([text], skipinitialspace=True), []) if name.strip())
