"""General word frequencies from the maintained library `wordfreq`, as shares of our terms.

Its small lists (words that occur once in a million words or more; it ships them in its wheel) are run through the same
tokenizer as the mentions, so that every form of a word counts for its stem: once, in 0.1 to 0.4 s a language, and kept from
one start to the next (`stream.knowledge.kept`). English words turn up in every language, so each table holds them too,
stemmed as its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from detectors.knowledge import RATE_MIN, GeneralTable
from detectors.text.words import Words, is_clue
from stream.knowledge.kept import kept

# The tags under which wordfreq lists a language that mentions tag otherwise.
LISTED_AS = {"no": "nb", "tl": "fil", "sr": "sh", "hr": "sh", "bs": "sh"}
# Written without spaces: mentions give pairs of characters, of which many cross the border of two words.
UNSPACED = frozenset(("zh", "ja", "ko"))
_read: dict[str, GeneralTable] = {}


def general_frequencies(lang: str) -> GeneralTable:
    """Term to its share of the terms of a language; empty where wordfreq has no list. Stop words are in no table."""
    found = _read.get(lang)
    if found is None:
        found = kept(lang, _counted) if lang.isalpha() else {}
        if found:
            # There are as many as there are lists; strange tags are without number.
            _read[lang] = found
    return found


def _counted(lang: str) -> dict[str, float]:
    listed = LISTED_AS.get(lang, lang)
    if listed not in _lists():
        return {}
    from wordfreq import get_frequency_dict

    words = get_frequency_dict(listed, "small")
    table = _pairs(words, Words(lang)) if lang in UNSPACED else _terms(words, Words(lang))
    return {term: share for term, share in table.items() if share >= RATE_MIN}


@cache
def _lists() -> frozenset[str]:
    # Here, since it brings a tokenizer of its own with it, which takes a quarter of a second and is not needed.
    from wordfreq import available_languages

    return frozenset(available_languages("small"))


def _terms(words: Mapping[str, float], tokenizer: Words) -> dict[str, float]:
    shares: defaultdict[str, float] = defaultdict(float)
    for frequency, terms in zip(words.values(), tokenizer.of_each(list(words)), strict=True):
        for term in terms:
            if not is_clue(term):
                shares[term] += frequency
    total = sum(shares.values())
    return {term: share / total for term, share in shares.items()}


def _pairs(words: Mapping[str, float], tokenizer: Words) -> dict[str, float]:
    """Pairs of characters: within words as often as these, across two words as often as their ends meet by chance."""
    shares: defaultdict[str, float] = defaultdict(float)
    first: defaultdict[str, float] = defaultdict(float)
    last: defaultdict[str, float] = defaultdict(float)
    for word, frequency in words.items():
        for term in tokenizer[word] if len(word) > 2 else (word,):
            if not is_clue(term):
                shares[term] += frequency
        first[word[0]] += frequency
        last[word[-1]] += frequency
        for pair in map("".join, pairwise(word)):
            shares[pair] += 0.0
    for pair in [pair for pair in shares if len(pair) == 2]:
        shares[pair] += last[pair[0]] * first[pair[1]]
    total = sum(shares.values())
    return {term: share / total for term, share in shares.items()}
