"""The shipped screen is what the training makes, and the training finds the weights that any solver would."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from detectors.screen.ngrams import BUCKETS
from stream.screens import VERSION, Trained, load_screen, read_document, written
from stream.screens.descent import descend, logits_of
from stream.screens.record import digest_of_features, digest_of_phrases
from stream.screens.train import LEARNED_AUC_MIN, digest_of_texts, found_in, languages_of, load_trainable, settings

DATA = Path(__file__).parents[3] / "shared" / "data"
TRAINED_ON = ("complaint-labels.jsonl.gz", "complaint-multilingual.jsonl.gz")
DOCUMENT = read_document(files("stream.screens").joinpath(f"screen-{VERSION}.zst").read_bytes())


def test_the_shipped_screen_was_trained_with_the_settings_phrases_and_features_of_now() -> None:
    trained = DOCUMENT.trained
    assert trained.settings == settings()
    assert trained.phrases == digest_of_phrases(), "the set phrases have changed: train the screen again"
    assert trained.features == digest_of_features()
    assert trained.lexicon
    assert DOCUMENT.version == VERSION


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data is absent: the texts are not published")
def test_the_shipped_screen_was_trained_on_the_texts_of_the_command() -> None:
    rows = load_trainable(DATA / name for name in TRAINED_ON)
    assert DOCUMENT.trained.texts == digest_of_texts(rows)
    assert set(DOCUMENT.languages) < set(languages_of(rows)), "no language is learned that has one kind of text"
    assert LEARNED_AUC_MIN > 0.5


def test_what_a_model_was_trained_with_comes_back_with_it() -> None:
    trained = Trained({"evidence": 1.5}, "a", "b", "c", "d")
    assert read_document(written(load_screen().model, trained)).trained == trained
    assert read_document(written(load_screen().model)).trained == Trained()


def test_the_weights_are_those_of_a_logistic_regression() -> None:
    chance = np.random.default_rng(3)
    words = np.array(["slow", "broken", "fine", "lovely", "train", "app", "the", "a", "bill", "refund"])
    texts = found_in(" ".join(chance.choice(words, 5)) for _ in range(300))
    rarity = chance.integers(1, 200, BUCKETS).astype(np.uint8)
    truth, limits = chance.integers(0, 2, 300).astype(float), chance.uniform(0.5, 3.0, 300)
    every = np.arange(300)
    weights, bias = descend(texts, rarity, truth, limits, every, np.zeros(BUCKETS), passes=100)
    columns = csr_matrix((rarity[texts.buckets].astype(float), texts.buckets, texts.starts), shape=(300, BUCKETS))
    lengths = np.sqrt(np.asarray(columns.multiply(columns).sum(1)).ravel())
    scaled = (diags(1.0 / lengths) @ columns).tocsr()[:, np.unique(texts.buckets)]
    peer = LogisticRegression(solver="liblinear", tol=1e-8, max_iter=5_000).fit(scaled, truth, sample_weight=limits)
    assert logits_of(texts, rarity, weights, bias, every) == pytest.approx(peer.decision_function(scaled), abs=0.005)


def test_without_evidence_the_weights_stay_what_they_were() -> None:
    texts, before = found_in(["broken again", "lovely day"]), np.full(BUCKETS, 0.25)
    rarity, truth = np.full(BUCKETS, 20, np.uint8), np.array([1.0, 0.0])
    weights, bias = descend(texts, rarity, truth, np.full(2, 1e-9), np.arange(2), before)
    assert weights == pytest.approx(before)
    assert bias == pytest.approx(0.0, abs=1e-6)
