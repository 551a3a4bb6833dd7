"""What the verdict reads from the posts of a trend: who repeats others, who advertises, who reports it first-hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from detectors.knowledge.failures import is_listed, says_failure
from detectors.mention import Basis
from detectors.post import Post
from detectors.text.recovery import gives_all_clear
from detectors.verdict.adverts import advertising
from detectors.verdict.complaint import ComplaintEvidence, complaint_evidence
from detectors.verdict.names import Context, Rules
from detectors.verdict.near_duplicates import SameText, same_text
from detectors.verdict.roots import about_root, is_echo, is_own, leading_root, root_of, top_roots, words_key

OCCASIONAL_POSTS = 2


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of a trend's posts: `thread` counts those that repeat or answer others, `thread_people` who does nothing
    else, `own` that it is the brand;
    `uncopied` the first-hand people who never wrote the text that many others did; `advertising` the people who advertise,
    who are not first-hand; `failing` the first-hand people who say that something fails, or write in a language without
    words for it; `agreeing` those who only agree with a report, `clearing` who only say that it is over;
    `written` what all of them wrote of the brand, `occasional` the people with one or two posts of it; `evidence` whether
    they complain at all."""

    posts: int
    people: int
    most_by_one: int
    effective_people: float
    thread: int
    thread_people: int
    roots: int
    own: bool
    root: str
    root_text: str
    same: SameText
    first_hand: int
    uncopied: int
    failing: int
    advertising: int
    agreeing: int
    clearing: int
    written: int
    occasional: int
    evidence: ComplaintEvidence

    @property
    def top_share(self) -> float:
        """Share of the posts by the person who wrote most."""
        return self.most_by_one / max(self.posts, 1)

    @property
    def thread_share(self) -> float:
        """Share of the posts that repeat or answer others."""
        return self.thread / max(self.posts, 1)

    @property
    def going_round(self) -> float:
        """The same, of the people at most: a few who answer everybody are a few."""
        return min(self.thread_share, self.thread_people / max(self.people, 1))


class Thread(NamedTuple):
    """The posts that repeat or answer the few that most do, and those `outside` of it; `own`: whether it is the brand they
    repeat. `root` is the id of the post that most repeat, empty when only its words are known."""

    members: list[Post]
    outside: list[Post]
    roots: int
    own: bool
    root: str
    root_text: str


class Voices(NamedTuple):
    """Posts beside a thread, by what their writers do; each is in one of these, or in a text that many post."""

    first_hand: list[Post]
    advertising: list[Post]
    agreeing: list[Post]
    clearing: list[Post]


def measured(posts: Sequence[Post], c: Context, r: Rules) -> Measured:
    """The numbers, the posts taken in the order of (time, id)."""
    posts = sorted(posts, key=lambda p: (p.at, p.id))
    by_person = Counter(p.person for p in posts)
    of_day = [max(n, c.posts_of_day.get(person, 0)) for person, n in by_person.items()]
    same = same_text([p for p in posts if not inherits(p)])
    thread = thread_of(posts, c, r)
    voices = voices_of(thread.outside, same, c, r)
    first_hand = people_of(voices.first_hand)
    return Measured(
        posts=len(posts),
        people=len(by_person),
        most_by_one=max(by_person.values(), default=0),
        effective_people=len(posts) ** 2 / max(1, sum(n * n for n in by_person.values())),
        thread=len(thread.members),
        thread_people=len(people_of(thread.members) - people_of(thread.outside)),
        roots=thread.roots,
        own=thread.own,
        root=thread.root,
        root_text=thread.root_text,
        same=same,
        first_hand=len(first_hand),
        uncopied=len(first_hand - people_of(p for p in posts if p.id in same.members)),
        failing=len(people_of(p for p in voices.first_hand if may_fail(p))),
        advertising=len(people_of(voices.advertising) - first_hand),
        agreeing=len(people_of(voices.agreeing) - first_hand),
        clearing=len(people_of(voices.clearing) - first_hand),
        written=sum(of_day),
        occasional=sum(n <= OCCASIONAL_POSTS for n in of_day),
        evidence=complaint_evidence(voices.first_hand, c.complaint_ratio),
    )


def thread_of(posts: Sequence[Post], c: Context, r: Rules) -> Thread:
    """Who repeats or answers others; where most do, who names what is rare in the post they repeat is one of them. So is a
    post that others repeat; one that they only answer is still what its writer reports."""
    roots = top_roots(posts, r)
    repeated = {root_of(post) for post in posts if is_echo(post)} & roots.keys()
    members: list[Post] = []
    outside: list[Post] = []
    for post in posts:
        is_inside = is_echo(post) or root_of(post) in roots or not repeated.isdisjoint((post.id, words_key(post.text)))
        (members if is_inside else outside).append(post)
    own = bool(members) and 2 * sum(is_own(p, c) for p in members) >= len(members)
    root, root_text = leading_root(members, posts, roots)
    people, reporting = people_of(posts), people_of(outside)
    if len(members) >= r.thread_share * len(posts) and len(people - reporting) >= r.thread_share * len(people):
        about = about_root(outside, root_text, own, c, r)
        outside = [p for p in outside if p.id not in about]
    return Thread(members, outside, len(roots), own, root, root_text)


def voices_of(posts: Sequence[Post], same: SameText, c: Context, r: Rules) -> Voices:
    """What those who repeat nobody do: only agree, advertise, say that it is over, or report it."""
    agreeing = [p for p in posts if inherits(p)]
    own_words = [p for p in posts if not inherits(p)]
    ids = advertising(own_words, c)
    clearing = [p for p in own_words if gives_all_clear(p.text)]
    apart = ids.union(p.id for p in clearing)
    first_hand = [p for p in own_words if p.id not in apart and is_first_hand(p, same, r)]
    return Voices(first_hand, [p for p in own_words if p.id in ids], agreeing, clearing)


def people_of(posts: Iterable[Post]) -> set[str]:
    """Those who wrote them."""
    return {post.person for post in posts}


def inherits(post: Post) -> bool:
    """Whether it agrees with a report that the engine has found: it holds that one's terms and no words of its own."""
    return post.basis is Basis.REPLY and bool(post.terms)


def may_fail(post: Post) -> bool:
    """Whether a post says that something fails; of a language without words for it nobody knows."""
    return not is_listed(post.lang) or _says_failure(post.text, post.lang)


# The same posts are looked at whenever their trend is judged.
_says_failure = lru_cache(maxsize=2_000)(says_failure)


def is_first_hand(post: Post, same: SameText, rules: Rules) -> bool:
    """Whether a person reports it themselves: not in a campaign's words, beside a copied text in enough of their own."""
    if post.id in same.members:
        return False
    return len(set(post.terms)) >= rules.own_words_min if post.quoted is not None else bool(post.terms)
