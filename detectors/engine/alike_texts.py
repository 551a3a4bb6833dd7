"""Whether one text is written from another: in the same runs of words, in another order, misspelt, beside a remark."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from detectors.knowledge.formulas import formulas
from detectors.post import Post
from detectors.text.clean import plain
from detectors.text.runs import hashes
from detectors.text.simple_words import is_joined
from detectors.verdict.near_duplicates import LONG_WORDS, SHARED_MIN, SHINGLE, length, shingles

# Whoever adds so many different words of their own, and this part of all, says something themselves.
OWN_WORDS_MIN, OWN_WORDS_PART = 3, 0.25
# Where a letter of many words was changed, most words and a run of them are enough.
RUNS_MIN, WORDS_PART = 1, 0.7
# In whatever order, so many words in common and this part of the longer text. Where half are, and few are left, a word with
# one letter changed, or run together with another, is the same.
SHUFFLED_MIN, SHUFFLED_PART = 6, 0.75
HALF, LEFT_MAX, MISSPELT_MIN = 0.5, 8, 4
# Nobody writes so many words in a row as somebody else did, small ones included: where they are this part of the longer
# text, one holds the other, whatever stands beside.
RUN_WORDS, RUN_LETTERS, RUN_PART = 10, 25, 0.5
BETWEEN = re.compile(r"[\W_]+")


def is_copy(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one is written from the other: most runs of three words, most words in some of the same runs, or so many
    words in any order."""
    if words == others:
        return True
    mine, theirs = set(words), set(others)
    shared, most = mine & theirs, max(len(mine), len(theirs))
    enough = max(SHUFFLED_MIN, SHUFFLED_PART * most)
    left = mine - shared
    if len(shared) >= enough or (
        len(shared) >= HALF * most
        and len(left) <= LEFT_MAX
        and len(shared) + len(left) - len(_other_words(left, theirs - shared)) >= enough
    ):
        return True
    runs_min = RUNS_MIN if len(shared) >= WORDS_PART * most else math.inf
    if min(length(words), length(others)) >= LONG_WORDS:
        runs_min = min(runs_min, SHARED_MIN * (min(len(words), len(others)) - SHINGLE + 1))
    if runs_min == math.inf:
        return False
    # To take both texts apart costs far more than to see that too few words, or too few in a row, are in both.
    both = [word in shared for word in words]
    if both.count(True) - SHINGLE + 1 < runs_min or sum(map(all, zip(both, both[1:], both[2:], strict=False))) < runs_min:
        return False
    return len(shingles(words) & shingles(others)) >= runs_min


def holds_text(post: Post, other: Post) -> bool:
    """Whether half of the longer of two posts is one run of the words of the other.

    >>> def post(text): return Post("1", 0.0, "ann", text, (), lang="en")
    >>> call = "never trust them with your savings again, switch to a fair provider today"
    >>> holds_text(post(f"Garden fairs. {call}"), post(f"{call} Library gossip"))
    True
    """
    mine, theirs = every_word(post.text), every_word(other.text)
    longer = max(len(mine), len(theirs))
    size = RUN_LETTERS if sum(len(word) == 1 for word in mine) > longer / 2 else RUN_WORDS
    least = max(1, math.ceil(RUN_PART * longer) - size + 1)
    if min(len(mine), len(theirs)) < size + least - 1:
        return False
    return len(hashes(mine, size) & hashes(theirs, size)) >= least


def every_word(text: str) -> list[str]:
    """All words in their order, without signs; in scripts without spaces all letters."""
    found: list[str] = []
    for word in BETWEEN.split(plain(text).casefold()):
        found.extend(word if word and is_joined(word[0]) else (word,) if word else ())
    return found


def says_itself(words: Iterable[str], others: Iterable[str], lang: str) -> bool:
    """Whether who posts these words beside those of a text says something of their own: only that counts of it then.

    Words of request are nobody's own.
    """
    mine, theirs = set(words), set(others)
    own = mine.difference(theirs, formulas(lang))
    enough = max(OWN_WORDS_MIN, OWN_WORDS_PART * len(mine))
    if enough <= len(own) <= LEFT_MAX:
        own = _other_words(own, theirs)
    return len(own) >= enough


def _other_words(words: set[str], others: set[str]) -> set[str]:
    """Those that are none of the others with a letter changed, left out or put in, nor one of these and what it is run
    together with."""
    return {word for word in words if not any(is_misspelt(word, other) for other in others)}


def is_misspelt(word: str, other: str) -> bool:
    """Whether two words differ by one letter, or one holds the other.

    >>> [is_misspelt("savings", other) for other in ("savwngs", "saving", "mysavings", "sayings", "selling")]
    [True, True, True, True, False]
    """
    short, long = sorted((word, other), key=len)
    if len(short) < MISSPELT_MIN:
        return False
    if short in long:
        return True
    begin = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return len(long) - len(short) <= 1 and short[begin + len(short) + 1 - len(long) :] == long[begin + 1 :]
