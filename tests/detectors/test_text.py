"""Text to terms, its language, and the masking of personal data."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.text import (
    TERMS_MAX,
    LanguageMemory,
    detect_language,
    is_clue,
    is_code,
    is_emoji,
    is_hashtag,
    is_number,
    is_version,
    mask,
    normalise,
)
from detectors.text.clean import printable
from detectors.text.words import Words


@pytest.mark.parametrize("spelling", ["add-on", "addon", "add-ons", "Addons", "ADD-ONS", "add‑on"])
def test_addon_is_one_term_however_it_is_written(spelling: str) -> None:
    assert normalise(spelling, "en") == ("addon",)


@pytest.mark.parametrize(
    "disguised",
    [
        "f̷̧̛i̵r̸͎e̶f̵o̵x̶ ̷c̷r̷a̸s̸h̶e̴s̷",
        "fi\u200bre\u200dfox cra\ufe0fshes",
        "\u202exoferif\u202c crashes",
        "ｆｉｒｅｆｏｘ　ｃｒａｓｈｅｓ",
        "FIREFOX CRASHES!!!",
        "fire\u00adfox crashes",
        "firefox\x00crashes",
        "@support firefox https://example.org/a?b=c crashes",
    ],
)
def test_decoration_does_not_change_the_terms(disguised: str) -> None:
    assert normalise(disguised, "en") == normalise("firefox crashes", "en")


@pytest.mark.parametrize(
    "nothing", ["", "   ", "😡😡", "https://example.org/x", "?!? ...", "@support", "the of and", "\u200b\ufeff", "👍🏽❤️"]
)
def test_a_text_without_signal_has_no_terms(nothing: str) -> None:
    assert normalise(nothing, "en") == ()


def test_words_of_the_title_weigh_double_and_come_first() -> None:
    assert normalise("cannot print", "en", "Printer offline") == ("printer", "offlin", "printer", "offlin", "print")


def test_every_kind_of_term_is_recognised_by_its_shape() -> None:
    terms = normalise(
        "Flight UA1234 late 40 min, 63.0.3 gives sec_error_unknown_issuer 😡😡 #BrokenAddons 0x80070057", "en"
    )
    assert [t for t in terms if is_number(t)] == ["40", "63.0.3", "0x80070057"]
    assert [t for t in terms if is_version(t)] == ["63.0.3"]
    assert [t for t in terms if is_code(t)] == ["ua1234", "sec_error_unknown_issuer", "0x80070057"]
    assert [t for t in terms if is_emoji(t)] == ["😡"]
    assert [t for t in terms if is_hashtag(t)] == ["#brokenaddons"]
    assert {"broken", "addon", "flight"} <= set(terms)
    assert [t for t in terms if is_clue(t)] == ["40", "63.0.3", "0x80070057"]


def test_elongation_is_shortened_and_numbers_are_not() -> None:
    assert normalise("sooooo slooooow 10000", "en") == normalise("so sloow 10000", "en") == ("sloow", "10000")
    assert normalise("helppppp noooo", "en") == normalise("help no", "en")


def test_names_of_sites_lose_their_ends() -> None:
    assert normalise("facebook.com and www.bbc.co.uk", "en") == ("facebook", "bbc")


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("es", "no puedo abrir las páginas", "las paginas no abren"),
        ("de", "Die Seiten laden nicht", "Seite lädt nicht"),
        ("pt-BR", "extensões desativadas", "a extensão foi desativada"),
        ("cs", "stránky se nenačítají", "stránka se nenačítá"),
        ("ru", "страницы не открываются", "страница не открывается"),
        ("fr", "l'ordinateur plante", "ordinateurs qui plantent"),
        ("ar", "الصفحات لا تفتح", "الصفحة لا تفتح"),
        ("zh", "网页打不开了", "打不开网页"),
        ("ja", "ページが開けません", "ページを開けない"),
        ("th", "เปิดหน้าเว็บไม่ได้", "หน้าเว็บเปิดไม่ได้"),
        ("ko", "페이지가 안 열려요", "페이지를 열 수 없어요"),
        ("hi", "पेज नहीं खुल रहा", "पेज खुल नहीं रहा है"),
    ],
)
def test_two_people_who_say_the_same_share_terms_in_their_language(lang: str, one: str, other: str) -> None:
    assert set(normalise(one, lang)) & set(normalise(other, lang))


def test_tags_of_one_language_are_one() -> None:
    assert normalise("the pages", "en") == normalise("the pages", "en-US") == normalise("the pages", "EN_gb") == ("page",)


def test_strange_language_tags_cannot_push_a_language_out() -> None:
    for i in range(1_000):
        normalise("the pages", f"x{i}")
    began = time.process_time()
    for _ in range(1_000):
        assert normalise("die Seiten", "de-AT-1996-x") == normalise("Seiten", "de")
        assert normalise("the pages", "qq") == ("the", "pages")
    assert time.process_time() - began < 0.5


HOSTILE = {
    "combining marks": "e" + "\u0301\u0316" * 45_000,
    "one character that NFKC makes eighteen": "\ufdfa" * 50_000,
    "one token": "a" * 200_000,
    "many tokens": "a1 " * 100_000,
    "dots": "a." * 100_000,
    "at signs": "a@" * 50_000,
    "plus signs": "a+" * 50_000,
    "hyphens": "a-1" * 50_000,
    "tags": "#a" * 50_000,
    "half links": "http:" * 20_000,
    "digits": "1-" * 50_000,
    "heads of codes": "order no " * 10_000,
    "codes": "order A-A-A-A-" * 10_000,
    "emoji": "😡" * 50_000,
    "flags": "🇩🇪" * 50_000,
    "lone surrogates": "\ud800a" * 50_000,
    "nested": "((((" * 20_000 + "aaaa" * 10_000 + "!",
    "all marks": "".join(chr(c) for c in range(0x300, 0x370)) * 900,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_costs_no_more_than_its_first_part(name: str) -> None:
    began = time.process_time()
    terms = normalise(HOSTILE[name], "en")
    mask(HOSTILE[name])
    detect_language(HOSTILE[name])
    assert time.process_time() - began < 0.5
    assert len(terms) <= TERMS_MAX


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["", "en", "de", "zh", "ar", "xx"]), st.text(max_size=40))
def test_any_text_gives_clean_terms(text: str, lang: str, title: str) -> None:
    terms = normalise(text, lang, title)
    assert all(term and not any(c.isspace() for c in term) for term in terms)
    assert all(c < "\ud800" or c > "\udfff" for term in terms for c in term)
    assert terms == normalise(text, lang, title)
    mask(text).encode()
    detect_language(text)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("write to jane.doe+x@mail.example.org!", "write to [email]!"),
        ("call +44 20 7946 0018 or (555) 010-0199", "call [phone] or [phone]"),
        ("ruf 0301234567 an", "ruf [phone] an"),
        ("appelez le 01.23.45.67.89", "appelez le [phone]"),
        ("card 4111 1111 1111 1111 charged twice", "card [card] charged twice"),
        ("my booking ref is XKJDQZ", "my booking ref is [code]"),
        ("Order #A1-2234 lost", "Order #[code] lost"),
        ("case number: 00812345", "case number: [code]"),
        ("Bestellnummer 12345678 fehlt", "Bestellnummer [code] fehlt"),
    ],
)
def test_personal_data_is_masked(written: str, shown: str) -> None:
    assert mask(written) == shown


@pytest.mark.parametrize(
    "kept",
    [
        "flight UA1234 and LH 400 on 2020-12-31 at 10:30",
        "since 12/31/2020 version 63.0.3 and 10.0.19041.1",
        "error 0x80070057, SEC_ERROR_UNKNOWN_ISSUER, code 404",
        "in order to log in, in case it fails",
        "ORDER ARRIVED LATE",
        "bp-784b0fa2-1234-4257-9729-3ab160181209",
        "build 20181206201918 with 16.04.5 64-bit",
        "40 min to 5 h, 1,000,000 users, $1,234.56",
    ],
)
def test_what_tells_of_the_fault_stays(kept: str) -> None:
    assert mask(kept) == kept


def test_masked_places_are_no_terms() -> None:
    assert normalise("[phone] [email] my [code] card", "en") == ("card",)


def test_what_is_shown_holds_no_control_characters() -> None:
    assert mask("a\x1b[31mb\u202ac\x00d\ud800e\u200bf") == "a [31mbc d ef"


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("a \u202ekcuts si redro ym\u202c today", "a my order is stuck today"),
        ("\u202egro.elpmaxe@em", "[email]"),
        ("\u202ee\u0301fac\u202c", "cafe\u0301"),
        ("\u202eשלום\u202c", "שלום"),
        ("\u202dםולש\u202c", "שלום"),
        ("\u202dorder\u202c", "order"),
        ("\u202eeno\ntwo", "one two"),
    ],
)
def test_what_a_direction_override_shows_backwards_is_read_as_it_is_seen(stored: str, seen: str) -> None:
    assert mask(stored).replace("\n", " ") == seen
    assert normalise(stored, "en") == normalise(seen, "en")


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("en", "I cannot open any page since the update"),
        ("de", "Seit dem Update kann ich keine Seiten mehr öffnen"),
        ("es", "No puedo abrir ninguna página desde la actualización"),
        ("ja", "アップデート以来ページが開けません"),
        ("ar", "لا أستطيع فتح أي صفحة منذ التحديث"),
    ],
)
def test_the_language_of_a_sentence_is_recognised(lang: str, written: str) -> None:
    assert detect_language(written) == lang
    assert detect_language(written.upper()) == lang


def test_a_clear_beginning_decides_and_an_unclear_one_has_the_rest_read() -> None:
    german = "Seit dem letzten Update kann ich auf meinem Telefon keine einzige Seite mehr öffnen. "
    english = "I cannot open any page on my phone since the last update, and nobody answers. "
    assert detect_language(german + english) == "de"
    assert detect_language("ok. hmm 12:30 @anna 24/7 https://example.org/a/b/c/d/e 2.0 " + german) == "de"
    assert detect_language("ok. hmm 12:30 @anna 24/7 https://example.org/a/b/c/d/e 2.0 " + english) == "en"


def test_a_few_words_count_as_the_language_that_is_usual_there() -> None:
    assert detect_language("") == detect_language("123 !") == ""
    assert detect_language("firefox crash", {"en": 1.0}) == "en"
    assert detect_language("Seit dem Update kann ich keine Seiten mehr öffnen", {"en": 0.97, "de": 0.03}) == "de"


def test_a_source_is_remembered_by_the_language_it_writes() -> None:
    memory = LanguageMemory()
    for _ in range(30):
        assert memory.learn_language("I cannot open any page since the last update of the browser") == "en"
    assert memory.learn_language("video hotkeys") == "en"
    assert memory.learn_language("Seit dem Update kann ich leider keine Seiten mehr öffnen") == "de"


def test_runs_of_combining_marks_are_capped_wherever_they_stand() -> None:
    acute, hat = "\u0301", "\u0302"
    assert printable(f"e{acute * 31} and o{hat * 30}") == f"e{acute * 30} and o{hat * 30}"
    assert printable("日本" * 40 + hat * 40) == "日本" * 40 + hat * 30


@pytest.mark.parametrize("lang", ["en", "de", "ru", "ja", "th", ""])
def test_the_words_of_a_dictionary_give_the_same_terms_together_as_one_by_one(lang: str) -> None:
    listed = [
        *(
            "printers",
            "the",
            "add-on",
            "sooooo",
            "naïve",
            "l'imprimante",
            "принтеры",
            "не",
            "drucker",
            "63.0",
            "a",
            "co_op",
        ),
        *("ストレス", "พิมพ์ไม่ได้", "straße", "Printer", "e.g", "x" * 60, "ok\u0301"),
    ]
    assert list(Words(lang).of_each(listed)) == [Words(lang)[word] for word in listed]
