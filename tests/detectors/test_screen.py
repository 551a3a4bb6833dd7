"""The screen: what passes as a complaint, the same number on every road, whatever the text."""

from __future__ import annotations

import random
from importlib.resources import files

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.errors import SettingError
from detectors.mention import Kind
from detectors.screen import WORDS_KNOWN_MAX, ScreenModel, fold
from stream.screens import load_screen, read_screen
from stream.screens.train import auc, empty_screen
from stream.simulate import Plan, simulate

SCREEN = load_screen()
RIVER = SCREEN.river_model()

COMPLAINTS = [
    ("en", "My printer is broken again and nobody answers the phone"),
    ("en", "app keeps crashing since the update, please fix it"),
    ("en", "still waiting for my refund after three weeks, this is ridiculous"),
    ("en", "it doesn't work"),
    ("de", "Seit dem Update funktioniert der Drucker nicht mehr, unmöglich"),
    ("de", "Warte seit zwei Wochen auf mein Geld, niemand antwortet"),
    ("es", "La impresora no funciona, llevo horas esperando"),
    ("es", "me cobraron dos veces, es una vergüenza"),
    ("fr", "L'imprimante ne marche plus depuis la mise à jour"),
    ("fr", "toujours pas de remboursement, service client inadmissible"),
    ("it", "la stampante non funziona, assistenza pessima"),
    ("pt", "a impressora não funciona, péssimo atendimento"),
    ("nl", "de printer werkt niet meer, waardeloos"),
]
CHATTER = [
    ("en", "Love the new colours, great work and thanks!"),
    ("en", "20 % off this weekend https://shop.example/x"),
    ("en", "good morning from the office :)"),
    ("de", "Bin sehr zufrieden, tolles Gerät, danke"),
    ("es", "muy contento con la impresora, gracias"),
    ("fr", "super produit, merci beaucoup"),
    ("it", "ottimo prodotto, grazie"),
    ("pt", "adorei, obrigado"),
    ("nl", "geweldig, bedankt"),
]


@pytest.mark.parametrize(("lang", "text"), COMPLAINTS)
def test_a_plain_complaint_passes(lang: str, text: str) -> None:
    assert SCREEN.is_complaint(text, lang=lang)


@pytest.mark.parametrize(("lang", "text"), CHATTER)
def test_plain_praise_and_adverts_do_not_pass(lang: str, text: str) -> None:
    assert not SCREEN.is_complaint(text, lang=lang)


def test_the_fast_road_and_rivers_model_give_the_same_score() -> None:
    for mention in simulate(Plan(seed=5, days=1, per_minute=1)).mentions:
        text = mention["text"]
        assert SCREEN.score(text) == pytest.approx(RIVER.predict_proba_one(SCREEN.features(text))[True], abs=1e-9)


def test_rivers_model_goes_on_learning_from_the_features() -> None:
    river = SCREEN.river_model()
    text = "the flux hums at night"
    before = river.predict_proba_one(SCREEN.features(text))[True]
    for _ in range(20):
        river.learn_one(SCREEN.features(text), True)
    assert river.predict_proba_one(SCREEN.features(text))[True] > before


def test_a_score_does_not_depend_on_what_was_read_before() -> None:
    texts = [text for _, text in COMPLAINTS + CHATTER]
    fresh = [load_screen().score(text) for text in texts]
    used = load_screen()
    seed = 17
    chance = random.Random(seed)
    for _ in range(WORDS_KNOWN_MAX // 60):
        used.score(" ".join(f"w{chance.randrange(10**9)}" for _ in range(70)))
    assert [used.score(text) for text in texts] == fresh, f"seed {seed}"
    assert len(used._specific) <= WORDS_KNOWN_MAX + 80


@pytest.mark.parametrize(
    ("negated", "plain"),
    [
        ("the app does not work", "the app does work"),
        ("die App funktioniert nicht", "die App funktioniert"),
        ("la app no funciona", "la app funciona"),
        ("l'appli ne marche pas", "l'appli marche"),
        ("not happy with it", "happy with it"),
    ],
)
def test_a_negation_turns_what_stands_beside_it(negated: str, plain: str) -> None:
    assert SCREEN.score(negated) > SCREEN.score(plain)


def test_handles_do_not_decide() -> None:
    assert SCREEN.score("@broken @WorstBrandEver good morning") == SCREEN.score("good morning")


def test_accents_and_curly_marks_may_be_left_out() -> None:
    assert SCREEN.score("geöffnet, kann’t", lang="de") == SCREEN.score("geoffnet, kann't", lang="de")
    assert fold("naïve") == "naive"


def test_a_ticket_passes_more_easily_than_a_post() -> None:
    assert SCREEN.score("about my order", Kind.TICKET) > SCREEN.score("about my order", Kind.POST)


ODD = ("", " ", "😡", "https://x.example", "@papyrion", "?!", "\ud800", "'" * 9_999, "a" * 300_000, "ab " * 100_000)
COMBINING = ("e\u0301" * 50_000, "\ufdfa" * 5_000)


@pytest.mark.parametrize("text", ODD + COMBINING)
def test_odd_texts_get_a_score_like_any_other(text: str) -> None:
    assert 0 <= SCREEN.score(text) <= 1
    assert 0 <= SCREEN.score(text, lang="de") <= 1


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["", "en", "en-GB", "de", "xx"]))
def test_every_text_gets_the_score_of_its_features(text: str, lang: str) -> None:
    score = SCREEN.score(text, lang=lang)
    assert 0 <= score <= 1
    if lang[:2] in ("", "en"):
        assert score == pytest.approx(RIVER.predict_proba_one(SCREEN.features(text, lang))[True], abs=1e-9)


def test_a_model_out_of_its_bounds_is_refused() -> None:
    good = {name: getattr(SCREEN.model, name) for name in ScreenModel.__dataclass_fields__}
    for wrong in (
        {"hashed": [0.0] * 3},
        {"hashed": []},
        {"threshold": 1.0},
        {"lexicon": {"joy": ["x"]}},
        {"weights": {"joy": 1.0}},
        {"bias": float("nan")},
    ):
        with pytest.raises(SettingError):
            ScreenModel(**(good | wrong))
    with pytest.raises(msgspec.DecodeError):
        read_screen(b'{"version": 1}')


def test_the_shipped_weights_belong_to_the_shipped_words() -> None:
    assert load_screen().model.lexicon == empty_screen().model.lexicon


def test_a_shipped_model_holds_numbers_and_our_own_words_only() -> None:
    document = msgspec.json.decode(files("stream.screens").joinpath("screen-1.json").read_bytes())
    words = {word for words in document.pop("lexicon").values() for word in words}
    assert max(map(len, words)) < 25
    assert all(isinstance(weight, float | int) for weight in document["hashed"])


def test_the_screen_tells_complaints_of_a_simulated_stream_from_its_chatter() -> None:
    simulation = simulate(Plan(seed=9, days=1, per_minute=3, kinds=()))
    for lang in ("en", "de", "es", "fr"):
        own = [mention for mention in simulation.mentions if mention["lang"] == lang and mention["kind"] != "ticket"]
        scored = [(SCREEN.score(one["text"], Kind(one["kind"]), lang), one["id"] in simulation.complaints) for one in own]
        assert auc(scored) > 0.8, lang
