"""Which posts of a trend advertise: they pitch, or are one of many that put other numbers and names into one sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from zlib import crc32

from detectors.knowledge.failures import says_failure
from detectors.mention import Basis
from detectors.post import Post, is_echo
from detectors.text.clean import plain
from detectors.text.pitches import as_looked_at, gives_a_number, links_elsewhere, names_somebody, pitches
from detectors.text.purpose import asks
from detectors.verdict.names import Context
from detectors.verdict.roots import fold_handle

# Sentences are compared by runs of so many letters, in any script; so much of the shorter one in common is one template.
RUN, RUNS_MIN, SHARED_MIN = 4, 16, 0.6
TEMPLATE_PEOPLE = 3
LETTERS_MAX, TEMPLATES_MAX = 300, 200
# Where this part of the people lead the reader elsewhere, and say neither that anything fails nor ask, there is no fault.
INVITING_SHARE = 0.6
# Sites that this part of the company's people name anyway.
USUAL_SITE = 0.02
# From this score on a post is a complaint's, whatever it links to.
COMPLAINT_FROM = 0.5


def advertising(posts: Sequence[Post], context: Context) -> set[str]:
    """The ids of those that advertise; what repeats others is theirs. Linear in the posts times the templates among them,
    of which so many are looked at.

    >>> def post(n, text): return Post(str(n), n, f"person {n}", text, ())
    >>> sorted(advertising([post(1, "We are hiring, 500 a day"), post(2, "the app is down")], Context(brand="acme")))
    ['1']
    """
    own = frozenset(one for one in map(fold_handle, (context.brand, *context.own_handles)) if one)
    posts = [post for post in posts if not is_echo(post)]
    failing = {post.id for post in posts if says_failure(_whole(post), post.lang)}
    pitching = {post.id for post in posts if pitches(_whole(post), own, post.id in failing)}
    away = [post for post in posts if post.id not in pitching and _leads_away(post, own, context)]
    found = pitching | _of_one_template(away)
    inviting = found | {post.id for post in away if post.id not in failing and not asks(as_looked_at(_whole(post)))}
    many = _people([post for post in posts if post.id in inviting])
    return inviting if many >= max(TEMPLATE_PEOPLE, INVITING_SHARE * _people(posts)) else found


def _leads_away(post: Post, own: frozenset[str], context: Context) -> bool:
    """Whether a post gives a way to somebody else: a number, an address; or, where its score is known and no complaint's,
    an account or a link. Who reports a fault names the page that fails, and whose it is."""
    plain = as_looked_at(_whole(post))
    if gives_a_number(plain):
        return True
    if post.basis not in (Basis.MODEL, Basis.RATING) or post.score >= COMPLAINT_FROM:
        return False
    return names_somebody(plain, own) or links_elsewhere(plain, own, lambda site: context.usual_share(site) >= USUAL_SITE)


def _whole(post: Post) -> str:
    return f"{post.title}\n{post.text}" if post.title else post.text


def _of_one_template(posts: Sequence[Post]) -> set[str]:
    """Those of so many people that say nearly the same with other numbers, names and links in it."""
    heads: list[tuple[frozenset[int], list[Post]]] = []
    for post in posts:
        runs = letter_runs(post.text)
        if len(runs) < RUNS_MIN:
            continue
        for head, members in heads:
            if _alike(head, runs):
                members.append(post)
                break
        else:
            if len(heads) < TEMPLATES_MAX:
                heads.append((runs, [post]))
    return {post.id for _, members in heads if _people(members) >= TEMPLATE_PEOPLE for post in members}


def _people(posts: Collection[Post]) -> int:
    return len({post.person for post in posts})


def _alike(some: frozenset[int], others: frozenset[int]) -> bool:
    smaller, larger = sorted((len(some), len(others)))
    return smaller >= SHARED_MIN * larger and len(some & others) >= SHARED_MIN * smaller


def letter_runs(text: str) -> frozenset[int]:
    """Hashes of the runs of four letters of a text, without its links, accounts and numbers; equal on every machine."""
    words = (one for one in plain(text[: 2 * LETTERS_MAX]).casefold().split() if not one.startswith(("http", "@", "[")))
    letters = "".join(letter for word in words for letter in word if letter.isalpha())[:LETTERS_MAX]
    return frozenset(crc32(letters[at : at + RUN].encode()) for at in range(len(letters) - RUN + 1))
