"""What the clues of several trends have in common: one release behind them all.

Apart from what finds the clues, so that delivery, which only reads them in events, loads no kernels and no tables of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

NAMED = {"version": "names version {}", "code": "names {}"}
"""The words of a clue of what people name, by its kind."""
_NAMES_VERSION = NAMED["version"].format("")


def likely_cause(clues: Sequence[Iterable[tuple[str, str]]]) -> str:
    """What the clues of most trends have in common, each a kind and its words: the same new version, or an update.

    >>> likely_cause([[("version", "names version 4.2.1")], [("version", "names version 4.2.1"), ("update", "x")], []])
    'likely one release (4.2.1)'
    """
    versions: Counter[str] = Counter()
    for found in clues:
        versions.update({text.removeprefix(_NAMES_VERSION) for kind, text in found if kind == "version"})
    version, count = min(versions.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    if 2 * count > len(clues):
        return f"likely one release ({version})"
    updates = sum(any(kind == "update" for kind, _ in found) for found in clues)
    return "likely one release" if 2 * updates > len(clues) else ""
