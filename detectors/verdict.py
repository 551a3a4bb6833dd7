"""What kind of trend it is: many independent people, a post that went round, the brand's own, a campaign, one customer.

The verdict is read from the posts alone, by shares that a reader can check; it says what was measured, not the cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from enum import StrEnum

import msgspec

from detectors.mention import Kind
from detectors.post import DERIVED, Post
from detectors.sametext import same_text_clusters


class VerdictName(StrEnum):
    """The kinds of trend, as they are published."""

    SYSTEMIC = "systemic"
    VIRAL = "viral"
    OWN_POST = "own_post"
    COORDINATED = "coordinated"
    SINGLE_CUSTOMER = "single_customer"
    MIXED = "mixed"
    UNDETERMINED = "undetermined"


ECHOES = frozenset({VerdictName.VIRAL, VerdictName.OWN_POST, VerdictName.COORDINATED})
"""Verdicts that never exceed `info`, and whose posts count neither in the brand's total nor in its season."""

WORDS = {
    VerdictName.SYSTEMIC: "many independent people",
    VerdictName.VIRAL: "one post that goes round",
    VerdictName.OWN_POST: "reactions to a post of the brand",
    VerdictName.COORDINATED: "a campaign: the same text again and again",
    VerdictName.SINGLE_CUSTOMER: "one customer",
    VerdictName.MIXED: "a post that goes round, and first-hand reports beside it",
    VerdictName.UNDETERMINED: "too little to tell",
}
"""The verdicts as cards say them."""


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of the verdict. Raising one makes the verdict it names rarer."""

    own_words_min: int = 4
    people_min: int = 5
    single_share: float = 0.6
    thread_share: float = 0.5
    same_text_share: float = 0.5
    roots_max: int = 5


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What is known beside the posts.

    `own_handles` are the brand's accounts as quotes name them (the brand's name always counts), `own_posts` the ids of its
    recent posts, `own_people` its accounts' keyed hashes. `sends_roots` says whether the producer sends `repost_of` or
    `reply_to` at all. `first_hand_significant` is the answer of the test on reports outside the thread, None when untested.
    `people` and `posts` are the true totals when the posts given are a bounded part of them (0: they are all).
    """

    brand: str = ""
    own_handles: Collection[str] = ()
    own_posts: Collection[str] = ()
    own_people: Collection[str] = ()
    sends_roots: bool = True
    first_hand_significant: bool | None = None
    people: int = 0
    posts: int = 0


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict with all the numbers it was read from; `reason` is a fixed word for counters, `sentence` for people."""

    name: VerdictName
    reason: str
    sentence: str
    people: int
    first_hand_people: int
    posts: int
    effective_people: float
    top_person_share: float
    repost_and_quote_share: float
    same_text_share: float
    root: str
    root_text: str
    sure: float


def fold_handle(handle: str) -> str:
    """A handle or brand name as they are compared: letters and digits, folded."""
    return "".join(c for c in handle.casefold() if c.isalnum())


def is_own(post: Post, context: Context) -> bool:
    """Whether what the post repeats or answers is by the brand itself."""
    own = {fold_handle(h) for h in (context.brand, *context.own_handles)} - {""}
    if post.quoted is not None and fold_handle(post.quoted.handle) in own:
        return True
    return (post.repost_of or post.reply_to) in context.own_posts and bool(post.repost_of or post.reply_to)


def judge(posts: Sequence[Post], context: Context, rules: Rules | None = None) -> Verdict:
    """The verdict on these posts, in any order; the same posts give the same verdict. Cost grows with their words."""
    r = rules or Rules()
    posts = sorted(posts, key=lambda p: (p.at, p.id))
    by_person = Counter(p.person for p in posts)
    people, total = len(by_person), len(posts)
    top_share = max(by_person.values()) / total if posts else 0.0
    effective = total**2 / sum(n * n for n in by_person.values()) if posts else 0.0

    clusters = same_text_clusters(posts)
    sizes = Counter(clusters[p.id] for p in posts if p.id in clusters)
    largest_size = max(sizes.values(), default=0)
    roots = Counter(root for p in posts if (root := root_of(p)))
    top_roots = {
        root
        for root, n in sorted(roots.items(), key=lambda kv: (-kv[1], kv[0]))[: r.roots_max]
        if n >= max(2, 0.02 * total)
    }
    in_thread = [p for p in posts if root_of(p) in top_roots or p.id in top_roots]
    echoed = [p for p in posts if is_echo(p) or p.id in top_roots]
    thread_share = len({p.id for p in (*in_thread, *echoed)}) / total if posts else 0.0
    same_share = largest_size / total if posts else 0.0

    outside = {p.id for p in posts} - {p.id for p in (*in_thread, *echoed)}
    first_hand = first_hand_people(posts, outside, clusters, sizes, r)
    thread_posts = [*in_thread, *echoed]
    own_share = sum(is_own(p, context) for p in thread_posts) / len(thread_posts) if thread_posts else 0.0
    root, root_text = leading_root(posts, roots, top_roots)
    significant = context.first_hand_significant
    enough = len(first_hand) >= r.people_min and significant is not False

    name, reason, sentence = VerdictName.UNDETERMINED, "too_few_people", f"only {plural(people, 'person', 'people')} so far"
    if people <= 2 or (top_share >= r.single_share and len(first_hand) < r.people_min and not in_thread):
        if total >= max(4, 2 * people):
            name, reason = VerdictName.SINGLE_CUSTOMER, "one_person_writes"
            sentence = f"{plural(people, 'person', 'people')} wrote {total} posts"
    elif thread_share >= r.thread_share:
        k = len({p.id for p in (*in_thread, *echoed)})
        if enough:
            name, reason = VerdictName.MIXED, "first_hand_beside_thread"
            sentence = (
                f"{k} of {total} posts repeat or answer others; {len(first_hand)} people report it first-hand beside them"
            )
        elif own_share >= 0.5:
            name, reason = VerdictName.OWN_POST, "root_is_the_brands"
            sentence = f"{k} of {total} posts repeat or answer a post of the brand"
        else:
            name, reason = VerdictName.VIRAL, "few_roots"
            sentence = f"{k} of {total} posts repeat or answer {plural(max(1, len(top_roots)), 'post', 'posts')}"
    elif same_share >= r.same_text_share and largest_size >= 3:
        name, reason = VerdictName.COORDINATED, "near_identical_texts"
        sentence = f"{largest_size} of {total} posts are nearly the same text"
    elif len(first_hand) >= min(3, r.people_min):
        name, reason = VerdictName.SYSTEMIC, "independent_people"
        sentence = f"{len(first_hand)} of {people} people report it in their own words"
    return Verdict(
        name=name,
        reason=reason,
        sentence=sentence,
        people=context.people or people,
        first_hand_people=len(first_hand),
        posts=context.posts or total,
        effective_people=effective,
        top_person_share=top_share,
        repost_and_quote_share=thread_share,
        same_text_share=same_share,
        root=root,
        root_text=root_text,
        sure=1.0,
    )


def root_of(post: Post) -> str:
    """What a post repeats or answers: an id, or the words it quotes; empty when it stands for itself."""
    if post.repost_of:
        return post.repost_of
    if post.quoted is not None:
        return "“" + " ".join(post.quoted.text.casefold().split()[:8])
    return post.reply_to


def is_echo(post: Post) -> bool:
    """Whether a post repeats somebody else's: a repost, or a quote, whatever its producer calls it."""
    return bool(post.repost_of) or post.kind in DERIVED or (post.quoted is not None and post.quoted.handle != "")


def first_hand_people(
    posts: Sequence[Post], outside: Collection[str], clusters: dict[str, str], sizes: Counter[str], rules: Rules
) -> set[str]:
    """People with a post of their own: outside the thread, enough own words, not a copy of an earlier one."""
    told: set[str] = set()
    for post in posts:
        cluster = clusters.get(post.id, "")
        copied = cluster and cluster != post.id and sizes[cluster] >= 3
        if post.id in outside and len(set(post.terms)) >= rules.own_words_min and not copied and post.kind != Kind.REPOST:
            told.add(post.person)
    return told


def leading_root(posts: Sequence[Post], roots: Counter[str], top_roots: set[str]) -> tuple[str, str]:
    """Id and text of the post that most others repeat or answer; the id is empty when only its words are known."""
    if not top_roots:
        return "", ""
    lead = min(top_roots, key=lambda root: (-roots[root], root))
    for post in posts:
        if post.id == lead:
            return lead, post.text
    for post in posts:
        if root_of(post) == lead and post.quoted is not None:
            return ("" if lead.startswith("“") else lead), post.quoted.text
    return lead, ""


def plural(n: int, one: str, many: str) -> str:
    """`1 person`, `2 people`."""
    return f"{n} {one if n == 1 else many}"
