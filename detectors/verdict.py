"""What kind of trend it is: many independent people, a post that went round, the brand's own, a campaign, one customer.

The verdict is read from the posts alone, by shares that a reader can check; it says what was measured, not the cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from enum import StrEnum
from itertools import islice

import msgspec

from detectors.facts import UsualShare, unheard
from detectors.plain import Words, plain_words
from detectors.post import DERIVED, Post
from detectors.sametext import SameText, same_text


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
    """The limits of the verdict.

    `own_words_min`: different words of one's own beside a quote that make a first-hand report all the same. `people_min`:
    first-hand people beside a thread that make it `mixed`, and (three will do) a trend without one `systemic`. The shares
    are of the posts: one person's, the thread's, the nearly identical ones; raising one makes its verdict rarer.
    `rare_share`: a root's word that fewer of the brand's people usually say points back to it. `roots_max`: how many
    posts are still "one or a few" that others repeat; each has at least `root_share` of all posts.
    """

    own_words_min: int = 4
    people_min: int = 5
    single_share: float = 0.6
    thread_share: float = 0.5
    same_text_share: float = 0.5
    roots_max: int = 5
    rare_share: float = 0.002
    root_share: float = 0.02


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What is known beside the posts.

    `own_handles` are the brand's accounts as quotes name them (the brand's name always counts), `own_posts` the ids of
    its recent posts. `sends_roots` says whether the producer sends `repost_of` or `reply_to` at all.
    `first_hand_significant` is the answer of the test on reports outside the thread, None when untested: then
    `people_min` of them are enough. `usual_share` is the share of the brand's people who usually say a term, `words` what
    made the terms. `people` and `posts` are the true totals when the posts given are a bounded part of them (0: they are
    all).
    """

    brand: str = ""
    own_handles: Collection[str] = ()
    own_posts: Collection[str] = ()
    sends_roots: bool = True
    first_hand_significant: bool | None = None
    people: int = 0
    posts: int = 0
    usual_share: UsualShare = unheard
    words: Words = plain_words


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict with the numbers it was read from; `reason` is a fixed word for counters, `sentence` is for people.

    `effective_people` is the inverse Simpson index of posts per person. `sure` (0 to 1) is how far the deciding share lies
    from its limit, less for few people.
    """

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


def judge(posts: Sequence[Post], context: Context | None = None, rules: Rules | None = None) -> Verdict:
    """The verdict on these posts, in any order; the same posts give the same verdict. Cost grows with their words.

    Read from above: one customer; a thread (with first-hand reports beside it, the brand's own, anybody's); the same text
    again and again; independent people; too little to tell.
    """
    c, r = context or Context(), rules or Rules()
    posts = sorted(posts, key=lambda p: (p.at, p.id))
    total = len(posts)
    by_person = Counter(p.person for p in posts)
    people = len(by_person)
    top_share = max(by_person.values(), default=0) / max(total, 1)
    same = same_text(posts)
    roots = top_roots(posts, r)
    thread = [p for p in posts if is_echo(p) or not roots.keys().isdisjoint((root_of(p), p.id, words_key(p.text)))]
    thread_share = len(thread) / max(total, 1)
    lead, lead_text = leading_root(thread, posts, roots)
    own = bool(thread) and 2 * sum(is_own(p, c) for p in thread) >= len(thread)
    inside = {p.id for p in thread}
    if thread_share >= r.thread_share:
        inside |= about_root([p for p in posts if p.id not in inside], lead_text, own, c, r)
    first_hand = first_hand_people(posts, inside, same, r)
    beside = len(first_hand) >= r.people_min and c.first_hand_significant is not False

    if people <= 2 or (top_share >= r.single_share and len(first_hand) < r.people_min and thread_share < r.thread_share):
        if total >= max(4, 2 * people):
            name, reason, margin = VerdictName.SINGLE_CUSTOMER, "one_person_writes", top_share
            said = f"{plural(people, 'person', 'people')} wrote all {total} posts" if people <= 2 else ""
            said = said or f"one person wrote {max(by_person.values())} of {total} posts"
        else:
            name, reason, margin = VerdictName.UNDETERMINED, "too_few_people", 0.0
            said = f"only {plural(people, 'person', 'people')} so far"
    elif thread_share >= r.thread_share:
        margin = beyond(thread_share, r.thread_share)
        k = f"{len(thread)} of {total} posts repeat or answer"
        if beside:
            name, reason = VerdictName.MIXED, "first_hand_beside_thread"
            said = f"{k} others; {len(first_hand)} people report it first-hand beside them"
        elif own:
            name, reason, said = VerdictName.OWN_POST, "root_is_the_brands", f"{k} a post of the brand"
        else:
            name, reason, said = VerdictName.VIRAL, "few_roots", f"{k} {plural(max(1, len(roots)), 'post', 'posts')}"
    elif same.share >= r.same_text_share:
        name, reason, margin = VerdictName.COORDINATED, "near_identical_texts", beyond(same.share, r.same_text_share)
        said = f"{same.posts} of {total} posts are nearly the same text"
        if not c.sends_roots and same.posts == same.people and not same.links:
            # Whether they are reposts that the producer does not mark, or a campaign, cannot be told from the text alone.
            name, reason = VerdictName.UNDETERMINED, "reposts_unmarked"
            said += ", and the producer does not say which posts are reposts"
    elif len(first_hand) >= min(3, r.people_min):
        name, reason = VerdictName.SYSTEMIC, "independent_people"
        margin = min(beyond(1 - thread_share, 1 - r.thread_share), beyond(1 - same.share, 1 - r.same_text_share))
        said = f"{len(first_hand)} of {people} people report it in their own words"
    else:
        name, reason, margin = VerdictName.UNDETERMINED, "too_few_people", 0.0
        said = f"only {plural(len(first_hand), 'person reports', 'people report')} it first-hand"
    return Verdict(
        name=name,
        reason=reason,
        sentence=said,
        people=c.people or people,
        first_hand_people=len(first_hand),
        posts=c.posts or total,
        effective_people=total**2 / max(1, sum(n * n for n in by_person.values())),
        top_person_share=top_share,
        repost_and_quote_share=thread_share,
        same_text_share=same.share,
        root=lead,
        root_text=lead_text,
        sure=margin * people / (people + 3),
    )


def root_of(post: Post) -> str:
    """What a post repeats or answers: an id, or the first words it quotes; empty when it stands for itself."""
    if post.repost_of:
        return post.repost_of
    if post.quoted is not None and post.quoted.handle:
        return words_key(post.quoted.text)
    return post.reply_to


def words_key(text: str) -> str:
    """The first eight words, by which a quoted root is known when nobody gives its id."""
    words = (w for w in text.casefold().split() if not w.startswith("http"))
    return "“" + " ".join(islice(words, 8))


def top_roots(posts: Sequence[Post], rules: Rules) -> dict[str, int]:
    """The few posts that most others repeat or answer, and how often."""
    counted = Counter(root for p in posts if (root := root_of(p)))
    first = sorted(counted.items(), key=lambda kv: (-kv[1], kv[0]))[: rules.roots_max]
    return {root: n for root, n in first if n >= max(2, rules.root_share * len(posts))}


def is_echo(post: Post) -> bool:
    """Whether a post repeats somebody else's: a repost or a quote, whatever its producer calls it.

    An unmarked near-duplicate is none: who copies whom, and whether they do, is for the verdict on all posts together.
    """
    return bool(post.repost_of) or post.kind in DERIVED or (post.quoted is not None and post.quoted.handle != "")


def is_own(post: Post, context: Context) -> bool:
    """Whether what the post repeats or answers is by the brand itself."""
    own = {fold_handle(h) for h in (context.brand, *context.own_handles)} - {""}
    if post.quoted is not None and fold_handle(post.quoted.handle) in own:
        return True
    root = post.repost_of or post.reply_to
    return bool(root) and root in context.own_posts


def fold_handle(handle: str) -> str:
    """A handle or brand name as they are compared: letters and digits, folded."""
    return "".join(ch for ch in handle.casefold() if ch.isalnum())


def first_hand_people(posts: Sequence[Post], thread: Collection[str], same: SameText, rules: Rules) -> set[str]:
    """People who tell it themselves: outside the thread, not in a campaign's words, beside a copy in enough own words."""
    return {
        p.person
        for p in posts
        if p.id not in thread
        and p.id not in same.members
        and (len(set(p.terms)) >= rules.own_words_min if p.quoted is not None else bool(p.terms))
    }


def about_root(posts: Sequence[Post], root_text: str, own: bool, context: Context, rules: Rules) -> set[str]:
    """Posts that name what is rare in the leading root without quoting it: half of its rare words, for others' posts three.

    (Seven of the 150 people of the airline's joke told it in their own words; without this they were a fault of their own.)
    A root that says what complaints usually say has no rare words, so reports of the same fault stay first-hand.
    """
    rare = {
        w for w in context.words(root_text, posts[0].lang if posts else "") if context.usual_share(w) < rules.rare_share
    }
    rare -= {fold_handle(h) for h in (context.brand, *context.own_handles)}
    needed = max((len(rare) + 1) // 2, 1 if own else 3)
    return {p.id for p in posts if rare and len(rare.intersection(p.terms)) >= needed}


def leading_root(thread: Sequence[Post], posts: Sequence[Post], roots: dict[str, int]) -> tuple[str, str]:
    """Id and text of the post that most others repeat or answer; the id is empty when only its words are known."""
    if not roots:
        return "", ""
    lead = min(roots, key=lambda root: (-roots[root], root))
    words = next((p.text for p in posts if p.id == lead), "")
    words = words or next((p.quoted.text for p in thread if root_of(p) == lead and p.quoted is not None), "")
    return ("" if lead.startswith("“") else lead), words


def beyond(share: float, limit: float) -> float:
    """How far a share lies above its limit, 0 at the limit and 1 at 1."""
    return min(1.0, max(0.0, (share - limit) / (1 - limit)))


def plural(n: int, one: str, many: str) -> str:
    """`1 person`, `2 people`."""
    return f"{n} {one if n == 1 else many}"
