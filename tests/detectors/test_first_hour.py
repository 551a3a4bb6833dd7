"""A brand's very first people: one fault in different words opens an alert in minutes, the brand's own subject does not."""

from __future__ import annotations

import msgspec
import pytest

from detectors.knowledge.failures import failing_ratio, fails
from detectors.lifecycle import Event
from detectors.mention import Complaint
from detectors.post import Post
from detectors.text import normalise
from tests.incident import HOUR, START, engine, fed, posted

FAULT = (
    "app crash start", "crash again when open camera", "crash splash start", "update app crash", "app crash all day",
    "open app crash", "crash five times app", "please stop crash start", "crash constantly uninstall app",
)  # fmt: skip
SUBJECT = (
    "flight late again", "flight wifi missing", "rude attendant flight", "booked flight mail", "flight hotel voucher",
    "change flight date", "food cold flight", "bag lost flight", "price crazy flight",
)  # fmt: skip


def people(texts: tuple[str, ...], begin: float = START, every: float = 20.0) -> list[Complaint]:
    return [posted(begin + every * n, f"{texts[0][:3]}{n}", n, text) for n, text in enumerate(texts)]


def test_six_people_with_one_fault_are_an_alert_within_ten_minutes_of_a_brands_first_mention() -> None:
    (alert,) = fed(engine(), people(FAULT), end=START + 600)
    assert (alert.event, alert.attention, alert.people) == (Event.OPENED, "notify", 6)
    assert "how many are usual is not known yet" in alert.why
    assert alert.why.endswith(" min of history.")


def test_what_a_brand_is_about_is_no_fault_though_all_of_its_first_people_name_it() -> None:
    assert fed(engine(), people(SUBJECT), end=START + 600) == []


def test_one_person_who_writes_nine_times_is_none() -> None:
    loud = [posted(START + 20.0 * n, f"loud{n}", n, text, person="loud") for n, text in enumerate(FAULT)]
    assert fed(engine(), loud, end=START + 600) == []


REFUND = (
    "where is my refund, nothing after two weeks", "refund still not in my account", "Still no refund for my order",
    "no refund, support does not answer", "my refund never arrived", "refund says completed but my bank has nothing",
    "you promised a refund on Monday, nothing", "No refund yet, this is my money",
)  # fmt: skip
SIGN_IN = (
    "Kann mich seit heute nicht anmelden", "Anmeldung geht nicht, angeblich falsches Passwort", "Anmeldung hängt ewig",
    "Beim Anmelden kommt nur eine Fehlermeldung", "Ist die Anmeldung gestört?", "versuche mich anzumelden, geht nicht",
)  # fmt: skip
QUESTIONS = (
    "how do I change my login name", "which email is my login", "login with two phones?", "can my wife use my login",
    "where do I find the login page", "is the login the same for both shops", "does one login do for the family",
)  # fmt: skip
ORDINARY = tuple(
    f"do you have {thing} in store"
    for thing in ["tea", "lamps", "shoes", "books", "soap", "pens", "toys", "rugs", "mugs", "hats"]
)


def read(texts: tuple[str, ...], lang: str, begin: float = START, every: float = 30.0) -> list[Complaint]:
    """The posts as intake reads them."""
    return [
        msgspec.structs.replace(posted(begin + every * n, f"{begin}-{n}", n, text), terms=normalise(text, lang), lang=lang)
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("texts", "lang"), [(REFUND, "en"), (SIGN_IN, "de")])
def test_a_fault_in_any_words_that_say_so_opens_within_ten_minutes(texts: tuple[str, ...], lang: str) -> None:
    (alert,) = fed(engine(), read(texts, lang), end=START + 600)
    assert (alert.event, alert.attention) == (Event.OPENED, "notify")


def test_it_opens_among_the_ordinary_posts_of_the_first_hour() -> None:
    ordinary = read(ORDINARY * 4, "en", every=80.0)
    others = [
        msgspec.structs.replace(one, person=f"other{n}", id=f"other{n}", offset=50 + n) for n, one in enumerate(ordinary)
    ]
    events = fed(engine(), [*others, *read(REFUND, "en", begin=START + 3000)], end=START + 3600)
    assert [alert.people for alert in events if alert.event == Event.OPENED] == [6]


@pytest.mark.parametrize(("text", "opened"), [("no parcel here {}", 1), ("which parcel is the {}", 0)])
def test_a_word_that_many_used_before_opens_where_its_people_say_that_it_fails(text: str, opened: int) -> None:
    """Twelve of a day's thirty used it before: by the brand's own posts alone it could be a word of the field."""
    before = [f"parcel {n} please now" if n % 5 in (1, 3) else f"thing{n} page{n} slow{n}" for n in range(30)]
    posts = read(tuple(before), "en", every=2600.0)
    others = [msgspec.structs.replace(one, person=f"b{n}", id=f"b{n}", offset=50 + n) for n, one in enumerate(posts)]
    trees = tuple(text.format(name) for name in ("ash", "elm", "oak", "fir", "yew", "box", "bay", "fig"))
    now = read(trees, "en", begin=START + 23 * HOUR, every=200.0)
    events = fed(engine(), sorted([*others, *now], key=lambda one: one.at), end=START + 24 * HOUR)
    assert len([one for one in events if one.event == Event.OPENED]) == opened


def test_questions_about_one_subject_are_no_fault() -> None:
    assert fed(engine(), read(QUESTIONS, "en"), end=START + 600) == []


@pytest.mark.parametrize(
    ("text", "term", "lang"),
    [
        ("今朝からログインできません", "ログ", "ja"),
        ("uygulamaya giriş yapamıyorum", "giris", "tr"),
        ("The parcel I ordered for my mother in March, by the way the third of them, never came", "parcel", "en"),
        ("приложение не открывается", "приложен", "ru"),
    ],
)
def test_failures_are_found_beside_the_word_in_many_languages(text: str, term: str, lang: str) -> None:
    near = fails(text, term, lang)
    assert near == (lang != "en")


def test_who_says_that_it_fails_makes_a_word_likelier_a_fault_and_who_does_not_less() -> None:
    def ratio(text: str, lang: str = "en") -> float:
        return failing_ratio([Post(str(n), n, f"p{n}", text, ("sync",), lang=lang) for n in range(6)], "sync")

    assert ratio("sync never ends") > 10
    assert ratio("how does sync work") < 0.1
    assert ratio("how does sync work", "tlh") == 1.0
