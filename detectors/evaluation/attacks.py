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
from detectors.evaluation.phrases import CALLS, CHATTER, SUBJECTS
from detectors.evaluation.worlds import BRAND, HOUR, START, Writer, in_order
from detectors.mention import Complaint
from detectors.post import Post
from detectors.text import normalise

DAY = 24 * HOUR
BACKGROUND_DAYS = 10
POSTS_A_DAY = 30
INCIDENT_AT = START + BACKGROUND_DAYS * DAY + 13 * HOUR
INCIDENT_HOURS = 2.0
PEOPLE = 40
STEP_POSTS = 50
RINGS = ("notify", "page")
LATER_MINUTES_MAX, MORE_PEOPLE_MAX = 10.0, 3

Posts = list[Post]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one stream.

    `opened_at` is when the incident was reported first (at least `notify`), None if never; `people` how many of it had
    written by then. `false` are other alerts of at least `notify`, `flips` the changes of the verdict of one trend, and
    `titles` those that an attacker wrote.
    """

    opened_at: float | None
    people: int
    false: int
    flips: int
    titles: int


def run(engine: TrendEngine, posts: Sequence[Post], incident: frozenset[str], attackers: frozenset[str]) -> Outcome:
    """Feeds the posts, in order of time, to an engine without a past."""
    opened_at, people, false, titles = None, 0, 0, 0
    verdicts: dict[str, list[str]] = {}
    own = [post.text.casefold() for post in posts if post.id in incident]
    written = {text for post in posts if post.person in attackers and (text := post.text.casefold()) not in own}
    events: list[AlertEvent] = []
    for first in range(0, len(posts), STEP_POSTS):
        batch = posts[first : first + STEP_POSTS]
        records = [complaint_of(post, first + number) for number, post in enumerate(batch)]
        events += engine.apply([*records, Progress(origin=0, origins=1, at=batch[-1].at)])
    events += engine.apply([Progress(origin=0, origins=1, at=posts[-1].at + DAY)])
    for event in events:
        alert = event.alert
        rings = alert.attention in RINGS
        # Whose it is the posts say, first-hand ones most of all.
        is_incident = sum(ident in incident for ident in event.members) >= 3
        if is_incident and opened_at is None and rings:
            opened_at = float((event.bucket + 1) * BUCKET_SECONDS)
            people = len({post.person for post in posts if post.id in incident and post.at <= opened_at})
        if is_incident and opened_at is not None:
            verdicts.setdefault(alert.trend_id, []).append(alert.verdict)
            title = alert.title.casefold().rstrip("…")
            titles += any(title in text for text in written) and not any(title in text for text in own)
        false += rings and not is_incident
    flips = max((sum(map(ne, given, given[1:])) for given in verdicts.values()), default=0)
    return Outcome(opened_at=opened_at, people=people, false=false, flips=flips, titles=titles)


def complaint_of(post: Post, offset: int) -> Complaint:
    """A post as intake would write it to the log."""
    return Complaint(
        origin=0,
        offset=offset,
        id=post.id,
        brand=BRAND,
        at=post.at,
        person=post.person,
        handle=post.person,
        text=post.text,
        terms=normalise(post.text, "en"),
        channel=post.channel,
        lang="en",
        received=post.at,
    )


def background(writer: Writer) -> Posts:
    """Everyday complaints of different people about all kinds of things."""
    posts = []
    for number in range(int((BACKGROUND_DAYS + 1.5) * POSTS_A_DAY)):
        at = START + number / POSTS_A_DAY * DAY + writer.random.random() * HOUR
        subject = writer.random.choice(writer.random.choice(SUBJECTS))
        grumble = f"{subject} {writer.random.choice(GRUMBLES)}"
        about = writer.random.choice(CHATTER) if writer.random.random() < 0.5 else grumble
        posts.append(writer.post(at, f"b{number}", about))
    return posts


GRUMBLES = (
    "could be quicker",
    "looks odd since last week",
    "costs more than it did",
    "confuses my father",
    "has a strange colour now",
    "was late again",
    "needs a better manual",
    "makes a noise at night",
)


def repeats(writer: Writer, incident: Posts) -> Posts:
    """Four accounts repeat the incident's sentences every two hours for the three days before it."""
    posts = []
    for round_ in range(36):
        at = INCIDENT_AT - 3 * DAY + round_ * 2 * HOUR
        posts += [writer.post(at + n, f"x{n}", writer.random.choice(incident).text) for n in range(4)]
    return posts


def random_words(writer: Writer, _incident: Posts) -> Posts:
    """Five accounts send random words all day, so that everything is tested."""

    def words() -> str:
        return " ".join("".join(writer.random.choices("abcdefghiklmnoprstuvz", k=7)) for _ in range(200))

    times = sorted(writer.random.uniform(INCIDENT_AT - 20 * HOUR, INCIDENT_AT + 3 * HOUR) for _ in range(300))
    return [writer.post(at, f"x{n % 5}", words()) for n, at in enumerate(times)]


def advert(writer: Writer, incident: Posts) -> Posts:
    """Five accounts flood it with a thousand copies of an advert in its own words."""
    text = f"{incident[0].text} get your money back at quickrefunds today"
    times = sorted(writer.random.uniform(INCIDENT_AT, INCIDENT_AT + 4 * HOUR) for _ in range(1_000))
    return [writer.post(at, f"x{n % 5}", f"{text} {n % 9}") for n, at in enumerate(times)]


def sybils(writer: Writer, incident: Posts) -> Posts:
    """Sixty accounts with one text, from an hour before it on."""
    text = f"{writer.random.choice(incident).text} {writer.random.choice(CALLS)}"
    times = sorted(writer.random.uniform(INCIDENT_AT - HOUR, INCIDENT_AT + HOUR) for _ in range(60))
    return [writer.post(at, f"x{n}", text) for n, at in enumerate(times)]


def early_copies(writer: Writer, incident: Posts) -> Posts:
    """Four accounts copy every sentence of the incident a minute after it was written."""
    return [writer.post(post.at + 60, f"x{n % 4}", post.text) for n, post in enumerate(incident)]


ATTACKS: dict[str, Callable[[Writer, Posts], Posts]] = {
    "none": lambda _writer, _incident: [],
    "repeats before": repeats,
    "random words": random_words,
    "advert in its words": advert,
    "sixty with one text": sybils,
    "copies of each post": early_copies,
}


def stream_of(attack: str, seed: int, *, with_incident: bool = True) -> tuple[Posts, frozenset[str], frozenset[str]]:
    """The posts of a world in order, the ids of its incident, and the accounts of its attackers."""
    writer = Writer("attacks", seed)
    incident = in_order(writer.reports(PEOPLE, 8, INCIDENT_AT, INCIDENT_HOURS))
    everyday = background(writer)
    hostile = ATTACKS[attack](writer, incident)
    shown = incident if with_incident else []
    posts = in_order([*everyday, *shown, *hostile])
    return posts, frozenset(post.id for post in shown), frozenset(post.person for post in hostile)


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
