"""Set phrases that say alone how somebody feels: "nothing bad to say", "10/10"; "waste of money", "still waiting".

A model of words hears *bad* in the first and nothing in the last. The lists are closed (`set_phrase_lists`); a phrase that
is denied ("would not recommend", "not a waste of money") is none. One look at the words of a bounded beginning.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from detectors.text.phrases import Phrases
from detectors.text.set_phrase_lists import DELIGHT, DISMAY

LOOKED_AT = 600
DENIED_WITHIN = 24
_DENIED = re.compile(
    r"(?:\b(?:not|n't|never|no|hardly|\w+n't|cannot|nicht|kein\w*|nie|niemals|pas|ne|jamais|non|nunca|não|nao|jamás"
    r"|mai|niet|geen|inte|ikke|ei|en|не|ні|nem|nu|nije|nisam|δεν|değil|tidak|kurang|bukan|tak|không|chẳng|chưa|لا|ليس|לא)"
    r"\s+(?:\S+\s+)?|ไม่|不|没|沒|비)$"
)


class SetPhrases(NamedTuple):
    """Whether a text has a phrase of either kind."""

    delight: bool
    dismay: bool


_PHRASES = Phrases(DELIGHT, DISMAY)
NONE = SetPhrases(False, False)


def set_phrases(text: str) -> SetPhrases:
    """Which kinds of phrase a text has.

    >>> set_phrases("Nothing bad to say, it never gets boring"), set_phrases("Sorry, I would not recommend it")
    (SetPhrases(delight=True, dismay=False), SetPhrases(delight=False, dismay=True))
    """
    plain = text[:LOOKED_AT].lower().replace("’", "'")
    kinds = {kind for kind, start, _ in _PHRASES.occurrences(plain) if not _is_denied(plain, start)}
    return SetPhrases(0 in kinds, 1 in kinds) if kinds else NONE


def _is_denied(plain: str, start: int) -> bool:
    return _DENIED.search(plain, max(0, start - DENIED_WITHIN), start) is not None
