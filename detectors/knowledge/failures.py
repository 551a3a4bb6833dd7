"""Words by which people say that something fails: "not", "no", "never", "still", "error", "again", in some fifty languages.

Of a brand that nobody is known to have written about before, a word that everybody uses may be what it sells. Who reports a
fault says beside it that it does not work; who writes about a flight says many things of it.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from detectors.knowledge.failure_lists import UNSPACED, WORDS
from detectors.post import Post, first_people
from detectors.text import normalise, primary
from detectors.text.meanings import fault_terms, fault_words_within

NEAR, NEAR_CHARS = 5, 10
"""So many words before or after a word say of it that it fails; in scripts without spaces so many characters."""
TEXT_MAX, BEGINNING = 2_000, 120
PEOPLE_MAX = 20
# What stands between two spaces is taken apart once, unless it is long; so many are kept, of so many languages.
PIECES_MAX, PIECE_CHARS_MAX, LANGUAGES_MAX = 50_000, 40, 64
# Of all that opens on young streams, this part of the people of faults say so, and of others as many do not.
SAYING = 0.65
# Of those who report a fault this part says so beside its word, and of those who write of a subject; a word is taken for
# a fault's when its people are so many times likelier to.
OF_FAULTS, OF_SUBJECTS, TIMES_LIKELIER = 0.8, 0.4, 5.0
# What is known of subjects is worth so many people; the others who write show how often the brand's people say so anyway.
SUBJECTS_PEOPLE, OF_SUBJECTS_MAX = 10.0, 0.7

# An okina is a letter already.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_RUN = re.compile(r"\w+")


class _Sign(NamedTuple):
    """What is looked for, and whether a word must begin and end with it."""

    text: str
    begins: bool
    ends: bool

    def is_in(self, span: str) -> bool:
        at = span.find(self.text)
        while at >= 0:
            end = at + len(self.text)
            begins = not self.begins or not _is_of_word(span[at - 1 : at])
            if begins and (not self.ends or not _is_of_word(span[end : end + 1])):
                return True
            at = span.find(self.text, at + 1)
        return False


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


class _Signs(NamedTuple):
    """What is looked for together: most signs are a word, or begin or end one, and need no search for each."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    others: tuple[_Sign, ...]
    within: tuple[str, ...]
    """Those of the others that stand anywhere in a word."""
    apart: tuple[str, ...]
    """Those that are not found by looking at one word after the other."""

    @classmethod
    def of(cls, signs: Sequence[_Sign]) -> _Signs:
        of_words = [sign for sign in signs if (sign.begins or sign.ends) and all(map(_is_of_word, sign.text))]
        others = [sign for sign in signs if sign not in of_words]
        return cls(
            frozenset(sign.text for sign in of_words if sign.begins and sign.ends),
            tuple(sign.text for sign in of_words if not sign.ends),
            tuple(sign.text for sign in of_words if not sign.begins),
            tuple(others),
            tuple(sign.text for sign in others if sign.text.isalnum()),
            tuple(sign.text for sign in others if not _WORD.fullmatch(sign.text)),
        )

    def are_in(self, span: str) -> bool:
        if span.isalnum():
            is_found = span in self.words or span.startswith(self.beginnings) or span.endswith(self.endings)
            return is_found or any(map(span.__contains__, self.within))
        words = _RUN.findall(span)
        if not self.words.isdisjoint(words):
            return True
        beginnings, endings, others = self.beginnings, self.endings, self.others
        for word in words:
            if word.startswith(beginnings) or word.endswith(endings):
                return True
        span = " ".join(span.split()) if others else ""
        return any(sign.is_in(span) for sign in others if sign.text in span)


def _signs(*langs: str) -> _Signs:
    return _Signs.of([_sign(word, lang) for lang in dict.fromkeys(langs) for word in WORDS[lang].split()])


def _sign(word: str, lang: str) -> _Sign:
    spaced = lang not in UNSPACED
    begins, ends = spaced and not word.startswith("-"), spaced and not word.endswith(("-", "'"))
    return _Sign(word.strip("-").replace(".", " "), begins, ends)


# What people mix into their language is English.
_FAILING = {lang: _signs(lang, "en") for lang in WORDS}


def report_failure(posts: Sequence[Post], term: str, others: Sequence[Post] = (), times: float = TIMES_LIKELIER) -> bool:
    """Whether enough people say beside a word that it fails, for a fault to be so many times likelier than a subject; the
    first `PEOPLE_MAX` are asked. `others`, who do not use the word, show how often people say so of anything."""
    texts = _texts(posts, first_people(posts, PEOPLE_MAX))
    # To ask the others costs most, and whatever they say may change nothing.
    least, most = (failing_needed(len(texts), share, times) for share in (OF_SUBJECTS, OF_SUBJECTS_MAX))
    failing = _failing(texts, term, lambda few, many: many < min(least, most) or few >= most)
    if not least <= failing < most:
        return failing >= most
    of_others = _texts(others)
    shares = [_share_of_subjects(many, len(of_others)) for many in range(len(of_others) + 1)]
    suffices = [failing >= failing_needed(len(texts), share, times) for share in shares]
    return suffices[_failing(of_others, term, lambda few, many: len({*suffices[few : many + 1]}) == 1)]


def share_of_subjects(others: Iterable[Post], term: str) -> float:
    """The part of the people who write of a subject that say beside it that it fails, by those who do not use the term."""
    texts = _texts(others)
    return _share_of_subjects(_failing(texts, term), len(texts))


def _share_of_subjects(failing: int, people: int) -> float:
    share = (OF_SUBJECTS * SUBJECTS_PEOPLE + failing) / (SUBJECTS_PEOPLE + people)
    return min(OF_SUBJECTS_MAX, max(OF_SUBJECTS, share))


def failing_ratio(posts: Sequence[Post], term: str, most: float = math.inf) -> float:
    """How many times likelier a fault is than a subject by how many of the first people say beside a word that it fails, at
    most `most` times and at least one over that; 1 for what is written in languages without a list."""
    listed = [post for post in posts if has_list(post)]
    texts = _texts(listed, first_people(listed, PEOPLE_MAX))

    def ratio(failing: int) -> float:
        times = (SAYING / (1.0 - SAYING)) ** (2 * failing - len(texts))
        return min(most, max(1.0 / most, times))

    return ratio(_failing(texts, term, lambda few, many: ratio(few) == ratio(many)))


def has_list(post: Post) -> bool:
    """Whether words of failure are known of the language a post is in."""
    return not post.lang or primary(post.lang) in WORDS


def people_failing(posts: Iterable[Post], term: str) -> int:
    """How many people say beside a word that it fails."""
    return _failing(_texts(posts), term)


_Texts = Sequence[Sequence[tuple[str, str]]]


def _texts(posts: Iterable[Post], people: Container[str] | None = None) -> _Texts:
    """What each person wrote, or each of these people: texts with their languages."""
    texts: dict[str, list[tuple[str, str]]] = {}
    for post in posts:
        if people is None or post.person in people:
            texts.setdefault(post.person, []).append((post.text, post.lang))
    return list(texts.values())


def _failing(texts: _Texts, term: str, is_enough: Callable[[int, int], bool] = operator.eq) -> int:
    """How many people say beside a word that it fails, by the texts of each; or as many as were found once it `is_enough`
    to know that there are so many at least and so many at most: to read a text is what costs."""
    few, many = 0, len(texts)
    for theirs in texts:
        if is_enough(few, many):
            break
        if any(fails(text, term, lang) for text, lang in theirs):
            few += 1
        else:
            many -= 1
    return few


def failing_needed(people: int, of_subjects: float = OF_SUBJECTS, times: float = TIMES_LIKELIER) -> int:
    """How many of so many people must say so, for a fault to be so many times likelier than a subject, of which that part
    does.

    >>> [failing_needed(people) for people in (5, 8, 20)]
    [4, 6, 14]
    """
    yes, no = math.log(OF_FAULTS / of_subjects), math.log((1.0 - OF_FAULTS) / (1.0 - of_subjects))
    return math.ceil((math.log(times) - people * no) / (yes - no))


# Of the same posts it is asked at every close at which their word rises.
@lru_cache(maxsize=1_000)
def fails(text: str, term: str, lang: str) -> bool:
    """Whether a text says beside a word, given as a term, that it fails; of a text in which the word is not found as it
    stands, whether its beginning says so.

    >>> fails("Where is my refund? Still nothing after two weeks, and nobody answers", "refund", "en")
    True
    >>> fails("Booked a flight to Rome yesterday, the hotel has no pool", "flight", "en")
    False

    A word that means a fault ("crashes", "late") says so itself, and beside another.

    >>> fails("o app fecha sozinho", "fecha", "pt"), fails("čekám na balík", "balik", "cs")
    (True, True)
    """
    tag = primary(lang)
    if term in fault_terms(tag):
        return True
    if tag in UNSPACED:
        text = _folded(text)
        at, reach = max(0, text.find(term)), NEAR_CHARS
        span = text[max(0, at - reach) : at + len(term) + reach]
        return _says(span, tag) or any(word in span for word in fault_words_within(tag))
    found = laid_out(text, lang)
    places = [at for at, terms in enumerate(found.terms) if term in terms]
    if not places:
        return _says(_folded(text)[:BEGINNING], tag)
    near = [(max(0, at - NEAR), at + NEAR) for at in places]
    if any(_SAYING in found.saying[first : last + 1] for first, last in near):
        return True
    return found.is_apart and any(_says(span, tag) for span in _spans(_folded(text), near))


_SAYING = b"\1"


class Layout(NamedTuple):
    """A text by its words: the terms of each, and for each a byte, whether it says that something fails or means a fault.
    `is_apart`: whether the text may say so in what is no single word."""

    terms: Sequence[Sequence[str]]
    saying: bytes
    is_apart: bool


# Of one post it is asked for every word that rises, and of those who wrote beside it as well.
@lru_cache(maxsize=256)
def laid_out(text: str, lang: str) -> Layout:
    """The beginning of a text by its words."""
    text, tag = _folded(text), primary(lang)
    each, saying = zip(("", b""), *map(_pieces_of(tag).__getitem__, text.split()), strict=True)
    terms = [*chain.from_iterable(each)]
    if "_" in text:
        # It makes one of several words for those who look for a failure, and for nobody else.
        faults = fault_terms(tag)
        return Layout(terms, bytes(not faults.isdisjoint(each) for each in terms), True)
    apart = _signs_of(tag).apart
    spaced = " ".join(text.split()) if apart else ""
    return Layout(terms, b"".join(saying), any(sign in spaced for sign in apart))


class _Pieces(dict[str, tuple[tuple[tuple[str, ...], ...], bytes]]):
    """What stands between two spaces of a folded text, by its words: the terms of each, and whether it says that something
    fails. A memo; those of all languages are emptied when they hold `PIECES_MAX`."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._tag, self._faults, self._signs = tag, fault_terms(tag), _signs_of(tag)

    def __missing__(self, piece: str) -> tuple[tuple[tuple[str, ...], ...], bytes]:
        faults, signs = self._faults, self._signs
        # Most are one word, with or without a sign behind it.
        word = piece.rstrip(".,!?;:")
        words = [word] if word.isalnum() else _WORD.findall(piece)
        each = tuple(normalise(word, self._tag) for word in words)
        saying = [signs.are_in(word) or not faults.isdisjoint(terms) for word, terms in zip(words, each, strict=True)]
        found = each, bytes(saying)
        if len(piece) <= PIECE_CHARS_MAX:
            if sum(map(len, _pieces.values())) >= PIECES_MAX:
                _pieces.clear()
            self[piece] = found
        return found


_pieces: dict[str, _Pieces] = {}


def _pieces_of(tag: str) -> _Pieces:
    found = _pieces.get(tag)
    if found is None:
        if len(_pieces) >= LANGUAGES_MAX:
            _pieces.clear()
        found = _pieces[tag] = _Pieces(tag)
    return found


def _spans(text: str, places: Iterable[tuple[int, int]]) -> Iterator[str]:
    """What stands in a text from its first to its last of these words."""
    words = [word.span() for word in _WORD.finditer(text)]
    return (text[words[first][0] : words[min(last, len(words) - 1)][1]] for first, last in places)


def _folded(text: str) -> str:
    return text[:TEXT_MAX].casefold().replace("’", "'")


def is_listed(lang: str) -> bool:
    """Whether words of failure are known of a language; of none that is given they are the English ones."""
    return not lang or primary(lang) in WORDS


def says_failure(text: str, lang: str) -> bool:
    """Whether the beginning of a text says anywhere that something fails or is not.

    >>> says_failure("https://acme.example/cart hangs again", "en"), says_failure("Use code SAVE40", "en")
    (True, False)
    """
    return _says(_folded(text), primary(lang))


def _says(span: str, tag: str) -> bool:
    return _signs_of(tag).are_in(span)


def _signs_of(tag: str) -> _Signs:
    return _FAILING.get(tag, _FAILING["en"])
