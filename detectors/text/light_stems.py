"""Light stems: for languages that no stemmer of Snowball knows, and where it leaves forms of one word apart.

Hebrew writes the article and short prepositions onto the word: letters are taken off in front, endings behind (a light
stemmer in the sense of Larkey et al. 2002, for Arabic). Of languages that inflect at the end, the first letters do nearly
as well as a stemmer made for them (McNamee and Mayfield 2004).
"""

from __future__ import annotations

from collections.abc import Callable

from detectors.text.affixes import armenian, ethiopic, slavic, swahili, tagalog
from detectors.text.meanings import meaning_in

KEPT, KEPT_FIVE = 6, 5
_INFLECTED = """
    af az bs cy eo gl hr is ka kk ky la lb lv mn mt sk sl sq tg tk tt uz
"""
_TRUNCATED = frozenset(_INFLECTED.split())
# Where endings pile up, as in the Turkic languages, five letters tell words apart best (Can et al. 2008, of Turkish).
_FIVE = frozenset(("az", "ka", "kk", "ky", "mn", "tg", "tk", "tt", "uz"))
# Of these a stemmer leaves forms of one word apart, which so many letters bring together.
_AFTER_STEM = {"cs": 6, "fi": 7, "et": 7, "hu": 5, "tr": 6}
# Where "not" is written onto the verb, a word of so many letters loses it.
_DENIES = {"cs": "ne", "sk": "ne", "lv": "ne", "lt": "ne"}
_DENIED_LEAST = 7
_OF_THEIR_OWN: dict[str, Callable[[str], str]] = {
    "am": ethiopic,
    "be": slavic,
    "bg": slavic,
    "hy": armenian,
    "mk": slavic,
    "sw": swahili,
    "ti": ethiopic,
    "tl": tagalog,
    "uk": slavic,
}
_ARABIC_FRONT = ("وال", "فال", "بال", "كال")
_HEBREW_FRONT = frozenset("והבלכמש")
_HEBREW_ENDS = ("ויות", "יות", "ות", "ים", "ית", "ה", "י", "ת")
_HEBREW_LEAST = 4
_ARABIC_LEAST = 5


def is_stemmed(lang: str) -> bool:
    """Whether there is a light stemmer for a language."""
    return lang == "he" or lang in _TRUNCATED or lang in _OF_THEIR_OWN


def with_light_stem(lang: str, stem: Callable[[str], str] | None) -> Callable[[str], str] | None:
    """What stems words (lower case) of this language: `stem`, what is here, or both, and what gives words of one
    meaning one term (`detectors.text.meanings`); None where nothing does."""
    stemmed, meaning = _light_stem(lang, stem), meaning_in(lang)
    denies = _DENIES.get(lang)
    if denies is not None and stemmed is not None:
        stemmed = _without(denies, stemmed)
    if meaning is None:
        return stemmed
    return lambda word: meaning(word) or (stemmed(word) if stemmed is not None else word)


def _without(denies: str, stem: Callable[[str], str]) -> Callable[[str], str]:
    return lambda word: stem(word.removeprefix(denies) if len(word) >= _DENIED_LEAST else word)


def _light_stem(lang: str, stem: Callable[[str], str] | None) -> Callable[[str], str] | None:
    if lang in _OF_THEIR_OWN:
        return _OF_THEIR_OWN[lang]
    if stem is None:
        return light_stemmer(lang)
    if lang == "ar":
        return lambda word: stem(word[1:] if word.startswith(_ARABIC_FRONT) and len(word) > _ARABIC_LEAST else word)
    kept = _AFTER_STEM.get(lang)
    return stem if kept is None else lambda word: stem(word)[:kept]


def light_stemmer(lang: str) -> Callable[[str], str] | None:
    """What stems words (lower case) of a language that has no other stemmer, None where nothing does."""
    if lang == "he":
        return hebrew
    if lang in _FIVE:
        return lambda word: word[:KEPT_FIVE]
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
