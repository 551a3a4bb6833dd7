"""The words by which a post may be known as a copy: those that a template does not vary, seen through disguises.

Of a usual post, in plain words, they are hashed as they stand in one compiled pass; what the words are is found only where
two posts have so many in common that they may be one text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from detectors.mention import Basis
from detectors.post import Post, is_echo
from detectors.text.clean import plain, without_accents
from detectors.text.runs import (
    SEPARATOR,
    EveryWord,
    Hashes,
    Sketch,
    SketchSize,
    each_word,
    every_word,
    fixed_sketches,
    sketch,
    unpacked,
    unpacked_words,
)
from detectors.text.simple_words import is_joined, plain_words
from detectors.text.words import is_emoji
from detectors.verdict.near_duplicates import SHINGLE, fixed_words, length

WORDS_MAX = 60
# From so many words on two texts of nearly the same words are one template; from `LONG_WORDS` on, one that holds the other.
EQUAL_WORDS = 6
_LOOK_ALIKE = str.maketrans("асеорхуіјѕһԁӏԛԝкмтвнαεορτυνικχγ", "aceopxyijshdlqwkmtbhaeoptuvikxy")
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]+")
# Digits in the place of letters, as far as one stands for another; texts with so many such words are read without either.
_DIGITS = str.maketrans("10l34578", "ioieastb")
_DIGITS_OF_LETTERS = "01345678"
_DIGIT_BEFORE_LETTER = re.compile(r"[01345678](?=[^\W\d_])")
_DISGUISED = re.compile(r"[^\W\d_][01345678]++[^\W\d_]")
DISGUISED_MIN = 3
# A text whose letters stand alone: so many, and this part of all; it is read in pieces of so many letters.
LETTERS_MIN, LETTERS_PART, PIECE = 25, 0.7, 6
_BETWEEN = re.compile(r"[\W_]+")
# What stands in quotation marks, so many letters of it or more: of a known text with a quotation beside it only the text
# is looked at, since who adds another's words says nothing of their own.
_MARKS = ('"', "“", "„", "«", "「")
_QUOTED = re.compile(r'["“„«「]([^"“”„«»「」]{15,1000}+)["”“»」]')
# A text is looked for by the least hashes of its runs of words (bottom-k sketch, Broder 1997), and of its words.
SKETCH = SketchSize(WORDS_MAX, SHINGLE, runs=8, words=4)


class Wording:
    """A post of enough words to be known by: of `length` in all so many are `different`."""

    __slots__ = ("_every", "_packed", "_sketch", "_words", "different", "length", "post")

    def __init__(self, post: Post, found: Sketch, words: tuple[str, ...] = ()) -> None:
        self.post = post
        self.length, self.different = found.length, len(found.words)
        self._sketch: Sketch | None = found
        self._packed = b""
        self._words = words
        self._every: EveryWord | None = None

    @property
    def sketch(self) -> Sketch:
        """What it is looked for by, and its different words."""
        return self._sketch or unpacked(self._packed, self.length, self.different)

    @property
    def hashes(self) -> Hashes:
        """Its different words as 64 bits, ascending."""
        return unpacked_words(self._packed, self.different) if self._sketch is None else self._sketch.words

    def pack(self) -> None:
        """Takes as little memory as can be from here on: it is held for a day, and hardly ever looked at."""
        if self._sketch is not None:
            self._packed, self._sketch = self._sketch.packed(), None

    @property
    def words(self) -> tuple[str, ...]:
        """The words themselves, in their order."""
        if not self._words:
            self._words = _words(self.post)
        return self._words

    @property
    def every(self) -> EveryWord:
        """All words of the post, small ones included."""
        if self._every is None:
            self._every = every_word_of(self.post.text)
        return self._every


def wording_of(post: Post) -> Wording | None:
    """By what a post may be known as a copy; None when it is short, or known as somebody else's."""
    return wordings_of((post,))[0]


def wordings_of(posts: Sequence[Post]) -> list[Wording | None]:
    """`wording_of` each of these; the usual ones in one call."""
    joined = [_joined_plain(post) for post in posts]
    sketches = iter(fixed_sketches([words for words in joined if words], SKETCH))
    return [_known_by(post, next(sketches) if words else None) for post, words in zip(posts, joined, strict=True)]


def _joined_plain(post: Post) -> str:
    """The terms of a usual post, in plain words of ASCII, as one; empty of any other."""
    if len(post.terms) < EQUAL_WORDS or _has_quotation(post.text) or _is_of_others(post):
        return ""
    joined = SEPARATOR.join(post.terms)
    return "" if not joined.isascii() or _has_digits_for_letters(joined, post.text) else joined


def _is_of_others(post: Post) -> bool:
    return post.basis is Basis.REPLY or is_echo(post)


def _known_by(post: Post, found: Sketch | None) -> Wording | None:
    if found is not None and found.length >= 0:
        return Wording(post, found) if found.length >= EQUAL_WORDS else None
    words = () if _is_of_others(post) else _words(post)
    return Wording(post, sketch(SEPARATOR.join(words), SKETCH), words) if words else None


def every_word_of(text: str) -> EveryWord:
    """All words in their order, without signs; in scripts without spaces all letters."""
    folded = plain(text).casefold()
    if folded.isascii():
        return every_word(folded)
    found: list[str] = []
    for word in _BETWEEN.split(folded):
        found.extend(word if word and is_joined(word[0]) else (word,) if word else ())
    return each_word(found)


def _has_quotation(text: str) -> bool:
    return '"' in text or (not text.isascii() and any(mark in text for mark in _MARKS))


def _has_digits_for_letters(joined: str, text: str) -> bool:
    """Whether digits stand for letters in a text, of which these are the terms."""
    if joined.replace(SEPARATOR, "").isalpha() or sum(map(text.count, _DIGITS_OF_LETTERS)) < DISGUISED_MIN:
        return False
    return len(_DIGIT_BEFORE_LETTER.findall(text)) >= DISGUISED_MIN and _is_disguised(text)


def _is_disguised(text: str) -> bool:
    """Whether so many words have digits between their letters."""
    return sum(1 for _ in islice(_DISGUISED.finditer(text), DISGUISED_MIN)) == DISGUISED_MIN


def _words(post: Post) -> tuple[str, ...]:
    """The words of a post that is neither a repost nor a reply by which it may be a copy; none when it is short."""
    unquoted = _outside_quotations(post.text)
    if len(post.terms) < EQUAL_WORDS and not unquoted:
        return _spelled(post.text) if len(post.text) > LETTERS_MIN else ()
    words = fixed_words((unquoted or _readable(post))[:WORDS_MAX])
    if len(words) <= 2 or length(words) < EQUAL_WORDS:
        return ()
    return tuple(words) if "".join(words).isascii() else tuple(map(undisguised, words))


def _readable(post: Post) -> Sequence[str]:
    """The terms, or the words of the text where these would be others: emoji between the letters, digits for letters."""
    if "".join(post.terms).isalpha():
        return post.terms
    text = post.text
    has_digits = any(digit in text for digit in _DIGITS_OF_LETTERS)
    if has_digits and _is_disguised(text):
        return plain_words(plain(text).casefold().translate(_DIGITS))
    # A look at all first letters at once: most posts hold no emoji.
    if "".join([term[:1] for term in post.terms]).isalnum() or not any(map(is_emoji, post.terms)):
        return post.terms
    return plain_words(_EMOJI.sub("", plain(text)))


def _outside_quotations(text: str) -> Sequence[str]:
    """The words of a text but for those in quotation marks, where it has such and enough are left to know it by."""
    if not _has_quotation(text) or (outside := _QUOTED.sub(" ", text)) == text:
        return ()
    words = plain_words(plain(outside))
    return words if len(words) >= EQUAL_WORDS else ()


def _spelled(text: str) -> tuple[str, ...]:
    """The letters of a text that are written one by one, in pieces; none of any other text."""
    if text.isascii() and every_word(text.lower()).letters < LETTERS_MIN:
        return ()
    parts = [part for part in _BETWEEN.split(plain(text)) if part]
    if sum(len(part) == 1 for part in parts) < max(LETTERS_MIN, LETTERS_PART * len(parts)):
        return ()
    letters = "".join(parts).casefold()[: PIECE * WORDS_MAX]
    return tuple(letters[place : place + PIECE] for place in range(0, len(letters), PIECE))


def undisguised(word: str) -> str:
    """A word with the Latin letters that letters of other alphabets look like, and without accents."""
    return word if word.isascii() else without_accents(word.translate(_LOOK_ALIKE))
