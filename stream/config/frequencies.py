"""What the setting of word frequencies names; apart from what reads the files, so that nothing is loaded to find out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

GENERAL_ONLY = "general"
SHIPPED = "shipped"


def files_of(frequencies: str) -> Sequence[Path]:
    """The files that the setting names, with commas between; none where it names what comes with the package.

    >>> [path.name for path in files_of("games.frequencies, hotels.frequencies")]
    ['games.frequencies', 'hotels.frequencies']
    >>> files_of("shipped")
    []
    """
    if frequencies in (SHIPPED, GENERAL_ONLY):
        return []
    return [Path(name.strip()) for name in frequencies.split(",") if name.strip()]
