"""Texts that are posted again and again: a template has a few voices, however many accounts it is posted from.

Short sentences are worded alike by people who never met, long ones are not (`verdict.near_duplicates`). The first people of
a text count as anybody does; who posts it after them, or again, is an echo of it, as a repost is. Echoes make a trend of
their own, which the verdict on its texts calls coordinated, and neither raise, nor open, nor hide what others report in
their own words.
"""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

import msgspec
import numpy as np

from detectors.engine.wording import Wording, every_word_of, undisguised, wording_of
from detectors.facts import UsualShare
from detectors.knowledge.failures import is_listed, says_failure
from detectors.knowledge.formulas import formulas
from detectors.number_map import NOTHING, NumberMap
from detectors.numbering import numbered
from detectors.post import Post
from detectors.text.clean import plain
from detectors.text.runs import EveryWord, Int32s, in_common, runs_in_common
from detectors.verdict.near_duplicates import LONG_WORDS, SHARED_MIN, SHINGLE, length, shingles

# So many people of a text count as if it were their own, each with their first post of it.
VOICES = 2
# Of so many others the copies count, once they are of yesterday, in how usual its words are: what is posted every day is no
# news, and sixty accounts make nothing more usual than ten.
RECURRING_MAX = 10
# Whoever adds so many different words of their own, and this part of all, says something themselves.
OWN_WORDS_MIN, OWN_WORDS_PART = 3, 0.25
# Words that more of the brand's people use anyway are those of a form, and tie nobody together; so many others must.
FORM_SHARE, TIES_MIN = 0.05, 4
# Where a letter of many words was changed, most words and a run of them are enough.
RUNS_MIN, WORDS_PART = 1, 0.7
# In whatever order, so many words in common and this part of the longer text. Where half are, and few are left, a word with
# one letter changed, or run together with another, is the same.
SHUFFLED_MIN, SHUFFLED_PART = 6, 0.75
HALF, LEFT_MAX, MISSPELT_MIN = 0.5, 8, 4
# Nobody writes so many words in a row as somebody else did, small ones included: where they are this part of the longer
# text, one holds the other, whatever stands beside.
RUN_WORDS, RUN_LETTERS, RUN_PART = 10, 25, 0.5
POSTINGS_MAX, LOOKED_AT = 16, 4


class _Template:
    """The held posts of one text, oldest first, and what is looked for in others: the words of the oldest."""

    __slots__ = ("_people", "number", "place", "posts", "wording")

    def __init__(self, number: int) -> None:
        self.number = number
        # When it was first posted, and the id of it.
        self.place = (0.0, "")
        self.posts: list[Post] = []
        self.wording: Wording | None = None
        # Nearly every text is posted once and never looked at again.
        self._people: _People | None = None

    @property
    def people(self) -> _People:
        """Who posts it."""
        if self._people is None:
            self._people = _People({}, {})
            for post in self.posts:
                self._people.note(post, 1)
        return self._people

    def add(self, post: Post) -> bool:
        """Takes a post in at its place by time; whether that is the end."""
        if self._people is not None:
            self._people.note(post, 1)
        if is_newest := bool(self.posts) and self.posts[-1].at <= post.at:
            self.posts.append(post)
        else:
            self.posts.insert(bisect_right(self.posts, post.at, key=_at), post)
        return is_newest

    def drop_oldest(self) -> None:
        """Lets go of the oldest post."""
        post = self.posts.pop(0)
        if self._people is not None:
            self._people.note(post, -1)


class _People(NamedTuple):
    """How many posts that are no copies each person has, and how many that count in what is usual."""

    first: dict[str, int]
    recurring: dict[str, int]

    def note(self, post: Post, by: int) -> None:
        """Counts a post that comes (1) or goes (-1)."""
        if not post.copied or post.recurs:
            counted = self.recurring if post.copied else self.first
            counted[post.person] = counted.get(post.person, 0) + by
            if counted[post.person] <= 0:
                del counted[post.person]


_place_of = attrgetter("place")
SHARED = (1 << 31) - 1
"""Instead of the number of a template: several have the hash."""


class Copies:
    """The long texts among the posts of a brand's last day. A text is known as long as anybody posts it.

    A function of the posts that are held and how they were marked, in whatever order they are added: it is no part of a
    snapshot.

    >>> def post(number, *words): return Post(str(number), float(number), f"person {number}", "", words)
    >>> words = tuple("join the petition against hidden fees of your contract today".split())
    >>> copies, never = Copies(), lambda _: 0.0
    >>> [copies.add(copies.marked(post(n, *words, str(n)), never)).copied for n in range(5)]
    [False, False, True, True, True]
    """

    def __init__(self, posts: Iterable[Post] = ()) -> None:
        self.left_out: frozenset[str] = frozenset()
        """People who are nobody's voice: who posts what they did says it first."""
        self._templates: dict[str, _Template] = {}
        self._numbered: list[_Template | None] = []
        self._free: list[int] = []
        # Most hashes are of one text: the number of its template, or `SHARED`.
        self._index = NumberMap()
        self._shared: dict[int, list[_Template]] = {}
        # What was found of the post that was looked at last, and which templates have its hashes: it is marked and then
        # added.
        self._newest: tuple[str, Sequence[str], Wording | None] = ("", (), None)
        self._looked_up: tuple[Wording | None, list[int]] = (None, [])
        for post in posts:
            self.add(post)

    def know(self, post: Post, wording: Wording | None) -> None:
        """Takes in what was found before of the post that is looked at next."""
        self._newest = post.id, post.terms, wording

    def marked(self, post: Post, usual_share: UsualShare) -> Post:
        """The post, marked as one of a text that is known, and whether it is an echo of it. Changes nothing here."""
        wording = self._wording(post)
        template = self._template_of(wording, usual_share) if wording else None
        if wording is None or template is None or template.wording is None:
            return post
        _, ident = template.place
        if says_itself(wording.words, template.wording.words, post.lang):
            # With a remark about anything but a fault it stays one of those who post this text.
            of = "" if _reports(post, template.posts[0]) else ident
            return msgspec.structs.replace(post, terms=_without(post.terms, template.wording.words), template=of)
        people, recurring = template.people
        copied = post.person in people or len(people.keys() - self.left_out) >= VOICES
        recurs = copied and len(recurring) < RECURRING_MAX and post.person not in people and post.person not in recurring
        return msgspec.structs.replace(post, template=ident, copied=copied, recurs=recurs)

    def add(self, post: Post) -> Post:
        """Holds a marked post; returns it."""
        if post.template or self._wording(post) is not None:
            ident = post.template or post.id
            template = self._templates.get(ident)
            if template is None:
                (number,) = numbered((ident,), self._numbered, self._free)
                template = self._templates[ident] = self._numbered[number] = _Template(number)
            if not template.add(post):
                self._index_anew(ident, template)
        return post

    def remove(self, post: Post) -> None:
        """Lets go of a post, the oldest of those that were added."""
        self._looked_up = None, []
        ident = post.template or post.id
        template = self._templates.get(ident)
        if template is None or template.posts[0].id != post.id:
            return
        template.drop_oldest()
        self._index_anew(ident, template)
        if not template.posts:
            del self._templates[ident]
            self._numbered[template.number] = None
            self._free.append(template.number)

    def _index_anew(self, ident: str, template: _Template) -> None:
        """Has a text found by the words of its oldest post, which has changed."""
        if template.wording is not None:
            self._take_out(template.wording.sketch.least, template)
        template.wording = None
        if template.posts:
            template.place = template.posts[0].at, ident
            template.wording = self._wording(template.posts[0])
        if template.wording is not None:
            self._put(template.wording, template)
            template.wording.pack()

    def _wording(self, post: Post) -> Wording | None:
        ident, terms, found = self._newest
        if post.id != ident or post.terms is not terms:
            found = wording_of(post)
            self._newest = post.id, post.terms, found
        return found

    def _template_of(self, wording: Wording, usual_share: UsualShare) -> _Template | None:
        found: dict[_Template, int] = {}
        mine = wording.sketch
        numbers = self._index.of(mine.least).tolist()
        self._looked_up = wording, numbers
        for place, number in enumerate(numbers):
            if number == SHARED:
                for template in self._shared[mine.least.item(place)][-POSTINGS_MAX:]:
                    found[template] = found.get(template, 0) + 1
            elif number != NOTHING and (alone := self._numbered[number]) is not None:
                found[alone] = found.get(alone, 0) + 1
        for template in sorted(found, key=lambda one: (-found[one], one.place))[:LOOKED_AT]:
            other = template.wording
            # Nearly all have a word or two in common, and nothing else.
            if other is None or (shared := in_common(mine.words, other.hashes)) < TIES_MIN:
                continue
            if not (may_be_copy(wording, other, shared) or _is_held(wording.every, other.every)):
                continue
            if not _ties(wording.words, other.words, usual_share):
                continue
            if is_copy(wording.words, other.words) or _is_held(wording.every, other.every):
                return template
        return None

    def _put(self, wording: Wording, template: _Template) -> None:
        least = wording.sketch.least
        looked_up, numbers = self._looked_up
        if looked_up is not wording:
            numbers = self._index.of(least).tolist()
        self._looked_up = None, []
        self._index.put(least, template.number)
        if numbers.count(NOTHING) == len(numbers):
            return
        alone: list[int] = []
        for one, number in zip(least.tolist(), numbers, strict=True):
            if number == SHARED:
                insort(self._shared[one], template, key=_place_of)
            elif number != NOTHING and (other := self._numbered[number]) is not None:
                self._shared[one] = sorted((other, template), key=_place_of)
                alone.append(one)
        if alone:
            self._index.change(alone, SHARED)

    def _take_out(self, hashes: Int32s, template: _Template) -> None:
        numbers = self._index.of(hashes).tolist()
        if SHARED not in numbers:
            self._index.remove(hashes)
            return
        gone: list[int] = []
        for one, number in zip(hashes.tolist(), numbers, strict=True):
            if number == SHARED:
                self._shared[one].remove(template)
                if self._shared[one]:
                    continue
                del self._shared[one]
            gone.append(one)
        self._index.remove(np.array(gone, np.int32))


def _at(post: Post) -> float:
    return post.at


def may_be_copy(wording: Wording, other: Wording, shared: int) -> bool:
    """Whether texts with so many different words in common may be copies as `is_copy` looks at them, which costs more."""
    if shared >= HALF * max(wording.different, other.different):
        return True
    # Any of them may stand there again.
    again = wording.length - wording.different
    return shared + again - SHINGLE + 1 >= SHARED_MIN * (min(wording.length, other.length) - SHINGLE + 1)


def is_copy(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one is written from the other: most runs of three words, most words in some of the same runs, or so many
    words in any order."""
    if words == others:
        return True
    mine, theirs = set(words), set(others)
    shared, most = mine & theirs, max(len(mine), len(theirs))
    enough = max(SHUFFLED_MIN, SHUFFLED_PART * most)
    left = mine - shared
    if len(shared) >= enough or (
        len(shared) >= HALF * most
        and len(left) <= LEFT_MAX
        and len(shared) + len(left) - len(_other_words(left, theirs - shared)) >= enough
    ):
        return True
    runs_min = RUNS_MIN if len(shared) >= WORDS_PART * most else math.inf
    if min(length(words), length(others)) >= LONG_WORDS:
        runs_min = min(runs_min, SHARED_MIN * (min(len(words), len(others)) - SHINGLE + 1))
    if runs_min == math.inf:
        return False
    # To take both texts apart costs far more than to see that too few words, or too few in a row, are in both.
    both = [word in shared for word in words]
    if both.count(True) - SHINGLE + 1 < runs_min or sum(map(all, zip(both, both[1:], both[2:], strict=False))) < runs_min:
        return False
    return len(shingles(words) & shingles(others)) >= runs_min


def holds_text(post: Post, other: Post) -> bool:
    """Whether half of the longer of two posts is one run of the words of the other.

    >>> def post(text): return Post("1", 0.0, "ann", text, (), lang="en")
    >>> call = "never trust them with your savings again, switch to a fair provider today"
    >>> holds_text(post(f"Garden fairs. {call}"), post(f"{call} Library gossip"))
    True
    """
    return _is_held(every_word_of(post.text), every_word_of(other.text))


def _is_held(mine: EveryWord, theirs: EveryWord) -> bool:
    fewer, longer = sorted((len(mine.hashes), len(theirs.hashes)))
    size = RUN_LETTERS if mine.letters > longer / 2 else RUN_WORDS
    least = max(1, math.ceil(RUN_PART * longer) - size + 1)
    return fewer >= size + least - 1 and runs_in_common(mine, theirs, size) >= least


def says_itself(words: Iterable[str], others: Iterable[str], lang: str) -> bool:
    """Whether who posts these words beside those of a text says something of their own: only that counts of it then.

    Words of request are nobody's own.
    """
    mine, theirs = set(words), set(others)
    own = mine.difference(theirs, formulas(lang))
    enough = max(OWN_WORDS_MIN, OWN_WORDS_PART * len(mine))
    if enough <= len(own) <= LEFT_MAX:
        own = _other_words(own, theirs)
    return len(own) >= enough


def _reports(post: Post, copied: Post) -> bool:
    """Whether what a post says beside a text that is known is that something fails. Of a language without words for it
    nobody knows."""
    known = frozenset(plain(copied.text).casefold().split())
    remark = " ".join(word for word in plain(post.text).casefold().split() if word not in known)
    return says_failure(remark, post.lang) or not is_listed(post.lang)


def _other_words(words: set[str], others: set[str]) -> set[str]:
    """Those that are none of the others with a letter changed, left out or put in, nor one of these and what it is run
    together with."""
    return {word for word in words if not any(is_misspelt(word, other) for other in others)}


def is_misspelt(word: str, other: str) -> bool:
    """Whether two words differ by one letter, or one holds the other.

    >>> [is_misspelt("savings", other) for other in ("savwngs", "saving", "mysavings", "sayings", "selling")]
    [True, True, True, True, False]
    """
    short, long = sorted((word, other), key=len)
    if len(short) < MISSPELT_MIN:
        return False
    if short in long:
        return True
    begin = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return len(long) - len(short) <= 1 and short[begin + len(short) + 1 - len(long) :] == long[begin + 1 :]


def _without(terms: Sequence[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(term for term in terms if undisguised(term) not in known)


def _ties(words: tuple[str, ...], others: tuple[str, ...], usual_share: UsualShare) -> bool:
    """Whether what they have in common is more than the words of a form."""
    tying = (word for word in set(words).intersection(others) if usual_share(word) <= FORM_SHARE)
    return sum(1 for _ in islice(tying, TIES_MIN)) == TIES_MIN
