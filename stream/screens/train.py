"""Fits the screen: `python -m stream.screens.train FILE… --out screen-2.zst`.

The files are JSON lines with `text`, `complaint`, and if known `source`, `lang`, `non_commercial`. Only numbers leave it.
Rows that may not be used commercially are never trained on. Each source, and complaints and others in it, weigh by the root
of their number: a large source must not decide what a complaint is, and a model must not learn the source instead.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import numpy as np
import orjson
import typer
from numpy.typing import NDArray

from detectors.screen import ScreenModel
from detectors.screen.ngrams import BUCKETS, Scratch
from stream.screens import VERSION, written

# Found on sources left out: weaker or stronger by a factor of three costs .01 of the area under the curve.
INVERSE_REGULARISATION = 6.0
ONE_SIDED_WEIGHT = 0.3
FOLDS = 5
RARITY_STEPS = 20.0
# A word that one text alone has tells nothing of the next one.
TEXTS_MIN = 2


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
        for line in lines:
            row = orjson.loads(line)
            text = row["text"]
            for placeholder, plain in (("<url>", "http://x"), ("<phone>", "0"), ("<email>", "@x"), ("<user>", "@x")):
                text = text.replace(placeholder, plain)
            source = row.get("source") or path.name.partition(".")[0]
            yield Labelled(text, bool(row["complaint"]), source, row.get("lang", "en"), bool(row.get("non_commercial")))


class Features:
    """The buckets of many texts, and how rare each bucket is among them."""

    def __init__(self, texts: Iterable[str]) -> None:
        scratch = Scratch()
        self._buckets = [scratch.buckets(text) for text in texts]

    def rarity(self, rows: NDArray[np.intp]) -> NDArray[np.uint8]:
        """In steps of 1/20: 1 + ln(texts / texts with it), of these rows; 0 of what too few of them have."""
        found = np.zeros(BUCKETS, np.int64)
        for row in rows.tolist():
            found[self._buckets[row]] += 1
        rare = 1.0 + np.log((len(rows) + 1.0) / (found + 1.0))
        return np.where(found >= TEXTS_MIN, np.rint(rare * RARITY_STEPS), 0).astype(np.uint8)

    def matrix(self, rows: NDArray[np.intp], rarity: NDArray[np.uint8]) -> Any:
        """The rows as a sparse matrix of vectors of length 1."""
        from scipy.sparse import csr_matrix, diags

        held = [self._buckets[row] for row in rows.tolist()]
        starts = np.concatenate([[0], np.cumsum([len(one) for one in held])])
        columns = np.concatenate(held) if held else np.empty(0, np.int32)
        plain = csr_matrix((rarity[columns].astype(np.float32), columns, starts), shape=(len(held), BUCKETS))
        lengths = np.sqrt(np.asarray(plain.multiply(plain).sum(1)).ravel())
        return (diags(1.0 / np.maximum(lengths, 1e-9)) @ plain).tocsr().astype(np.float32)


def row_weights(rows: Sequence[Labelled]) -> NDArray[np.float64]:
    """The weight of each row, 1 on average."""
    counts = Counter((row.source, row.complaint) for row in rows)
    weights = [
        (counts[row.source, row.complaint] ** -0.5) * (1.0 if counts[row.source, not row.complaint] else ONE_SIDED_WEIGHT)
        for row in rows
    ]
    each = np.array(weights, float)
    return each / float(each.mean())


class Fitted(NamedTuple):
    """A model before it is calibrated."""

    rarity: NDArray[np.uint8]
    weights: NDArray[np.float64]
    bias: float


def fit(rows: Sequence[Labelled], features: Features, chosen: NDArray[np.intp]) -> Fitted:
    """Fits the chosen rows."""
    from sklearn.linear_model import LogisticRegression

    rarity = features.rarity(chosen)
    picked = [rows[index] for index in chosen.tolist()]
    model = LogisticRegression(C=INVERSE_REGULARISATION, solver="liblinear", max_iter=60, tol=0.01)
    model.fit(features.matrix(chosen, rarity), [row.complaint for row in picked], sample_weight=row_weights(picked))
    return Fitted(rarity, model.coef_[0], float(model.intercept_[0]))


def logits(fitted: Fitted, features: Features, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """What a fitted model says of rows."""
    matrix = features.matrix(rows, fitted.rarity)
    return np.asarray(matrix @ fitted.weights + fitted.bias)


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
        scored[held_out] = logits(fit(rows, features, kept), features, held_out)
    return scored


def calibration(scored: NDArray[np.float64], rows: Sequence[Labelled]) -> tuple[float, float]:
    """Slope and intercept that make logits of unseen sources probabilities (Platt), the rows weighed as in the fit."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6)
    model.fit(scored[:, None], [row.complaint for row in rows], sample_weight=row_weights(rows))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def built(fitted: Fitted, slope: float, intercept: float, languages: Iterable[str]) -> ScreenModel:
    """The model as it is shipped: weights in 255 steps."""
    step = float(np.quantile(np.abs(fitted.weights[fitted.weights != 0.0]), 0.9995)) / 127.0
    weights = np.clip(np.rint(fitted.weights / step), -127, 127).astype(np.int8)
    bias = slope * fitted.bias + intercept
    # The vectors have the length 1 whatever the unit of the rarity, so that it needs no factor.
    return ScreenModel(VERSION, slope * step, bias, tuple(sorted(languages)), weights, fitted.rarity)


def languages_of(rows: Iterable[Labelled]) -> list[str]:
    """The languages of which there are complaints and others."""
    seen = {(row.lang, row.complaint) for row in rows}
    return sorted({lang for lang, _ in seen if {(lang, True), (lang, False)} <= seen})


def main(
    files: list[Path],
    out: Annotated[Path, typer.Option("--out", help="where the model goes")],
) -> None:
    """Fit the screen on labelled texts and calibrate it on sources left out."""
    rows = [row for path in files for row in load_labelled(path) if not row.non_commercial]
    features = Features(row.text for row in rows)
    slope, intercept = calibration(logits_left_out(rows, features, folds_by_source(rows)), rows)
    model = built(fit(rows, features, np.arange(len(rows))), slope, intercept, languages_of(rows))
    out.write_bytes(written(model))
    typer.echo(f"{len(rows):,} texts in {len(model.languages)} languages; slope {slope:.3f}, intercept {intercept:.3f}")


if __name__ == "__main__":
    typer.run(main)
