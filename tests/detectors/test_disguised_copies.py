"""What is a copy of what: in any order, under digits, letter by letter; and what somebody says beside a known text."""

from __future__ import annotations

from random import Random

import pytest

from detectors.engine.copies import VOICES, Copies
from detectors.evaluation.attacks import run, stream_of
from detectors.post import Post
from detectors.text import normalise
from detectors.text.language import language_of
from detectors.verdict.near_duplicates import same_text
from stream.config.load import load
from stream.engines.factory import EngineFactory

CALLS = {
    "en": "Never trust Acme with your savings again, switch to a fair provider and get a welcome bonus here",
    "de": "Vertraut Acme nie wieder eure Ersparnisse an, wechselt zu einem fairen Anbieter und holt euch hier den Bonus",
    "es": "Nunca confíes tus ahorros a Acme, cambia hoy a un proveedor honesto y recibe aquí una bonificación enorme",
    "ru": "Никогда больше не доверяйте сбережения компании, переходите к честному банку и получите приветственный бонус",
}
DIGITS = str.maketrans("aeiostl", "4310571")


def post(number: int, text: str, lang: str = "en") -> Post:
    return Post(f"p{number}", float(number), f"person {number}", text, normalise(text, lang), lang=lang)


def copied(texts: list[str], lang: str = "en") -> list[bool]:
    copies = Copies()
    return [copies.add(copies.marked(post(n, text, lang), lambda _: 0.01)).copied for n, text in enumerate(texts)]


@pytest.mark.parametrize("lang", CALLS)
def test_a_text_in_any_order_of_its_words_is_one(lang: str) -> None:
    chance, texts = Random(1), []
    for number in range(12):
        words = [*CALLS[lang].replace(",", "").split(), f"nr{number}"]
        chance.shuffle(words)
        texts.append(" ".join(words))
    assert copied(texts, lang) == [False] * VOICES + [True] * (12 - VOICES)


def test_digits_for_letters_hide_no_copy() -> None:
    chance = Random(1)
    texts = ["".join(c.translate(DIGITS) if chance.random() < 0.5 else c for c in CALLS["en"]) for _ in range(12)]
    assert copied(texts) == [False] * VOICES + [True] * (12 - VOICES)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_letters_that_stand_alone_hide_no_copy(lang: str) -> None:
    texts = [sign.join(CALLS[lang]) for sign in (" ", ".", "-", " . ", " ", "-")]
    assert copied(texts, lang) == [False] * VOICES + [True] * (len(texts) - VOICES)


def test_people_with_one_fault_and_codes_are_no_copies() -> None:
    texts = [
        "the app stops with E83 after the update to 4.1.7",
        "error E83 whenever I try to pay by card",
        "since 4.1.7 the checkout ends in E83",
        "E83 again, third time today, my order is gone",
        "cannot log in at all, it says E83 and closes",
        "h264 playback and mp3s are broken since 4.1.7, it shows E83",
    ]
    assert not any(copied(texts))


def test_beside_a_known_text_only_what_is_added_counts() -> None:
    form = "sent via contact form browser version page visited customer number message follows"
    copies = Copies()
    said = [
        "card declined three times yesterday evening",
        "parcel never arrived although marked delivered",
        "voicemail deletes every message overnight since June",
    ]
    held = [copies.add(copies.marked(post(n, f"{form} {one}"), lambda _: 0.01)) for n, one in enumerate(said)]
    assert not any(one.copied for one in held)
    assert set(held[1].terms) == set(normalise(said[1], "en"))
    assert "browser" not in held[2].terms


def test_a_language_that_is_none_is_not_believed() -> None:
    text = CALLS["en"]
    claimed = ("xx", "zz", "q", "", "und", "qab", "de", "en-GB", "tlh", "iw")
    assert [language_of(one, text) for one in claimed] == ["en"] * 6 + ["de", "en-GB", "tlh", "iw"]
    assert language_of("xx", "123") == "xx"


@pytest.mark.parametrize("attack", ["digits for letters", "spelled out", "shuffled copies"])
def test_sixty_accounts_with_one_disguised_text_send_no_message(attack: str) -> None:
    outcome = run(EngineFactory.of(load({})).build(), *stream_of(attack, 1, with_incident=False))
    assert outcome.false == 0


def test_a_template_of_words_under_digits_is_one_long_text() -> None:
    chance, copies, held = Random(1), Copies(), []
    for number in range(6):
        text = "".join(c.translate(DIGITS) if chance.random() < 0.5 else c for c in CALLS["en"])
        held.append(copies.add(copies.marked(post(number, text), lambda _: 0.01)))
    # Its first post is only known by those that follow.
    assert same_text(held).posts >= 5
