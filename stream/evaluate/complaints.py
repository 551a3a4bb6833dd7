"""`groundswell evaluate complaints`: how well the screen tells complaints from the rest, in each language and source."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import numpy as np
import orjson
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from detectors.evaluation.complaints import auc, figures, trend_scores
from detectors.screen.model import logistic
from detectors.verdict.complaint import PERSON_MAX, complaint_ratio
from stream.screens.lexicon import load_lexicon
from stream.screens.train import Features, Labelled, calibration, folds_by_source, load_labelled, logits_left_out

DROP_BELOW = 0.02
TREND_SEED = 11


class LeaveOut(StrEnum):
    """What each text is scored without: a random tenth, its source, its language, or nothing (the shipped model)."""

    NOTHING = "nothing"
    TENTH = "tenth"
    SOURCE = "source"
    LANGUAGE = "language"


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
    seed: Annotated[int, typer.Option(help="of the random tenths")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """How well the screen tells complaints from the rest: F1, AUC, calibration, and over trends of eight people."""
    rows = [row for path in files for row in load_labelled(path) if non_commercial or not row.non_commercial]
    scores = scored(rows, leave_out, seed, lexicon)
    report = {"leave_out": leave_out.value, "seed": seed, **report_of(rows, scores, leave_out)}
    if as_json:
        typer.echo(orjson.dumps(report, option=orjson.OPT_INDENT_2).decode())
    else:
        show(report, Console())


def scored(rows: list[Labelled], leave_out: LeaveOut, seed: int, lexicon: Path | None = None) -> NDArray[np.float64]:
    """The score of each row, by a model that has not seen what is left out; calibrated over all of them."""
    if leave_out is LeaveOut.NOTHING:
        from stream.screens import load_screen

        screen = load_screen()
        return np.array([screen.score(row.text) for row in rows])
    features = Features((row.text for row in rows), load_lexicon(lexicon) if lexicon else ())
    left_out = logits_left_out(rows, features, folds_of(rows, leave_out, seed))
    slope, intercept = calibration(left_out, rows)
    return np.array([logistic(slope * logit + intercept) for logit in left_out.tolist()])


def folds_of(rows: list[Labelled], leave_out: LeaveOut, seed: int) -> list[NDArray[np.intp]]:
    """The rows of each fold."""
    if leave_out is LeaveOut.SOURCE:
        return folds_by_source(rows)
    if leave_out is LeaveOut.LANGUAGE:
        return folds_by_source([row._replace(source=row.lang) for row in rows])
    order = np.random.default_rng(seed).permutation(len(rows))
    return [np.sort(order[fold::10]) for fold in range(10)]


def report_of(rows: list[Labelled], scores: NDArray[np.float64], leave_out: LeaveOut) -> dict[str, Any]:
    """All figures: of everything, pooled over sources with both labels, by language and by source, and over trends."""
    truth = np.array([row.complaint for row in rows])
    languages = [row.lang for row in rows]
    parts = {name: grouped(scores, truth, languages, [getattr(row, name) for row in rows]) for name in ("lang", "source")}
    two_sided = {name for name, part in parts["source"].items() if part["auc"] is not None}
    both = np.array([row.source in two_sided for row in rows])
    aucs = [part["auc"] for part in parts["lang"].values() if part["auc"] is not None]
    ratios = np.array([complaint_ratio(score, 0.5) for score in scores.tolist()])
    group = [row.lang if leave_out is LeaveOut.LANGUAGE else row.source for row in rows]
    sums, kinds = trend_scores(np.clip(ratios, -PERSON_MAX, PERSON_MAX), truth, group, TREND_SEED)
    return {
        "all": msgspec.structs.asdict(figures(scores, truth, languages, DROP_BELOW)),
        "macro_auc_languages": float(np.mean(aucs)),
        "pooled_auc_two_sided_sources": auc(scores[both], truth[both]),
        "trend_of_eight_auc": auc(sums, kinds),
        "trend_of_eight_complaints_at": {
            f"{share:g}": float(np.quantile(sums[kinds], share)) for share in (0.005, 0.01, 0.02, 0.05)
        },
        "languages": parts["lang"],
        "sources": parts["source"],
    }


def grouped(
    scores: NDArray[np.float64], truth: NDArray[np.bool_], languages: list[str], of: list[str]
) -> dict[str, dict[str, Any]]:
    """The figures of each group."""
    names, spoken = np.array(of), np.array(languages)
    return {
        name: msgspec.structs.asdict(
            figures(scores[names == name], truth[names == name], spoken[names == name].tolist(), DROP_BELOW)
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
