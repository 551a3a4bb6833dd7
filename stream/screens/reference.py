"""Texts of a language's common words, drawn by their frequency: what a text scores in it that says nothing in particular.

A model learns languages along with complaints: what it makes of the common words of one would else stand for a complaint,
or against one, in every text of a source that it has not seen. Frequencies are those of the library `wordfreq`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from zlib import crc32

import numpy as np

from stream.knowledge.general import LISTED_AS, UNSPACED

TEXTS, WORDS = 80, 15


@cache
def reference_languages() -> tuple[str, ...]:
    """The languages of which word frequencies are known, under every name that mentions may have for them."""
    from wordfreq import available_languages

    listed = set(available_languages("small"))
    return tuple(sorted(listed | {name for name, tag in LISTED_AS.items() if tag in listed}))


def reference_texts(lang: str) -> Iterator[str]:
    """Texts of the common words of a language, the same ones every time."""
    from wordfreq import get_frequency_dict

    shares = get_frequency_dict(LISTED_AS.get(lang, lang), "small")
    words = sorted(shares)
    chances = np.array([shares[word] for word in words])
    draw = np.random.default_rng(crc32(lang.encode()))
    drawn = draw.choice(len(words), size=(TEXTS, WORDS), p=chances / chances.sum())
    between = "" if lang in UNSPACED else " "
    return (between.join(words[number] for number in row) for row in drawn.tolist())
