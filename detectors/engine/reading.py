"""What the text of a complaint alone says of it, found for many complaints at once before the first of them is applied.

One after the other, in between the tests of their brands, each step would be fetched from memory anew for every complaint:
that costs twice what the step does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from detectors.engine.wording import Wording, wordings_of
from detectors.mention import Complaint
from detectors.post import Post, post_of
from detectors.posts.tiers import counted_terms
from detectors.text.sentences import numbers_of_texts

READ_AT_ONCE = 256


class Read(NamedTuple):
    """The post that a complaint becomes, the numbers of its sentences, by what it may be known as a copy, and the terms
    that it counts for: all as long as nothing of the post is exchanged."""

    complaint: Complaint
    post: Post
    sentences: tuple[int, ...]
    wording: Wording | None
    terms: tuple[str, ...]


def read_all(complaints: Sequence[Complaint]) -> list[Read]:
    """What is read of these, in their order."""
    posts = [*map(post_of, complaints)]
    sentences = numbers_of_texts([post.text for post in posts])
    terms = [counted_terms(post.terms) for post in posts]
    return [*map(Read, complaints, posts, sentences, wordings_of(posts), terms)]


class Readings:
    """What is read of complaints that are asked for in this order, each at most once: `READ_AT_ONCE` of them at a time, and
    no more are held."""

    def __init__(self, complaints: Iterable[Complaint] = ()) -> None:
        self._waiting = iter(complaints)
        self._reads: dict[tuple[int, int], Read] = {}

    def take(self, complaint: Complaint) -> Read:
        """What is read of a complaint; of one that is not among them, or was changed since, it is found now."""
        # Ids are their producers', and those of two brands may be the same.
        place = complaint.origin, complaint.offset
        while place not in self._reads and (portion := [*islice(self._waiting, READ_AT_ONCE)]):
            self._reads = {(one.complaint.origin, one.complaint.offset): one for one in read_all(portion)}
        read = self._reads.get(place)
        return read if read is not None and read.complaint is complaint else read_all((complaint,))[0]


UNREAD = Readings()
"""Nothing was read before."""
