"""How common a term is outside the brand, from general frequencies and support talk together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import exp
from typing import NamedTuple

from detectors.knowledge.first_rates import REMEMBERED_MAX, SHARE_MAX, FirstRates
from detectors.knowledge.formulas import formulas
from detectors.knowledge.tables import DocumentTable, FrequencySource, GeneralTable
from detectors.text import primary

# No term is taken for rarer, whether a list holds it or not: lists end somewhere, and names and products are in none.
RATE_MIN = 8e-6
# Nor for commoner: what more people say is a stop word, or the brand's own past tells.
RATE_MAX = 0.02
# In a language without any table rare and common cannot be distinguished: terms count as neither.
RATE_UNKNOWN = 1e-4
# A term that no list holds.
UNLISTED = "\0"
# General frequencies weigh as much as so many terms of support talk (some 8,000 short posts).
GENERAL_TERMS = 200_000.0
ENGLISH = "en"
UNKNOWN = ""
TAGS_MAX, TAG_CHARS_MAX = 256, 12

General = Callable[[str], GeneralTable]
"""The general frequencies of a language by its primary subtag; empty where there are none."""


def no_general(_lang: str) -> GeneralTable:
    """No general frequencies of any language."""
    return {}


class Knowledge:
    """Answers how often a term turns up among the distinct terms of a post about anything.

    General frequencies and counted support talk are combined as a Dirichlet prior with its data: a large body of support
    talk outweighs the general list, a small one hardly moves it. Terms of other languages turn up in every language, mostly
    English ones: the larger of the two rates counts. `digest` identifies the tables (for logs and hashes).

    >>> table = DocumentTable(documents=1000, terms=20_000, counts={"login": 100})
    >>> source = FrequencySource(name="example", counted="2026-01-31", languages={"en": table})
    >>> known = Knowledge(lambda lang: {"time": 0.006} if lang == "en" else {}, [source])
    >>> known.rate("login", "en") > 10 * known.rate("gah", "en")
    True
    >>> round(known.share("time", "en", 25), 3)
    0.127
    """

    def __init__(
        self, general: General = no_general, sources: Sequence[FrequencySource] = (), digest: str = "", brand: str = ""
    ) -> None:
        self._general = general
        self._sources = tuple(sources)
        own = folded(brand)
        self._used = tuple(source for source in self._sources if not source.brand or folded(source.brand) != own)
        # Of each primary subtag, and of the tags that were asked for.
        self._rates: dict[str, Rates] = {}
        self._by_tag: dict[str, Rates] = {}
        self._first: dict[str, FirstRates] = {}
        self._first_by_tag: dict[str, FirstRates] = {}
        self.digest = digest

    @property
    def sources(self) -> Sequence[FrequencySource]:
        return self._used

    def of_brand(self, brand: str) -> Knowledge:
        """What is known from outside this brand: sources counted from its own texts are left out."""
        if all(not source.brand or folded(source.brand) != folded(brand) for source in self._used):
            return self
        return Knowledge(self._general, self._used, self.digest, brand)

    def rate(self, term: str, lang: str = "") -> float:
        """Expected occurrences of `term` per distinct term of a post, between `RATE_MIN` and `RATE_MAX`."""
        return self.rates(lang)[term]

    def rates(self, lang: str = "") -> Rates:
        """`rate` of a language: a mapping that finds any term."""
        found = self._by_tag.get(lang)
        if found is None:
            tag = primary(lang) or ENGLISH
            found = Rates([self._tables(one) for one in dict.fromkeys((tag, ENGLISH))])
            # All languages of which nothing is known are one, for strange tags are many; but for English, whose words are
            # rare where nothing is known of them: else what was asked for first would decide for both.
            found = self._rates.setdefault(tag if found.is_known or tag == ENGLISH else UNKNOWN, found)
            if len(self._by_tag) < TAGS_MAX and len(lang) <= TAG_CHARS_MAX:
                self._by_tag[lang] = found
        return found

    def first_rates(self, lang: str = "") -> FirstRates:
        """What words of a language are priced by when a brand meets them first."""
        found = self._first_by_tag.get(lang)
        if found is None:
            rates, tag = self.rates(lang), primary(lang) or ENGLISH
            # As of `rates`, all of which nothing is known are one.
            is_one = rates.is_known or tag == ENGLISH or formulas(tag) != formulas(ENGLISH)
            found = self._first.setdefault(tag if is_one else UNKNOWN, FirstRates(rates.found, tag))
            if len(self._first_by_tag) < TAGS_MAX and len(lang) <= TAG_CHARS_MAX:
                self._first_by_tag[lang] = found
        return found

    def unlisted(self, lang: str) -> float:
        """The `rate` of a word of which nothing is known in this language."""
        return self.rates(lang)[UNLISTED]

    def knows(self, lang: str) -> bool:
        """Whether there is a table of this language, so that common words can be distinguished from rare ones."""
        return self.rates(lang).is_known

    def share(self, term: str, lang: str, terms_each: float) -> float:
        """The share of people expected to say `term`, who say `terms_each` distinct terms in the mean."""
        return share_of(self.rate(term, lang), terms_each)

    def _tables(self, tag: str) -> Tables:
        counted = [table for source in self._used if (table := source.languages.get(tag)) is not None]
        general = self._general(tag)
        unknown = RATE_MIN if general or counted or tag == ENGLISH else RATE_UNKNOWN
        terms = sum(table.terms for table in counted)
        return Tables(general, [table.counts for table in counted], terms, unknown)


class Tables(NamedTuple):
    """What is known of one language: general frequencies, the counts of support talk and how many terms were counted."""

    general: GeneralTable
    counts: list[dict[str, int]]
    terms: int
    unknown: float


class Rates(dict[str, float]):
    """The rate of each term of a language, found when it is first asked for and remembered, up to `REMEMBERED_MAX` terms.

    The first of `tables` is the language's own, then English; the larger rate counts."""

    def __init__(self, tables: Sequence[Tables]) -> None:
        super().__init__()
        self._tables = tables
        self.is_known = bool(tables[0].general or tables[0].counts)

    def __missing__(self, term: str) -> float:
        if len(self) >= REMEMBERED_MAX:
            self.clear()
        rate = self[term] = self.found(term)
        return rate

    def found(self, term: str) -> float:
        """The rate of a term that is not remembered afterwards."""
        rate = RATE_MIN
        for general, counted, terms, unknown in self._tables:
            if general or counted:
                occurrences = 0
                for counts in counted:
                    occurrences += counts.get(term, 0)
                unknown = (occurrences + GENERAL_TERMS * general.get(term, RATE_MIN)) / (terms + GENERAL_TERMS)
            if unknown > rate:
                rate = unknown
        return min(RATE_MAX, rate)


def share_of(rate: float, terms_each: float) -> float:
    """The share of people expected to say a term of that rate, who say `terms_each` distinct terms in the mean."""
    return min(SHARE_MAX, 1.0 - exp(-rate * terms_each))


DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"


@lru_cache(maxsize=10_000)
def folded(name: str) -> str:
    """A brand's name as it is compared: letters and digits only, case folded, ı as i.

    >>> folded("VakıfBank"), folded("VAKIFBANK"), folded("H&M")
    ('vakifbank', 'vakifbank', 'hm')
    """
    return dotted("".join(char for char in name.casefold() if char.isalnum()))


def dotted(word: str) -> str:
    """A word with i for ı: who has no Turkish keyboard writes so, and capitals are folded to either."""
    return word.replace(DOTLESS, "i")


NOTHING = Knowledge()
"""No knowledge at all: every term is as rare as `RATE_MIN`."""

__all__ = ["NOTHING", "RATE_MAX", "RATE_MIN", "DocumentTable", "Knowledge", "dotted", "folded", "share_of"]
