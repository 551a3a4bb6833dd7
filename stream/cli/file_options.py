"""The options of all commands that read a file of mentions."""

from __future__ import annotations

from typing import Annotated

import typer

from stream.reading.options import FileChoice

FILE_HELP = "JSON lines, JSON, CSV, TSV, .xlsx or .parquet, also .gz or .zst; - for standard input"
Map = Annotated[str, typer.Option("--map", help="other column names: text=body,author=user,brand:=acme")]
Since = Annotated[str, typer.Option("--from", help="first day or time, included")]
Until = Annotated[str, typer.Option("--to", help="last day or time, not included")]
Columns = Annotated[str, typer.Option("--columns", help="names of the columns, for a file without a header line")]
Dates = Annotated[str, typer.Option("--dates", help="day-first or month-first, where the file does not show it")]
Timezone = Annotated[str, typer.Option("--timezone", help="of times without an offset, like Europe/Berlin; UTC by default")]
Anonymous = Annotated[
    list[str] | None, typer.Option("--anonymous", help="a name that stands for many unknown people; may be repeated")
]
Strict = Annotated[bool, typer.Option("--strict", help="exit with a code of its own when over 1 % of rows are skipped")]


def choice(
    mapping: str = "",
    since: str = "",
    until: str = "",
    columns: str = "",
    dates: str = "",
    timezone: str = "",
    anonymous: list[str] | None = None,
    strict: bool = False,
) -> FileChoice:
    """The choice of one command."""
    return FileChoice(mapping, since, until, columns, dates, timezone, tuple(anonymous or ()), strict)
