"""A short text that could be in several languages is in the one that the brand's people write in."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from detectors.engine.languages import CHARACTERS_MAX, POSTS_MIN, Languages
from detectors.mention import Complaint, Quoted
from detectors.post import Post
from detectors.text import normalise


def written(text: str, lang: str, *, found: bool = True, title: str = "", quoted: Quoted | None = None) -> Complaint:
    terms = normalise(text, lang)
    return Complaint(0, 1, "m", "acme", 1.0, "p", text, terms, title=title, quoted=quoted, lang=lang, lang_found=found)


def a_day_in(*langs: str) -> list[Post]:
    return [Post(f"{n}", float(n), f"p{n}", "", (), lang=lang) for n, lang in enumerate(langs)]


PORTUGUESE = a_day_in(*["pt"] * 18, "es", "en")


def settled(complaint: Complaint, posts: Iterable[Post] = PORTUGUESE) -> Complaint:
    return Languages(posts).settled(complaint)


@pytest.mark.parametrize("taken_for", ["es", ""])
def test_three_words_are_in_the_language_of_everybody_else(taken_for: str) -> None:
    complaint = settled(written("o app fecha sozinho", taken_for))
    assert complaint.lang == "pt"
    assert complaint.terms == normalise("o app fecha sozinho", "pt")


def test_who_clearly_writes_in_another_language_does() -> None:
    spanish = written("la aplicación se cierra sola desde ayer", "es")
    assert settled(spanish) is spanish


def test_a_language_that_the_producer_names_stands() -> None:
    named = written("o app fecha sozinho", "es", found=False)
    assert settled(named) is named


@pytest.mark.parametrize(
    "posts",
    [(), a_day_in(*["pt"] * (POSTS_MIN - 1)), a_day_in(*["pt"] * 9, *["es"] * 10), a_day_in(*[""] * 20)],
    ids=["nobody wrote", "too few wrote", "they write in another as often", "nobody knows what they write in"],
)
def test_of_a_brand_without_a_language_of_its_own_the_text_decides(posts: list[Post]) -> None:
    complaint = written("o app fecha sozinho", "es")
    assert settled(complaint, posts) is complaint


def test_a_long_text_is_in_the_language_that_was_found_in_it() -> None:
    text = "o app fecha sozinho " * (1 + CHARACTERS_MAX // 20)
    found, unknown = written(text, "es"), written(text, "")
    assert settled(found) is found
    assert settled(unknown).lang == "pt"


def test_a_text_with_a_title_or_a_quote_keeps_its_words() -> None:
    for complaint in (
        written("o app fecha", "es", title="app"),
        written("o app fecha", "es", quoted=Quoted("ana", "o app fecha")),
    ):
        assert settled(complaint) is complaint


def test_a_signature_is_no_word_of_it() -> None:
    complaint = settled(written("o app fecha sozinho\n\nSent from my iPhone", ""))
    assert complaint.terms == normalise("o app fecha sozinho", "pt")


def test_what_left_counts_no_more() -> None:
    languages = Languages(PORTUGUESE)
    for post in PORTUGUESE:
        languages.remove(post)
    for post in a_day_in(*["es"] * POSTS_MIN):
        languages.add(post)
    complaint = written("o app fecha sozinho", "")
    assert languages.settled(complaint).lang == "es"


def test_a_language_that_its_words_say_stands() -> None:
    lithuanian = written("Negaliu prisijungti", "lt")
    assert settled(lithuanian) is lithuanian
