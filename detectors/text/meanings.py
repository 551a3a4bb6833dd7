"""Words of one meaning: what people of every brand report ("log in", "card", "parcel", "late") in words of many forms.

A stemmer brings forms of one word together; a verb and its noun ("зайти", "вхід"), or a parcel and a delivery, stay apart,
and eight people who cannot log in share no word. A closed list gives such words one term, the first that is listed of the
language or its family. Of English near synonyms alone are listed: who was billed was charged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain

from detectors.text.clean import without_accents
from detectors.text.further_meanings import FURTHER_MEANINGS
from detectors.text.meaning_lists import MEANINGS
from detectors.text.service_meanings import SERVICE_MEANINGS

# A short text in one of these is often taken for another: they share what is listed.
FAMILIES = (("ru", "uk", "be", "bg", "mk", "sr"), ("cs", "sk"), ("hr", "bs", "sr", "sl"), ("da", "no", "sv"), ("id", "ms"))
_DENSE = frozenset(("ja", "ko", "th", "zh"))
BEGINNING_MIN = 2
# Who says one of these says that something fails.
FAULTS = ("crash", "declin", "late", "wrong")
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


class _Listed:
    """Words, how words begin, how they end and what they hold, each with its term."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self.whole: dict[str, str] = {}
        self._beginnings: dict[str, str] = {}
        self._endings: dict[str, str] = {}
        self._inside: dict[str, str] = {}
        # A hyphen stands where more may be written.
        for word, term in terms.items():
            if word.startswith("-"):
                kind = self._inside if word.endswith("-") else self._endings
            else:
                kind = self._beginnings if word.endswith("-") else self.whole
            kind[without_accents(word.strip("-"))] = term
        # Most words are none of these: no beginning of theirs is looked for whose first letters none has.
        self._first = frozenset(one[:BEGINNING_MIN] for one in self._beginnings)
        self._sizes = sorted({len(one) for one in self._beginnings}, reverse=True)
        self._last = tuple(self._endings)

    def __bool__(self) -> bool:
        return bool(self.whole or self._beginnings or self._endings or self._inside)

    def term(self, word: str) -> str | None:
        """The term of a word, the longest beginning first."""
        word = without_accents(word)
        if (term := self.whole.get(word)) is not None:
            return term
        if word[:BEGINNING_MIN] in self._first:
            for size in self._sizes:
                if size <= len(word) and (term := self._beginnings.get(word[:size])) is not None:
                    return term
        if word.endswith(self._last):
            return next(term for ending, term in self._endings.items() if word.endswith(ending))
        for part, term in self._inside.items():
            if part in word:
                return term
        return None


def meaning_in(lang: str) -> Meaning | None:
    """What finds the terms of words of a language; None where nothing is listed.

    >>> find = meaning_in("uk")
    >>> [find(word) for word in ("зайти", "вхід", "увійти", "погода")] if find else None
    ['воити', 'воити', 'воити', None]
    """
    listed = _listed(lang)
    return listed.term if listed else None


def meanings_within(lang: str) -> dict[str, str]:
    """Of a script that sets no spaces: what a text may hold, and its term."""
    return _listed(lang).whole if lang in _DENSE else {}


@cache
def _listed(lang: str) -> _Listed:
    related = [one for family in FAMILIES if lang in family for one in family if one != lang]
    return _Listed(
        {
            word: _term_of(one, meaning)
            for one in (*related, lang)
            for meaning, words in _words_of(one).items()
            for word in (meaning, *words)
        }
    )


def _term_of(lang: str, meaning: str) -> str:
    """The term of a meaning: its first word in the first language of a family that lists it."""
    family = next((family for family in FAMILIES if lang in family), (lang,))
    listed = next(words for one in family if (words := _words_of(one).get(meaning)))
    return without_accents(listed[0].strip("-"))


@cache
def fault_terms(lang: str) -> frozenset[str]:
    """The terms of a language that mean a fault by themselves."""
    return frozenset(_term_of(lang, meaning) for meaning in FAULTS if meaning in _words_of(lang))


@cache
def fault_words_within(lang: str) -> tuple[str, ...]:
    """Of a script that sets no spaces: what a text may hold that means a fault by itself."""
    faults = fault_terms(lang)
    return tuple(word for word, term in meanings_within(lang).items() if term in faults)


@cache
def _words_of(lang: str) -> dict[str, list[str]]:
    """The words of a language by their meaning, an English stem, which is used in every language."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for lists in (MEANINGS, FURTHER_MEANINGS, SERVICE_MEANINGS):
        for meaning, words in _by_language(lists).get(lang, {}).items():
            found[meaning] += words
    return dict(found)


@cache
def _by_language(lists: str) -> dict[str, dict[str, list[str]]]:
    """The words of each language of these lists by their meaning."""
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for line in lists.strip().split("\n"):
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
    for lang, meanings in _by_language(MEANINGS).items():
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
    listed, first = families_by_beginning(), _first_letters()
    for word in map(without_accents, words):
        # Hardly a word begins like one that is listed.
        if word[:TELLING_MIN] in first:
            for size in range(TELLING_MAX, TELLING_MIN - 1, -1):
                if word[:size] in listed:
                    return listed[word[:size]]
    return ()


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(word[:TELLING_MIN] for word in families_by_beginning())


def has_meanings(lang: str) -> bool:
    """Whether there is a list of a language."""
    return bool(_words_of(lang))
