"""What more people say in a whole day than usual is found, though no hour of it stands out."""

from __future__ import annotations

from random import Random

import pytest

from detectors.post import Post
from detectors.trends.slow_burn import slow_burns
from detectors.trends.term_frequencies import TermProfile
from detectors.trends.tiers import PostKeys, keys_of
from tests.life import DAY, HOUR, START, Observation, engine, everyday, fault, log_of, of_the_fault, usual_days

SEED = 11
KNOWN = 15
BEGINS = START + KNOWN * DAY + 6 * HOUR
LOUD = ("opened", "reopened", "escalated", "verdict_changed")


@pytest.fixture(scope="module")
def warm() -> bytes:
    """The engine after two usual weeks."""
    return usual_days(SEED, KNOWN)


def said_aloud(warm: bytes, heard: list[Observation], days: float) -> list[tuple[str, bool]]:
    """The events that ask for a message in those days, and whether they are of the fault."""
    restored = engine()
    restored.restore(warm)
    lived = [*everyday(SEED, START + KNOWN * DAY, days), *heard]
    events = restored.apply(log_of(lived, START + (KNOWN + days) * DAY, 1_000_000))
    return [(e.alert.event, of_the_fault(e)) for e in events if e.alert.attention != "board" and e.alert.event in LOUD]


def test_a_fault_that_smoulders_is_told_once(warm: bytes) -> None:
    assert said_aloud(warm, fault(BEGINS, people=14, span=18 * HOUR), days=2.5) == [("opened", True)]


def test_a_fault_that_burst_does_not_smoulder_after_it_was_told(warm: bytes) -> None:
    assert said_aloud(warm, fault(BEGINS, people=14), days=2.5) == [("opened", True)]


def test_neither_batches_nor_a_restore_before_a_look_change_what_is_told(warm: bytes) -> None:
    lived = [*everyday(SEED, START + KNOWN * DAY, 1.5), *fault(BEGINS, people=14, span=18 * HOUR)]
    log = log_of(lived, START + (KNOWN + 1.5) * DAY, 1_000_000)
    whole, parts = engine(), engine()
    whole.restore(warm)
    parts.restore(warm)
    expected = whole.apply(log)
    assert any(event.alert.event == "opened" for event in expected)
    told = []
    for start in range(0, len(log), 40):
        snapshot = parts.snapshot()
        parts = engine()
        parts.restore(snapshot)
        for record in log[start : start + 40]:
            told += parts.apply([record])
    assert told == expected
    assert parts.snapshot() == whole.snapshot()


def test_few_people_in_a_day_are_no_alert(warm: bytes) -> None:
    assert said_aloud(warm, fault(BEGINS, people=4, span=18 * HOUR), days=2.5) == []


def said(number: int, *terms: str) -> tuple[Post, PostKeys]:
    post = Post(f"m{number}", 0.0, f"p{number}", " ".join(terms), terms)
    return post, keys_of(post, 0)


def usual(days: int = 20, per_day: int = 100) -> TermProfile:
    """One in ten says "slow", nobody says "stuck"."""
    profile = TermProfile()
    for number in range(days * per_day):
        profile.learn(number * DAY / per_day, ["app", "slow"] if number % 10 == 0 else ["app"])
    return profile


def day(stuck: int, slow: int, crowd: int = 100) -> list[tuple[Post, PostKeys]]:
    told = [said(n, "app", "stuck") for n in range(stuck)] + [said(100 + n, "app", "slow") for n in range(slow)]
    return told + [said(200 + n, "app") for n in range(crowd - len(told))]


def test_a_word_is_expected_of_its_share_of_the_day() -> None:
    (spike,) = slow_burns(day(stuck=12, slow=14), usual(), 5, 20.0)
    assert (spike.key, spike.people, spike.window_seconds) == ("stuck", 12, DAY)
    assert spike.usual == pytest.approx(0.03, abs=0.01)
    assert spike.p_value < 1e-10


def test_a_day_of_three_times_the_volume_is_no_rise_of_a_word() -> None:
    assert slow_burns([said(n, "app", *["slow"] * (n % 10 == 0)) for n in range(300)], usual(), 5, 20.0) == []


@pytest.mark.parametrize("each", [1, 3, 20])
def test_people_who_write_all_day_say_no_word_more_than_usual(each: int) -> None:
    """Of twenty posts of a person one in ten says "slow": nearly everybody said it once, and nothing has risen."""
    chance = Random(SEED)
    told = [said(n, "app", *["slow"] * (chance.random() < 0.1)) for n in range(200) for _ in range(each)]
    assert slow_burns(told, usual(), 5, 20.0) == []
    new = [said(n, "app", "stuck") for n in range(12)]
    (spike,) = slow_burns([*told, *new], usual(), 5, 20.0)
    assert (spike.key, spike.people) == ("stuck", 12)


def test_a_few_who_write_all_day_hide_nothing() -> None:
    talk = [said(1_000 + n, "app") for n in range(5) for _ in range(2_000)]
    (spike,) = slow_burns([*talk, *day(stuck=12, slow=10), *[said(500 + n, "app") for n in range(900)]], usual(), 5, 20.0)
    assert (spike.key, spike.people) == ("stuck", 12)


def test_nobody_says_anything() -> None:
    assert slow_burns([], usual(), 5, 20.0) == []
    assert slow_burns([said(0)], usual(), 5, 20.0) == []


def test_a_word_that_one_person_repeats_is_one_person() -> None:
    assert slow_burns([*day(stuck=1, slow=9), *[said(0, "app", "stuck")] * 12], usual(), 5, 20.0) == []


def test_nothing_smoulders_in_a_first_week_and_a_second_must_be_surer() -> None:
    known = usual()
    assert slow_burns(day(12, 10), known, 5, 6.9) == []
    (young,), (old,) = (slow_burns(day(12, 10), known, 5, days) for days in (7.0, 14.0))
    assert young.cold_start
    assert not old.cold_start
    assert young.p_value == pytest.approx(10 * old.p_value)
