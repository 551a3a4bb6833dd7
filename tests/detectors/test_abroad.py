"""One fault in two languages: the same when most of both name the same thing, unusually often."""

from __future__ import annotations

import pytest

from detectors.facts import UsualShare
from detectors.post import Post
from detectors.text import normalise
from detectors.trends.abroad import is_same_abroad

ENGLISH = ("InkWell login is down", "cannot sign in to InkWell", "InkWell: invalid session every time")
GERMAN = ("InkWell Anmeldung geht nicht", "komme nicht in InkWell rein", "InkWell sagt Sitzung abgelaufen")


def posts(texts: tuple[str, ...], lang: str, people: int = 3) -> list[Post]:
    return [
        Post(
            id=f"{lang}{number}",
            at=float(number),
            person=f"{lang}{number % people}",
            text=text,
            terms=normalise(text, lang),
            lang=lang,
        )
        for number, text in enumerate(texts)
    ]


def usually(**shares: float) -> UsualShare:
    return lambda term: shares.get(term, 0.0001)


def test_reports_in_two_languages_that_name_one_thing_are_one_fault() -> None:
    """Stems differ by language: `inkwel` and `inkwell`."""
    assert is_same_abroad(posts(GERMAN, "de"), posts(ENGLISH, "en"), usually(inkwel=0.03, inkwell=0.03))
    assert is_same_abroad(posts(ENGLISH, "en"), posts(GERMAN, "de"), usually(inkwel=0.03, inkwell=0.03))


def test_a_name_that_people_use_anyway_says_nothing() -> None:
    assert not is_same_abroad(posts(GERMAN, "de"), posts(ENGLISH, "en"), usually(inkwel=0.2, inkwell=0.03))


def test_within_one_language_a_name_is_not_enough() -> None:
    others = ("InkWell charged me twice", "InkWell invoice is wrong", "InkWell takes money twice")
    assert not is_same_abroad(posts(others, "en"), posts(ENGLISH, "en"), usually())


@pytest.mark.parametrize(
    ("texts", "lang", "people"),
    [
        (("Drucker geht nicht", "Rechnung falsch", "InkWell Abo"), "de", 3),
        (GERMAN, "", 3),
        (GERMAN, "de", 2),
        ((), "de", 3),
        (("4.2.1 geht nicht", "4.2.1 stürzt ab", "seit 4.2.1 nichts"), "de", 3),
    ],
)
def test_without_a_name_a_language_or_people_nothing_is_the_same(texts: tuple[str, ...], lang: str, people: int) -> None:
    english = (*ENGLISH, "4.2.1 is broken", "since 4.2.1", "4.2.1 crashes")
    assert not is_same_abroad(posts(texts, lang, people), posts(english, "en", 6), usually())
