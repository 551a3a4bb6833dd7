"""A few accounts against an incident, and producers that fill the memory."""

from __future__ import annotations

import msgspec
import pytest

from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.log import Command, Progress
from detectors.engine.policy import BrandConfig, BrandPolicy
from detectors.evaluation.attacks import ATTACKS, INCIDENT_AT, complaint_of, run, stream_of
from detectors.evaluation.worlds import HOUR, START, Writer
from detectors.explain.samples import first_hand
from detectors.lifecycle import State, settled
from detectors.values import TrendState, Verdict, VerdictName
from stream.config.load import load
from stream.engines.factory import EngineFactory

ADVERT = "get your money back at quickrefunds today and tell all of your friends"


@pytest.mark.parametrize("attack", ["none", "advert in its words", "sixty with one text"])
def test_an_incident_opens_in_its_own_words_whatever_a_few_copy_into_it(attack: str) -> None:
    assert attack in ATTACKS
    outcome = run(EngineFactory.of(load({})).build(), *stream_of(attack, 1))
    assert outcome.opened_at is not None
    assert (outcome.false, outcome.titles) == (0, 0)
    assert outcome.flips <= 2


def verdict(name: VerdictName) -> Verdict:
    return Verdict(
        name=name,
        reason="r",
        sentence="s",
        people=9,
        first_hand_people=9,
        posts=9,
        effective_people=9.0,
        top_person_share=0.1,
        repost_and_quote_share=0.0,
        same_text_share=0.0,
        root="",
        root_text="",
        sure=1.0,
    )


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
        limited.apply([type(complaint)(**{**as_dict(complaint), "brand": name}), Progress(origin=0, origins=1, at=post.at)])
    limited.apply([Progress(origin=0, origins=1, at=START + 9_000)])
    assert sorted(limited.brands) == ["a", "b", "c", "named"]
    assert limited.counts.brands_refused == 2
    again = engine(3)
    again.restore(limited.snapshot())
    assert again.counts.brands_refused == 2


def as_dict(complaint: object) -> dict[str, object]:
    return {name: getattr(complaint, name) for name in complaint.__struct_fields__}  # type: ignore[attr-defined]


def test_a_repeat_that_comes_late_is_no_late_mention_of_its_channel() -> None:
    writer = Writer("late", 1)
    posts = [writer.post(START + number * 60, f"p{number}", f"the checkout is down {number}") for number in range(40)]
    plain, repeated = (BrandTrends("acme", BrandConfig()) for _ in range(2))
    bucket = int(posts[-1].at // 300)
    complaints = [complaint_of(post, number) for number, post in enumerate(posts)]
    for brand in (plain, repeated):
        brand.close(bucket, complaints)
    plain.close(bucket + 3, [])
    repeated.close(bucket + 3, complaints)
    assert repeated.admission.duplicates == len(posts)
    assert repeated._channels.quality(bucket + 3, lambda *_: 1.0) == plain._channels.quality(bucket + 3, lambda *_: 1.0)


def test_an_answer_that_is_replayed_is_one_answer() -> None:
    posts = [post for post in stream_of("none", 1)[0] if post.at < INCIDENT_AT + 1.5 * HOUR]
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
