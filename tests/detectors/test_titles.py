"""What may be a title and what may not, kind by kind, in several languages; all texts are made up."""

from __future__ import annotations

import pytest

from detectors.evaluation.worlds import BRAND
from detectors.explain import title_of
from detectors.facts import unknown_share
from detectors.post import Post
from detectors.text import normalise
from detectors.verdict import Context
from detectors.verdict.judge import judge
from tests.hostile_streams import calls

# Of each language: what five people report, then what is written beside it and is no title: that it works again, thanks, a
# signature, a question about something else.
REPORTS = {
    "en": (
        "The garden gate opener does not react any more|Gate opener dead, the gate stays shut"
        "|my gate opener stopped reacting|gate opener does nothing since noon|Opener of the gate dead",
        "Gate opener works again|Thank you so much for the gate opener|Kind regards, the gate opener family"
        "|Does the gate opener come in green?",
    ),
    "de": (
        "Der Toröffner reagiert nicht mehr|Toröffner tot, das Tor bleibt zu|mein Toröffner reagiert nicht"
        "|Toröffner macht seit Mittag nichts mehr|Toröffner tot seit heute",
        "Toröffner geht wieder|Vielen Dank für den Toröffner|Mit freundlichen Grüßen, Familie Toröffner"
        "|Gibt es den Toröffner auch in Grün?",
    ),
    "es": (
        "El portón eléctrico no responde|portón eléctrico muerto desde hoy|mi portón eléctrico no abre"
        "|el portón eléctrico no hace nada|portón eléctrico bloqueado, no abre",
        "El portón eléctrico ya funciona|Gracias por el portón eléctrico|Saludos cordiales, portón eléctrico"
        "|¿Hay portón eléctrico en color verde?",
    ),
    "fr": (
        "Le portail électrique ne répond plus|portail électrique mort depuis midi|mon portail électrique ne s'ouvre pas"
        "|le portail électrique ne fait rien|portail électrique bloqué, rien ne marche",
        "Le portail électrique remarche|Merci pour le portail électrique|Cordialement, portail électrique"
        "|Le portail électrique existe en vert ?",
    ),
    "ru": (
        "Ворота с пультом не открываются|пульт ворот не работает|ворота не реагируют на пульт"
        "|пульт от ворот умер, ворота закрыты|ворота с пульта не открыть",
        "Пульт ворот снова работает|Спасибо за пульт ворот|С уважением, пульт ворот|Есть ли пульт ворот зелёного цвета?",
    ),
}


def posts_of(texts: list[str], lang: str = "en", first: int = 0) -> list[Post]:
    return [
        Post(f"m{first + i}", 60.0 * i, f"p{first + i}", text, normalise(text, lang), lang=lang)
        for i, text in enumerate(texts)
    ]


def titled(posts: list[Post]) -> str:
    return title_of(posts, judge(posts, Context(brand=BRAND)), unknown_share, BRAND, words=normalise)


@pytest.mark.parametrize("lang", REPORTS)
@pytest.mark.parametrize("unfit", range(4), ids=["recovery", "thanks", "signature", "question"])
def test_a_title_reports_what_is_wrong(lang: str, unfit: int) -> None:
    reports, others = (some.split("|") for some in REPORTS[lang])
    # It is written first, and by more people than one; a question by one.
    posts = posts_of([others[unfit]] * (1 if unfit == 3 else 2), lang) + posts_of(reports, lang, first=2)
    assert titled(posts) in reports


@pytest.mark.parametrize("lang", REPORTS)
def test_a_title_is_in_the_language_of_most(lang: str) -> None:
    reports, _ = (some.split("|") for some in REPORTS[lang])
    other = "en" if lang != "en" else "fr"
    posts = posts_of(reports, lang) + posts_of(REPORTS[other][0].split("|")[:2], other, first=5)
    assert titled(posts) in reports


def test_what_most_say_comes_before_what_some_of_them_name() -> None:
    texts = [
        "Robovac and Sweepy stopped at noon, cannot start either",
        "Robovac says my gadgets are not verified",
        "All my gadgets stopped at once",
        "Robovac dead, gadgets all gone",
        "None of the gadgets start any more",
        "gadgets stopped, every one of them",
        "Why do all gadgets refuse to start?",
    ]
    assert "gadgets" in titled(posts_of(texts))
    assert "Robovac" not in titled(posts_of(texts))


def test_a_text_whose_language_is_not_known_may_give_the_title() -> None:
    posts = posts_of(["Till shows 'no carrier' in both our shops"]) + [
        Post(f"r{i}", 90.0, f"r{i}", "+1", normalise("Till shows 'no carrier' in both our shops", "en")) for i in range(4)
    ]
    assert titled(posts) == "Till shows 'no carrier' in both our shops"


def test_two_words_are_a_title_where_nobody_writes_three_and_words_stand_where_nobody_writes_a_sentence() -> None:
    assert titled(posts_of(["PUMP DEAD!!!", "pump dead", "Pump dead.", "pump dead?"])).casefold().startswith("pump dead")
    long = [
        f"{filler} the pump is dead and" + " and so on" * 9 for filler in ("first of all as I see it", "well then you know")
    ]
    assert "pump" in titled(posts_of(long))


def test_a_second_sentence_is_taken_where_the_first_is_none() -> None:
    start = "Well then as a customer of thirty years or so now I never thought that I would write anything like this to you"
    posts = posts_of([f"{start}. Card reader stays dark {when}." for when in ("today", "since noon", "at my till")])
    assert titled(posts).startswith("Card reader stays dark")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("@acme needs to hire more drivers {}", "Acme needs to hire more drivers"),
        ("@acme has lost all our parcels {}", "Acme has lost all our parcels"),
        ("@acme hat alle Pakete verloren {}", "Acme hat alle Pakete verloren"),
        ("@acme cannot reach your drivers {}", "cannot reach your drivers"),
        ("@acme is there a strike of drivers {}?", "is there a strike of drivers"),
        ("@acme no puedo ver mis paquetes {}", "no puedo ver mis paquetes"),
        ("@acme não consigo ver os pacotes {}", "não consigo ver os pacotes"),
    ],
)
def test_the_name_stays_where_the_sentence_is_about_it(text: str, title: str) -> None:
    posts = posts_of([text.format("now " * n).strip() for n in range(4)])
    found = title_of(posts, judge(posts, Context(brand="Acme")), unknown_share, "Acme", words=normalise)
    assert found.startswith(title)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            'It downloads files even when "open" is selected and not "save" {}',
            'It downloads files even when "open" is selected and not "save"',
        ),
        ("Re: RE: the printer stays dark {}", "the printer stays dark"),
        (
            "If my flight has been cancelled, then nobody answers here {}",
            "If my flight has been cancelled, then nobody answers here",
        ),
    ],
)
def test_a_title_is_whole(text: str, title: str) -> None:
    """Short words in quotation marks are no quotation, and a condition alone is no sentence."""
    assert titled(posts_of([text.format("now " * n).strip() for n in range(4)])).startswith(title)


@pytest.mark.parametrize(
    ("lang", "texts", "title"),
    [
        # What happened to one of them beside it is cut off, where the rest stands by itself.
        (
            "en",
            "The kettle lid does not close and my uncle burnt his thumb on Sunday|kettle lid, will it ever close?"
            "|lid open all the time on this kettle|My kettle: lid is loose|lid of the kettle",
            "The kettle lid does not close",
        ),
        (
            "de",
            "Der Deckel vom Kocher schließt nicht und mein Onkel hat sich verbrannt|wann schließt der Deckel vom Kocher je?"
            "|Deckel beim Kocher offen|mein Kocher schließt kaum: Deckel|Kocher Deckel",
            "Der Deckel vom Kocher schließt nicht",
        ),
        # The name of a place that one of them gives comes after what all of them say.
        (
            "en",
            "Kettle lids broken in Shrewsbury since Easter|Kettle lid is broken|kettle, broken lid here too"
            "|Broken lid on the kettle of my aunt|the kettle has a broken lid",
            "Kettle lid is broken",
        ),
        # A subject that says nothing is followed by what does.
        (
            "en",
            "A question to you. Kettle lid does not close|Hello there once more. I was at your shop. Kettle lid won't close"
            "|To your manager please. My kettle has a lid which does not close at all, will you swap it for me or what now"
            "|About the order in May. Kettle lid again",
            "Kettle lid does not close",
        ),
        # Of a long story the part that says what fails.
        (
            "en",
            "I bought this for my wedding in May and wrote to all how lovely it is, but the kettle lid never stays shut"
            "|Let me tell you from the beginning how my aunt came to buy it, because the kettle lid won't stay shut at all"
            "|So we come home on a cold evening after two long trains and want tea, and the kettle lid does not stay shut",
            "the kettle lid never stays shut",
        ),
    ],
)
def test_a_title_holds_what_the_others_say_and_little_that_one_customer_adds(lang: str, texts: str, title: str) -> None:
    assert titled(posts_of(texts.split("|"), lang)) == title


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        ("Kettle lid broken at Elm Street|Kettle lid broken at once|lid of the kettle", "Kettle lid broken at once"),
        ("kettle lid broken since 6am|kettle lid broken since then|lid of the kettle", "kettle lid broken since then"),
        ("KETTLE LID IS BROKEN|kettle lid is broken|lid of the kettle", "kettle lid is broken"),
        # All of them name the place.
        ("Kettle lid broken at Elm Street|lid, Elm Street|Elm Street kettle: lid", "Kettle lid broken at Elm Street"),
    ],
)
def test_a_name_or_number_of_one_of_them_is_left_out_where_another_says_the_same(texts: str, title: str) -> None:
    assert titled(posts_of(texts.split("|"))) == title


@pytest.mark.parametrize(
    "unfit",
    [
        "The kettle lid no longer sticks, thanks",
        "Thanks for nothing, kettle lid does not close",
        "Can I close the kettle lid without tools, or not?",
        "The kettle lid closes again, no more trouble",
    ],
)
def test_no_part_is_left_of_a_sentence_that_thanks_asks_or_says_that_it_is_over(unfit: str) -> None:
    texts = [unfit, "lid of my kettle stays open", "Kettle lid is loose", "loose lid on a kettle", "kettle: open lid"]
    assert titled(posts_of(texts)) not in unfit


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("the kettle lid is broken #kettle #fail {} 😭", "the kettle lid is broken"),
        ("the #kettle lid is broken!!!!! {}", "the kettle lid is broken!"),
        ("the kettle lid is broken 🙄😡 {}", "the kettle lid is broken"),
    ],
)
def test_tags_and_cries_are_no_part_of_a_title(text: str, title: str) -> None:
    assert titled(posts_of([text.format("#tea" * (n > 1)).strip() for n in range(4)])) == title


@pytest.mark.parametrize(
    "piece", ["not ok, ", " and", "#b ", '"lid ', "not it is. ", "!?", " " * 9, "if when, ", "不行，", "no lid - "]
)
def test_a_title_costs_no_more_than_in_proportion_to_what_is_written(piece: str) -> None:
    def cost(times: int) -> float:
        posts = posts_of([f"kettle lid {piece * times} kettle lid {n}" for n in range(20)])
        verdict = judge(posts, Context(brand=BRAND))
        return calls(lambda: print(end=title_of(posts, verdict, unknown_share, BRAND, words=normalise)[:0]))

    assert cost(1_000) < 2.5 * cost(500)
