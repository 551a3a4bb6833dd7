"""What is a copy of what: in any order, under digits, letter by letter; and what somebody says beside a known text."""

from __future__ import annotations

from random import Random

import pytest

from detectors.engine.copies import VOICES, Copies, holds_text
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
    additions = [
        "card declined three times yesterday evening",
        "parcel never arrived although marked delivered",
        "voicemail deletes every greeting overnight since June",
    ]
    held = [copies.add(copies.marked(post(n, f"{form} {one}"), lambda _: 0.01)) for n, one in enumerate(additions)]
    assert not any(one.copied for one in held)
    assert set(held[1].terms) == set(normalise(additions[1], "en"))
    assert "browser" not in held[2].terms


def test_who_adds_a_remark_about_anything_but_a_fault_still_posts_the_text() -> None:
    text = f"{CALLS['en']}, ask everybody in your street about lost interest"
    remarks = (
        "garden parties cooking season",
        "library pictures football noise",
        "checkout closes with error forty, basket lost",
    )
    copies = Copies()
    held = [copies.add(copies.marked(post(n, f"{one}. {text}"), lambda _: 0.01)) for n, one in enumerate(remarks)]
    assert [one.template for one in held] == ["", "p0", ""]
    assert "bonus" not in {*held[1].terms, *held[2].terms}


LONG_REMARKS = {
    "en": ("my cousin prefers gardening near old castles", "library pictures football noise weather", "tea with lemon"),
    "de": ("meine Cousine mag Gärten neben alten Burgen", "Wetter Musik Fußball Nachbarn Kino", "Tee mit Zitrone"),
    "es": ("mi prima prefiere jardines junto a castillos", "música fútbol tiempo vecinos cine", "té con limón"),
    "ru": ("моя сестра любит сады около старых замков", "погода музыка футбол соседи кино", "чай с лимоном"),
    "ja": ("いとこは古いお城の庭が好きです", "天気と音楽と近所の映画館", "レモンティー"),
}
JAPANESE = "もうこの会社には貯金を預けないでください、今日すぐに公正な銀行へ乗り換えて歓迎ボーナスを受け取りましょう"


@pytest.mark.parametrize("lang", LONG_REMARKS)
def test_whatever_long_remark_stands_before_or_behind_a_text_it_is_known(lang: str) -> None:
    text, remarks = CALLS.get(lang, JAPANESE), LONG_REMARKS[lang]
    copies = Copies()
    texts = [f"{remarks[0]}. {text}", f"{text}. {remarks[1]}", f"{remarks[2]}. {text}"]
    held = [copies.add(copies.marked(post(n, one, lang), lambda _: 0.01)) for n, one in enumerate(texts)]
    assert [one.template for one in held] == ["", "p0", "p0"]


def test_people_who_describe_one_fault_at_length_are_no_copies() -> None:
    texts = [
        "since the update this morning the app closes as soon as I open my basket, on two phones",
        "as soon as I open my basket the app closes, I tried it three times since the update",
        "app closes when opening the basket since the update, my wife has the same on her tablet",
        "the update broke it: open the basket and the app closes, nothing helps, not even a restart",
    ]
    posts = [post(n, text) for n, text in enumerate(texts)]
    assert not any(holds_text(one, other) for one in posts for other in posts if one is not other)


def test_a_language_that_is_none_is_not_believed() -> None:
    text = CALLS["en"]
    assert [language_of(one, text) for one in ("xx", "zz", "q", "", "und", "qab")] == ["en"] * 6
    assert language_of("xx", "123") == "xx"


def test_a_language_that_the_text_is_not_in_is_not_believed() -> None:
    text = CALLS["en"]
    assert [language_of(one, text) for one in ("de", "ja", "tlh", "iw", "es-MX")] == ["en"] * 5
    assert [language_of(one, text) for one in ("en", "en-GB")] == ["en", "en-GB"]
    # Neither a few words nor names, nor a text with words of both, say what language they are in.
    assert language_of("de", "cannot log in") == "de"
    assert language_of("nl", "Acme Router Deluxe Max Wifi Modem Kabel") == "nl"
    assert language_of("de", "seit heute kommt beim Login nur noch the page you are looking for is not available") == "de"
    assert language_of("ja", "ログインできません、何度やってもエラーになります") == "ja"


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


ADVERT = "get your money back at quickrefunds today, a thousand customers were refunded within a week"
QUOTED = [
    "our connection does not work on the old tablet as well",
    "the line here keeps failing although yesterday it was fine",
    "Hello, the router just spins for ever no matter what I click",
    "broadband went dead in the north of town",
]


@pytest.mark.parametrize("marks", ['""', "“”", "„“", "«»"])
def test_an_advert_is_a_copy_whatever_it_quotes(marks: str) -> None:
    assert copied([f"{marks[0]}{quoted}{marks[1]} {ADVERT}" for quoted in QUOTED]) == [False, False, True, True]


def test_who_quotes_a_message_in_words_of_their_own_is_no_copy() -> None:
    additions = [
        'since the update my tablet shows "the page you are looking for is not available" on every second link',
        'no payment goes through, "the page you are looking for is not available" comes up behind the basket',
        '"the page you are looking for is not available" whenever I open my invoices or the contract overview',
    ]
    assert not any(copied(additions))


def test_a_text_with_another_letter_changed_in_each_is_one() -> None:
    text = CALLS["en"]
    forged = [text.replace("provider", "trovider"), text.replace("trust", "truut"), text.replace("savings", "sagings")]
    forged += [text.replace("trust Acme", "trustoAcme"), text.replace("switch", "swich"), text.replace("fair", "fairr")]
    assert copied(forged) == [False, False, True, True, True, True]
