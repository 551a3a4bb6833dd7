"""`groundswell evaluate complaints`: how well the screen tells complaints from the rest, in each language and source."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec
import numpy as np
import orjson
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from detectors.evaluation.complaints import auc, figures, learning_curve, trend_scores
from detectors.mention import Basis
from detectors.post import Post
from detectors.screen.model import Screen, logistic
from detectors.text import normalise
from detectors.verdict.calibration import BrandCalibration
from detectors.verdict.complaint import complaint_evidence, complaint_ratio
from stream.exits import reason_of
from stream.screens import load_screen
from stream.screens.lexicon import load_lexicon
from stream.screens.train import (
    Features,
    Labelled,
    calibration,
    folds_by_chance,
    folds_by_source,
    languages_learned,
    languages_of,
    load_labelled,
    logits_left_out,
    phrases_in,
)

DROP_BELOW = 0.02
TREND_SEED = 11
ORDERS = 3


class LeaveOut(StrEnum):
    """What each text is scored without: a random tenth, its source, its language, or nothing (the shipped model);
    `later`: the shipped model and what its source, as a brand, has learned from the labels before it."""

    NOTHING = "nothing"
    TENTH = "tenth"
    SOURCE = "source"
    LANGUAGE = "language"
    LATER = "later"


def complaints(
    files: Annotated[
        list[Path],
        typer.Argument(exists=True, dir_okay=False, help="JSON lines with text and complaint; source, lang if known"),
    ],
    leave_out: Annotated[LeaveOut, typer.Option(help="train anew without what is scored; nothing: the shipped model")] = (
        LeaveOut.NOTHING
    ),
    lexicon: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="lists AFINN-*.json for training anew; the shipped model has them"),
    ] = None,
    non_commercial: Annotated[bool, typer.Option(help="score rows marked non_commercial, too")] = False,
    seed: Annotated[int, typer.Option(help="of the random tenths, and of the first of three orders")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """How well the screen tells complaints from the rest: F1, AUC, calibration, and over trends of eight people."""
    try:
        rows = [row for path in files for row in load_labelled(path) if non_commercial or not row.non_commercial]
    except (OSError, EOFError, ValueError) as error:
        raise typer.BadParameter(f"a file cannot be used: {reason_of(error)}") from error
    if not rows:
        raise typer.BadParameter("the files hold no labelled text")
    report: dict[str, Any] = {"leave_out": leave_out.value, "seed": seed}
    if leave_out is LeaveOut.LATER:
        runs = [learned(rows, one) for one in range(seed, seed + ORDERS)]
        found = Scored(runs[0].scores, known_to(load_screen(), rows))
        report["learning"] = {str(seed + number): run.curve for number, run in enumerate(runs)}
    else:
        found = scored(rows, leave_out, seed, lexicon)
    report |= report_of(rows, found, leave_out)
    if as_json:
        typer.echo(orjson.dumps(report, option=orjson.OPT_INDENT_2).decode())
    else:
        show(report, Console())


class Scored(NamedTuple):
    """The score of each row, and whether the model that gave it has learned from texts in its language: it never calls
    others praise."""

    scores: NDArray[np.float64]
    known: NDArray[np.bool_]


def scored(rows: list[Labelled], leave_out: LeaveOut, seed: int, lexicon: Path | None = None) -> Scored:
    """The rows scored by a model that has not seen what is left out; calibrated over all of them."""
    if leave_out is LeaveOut.NOTHING:
        screen = load_screen()
        return Scored(np.array([screen.score(row.text, row.lang) for row in rows]), known_to(screen, rows))
    features = Features((row.text for row in rows), load_lexicon(lexicon) if lexicon else ())
    folds = folds_of(rows, leave_out, seed)
    left_out, phrases = logits_left_out(rows, features, folds), phrases_in(rows)
    scores = calibration(left_out, phrases, rows).probabilities(left_out, phrases)
    return Scored(scores, known_without(rows, folds, scores))


def known_to(screen: Screen, rows: list[Labelled]) -> NDArray[np.bool_]:
    """Of which rows the screen has learned the language."""
    return np.array([screen.knows(row.lang) for row in rows])


def known_without(rows: list[Labelled], folds: list[NDArray[np.intp]], scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Of which rows a model that has not seen their fold, and gave these scores, has learned the language."""
    known, languages = np.zeros(len(rows), bool), frozenset(languages_learned(rows, scores))
    for fold in folds:
        left_out = frozenset(fold.tolist())
        learned_from = languages.intersection(
            languages_of(row for number, row in enumerate(rows) if number not in left_out)
        )
        known[fold] = [rows[number].lang in learned_from for number in fold.tolist()]
    return known


class Learned(NamedTuple):
    """Scores before each label was learned, and how well they tell complaints as labels come."""

    scores: NDArray[np.float64]
    curve: dict[str, float]


def learned(rows: list[Labelled], seed: int) -> Learned:
    """Each source as a brand whose posts come in a seeded order, and tell after each whether it complained."""
    screen = load_screen()
    brands: dict[str, BrandCalibration] = {}
    scores = np.full(len(rows), 0.5)
    order = np.random.default_rng(seed).permutation(len(rows))
    for index in order.tolist():
        row = rows[index]
        brand = brands.setdefault(row.source, BrandCalibration())
        basis = Basis.MODEL if screen.knows(row.lang) else Basis.UNKNOWN
        terms, score = normalise(row.text, row.lang), min(0.999, screen.score(row.text, row.lang))
        post = Post(str(index), 0.0, str(index), row.text, terms, lang=row.lang, score=score, basis=basis)
        ratio = brand.ratio(post)
        scores[index] = 0.5 if ratio is None else logistic(ratio)
        brand.learn(post, row.complaint)
    truth = np.array([row.complaint for row in rows])
    return Learned(scores, learning_curve(scores, truth, [row.source for row in rows], order))


def folds_of(rows: list[Labelled], leave_out: LeaveOut, seed: int) -> list[NDArray[np.intp]]:
    """The rows of each fold."""
    if leave_out is LeaveOut.SOURCE:
        return folds_by_source(rows)
    if leave_out is LeaveOut.LANGUAGE:
        return folds_by_source([row._replace(source=row.lang) for row in rows])
    return folds_by_chance(rows, 10, seed)


def report_of(rows: list[Labelled], found: Scored, leave_out: LeaveOut) -> dict[str, Any]:
    """All figures: of everything, pooled over sources with both labels, by language and by source, and over trends; what
    trends are called praise as the verdict does it, and of those in learned languages alone."""
    scores = found.scores
    truth = np.array([row.complaint for row in rows])
    languages = [row.lang for row in rows]
    parts = {name: grouped(scores, truth, languages, [getattr(row, name) for row in rows]) for name in ("lang", "source")}
    two_sided = {name for name, part in parts["source"].items() if part["auc"] is not None}
    both = np.array([row.source in two_sided for row in rows])
    aucs = [part["auc"] for part in parts["lang"].values() if part["auc"] is not None]
    ratios = np.array([complaint_ratio(score, 0.5) for score in scores.tolist()])
    group = [row.lang if leave_out is LeaveOut.LANGUAGE else row.source for row in rows]
    trends, kinds = trend_scores(ratios, truth, group, TREND_SEED)
    judged, _ = trend_scores(np.where(found.known, ratios, np.nan), truth, group, TREND_SEED)
    sums, praised = trends.sum(1), np.array([called_praise(trend) for trend in judged.tolist()], bool)
    learned_from = ~np.isnan(judged).all(1)
    return {
        "all": msgspec.structs.asdict(figures(scores, truth, languages, DROP_BELOW)),
        "macro_auc_languages": float(np.mean(aucs)),
        "pooled_auc_two_sided_sources": auc(scores[both], truth[both]),
        "trend_of_eight_auc": auc(sums, kinds),
        "trend_of_eight_complaints_called_praise": float(praised[kinds].mean()),
        "trend_of_eight_praises_called_praise": float(praised[~kinds].mean()),
        "trend_of_eight_in_learned_languages": {
            "trends": int(learned_from.sum()),
            "auc": auc(sums[learned_from], kinds[learned_from]) if learned_from.any() else None,
            "complaints_called_praise": share_of(praised, learned_from & kinds),
            "praises_called_praise": share_of(praised, learned_from & ~kinds),
        },
        "trend_of_eight_complaints_at": {
            f"{share:g}": float(np.quantile(sums[kinds], share)) for share in (0.005, 0.01, 0.02, 0.05)
        },
        "languages": parts["lang"],
        "sources": parts["source"],
    }


def share_of(praised: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> float | None:
    """Which part of the chosen is praise; None when none is chosen."""
    return float(praised[chosen].mean()) if chosen.any() else None


def called_praise(ratios: list[float]) -> bool:
    """Whether the verdict on people with these log-likelihood ratios is praise; not a number of whom nothing is known."""
    posts = [
        Post(str(n), 0.0, str(n), "", (), score=logistic(ratio), basis=Basis.MODEL)
        if not math.isnan(ratio)
        else Post(str(n), 0.0, str(n), "", (), basis=Basis.UNKNOWN)
        for n, ratio in enumerate(ratios)
    ]
    return complaint_evidence(posts).is_praise


def grouped(
    scores: NDArray[np.float64], truth: NDArray[np.bool_], languages: list[str], of: list[str]
) -> dict[str, dict[str, Any]]:
    """The figures of each group."""
    names, langs = np.array(of), np.array(languages)
    return {
        name: msgspec.structs.asdict(
            figures(scores[names == name], truth[names == name], langs[names == name].tolist(), DROP_BELOW)
        )
        for name in sorted(set(of))
    }


def show(report: dict[str, Any], console: Console) -> None:
    """The figures as tables."""
    whole = report["all"]
    table = Table(title=f"complaints, leaving out: {report['leave_out']}")
    for heading in ("", "texts", "accuracy", "macro F1", "AUC", "recall at 1 % praise", "calibration error", "dropped"):
        table.add_column(heading)
    for name, row in (("all", whole), *report["languages"].items()):
        optional = [f"{row[key]:.3f}" if row[key] is not None else "–" for key in ("auc", "recall_at_1_percent_praise")]
        table.add_row(
            name,
            f"{row['texts']:,}",
            f"{row['accuracy']:.3f}",
            f"{row['macro_f1']:.3f}",
            *optional,
            f"{row['calibration_error']:.3f}",
            f"{row['complaints_dropped']:.2%}",
        )
    console.print(table)
    console.print(f"AUC, mean over languages with both labels: {report['macro_auc_languages']:.3f}")
    console.print(f"AUC, pooled over sources with both labels: {report['pooled_auc_two_sided_sources']:.3f}")
    console.print(f"AUC of trends of eight people: {report['trend_of_eight_auc']:.3f}")
    for kind in ("complaints", "praises"):
        console.print(f"trends of eight {kind} called praise: {report[f'trend_of_eight_{kind}_called_praise']:.1%}")
    learned_from = report["trend_of_eight_in_learned_languages"]
    if learned_from["trends"]:
        console.print(
            f"the same in learned languages: AUC {learned_from['auc']:.3f}, complaints called praise "
            f"{learned_from['complaints_called_praise']:.1%}, praises {learned_from['praises_called_praise']:.1%}"
        )
    for order, curve in report.get("learning", {}).items():
        console.print(f"order {order}, AUC by labels: " + ", ".join(f"{span} {area:.3f}" for span, area in curve.items()))
