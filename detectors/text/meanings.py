"""Words of one meaning: what people of every brand report ("log in", "card", "parcel", "late") in words of many forms.

A stemmer brings forms of one word together; a verb and its noun ("зайти", "вхід"), or a parcel and a delivery, stay apart,
and eight people who cannot log in share no word. A closed list gives such words one term, the first that is listed of the
language or its family. English keeps its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from typing import NamedTuple

from detectors.text.clean import without_accents
from detectors.text.meaning_lists import MEANINGS

# A short text in one of these is often taken for another: they share what is listed.
FAMILIES = (("ru", "uk", "be", "bg", "mk", "sr"), ("cs", "sk"), ("hr", "bs", "sr", "sl"), ("da", "no", "sv"), ("id", "ms"))
_DENSE = frozenset(("ja", "ko", "th", "zh"))
BEGINNING_MAX = 16
# So many letters of a word's beginning say which language it is of.
TELLING_MIN, TELLING_MAX = 5, 8
# Words of English, or of other languages in another sense, begin so too.
_ELSEWHERE = """
    acced acces admis autent blocca capaz chiud cierra commande comand conect conex conn crash data debit delay deliv
    element entra fecha ident inter iniciar level log order package parcel plant plastik radi refus reject respin retard
    tahsil tarde termin trava wifi
"""
ELSEWHERE = tuple(_ELSEWHERE.split())
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
    ['воити', 'воити', 'воити', None]
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
        for meaning, words in _by_language().get(one, {}).items():
            for word in (meaning, *words):
                _put(listed, word, _term_of(one, meaning))
    return listed


def _put(listed: _Listed, word: str, term: str) -> None:
    bare = without_accents(word.strip("-"))
    if word.startswith("-"):
        (listed.inside if word.endswith("-") else listed.endings)[bare] = term
    else:
        (listed.beginnings if word.endswith("-") else listed.whole)[bare] = term


def _term_of(lang: str, meaning: str) -> str:
    """The term of a meaning: its first word in the first language of a family that lists it."""
    family = next((family for family in FAMILIES if lang in family), (lang,))
    listed = next(words for one in family if (words := _by_language().get(one, {}).get(meaning)))
    return without_accents(listed[0].strip("-"))


@cache
def _by_language() -> dict[str, dict[str, list[str]]]:
    """The words of each language by their meaning, an English stem, which is used in every language."""
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for line in MEANINGS.strip().split("\n"):
        lang, _, meanings = line.partition(": ")
        for one in meanings.split(" | "):
            meaning, *words = one.split()
            found[lang].setdefault(meaning, []).extend(words)
    return found


@cache
def families_by_beginning() -> dict[str, tuple[str, ...]]:
    """How listed words of `TELLING_MIN` Latin letters or more begin, without accents, each with the languages that list it;
    none that languages of several families list, or that others use of other things."""
    found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for lang, meanings in _by_language().items():
        family = next((family for family in FAMILIES if lang in family), (lang,))
        for word in chain.from_iterable(meanings.values()):
            bare = without_accents(word.strip("-"))
            if not word.startswith("-") and len(bare) >= TELLING_MIN and bare < "\u0250" and not bare.startswith(ELSEWHERE):
                found[bare[:TELLING_MAX]].add(family)
    return {begin: next(iter(families)) for begin, families in found.items() if len(families) == 1}


def languages_by_words(words: Iterable[str]) -> tuple[str, ...]:
    """The languages of one family that the first of these words that tells is listed of; none where none does.

    >>> languages_by_words(["negaliu", "prisijungti"]), languages_by_words(["login"])
    (('lt',), ())
    """
    listed = families_by_beginning()
    for word in map(without_accents, words):
        for size in range(min(len(word), TELLING_MAX), TELLING_MIN - 1, -1):
            if word[:size] in listed:
                return listed[word[:size]]
    return ()


def has_meanings(lang: str) -> bool:
    """Whether there is a list of a language."""
    return lang in _by_language()
