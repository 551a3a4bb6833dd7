"""A plain reading of text: folded words without stop words. For roots, titles and tests, where no tokenizer is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Words = Callable[[str, str], Sequence[str]]
"""Text and its language to normalised content words in their order; the same that made `Post.terms`."""

STOP_WORDS = """
a about after again all also am an and any anyone are as at be been but by can can't cannot cant could did didn't do
does doesn't doing don don't dont else for from get got had has have having he hello help her hey hi his how i i'm
i've if im in into is isn't it it's its ive just me my no not now of off on only or our out please really she since so
some still than thank thanks that the their them then there these they this to today too up us very was we were what
when where which who why will with won't wont would you your
"""
STOP = frozenset(STOP_WORDS.split())
WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
NOISE = re.compile(r"https?://\S+|www\.\S+|(?<!\w)@\w+|<\w+>")


def plain_words(text: str, _lang: str = "") -> list[str]:
    """A plain reading for when no tokenizer is given: folded words without stop words; `add-ons` is `addon`."""
    found = WORD.findall(NOISE.sub(" ", text))
    words = [w.casefold() for w in found] if text.isascii() else [w.casefold().replace("’", "'") for w in found]
    return [singular(w) if w.isalpha() else _joined(w) for w in words if w not in STOP]


def _joined(word: str) -> str:
    """A word with marks in it, as one; a number or a code as it is."""
    return word if any(map(str.isdigit, word)) else singular(word.replace("-", "").replace("'", ""))


def word_count(text: str) -> int:
    """How many words a text has; in scripts that set no spaces three characters count as one."""
    joined = 0 if text.isascii() else sum(map(is_joined, text))
    return len(text.split()) + joined // 3


def is_joined(char: str) -> bool:
    """Whether a character belongs to a script that sets no spaces between words: Thai to Khmer, Chinese, Japanese."""
    return (
        "\u0e00" <= char <= "\u0eff"
        or "\u1000" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff"
        or "\u3040" <= char <= "\u9fff"
    )


def singular(word: str) -> str:
    """A word without the English plural, so that one and many count together."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def shortened(text: str, limit: int) -> str:
    """The text within so many characters, cut between words where that leaves most of it.

    >>> shortened("the parcel never came", 14), shortened("the parcel", 14)
    ('the parcel…', 'the parcel')
    """
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    between = kept.rfind(" ")
    return (kept[:between] if between > limit // 2 else kept).rstrip(" ,.;:-–…") + "…"
