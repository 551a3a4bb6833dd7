"""Words of one meaning: what people of every brand report ("log in", "card", "parcel", "late") in words of many forms.

A stemmer brings forms of one word together; a verb and its noun ("зайти", "вхід"), or a parcel and a delivery, stay apart,
and eight people who cannot log in share no word. A closed list gives such words one term, an English stem, so that reports
in several languages of one brand have it in common too. English keeps its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from detectors.text.clean import without_accents
from detectors.text.meaning_lists import MEANINGS

# A short text in one of these is often taken for another: they share what is listed.
FAMILIES = (("ru", "uk", "be", "bg", "mk", "sr"), ("cs", "sk"), ("hr", "bs", "sr", "sl"), ("da", "no", "sv"), ("id", "ms"))
_DENSE = frozenset(("ja", "ko", "th", "zh"))
BEGINNING_MAX = 16
Meaning = Callable[[str], str | None]
"""The term of a word in lower case; None where its meaning is not listed."""


class _Listed(NamedTuple):
    """Words, how words begin, how they end and what they hold, each with its term."""

    whole: dict[str, str]
    beginnings: dict[str, str]
    endings: dict[str, str]
    inside: dict[str, str]

    def term(self, word: str) -> str | None:
        """The term of a word, the longest beginning first."""
        word = without_accents(word)
        if (term := self.whole.get(word)) is not None:
            return term
        sizes = range(min(len(word), BEGINNING_MAX), 1, -1)
        beginnings = (self.beginnings.get(word[:size]) for size in sizes)
        endings = (term for ending, term in self.endings.items() if word.endswith(ending))
        inside = (term for part, term in self.inside.items() if part in word)
        return next((term for some in (beginnings, endings, inside) for term in some if term is not None), None)


def meaning_in(lang: str) -> Meaning | None:
    """What finds the terms of words of a language; None where nothing is listed.

    >>> find = meaning_in("uk")
    >>> [find(word) for word in ("зайти", "вхід", "увійти", "погода")] if find else None
    ['login', 'login', 'login', None]
    """
    listed = _listed(lang)
    return listed.term if any(listed) else None


def meanings_within(lang: str) -> dict[str, str]:
    """Of a script that sets no spaces: what a text may hold, and its term."""
    return _listed(lang).whole if lang in _DENSE else {}


@cache
def _listed(lang: str) -> _Listed:
    related = [one for family in FAMILIES if lang in family for one in family if one != lang]
    listed = _Listed({}, {}, {}, {})
    for one in (*related, lang):
        for term, words in _by_language().get(one, ()):
            for word in (term, *words):
                _put(listed, word, term)
    return listed


def _put(listed: _Listed, word: str, term: str) -> None:
    bare = without_accents(word.strip("-"))
    if word.startswith("-"):
        (listed.inside if word.endswith("-") else listed.endings)[bare] = term
    else:
        (listed.beginnings if word.endswith("-") else listed.whole)[bare] = term


@cache
def _by_language() -> dict[str, list[tuple[str, list[str]]]]:
    found: defaultdict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for line in MEANINGS.strip().split("\n"):
        lang, _, meanings = line.partition(": ")
        found[lang] += [(one.split()[0], one.split()[1:]) for one in meanings.split(" | ")]
    return found


def has_meanings(lang: str) -> bool:
    """Whether there is a list of a language."""
    return lang in _by_language()
