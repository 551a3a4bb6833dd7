"""Replies that only agree: "same here", "+1", "moi aussi", "同じ". They have no words of their own to be grouped by.

A short text agrees when all of its words are words of agreement, and one of them carries it. Both lists are closed and hold
what people write under somebody else's complaint; where no spaces are set, the whole text is one of the phrases.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from detectors.text.agreement_lists import CARRY, FILL, POLITE, WHOLE

# Longer replies say something of their own.
TEXT_CHARS_MAX = 80
WORDS_MAX = 7

CARRIES = frozenset(word.replace("-", " ") for word in CARRY.casefold().split())
FILLS = frozenset(FILL.casefold().split())
PHRASES = frozenset(WHOLE.casefold().split())
# What the phrases of two words are made of.
_PARTS = frozenset(part for phrase in CARRIES if " " in phrase for part in phrase.split())


def agrees(text: str) -> bool:
    """Whether a reply only says that it is the same for its author; cost is bounded, whatever the length of the text.

    >>> agrees("@acme Same here!!"), agrees("+1"), agrees("moi aussi 😡"), agrees("同じです"), agrees("same day delivery")
    (True, True, True, True, False)
    """
    if len(text) > TEXT_CHARS_MAX:
        return False
    words = [word for piece in text.casefold().split() if piece[0] != "@" and (word := _bare(piece))]
    if not words or len(words) > WORDS_MAX:
        return False
    if is_whole("".join(words)):
        return True
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    carries = not CARRIES.isdisjoint(words) or not CARRIES.isdisjoint(pairs)
    return carries and all(word in FILLS or word in CARRIES or word in _PARTS for word in words)


def is_whole(joined: str) -> bool:
    """Whether the words, joined, are a whole reply of agreement, however politely it ends."""
    shorter = next((joined.removesuffix(end) for end in POLITE if joined.endswith(end)), joined)
    return joined in PHRASES or shorter in PHRASES or shorter.removesuffix("เลย") in PHRASES


def _bare(piece: str) -> str:
    """A word without the punctuation and symbols around it; the plus of `+1` stays."""
    if piece.strip(".,!?") in ("+1", "1+", "+1000", "++", "+2"):
        return "+1"
    kept = "".join(char for char in piece if unicodedata.category(char)[0] in "LMN" or char in "'’\"")
    return kept.strip("'’\"").replace("’", "'")
