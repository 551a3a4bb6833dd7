"""What the people of a brand write in: a short text that could be in several languages is in theirs.

Intake sees one text at a time, and takes three words of Portuguese for Spanish. The words of such a text are then other
terms than those of everybody else who writes the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace

from detectors.mention import Complaint
from detectors.text import normalise, primary
from detectors.text.language import is_likelier_in
from detectors.text.signature import cut_signature

# A brand is known to be written to in a language from so many posts of a day on, and this part of them.
POSTS_MIN, SHARE_MIN = 10, 0.5
# Longer texts say themselves what they are in, where that is found at all.
CHARACTERS_MAX = 100


class _Written(Protocol):
    @property
    def lang(self) -> str: ...


class Languages:
    """How many posts of the last day are in each language. A function of these posts."""

    def __init__(self, posts: Iterable[_Written] = ()) -> None:
        self._posts: Counter[str] = Counter(primary(post.lang) for post in posts)
        self._all = self._posts.total()

    def add(self, post: _Written) -> None:
        """Counts a post."""
        self._posts[primary(post.lang)] += 1
        self._all += 1

    def remove(self, post: _Written) -> None:
        """Forgets a post that was counted."""
        lang = primary(post.lang)
        self._posts[lang] -= 1
        self._all -= 1
        if not self._posts[lang]:
            del self._posts[lang]

    def settled(self, complaint: Complaint) -> Complaint:
        """The complaint in the language of the brand's people where nobody named its language and its words may well be in
        theirs; as it is otherwise."""
        if not complaint.lang_found or self._all < POSTS_MIN:
            return complaint
        if complaint.lang and len(complaint.text) > CHARACTERS_MAX:
            return complaint
        own = primary(complaint.lang)
        if self._posts[own] > (1.0 - SHARE_MIN) * self._all:
            return complaint
        lang, posts = max(self._posts.items(), key=lambda one: (one[1], one[0]))
        share = posts / self._all
        if not lang or lang == own or share < SHARE_MIN:
            return complaint
        if complaint.title or complaint.quoted or complaint.repost_of or not complaint.terms:
            return complaint
        if not is_likelier_in(lang, complaint.text, share, primary(complaint.lang)):
            return complaint
        terms = normalise(cut_signature(complaint.text), lang)
        return replace(complaint, lang=lang, terms=terms) if terms else complaint
