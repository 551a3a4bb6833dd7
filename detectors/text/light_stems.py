"""Light stems: for languages that no stemmer of Snowball knows, and where it leaves forms of one word apart.

Hebrew writes the article and short prepositions onto the word: letters are taken off in front, endings behind (a light
stemmer in the sense of Larkey et al. 2002, for Arabic). Of languages that inflect at the end, the first letters do nearly
as well as a stemmer made for them (McNamee and Mayfield 2004).
"""

from __future__ import annotations

from collections.abc import Callable

KEPT = 6
_INFLECTED = """
    af az be bg bs cy eo gl hr is ka kk ky la lb lv mk mn mt sk sl sq sw tg tk uk uz
"""
_TRUNCATED = frozenset(_INFLECTED.split())
# Of these a stemmer leaves forms of one word apart, which so many letters bring together.
_AFTER_STEM = {"fi": 7, "et": 7, "hu": 7, "tr": 6}
_ARABIC_FRONT = ("وال", "فال", "بال", "كال")
_HEBREW_FRONT = frozenset("והבלכמש")
_HEBREW_ENDS = ("ויות", "יות", "ות", "ים", "ית", "ה", "י", "ת")
_HEBREW_LEAST = 4
_ARABIC_LEAST = 5


def with_light_stem(lang: str, stem: Callable[[str], str] | None) -> Callable[[str], str] | None:
    """What stems words (lower case) of this language: `stem`, what is here, or both; None where nothing does."""
    if stem is None:
        return light_stemmer(lang)
    if lang == "ar":
        return lambda word: stem(word[1:] if word.startswith(_ARABIC_FRONT) and len(word) > _ARABIC_LEAST else word)
    kept = _AFTER_STEM.get(lang)
    return stem if kept is None else lambda word: stem(word)[:kept]


def light_stemmer(lang: str) -> Callable[[str], str] | None:
    """What stems words (lower case) of this language, None where nothing does."""
    if lang == "he":
        return hebrew
    return first_letters if lang in _TRUNCATED else None


def first_letters(word: str) -> str:
    """The first letters of a word, which hardly ever are an ending."""
    return word[:KEPT]


def hebrew(word: str) -> str:
    """A word without up to two of the letters that are written onto it, and without its ending.

    >>> {hebrew(word) for word in ("להתחבר", "ההתחברות", "בהתחברות")} == {"התחבר"}
    True
    """
    for _ in range(2):
        if len(word) > _HEBREW_LEAST + 1 and word[0] in _HEBREW_FRONT and word[:2] != "הת":
            word = word[1:]
    for ending in _HEBREW_ENDS:
        if word.endswith(ending) and len(word) - len(ending) >= _HEBREW_LEAST:
            return word.removesuffix(ending)
    return word
