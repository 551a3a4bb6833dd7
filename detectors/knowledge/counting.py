"""Counts document frequencies: in how many texts of a language a term occurs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from detectors.knowledge.tables import DocumentTable, FrequencySource
from detectors.text import TOKENIZER, is_clue, primary


class DocumentCounter:
    """Collects the terms of texts and gives them as a `FrequencySource`.

    A term is kept when at least `documents_min` texts by as many people hold it: names and addresses of single people stay
    out of the table.

    >>> counter = DocumentCounter(documents_min=2)
    >>> for person in ("a", "b"):
    ...     counter.add("en", person, ["login", "fail", "login"])
    >>> counter.source("example", "2026-01-31").languages["en"].counts
    {'fail': 2, 'login': 2}
    """

    def __init__(self, documents_min: int = 3) -> None:
        self.documents_min = documents_min
        self._documents: Counter[str] = Counter()
        self._terms: Counter[str] = Counter()
        self._holding: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._seen: set[tuple[str, str]] = set()

    @property
    def documents(self) -> int:
        return self._documents.total()

    def add(self, lang: str, person: str, terms: Iterable[str]) -> None:
        """One text. The same terms of the same person again (a template, a repost of oneself) count once."""
        distinct = sorted({term for term in terms if not is_clue(term)})
        once = (person, " ".join(distinct))
        if not distinct or once in self._seen:
            return
        self._seen.add(once)
        tag = primary(lang)
        self._documents[tag] += 1
        self._terms[tag] += len(distinct)
        self._holding[tag].update(distinct)

    def source(self, name: str, counted: str, brand: str = "", licence: str = "") -> FrequencySource:
        """What was counted so far; languages and terms in alphabetical order."""
        languages = {
            tag: DocumentTable(self._documents[tag], self._terms[tag], self._kept(self._holding[tag]))
            for tag in sorted(self._holding)
        }
        return FrequencySource(
            name=name, counted=counted, brand=brand, licence=licence, tokenizer=TOKENIZER, languages=languages
        )

    def _kept(self, holding: Counter[str]) -> dict[str, int]:
        return {term: count for term, count in sorted(holding.items()) if count >= self.documents_min}
