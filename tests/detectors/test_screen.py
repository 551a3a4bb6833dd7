"""The screen: one number for each text, the same on the compiled path and by River's model, whatever the text."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.errors import SettingError
from detectors.screen import ScreenModel
from detectors.screen.ngrams import BUCKETS, CHARS_MAX
from detectors.verdict.complaint import logit
from stream.screens import VERSION, load_screen, read_screen, written
from stream.screens.lexicon import load_lexicon
from stream.screens.reference import reference_texts
from stream.screens.train import Features, Labelled, calibration, fit, languages_learned, languages_of, logits, phrases_in

SCREEN = load_screen()
RIVER = SCREEN.river_model()
PHRASES = (-2.0, 2.0, -1.0, 1.0)

COMPLAINTS = [
    "My printer is broken again and nobody answers the phone",
    "still waiting for my refund after three weeks, this is ridiculous",
    "Seit dem Update funktioniert der Drucker nicht mehr, unmöglich",
    "La impresora no funciona, llevo horas esperando, pésimo servicio",
    "toujours pas de remboursement, service client inadmissible",
    "la stampante non funziona, assistenza pessima",
    "péssimo atendimento, não recomendo",
    "最悪です。すぐ壊れました。",
    "质量太差了，退货",
    "Ужасное обслуживание, интернет не работает",
    "berbat, param iade edilmedi",
    "çok kötü bir deneyim, hiç memnun kalmadım",
]
PRAISE = [
    "Love the new colours, great work and thanks!",
    "Bin sehr zufrieden, tolles Gerät, danke",
    "muy contento con la impresora, gracias, excelente",
    "super produit, merci beaucoup, je recommande",
    "ottimo prodotto, consigliatissimo, grazie",
    "adorei, muito bom, obrigado",
    "とても良い商品です。満足しています。",
    "非常好，很喜欢，推荐购买",
    "Отличный сервис, спасибо большое",
    "çok güzel, herkese tavsiye ederim, teşekkürler",
]


def test_complaints_score_above_praise_in_many_languages() -> None:
    low, high = [SCREEN.score(text) for text in COMPLAINTS], [SCREEN.score(text) for text in PRAISE]
    pairs = [(c > p) + 0.5 * (c == p) for c in low for p in high]
    assert sum(pairs) / len(pairs) > 0.9


@pytest.mark.parametrize("text", COMPLAINTS)
def test_no_plain_complaint_is_left_out_at_intake(text: str) -> None:
    assert SCREEN.score(text) >= 0.02


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_the_compiled_path_and_rivers_model_give_the_same_score(text: str) -> None:
    for lang in ("", "tr", "pt-BR", "tlh"):
        score = SCREEN.score(text, lang)
        assert 0 <= score <= 1
        assert score == pytest.approx(RIVER.predict_proba_one(SCREEN.features(text, lang))[True], abs=1e-6)


def test_what_common_words_of_a_language_score_stands_neither_for_a_complaint_nor_against_one() -> None:
    usual = SCREEN.model.usual
    assert len(usual) > 40
    for lang in sorted(usual, key=lambda one: -abs(usual[one]))[:5]:
        texts = list(reference_texts(lang))
        corrected, plain = (np.mean([logit(SCREEN.score(text, one)) for text in texts]) for one in (lang, ""))
        assert abs(corrected) < abs(plain)
    assert logit(SCREEN.score("x", "pt-PT")) == pytest.approx(logit(SCREEN.score("x")) - usual["pt"], abs=1e-3)


def test_rivers_model_goes_on_learning_from_the_features() -> None:
    river = SCREEN.river_model()
    text = "the flux hums at night"
    before = river.predict_proba_one(SCREEN.features(text))[True]
    for _ in range(20):
        river.learn_one(SCREEN.features(text), True)
    assert river.predict_proba_one(SCREEN.features(text))[True] > before


def test_a_score_does_not_depend_on_what_was_read_before() -> None:
    texts = COMPLAINTS + PRAISE
    fresh = [load_screen().score(text) for text in texts]
    used = load_screen()
    assert [used.score(text) for text in reversed(texts)] == fresh[::-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("@WorstBrandEver good morning", "@b good morning"),
        ("see http://awful.example/broken ok", "see https://x.example ok"),
        ("order 12345 came", "order 7 came"),
        ("it is sooooooo slow", "it is soo slow"),
        ("IT IS SLOW", "it is slow"),
    ],
)
def test_names_links_numbers_and_emphasis_do_not_decide(one: str, other: str) -> None:
    assert SCREEN.score(one) == SCREEN.score(other)


ODD = ("", " ", "😡", "https://x.example", "@papyrion", "?!", "\ud800", "'" * 9_999, "a" * 300_000, "ab " * 100_000)
COMBINING = ("e\u0301" * 50_000, "\ufdfa" * 5_000, "İ" * 50_000)


@pytest.mark.parametrize("text", ODD + COMBINING)
def test_odd_texts_get_a_score_like_any_other(text: str) -> None:
    assert 0 <= SCREEN.score(text) <= 1


def test_only_the_beginning_of_a_text_is_looked_at() -> None:
    assert SCREEN.score("x y " * CHARS_MAX + "terrible") == SCREEN.score("x y " * CHARS_MAX)


def test_a_language_is_known_by_its_primary_subtag() -> None:
    assert SCREEN.knows("en-GB")
    assert SCREEN.knows("ja")
    assert not SCREEN.knows("tlh")
    assert not SCREEN.knows("")


def test_a_model_out_of_its_bounds_is_refused() -> None:
    weights, rarity = np.zeros(BUCKETS, np.int8), np.zeros(BUCKETS, np.uint8)
    ScreenModel(1, 1.0, 0.0, ("en",), {}, PHRASES, weights, rarity)
    for phrases in (PHRASES[:2], (*PHRASES[:3], float("nan"))):
        with pytest.raises(SettingError):
            ScreenModel(1, 1.0, 0.0, ("en",), {}, phrases, weights, rarity)
    signed: Any = rarity.astype(np.int8)
    for scale, bias, held, rare in (
        (1.0, 0.0, weights[:3], rarity),
        (1.0, 0.0, weights, signed),
        (float("nan"), 0.0, weights, rarity),
        (1.0, float("inf"), weights, rarity),
    ):
        with pytest.raises(SettingError):
            ScreenModel(1, scale, bias, ("en",), {}, PHRASES, held, rare)
    with pytest.raises(SettingError):
        ScreenModel(1, 1.0, 0.0, ("en",), {"en": float("nan")}, PHRASES, weights, rarity)
    for document in (b"", b"{}", b"\x28\xb5\x2f\xfd" + b"x" * 40):
        with pytest.raises(SettingError):
            read_screen(document)


def test_the_shipped_model_is_small_and_comes_back_as_it_was_written() -> None:
    document = files("stream.screens").joinpath(f"screen-{VERSION}.zst").read_bytes()
    assert len(document) < 4_000_000
    again = read_screen(written(SCREEN.model)).model
    assert (again.weights == SCREEN.model.weights).all()
    assert (again.rarity == SCREEN.model.rarity).all()
    assert again.usual == SCREEN.model.usual


def test_training_learns_what_separates_and_calibrates_it() -> None:
    rows = [
        Labelled(f"{'broken refund' if bad else 'lovely thanks'} thing {n}", bad, f"s{n % 3}", "en", False)
        for n in range(120)
        for bad in (True, False)
    ]
    features = Features(row.text for row in rows)
    every = np.arange(len(rows))
    scored = logits(fit(rows, features, every), features, rows, every)
    truth = np.array([row.complaint for row in rows])
    assert scored[truth].min() > scored[~truth].max()
    by = calibration(scored, phrases_in(rows), rows)
    assert by.slope > 0
    delight, dismay, glad, sorry = by.phrases
    assert -2.0 <= delight <= 0.0 <= dismay <= 2.0
    assert -2.0 <= glad <= 0.0 <= sorry <= 2.0
    assert languages_of(rows) == ["en"]
    assert languages_learned(rows, scored) == ["en"]
    assert languages_learned(rows, -scored) == []


def test_a_list_of_one_language_tells_what_emoji_are_called_in_another(tmp_path: Path) -> None:
    names = {
        "en": {"😡": ["Awful", "face"], "😍": ["lovely", "face"]},
        "qq": {"😡": ["grumo"], "😍": ["milo"], "🚪": ["pordo"]},
    }
    (tmp_path / "AFINN-en.json").write_text('{"awful": -3, "lovely": 3}', encoding="utf-8")
    for lang, called in names.items():
        folder = tmp_path / "cldr" / "annotations" / lang
        folder.mkdir(parents=True)
        listed = {emoji: {"default": words} for emoji, words in called.items()}
        (folder / "annotations.json").write_bytes(orjson.dumps({"annotations": {"annotations": listed}}))
    found = {one.word: one.value for one in load_lexicon(tmp_path)}
    assert found["grumo"] < 0 < found["milo"]
    assert found["😡"] < 0 < found["😍"]
    assert not {"pordo", "face"} & found.keys()


def test_what_tells_nothing_weighs_less_than_what_does() -> None:
    rows = [
        Labelled(f"{'broken' if bad else 'lovely'} thing here", bad, "s0", "en", False)
        for _ in range(50)
        for bad in (True, False)
    ]
    features = Features(row.text for row in rows)
    every, truth = np.arange(len(rows)), np.array([row.complaint for row in rows], float)
    rarity = features.rarity(every, truth, np.ones(len(rows)))
    buckets = SCREEN._scratch.buckets
    telling, idle = (set(buckets(text).tolist()) for text in ("broken", "thing"))
    assert min(rarity[sorted(telling - idle)].max(), 255) > rarity[sorted(idle - telling)].max()


def test_lists_of_words_say_what_no_text_did(tmp_path: Path) -> None:
    (tmp_path / "AFINN-en.json").write_text('{"awful": -3, "lovely": 3}', encoding="utf-8")
    (tmp_path / "AFINN-xx.json").write_text('{"zgrubo": -3, "milovno": 3, "awful": -3, "": null}', encoding="utf-8")
    lexicon = load_lexicon(tmp_path)
    assert [listed.word for listed in lexicon][:4] == ["awful", "lovely", "zgrubo", "milovno"]
    assert {"waste of money": -3.0, "10/10": 3.0}.items() <= {one.word: one.value for one in lexicon}.items()
    rows = [
        Labelled(f"{'awful' if bad else 'lovely'} thing {n}", bad, f"s{n % 3}", "en", False)
        for n in range(60)
        for bad in (True, False)
    ]
    unseen = [Labelled(text, False, "s9", "xx", False) for text in ("zgrubo", "milovno")]
    features = Features([row.text for row in (*rows, *unseen)], lexicon)
    fitted = fit([*rows, *unseen], features, np.arange(len(rows)))
    bad, good = logits(fitted, features, [*rows, *unseen], np.array([len(rows), len(rows) + 1]))
    assert bad > good + 0.5
    with pytest.raises(FileNotFoundError):
        load_lexicon(tmp_path / "none")


def test_many_texts_at_once_get_the_scores_that_they_get_alone() -> None:
    texts, langs = [*COMPLAINTS, "", "\ud800 broken", *PRAISE], ["", "tr"] * 12
    assert SCREEN.score_many(texts, langs) == [SCREEN.score(text, lang) for text, lang in zip(texts, langs, strict=True)]
