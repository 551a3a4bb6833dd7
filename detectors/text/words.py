"""From a token to its terms: what kind of thing it is, its stop words and its stem.

A term says its kind by its shape, so that a cheap look tells: numbers, versions and dates begin with a digit, #tags with
`#`, emoji with a character that is neither letter nor digit, codes hold a digit or an underscore beside letters.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import Stemmer
import stopwordsiso

from detectors.text.clean import each_without_accents, without_accents
from detectors.text.light_stems import is_stemmed, with_light_stem
from detectors.text.lists import CONTENT, DOMAIN_ENDS, ELIDING, RENAMED, STEMMERS
from detectors.text.meanings import has_meanings, meanings_within
from detectors.text.sites import site_of

WORD_CHARS_MAX = 40
CACHE_WORDS_MAX = 100_000

_DOUBLE = frozenset("eoslf")
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]+"
)
# Signs behind a word that change nothing about it.
_BEHIND = ".,!?;"
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\da-zA-Z_]+")

# Letters with the vowel signs that Python's \w leaves out in the scripts of South and South-East Asia.
_LETTERS = r"[\w\u0900-\u0963\u0966-\u0df3\u0e01-\u0e4e\u0e80-\u0eff\u1000-\u1049\u104c-\u109f\u1780-\u17d3\u3005]"
_EMOJI = r"[\u231a\u231b\u23e9-\u23f3\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001faff]|[\U0001f1e6-\U0001f1ff]{2}"
# Possessive and atomic throughout: nothing is tried twice, whatever the text. What the group does not hold is no term.
_TOKENS = re.compile(
    rf"(\d++(?:[.,:]\d++)*+{_LETTERS}*+(?![@])"
    rf"|(?>{_LETTERS}++(?:['.\-]{_LETTERS}++)*+)(?![@]|://)"
    rf"|\#{_LETTERS}++|{_EMOJI}"
    rf"|(?:{_LETTERS}++['.\-])*+\w++://\S++)"
    r"|[\w.+\-]{1,64}@[\w\-]++(?:\.[\w\-]++)*+"
    rf"|@{_LETTERS}++"
    r"|\[(?:email|phone|card|code|iban|id|ip)\]"
    # What was looked at in vain is passed as a whole, or each of its characters would look at the rest of it again.
    rf"|{_LETTERS}++(?:['.\-]{_LETTERS}++)*+"
).findall


# There are few languages, and each post is asked for its own several times.
@lru_cache(maxsize=1_000)
def primary(lang: str) -> str:
    """The primary subtag of a language tag, in its present spelling: `pt-BR` and `pt_br` are `pt`."""
    tag = lang[:12].replace("_", "-").split("-", 1)[0].lower()
    return RENAMED.get(tag, tag)


def is_known(tag: str) -> bool:
    """Whether there is a stemmer, a stop list or a list of meanings for the language of this primary subtag."""
    return tag in STEMMERS or is_stemmed(tag) or has_meanings(tag) or bool(stopwordsiso.has_lang(tag))


def is_number(term: str) -> bool:
    """Begins with a digit: a number, amount, time or date; versions are numbers too."""
    return term[:1].isdigit()


def is_version(term: str) -> bool:
    """Digits with dots between: `63.0.3`, `110.0b4`."""
    return term[:1].isdigit() and "." in term


def is_hashtag(term: str) -> bool:
    """The whole tag, with its `#`; its words stand beside it as terms of their own."""
    return term[:1] == "#"


def is_emoji(term: str) -> bool:
    """An emoji or another pictograph."""
    return bool(term) and not (term[0].isalnum() or term[0] in "#_")


def is_code(term: str) -> bool:
    """An error code, a model or a flight: letters with digits or underscores, `sec_error_unknown_issuer`, `0x80070057`."""
    return not term.isalpha() and term[:1] != "#" and any(map(str.isalpha, term)) and "." not in term


def is_clue(term: str) -> bool:
    """Numbers, versions and dates: they come along with a release and say nothing of what broke; never open an alert."""
    return term[:1].isdigit()


def has_clue(terms: Sequence[str]) -> bool:
    """Whether one of these is a clue: a look at all letters at once, then at the first ones.

    >>> has_clue(("lamp", "4.1")), has_clue(("lamp", "#v4"))
    (True, False)
    """
    if "".join(terms).isalpha():
        return False
    first = "".join([term[:1] for term in terms])
    return not first.isalpha() and any(map(str.isdigit, first))


def is_unspaced(term: str) -> bool:
    """Whether it is all of a script that sets no spaces between words, of which terms are pairs of characters."""
    return _UNSPACED.fullmatch(term) is not None


def _lines_with(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """The lines of a text in which a pattern is found that no line feed is part of."""
    for found in pattern.finditer(text):
        end = text.find("\n", found.end())
        yield text[text.rfind("\n", 0, found.start()) + 1 : end if end >= 0 else len(text)]


class Words(dict[str, tuple[str, ...]]):
    """The terms of each piece of text between two spaces, in one language.

    A memo: the same pieces come again and again, and looking one up costs a fiftieth of taking it apart. Emptied when it
    holds `CACHE_WORDS_MAX` pieces; links and long pieces are not kept.
    """

    def __init__(self, lang: str) -> None:
        super().__init__()
        algorithm = STEMMERS.get(lang)
        self.lang = lang
        stemmer = Stemmer.Stemmer(algorithm, 0) if algorithm else None
        full = stemmer.stemWord if stemmer else None
        stem = self._stem = with_light_stem(lang, full)
        self._stem_all: Callable[[Sequence[str]], Sequence[str]] = list
        if stem is not None:
            self._stem_all = stemmer.stemWords if stemmer and stem is full else lambda words: [stem(word) for word in words]
        listed = stopwordsiso.stopwords(lang) if stopwordsiso.has_lang(lang) else set()
        self._stop = frozenset(listed) - CONTENT.get(lang, frozenset())
        self._within = meanings_within(lang)

    def __missing__(self, piece: str) -> tuple[str, ...]:
        # Most are one word of ASCII, with or without a sign behind it, which none of the tokens' patterns is needed for.
        word = piece.rstrip(_BEHIND)
        if word.isalpha() and word.isascii():
            terms = tuple(self._word(word.lower()))
        else:
            terms = tuple(term for token in _TOKENS(piece) if token for term in self._terms(token))
        if len(piece) <= WORD_CHARS_MAX and "://" not in piece:
            if len(self) >= CACHE_WORDS_MAX:
                self.clear()
            self[piece] = terms
        return terms

    def of_each(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The terms of each of many words, those of a dictionary: most are stemmed together, several times as fast. None is
        remembered."""
        simple = self._simple(words)
        stems = dict(zip(simple, each_without_accents(self._stem_all(simple)), strict=True))
        for word in words:
            stem = stems.get(word)
            if stem is None:
                yield tuple(term for token in _TOKENS(word) if token for term in self._terms(token))
            else:
                yield (stem,) if len(stem) > 1 else ()

    def _simple(self, words: Sequence[str]) -> list[str]:
        """Those that are one token of which nothing is to be done but to stem it; all are looked at in one text."""
        text = "\n".join(words)
        special = {word for pattern in (_ELONGATED, _UNSPACED) for word in _lines_with(pattern, text)} | self._stop
        return [
            word
            for word in words
            if word.isalpha() and word.lower() == word and len(word) <= WORD_CHARS_MAX and word not in special
        ]

    def _terms(self, token: str) -> list[str]:
        if "://" in token:
            return self._hyphened(site_of(token))
        lead = token[0]
        if lead == "#":
            return self._hashtag(token[1:])
        if lead.isdigit():
            return self._number(token.lower())
        if not (lead.isalpha() or lead == "_"):
            return [token]
        if _UNSPACED.search(token):
            return self._unspaced(token.lower())
        word = token.lower()
        if "." in word:
            return self._dotted(word)
        if "-" in word:
            return self._hyphened(word)
        return self._word(word)

    def _word(self, word: str) -> list[str]:
        if "'" in word:
            if word in self._stop:
                return []
            if self.lang in ELIDING:
                word = word.rsplit("'", 1)[1] or word
            elif word.endswith("'s"):
                word = word[:-2]
            word = word.replace("'", "")
        word = word.strip("_")
        if word in self._stop:
            return []
        if not word.isalpha() and ("_" in word or any(map(str.isdigit, word))):
            return [word[:WORD_CHARS_MAX]]
        if len(word) > 3 and _ELONGATED.search(word):
            if _ELONGATED.sub(r"\1", word) in self._stop:
                return []
            word = _ELONGATED.sub(lambda m: m[1] * 2 if m[1] in _DOUBLE else m[1], word)
            if word in self._stop:
                return []
        word = word[:WORD_CHARS_MAX]
        if self._stem is not None:
            word = self._stem(word)
        word = without_accents(word)
        # One letter is no word in alphabets; a syllable of Hangul or an ideograph may be, and went another way.
        return [word] if len(word) > 1 else []

    def _hyphened(self, word: str) -> list[str]:
        """`add-on` is `addon`: a compound with a short part is written both ways; others are their words."""
        parts = [p for p in word.split("-") if p]
        if (len(parts) == 2 and min(map(len, parts)) <= 3) or (
            len(parts) == 2 and parts[1].endswith("s") and len(parts[1]) <= 4
        ):
            return self._word("".join(parts))
        return [term for part in parts for term in self._word(part)]

    def _dotted(self, word: str) -> list[str]:
        """`facebook.com` is `facebook`; `e.g.` nothing; other dots separate."""
        parts = [p for p in word.split(".") if p]
        while len(parts) >= 2 and parts[-1] in DOMAIN_ENDS:
            parts.pop()
        return [term for part in parts if part != "www" for term in self._hyphened(part)]

    def _number(self, token: str) -> list[str]:
        token = token.rstrip(".,:-")
        if len(token) > 12 and not token.startswith("0x"):
            return []  # an account, a telephone, a tracking code: nobody else says it
        return [token[:WORD_CHARS_MAX]]

    def _hashtag(self, tag: str) -> list[str]:
        terms = ["#" + without_accents(tag.lower())[:WORD_CHARS_MAX]]
        for part in _CAMEL.findall(tag[: 4 * WORD_CHARS_MAX]):
            terms += self[part] if part[0] != "#" else []
        return terms

    def _unspaced(self, token: str) -> list[str]:
        """Overlapping pairs of characters where words are not set apart by spaces; what stands between, as words."""
        terms: list[str] = []
        end = 0
        for run in _UNSPACED.finditer(token):
            if run.start() > end:
                terms += self._word(token[end : run.start()])
            end = run.end()
            piece = run[0]
            if len(piece) <= 2:
                terms += [piece] if piece not in self._stop else []
            else:
                terms += [p for p in map("".join, itertools.pairwise(piece)) if p not in self._stop]
            if self._within:
                terms += dict.fromkeys(term for part, term in self._within.items() if part in piece)
        if end < len(token):
            terms += self._word(token[end:])
        return terms
