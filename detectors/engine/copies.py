"""Texts that are posted again and again: a template has a few voices, however many accounts it is posted from.

Short sentences are worded alike by people who never met, long ones are not (`verdict.near_duplicates`). The first people of
a text count as anybody does; who posts it after them, or again, is an echo of it, as a repost is. Echoes make a trend of
their own, which the verdict on its texts calls coordinated, and neither raise, nor open, nor hide what others report in
their own words.
"""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from operator import attrgetter

import msgspec

from detectors.engine.wording import Wording, every_word_of, undisguised, wording_of
from detectors.facts import UsualShare
from detectors.knowledge.failures import is_listed, says_failure
from detectors.knowledge.formulas import formulas
from detectors.post import Post
from detectors.text.clean import plain
from detectors.text.runs import EveryWord, in_common, runs_in_common
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

    __slots__ = ("people", "place", "posts", "recurring", "wording")

    def __init__(self) -> None:
        self.posts: list[Post] = []
        # When it was first posted, and the id of it.
        self.place = (0.0, "")
        self.wording: Wording | None = None
        # How many posts that are no copies each person has, and how many that count in what is usual.
        self.people: dict[str, int] = {}
        self.recurring: dict[str, int] = {}

    def count(self, post: Post, by: int) -> None:
        """Counts a post that comes (1) or goes (-1)."""
        if not post.copied or post.recurs:
            counted = self.recurring if post.copied else self.people
            counted[post.person] = counted.get(post.person, 0) + by
            if counted[post.person] <= 0:
                del counted[post.person]


_place_of = attrgetter("place")
_Index = dict[int, _Template | list[_Template]]


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
        # Most hashes are of one text: a list for each would be half of what a brand's texts take.
        self._index: _Index = {}
        # What was found of the post that was looked at last: it is marked and then added.
        self._newest: tuple[str, Sequence[str], Wording | None] = ("", (), None)
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
        people, recurring = template.people, template.recurring
        copied = post.person in people or len(people.keys() - self.left_out) >= VOICES
        recurs = copied and len(recurring) < RECURRING_MAX and post.person not in people and post.person not in recurring
        return msgspec.structs.replace(post, template=ident, copied=copied, recurs=recurs)

    def add(self, post: Post) -> Post:
        """Holds a marked post; returns it."""
        if post.template or self._wording(post) is not None:
            ident = post.template or post.id
            template = self._templates.get(ident)
            if template is None:
                template = self._templates[ident] = _Template()
            template.count(post, 1)
            if template.posts and template.posts[-1].at <= post.at:
                template.posts.append(post)
            else:
                template.posts.insert(bisect_right(template.posts, post.at, key=_at), post)
                self._index_anew(ident, template)
        return post

    def remove(self, post: Post) -> None:
        """Lets go of a post, the oldest of those that were added."""
        ident = post.template or post.id
        template = self._templates.get(ident)
        if template is None or template.posts[0].id != post.id:
            return
        del template.posts[0]
        template.count(post, -1)
        self._index_anew(ident, template)
        if not template.posts:
            del self._templates[ident]

    def _index_anew(self, ident: str, template: _Template) -> None:
        """Has a text found by the words of its oldest post, which has changed."""
        if template.wording is not None:
            _take_out(self._index, template.wording.least, template)
        template.wording = None
        if template.posts:
            template.place = template.posts[0].at, ident
            template.wording = self._wording(template.posts[0])
        if template.wording is not None:
            _put(self._index, template.wording.least, template)

    def _wording(self, post: Post) -> Wording | None:
        ident, terms, found = self._newest
        if post.id != ident or post.terms is not terms:
            found = wording_of(post)
            self._newest = post.id, post.terms, found
        return found

    def _template_of(self, wording: Wording, usual_share: UsualShare) -> _Template | None:
        found: dict[_Template, int] = {}
        for postings in map(self._index.get, wording.least):
            if isinstance(postings, list):
                for template in postings[-POSTINGS_MAX:]:
                    found[template] = found.get(template, 0) + 1
            elif postings:
                found[postings] = found.get(postings, 0) + 1
        for template in sorted(found, key=lambda one: (-found[one], one.place))[:LOOKED_AT]:
            other = template.wording
            # Nearly all have a word or two in common, and nothing else.
            if other is None or (shared := in_common(wording.hashes, other.hashes)) < TIES_MIN:
                continue
            if not (may_be_copy(wording, other, shared) or _is_held(wording.every, other.every)):
                continue
            if not _ties(wording.words, other.words, usual_share):
                continue
            if is_copy(wording.words, other.words) or _is_held(wording.every, other.every):
                return template
        return None


def _put(index: _Index, hashes: Collection[int], template: _Template) -> None:
    if index.keys().isdisjoint(hashes):
        index.update(dict.fromkeys(hashes, template))
        return
    for one in hashes:
        held = index.get(one)
        if held is None:
            index[one] = template
        elif isinstance(held, list):
            insort(held, template, key=_place_of)
        else:
            index[one] = sorted((held, template), key=_place_of)


def _take_out(index: _Index, hashes: Collection[int], template: _Template) -> None:
    for one in hashes:
        held = index[one]
        if isinstance(held, list):
            held.remove(template)
        if not isinstance(held, list) or not held:
            del index[one]


def _at(post: Post) -> float:
    return post.at


def may_be_copy(wording: Wording, other: Wording, shared: int) -> bool:
    """Whether texts with so many different words in common may be copies as `is_copy` looks at them, which costs more."""
    if shared >= HALF * max(len(wording.hashes), len(other.hashes)):
        return True
    # Any of them may stand there again.
    again = wording.length - len(wording.hashes)
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
