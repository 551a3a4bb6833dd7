"""How many people unnamed posts stand for: one person who posts as a guest must not look like a crowd."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from detectors.alert import AlertEvent
from detectors.buckets import bucket_of
from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import LogRecord, Progress
from detectors.engine.policy import BrandConfig
from detectors.engine.unnamed import CHANNELS_MAX, PEOPLE_MAX, UnnamedPosts, likely_unnamed
from detectors.evaluation.attacked_brand import DAY, INCIDENT_AT, background
from detectors.evaluation.attacks import complaint_of, run, stream_of
from detectors.evaluation.worlds import HOUR, START, Writer
from detectors.mention import UNNAMED
from detectors.post import Post
from stream.config.load import load
from stream.engines.factory import EngineFactory

RINGS = ("notify", "page")
WAYS = (
    "the router is dead since noon",
    "my router does not come back",
    "router keeps blinking, nothing works",
    "again no router, what is wrong",
    "why is the router broken today",
    "cannot reach the router any more",
)


def reports(writer: Writer, many: int, named: int = 0, begin: float = INCIDENT_AT) -> list[Post]:
    """So many reports within an hour, the first of them by people with a name."""
    who = [f"p{n}" if n < named else f"{UNNAMED}g{n}" for n in range(many)]
    return [
        writer.post(
            begin + n * HOUR / many,
            person,
            f"{WAYS[n % len(WAYS)]}, {'abcdefghij'[n % 10] * 5} {'klmnopqrst'[n // 10] * 5}",
        )
        for n, person in enumerate(who)
    ]


def alerts(posts: list[Post], through: float = INCIDENT_AT + 3 * HOUR) -> list[AlertEvent]:
    engine: TrendEngine = EngineFactory.of(load({})).build()
    posts = sorted((post for post in posts if post.at < through), key=lambda post: (post.at, post.id))
    records: list[LogRecord] = [complaint_of(post, number) for number, post in enumerate(posts)]
    return engine.apply([*records, Progress(origin=0, origins=1, at=through)])


def usual(writer: Writer, unnamed_of_ten: int = 0) -> list[Post]:
    """The brand's everyday posts, so many of ten of them without a name."""
    posts = background(writer)
    made = [f"{UNNAMED}b{n}" if n % 10 < unnamed_of_ten else post.person for n, post in enumerate(posts)]
    return [Writer.post(writer, post.at, person, post.text) for post, person in zip(posts, made, strict=True)]


def rings(events: list[AlertEvent]) -> list[AlertEvent]:
    return [event for event in events if event.alert.attention in RINGS and "router" in event.alert.title.casefold()]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_who_posts_five_times_without_a_name_opens_nothing_where_names_are_the_rule(seed: int) -> None:
    outcome = run(EngineFactory.of(load({})).build(), *stream_of("one without a name", seed, with_incident=False))
    assert outcome.false == 0


def test_five_unnamed_posts_open_an_alert_only_where_names_are_no_rule() -> None:
    writer = Writer("unnamed", 1)
    assert not rings(alerts([*usual(writer), *reports(writer, 5)]))
    assert rings(alerts([*usual(writer, 10), *reports(writer, 5)]))


def test_a_fault_that_only_guests_report_opens_later_says_so_and_pages_nobody() -> None:
    writer = Writer("guests", 1)
    (opened, *others) = rings(alerts([*usual(writer), *reports(writer, 60)]))
    assert "unnamed" in opened.alert.why
    assert {one.alert.attention for one in (opened, *others)} == {"notify"}
    assert max(one.alert.people for one in (opened, *others)) <= PEOPLE_MAX + 1


def test_a_flood_of_guests_in_all_kinds_of_words_is_no_volume() -> None:
    writer = Writer("flood", 1)
    words = [" ".join(f"{sign}{letter * 4}" for sign in "kmt") for letter in "abcdefghijklmnopqrstuvwxyz"]
    flood = [writer.post(INCIDENT_AT + n * 60, f"{UNNAMED}g{n}", text) for n, text in enumerate(words)]
    named = [replace(post, person=f"p{n}") for n, post in enumerate(flood)]
    loud = [[one for one in alerts([*usual(writer), *posts]) if one.alert.tier == "brand"] for posts in (flood, named)]
    assert not [one for one in loud[0] if one.alert.attention in RINGS]
    assert [one for one in loud[1] if one.alert.attention in RINGS]


def test_unnamed_people_beside_named_ones_count_as_many_as_the_channel_usually_has() -> None:
    writer = Writer("mixed", 1)
    posts = [*usual(writer, 3), *reports(writer, 30, named=21)]
    assert rings(alerts(posts))[-1].alert.people >= 20


def settled(unnamed: UnnamedPosts, posts: list[Post]) -> list[str]:
    """Whom each post counts for, one after the other."""
    held: list[Post] = []
    for post in posts:
        unnamed.observe(post, bucket_of(post.at), False, held)
        one = unnamed.settled(post, lambda _: 0.0, lambda _: len({p.person for p in held}))
        held.append(one)
        unnamed.add(one)
    return [post.person for post in held]


def known(named: int, without: int, days: int = 3) -> UnnamedPosts:
    unnamed = UnnamedPosts()
    for day in range(days):
        wrote(unnamed, day, *(f"p{day}-{n}" if n < named else f"{UNNAMED}{day}-{n}" for n in range(named + without)))
    return unnamed


def wrote(unnamed: UnnamedPosts, day: int, *people: str, channel: str = "microblog") -> None:
    at = START + day * DAY
    for person in people:
        unnamed.observe(Post(person, at, person, "", (), channel=channel), bucket_of(at), False, ())


def test_two_posts_make_one_more_person_and_many_no_crowd() -> None:
    writer = Writer("each", 1)
    posts = reports(writer, 60)
    assert [len(set(settled(known(40, 0), posts)[:many])) for many in (1, 2, 3, 5, 7, 8, 60)] == [1, 2, 2, 3, 4, 5, 10]
    assert len(set(settled(known(10, 40), posts))) == 60
    assert len(set(settled(UnnamedPosts(), posts))) == 60


def test_a_flood_of_one_day_makes_no_channel_one_where_names_are_no_rule() -> None:
    unnamed = known(40, 2)
    before = unnamed.usual_share("microblog")
    wrote(unnamed, 3, *(f"{UNNAMED}x{number}" for number in range(5_000)))
    assert unnamed.usual_share("microblog") == before < 0.1
    wrote(unnamed, 4, f"{UNNAMED}y")
    wrote(unnamed, 5, f"{UNNAMED}z")
    assert unnamed.usual_share("microblog") == 1.0, "two days without names are no flood: its authors are gone"


def test_channels_without_end_take_no_room() -> None:
    unnamed = UnnamedPosts()
    for number in range(10 * CHANNELS_MAX):
        wrote(unnamed, 0, f"{UNNAMED}x", channel=f"channel {number}")
    assert len(unnamed.days) == CHANNELS_MAX


@pytest.mark.parametrize("share", [1e-6, 0.02, 0.3, 0.499])
def test_as_many_unnamed_people_are_likely_as_the_share_says(share: float) -> None:
    numbers = [likely_unnamed(others, share, 10**6) for others in (0, 1, 10, 100, 10_000)]
    assert numbers == sorted(numbers)
    assert 10_000 * share / (1 - share) * 0.95 - 1 <= numbers[-1] <= 10_000 * share / (1 - share) * 1.1 + 10


def test_a_brand_that_is_restored_counts_unnamed_people_as_before() -> None:
    writer = Writer("restored", 1)
    posts = sorted([*usual(writer, 1), *reports(writer, 9, named=2)], key=lambda post: (post.at, post.id))
    posts = [post for post in posts if INCIDENT_AT - 3 * DAY < post.at < INCIDENT_AT + HOUR]
    whole, stopped = EngineFactory.of(load({})).build(), EngineFactory.of(load({})).build()
    for first in range(0, len(posts), 10):
        batch = posts[first : first + 10]
        records: list[LogRecord] = [complaint_of(post, first + number) for number, post in enumerate(batch)]
        for engine in (whole, stopped):
            engine.apply([*records, Progress(origin=0, origins=1, at=batch[-1].at)])
        fresh = EngineFactory.of(load({})).build()
        fresh.restore(stopped.snapshot())
        stopped = fresh
        assert stopped.snapshot() == whole.snapshot()


def test_the_memory_of_unnamed_posts_ends_with_the_day() -> None:
    brand, writer = BrandTrends("acme", BrandConfig()), Writer("day", 1)
    for number in range(40):
        post = writer.post(START + number * 60, f"p{number}", f"the checkout is down {'abcdefghij'[number % 10] * 4}")
        brand.close(bucket_of(post.at), [complaint_of(post, number)])
    guests = reports(writer, 9, begin=START + HOUR)
    for number, post in enumerate(guests):
        brand.close(bucket_of(post.at), [complaint_of(post, 100 + number)])
    assert brand.unnamed._saying
    later = writer.post(START + 3 * DAY, "p", "the checkout is down")
    brand.close(bucket_of(later.at), [complaint_of(later, 200)])
    assert not brand.unnamed._saying
