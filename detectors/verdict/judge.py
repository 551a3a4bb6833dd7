"""The verdict on the posts of a trend, read from shares that a reader can check."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from detectors.post import Post
from detectors.verdict.measured import Measured, measured
from detectors.verdict.names import Context, Rules, Verdict, VerdictName, plural

INSISTENT_POSTS = 2.5
REPORTING_MIN, OCCASIONAL_TIMES = 3, 2


class Finding(msgspec.Struct, frozen=True):
    """A verdict's name, its fixed reason, how far the deciding share lies from its limit, and the clause for people."""

    name: VerdictName
    reason: str
    margin: float
    sentence: str


def judge(posts: Sequence[Post], context: Context | None = None, rules: Rules | None = None) -> Verdict:
    """The verdict on these posts, in any order; the same posts give the same verdict. Cost grows with their words.

    Read from above: one customer; a thread (with first-hand reports beside it, the brand's own, anybody's); the same text
    again and again; adverts; independent people; too little to tell.

    >>> from detectors.text.simple_words import plain_words
    >>> texts = ["no light in Leeds", "lights went out at noon", "is the power gone for you too?"]
    >>> verdict = judge([Post(str(i), i, f"person {i}", t, tuple(plain_words(t))) for i, t in enumerate(texts)])
    >>> verdict.name.value, verdict.sentence
    ('systemic', 'all 3 people report it in their own words')
    """
    c, r = context or Context(), rules or Rules()
    m = measured(posts, c, r)
    found = one_customer(m, r) or thread(m, r) or campaign(m, r) or adverts(m, r) or insistent(m, r)
    found = found or praise(m) or independent(m, r)
    return Verdict(
        name=found.name,
        reason=found.reason,
        sentence=found.sentence,
        people=c.people or m.people,
        first_hand_people=m.first_hand,
        posts=c.posts or m.posts,
        effective_people=m.effective_people,
        top_person_share=m.top_share,
        repost_and_quote_share=m.thread_share,
        same_text_share=m.same.share,
        root=m.root,
        root_text=m.root_text,
        sure=found.margin * m.people / (m.people + 3),
        agreeing_people=m.agreeing,
        clearing_people=m.clearing,
        complaint_nats=m.evidence.nats,
        has_complaints=m.evidence.takes_praise_back,
    )


def one_customer(m: Measured, r: Rules) -> Finding | None:
    """One or two people, or one who writes nearly everything while hardly anybody else writes at all.

    Others are counted whatever their words: who repeats a fault's sentences all day must not turn those who report it in
    the same words into one customer.
    """
    alone = m.top_share >= r.single_share and m.people <= r.people_min and m.going_round < r.thread_share
    if m.people > 2 and not alone:
        return None
    if m.posts < max(4, 2 * m.people):
        sentence = f"only {plural(m.people, 'person', 'people')} so far"
        return Finding(VerdictName.UNDETERMINED, "too_few_people", 0.0, sentence)
    sentence = f"one person wrote {m.most_by_one} of {m.posts} posts"
    if m.people <= 2:
        sentence = f"{plural(m.people, 'person', 'people')} wrote all {m.posts} posts"
    return Finding(VerdictName.SINGLE_CUSTOMER, "one_person_writes", m.top_share, sentence)


def thread(m: Measured, r: Rules) -> Finding | None:
    """Most posts repeat or answer others; beside them there may be reports enough of their own."""
    if m.going_round < r.thread_share:
        return None
    margin = beyond(m.going_round, r.thread_share)
    if (few := insistent(m, r)) is not None and not m.own:
        return few
    sentence = f"{part_of(m.thread, m.posts)} repeat or answer"
    # Who only comments on what goes round reports nothing.
    if m.first_hand >= r.people_min and m.failing >= REPORTING_MIN:
        mixed = f"{sentence} others; {m.first_hand} people report it first-hand beside them"
        return Finding(VerdictName.MIXED, "first_hand_beside_thread", margin, mixed)
    if m.own:
        return Finding(VerdictName.OWN_POST, "root_is_the_brands", margin, f"{sentence} a post of the brand")
    roots = f"{m.roots} posts" if m.roots > 1 else "one post"
    return Finding(VerdictName.VIRAL, "few_roots", margin, f"{sentence} {roots}")


def campaign(m: Measured, r: Rules) -> Finding | None:
    """The same text again and again; not when most people beside it tell the fault themselves, and it only fell in with
    them. Where a few repeat it, who say a sentence of it once are not theirs: so many others as an alert needs suffice."""
    few_repeat = m.same.posts >= INSISTENT_POSTS * m.same.people
    if m.same.share < r.same_text_share or m.uncopied >= max(r.people_min, 0 if few_repeat else m.same.people + 1):
        return None
    margin = beyond(m.same.share, r.same_text_share)
    sentence = f"{part_of(m.same.posts, m.posts)} are nearly the same text"
    return Finding(VerdictName.COORDINATED, "near_identical_texts", margin, sentence)


def adverts(m: Measured, r: Rules) -> Finding | None:
    """People who advertise, in whatever words; not when enough report a fault beside them."""
    if m.advertising < r.adverts_share * m.people or m.first_hand >= r.people_min:
        return None
    sentence = f"{part_of(m.advertising, m.people, 'people')} advertise something"
    margin = beyond(m.advertising / m.people, r.adverts_share)
    return Finding(VerdictName.COORDINATED, "people_advertise", margin, sentence)


def insistent(m: Measured, r: Rules) -> Finding | None:
    """A few who repeat themselves again and again, and hardly anybody who only reports it: neither their sentences nor
    their number make an incident. Two who are loud beside more people who are not do not make these a campaign."""
    most_report = m.occasional >= min(r.people_min, OCCASIONAL_TIMES * (m.people - m.occasional))
    if (most_report and m.occasional >= REPORTING_MIN) or m.written < INSISTENT_POSTS * m.people:
        return None
    sentence = f"{plural(m.people, 'person', 'people')} wrote {m.written} posts"
    if m.written > m.posts:
        sentence += " in the last day"
    return Finding(VerdictName.COORDINATED, "few_people_repeat", beyond(1 - m.people / m.written, 0.5), sentence)


def praise(m: Measured) -> Finding | None:
    """People who write it themselves, and are happy about it."""
    if not m.evidence.is_praise:
        return None
    sentence = f"{part_of(m.first_hand - m.evidence.complaining, m.people, 'people')} are happy about it"
    return Finding(VerdictName.PRAISE, "people_praise", min(1.0, -m.evidence.nats / (2.5 * m.evidence.people)), sentence)


def independent(m: Measured, r: Rules) -> Finding:
    """What is left: people who report it in their own words, if there are enough."""
    if m.first_hand < min(3, r.people_min):
        sentence = f"only {plural(m.first_hand, 'person reports', 'people report')} it first-hand{agreed(m)}"
        return Finding(VerdictName.UNDETERMINED, "too_few_people", 0.0, sentence)
    margin = min(beyond(1 - m.going_round, 1 - r.thread_share), beyond(1 - m.same.share, 1 - r.same_text_share))
    sentence = f"{part_of(m.first_hand, m.people, 'people')} report it in their own words{agreed(m)}"
    return Finding(VerdictName.SYSTEMIC, "independent_people", margin, sentence)


def agreed(m: Measured) -> str:
    """How many only agree, or say that it is over, as a clause; empty when nobody does."""
    agreeing = f", {plural(m.agreeing, 'more says', 'more say')} it is the same for them" if m.agreeing else ""
    return f"{agreeing}, {plural(m.clearing, 'says', 'say')} that it is over" if m.clearing else agreeing


def part_of(n: int, of: int, what: str = "posts") -> str:
    """`5 of 6 posts`, `all 6 posts`."""
    return f"all {of} {what}" if n == of else f"{n} of {of} {what}"


def beyond(share: float, limit: float) -> float:
    """How far a share lies above its limit, 0 at the limit and 1 at 1."""
    return min(1.0, max(0.0, (share - limit) / (1 - limit)))
