"""Texts that are posted again and again: a template has a few voices, however many accounts it is posted from.

Short sentences are said alike by people who never met, long ones are not (`verdict.near_duplicates`). The first people of
a text count as anybody does; who posts it after them, or again, is an echo of it, as a repost is. Echoes make a trend of
their own, which the verdict on its texts calls coordinated, and neither raise, nor open, nor hide what others report in
their own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from detectors.facts import UsualShare
from detectors.mention import Basis
from detectors.post import Post, is_echo
from detectors.text.clean import plain, without_accents
from detectors.text.simple_words import plain_words
from detectors.text.words import is_emoji
from detectors.verdict.near_duplicates import LONG_WORDS, SHARED_MIN, SHINGLE, fixed_words, length, shingles

WORDS_MAX = 60
# From so many words on two texts of nearly the same words are one template; from `LONG_WORDS` on, one that holds the other.
EQUAL_WORDS = 6
# So many people of a text count as if it were their own, each with their first post of it.
VOICES = 2
# Whoever adds so many different words of their own, and this part of all, says something themselves.
OWN_WORDS_MIN, OWN_WORDS_PART = 4, 0.25
# Words that more of the brand's people use anyway are those of a form, and tie nobody together; so many others must.
FORM_SHARE, TIES_MIN = 0.05, 4
# Where a letter of many words was changed, most words and a run of them are enough.
RUNS_MIN, WORDS_PART = 1, 0.7
_LOOK_ALIKE = str.maketrans("асеорхуіјѕһԁӏԛԝкмтвнαεορτυνικχγ", "aceopxyijshdlqwkmtbhaeoptuvikxy")
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]+")
# A text is looked for by the least hashes of its runs of words (bottom-k sketch, Broder 1997).
SKETCH = 8
HEADS_MAX, POSTINGS_MAX, LOOKED_AT = 2_000, 16, 4

_Place = tuple[float, str]
_Sketched = tuple[tuple[str, ...], tuple[int, ...]]
NO_WORDS: _Sketched = ((), ())


class _Head(NamedTuple):
    """The first post of a text: its words, and the people whose posts of it are no copies."""

    id: str
    words: tuple[str, ...]
    sketch: tuple[int, ...]
    people: set[str]


class Copies:
    """The long texts among the posts of a brand's last day, at most the `HEADS_MAX` newest.

    A function of the posts that are held and how they were marked, in whatever order they are added: it is no part of a
    snapshot.

    >>> def post(number, *words): return Post(str(number), float(number), f"person {number}", "", words)
    >>> words = tuple("join the petition against hidden fees of your contract today".split())
    >>> copies, never = Copies(), lambda _: 0.0
    >>> [copies.add(copies.marked(post(n, *words, str(n)), never)).copied for n in range(5)]
    [False, False, True, True, True]
    """

    def __init__(self, posts: Iterable[Post] = ()) -> None:
        self._heads: dict[str, _Head] = {}
        self._places: list[_Place] = []
        self._index: dict[int, list[_Place]] = {}
        # What was found of the post that was looked at last: it is marked and then added.
        self._newest: tuple[str, Sequence[str], _Sketched] = ("", (), NO_WORDS)
        for post in posts:
            self.add(post)

    def marked(self, post: Post, usual_share: UsualShare) -> Post:
        """The post, marked as one of a text that is known; whether it is an echo of it too. Changes nothing here."""
        words, sketch = self._sketched(post)
        head = self._head_of(words, sketch, usual_share) if words else None
        if head is None:
            return post
        copied = post.person in head.people or len(head.people) >= VOICES
        return msgspec.structs.replace(post, template=head.id, copied=copied)

    def add(self, post: Post) -> Post:
        """Holds a marked post; returns it."""
        if post.template:
            if post.template in self._heads and not post.copied:
                self._heads[post.template].people.add(post.person)
        elif (sketched := self._sketched(post)) is not NO_WORDS:
            self._heads[post.id] = _Head(post.id, *sketched, {post.person})
            place = (post.at, post.id)
            self._places.insert(bisect_left(self._places, place), place)
            for one in sketched[1]:
                postings = self._index.setdefault(one, [])
                postings.insert(bisect_left(postings, place), place)
                del postings[:-POSTINGS_MAX]
            while len(self._places) > HEADS_MAX:
                self._forget(self._places[0])
        return post

    def remove(self, post: Post) -> None:
        """Lets go of a post, the oldest of those that were added."""
        if post.template:
            if post.template in self._heads and not post.copied:
                self._heads[post.template].people.discard(post.person)
        elif post.id in self._heads:
            self._forget((post.at, post.id))

    def _forget(self, place: _Place) -> None:
        head = self._heads.pop(place[1])
        del self._places[bisect_left(self._places, place)]
        for one in head.sketch:
            postings = self._index[one]
            if place in postings:
                postings.remove(place)
            if not postings:
                del self._index[one]

    def _sketched(self, post: Post) -> _Sketched:
        ident, terms, found = self._newest
        if post.id != ident or post.terms is not terms:
            words = _words(post)
            found = (words, _sketch(words)) if words else NO_WORDS
            self._newest = post.id, post.terms, found
        return found

    def _head_of(self, words: tuple[str, ...], sketch: Iterable[int], usual_share: UsualShare) -> _Head | None:
        found = Counter(place for one in sketch for place in self._index.get(one, ()))
        likely = sorted(found, key=lambda place: (-found[place], place))[:LOOKED_AT]
        heads = (self._heads[ident] for _, ident in likely)
        alike = (head for head in heads if _is_copy(words, head.words) and _ties(words, head.words, usual_share))
        return next(alike, None)


def _words(post: Post) -> tuple[str, ...]:
    """The words of a post by which it may be a copy; none when it is short, or known as somebody else's."""
    if len(post.terms) < EQUAL_WORDS or post.basis is Basis.REPLY or is_echo(post):
        return ()
    # Emoji between the letters would make other words of the same ones.
    has_emoji = not "".join(post.terms).isalnum() and any(map(is_emoji, post.terms))
    terms = plain_words(_EMOJI.sub("", plain(post.text))) if has_emoji else post.terms
    words = fixed_words(terms[:WORDS_MAX])
    return tuple(map(_undisguised, words)) if len(words) > 2 and length(words) >= EQUAL_WORDS else ()


def _undisguised(word: str) -> str:
    """A word with the Latin letters that letters of other alphabets look like, and without accents."""
    return word if word.isascii() else without_accents(word.translate(_LOOK_ALIKE))


def _sketch(words: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sorted(shingles(words))[:SKETCH])


def _is_copy(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one is written from the other: most runs of three words, or most words in some of the same runs."""
    if words == others:
        return True
    runs, mine, theirs = shingles(words) & shingles(others), set(words), set(others)
    shared = mine & theirs
    if len(mine) - len(shared) >= max(OWN_WORDS_MIN, OWN_WORDS_PART * len(mine)):
        return False
    is_long = min(length(words), length(others)) >= LONG_WORDS
    by_runs = is_long and len(runs) >= SHARED_MIN * (min(len(words), len(others)) - SHINGLE + 1)
    return by_runs or (len(runs) >= RUNS_MIN and len(shared) >= WORDS_PART * max(len(mine), len(theirs)))


def _ties(words: tuple[str, ...], others: tuple[str, ...], usual_share: UsualShare) -> bool:
    """Whether what they have in common is more than the words of a form."""
    shared = sorted(set(words).intersection(others))
    return sum(usual_share(word) <= FORM_SHARE for word in shared) >= TIES_MIN
