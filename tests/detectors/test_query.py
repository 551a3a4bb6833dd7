"""Why words opened an alert, or why they did not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec
import pytest

from detectors.buckets import bucket_of
from detectors.engine.brand import BrandTrends
from detectors.engine.engine import TrendEngine
from detectors.engine.policy import BrandConfig
from detectors.engine.query import Explanation
from detectors.knowledge import Knowledge
from detectors.mention import Complaint
from detectors.text import normalise
from tests.incident import HOUR, LATENESS, OUTAGE, START, engine, fed, incident, posted

LATER = OUTAGE + HOUR


@pytest.fixture(scope="module")
def running() -> TrendEngine:
    """Thirty people have rejected cartridges; two cannot log in, one of them three times; some say hello, as always."""
    log = incident()
    for number, person in enumerate(("a", "b", "b", "b")):
        log.append(posted(OUTAGE + 60.0 * number, f"login{number}-{person}", 0, "login loops"))
    log = [*log, *(posted(START + 1200.0 * n, f"hello{n}", 0, "hello there") for n in range(147))]
    log.sort(key=lambda one: one.at)
    people = {f"login{n}-{person}": person for n, person in enumerate(("a", "b", "b", "b"))}
    found = engine()
    numbered = [posted(one.at, one.id, n, one.text, person=people.get(one.id, one.id)) for n, one in enumerate(log)]
    assert fed(found, [one for one in numbered if one.at < LATER], end=LATER)
    return found


def answer(running: TrendEngine, words: str) -> Explanation:
    (one,) = running.ask(words)
    return one


def test_what_is_reported_names_its_trend(running: TrendEngine) -> None:
    for words in ("cartridge", "cartridges rejected", "Rejected"):
        assert answer(running, words).trend_id
        assert "reported as “" in answer(running, words).sentence


def test_too_few_people_are_counted_once_each(running: TrendEngine) -> None:
    one = answer(running, "login loops")
    assert one.sentence == "login loops: 2 people in 3 h, needs 5"
    assert (one.people, one.window_minutes, one.needs, one.trend_id) == (2, 180, 5, "")


def test_what_is_usual_is_stated_beside_it(running: TrendEngine) -> None:
    one = answer(running, "hello")
    assert one.sentence.startswith(f"hello: {one.people} people in 3 h, no more than chance explains: ")
    assert one.people >= 5


def test_the_usual_number_is_the_one_that_the_share_test_judged_by(running: TrendEngine) -> None:
    shares = running.brands["acme"].detection.tests.shares
    (judged,) = [rise for rise in shares.explained("hello", bucket_of(LATER)) if rise.window_seconds == 3 * HOUR]
    assert f"about {judged.expected:.0f} are usual" in answer(running, "hello").sentence


def test_what_nobody_wrote_and_what_never_opens_are_distinguished(running: TrendEngine) -> None:
    assert answer(running, "invoice").sentence == "invoice: nobody mentioned it in the last 24 h"
    assert answer(running, "63.0.3").sentence == "63.0.3: numbers, versions and dates are clues, they never open an alert"


def hour_of_others(people: int, start: float = OUTAGE - 2 * HOUR) -> list[Complaint]:
    """So many people who write about as many things, one after the other over an hour."""
    return [posted(start + HOUR * n / people, f"other{n}", n, f"thing{n} stuff{n}") for n in range(people)]


def explained(texts: Sequence[str], words: str, others: int = 0, **policy: Any) -> Explanation:
    """The answer half an hour after each of these people wrote a text, about a brand of which so many others had written
    hours before."""
    running = engine(**policy)
    people = [posted(OUTAGE + HOUR + 20.0 * n, f"p{n}", others + n, text) for n, text in enumerate(texts)]
    fed(running, [*hour_of_others(others), *people], end=OUTAGE + 1.5 * HOUR)
    return answer(running, words)


def test_a_watched_term_needs_fewer() -> None:
    texts = ("login loops", "login again")
    assert explained(texts, "login", others=25, watched=("login",)).sentence == "login: 2 people in 3 h, needs 3"
    assert explained(texts, "login", others=25).sentence == "login: 2 people in 3 h, needs 5"


@pytest.mark.parametrize(
    ("lang", "texts", "words", "others"),
    [
        ("en", "it crashed twice|crash at start|crashes daily", "crash", "“crashed” and “crashes” count"),
        ("de", "Paket weg|die Lieferung fehlt|Pakete weg|Lieferung weg", "Paket", "“lieferung” and “pakete” count"),
        ("en", "Crash at start|two crashes", "crash", "“crashes” counts"),
        ("en", "crash at start|Crash again", "crash", ""),
    ],
)
def test_a_number_that_counts_other_words_says_so(lang: str, texts: str, words: str, others: str) -> None:
    running = engine()
    written = [
        msgspec.structs.replace(
            posted(OUTAGE + HOUR + 20.0 * n, f"p{n}", 25 + n, text), lang=lang, terms=normalise(text, lang)
        )
        for n, text in enumerate(texts.split("|"))
    ]
    fed(running, [*hour_of_others(25), *written], end=OUTAGE + 1.5 * HOUR)
    counts = f"{words}: {len(written)} people in 3 h, needs 5"
    assert answer(running, words).sentence == counts + (f"; {others} as well" if others else "")


def test_of_a_new_brand_it_says_how_many_that_takes() -> None:
    while_new = "while fewer than 20 others have written about acme"
    five = [f"login loops {n}" for n in range(5)]
    assert explained(five[:2], "login").sentence == f"login: 2 people in 1 h, needs 5 within 1 h {while_new}"
    one = explained([*five, *(f"thing{n}" for n in range(9))], "login")
    assert one.sentence == f"login: 5 of the 14 people who wrote in 1 h, needs 6 of them {while_new}"
    assert one.needs == 6
    running = engine()
    fed(running, [posted(OUTAGE + 60.0 * n, f"p{n}", n, text) for n, text in enumerate(five)], end=OUTAGE + 4 * HOUR)
    assert answer(running, "login").sentence == f"login: nobody in 1 h and 5 people in 24 h, needs 5 within 1 h {while_new}"


def test_a_word_of_every_day_opens_nothing_on_a_new_brand() -> None:
    common = Knowledge(lambda _: {"login": 0.02})
    running = TrendEngine(partial(BrandTrends, config=BrandConfig(), knowledge=common), LATENESS)
    long = [" ".join(f"{first}{second}" for second in "abcdefghijklmnopqrst") for first in "abcdefghi"]
    fed(
        running, [posted(OUTAGE + 20.0 * n, f"p{n}", n, f"login {text}") for n, text in enumerate(long)], end=OUTAGE + 900.0
    )
    assert answer(running, "login").sentence.startswith(
        "login: 9 people in 1 h; so common a word opens nothing while fewer than"
    )


def test_of_a_new_brand_it_says_that_nobody_reports_a_failure() -> None:
    found = explained([f"login question{n}" for n in range(9)], "login")
    assert found.sentence == (
        "login: 9 people in 1 h; 0 say beside it that something fails (“not”, “error”), needs 7 while fewer than 20 others "
        "have written about acme: it may be what all its people write about"
    )
    assert explained([f"login error {n}" for n in range(9)], "login").trend_id


def test_the_words_of_one_text_that_many_post_are_no_reports_of_two() -> None:
    running = engine()
    text = "join the petition against hidden fees of your contract today"
    copies = [posted(OUTAGE + HOUR + 30.0 * n, f"copy{n}", 30 + n, text) for n in range(9)]
    fed(running, [*hour_of_others(30), *copies], end=OUTAGE + 1.2 * HOUR)
    found = answer(running, "petition")
    if not found.trend_id:
        assert found.sentence.endswith("; 7 more people repeat or copy a post of others, which counts apart")
        assert (found.people, found.echo_people) == (2, 7)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("😡", "😡: emoji alone say nothing of what is wrong, they never open an alert"),
        ("!?", "!?: signs alone say nothing of what is wrong, they never open an alert"),
        ("the", "the: everybody uses such words, they never open an alert"),
        ("please fix", "please fix: words of every request say nothing of what is wrong, they never open an alert"),
        ("Papyrion", "Papyrion: the brand's own name is in every mention, it never opens an alert"),
        ("4.2.1", "4.2.1: numbers, versions and dates are clues, they never open an alert"),
        ("Monday", "Monday: numbers, versions and dates are clues, they never open an alert"),
    ],
)
def test_what_never_opens_says_why(words: str, sentence: str) -> None:
    running = engine()
    texts = normalise("please fix the app of papyrion on Monday", "en")
    people = [
        msgspec.structs.replace(posted(OUTAGE + 60.0 * n, f"p{n}", n, "x"), terms=texts, lang="en", brand="papyrion")
        for n in range(4)
    ]
    fed(running, people, end=OUTAGE + HOUR)
    assert answer(running, words).sentence == sentence


def test_an_unknown_brand_has_no_answer_and_asking_changes_nothing(running: TrendEngine) -> None:
    assert running.ask("cartridge", "zenith") == []
    assert running.ask("cartridge", "acme") == running.ask("cartridge")


def test_what_came_since_the_last_decision_is_counted_apart() -> None:
    running = engine()
    people = [posted(OUTAGE + 30.0 * n, f"login{n}", n, "login loops", person=f"p{n % 4}") for n in range(6)]
    running.apply(people)
    (one,) = running.ask("login loops")
    assert one.waiting_people == 4
    assert one.sentence == "login loops: 4 people so far, not decided yet"
    (none,) = running.ask("invoice")
    assert none.waiting_people == 0
    fed(running, [], end=OUTAGE + HOUR)
    (one,) = running.ask("login loops")
    assert (one.people, one.waiting_people) == (4, 0)
    fed(running, [posted(OUTAGE + HOUR + 30.0, "late", 6, "login loops", person="q")], end=OUTAGE + HOUR + 60)
    (one,) = running.ask("login loops")
    assert one.sentence.endswith(" UTC); 1 person since then, not decided yet")


def test_a_young_brand_says_since_when_it_is_known_and_what_is_armed() -> None:
    running = engine()
    running.apply([posted(OUTAGE, "first", 0, "login loops", person="p0")])
    (new,) = running.ask("")
    assert new.sentence == "1 person so far, not decided yet"
    few = [posted(OUTAGE + 60.0 * n, f"more{n}", 1 + n, "login loops", person=f"p{n}") for n in range(3)]
    fed(running, few, end=OUTAGE + 900)
    (young,) = running.ask("")
    assert young.sentence.startswith("first mention ")
    assert young.sentence.endswith(
        " UTC, 3 people; alerts on words are armed (they need 5 people of those who write), "
        "on volume a day after 13 people have written"
    )
    many = [posted(OUTAGE + 960.0 + n, f"many{n}", 4 + n, "hello there", person=f"q{n}") for n in range(12)]
    fed(running, many, end=OUTAGE + HOUR)
    (known,) = running.ask("")
    assert ", 15 people; alerts on words are armed (they need 6 people of those who write), " in known.sentence
    assert "on volume from " in known.sentence
    fed(
        running,
        [posted(OUTAGE + HOUR + 60.0 * n, f"rest{n}", 20 + n, "x", person=f"r{n}") for n in range(9)],
        end=OUTAGE + 3 * HOUR,
    )
    (grown,) = running.ask("")
    assert "; alerts on words are armed, on volume from " in grown.sentence
    fed(running, [], end=OUTAGE + 40 * HOUR)
    (old,) = running.ask("")
    assert old.sentence.partition(", ")[0] == young.sentence.partition(", ")[0]
    assert old.sentence.endswith("; alerts on words and on volume are armed")
