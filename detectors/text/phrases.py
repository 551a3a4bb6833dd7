"""Closed lists of phrases, found in a text by one look at its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

# From Thai on words are not set apart: phrases are found by their first two characters.
DENSE_FROM = "\u0e00"
_APART = str.maketrans(dict.fromkeys('.,;:!?"()[]{}<>*#@&+=~|\\-–—…“”„«»¡¿。，、！？；：（）「」', " "))


class Occurrence(NamedTuple):
    """Where a text has a phrase, and of which list it is, counted from 0."""

    kind: int
    start: int
    end: int


class Phrases:
    """Lists of phrases in lower case, each a text with `|` and line breaks between the phrases.

    >>> found = Phrases("for sale|buy now", "out of order").occurrences("the lift is out of order")
    >>> list(found)
    [Occurrence(kind=1, start=12, end=24)]
    """

    def __init__(self, *lists: str) -> None:
        by_key: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for kind, listed in enumerate(lists):
            for phrase in _listed(listed):
                # The longest word is the rarest as a rule.
                by_key[phrase[:2] if _is_dense(phrase) else max(_words(phrase), key=len)].append((kind, phrase))
        self._by_key = dict(by_key)
        self._keys = frozenset(by_key)

    def occurrences(self, plain: str) -> Iterator[Occurrence]:
        """Where a text in lower case has one of the phrases: as whole words where its script sets words apart."""
        keys = self._keys.intersection(_words(plain))
        if not plain.isascii() and max(plain) >= DENSE_FROM:
            keys |= self._keys.intersection(map("".join, pairwise(plain)))
        for key in sorted(keys):
            for kind, phrase in self._by_key[key]:
                for start in _places(phrase, plain):
                    yield Occurrence(kind, start, start + len(phrase))


def _listed(phrases: str) -> list[str]:
    return sorted({one.strip() for line in phrases.splitlines() for one in line.split("|") if one.strip()})


def _words(plain: str) -> list[str]:
    # A regular expression that finds words costs three times as much.
    return plain.translate(_APART).split()


def _is_dense(phrase: str) -> bool:
    return phrase[0] >= DENSE_FROM


def _places(phrase: str, plain: str) -> Iterator[int]:
    start = plain.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if _is_dense(phrase) or not (plain[start - 1 : start].isalnum() or plain[end : end + 1].isalnum()):
            yield start
        start = plain.find(phrase, end)
