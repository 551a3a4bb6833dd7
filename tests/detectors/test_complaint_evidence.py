"""Whether a trend is a complaint is decided by all of its people; replies that agree count, and carry nothing alone."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from detectors.facts import TrendStats
from detectors.lifecycle import State, TrendState, step
from detectors.mention import Basis, Kind
from detectors.post import Post
from detectors.text.agreement import agrees
from detectors.text.automatic import OPENINGS, STARTS_WITHIN, is_automatic
from detectors.text.recovery import gives_all_clear
from detectors.text.simple_words import plain_words
from detectors.verdict import VerdictName
from detectors.verdict.complaint import PERSON_MAX, complaint_evidence, kept_praise
from detectors.verdict.judge import judge


def post(person: str, score: float, basis: Basis = Basis.MODEL, kind: Kind = Kind.POST, words: str = "") -> Post:
    terms = tuple((words or f"card declin {person}").split())
    return Post(f"id {person}", float(len(person)), person, " ".join(terms), terms, score=score, basis=basis, kind=kind)


def people(score: float, count: int = 8, basis: Basis = Basis.MODEL) -> list[Post]:
    return [post(f"p{number}", score, basis, words=f"card declin at checkout {number} times") for number in range(count)]


def test_eight_people_of_unsure_scores_are_a_complaint() -> None:
    assert judge(people(0.4)).name is VerdictName.SYSTEMIC


def test_people_who_clearly_praise_are_no_complaint() -> None:
    verdict = judge([post(f"p{n}", 0.03, words=f"lovely ending cried with {n} friends wow{n}") for n in range(8)])
    assert verdict.name is VerdictName.PRAISE
    assert verdict.sentence == "all 8 people are happy about it"


def test_one_sentence_of_many_people_is_one_opinion_of_the_screen() -> None:
    same = [post(f"p{n}", 0.25, words="aplicacion cierr abrir") for n in range(6)]
    other = [post(f"p{n}", 0.25, words=f"lovely{n} ending{n} cried{n} wow{n}") for n in range(6)]
    assert judge(same).name is VerdictName.SYSTEMIC
    assert judge(other).name is VerdictName.PRAISE


def test_people_who_rate_it_well_praise_it() -> None:
    assert judge(people(0.02, basis=Basis.RATING)).name is VerdictName.PRAISE
    assert judge(people(0.97, basis=Basis.RATING)).name is VerdictName.SYSTEMIC


def test_praise_is_taken_back_only_by_clear_complaints() -> None:
    unclear, clear = judge(people(0.5)), judge(people(0.9))
    assert kept_praise(unclear, VerdictName.PRAISE).name is VerdictName.PRAISE
    assert kept_praise(unclear, VerdictName.VIRAL).name is VerdictName.SYSTEMIC
    assert kept_praise(clear, VerdictName.PRAISE) == clear


def polish(person: str, text: str, score: float = 0.5) -> Post:
    return Post(person, 1.0, person, text, tuple(text.split()), lang="pl", score=score, basis=Basis.UNKNOWN)


GLAD = [
    polish(f"p{n}", text)
    for n, text in enumerate(
        (
            "świetna nowa aplikacja, polecam",
            "brawo wy, rewelacja",
            "nowa aplikacja od wczoraj",
            "nowa aplikacja super, dziękuję",
        )
    )
]
SORRY = [
    polish(f"q{n}", text)
    for n, text in enumerate(
        (
            "nowa aplikacja nie działa",
            "strata pieniędzy",
            "bateria leci w oczach",
            "ciągle błąd",
            "rozładowana rano",
            "nie polecam",
        )
    )
]


def test_a_low_score_is_no_praise_in_a_language_that_the_model_does_not_know() -> None:
    assert complaint_evidence(people(0.01, basis=Basis.UNKNOWN)).nats == 0
    assert judge(people(0.01, basis=Basis.UNKNOWN)).name is not VerdictName.PRAISE


def test_set_phrases_make_praise_in_a_language_that_the_model_does_not_know() -> None:
    assert complaint_evidence(GLAD).is_praise
    assert not complaint_evidence(SORRY).is_praise
    assert not complaint_evidence([*GLAD, *SORRY]).is_praise, "who praises beside a fault does not hide it"


def test_a_few_who_praise_hide_no_fault_that_others_report_in_words_of_no_list() -> None:
    silent = [polish(f"r{n}", f"bateria leci w oczach {n}") for n in range(6)]
    assert not complaint_evidence([*silent, *GLAD]).is_praise


def test_what_a_channel_of_complaints_holds_is_no_praise() -> None:
    unscored = [polish(post.person, post.text, score=1.0) for post in GLAD]
    assert not complaint_evidence(unscored).is_praise


def test_praise_by_set_phrases_is_taken_back_when_people_stop_saying_so() -> None:
    judged = judge([*GLAD, *SORRY])
    assert judged.has_complaints
    assert kept_praise(judged, VerdictName.PRAISE).name is not VerdictName.PRAISE


def test_one_person_weighs_once_whatever_they_write() -> None:
    many = [Post(f"{n}", n, "one", "", (), score=0.001, basis=Basis.MODEL) for n in range(50)]
    assert complaint_evidence(many).nats == pytest.approx(-PERSON_MAX)


@pytest.mark.parametrize(
    "text",
    [
        "same here",
        "@brand +1",
        "me as well",
        "moi aussi 😡",
        "bei mir auch",
        "a mí también",
        "anche a me",
        "aynı sorun bende de var",
        "у меня тоже",
        "同じです",
        "저도요",
        "我也是",
        "เหมือนกัน",
        "cũng vậy",
        "juga sama",
    ],
)
def test_replies_that_only_agree_are_known_in_many_languages(text: str) -> None:
    assert agrees(text)


REPLIES: dict[str, list[str]] = orjson.loads((Path(__file__).parents[1] / "fixtures" / "agreement.json").read_bytes())
"""Replies in some eighty languages that say that it is the same for their author, and ones beside them that do not."""


def test_replies_that_only_agree_are_known_in_eighty_languages() -> None:
    assert len(REPLIES["agree"]) > 200
    assert [text for text in REPLIES["agree"] if not agrees(text)] == []
    assert [text for text in REPLIES["own_words"] if agrees(text)] == []


@pytest.mark.parametrize("text", ["same day delivery never came", "it works for me", "no", "", "@brand", "x" * 90_000])
def test_replies_with_words_of_their_own_do_not_only_agree(text: str) -> None:
    assert not agrees(text)


def opened(posts: list[Post], count: int) -> State:
    facts = TrendStats(at=1e9, brand="b", people=count, significant=True, people_3h=count, people_hour=count)
    state, _ = step(TrendState(trend_id="t"), facts, judge(posts))
    return state.state


def test_people_who_agree_with_one_report_never_open_an_alert_alone() -> None:
    one = [post("root", 0.9, words="host unreachable at the shop")]
    agreeing = [post(f"a{number}", 1.0, Basis.REPLY, words="host unreachable at the shop") for number in range(12)]
    verdict = judge(one + agreeing)
    assert (verdict.name, verdict.people, verdict.agreeing_people) == (VerdictName.UNDETERMINED, 13, 12)
    assert opened(one + agreeing, 13) is State.EMERGING


def test_people_who_agree_count_beside_three_who_report_it() -> None:
    reports = [post(f"r{number}", 0.9, words=f"terminal shows host unreachable since {number}") for number in range(3)]
    agreeing = [post(f"a{number}", 1.0, Basis.REPLY, words="host unreachable") for number in range(3)]
    verdict = judge(reports + agreeing)
    assert verdict.name is VerdictName.SYSTEMIC
    assert verdict.sentence == "3 of 6 people report it in their own words, 3 more say it is the same for them"
    assert opened(reports + agreeing, 6) is State.OPEN


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("I am out of the office until Monday 16 March.", "Automatic reply: Your order"),
        ("Abwesenheitsnotiz: Ich bin bis zum 20. März nicht im Büro.", ""),
        ("Estoy de vacaciones hasta el lunes.", ""),
        ("ただいま不在にしております。", "自動返信"),
        ("Меня нет в офисе до понедельника.", ""),
        ("Thank you for your email. I am currently out of the office with no access to email.", ""),
        ("Vielen Dank für Ihre Nachricht. Ich bin bis einschließlich 7. März nicht im Büro.", ""),
        ("Guten Tag, ich befinde mich bis 12. April im Urlaub.", ""),
        ("Дякую за лист. Я у відпустці до 7 березня.", ""),
        ("आपके ईमेल के लिए धन्यवाद। मैं 7 मार्च तक छुट्टी पर हूँ।", ""),
        ("Ceci est un message automatique, merci de ne pas répondre.", ""),
    ],
)
def test_automatic_replies_are_known(text: str, title: str) -> None:
    assert is_automatic(text, title)


@pytest.mark.parametrize(
    "text",
    [
        "I have written to you four times and all I ever get from you is an automatic reply",
        "I was out of the office when the parcel came and now nobody knows where it is",
        "I get an automatic reply every time I write to support",
        "out of office hours nobody helps",
        "solo respuesta automática, nadie me ayuda",
        "je suis en congé et impossible de joindre quelqu'un",
        "jestem na urlopie a wy zablokowaliście mi kartę",
        "я в отпуске, карта не работает за границей",
    ],
)
def test_a_complaint_about_an_automatic_reply_or_on_holiday_is_none(text: str) -> None:
    assert not is_automatic(text)


def test_every_opening_of_an_automatic_reply_is_known_near_the_beginning_and_not_later() -> None:
    for opening in OPENINGS:
        for place in (0, STARTS_WITHIN):
            assert is_automatic(f"{'-' * place}{opening.upper() if opening.isascii() else opening} until 16 March")
        assert not is_automatic(f"{'-' * (STARTS_WITHIN + 1)}{opening} until 16 March")
        assert is_automatic("Hello.", f"{opening} 16 March")


def test_no_beginning_of_an_opening_is_one() -> None:
    assert not [opening for opening in OPENINGS if is_automatic(opening[:-1]) and opening[:-1] not in OPENINGS]


def posts_from(texts: list[str], first: int = 0) -> list[Post]:
    return [Post(str(first + n), float(n), f"person {first + n}", t, tuple(plain_words(t))) for n, t in enumerate(texts)]


OVER = [
    "works again for me since ten minutes, thanks to all of you",
    "it was only my own cable, please ignore",
    "fixed for everybody in my street",
    "Alles wieder normal, Fehlalarm",
    "Ya está resuelto, gracias",
]


def test_who_says_that_it_is_over_reports_nothing() -> None:
    verdict = judge(posts_from(OVER))
    assert (verdict.first_hand_people, verdict.clearing_people) == (0, 5)
    assert verdict.name is VerdictName.UNDETERMINED
    others = judge(
        [*posts_from(OVER), *posts_from(["router is dead", "no light on the router", "router keeps blinking"], 5)]
    )
    assert (others.name, others.first_hand_people, others.clearing_people) == (VerdictName.SYSTEMIC, 3, 5)
    assert others.sentence == "3 of 8 people report it in their own words, 5 say that it is over"


@pytest.mark.parametrize(
    "text",
    [
        "It worked fine until the update, now it closes",
        "I am logged out again",
        "another false alarm at night, third time",
        "der Fehler ist wieder da",
        "volvió a fallar la conexión",
        "please restore my account, nothing works",
        "my router stopped working again",
        "Fixed line is dead since noon",
        "Back up lost all of my photos",
        "when will this be fixed for everybody",
        "they never fixed it again",
    ],
)
def test_who_says_that_it_is_back_or_not_over_reports_it(text: str) -> None:
    assert not gives_all_clear(text)
