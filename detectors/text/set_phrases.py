"""Set phrases that say alone how somebody feels: "nothing bad to say", "10/10"; "waste of money", "still waiting".

A model of words hears *bad* in the first and nothing in the last. The lists are closed (`set_phrase_lists`); a phrase that
is denied ("would not recommend", "not a waste of money") is none. One look at the words of a bounded beginning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from detectors.text.set_phrase_lists import DELIGHT, DISMAY

LOOKED_AT = 600
DENIED_WITHIN = 24
# From Thai on words are not set apart: phrases are found by their first two characters.
DENSE_FROM = "\u0e00"
_APART = str.maketrans(dict.fromkeys('.,;:!?"()[]{}<>*#@&+=~|\\-–—…“”„«»¡¿。，、！？；：（）「」', " "))
_DENIED = re.compile(
    r"(?:\b(?:not|n't|never|no|hardly|\w+n't|cannot|nicht|kein\w*|nie|niemals|pas|ne|jamais|non|nunca|não|nao|jamás"
    r"|mai|niet|geen|inte|ikke|ei|en|не|ні|nem|nu|nije|nisam|δεν|değil|tidak|kurang|bukan|tak|không|chẳng|chưa|لا|ليس|לא)"
    r"\s+(?:\S+\s+)?|ไม่|不|没|沒|비)$"
)


class SetPhrases(NamedTuple):
    """Whether a text has a phrase of either kind."""

    delight: bool
    dismay: bool


def _listed(phrases: str) -> list[str]:
    return sorted({one.strip() for line in phrases.splitlines() for one in line.split("|") if one.strip()})


def _by_longest_word(kinds: tuple[list[str], ...]) -> dict[str, list[tuple[int, str]]]:
    """Phrases with their kind by the longest of their words, the rarest as a rule; dense ones by two characters."""
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for kind, phrases in enumerate(kinds):
        for phrase in phrases:
            key = phrase[:2] if _is_dense(phrase) else max(_words(phrase), key=len)
            found[key].append((kind, phrase))
    return dict(found)


def _words(plain: str) -> list[str]:
    # A regular expression that finds words costs three times as much.
    return plain.translate(_APART).split()


def _is_dense(phrase: str) -> bool:
    return phrase[0] >= DENSE_FROM


_PHRASES = _by_longest_word((_listed(DELIGHT), _listed(DISMAY)))
_KEYS = frozenset(_PHRASES)
NONE = SetPhrases(False, False)


def set_phrases(text: str) -> SetPhrases:
    """Which kinds of phrase a text has.

    >>> set_phrases("Nothing bad to say, it never gets boring"), set_phrases("Sorry, I would not recommend it")
    (SetPhrases(delight=True, dismay=False), SetPhrases(delight=False, dismay=True))
    """
    plain = text[:LOOKED_AT].lower()
    if plain.isascii():
        keys = _KEYS.intersection(_words(plain))
    else:
        plain = plain.replace("’", "'")
        keys = _KEYS.intersection(_words(plain))
        if max(plain) >= DENSE_FROM:
            keys |= _KEYS.intersection(map("".join, pairwise(plain)))
    if not keys:
        return NONE
    kinds = {kind for key in keys for kind, phrase in _PHRASES[key] if _is_affirmed(phrase, plain)}
    return SetPhrases(0 in kinds, 1 in kinds)


def _is_affirmed(phrase: str, plain: str) -> bool:
    """Whether the text has the phrase, as whole words where its script sets words apart, and not denied."""
    at = plain.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        apart = _is_dense(phrase) or not (plain[at - 1 : at].isalnum() or plain[end : end + 1].isalnum())
        if apart and _DENIED.search(plain, max(0, at - DENIED_WITHIN), at) is None:
            return True
        at = plain.find(phrase, end)
    return False
