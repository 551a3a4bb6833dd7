"""Lines of bytes with a limit on each, and the format that a file's name implies."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

# Intake refuses above 256 KiB; a line of 1 MiB is still handed on to be refused with that reason, a longer one is not kept.
LINE_BYTES_MAX = 1 << 20


def lines_of(stream: io.BufferedReader) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers, None for one that is too long to keep; a byte order mark at the start is dropped."""
    number = 0
    while line := stream.readline(LINE_BYTES_MAX + 1):
        number += 1
        if len(line) > LINE_BYTES_MAX and not line.endswith(b"\n"):
            while (rest := stream.readline(LINE_BYTES_MAX)) and not rest.endswith(b"\n"):
                pass
            yield number, None
            continue
        yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def kind_of(path: Path) -> str:
    """The last suffix of a name that is not one of compression, in lower case: `.csv` for `June.CSV.gz`."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return next((suffix for suffix in reversed(suffixes) if suffix not in (".gz", ".zst", ".zstd")), "")
