"""A few accounts against an incident, and producers that fill the memory."""

from __future__ import annotations

import msgspec
import pytest

from detectors.alert import utc
from detectors.buckets import bucket_of
from detectors.engine.authors import TERMS_A_DAY
from detectors.engine.brand import BrandTrends
from detectors.engine.copies import RECURRING_MAX
from detectors.engine.engine import TrendEngine
from detectors.engine.log import Command, LogRecord, Progress
from detectors.engine.policy import BrandConfig, BrandPolicy
from detectors.engine.snapshot.trend import record_of, trend_of
from detectors.engine.standing import report
from detectors.evaluation.attacked_brand import INCIDENT_AT
from detectors.evaluation.attackers import ATTACKS
from detectors.evaluation.attacks import LATER_MINUTES_MAX, MORE_PEOPLE_MAX, complaint_of, run, stream_of
from detectors.evaluation.worlds import HOUR, START, Writer
from detectors.explain.samples import first_hand, typical, under_own_ids
from detectors.lifecycle import State, settled
from detectors.mention import Basis
from detectors.post import Post, post_of
from detectors.posts.recent_posts import RecentPosts
from detectors.posts.tiers import Key, Tier, keys_of
from detectors.trends.members import POSTS_MAX
from detectors.trends.trend import Trend
from detectors.values import TrendState, VerdictName
from detectors.verdict.complaint import complaint_evidence, kept_praise
from stream.config.load import load
from stream.engines.factory import EngineFactory
from tests.incident import verdict

ADVERT = "get your money back at quickrefunds today and tell all of your friends"


def test_an_incident_opens_though_a_few_wrote_the_same_at_its_hour_every_day_before() -> None:
    outcome = run(EngineFactory.of(load({})).build(), *stream_of("usual at that hour", 1))
    assert outcome.opened_at is not None


@pytest.mark.parametrize(
    "attack",
    [
        "none",
        "advert in its words",
        "sixty with one text",
        "repeats before",
        "edits",
        "five stars",
        "direction overrides",
        "ids of others",
        "adverts that quote",
        "thread taken over",
        "answered with an end",
    ],
)
def test_an_incident_opens_in_its_own_words_whatever_a_few_copy_into_it(attack: str) -> None:
    assert attack in ATTACKS
    outcome = run(EngineFactory.of(load({})).build(), *stream_of(attack, 1))
    assert outcome.opened_at is not None
    assert (outcome.false, outcome.titles) == (0, 0)
    assert outcome.flips <= 2


@pytest.mark.parametrize(
    "attack", ["sixty with one text", "one letter changed", "disguised copies", "ids of others", "drowned in praise"]
)
def test_it_opens_hardly_later_than_without_them(attack: str) -> None:
    plain, attacked = (run(EngineFactory.of(load({})).build(), *stream_of(name, 2)) for name in ("none", attack))
    assert plain.opened_at is not None
    assert attacked.opened_at is not None
    assert attacked.opened_at <= plain.opened_at + 60 * LATER_MINUTES_MAX
    assert attacked.people <= plain.people + MORE_PEOPLE_MAX


@pytest.mark.parametrize(
    "attack",
    [
        "sixty with one text",
        "disguised copies",
        "ids of others",
        "agreement with one",
        "adverts that quote",
        "forged languages",
        "forged end",
        "in the brand's mouth",
        "one account on 20 channels",
    ],
)
def test_a_few_accounts_alone_send_no_message(attack: str) -> None:
    outcome = run(EngineFactory.of(load({})).build(), *stream_of(attack, 2, with_incident=False))
    assert outcome.false == 0


def complained(person: str, score: float) -> Post:
    return Post(f"{person}-1", START, person, "the router", ("router",), score=score, basis=Basis.RATING)


def test_five_stars_in_the_words_of_a_fault_do_not_hide_it() -> None:
    praise = [complained(f"x{n}", 0.02) for n in range(12)]
    few, enough = ([complained(f"p{n}", 0.9) for n in range(many)] for many in (4, 5))
    assert complaint_evidence([*praise, *few]).is_praise
    assert not complaint_evidence([*praise, *enough]).is_praise
    kept = msgspec.structs.replace(verdict(VerdictName.SYSTEMIC), complaint_nats=-9.0)
    assert kept_praise(kept, "praise").name is VerdictName.PRAISE
    assert kept_praise(msgspec.structs.replace(kept, has_complaints=True), "praise").name is VerdictName.SYSTEMIC


def test_who_writes_again_and_again_is_not_what_a_trend_is_shown_by() -> None:
    writer = Writer("loud", 1)
    own = writer.reports(5, 5, 0.0, 1.0)
    loud = [writer.post(n, "x", f"{ADVERT} {n}") for n in range(6)]
    praised = complained("happy", 0.02)
    assert typical([*own, *loud, praised], verdict(VerdictName.SYSTEMIC)) == own
    assert praised in typical([*own, *loud, praised], verdict(VerdictName.PRAISE))
    assert typical(loud, verdict(VerdictName.SYSTEMIC)) == loud
    thrice = [writer.post(n, "y", f"{ADVERT} {n}") for n in range(3)]
    assert typical([*own, *thrice], verdict(VerdictName.SYSTEMIC)) == own
    assert typical([*own[:2], *thrice], verdict(VerdictName.SYSTEMIC)) == [*own[:2], *thrice]


def test_an_engine_that_is_restored_knows_the_same_copies() -> None:
    sent, incident, attackers = stream_of("sixty with one text", 1)
    posts = [one.post for one in sent]
    whole, stopped, events = EngineFactory.of(load({})).build(), EngineFactory.of(load({})).build(), []
    emitted: list[str] = []
    for first in range(0, len(posts), 40):
        batch = posts[first : first + 40]
        complaints = [complaint_of(post, first + number) for number, post in enumerate(batch)]
        records: list[LogRecord] = [*complaints, Progress(origin=0, origins=1, at=batch[-1].at)]
        emitted += [event.alert.event_id for event in whole.apply(records)]
        events += [event.alert.event_id for event in stopped.apply(records)]
        fresh = EngineFactory.of(load({})).build()
        fresh.restore(stopped.snapshot())
        stopped = fresh
        assert stopped.snapshot() == whole.snapshot()
    assert events == emitted != []
    assert incident
    assert attackers


def test_a_text_that_is_posted_every_day_is_usual_and_one_template() -> None:
    brand, writer = BrandTrends("acme", BrandConfig()), Writer("daily", 1)
    text = "the new repair centre opens on market square this week and everybody is invited to look around"
    number, templates = 0, set()
    for day in range(4):
        posts = [writer.post(START + day * 24 * HOUR + n * 3_000, f"d{day}p{n}", text) for n in range(25)]
        for post in posts:
            brand.close(bucket_of(post.at), [complaint_of(post, number)])
            number += 1
        templates |= {post.template for post in brand.detection.recent_posts if post.template}
        held = [post for post in brand.detection.recent_posts if post.template]
        assert sum(post.recurs for post in held) <= RECURRING_MAX
    assert len(templates) == 1
    # Of three days two voices and ten more count each, of everybody.
    assert brand.detection.usual_share("market") > 0.1
    assert not [trend for trend in brand.trends if trend.state.notified]


def test_a_post_that_is_stamped_in_the_past_hides_none_that_came_before_it() -> None:
    recent, writer = RecentPosts(), Writer("past", 1)
    posts = [writer.post(START + n * 60, f"p{n}", f"the router is down {n}") for n in range(30)]
    late = writer.post(START - 20 * HOUR, "x", "nothing of interest")
    for post in [*posts, late]:
        recent.add(post, keys_of(post), post.at)
    key = Key(Tier.TERM, posts[0].terms[0])
    assert len(recent.matching({key: START})[key]) == 30
    assert [post.id for post, _ in recent.newest_first(START)] == [post.id for post in reversed(posts)]
    assert [post.id for post in recent] == [late.id, *(post.id for post in posts)]
    assert recent.expire(START + 4.5 * HOUR) == [late]


def test_copies_of_a_few_take_the_room_of_nobody_in_a_trend() -> None:
    writer, trend = Writer("room", 1), Trend("t", Key(Tier.TERM, "router"), 3600)
    own = [writer.post(START + n, f"p{n}", "the router is down") for n in range(40)]
    for number in range(2_000):
        trend.members.add(writer.post(START + number, f"x{number % 5}", ADVERT), 0.0)
        if number % 50 == 0:
            trend.members.add(own[number // 50], 0.0)
    held = trend.members.posts()
    assert len(held) == POSTS_MAX
    assert {post.id for post in own} <= {post.id for post in held}
    assert {post.id for post in own} <= {post.id for post in trend.members.take_unreported()}
    again = trend_of(record_of(trend))
    for one in (trend, again):
        one.members.add(writer.post(START + 9_000, "x0", ADVERT), 0.0)
    assert [post.text for post in again.members.posts()] == [post.text for post in trend.members.posts()]


def test_a_post_is_what_its_complaint_was_and_no_copy_yet() -> None:
    complaint = complaint_of(Writer("fields", 1).post(START, "p", "the router is down"), 0)
    complaint = msgspec.structs.replace(complaint, version="1.2.3", day_only=True, url="https://example.org/1")
    post = post_of(complaint)
    for field in set(Post.__struct_fields__) & set(complaint.__struct_fields__):
        assert getattr(post, field) == getattr(complaint, field), field
    assert (post.template, post.copied, post.recurs) == ("", False, False)


def test_an_id_that_two_people_use_hides_neither() -> None:
    writer = Writer("ids", 1)
    brand = BrandTrends("acme", BrandConfig())
    victim = writer.post(START + 60, "victim", "the router is down")
    thief = msgspec.structs.replace(writer.post(START, "thief", "nothing of interest"), id=victim.id)
    edited = msgspec.structs.replace(victim, text="the router is down, still", at=START + 90)
    other = msgspec.structs.replace(
        writer.post(START + 30, "other", "same number elsewhere"), id=victim.id, channel="forum"
    )
    complaints = [complaint_of(post, number) for number, post in enumerate([thief, other, victim, edited])]
    brand.close(bucket_of(START), complaints)
    posts = list(brand.detection.recent_posts)
    assert {post.person for post in posts} == {"thief", "victim", "other"}
    assert len({post.id for post in posts}) == 3
    assert brand.admission.duplicates == 1


def test_who_takes_the_id_of_another_is_not_shown_in_their_place() -> None:
    writer = Writer("taken", 1)
    brand = BrandTrends("acme", BrandConfig())
    own = [writer.post(START + n, f"p{n}", "the router is down") for n in range(4)]
    taken = [
        msgspec.structs.replace(writer.post(START - 60, "x", "nothing of interest"), id=own[0].id),
        msgspec.structs.replace(writer.post(START - 60, "x", "nothing of interest"), id=own[1].id),
        msgspec.structs.replace(writer.post(START + 90, "y", "same number elsewhere"), id=own[2].id, channel="forum"),
    ]
    # The first comes after the post whose id it has, the second with it, and both say that they were written before.
    complaints = [complaint_of(post, number, post.at) for number, post in enumerate(own)]
    complaints += [complaint_of(post, 9 + number, START + 1 + 5 * (number == 0)) for number, post in enumerate(taken)]
    brand.close(bucket_of(START), sorted(complaints, key=lambda one: (one.at, one.id)))
    recent = brand.detection.recent_posts
    again = RecentPosts()
    again.load(recent.capture()())
    for posts in (recent, again):
        assert [post.person for post in posts if posts.is_foreign(post)] == ["x", "x"]
        assert {post.person for post in under_own_ids(list(posts), posts.is_foreign)} == {"p0", "p1", "p2", "p3", "y"}
        posts.expire(START + 48 * HOUR)
        assert posts._sharing == {}


def test_nobody_fills_the_tests_with_words_of_their_own() -> None:
    brand = BrandTrends("acme", BrandConfig())
    writer = Writer("words", 1)
    posts = [
        writer.post(START + n, f"x{n % 5}", " ".join(f"word{n}x{m}".replace("0", "o") for m in range(60)))
        for n in range(500)
    ]
    brand.close(bucket_of(START), [complaint_of(post, number) for number, post in enumerate(posts)])
    assert len(list(brand.detection.recent_posts)) == 5 * (TERMS_A_DAY // 60)
    ordinary = writer.post(START + 290, "somebody", "the router is down")
    brand.close(bucket_of(START) + 1, [complaint_of(ordinary, 500)])
    assert len(list(brand.detection.recent_posts)) == 5 * (TERMS_A_DAY // 60) + 1
    # The next day begins anew.
    later = writer.post(START + 25 * HOUR, "x0", "the router is down again")
    brand.close(bucket_of(later.at), [complaint_of(later, 501)])
    assert [post.person for post in brand.detection.recent_posts][-1] == "x0"


def test_a_first_mention_from_years_ago_gives_a_brand_no_past() -> None:
    brand = BrandTrends("acme", BrandConfig())
    writer = Writer("old", 1)
    old = writer.post(START - 900 * 24 * HOUR, "x", "the router is down")
    brand.close(bucket_of(START), [complaint_of(old, 0), complaint_of(writer.post(START, "y", "the router is down"), 1)])
    standing = report([brand], bucket_of(START))
    assert standing.since == utc(START)
    assert brand.detection.tests.history_days(bucket_of(START)) < 1
    assert len(brand.detection.tests.volume.hours.capture()["hours"]) <= 24


def test_a_verdict_that_is_tipped_to_and_fro_is_not_reported_to_and_fro() -> None:
    state = TrendState(trend_id="t", state=State.OPEN, verdict="systemic")
    names = []
    for minute in range(0, 120, 5):
        tipped = VerdictName.COORDINATED if minute % 10 else VerdictName.SYSTEMIC
        state, given = settled(state, verdict(tipped), minute * 60.0)
        names.append(given.name)
    assert set(names) == {VerdictName.SYSTEMIC}


def test_what_stays_an_echo_is_reported_as_one_after_a_while() -> None:
    state = TrendState(trend_id="t", state=State.OPEN, verdict="systemic")
    given = []
    for minute in range(0, 30, 5):
        state, one = settled(state, verdict(VerdictName.VIRAL), minute * 60.0)
        given.append(one.name)
    assert given == [VerdictName.SYSTEMIC] * 3 + [VerdictName.VIRAL] * 3
    assert settled(TrendState(trend_id="t", state=State.OPEN, verdict="viral"), verdict(VerdictName.SYSTEMIC), 0.0)[
        1
    ].name == (VerdictName.SYSTEMIC), "first-hand reports beside an echo are news at once"


def test_templates_are_shown_only_where_there_is_nothing_else() -> None:
    writer = Writer("templates", 1)
    own = writer.reports(5, 5, 0.0, 1.0)
    advert = [writer.post(n, f"x{n % 2}", f"{ADVERT} {n}") for n in range(50)]
    assert first_hand([*own, *advert]) == own
    assert first_hand([*own[:2], *advert]) == [*own[:2], *advert]


def engine(brands_max: int) -> TrendEngine:
    return TrendEngine(lambda name: BrandTrends(name, BrandConfig()), brands_max=brands_max)


def test_brands_beyond_the_limit_are_counted_and_left_out() -> None:
    writer = Writer("brands", 1)
    limited = engine(3)
    limited.apply([Command(brand="named", kind="policy", at=0.0, policy=BrandPolicy())])
    names = ["a", "b", "c", "d", "d", "named", "a"]
    for number, name in enumerate(names):
        post = writer.post(START + number * 600, f"p{number}", "the checkout is down")
        complaint = complaint_of(post, number)
        limited.apply([msgspec.structs.replace(complaint, brand=name), Progress(origin=0, origins=1, at=post.at)])
    limited.apply([Progress(origin=0, origins=1, at=START + 9_000)])
    assert sorted(limited.brands) == ["a", "b", "c", "named"]
    assert limited.counts.brands_refused == 2
    again = engine(3)
    again.restore(limited.snapshot())
    assert again.counts.brands_refused == 2


def test_a_repeat_that_comes_late_is_no_late_mention_of_its_channel() -> None:
    writer = Writer("late", 1)
    posts = [writer.post(START + number * 60, f"p{number}", f"the checkout is down {number}") for number in range(40)]
    plain, repeated = (BrandTrends("acme", BrandConfig()) for _ in range(2))
    bucket = bucket_of(posts[-1].at)
    complaints = [complaint_of(post, number) for number, post in enumerate(posts)]
    for brand in (plain, repeated):
        brand.close(bucket, complaints)
    plain.close(bucket + 3, [])
    repeated.close(bucket + 3, complaints)
    assert repeated.admission.duplicates == len(posts)
    assert repeated.channels.quality(bucket + 3, lambda *_: 1.0) == plain.channels.quality(bucket + 3, lambda *_: 1.0)


def test_an_answer_that_is_replayed_is_one_answer() -> None:
    posts = [one.post for one in stream_of("none", 1)[0] if one.at < INCIDENT_AT + 1.5 * HOUR]
    answered = EngineFactory.of(load({})).build()
    records = [complaint_of(post, number) for number, post in enumerate(posts)]
    answered.apply([*records, Progress(origin=0, origins=1, at=posts[-1].at)])
    trend_id = next(trend.trend_id for brand in answered.brands.values() for trend in brand.trends if trend.is_open)
    mine = Command(brand="Acme", kind="i_have_it", at=posts[-1].at, by="ann", trend_id=trend_id, origin=0, offset=0)
    events = []
    for offset in range(200):
        events += answered.apply([msgspec.structs.replace(mine, offset=offset)])
        if offset == 100:
            again = EngineFactory.of(load({})).build()
            again.restore(answered.snapshot())
            answered = again
    assert len(events) == 1


@pytest.mark.parametrize(
    ("attack", "seed"), [("drowned in praise", 5), ("answered with an end", 3), ("answered with an end", 4)]
)
def test_an_incident_opens_as_early_beside_praise_and_beside_answers_that_it_is_over(attack: str, seed: int) -> None:
    factory = EngineFactory.of(load({}))
    alone, outcome = (run(factory.build(), *stream_of(one, seed)) for one in ("none", attack))
    assert alone.opened_at is not None
    assert outcome.opened_at is not None
    assert (outcome.opened_at - alone.opened_at) / 60 <= LATER_MINUTES_MAX
    assert outcome.people - alone.people <= MORE_PEOPLE_MAX
    assert (outcome.false, outcome.titles) == (0, 0)
