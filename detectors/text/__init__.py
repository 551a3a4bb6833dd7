"""From the text of a mention to normalised terms; its language; masking of personal data.

    plain text (caps, NFKC, invisible and decorating characters)  →  what stands between spaces  →  tokens  →  terms

A term is a word's stem, without accents, in lower case; or a number, version, error code, #tag or emoji as what it is.
Links, handles, addresses and masked places are no terms. Stop words are left out. `add-on`, `addon` and `add-ons` are one,
and so are `log in`, `login` and `sign in`.
Languages that set no spaces between words (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) give pairs of characters.

**No signal.** A text that leaves no term, or emoji alone, gives no terms at all: what thousands share who only send an
angry face is a mood, not a problem, and would make one group of everything. Such a text belongs to no group.
"""

from __future__ import annotations

from itertools import chain

from detectors.text.accounts import with_compounds
from detectors.text.clean import TEXT_CHARS_MAX, plain
from detectors.text.language import LanguageMemory, detect_language, language_of
from detectors.text.mask import mask
from detectors.text.words import (
    Words,
    has_clue,
    is_clue,
    is_code,
    is_emoji,
    is_hashtag,
    is_known,
    is_number,
    is_version,
    primary,
)

__all__ = [
    "TERMS_MAX",
    "TEXT_CHARS_MAX",
    "TOKENIZER",
    "LanguageMemory",
    "detect_language",
    "has_clue",
    "is_clue",
    "is_code",
    "is_emoji",
    "is_hashtag",
    "is_number",
    "is_version",
    "language_of",
    "mask",
    "normalise",
    "plain",
    "primary",
]

TOKENIZER = 2
"""The version of the terms. Raise it when the same text gives other terms: what was learned of the old ones is void."""

TERMS_MAX = 512
LANGUAGES_MAX = 256

_languages: dict[str, Words] = {}


def normalise(text: str, lang: str = "", title: str = "") -> tuple[str, ...]:
    """The terms of `text` in order, with repetitions; those of `title` come first, each twice, since it weighs double.

    `lang` is a language tag; without one (or for a language that has no list) no word is stopped or stemmed. At most
    `TERMS_MAX` terms; empty when there is no signal (see the package). Linear in the length of the text.

    >>> normalise("Can't open my add-ons since 63.0.3!! @firefox https://example.org #BrokenAddons", "en")
    ('open', 'addon', '63.0.3', '#brokenaddons', 'broken', 'addon')
    >>> normalise("Can't log in", "en") == normalise("the login", "en") == normalise("I cannot sign into it", "en")
    True
    """
    words = words_of(lang)
    terms = _terms(text, words)
    if title:
        head = _terms(title, words)
        terms = [*head, *head, *terms]
    return with_signal(terms)


def with_signal(terms: list[str]) -> tuple[str, ...]:
    """At most `TERMS_MAX` of the terms; none where there is no signal in them."""
    if len(terms) > TERMS_MAX:
        del terms[TERMS_MAX:]
    if not terms or (is_emoji(terms[0]) and all(map(is_emoji, terms))):
        return ()
    return tuple(terms)


def _terms(text: str, words: Words) -> list[str]:
    as_it_is = is_plain(text)
    written = with_compounds(text if as_it_is else plain(text), words.lang)
    terms = list(chain.from_iterable(map(words.__getitem__, written.split())))
    return each_emoji_once(terms) if not as_it_is and any(map(is_emoji, terms)) else terms


def is_plain(text: str) -> bool:
    """Whether `plain` would change nothing, by a cheap look: of ASCII, and no longer than is looked at."""
    return text.isascii() and len(text) <= TEXT_CHARS_MAX


def each_emoji_once(terms: list[str]) -> list[str]:
    """The terms without repeated emoji."""
    seen: set[str] = set()
    return [t for t in terms if not (is_emoji(t) and (t in seen or seen.add(t)))]  # type: ignore[func-returns-value]


def words_of(lang: str) -> Words:
    """The words of a language. All tags of a language share them; tags of no language we know count as none, so that
    neither strange nor many tags can fill the table or push a language out."""
    known = _languages.get(lang)
    if known is not None:
        return known
    tag = primary(lang)
    if not is_known(tag):
        tag = ""
    words = _languages.get(tag)
    if words is None:
        words = _languages[tag] = Words(tag)
    if len(_languages) < LANGUAGES_MAX and len(lang) <= 12:
        _languages[lang] = words
    return words
