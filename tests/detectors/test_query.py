"""Why words opened an alert, or why they did not."""

from __future__ import annotations

import pytest

from detectors.engine.engine import TrendEngine
from detectors.engine.query import Explanation
from tests.incident import HOUR, OUTAGE, START, engine, fed, incident, said

LATER = OUTAGE + HOUR


@pytest.fixture(scope="module")
def told() -> TrendEngine:
    """Thirty people have rejected cartridges; two cannot log in, one of them three times; some say hello, as always."""
    log = incident()
    for number, person in enumerate(("a", "b", "b", "b")):
        log.append(said(OUTAGE + 60.0 * number, f"login{number}-{person}", 0, "login loops"))
    log = [*log, *(said(START + 1200.0 * n, f"hello{n}", 0, "hello there") for n in range(147))]
    log.sort(key=lambda one: one.at)
    people = {f"login{n}-{person}": person for n, person in enumerate(("a", "b", "b", "b"))}
    found = engine()
    numbered = [said(one.at, one.id, n, one.text, person=people.get(one.id, one.id)) for n, one in enumerate(log)]
    assert fed(found, [one for one in numbered if one.at < LATER], end=LATER)
    return found


def answer(told: TrendEngine, words: str) -> Explanation:
    (one,) = told.ask(words)
    return one


def test_what_is_told_names_its_trend(told: TrendEngine) -> None:
    for words in ("cartridge", "cartridges rejected", "Rejected"):
        assert answer(told, words).trend_id
        assert "reported as “" in answer(told, words).sentence


def test_too_few_people_are_counted_once_each(told: TrendEngine) -> None:
    one = answer(told, "login loops")
    assert one.sentence == "login loops: 2 people in 3 h, needs 5"
    assert (one.people, one.window_minutes, one.needs, one.trend_id) == (2, 180, 5, "")


def test_what_is_usual_is_said_beside_it(told: TrendEngine) -> None:
    one = answer(told, "hello")
    assert one.sentence.startswith(f"hello: {one.people} people in 3 h, no more than chance explains: ")
    assert one.people >= 5


def test_the_usual_number_is_the_one_that_the_share_test_judged_by(told: TrendEngine) -> None:
    shares = told.brands["acme"].detection.tests.shares
    (judged,) = [rise for rise in shares.explained("hello", int(LATER) // 300) if rise.window_seconds == 3 * HOUR]
    assert f"about {judged.expected:.0f} are usual" in answer(told, "hello").sentence


def test_what_nobody_said_and_what_never_opens_are_told_apart(told: TrendEngine) -> None:
    assert answer(told, "invoice").sentence == "invoice: nobody said it in the last 24 h"
    assert answer(told, "63.0.3").sentence == "63.0.3: numbers and versions are clues, they never open an alert"
    assert answer(told, "!?").sentence.endswith("they never open an alert")


def test_a_watched_term_needs_fewer() -> None:
    watched = engine(watched=("login",))
    watched.apply([said(OUTAGE, "one", 0, "login loops")])
    fed(watched, [said(OUTAGE + 60.0, "two", 1, "login again")], end=OUTAGE + 2 * HOUR)
    assert answer(watched, "login").sentence == "login: 2 people in 3 h, needs 3"


def test_an_unknown_brand_has_no_answer_and_asking_changes_nothing(told: TrendEngine) -> None:
    assert told.ask("cartridge", "zenith") == []
    assert told.ask("cartridge", "acme") == told.ask("cartridge")


def test_what_came_since_the_last_decision_is_counted_apart() -> None:
    told = engine()
    people = [said(OUTAGE + 30.0 * n, f"login{n}", n, "login loops", person=f"p{n % 4}") for n in range(6)]
    told.apply(people)
    (one,) = told.ask("login loops")
    assert one.waiting_people == 4
    assert one.sentence == "login loops: 4 people so far, not decided yet"
    (none,) = told.ask("invoice")
    assert none.waiting_people == 0
    fed(told, [], end=OUTAGE + HOUR)
    (one,) = told.ask("login loops")
    assert (one.people, one.waiting_people) == (4, 0)
    fed(told, [said(OUTAGE + HOUR + 30.0, "late", 6, "login loops", person="q")], end=OUTAGE + HOUR + 60)
    (one,) = told.ask("login loops")
    assert one.sentence.endswith(" UTC); 1 person since then, not decided yet")


def test_a_young_brand_says_since_when_it_is_known_and_what_is_armed() -> None:
    told = engine()
    told.apply([said(OUTAGE, "first", 0, "login loops", person="p0")])
    (new,) = told.ask("")
    assert new.sentence == "1 person so far, not decided yet"
    few = [said(OUTAGE + 60.0 * n, f"more{n}", 1 + n, "login loops", person=f"p{n}") for n in range(3)]
    fed(told, few, end=OUTAGE + 900)
    (young,) = told.ask("")
    assert young.sentence.startswith("first mention 1")
    assert young.sentence.endswith(
        "min ago, 3 people; alerts on words are armed, on volume a day after 13 people have written"
    )
    many = [said(OUTAGE + 960.0 + n, f"many{n}", 4 + n, "hello there", person=f"q{n}") for n in range(12)]
    fed(told, many, end=OUTAGE + HOUR)
    (known,) = told.ask("")
    assert ", 15 people; alerts on words are armed, on volume from " in known.sentence
    fed(told, [], end=OUTAGE + 40 * HOUR)
    (old,) = told.ask("")
    assert old.sentence == "first mention 1 day ago, 0 people in the last day; alerts on words and on volume are armed"
