"""What is known from outside a brand: how common a term is in its language and in support talk at large.

    general word frequencies ┐
                             ├→ Knowledge.rate(term, lang) → share test, grouping, titles, distinctive terms, cohesion
    document frequencies ────┘

A young or quiet brand has no past of its own to tell a word of its field from news. Where nothing is known, `NOTHING` takes
every term for rare. The tables come in as values; `stream.knowledge` reads them.
"""

from __future__ import annotations

from detectors.knowledge.counting import DocumentCounter
from detectors.knowledge.rates import NOTHING, RATE_MAX, RATE_MIN, Knowledge, dotted, folded, share_of
from detectors.knowledge.tables import DocumentTable, FrequencySource, GeneralTable

__all__ = [
    "NOTHING",
    "RATE_MAX",
    "RATE_MIN",
    "DocumentCounter",
    "DocumentTable",
    "FrequencySource",
    "GeneralTable",
    "Knowledge",
    "dotted",
    "folded",
    "share_of",
]
