"""The verdict on the posts of a trend, read from shares that a reader can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from detectors.mention import Basis
from detectors.post import Post
from detectors.text.recovery import gives_all_clear
from detectors.verdict.adverts import advertising
from detectors.verdict.complaint import ComplaintEvidence, complaint_evidence
from detectors.verdict.names import Context, Rules, Verdict, VerdictName
from detectors.verdict.near_duplicates import SameText, same_text
from detectors.verdict.roots import about_root, is_echo, is_own, leading_root, root_of, top_roots, words_key

OCCASIONAL_POSTS = 2
INSISTENT_POSTS = 2.5
REPORTING_MIN, OCCASIONAL_TIMES = 3, 2


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of a trend's posts: `thread` counts those that repeat or answer others, `own` that it is the brand;
    `uncopied` the first-hand people who never wrote the text that many others did; `advertising` the people who advertise,
    who are not first-hand; `agreeing` those who only agree with a
    report, `clearing` who only say that it is over; `written` what all of them wrote of
    the brand, `occasional` the people with one or two posts of it; `evidence` whether they complain at all."""

    posts: int
    people: int
    most_by_one: int
    effective_people: float
    thread: int
    roots: int
    own: bool
    root: str
    root_text: str
    same: SameText
    first_hand: int
    uncopied: int
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
        has_complaints=m.evidence.has_complaints,
    )


def measured(posts: Sequence[Post], c: Context, r: Rules) -> Measured:
    """The numbers, the posts taken in the order of (time, id)."""
    posts = sorted(posts, key=lambda p: (p.at, p.id))
    by_person = Counter(p.person for p in posts)
    of_day = {person: max(n, c.posts_of_day.get(person, 0)) for person, n in by_person.items()}
    agreeing = {p.id for p in posts if inherits(p)}
    same = same_text([p for p in posts if p.id not in agreeing])
    roots = top_roots(posts, r)
    members = [p for p in posts if is_echo(p) or not roots.keys().isdisjoint((root_of(p), p.id, words_key(p.text)))]
    inside = {p.id for p in members}
    own = bool(members) and 2 * sum(is_own(p, c) for p in members) >= len(members)
    root, root_text = leading_root(members, posts, roots)
    outside = [p for p in posts if p.id not in inside]
    if len(members) >= r.thread_share * len(posts):
        about = about_root(outside, root_text, own, c, r)
        outside = [p for p in outside if p.id not in about]
    adverts = advertising([p for p in outside if p.id not in agreeing], c)
    clearing = {p.id for p in outside if p.id not in agreeing and gives_all_clear(p.text)}
    beside = agreeing | adverts | clearing
    own_words = [p for p in outside if p.id not in beside and is_first_hand(p, same, r)]
    first_hand = {p.person for p in own_words}
    return Measured(
        posts=len(posts),
        people=len(by_person),
        most_by_one=max(by_person.values(), default=0),
        effective_people=len(posts) ** 2 / max(1, sum(n * n for n in by_person.values())),
        thread=len(members),
        roots=len(roots),
        own=own,
        root=root,
        root_text=root_text,
        same=same,
        first_hand=len(first_hand),
        uncopied=len(first_hand - {p.person for p in posts if p.id in same.members}),
        advertising=len({p.person for p in outside if p.id in adverts} - first_hand),
        agreeing=len({p.person for p in outside if p.id in agreeing} - first_hand),
        clearing=len({p.person for p in outside if p.id in clearing} - first_hand),
        written=sum(of_day.values()),
        occasional=sum(n <= OCCASIONAL_POSTS for n in of_day.values()),
        evidence=complaint_evidence(own_words, c.complaint_ratio),
    )


def inherits(post: Post) -> bool:
    """Whether it agrees with a report that the engine has found: it holds that one's terms and no words of its own."""
    return post.basis is Basis.REPLY and bool(post.terms)


def is_first_hand(post: Post, same: SameText, rules: Rules) -> bool:
    """Whether a person reports it themselves: not in a campaign's words, beside a copied text in enough of their own."""
    if post.id in same.members:
        return False
    return len(set(post.terms)) >= rules.own_words_min if post.quoted is not None else bool(post.terms)


def one_customer(m: Measured, r: Rules) -> Finding | None:
    """One or two people, or one who writes nearly everything while hardly anybody else writes at all.

    Others are counted whatever their words: who repeats a fault's sentences all day must not turn those who report it in
    the same words into one customer.
    """
    alone = m.top_share >= r.single_share and m.people <= r.people_min and m.thread_share < r.thread_share
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
    if m.thread_share < r.thread_share:
        return None
    margin = beyond(m.thread_share, r.thread_share)
    if (few := insistent(m, r)) is not None and not m.own:
        return few
    sentence = f"{part_of(m.thread, m.posts)} repeat or answer"
    if m.first_hand >= r.people_min:
        beside = f"{sentence} others; {m.first_hand} people report it first-hand beside them"
        return Finding(VerdictName.MIXED, "first_hand_beside_thread", margin, beside)
    if m.own:
        return Finding(VerdictName.OWN_POST, "root_is_the_brands", margin, f"{sentence} a post of the brand")
    roots = f"{m.roots} posts" if m.roots > 1 else "one post"
    return Finding(VerdictName.VIRAL, "few_roots", margin, f"{sentence} {roots}")


def campaign(m: Measured, r: Rules) -> Finding | None:
    """The same text again and again; not when most people beside it tell the fault themselves, and it only fell in with
    them."""
    if m.same.share < r.same_text_share or m.uncopied >= max(r.people_min, m.same.people + 1):
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
    margin = min(beyond(1 - m.thread_share, 1 - r.thread_share), beyond(1 - m.same.share, 1 - r.same_text_share))
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


def plural(n: int, one: str, many: str) -> str:
    """`1 person`, `2 people`."""
    return f"{n} {one if n == 1 else many}"
