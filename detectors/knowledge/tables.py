"""Tables of how common terms are, as plain values. Numbers only: no table holds a text."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

GeneralTable = Mapping[str, float]
"""Term to its share of all terms of a language (0 to 1), in general writing."""


class DocumentTable(msgspec.Struct, frozen=True):
    """Document frequencies of one language: of `documents` texts, so many hold each term; `terms` is the number of distinct
    terms of all texts, summed. Terms that fewer than `DocumentCounter.documents_min` texts hold are left out."""

    documents: int
    terms: int
    counts: dict[str, int]


class FrequencySource(msgspec.Struct, frozen=True, kw_only=True):
    """The document frequencies counted from one body of texts.

    `name` and `counted` (a date) identify it in the documentation. `brand` is the brand the texts are about, empty for many
    brands: a source is never used for its own brand, whose past is no outside knowledge. `tokenizer` is the version of the
    terms (`detectors.text.TOKENIZER`).
    """

    name: str
    counted: str
    brand: str = ""
    licence: str = ""
    tokenizer: int = 0
    languages: dict[str, DocumentTable] = {}
