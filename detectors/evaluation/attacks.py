"""A few accounts against a real incident: does it still open, as early, and under its own words?

Every world is the same brand with the same incident of forty people, from a seed; an attack is posts beside it. What is
compared is the same stream without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import ne

import msgspec

from detectors.alert import AlertEvent
from detectors.buckets import BUCKET_SECONDS
from detectors.engine.engine import TrendEngine
from detectors.engine.log import Progress
from detectors.evaluation.attacked_brand import DAY, INCIDENT_AT, Sent, background
from detectors.evaluation.attackers import ATTACKS
from detectors.evaluation.worlds import BRAND, Writer, in_order
from detectors.mention import Basis, Complaint
from detectors.post import Post
from detectors.text import language_of, mask, normalise
from detectors.text.agreement import agrees
from detectors.text.quotes import cut_quote

INCIDENT_HOURS = 2.0
PEOPLE = 40
STEP_POSTS = 50
COMPLAINS = 0.8
INCIDENT_POSTS = 3
SHOWN_MAX = 1_000
AHEAD_SECONDS_MAX = 2.0
RINGS = ("notify", "page")
LATER_MINUTES_MAX, MORE_PEOPLE_MAX = 10.0, 3


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one stream.

    `opened_at` is from when on a trend that was reported (at least `notify`) holds three of the incident's reports, None if
    never; `people` how many of it had written by then. `false` are alerts of at least `notify` without a post of it,
    `flips` the changes of the verdict of one trend, and `titles` those that an attacker wrote, both from then on or in what
    was reported.
    """

    opened_at: float | None
    people: int
    false: int
    flips: int
    titles: int


class Watched:
    """The trends of one stream, beside what the incident's people and the attackers wrote."""

    def __init__(self, sent: Sequence[Sent], incident: frozenset[str], attackers: frozenset[str]) -> None:
        self.reports = [one.post for one in sent if one.post.id in incident and one.post.person not in attackers]
        self.own = [mask(post.text).casefold() for post in self.reports]
        texts = {mask(one.post.text)[:SHOWN_MAX].casefold() for one in sent if one.post.person in attackers}
        self.forged = texts - set(self.own)
        # Of an id that an attacker used first the engine shows another.
        first = {one.post.id: one.post.person for one in reversed(sent)}
        self.stolen = {ident for ident, person in first.items() if person in attackers}
        self.incident = incident
        self.events: list[AlertEvent] = []
        self.reported_at: dict[str, float] = {}
        """When each trend was reported, and when it held so many of the incident's reports."""
        self.held_at: dict[str, float] = {}

    def see(self, engine: TrendEngine, events: Iterable[AlertEvent]) -> None:
        """Takes in what the newest records led to. A digest names other alerts, and has no post of its own."""
        for event in (one for one in events if one.alert.event != "digest"):
            self.events.append(event)
            at = float((event.bucket + 1) * BUCKET_SECONDS)
            if event.alert.attention in RINGS:
                self.reported_at.setdefault(event.alert.trend_id, at)
            if self.of_incident(event.members) >= INCIDENT_POSTS:
                self.held_at.setdefault(event.alert.trend_id, at)
        for trend in (one for brand in engine.brands.values() for one in brand.trends if one.trend_id in self.reported_at):
            members = [post.id for post in trend.members.posts()] if trend.trend_id not in self.held_at else []
            if self.of_incident(members) >= INCIDENT_POSTS:
                self.held_at[trend.trend_id] = engine.watermark // BUCKET_SECONDS * BUCKET_SECONDS

    def of_incident(self, members: Iterable[str]) -> int:
        """How many of these posts are the incident's: the posts say whose it is, first-hand ones most of all."""
        parts = (ident.partition("~") for ident in members)
        return sum(base in self.incident and (bool(own_id) or base not in self.stolen) for base, own_id, _ in parts)

    def outcome(self) -> Outcome:
        """What came of it all."""
        opened = {one: max(self.held_at[one], at) for one, at in self.reported_at.items() if one in self.held_at}
        opened_at = min(opened.values(), default=None)
        verdicts: dict[str, list[str]] = {}
        titles = 0
        for event in (one for one in self.events if one.alert.trend_id in opened):
            alert, at = event.alert, float((event.bucket + 1) * BUCKET_SECONDS)
            if at < opened[alert.trend_id] and alert.attention not in RINGS:
                continue
            verdicts.setdefault(alert.trend_id, []).append(alert.verdict)
            title = alert.title.casefold().rstrip("…")
            titles += any(title in text for text in self.forged) and not any(title in text for text in self.own)
        return Outcome(
            opened_at=opened_at,
            people=len({post.person for post in self.reports if opened_at is not None and post.at <= opened_at}),
            false=sum(one.alert.attention in RINGS and not self.of_incident(one.members) for one in self.events),
            flips=max((sum(map(ne, given, given[1:])) for given in verdicts.values()), default=0),
            titles=titles,
        )


def run(engine: TrendEngine, sent: Sequence[Sent], incident: frozenset[str], attackers: frozenset[str]) -> Outcome:
    """Feeds what was sent, in the order in which it came, to an engine without a past; from shortly before the incident on
    one by one, so that it is seen when each report becomes a member."""
    watched = Watched(sent, incident, attackers)
    first = 0
    while first < len(sent):
        batch = sent[first : first + STEP_POSTS]
        if incident and batch[-1].at >= INCIDENT_AT:
            batch = batch[:1]
        records = [complaint_of(one.post, first + number, one.at) for number, one in enumerate(batch)]
        watched.see(engine, engine.apply([*records, Progress(origin=0, origins=1, at=batch[-1].at)]))
        first += len(batch)
    watched.see(engine, engine.apply([Progress(origin=0, origins=1, at=sent[-1].at + DAY)]))
    return watched.outcome()


def complaint_of(post: Post, offset: int, came: float | None = None) -> Complaint:
    """A post as intake would write it to the log, where it came at a time that is not its own: none is later than that, but
    for the little that clocks may differ."""
    agreeing = bool(post.reply_to) and agrees(post.text)
    lang = language_of(post.lang, post.text)
    return Complaint(
        origin=0,
        offset=offset,
        id=post.id,
        brand=BRAND,
        at=post.at if came is None else min(post.at, came + AHEAD_SECONDS_MAX),
        person=post.person,
        handle=post.person,
        text=mask(post.text)[:SHOWN_MAX],
        terms=() if agreeing else normalise(cut_quote(post.text)[0], lang),
        quoted=post.quoted,
        channel=post.channel,
        lang=lang,
        received=post.at if came is None else came,
        repost_of=post.repost_of,
        reply_to=post.reply_to,
        kind=post.kind,
        score=post.score if post.basis is Basis.RATING else COMPLAINS,
        basis=Basis.REPLY if agreeing else Basis.RATING if post.basis is Basis.RATING else Basis.MODEL,
    )


def stream_of(attack: str, seed: int, *, with_incident: bool = True) -> tuple[list[Sent], frozenset[str], frozenset[str]]:
    """What is sent in a world in the order in which it comes, the ids of its incident, the accounts of its attackers."""
    writer = Writer("attacks", seed)
    incident = in_order(writer.reports(PEOPLE, 8, INCIDENT_AT, INCIDENT_HOURS))
    everyday = background(writer)
    hostile = ATTACKS[attack](writer, incident)
    shown = incident if with_incident else []
    sent = [*(Sent(post.at, post) for post in [*everyday, *shown]), *hostile]
    sent.sort(key=lambda one: (one.at, one.post.id, one.post.person))
    return sent, frozenset(post.id for post in shown), frozenset(one.post.person for one in hostile)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An attack beside the same stream without it, over the seeds."""

    attack: str
    opened: int
    seeds: int
    later_minutes: float
    more_people: int
    false: int
    flips: int
    titles: int
    alone: int
    """Alerts of at least `notify` from the attack alone, without the incident."""

    @property
    def holds(self) -> bool:
        """Whether it opens, at most ten minutes and three people later, without a false alert or a foreign title."""
        early = self.later_minutes <= LATER_MINUTES_MAX and self.more_people <= MORE_PEOPLE_MAX
        return self.opened == self.seeds and early and not (self.false or self.alone or self.titles)


def attacked(make_engine: Callable[[], TrendEngine], seeds: Iterable[int], attacks: Sequence[str]) -> list[Row]:
    """The table of the attacks; times and people are the worst over the seeds in which the incident opened."""
    seeds = list(seeds)
    plain = {seed: run(make_engine(), *stream_of("none", seed)) for seed in seeds}
    rows = []
    for attack in attacks:
        outcomes = {seed: run(make_engine(), *stream_of(attack, seed)) for seed in seeds}
        alone = [run(make_engine(), *stream_of(attack, seed, with_incident=False)).false for seed in seeds]
        later = [
            ((one.opened_at - before.opened_at) / 60, one.people - before.people)
            for seed, one in outcomes.items()
            if one.opened_at is not None and (before := plain[seed]).opened_at is not None
        ]
        rows.append(
            Row(
                attack=attack,
                opened=sum(one.opened_at is not None for one in outcomes.values()),
                seeds=len(seeds),
                later_minutes=max((minutes for minutes, _ in later), default=0.0),
                more_people=max((people for _, people in later), default=0),
                false=sum(one.false for one in outcomes.values()),
                flips=max(one.flips for one in outcomes.values()),
                titles=sum(one.titles for one in outcomes.values()),
                alone=sum(alone),
            )
        )
    return rows
