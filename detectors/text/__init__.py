"""From the text of a mention to normalised terms; its language; masking of personal data.

    plain text (caps, NFKC, invisible and decorating characters)  →  tokens  →  terms

A term is a word's stem, without accents, in lower case; or a number, version, error code, #tag or emoji as what it is.
Links, handles, addresses and masked places are no terms. Stop words are left out. `add-on`, `addon` and `add-ons` are one.
Languages that set no spaces between words (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) give pairs of characters.

**No signal.** A text that leaves no term, or emoji alone, gives no terms at all: what thousands share who only send an
angry face is a mood, not a problem, and would make one group of everything. Such a text belongs to no group.
"""

from __future__ import annotations

import re

from detectors.text.clean import TEXT_CHARS_MAX, plain
from detectors.text.language import detect_language
from detectors.text.mask import mask
from detectors.text.words import Words, is_clue, is_code, is_emoji, is_hashtag, is_number, is_version, primary

__all__ = [
    "TERMS_MAX",
    "TEXT_CHARS_MAX",
    "detect_language",
    "is_clue",
    "is_code",
    "is_emoji",
    "is_hashtag",
    "is_number",
    "is_version",
    "mask",
    "normalise",
    "plain",
    "primary",
]

TERMS_MAX = 512
LANGUAGES_MAX = 128

# Letters with the vowel signs that Python's \w leaves out in the scripts of South and South-East Asia.
_L = r"[\w\u0900-\u0963\u0966-\u0df3\u0e01-\u0e4e\u0e80-\u0eff\u1000-\u1049\u104c-\u109f\u1780-\u17d3\u3005]"
_EMOJI = r"[\u231a\u231b\u23e9-\u23f3\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001faff]|[\U0001f1e6-\U0001f1ff]{2}"
# Possessive and atomic throughout: nothing is tried twice, whatever the text. What the group does not hold is no term.
_TOKENS = re.compile(
    rf"(\d++(?:[.,:]\d++)*+{_L}*+(?![@])"
    rf"|(?>{_L}++(?:['.\-]{_L}++)*+)(?![@]|://)"
    rf"|\#{_L}++|{_EMOJI})"
    r"|\w{1,12}+://\S++"
    r"|[\w.+\-]{1,64}@[\w\-]++(?:\.[\w\-]++)*+"
    rf"|@{_L}++"
    r"|\[(?:email|phone|card|code)\]"
).findall

_languages: dict[str, Words] = {}


def normalise(text: str, lang: str = "", title: str = "") -> tuple[str, ...]:
    """The terms of `text` in order, with repetitions; those of `title` come first, each twice, since it weighs double.

    `lang` is a language tag; without one (or for a language that has no list) no word is stopped or stemmed. At most
    `TERMS_MAX` terms; empty when there is no signal (see the package). Linear in the length of the text.

    >>> normalise("Can't open my add-ons since 63.0.3!! @firefox https://example.org #BrokenAddons", "en")
    ('open', 'addon', '63.0.3', '#brokenaddons', 'broken', 'addon')
    """
    words = _languages.get(lang)
    if words is None:
        words = _words(lang)
    terms = _terms(text, words)
    if title:
        head = _terms(title, words)
        terms = [*head, *head, *terms]
    if len(terms) > TERMS_MAX:
        del terms[TERMS_MAX:]
    if not terms or (is_emoji(terms[0]) and all(map(is_emoji, terms))):
        return ()
    return tuple(terms)


def _terms(text: str, words: Words) -> list[str]:
    ascii_only = text.isascii() and len(text) <= TEXT_CHARS_MAX
    tokens = _TOKENS(text if ascii_only else plain(text))
    terms = [term for token in tokens if token for term in words[token]]
    if not ascii_only and any(map(is_emoji, terms)):
        seen: set[str] = set()
        terms = [t for t in terms if not (is_emoji(t) and (t in seen or seen.add(t)))]  # type: ignore[func-returns-value]
    return terms


def _words(lang: str) -> Words:
    """The words of a language; tags of one language share them, and strange tags cannot grow the table without bound."""
    tag = primary(lang)
    words = _languages.get(tag)
    if words is None:
        words = Words(tag)
    if len(_languages) < LANGUAGES_MAX:
        _languages[tag] = _languages[lang] = words
    return words
