"""Simulated worlds whose verdict is known: who writes what when, in our own words, from a seed.

Ranges: *coordinated* 5–60 authors, 1–15 posts each, 60–100 % near-identical with varied suffix, number or link, in 20
min–12 h; *viral* 1–5 roots, 200–20,000 reposts, 0–30 % own words; *own post* 150 people quote a post of the brand,
each with another link and no `repost_of`; *systemic* 10–500 people, 3–40 wordings; *single* 1–2 authors, 10–200
posts; and worlds in which one of these meets another. Counts are drawn evenly on a logarithmic scale, shares evenly.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import msgspec

from detectors.evaluation.phrases import (
    CALLS,
    CHATTER,
    CLOSINGS,
    COMMENTS,
    DETAILS,
    FAILURES,
    JOKES,
    OPENINGS,
    STORIES,
    SUBJECTS,
)
from detectors.mention import Kind
from detectors.post import Post
from detectors.text.quotes import cut_quote
from detectors.text.simple_words import plain_words
from detectors.verdict import VerdictName

BRAND = "Acme"
START = 1_767_225_600.0
HOUR = 3600.0
V = VerdictName


class World(msgspec.Struct, frozen=True, kw_only=True):
    """One simulated trend: its posts in order of time, what a right verdict on them is, and what was drawn.

    `incident` holds the ids of the posts that report a fault first-hand. `before` counts the posts of an earlier moment
    with a right verdict of its own (a viral post that turns systemic).
    """

    name: str
    seed: int
    posts: list[Post]
    right: frozenset[VerdictName]
    drawn: dict[str, float]
    incident: frozenset[str] = frozenset()
    before: int = 0
    right_before: frozenset[VerdictName] = frozenset()


class Writer:
    """Makes posts: ids in order, text read as intake reads it (quotes cut off, own words only in the terms)."""

    def __init__(self, name: str, seed: int) -> None:
        self.random = Random(f"{name}/{seed}")
        self.written = 0

    def post(self, at: float, person: str, text: str, *, repost_of: str = "", kind: Kind = Kind.POST) -> Post:
        """One post with the next id."""
        self.written += 1
        own, quoted = cut_quote(text)
        return Post(
            id=f"w{self.written:06d}",
            at=round(at, 3),
            person=person,
            text=text,
            terms=tuple(plain_words(own)) if not repost_of or kind == Kind.QUOTE else (),
            quoted=quoted,
            channel="microblog",
            lang="en",
            repost_of=repost_of,
            kind=kind,
        )

    def count(self, low: int, high: int) -> int:
        """A whole number, even on a logarithmic scale."""
        return round(math.exp(self.random.uniform(math.log(low), math.log(high))))

    def link(self) -> str:
        """A short link nobody else posts."""
        return f"http://s.example/{self.random.randrange(36**6):06x}"

    def maybe(self, share: float, words: list[str]) -> str:
        """Some of these words, or none."""
        return self.random.choice(words) if self.random.random() < share else ""

    def wordings(self, count: int) -> list[str]:
        """So many ways to say that one thing is broken."""
        pairs = [f"{s} {f}" for s in self.random.choice(SUBJECTS) for f in FAILURES]
        return self.random.sample(pairs, min(count, len(pairs)))

    def reports(self, people: int, wordings: int, start: float, hours: float, prefix: str = "c") -> list[Post]:
        """First-hand reports by different people: one of the wordings in each one's own words around it."""
        ways, made = self.wordings(wordings), []
        for i in range(people):
            parts = [
                self.maybe(0.4, OPENINGS),
                self.random.choice(ways),
                self.maybe(0.6, DETAILS).format(n=self.random.randint(2, 58)),
                self.maybe(0.5, CLOSINGS),
            ]
            at = start + self.random.random() * hours * HOUR
            made.append(self.post(at, f"{prefix}{i}", " ".join(p for p in parts if p)))
        return made

    def storm(self, roots: int, reposts: int, own_words: float, start: float, hours: float, marked: bool) -> list[Post]:
        """Posts that go round: roots, reposts of them, some with a comment. Unmarked ones say `RT @…` in the text only."""
        stories = self.random.sample(STORIES, roots)
        heads = [self.post(start + i * 60, f"voice{i}", story) for i, story in enumerate(stories)]
        made = list(heads)
        for i in range(reposts):
            which = min(self.random.randrange(roots), self.random.randrange(roots))
            head, at = heads[which], start + 300 + hours * HOUR * self.random.random() ** 2
            comment = self.random.choice(COMMENTS) if self.random.random() < own_words else ""
            if marked and comment:
                made.append(self.post(at, f"r{i}", comment, repost_of=head.id, kind=Kind.QUOTE))
            elif marked:
                made.append(self.post(at, f"r{i}", head.text, repost_of=head.id, kind=Kind.REPOST))
            else:
                made.append(self.post(at, f"r{i}", f"{comment} RT @{head.person}: {head.text}".strip()))
        return made


def in_order(posts: list[Post]) -> list[Post]:
    """By time, then id."""
    return sorted(posts, key=lambda p: (p.at, p.id))


def systemic(seed: int) -> World:
    """Many people with one fault, each in their own words; some write twice, some reports are reposted."""
    w = Writer("systemic", seed)
    people, wordings, echo = w.count(10, 500), w.random.randint(3, 40), w.random.uniform(0, 0.3)
    posts = w.reports(people, wordings, START, w.random.uniform(0.5, 6))
    twice = [p for p in posts if w.random.random() < 0.1]
    posts += [w.post(p.at + HOUR, p.person, f"{w.random.choice(OPENINGS)} still {p.text}") for p in twice]
    incident = frozenset(p.id for p in posts)
    reposted = w.random.sample(posts, max(1, round(echo * len(posts) / 4)))
    for i in range(round(echo * people)):
        root = w.random.choice(reposted)
        at = root.at + HOUR * w.random.random()
        posts.append(w.post(at, f"e{i}", root.text, repost_of=root.id, kind=Kind.REPOST))
    drawn = {"people": people, "wordings": wordings, "echo": echo}
    right = frozenset({V.SYSTEMIC})
    return World(name="systemic", seed=seed, posts=in_order(posts), right=right, drawn=drawn, incident=incident)


def coordinated(seed: int) -> World:
    """A campaign: one text with varied suffix, number or link, and the same accounts' chatter and complaints beside it."""
    w = Writer("coordinated", seed)
    authors, each, identical = w.random.randint(5, 60), w.random.randint(1, 15), w.random.uniform(0.6, 1.0)
    minutes = w.count(20, 720)
    call, vary, ways = w.random.choice(CALLS), w.random.choice(("suffix", "number", "link")), w.wordings(20)
    total = authors * each
    copies = set(w.random.sample(range(total), math.ceil(identical * total)))
    posts = []
    for i in range(total):
        ending = {"suffix": w.random.choice(CLOSINGS), "number": str(w.random.randrange(1000)), "link": w.link()}[vary]
        other = (
            f"{w.random.choice(ways)} {w.random.choice(CLOSINGS)}" if w.random.random() < 0.5 else w.random.choice(CHATTER)
        )
        text = f"{call} {ending}" if i in copies else other
        posts.append(w.post(START + w.random.random() * minutes * 60, f"a{i % authors}", text))
    drawn = {"authors": authors, "posts_each": each, "identical": identical, "minutes": minutes}
    return World(name="coordinated", seed=seed, posts=in_order(posts), right=frozenset({V.COORDINATED}), drawn=drawn)


def viral(seed: int) -> World:
    """One to five posts that go round."""
    w = Writer("viral", seed)
    roots, reposts, own = w.random.randint(1, 5), w.count(200, 20_000), w.random.uniform(0, 0.3)
    posts = w.storm(roots, reposts, own, START, w.random.uniform(1, 12), marked=w.random.random() < 0.7)
    drawn = {"roots": roots, "reposts": reposts, "own_words": own}
    return World(name="viral", seed=seed, posts=in_order(posts), right=frozenset({V.VIRAL}), drawn=drawn)


def own_post(seed: int) -> World:
    """150 people quote a joke of the brand, each with another link, nobody with `repost_of`."""
    w = Writer("own_post", seed)
    joke, own = w.random.choice(JOKES), w.random.uniform(0, 0.6)
    posts = []
    for i in range(150):
        comment = w.random.choice(COMMENTS) if w.random.random() < own else w.maybe(0.7, ["lol", "omg", "no", "ok wow"])
        forms = (f"{comment} RT @{BRAND}: {joke} {w.link()}", f"“@{BRAND}: {joke} {w.link()}” {comment}")
        posts.append(w.post(START + w.random.random() ** 2 * 4 * HOUR, f"p{i}", w.random.choice(forms).strip()))
    return World(
        name="own_post",
        seed=seed,
        posts=in_order(posts),
        right=frozenset({V.OWN_POST}),
        drawn={"people": 150, "own_words": own},
    )


def single(seed: int) -> World:
    """One customer, or two, who write again and again."""
    w = Writer("single", seed)
    authors, total = w.random.randint(1, 2), w.count(10, 200)
    ways = w.wordings(12)
    posts = []
    for i in range(total):
        text = " ".join(p for p in (w.maybe(0.4, OPENINGS), w.random.choice(ways), w.maybe(0.5, CLOSINGS)) if p)
        posts.append(w.post(START + w.random.random() * 24 * HOUR, f"s{i % authors}", text))
    drawn = {"authors": float(authors), "posts": float(total)}
    return World(name="single", seed=seed, posts=in_order(posts), right=frozenset({V.SINGLE_CUSTOMER}), drawn=drawn)


def viral_turns_systemic(seed: int) -> World:
    """One loud post, and hours later first-hand reports of the same fault."""
    w = Writer("viral_turns_systemic", seed)
    reposts, people, own = w.count(200, 5_000), w.count(10, 200), w.random.uniform(0, 0.3)
    storm = in_order(w.storm(w.random.randint(1, 3), reposts, own, START, 6, marked=w.random.random() < 0.7))
    reports = in_order(w.reports(people, w.random.randint(3, 40), storm[-1].at + 60, 3))
    return World(
        name="viral_turns_systemic",
        seed=seed,
        posts=[*storm, *reports],
        right=frozenset({V.MIXED, V.SYSTEMIC}),
        drawn={"reposts": reposts, "people": people, "own_words": own},
        incident=frozenset(p.id for p in reports),
        before=len(storm),
        right_before=frozenset({V.VIRAL}),
    )


def slow_burn(seed: int) -> World:
    """A fault that ten per cent more people report every day."""
    w = Writer("slow_burn", seed)
    days, first, wordings = w.random.randint(14, 35), w.random.uniform(1, 4), w.random.randint(3, 40)
    posts: list[Post] = []
    for day in range(days):
        people = round(first * 1.1**day + w.random.random() - 0.5)
        posts += w.reports(people, wordings, START + day * 24 * HOUR, 24, prefix=f"d{day}-")
    return World(
        name="slow_burn",
        seed=seed,
        posts=in_order(posts),
        right=frozenset({V.SYSTEMIC}),
        drawn={"days": days, "people": len(posts), "wordings": wordings},
        incident=frozenset(p.id for p in posts),
    )


def two_incidents(seed: int) -> World:
    """Two faults at once, judged together as the brand as a whole."""
    w = Writer("two_incidents", seed)
    one, other = w.count(10, 250), w.count(10, 250)
    posts = w.reports(one, w.random.randint(3, 20), START, 3, "x") + w.reports(
        other, w.random.randint(3, 20), START, 3, "y"
    )
    return World(
        name="two_incidents",
        seed=seed,
        posts=in_order(posts),
        right=frozenset({V.SYSTEMIC}),
        drawn={"people": float(one + other)},
        incident=frozenset(p.id for p in posts),
    )


def incident_in_storm(seed: int) -> World:
    """A fault that people report while a post about it goes round."""
    w = Writer("incident_in_storm", seed)
    reposts, people, own = w.count(200, 5_000), w.count(10, 200), w.random.uniform(0, 0.3)
    storm = w.storm(w.random.randint(1, 3), reposts, own, START, 6, marked=w.random.random() < 0.7)
    reports = w.reports(people, w.random.randint(3, 40), START, 6)
    return World(
        name="incident_in_storm",
        seed=seed,
        posts=in_order(storm + reports),
        right=frozenset({V.MIXED, V.SYSTEMIC}),
        drawn={"reposts": reposts, "people": people, "own_words": own},
        incident=frozenset(p.id for p in reports),
    )


WORLDS: dict[str, Callable[[int], World]] = {
    make.__name__: make
    for make in (
        systemic,
        coordinated,
        viral,
        own_post,
        single,
        viral_turns_systemic,
        slow_burn,
        two_incidents,
        incident_in_storm,
    )
}
"""Every world by its name; each is a function of the seed alone."""
