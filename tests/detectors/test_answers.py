"""Answers as commands in the log: emitted once however often delivered, at the event time they are about."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from detectors.alert import Alert
from detectors.engine.engine import TrendEngine
from detectors.engine.log import Command, LogRecord
from detectors.mention import Complaint
from tests.incident import BRAND, HOUR, OUTAGE, engine, fed, incident, posted, until

END = OUTAGE + 3 * HOUR
ANSWERED_AT = OUTAGE + 0.7 * HOUR


@pytest.fixture(scope="module")
def trend_id() -> str:
    return fed(engine(), incident(), end=OUTAGE + HOUR)[0].trend_id


def answer(kind: str, trend_id: str, at: float = ANSWERED_AT, offset: int = 0, **more: Any) -> Command:
    return Command(brand=BRAND, kind=kind, at=at, trend_id=trend_id, origin=0, offset=offset, **more)


def feedback(events: list[Alert]) -> list[Alert]:
    return [event for event in events if event.event == "feedback"]


def test_a_redelivered_answer_makes_no_second_event(trend_id: str) -> None:
    once = answer("i_have_it", trend_id, by="ana")
    running = engine()
    events = fed(running, incident(), once, once, answer("mute", trend_id, offset=1), once, end=END)
    assert len(feedback(events)) == 2
    assert (running.counts.redelivered, running.counts.commands) == (2, 2)
    assert [one.kind for one in events[-1].feedback] == ["i_have_it", "mute"]


def test_an_answer_from_ahead_of_event_time_is_about_now(trend_id: str) -> None:
    """As when a backlog is worked off, or an old stream replayed: the operator's clock is years ahead."""
    ahead = 400 * 24 * HOUR
    running = engine()
    before = fed(running, [one for one in incident() if one.at < ANSWERED_AT], end=ANSWERED_AT)
    mute = answer("mute", trend_id, at=ANSWERED_AT + ahead, until=ANSWERED_AT + ahead + 2 * HOUR)
    (muted,) = feedback([emitted.alert for emitted in running.apply([mute])])
    assert (muted.at, muted.muted_until) == ("2025-03-07T00:42:00Z", "2025-03-07T02:42:00Z")
    assert before[-1].at <= muted.at


@pytest.mark.parametrize(("kind", "trend"), [("i_have_it", "nothing"), ("shout", ""), ("same_as", "")])
def test_an_answer_to_no_trend_or_in_no_known_words_changes_nothing(kind: str, trend: str, trend_id: str) -> None:
    unusable = answer(kind, trend or trend_id)
    assert fed(engine(), incident(), unusable, end=END) == fed(engine(), incident(), end=END)


def two_faults(first: int = 14, second: int = 14) -> list[Complaint]:
    """Two faults on one day; one engineer will know that one machine is behind both."""
    words = ("checkout frozen basket", "checkout frozen spinner", "basket checkout frozen blank")
    others = [posted(OUTAGE + 200.0 + n * 110.0, f"s{n}", 10_000 + n, f"{words[n % 3]} w{n}") for n in range(second)]
    return sorted([*incident(first), *others], key=lambda one: one.at)


def ids_of(events: list[Alert]) -> list[str]:
    return list(dict.fromkeys(event.trend_id for event in events))


def test_a_trend_that_is_the_same_as_another_is_merged_into_it_and_stays_there() -> None:
    log = two_faults(40, 40)
    one, other = ids_of(fed(engine(), log, end=OUTAGE + HOUR))
    events = fed(engine(), log, answer("same_as", other, same_as=one, by="ana"), end=OUTAGE + 4 * HOUR)
    (absorbed,) = [event for event in events if event.event == "absorbed"]
    assert (absorbed.trend_id, absorbed.state, absorbed.reason) == (other, "resolved", f"absorbed by {one}")
    (answered,) = feedback(events)
    assert (answered.trend_id, answered.absorbed) == (one, [other])
    assert answered.people > max(event.people for event in events if event.trend_id == one and event.at < answered.at)
    after = [event for event in events if event.at > answered.at]
    assert {event.trend_id for event in after} == {one}, "what comes later of either is of the one"
    assert max(event.people for event in after) >= 60, "more than either had"


@pytest.mark.parametrize("other", ["", "nothing", "itself"])
def test_a_trend_is_the_same_as_another_that_is_open_or_the_answer_changes_nothing(trend_id: str, other: str) -> None:
    named = trend_id if other == "itself" else other
    same_as = answer("same_as", trend_id, same_as=named)
    assert fed(engine(), incident(), same_as, end=END) == fed(engine(), incident(), end=END)


def test_posts_that_do_not_belong_leave_with_their_people_and_do_not_come_back(trend_id: str) -> None:
    wrong = tuple(f"i{n}" for n in range(1, 21, 2))
    events = fed(engine(), incident(), answer("wrong_group", trend_id, mention_ids=wrong, by="ana"), end=END)
    (answered,) = feedback(events)
    before = [event for event in events if event.at < answered.at]
    assert answered.people == 22 - len(wrong)
    assert not {sample.mention_id for sample in answered.samples} & set(wrong)
    assert before[0].trend_id == trend_id
    assert max(event.people for event in events if event.trend_id == trend_id) == 30 - len(wrong)


def test_who_wrote_twice_stays_with_the_post_that_belongs(trend_id: str) -> None:
    twice = [*incident(), posted(OUTAGE + 600.0, "again", 9_000, "cartridge rejected black printer v99", person="i2")]
    events = fed(
        engine(),
        sorted(twice, key=lambda one: one.at),
        answer("wrong_group", trend_id, mention_ids=("i2", "i3")),
        end=END,
    )
    assert feedback(events)[0].people == 22 - 1


def test_a_trend_of_which_nobody_is_left_is_over_without_a_sound(trend_id: str) -> None:
    everybody = tuple(f"i{n}" for n in range(30))
    events = fed(engine(), incident(23), answer("wrong_group", trend_id, mention_ids=everybody), end=END)
    last = [event for event in events if event.trend_id == trend_id][-1]
    assert (last.event, last.state, last.reason, last.attention) == ("resolved", "resolved", "wrong group", "board")


def versioned(people: int, start: float, version: str, first: int) -> list[Complaint]:
    return [
        posted(start + n * 110.0, f"v{first + n}", 20_000 + first + n, f"cartridge rejected error version {version}")
        for n in range(people)
    ]


@pytest.mark.parametrize(("version", "reopens"), [("4.2", False), ("4.2.1", True), ("4.3", True)])
def test_reports_of_older_versions_do_not_reopen_what_a_newer_one_fixed(trend_id: str, version: str, reopens: bool) -> None:
    """The fix is in 4.2.1: who has not updated still writes, which says nothing against it."""
    fix = answer("fix_is_out", trend_id, at=OUTAGE + HOUR, version="4.2.1", reference="CARE-7")
    back = OUTAGE + 40 * HOUR
    quiet = [posted(OUTAGE + n * 1800.0, f"l{n}", 30_000 + n, f"slow{n % 7} thing{n} page{n}") for n in range(100)]
    log = sorted([*incident(), *quiet, *versioned(20, back, version, 0)], key=lambda one: one.at)
    events = fed(engine(), log, fix, end=back + 2 * HOUR)
    happened = [event.event for event in events if event.trend_id == trend_id]
    assert "resolved" in happened
    assert ("reopened" in happened) is reopens
    noted = next(event for event in events if event.event == "fix_noted")
    assert noted.fix is not None
    assert (noted.fix.version, noted.reference, noted.feedback[0].version) == ("4.2.1", "CARE-7", "4.2.1")


def test_who_has_not_updated_yet_does_not_make_a_fix_fail(trend_id: str) -> None:
    fix = answer("fix_is_out", trend_id, at=OUTAGE + HOUR, version="4.2.1")
    stays = versioned(60, OUTAGE + HOUR + 60, "4.2", 0)
    happened = [event.event for event in fed(engine(), [*incident(), *stays], fix, end=OUTAGE + 4 * HOUR)]
    assert "fix_working" in happened
    without = answer("fix_is_out", trend_id, at=OUTAGE + HOUR)
    happened = [event.event for event in fed(engine(), [*incident(), *stays], without, end=OUTAGE + 4 * HOUR)]
    assert "fix_not_working" in happened


def test_the_ticket_is_on_every_later_event_and_the_end_of_a_mute_while_it_holds(trend_id: str) -> None:
    have = answer("i_have_it", trend_id, by="ana", reference="https://tickets.example/CARE-7")
    mute = answer("mute", trend_id, offset=1, until=ANSWERED_AT + 2 * HOUR)
    events = fed(engine(), incident(150), have, mute, end=END)
    later = [event for event in events if event.at > feedback(events)[0].at]
    assert later
    assert {event.reference for event in events if event.acknowledged} == {"https://tickets.example/CARE-7"}
    silent = [event for event in later if event.state != "resolved" and event.attention == "board"]
    assert silent[0].muted_until == "2025-03-07T02:42:00Z"


@pytest.mark.parametrize("kind", ["same_as", "wrong_group", "fix_is_out"])
def test_an_engine_restored_after_an_answer_goes_on_as_the_one_that_was_given_it(kind: str) -> None:
    log = [*two_faults(40, 40), *versioned(12, OUTAGE + 2 * HOUR, "4.1", 0)]
    one, other = ids_of(fed(engine(), log, end=OUTAGE + HOUR))
    given = answer(kind, other, same_as=one, mention_ids=("s3", "s4"), version="4.2", reference="CARE-7")
    lived = engine()
    fed(lived, [one for one in log if one.at < ANSWERED_AT + 60], given, end=ANSWERED_AT + 60)
    restored: TrendEngine = engine()
    restored.restore(lived.snapshot())
    rest: list[LogRecord] = [*[one for one in log if one.at >= ANSWERED_AT + 60], until(END + 4 * HOUR)]
    assert restored.snapshot() == lived.snapshot()
    assert [event.alert for event in restored.apply(rest)] == [event.alert for event in lived.apply(rest)]
    assert restored.snapshot() == lived.snapshot()


def test_an_alert_that_was_provoked_and_muted_does_not_silence_the_incident_in_its_words() -> None:
    provoked = incident(6)
    running = engine()
    before = fed(running, [one for one in provoked if one.at < ANSWERED_AT], end=ANSWERED_AT)
    (muted,) = feedback([one.alert for one in running.apply([answer("mute", before[-1].trend_id, by="ana")])])
    real = [one for one in incident(60, 60.0, ANSWERED_AT + 60.0, 500) if one.id.startswith("i")]
    real = [replace(one, offset=one.offset + 50_000) for one in real]
    events = fed(running, real, end=END)
    loud = [one for one in events if one.attention != "board" and one.trend_id == muted.trend_id]
    assert loud[0].attention == "page"
    assert loud[0].why.startswith("Answered “mute” by ana at ")
    assert "no longer silent" not in "".join(one.why for one in loud[1:])
    assert {one.muted_until for one in events[events.index(loud[0]) :]} == {""}


def test_a_card_gives_the_verdict_of_now_though_it_was_read_a_few_posts_ago() -> None:
    alerts = fed(engine(), incident(150), end=END)
    counted = [(one.verdict_evidence.posts, one.counts.posts) for one in alerts if one.verdict_evidence and one.counts]
    assert len(counted) > 3
    assert all(read == posts for read, posts in counted)
