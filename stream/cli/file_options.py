"""The options of all commands that read a file of mentions."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from stream.reading.options import FileChoice

REPLACE_HELP = "start engines that exist anew: what they know, and the trends they follow, are left behind"
FILE_HELP = "JSON lines, JSON, CSV, TSV, .xlsx or .parquet, also .gz or .zst; - for standard input"
Map = Annotated[str, typer.Option("--map", help="other column names: text=body,author=user,brand:=acme")]
Since = Annotated[str, typer.Option("--from", help="first day or time, included")]
Until = Annotated[str, typer.Option("--to", help="last day or time, not included")]
Columns = Annotated[str, typer.Option("--columns", help="names of the columns, for a file without a header line")]
Dates = Annotated[str, typer.Option("--dates", help="day-first, month-first, year-first, where the file does not show it")]
Timezone = Annotated[str, typer.Option("--timezone", help="of times without an offset, like Europe/Berlin; UTC by default")]
Anonymous = Annotated[
    list[str] | None, typer.Option("--anonymous", help="a name that stands for many unknown people; may be repeated")
]
Strict = Annotated[bool, typer.Option("--strict", help="exit with code 66 when more than 1 % of the rows are skipped")]


def choice(
    mapping: Map = "",
    since: Since = "",
    until: Until = "",
    columns: Columns = "",
    dates: Dates = "",
    timezone: Timezone = "",
    anonymous: Anonymous = None,
    strict: Strict = False,
) -> FileChoice:
    """The choice of one command."""
    return FileChoice(mapping, since, until, columns, dates, timezone, tuple(anonymous or ()), strict)


OPTIONS = inspect.signature(choice, eval_str=True).parameters


def with_file_options(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command that takes `chosen`, a FileChoice, these options in its place, by default all of them."""
    options = [OPTIONS[name].replace(kind=inspect.Parameter.KEYWORD_ONLY) for name in names or OPTIONS]

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command, eval_str=True)
        parameters = [
            one for given in signature.parameters.values() for one in (options if given.name == "chosen" else [given])
        ]

        @wraps(command)
        def run(**given: Any) -> None:
            command(chosen=choice(**{option.name: given.pop(option.name) for option in options}), **given)

        # What typer reads.
        run.__dict__["__signature__"] = signature.replace(parameters=parameters)
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        return run

    return decorated
