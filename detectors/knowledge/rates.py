"""How common a term is outside the brand, from general frequencies and support talk together."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from detectors.knowledge.tables import DocumentTable, FrequencySource, GeneralTable
from detectors.text import primary

# No term is taken for rarer, whether a list holds it or not: lists end somewhere, and names and products are in none.
RATE_MIN = 8e-6
# Nor for commoner: what more people say is a stop word, or the brand's own past tells.
RATE_MAX = 0.02
# In a language without any table rare and common cannot be told apart: terms are taken for middling.
RATE_UNKNOWN = 1e-4
# General frequencies weigh as much as so many terms of support talk (some 8,000 short posts).
GENERAL_TERMS = 200_000.0
# At most this share of a brand's people is expected to say anything.
SHARE_MAX = 0.6
# What is looked up again and again is remembered, up to so many terms.
REMEMBERED_MAX = 200_000
ENGLISH = "en"

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
        self._rates: dict[tuple[str, str], float] = {}
        self.digest = digest

    @property
    def sources(self) -> Sequence[FrequencySource]:
        return self._used

    def of_brand(self, brand: str) -> Knowledge:
        """What is known from outside this brand: sources counted from its own texts are left out."""
        if all(not source.brand or folded(source.brand) != folded(brand) for source in self._sources):
            return self
        return Knowledge(self._general, self._sources, self.digest, brand)

    def rate(self, term: str, lang: str = "") -> float:
        """Expected occurrences of `term` per distinct term of a post, between `RATE_MIN` and `RATE_MAX`."""
        held = self._rates.get((term, lang))
        if held is None:
            if len(self._rates) >= REMEMBERED_MAX:
                self._rates.clear()
            tags = dict.fromkeys((primary(lang) or ENGLISH, ENGLISH))
            held = min(RATE_MAX, max(RATE_MIN, *(self._in_language(term, tag) for tag in tags)))
            self._rates[term, lang] = held
        return held

    def knows(self, lang: str) -> bool:
        """Whether there is a table of this language, so that common words can be told from rare ones."""
        tag = primary(lang) or ENGLISH
        return bool(self._general(tag)) or any(tag in source.languages for source in self._used)

    def share(self, term: str, lang: str, terms_each: float) -> float:
        """The share of people expected to say `term`, who say `terms_each` distinct terms in the mean."""
        return min(SHARE_MAX, 1.0 - math.exp(-self.rate(term, lang) * terms_each))

    def _in_language(self, term: str, tag: str) -> float:
        general = self._general(tag)
        counted = [table for source in self._used if (table := source.languages.get(tag)) is not None]
        if not general and not counted:
            return RATE_UNKNOWN if tag != ENGLISH else RATE_MIN
        said = sum(table.counts.get(term, 0) for table in counted)
        return _combined(said, sum(table.terms for table in counted), general.get(term, RATE_MIN))


def _combined(said: int, terms: int, general: float) -> float:
    return (said + GENERAL_TERMS * general) / (terms + GENERAL_TERMS)


def folded(name: str) -> str:
    """A brand's name as it is compared: letters and digits only, case folded."""
    return "".join(char for char in name.casefold() if char.isalnum())


NOTHING = Knowledge()
"""No knowledge at all: every term is as rare as `RATE_MIN`."""

__all__ = ["NOTHING", "RATE_MAX", "RATE_MIN", "DocumentTable", "Knowledge", "folded"]
