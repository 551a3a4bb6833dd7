"""What a mention and a trend are for: to complain, to ask, to suggest, to praise; held against 200 texts marked by hand."""

from __future__ import annotations

import gzip
from collections import Counter
from functools import cache
from hashlib import blake2b
from pathlib import Path

import orjson
import pytest
from msgspec.structs import replace

from detectors.intent import Intent, intent_of, intent_of_trend
from detectors.mention import Basis
from detectors.post import Post
from detectors.text import language_of
from detectors.text.automatic import is_automatic
from detectors.verdict.judge import judge
from stream.screens import load_screen

SHARED = Path(__file__).parents[3] / "shared" / "data"
FIXTURES = Path(__file__).parents[1] / "fixtures"
MARKED: dict[str, dict[str, list[str]]] = orjson.loads((FIXTURES / "intents.json").read_bytes())
UNSEEN: dict[str, dict[str, list[str]]] = orjson.loads((FIXTURES / "intents-unseen.json").read_bytes())
LATER: dict[str, dict[str, list[str]]] = orjson.loads((FIXTURES / "intents-later.json").read_bytes())
"""The same of texts that no list was written with in view, marked in two sittings. By file and intent the hashes of texts,
whose words stay where they are; `none` is talk that is for none of these."""


@cache
def marked() -> list[tuple[str, str]]:
    return texts_of(MARKED)


def texts_of(fixture: dict[str, dict[str, list[str]]]) -> list[tuple[str, str]]:
    """The marked texts with their marks; those of the forum have their title in front."""
    found = []
    for name, marks in fixture.items():
        mark_of = {ident: mark for mark, idents in marks.items() for ident in idents}
        with gzip.open(SHARED / f"{name}.jsonl.gz", "rb") as lines:
            for row in map(orjson.loads, lines):
                text = row["text"] if name != "firefox-2018-2022" else f"{row.get('title') or ''} | {row['text']}"
                if mark := mark_of.pop(blake2b(text.encode(), digest_size=6).hexdigest(), ""):
                    found.append((text, mark))
    return found


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is absent: the marked texts are not published")
def test_the_marked_texts_are_for_what_their_reader_says() -> None:
    screen = load_screen()
    found = Counter((mark, intent_of(text, screen.score(text), Basis.MODEL).value) for text, mark in marked())
    assert found.total() > 195
    of_a_kind = {mark: sum(many for (one, _), many in found.items() if one == mark) for mark in (*Intent, "none")}
    right = {one: found[one, one] / of_a_kind[one] for one in map(str, Intent)}
    assert sum(found[one, one] for one in map(str, Intent)) / (found.total() - of_a_kind["none"]) >= 0.7
    assert right["suggestion"] >= 0.8
    assert right["praise"] >= 0.7
    assert right["complaint"] >= 0.75
    called = sum(many for (_, one), many in found.items() if one == "suggestion")
    assert found["suggestion", "suggestion"] / called >= 0.55, "no more than half of the others among suggestions"


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is absent: the marked texts are not published")
def test_texts_that_no_list_was_written_for_are_read_as_well() -> None:
    screen = load_screen()
    found = Counter((mark, intent_of(text, screen.score(text), Basis.MODEL).value) for text, mark in texts_of(UNSEEN))
    assert found.total() == 64
    of_none = sum(many for (mark, _), many in found.items() if mark == "none")
    assert sum(found[one, one] for one in map(str, Intent)) / (found.total() - of_none) >= 0.75
    called = sum(many for (mark, _), many in found.items() if mark == "question")
    assert found["question", "question"] / called >= 0.5


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is absent: the marked texts are not published")
def test_three_in_four_of_two_hundred_that_were_marked_later_are_read_right() -> None:
    """As intake reads them: in the language that they look like, which the screen may not have learned."""
    screen = load_screen()
    found: Counter[tuple[str, str]] = Counter()
    for text, mark in texts_of(LATER):
        lang = language_of("", text)
        basis = Basis.MODEL if screen.knows(lang) else Basis.UNKNOWN
        found[mark, intent_of(text, screen.score(text, lang), basis).value] += 1
    of_none = sum(many for (mark, _), many in found.items() if mark == "none")
    assert (found.total(), of_none) == (288, 86)
    assert sum(found[one, one] for one in map(str, Intent)) / 202 >= 0.75
    assert found["question", "question"] >= 13, "of 16"


WRITTEN: dict[str, list[tuple[str, str, str]]] = orjson.loads((FIXTURES / "intent-texts.json").read_bytes())
"""Language, intent and text of what was written before the lists were: part in view of who wrote them, part held back."""


@pytest.mark.parametrize("half", ["in_view", "held_back", "written_later"])
def test_short_texts_in_forty_languages_are_for_what_they_were_written_for(half: str) -> None:
    screen = load_screen()
    found: Counter[tuple[str, str]] = Counter()
    for _, meant, text in WRITTEN[half]:
        lang = language_of("", text)
        basis = Basis.MODEL if screen.knows(lang) else Basis.UNKNOWN
        automatic = is_automatic(text, "")
        found[meant, Intent.AUTOMATIC if automatic else intent_of(text, screen.score(text, lang), basis).value] += 1
    right = sum(many for (meant, one), many in found.items() if meant == one)
    assert right / found.total() >= 0.88
    for intent in ("question", "suggestion", "complaint"):
        written = sum(many for (one, _), many in found.items() if one == intent)
        assert found[intent, intent] / written >= 0.9
    called = sum(many for (_, one), many in found.items() if one == "question")
    assert found["question", "question"] / called >= 0.9


SUGGESTIONS = {
    "en": "You should open a store in Leeds",
    "de": "Wäre schön, wenn es einen Dunkelmodus gäbe",
    "fr": "Ce serait bien d'avoir un mode sombre",
    "es": "Estaría bien tener un modo oscuro",
    "pt": "Seria ótimo ter um modo escuro",
    "it": "Sarebbe utile un tema scuro",
    "nl": "Zou handig zijn als er een donkere modus was",
    "sv": "Vore bra om det fanns ett mörkt läge",
    "pl": "Fajnie by było mieć tryb ciemny",
    "ru": "Было бы здорово иметь тёмную тему",
    "tr": "Karanlık mod olsa iyi olur",
    "ja": "ダークモードを追加してほしい",
    "zh": "希望增加夜间模式",
    "ko": "다크 모드를 추가해주세요",
    "ar": "أتمنى إضافة الوضع الليلي",
    "hi": "डार्क मोड हो तो अच्छा होगा",
}
QUESTIONS = (
    "Is it down for anyone else?",
    "Wo ist meine Bestellung?",
    "いつ届きますか",
    "هل التطبيق معطل؟",
    "快递什么时候到？",
    "How do I change my seat",
    "Should I call daily or wait? I leave on Monday.",
    "Weiß jemand, wann es wieder geht",
    "alguien sabe cuándo abren",
    "кто знает как отключить рассылку",
    "bilen var mı nasıl iptal edilir",
    "请问怎么退订",
    "ใครรู้บ้างว่าปิดกี่โมง",
    "ada yang tahu jam bukanya",
)
OUTCRIES = ("Another hour gone, seriously?!", "Really?", "WTF?!")


def test_suggestions_and_questions_in_many_languages() -> None:
    assert {lang: intent_of(text) for lang, text in SUGGESTIONS.items()} == dict.fromkeys(SUGGESTIONS, Intent.SUGGESTION)
    assert [intent_of(text) for text in QUESTIONS] == [Intent.QUESTION] * len(QUESTIONS)
    assert [intent_of(text) for text in OUTCRIES] == [Intent.COMPLAINT] * len(OUTCRIES)


@pytest.mark.parametrize(
    ("text", "score", "basis", "wanted"),
    [
        ("20% off everything, use promo code SAVE", 0.2, Basis.MODEL, Intent.ADVERT),
        ("Promo code SAVE does not work, I was charged in full, 20% lost", 0.9, Basis.MODEL, Intent.COMPLAINT),
        ("Acme Announces Cheaper Seats for Europe https://t.co/x", 0.3, Basis.MODEL, Intent.NEWS),
        ("2 people followed me // automatically checked by https://t.co/x", 0.4, Basis.MODEL, Intent.AUTOMATIC),
        ("Why does it crash every single time?", 0.95, Basis.MODEL, Intent.COMPLAINT),
        ("Is it open today?", 0.2, Basis.MODEL, Intent.QUESTION),
        ("Fine", 0.02, Basis.RATING, Intent.PRAISE),
        ("Why?", 0.97, Basis.RATING, Intent.COMPLAINT),
        ("same here", 1.0, Basis.REPLY, Intent.COMPLAINT),
        ("lovely", 0.0, Basis.UNKNOWN, Intent.COMPLAINT),
        ("", 1.0, Basis.UNKNOWN, Intent.COMPLAINT),
    ],
)
def test_form_and_score_say_it_together(text: str, score: float, basis: Basis, wanted: Intent) -> None:
    assert intent_of(text, score, basis) is wanted


def post(number: int, text: str, score: float = 0.6) -> Post:
    return Post(str(number), float(number), f"person {number}", text, tuple(text.split()), score=score, basis=Basis.MODEL)


def test_a_trend_is_for_what_most_of_its_people_are_for() -> None:
    fault = [post(number, f"checkout broken since update {number}") for number in range(4)]
    asking = [post(10 + number, f"is checkout {number} down?") for number in range(5)]
    assert intent_of_trend(fault, judge(fault)) is Intent.COMPLAINT
    assert intent_of_trend(fault + asking, judge(fault + asking)) is Intent.QUESTION
    assert judge(asking).name == "systemic", "a question that many ask at once is a complaint to the verdict"
    happy = [post(number, f"love checkout {number}", 0.03) for number in range(8)]
    assert intent_of_trend(happy, judge(happy)) is Intent.PRAISE
    assert intent_of_trend(asking[:2] + fault, judge(fault)) is Intent.COMPLAINT


def test_the_latest_post_of_each_person_counts_once() -> None:
    loud = [replace(post(99, f"is it {number} down?"), id=f"x{number}", at=50.0 + number) for number in range(9)]
    fault = [post(number, f"checkout broken since update {number}") for number in range(2)]
    assert intent_of_trend(loud + fault, judge(loud + fault)) is Intent.COMPLAINT
