"""The life of a trend: what opens, escalates, eases, ends and comes again, how loudly, and why."""

from random import Random
from typing import Any

import msgspec
import pytest

from detectors.evaluation.worlds import BRAND, own_post, single, systemic
from detectors.facts import TrendStats
from detectors.lifecycle import (
    TABLE,
    Answer,
    Attention,
    Command,
    Event,
    Policy,
    Severity,
    State,
    Transition,
    TrendState,
    on_command,
    step,
)
from detectors.verdict import Context, Verdict, VerdictName
from detectors.verdict.judge import judge

HOUR = 3600.0
MANY = judge(systemic(1).posts, Context(brand=BRAND))
JOKE = judge(own_post(1).posts, Context(brand=BRAND))
LOUD = judge(single(1).posts, Context(brand=BRAND))


class Life:
    """A trend that is given how many people wrote; one bucket close a call."""

    def __init__(self, **policy: Any) -> None:
        self.state = TrendState(trend_id="t1")
        self.policy = Policy(**policy)
        self.at = 0.0
        self.transitions: list[Transition] = []

    def close(
        self, people_3h: int, *, hour: int | None = None, after: float = 300, verdict: Verdict = MANY, **facts: Any
    ) -> list[Transition]:
        self.at += after
        given: dict[str, Any] = {
            "people": people_3h,
            "people_3h": people_3h,
            "people_hour": people_3h if hour is None else hour,
            "significant": people_3h >= 3,
            "brand_people_3h": 100,
            "brand_usual_3h": 50.0,
            "window_minutes": 180,
            **facts,
        }
        self.state, transitions = step(self.state, TrendStats(at=self.at, brand="Acme", **given), verdict, self.policy)
        self.transitions += transitions
        return transitions

    def answer(self, command: Command, **answer: Any) -> list[Transition]:
        self.state, transitions = on_command(self.state, Answer(command=command, at=self.at, **answer), self.policy)
        self.transitions += transitions
        return transitions

    def opened(self, people: int = 6, **facts: Any) -> "Life":
        self.close(people, **facts)
        return self


def only(transitions: list[Transition]) -> Transition:
    assert len(transitions) == 1
    return transitions[0]


def test_reports_that_were_sent_are_corrected_once_and_their_end_is_a_message() -> None:
    life = Life().opened(20)
    changed = only(life.close(20, verdict=JOKE, after=HOUR))
    assert (changed.event, changed.attention, changed.severity) == (Event.VERDICT_CHANGED, Attention.NOTIFY, Severity.INFO)
    life.close(20, after=HOUR)
    again = only(life.close(20, verdict=JOKE, after=HOUR))
    assert (again.event, again.attention) == (Event.VERDICT_CHANGED, Attention.BOARD)
    for _ in range(2):
        life.close(0, after=30 * HOUR, verdict=JOKE, busy_hours=30.0)
    assert (life.transitions[-1].event, life.transitions[-1].attention) == (Event.RESOLVED, Attention.NOTIFY)


def test_what_was_an_echo_from_the_start_ends_without_a_message() -> None:
    life = Life().opened(20, verdict=JOKE)
    for _ in range(2):
        life.close(0, after=30 * HOUR, verdict=JOKE, busy_hours=30.0)
    assert life.transitions[-1].event == Event.RESOLVED
    assert {t.attention for t in life.transitions} == {Attention.BOARD}


def test_three_people_are_on_the_board_and_five_are_a_message() -> None:
    life = Life()
    assert life.close(2) == []
    first = only(life.close(3))
    assert (first.event, first.attention, first.severity) == (Event.EMERGING, Attention.BOARD, Severity.INFO)
    second = only(life.close(5))
    assert (second.event, second.attention, second.severity) == (Event.OPENED, Attention.NOTIFY, Severity.WARNING)
    assert second.state_reason == "5 people in 3 h, more than chance"
    assert (second.cycle, second.sequence) == (1, 2)


def test_what_chance_explains_opens_nothing() -> None:
    assert Life().close(50, significant=False) == []


def test_the_people_it_takes_are_the_brands_choice() -> None:
    assert only(Life(people_min=8).close(6)).event == Event.EMERGING


def test_one_customer_stays_out_of_the_topic_however_often_they_write() -> None:
    life = Life()
    assert life.close(30, verdict=LOUD) == []
    assert life.state.state == State.QUIET


def test_a_joke_of_the_brand_is_info_and_never_above_the_board() -> None:
    life = Life()
    for people in (6, 30, 90, 150, 150, 40, 8, 1):
        life.close(people, verdict=JOKE, after=HOUR, brand_people_3h=people)
    assert {t.attention for t in life.transitions} == {Attention.BOARD}
    assert {t.severity for t in life.transitions} == {Severity.INFO}
    assert Event.ESCALATED not in {t.event for t in life.transitions}


def test_first_hand_reports_beside_the_joke_are_as_new_as_an_alert() -> None:
    life = Life()
    life.close(30, verdict=JOKE)
    transition = only(life.close(32))
    assert (transition.event, transition.attention) == (Event.VERDICT_CHANGED, Attention.NOTIFY)
    life.close(30, verdict=JOKE, after=HOUR)
    again = only(life.close(32, after=HOUR))
    assert (again.event, again.attention) == (Event.VERDICT_CHANGED, Attention.BOARD)


def test_it_escalates_on_the_rate_and_not_more_often_than_every_half_hour() -> None:
    life = Life(critical_people=1000).opened(6)
    assert life.close(17) == []
    transition = only(life.close(17, after=1800))
    assert transition.event == Event.ESCALATED
    assert transition.state_reason == "6 people in 3 h when last reported, 17 now"
    assert life.close(17, after=HOUR) == []


def test_twenty_more_people_in_all_are_no_escalation_while_the_rate_falls() -> None:
    life = Life(critical_people=1000).opened(30)
    for people in (28, 25, 20, 15):
        assert life.close(people, after=HOUR, people_so_far=200) == []


def test_a_critical_one_rings_at_once_and_only_once() -> None:
    life = Life().opened(6)
    transition = only(life.close(60, after=300))
    assert (transition.event, transition.severity, transition.attention) == (
        Event.ESCALATED,
        Severity.CRITICAL,
        Attention.PAGE,
    )
    assert transition.severity_reason == "60 of the 100 people who wrote about Acme in 3 h"
    assert life.close(130, after=HOUR, brand_people_3h=140) == []
    assert only(life.close(190, after=HOUR, brand_people_3h=200)).attention == Attention.NOTIFY


def test_severity_that_swings_about_its_limit_says_nothing_new() -> None:
    life = Life().opened(25)
    life.close(60, after=HOUR)
    for people in (14, 21, 14, 22, 13, 20):
        life.close(people, after=HOUR, brand_people_3h=22)
    assert [t.event for t in life.transitions].count(Event.ESCALATED) == 1


def test_it_eases_at_a_quarter_of_its_peak_and_says_so_once() -> None:
    life = Life().opened(40)
    transition = only(life.close(10, after=HOUR))
    assert (transition.event, transition.attention, transition.state_reason) == (
        Event.EASING,
        Attention.BOARD,
        "10 people in 3 h, 40 at its peak",
    )
    assert life.close(9, after=HOUR) == []
    assert life.close(24, after=HOUR) == []
    assert only(life.close(64, after=HOUR)).event == Event.ESCALATED
    assert life.state.state == State.OPEN


def test_it_ends_after_eight_busy_hours_of_quiet_and_a_night_counts_little() -> None:
    life = Life().opened(9)
    life.close(1, after=HOUR, busy_hours=0.1)
    for _ in range(10):
        assert life.close(1, after=HOUR, busy_hours=0.1) == []
    for _ in range(6):
        assert life.close(0, after=HOUR, busy_hours=1.0) == []
    transition = only(life.close(0, after=HOUR, busy_hours=1.0))
    assert (transition.event, transition.reason, transition.attention) == (
        Event.RESOLVED,
        "back to usual",
        Attention.NOTIFY,
    )


def test_one_busy_hour_with_people_starts_the_count_of_quiet_again() -> None:
    life = Life().opened(9)
    for people in (1, 0, 0, 0, 4, 0, 0, 0, 0):
        life.close(people, after=HOUR, busy_hours=1.5)
    assert life.state.state != State.RESOLVED


def test_what_was_never_notified_ends_without_a_sound() -> None:
    life = Life()
    life.close(3)
    for _ in range(9):
        life.close(0, after=HOUR, busy_hours=1.0)
    assert (life.transitions[-1].event, life.transitions[-1].attention) == (Event.RESOLVED, Attention.BOARD)


def over(life: Life) -> Life:
    for _ in range(10):
        life.close(0, after=HOUR, busy_hours=1.0)
    assert life.state.state == State.RESOLVED
    return life


def test_it_comes_again_only_on_people_who_wrote_after_the_end() -> None:
    life = over(Life().opened(9))
    assert life.close(9, fresh_people=2) == []
    transition = only(life.close(9, fresh_people=6, fresh_significant=True))
    assert (transition.event, transition.cycle, transition.attention) == (Event.REOPENED, 2, Attention.NOTIFY)


def test_after_three_days_it_does_not_come_again() -> None:
    life = over(Life().opened(9))
    assert life.close(9, after=73 * HOUR, fresh_people=9, fresh_significant=True) == []


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([30, 20, 5], [Event.FIX_WORKING]),
        ([30, 28, 27], [Event.FIX_NOT_WORKING]),
        ([20, 13, 12], []),
        ([9, 4, 4, 18], [Event.FIX_WORKING, Event.REGRESSED]),
    ],
)
def test_a_fix_is_checked_against_the_hour_before_it(hours: list[int], expected: list[Event]) -> None:
    life = Life().opened(30)
    noted = only(life.answer(Command.FIX_IS_OUT, by="ops", people_hour=30))
    assert (noted.event, noted.state, noted.attention) == (Event.FIX_NOTED, State.WATCHING, Attention.BOARD)
    for hour in hours:
        life.close(30, hour=hour, after=HOUR, busy_hours=0.9)
    assert [t.event for t in life.transitions[2:]] == expected
    assert all(t.attention != Attention.BOARD for t in life.transitions[2:])


def test_what_a_fix_ended_is_fixed_and_ends_without_a_second_message() -> None:
    life = Life().opened(30)
    life.answer(Command.FIX_IS_OUT, people_hour=30)
    for _ in range(12):
        life.close(1, hour=0, after=HOUR, busy_hours=1.0)
    assert [(t.event, t.attention) for t in life.transitions[2:]] == [
        (Event.FIX_WORKING, Attention.NOTIFY),
        (Event.RESOLVED, Attention.BOARD),
    ]
    assert life.transitions[-1].reason == "fixed"


def test_it_never_escalates_while_a_fix_is_watched() -> None:
    life = Life().opened(6)
    life.answer(Command.FIX_IS_OUT, people_hour=6)
    assert life.close(60, hour=40, after=1800, busy_hours=0.5) == []


def test_growth_that_somebody_has_is_silent_below_critical() -> None:
    life = Life(critical_people=50).opened(6)
    life.answer(Command.I_HAVE_IT, by="ana", note="CARE-7")
    assert life.state.acknowledged == "ana: CARE-7"
    assert only(life.close(30, after=HOUR)).attention == Attention.BOARD
    assert only(life.close(70, after=HOUR)).attention == Attention.PAGE


def test_what_is_muted_goes_on_without_a_sound_until_the_mute_ends() -> None:
    life = Life(critical_people=1000).opened(6)
    life.answer(Command.MUTE, until=life.at + 2 * HOUR)
    assert only(life.close(20, after=HOUR)).attention == Attention.BOARD
    assert only(life.close(90, after=2 * HOUR)).attention == Attention.NOTIFY


def test_the_end_of_what_is_not_ours_is_silent() -> None:
    life = Life().opened(9)
    life.answer(Command.NOT_OURS, note="the courier")
    assert over(life).transitions[-1].attention == Attention.BOARD


def test_what_is_expected_ends_at_once_and_comes_again_without_a_sound() -> None:
    life = Life().opened(9)
    transition = only(life.answer(Command.EXPECTED, by="ana"))
    assert (transition.event, transition.reason, transition.state) == (Event.RESOLVED, "expected", State.RESOLVED)
    again = only(life.close(9, after=HOUR, fresh_people=9, fresh_significant=True))
    assert (again.event, again.attention) == (Event.REOPENED, Attention.BOARD)


def test_an_answer_to_what_is_over_changes_nothing() -> None:
    life = over(Life().opened(9))
    assert life.answer(Command.MUTE) == []


def test_a_new_normal_and_an_absorbing_alert_end_it_with_their_reason() -> None:
    life = Life().opened(9, usual_per_day=1.0)
    # The same nine people an hour are usual now.
    usual: dict[str, Any] = {"usual_hour": 9.0, "usual_per_day": 216.0, "busy_hours": 1.0}
    life.close(20, hour=9, after=72 * HOUR, lead_people_3h=20, usual_hour=1.0, busy_hours=0.0)
    ends = [life.close(20, hour=9, lead_people_3h=20, **usual) for _ in range(8)]
    assert only(ends[-1]).reason == "new normal"
    # In its first days what has risen is the incident itself.
    life = Life().opened(9, usual_per_day=1.0)
    ends = [life.close(20, hour=9, lead_people_3h=20, **usual) for _ in range(8)]
    assert only(ends[-1]).reason == "back to usual"
    life = Life().opened(9, usual_per_day=1.0)
    # It has risen likewise, but nobody is left.
    for _ in range(9):
        life.close(0, lead_people_3h=0, **usual)
    assert life.transitions[-1].reason == "back to usual"
    life = Life().opened(9)
    transition = only(life.close(9, absorbed_by="t7"))
    assert (transition.event, transition.reason) == (Event.ABSORBED, "absorbed by t7")


def test_what_became_part_of_another_names_that_by_its_title() -> None:
    transition = only(Life().opened(9).close(9, absorbed_by="t7", absorbed_title="Payments fail"))
    assert transition.state_reason == "now part of “Payments fail” (t7), which has most of its people"


def test_the_state_passed_in_is_not_changed() -> None:
    before = TrendState(trend_id="t1")
    step(before, TrendStats(at=1.0, brand="Acme", people=9, people_3h=9, significant=True), MANY)
    assert before == TrendState(trend_id="t1")


def test_every_event_is_made_somewhere() -> None:
    made = {row.event for row in TABLE} | {Event.FIX_NOTED, Event.FEEDBACK, Event.DIGEST}
    assert made == set(Event)


def test_undetermined_is_info_until_it_is_clear() -> None:
    unclear = judge([], Context())
    assert unclear.name == VerdictName.UNDETERMINED
    life = Life()
    assert only(life.close(9, verdict=unclear)).attention == Attention.BOARD
    assert only(life.close(9)).event == Event.VERDICT_CHANGED
    assert life.transitions[-1].attention == Attention.NOTIFY


@pytest.mark.parametrize("seed", range(60))
def test_whatever_happens_the_events_of_a_trend_stay_in_order_and_ring_once_a_cycle(seed: int) -> None:
    draw = Random(seed)
    life, at = Life(), 0.0
    for _ in range(120):
        people = draw.choice((0, 0, 1, 3, 6, 20, 60, 150))
        before = msgspec.msgpack.encode(life.state)
        assert msgspec.msgpack.decode(before, type=TrendState) == life.state
        if draw.random() < 0.1:
            life.answer(draw.choice(list(Command)), by="ana", people_hour=people)
        verdict = draw.choice((MANY, MANY, MANY, JOKE))
        hour = draw.randint(0, people)
        life.close(
            people,
            hour=hour,
            after=draw.choice((300, HOUR, 30 * HOUR)),
            verdict=verdict,
            busy_hours=draw.random() * 3,
            fresh_people=hour,
            fresh_significant=hour > 4,
            usual_per_day=draw.choice((1.0, 100.0)),
            lead_people_3h=people,
        )
        assert life.at > at
        at = life.at
    assert [t.sequence for t in life.transitions] == list(range(1, len(life.transitions) + 1))
    rings = [t.cycle for t in life.transitions if t.attention == Attention.PAGE]
    assert len(rings) == len(set(rings)), f"seed {seed}"
    for t in life.transitions:
        assert bool(t.reason) == (t.state == State.RESOLVED), f"seed {seed}: {t}"
        assert t.state_reason, f"seed {seed}: {t}"
    loud = [t for t in life.transitions if t.attention != Attention.BOARD]
    for place, t in enumerate(loud):
        if t.severity == Severity.INFO:
            # Only what was sent as more before: one correction, and the end.
            sent = [one for one in loud[:place] if one.cycle == t.cycle]
            assert any(one.severity != Severity.INFO for one in sent), f"seed {seed}: {t}"
            assert t.event in (Event.VERDICT_CHANGED, Event.RESOLVED), f"seed {seed}: {t}"
            assert not any(one.severity == Severity.INFO and one.event == t.event for one in sent), f"seed {seed}: {t}"
