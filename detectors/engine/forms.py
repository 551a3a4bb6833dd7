"""Sentences of a form: who fills one in shares them with everybody else who did, whatever the problem is.

"Operating system: Windows. Describe your problem in detail: …" is structure, and says nothing of what is wrong. Once enough
people have posted the same sentences, word for word, these count no more beside what somebody says of their own. What says
that something fails is no form: an error message is quoted word for word too, and is the problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from sys import intern
from typing import NamedTuple

import msgspec

from detectors.knowledge.failures import is_listed, says_failure
from detectors.post import Post
from detectors.text import normalise
from detectors.text.sentences import SENTENCES_MAX, TEXT_MAX, number_of, sentence_numbers

# So many people must have posted a sentence before it is one of a form, and so many words of a post must be of such ones.
PEOPLE_MIN, WORDS_MIN = 3, 6
# Of a script without spaces so many characters make a word.
CHARS_A_WORD = 3
# So many terms of its own a post must have beside a form.
OWN_TERMS_MIN = 2
# As `detectors.text.sentences` takes a text apart: a sign in the middle of a word (64.0.2, an address) ends nothing.
_SENTENCE = re.compile(r"(?:[^.!?:;。！？：；।؟\n]++|[.!?:;](?!\s|$))++[.!?:;。！？：；।؟\n]*+")
_LABELS = (":", "：")
_ENDS = ".!?:;。！？：；।؟\n \t"


class _Sentence(NamedTuple):
    """A sentence, as it is compared (empty: with nothing), and the number of that."""

    text: str
    key: str = ""
    number: int = 0


class Forms:
    """The sentences of a brand's last day, and who posted them.

    A function of the posts that are held, in whatever order they are added: it is no part of a snapshot. Linear in a text.

    >>> form = "Contact form of the customer service. Your message: {}. Preferred way to be answered: by mail"
    >>> def post(n, says):
    ...     text = form.format(says)
    ...     return Post(str(n), float(n), f"p{n}", text, normalise(text, "en"), lang="en")
    >>> forms = Forms()
    >>> for n, says in enumerate(("the lamp is broken", "no parcel came", "the map has an error")):
    ...     forms.add(post(n, says))
    >>> forms.reported(post(3, "my login still fails")).text
    'my login still fails.'
    """

    def __init__(self, posts: Iterable[Post] = ()) -> None:
        # Nearly all sentences are one person's alone, who posted them once.
        self._alone: dict[int, str] = {}
        self._shared: dict[int, dict[str, int]] = {}
        # To take a text apart once more when it leaves costs more than to keep what was found.
        self._held: dict[str, tuple[int, ...]] = {}
        for post in posts:
            self.add(post)

    def add(self, post: Post, numbers: tuple[int, ...] | None = None) -> None:
        """Counts a post that is held from now on; `numbers` are those of its sentences, where they were found before."""
        numbers = sentence_numbers(post.text) if numbers is None else numbers
        if post.form:
            numbers = tuple(dict.fromkeys((*numbers, *map(number_of, post.form))))
        self._held[post.id] = numbers
        if self._alone.keys().isdisjoint(numbers) and self._shared.keys().isdisjoint(numbers):
            self._alone.update(dict.fromkeys(numbers, post.person))
            return
        for number in numbers:
            if (counts := self._shared.get(number)) is None:
                person = self._alone.pop(number, None)
                if person is None:
                    self._alone[number] = post.person
                    continue
                counts = self._shared[number] = {person: 1}
            counts[post.person] = counts.get(post.person, 0) + 1

    def remove(self, post: Post) -> None:
        """Lets go of a post that was added."""
        for number in self._held.pop(post.id, ()):
            if (counts := self._shared.get(number)) is None:
                self._alone.pop(number, None)
                continue
            counts[post.person] = counts.get(post.person, 0) - 1
            if counts[post.person] <= 0:
                del counts[post.person]
            if not counts:
                del self._shared[number]

    def may_hold(self, numbers: Iterable[int]) -> bool:
        """Whether somebody else posted one of these sentences too; without one a text holds no form."""
        return not self._shared.keys().isdisjoint(numbers)

    def reported(self, post: Post) -> Post:
        """The post without the sentences of a form, where what is left says that something fails; else itself."""
        found = self._cut(post)
        if found is None or not says_failure(found.text, post.lang):
            return post
        return msgspec.structs.replace(post, text=found.text, terms=found.terms, form=found.form)

    def without(self, post: Post) -> Post:
        """The post, of whose words those of a form count for nothing."""
        found = self._cut(post)
        return post if found is None else msgspec.structs.replace(post, terms=found.terms)

    def _cut(self, post: Post) -> _Own | None:
        """What is left of a post beside a form; None where it holds none, or nothing else."""
        if not self.may_hold(sentence_numbers(post.text)):
            return None
        sentences = _sentences(post.text)
        of_form = [one for one in sentences if self._is_of_form(one, post)]
        if not of_form or sum(_length(one.key) for one in of_form) < WORDS_MIN:
            return None
        text = " ".join(one.text.strip() for one in sentences if one not in of_form)
        own = set(normalise(text, post.lang))
        shared = {term for one in of_form for term in normalise(one.text, post.lang)} - own
        terms = tuple(term for term in post.terms if term not in shared)
        form = tuple(sorted({intern(one.key) for one in of_form}))
        return _Own(text, terms, form) if len(own.intersection(terms)) >= OWN_TERMS_MIN else None

    def _is_of_form(self, sentence: _Sentence, post: Post) -> bool:
        people = self._shared.get(sentence.number)
        if people is None:
            return False
        many = len(people) - (post.person in people)
        if many < PEOPLE_MIN or not is_listed(post.lang):
            return False
        # "Describe your problem: " asks for it.
        return sentence.text.rstrip().endswith(_LABELS) or not says_failure(sentence.key, post.lang)


class _Own(NamedTuple):
    """What somebody says of their own, and what was cut off it."""

    text: str
    terms: tuple[str, ...]
    form: tuple[str, ...]


# Of one post it is asked three times in a row.
@lru_cache(maxsize=16)
def _sentences(text: str) -> Sequence[_Sentence]:
    """The sentences of a text, and each as it is compared: in small letters, its spaces one."""
    found, end = [], 0
    for match in islice(_SENTENCE.finditer(text[:TEXT_MAX]), SENTENCES_MAX):
        end = match.end()
        key = _key(match.group())
        found.append(_Sentence(match.group(), key, number_of(key)))
    # Of what comes after these nothing is compared.
    return [*found, _Sentence(text[end:])] if text[end:].strip() else found


def _key(sentence: str) -> str:
    return " ".join(sentence.casefold().split()).strip(_ENDS)


def _length(key: str) -> int:
    """Words, as a script without spaces has them too."""
    return len(key.split()) if key.isascii() or " " in key else max(1, len(key) // CHARS_A_WORD)
