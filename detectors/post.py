"""A post as a trend keeps it: what verdict, title, clues and samples are read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from operator import attrgetter

import msgspec

from detectors.mention import Basis, Complaint, Kind, Quoted

DERIVED = (Kind.REPOST, Kind.QUOTE)


class Post(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One member of a trend. `text` and `title` are masked; `terms` are the person's own words, quotes already cut off.

    `basis` is what `score`, the likelihood of a complaint, rests on, and `screen` the version that gave it; a post of the
    basis `reply` agrees with the one it answers, and holds that one's terms once the engine has found it. `template` is the
    id of the first post of the same long text, `copied` whether enough people had posted that before, `recurs` whether it
    counts in what is usual all the same (`detectors.engine.copies`). `form`: the sentences of a form that were cut off
    (`detectors.engine.forms`).
    """

    id: str
    at: float
    person: str
    text: str
    terms: tuple[str, ...]
    title: str = ""
    quoted: Quoted | None = None
    channel: str = ""
    lang: str = ""
    product: str = ""
    region: str = ""
    reach: int = 0
    repost_of: str = ""
    reply_to: str = ""
    url: str = ""
    kind: Kind = Kind.POST
    score: float = 1.0
    basis: Basis = Basis.UNKNOWN
    day_only: bool = False
    template: str = ""
    copied: bool = False
    version: str = ""
    recurs: bool = False
    screen: int = 0
    form: tuple[str, ...] = ()


# From here down a score praises, by odds of two to one.
PRAISES_TO = 0.35

_COMMON = Post.__struct_fields__[: Post.__struct_fields__.index("template")]
_members = attrgetter(*_COMMON)


def post_of(complaint: Complaint) -> Post:
    """The member that a complaint becomes when it joins a trend: what both have."""
    return Post(*(*_members(complaint), "", False, complaint.version, False, complaint.screen))


def praises(post: Post) -> bool:
    """Whether a post clearly praises by its score."""
    return post.score <= PRAISES_TO and post.basis in (Basis.MODEL, Basis.RATING)


def is_of_crowd(post: Post) -> bool:
    """Whether a post is of those who may come in a crowd and report nothing: who praises, or says something else beside a
    text that others post too."""
    return praises(post) or (bool(post.template) and not post.copied)


def first_people(posts: Iterable[Post], many: int) -> set[str]:
    """The first so many people of these posts; no more of the posts is read than it takes to find them."""
    first: set[str] = set()
    for post in posts:
        first.add(post.person)
        if len(first) == many:
            break
    return first


def root_of(post: Post) -> str:
    """What a post repeats or answers: an id, or the first words it quotes; empty when it stands for itself, as one does
    that agrees with a report and counts as one more of that."""
    if post.basis is Basis.REPLY and post.terms:
        return ""
    if post.repost_of:
        return post.repost_of
    if post.quoted is not None and post.quoted.handle:
        return words_key(post.quoted.text)
    return post.reply_to


def words_key(text: str) -> str:
    """The first eight words, by which a quoted root is known when nobody gives its id."""
    words = (w for w in text.casefold().split() if not w.startswith("http"))
    return "“" + " ".join(islice(words, 8))


def is_echo(post: Post) -> bool:
    """Whether a post repeats somebody else's: a repost or a quote, whatever its producer calls it.

    An unmarked near-duplicate is none: who copies whom, and whether they do, is for the verdict on all posts together.
    """
    return bool(post.repost_of) or post.kind in DERIVED or (post.quoted is not None and post.quoted.handle != "")


def are_days(posts: Sequence[Post]) -> bool:
    """Whether most of the posts come from a source that names the day only: then nothing is stated of hours."""
    return 2 * sum([post.day_only for post in posts]) > len(posts)
