"""Fits the screen and measures it: `python -m stream.screens.train LABELLED AIRLINE --out screen-1.json`.

LABELLED holds rows with `text`, `complaint` (true or false) and `domain`; AIRLINE rows with `text` and `sentiment`, where
negative counts as a complaint. Only numbers leave this program. The same files, seed and versions give the same weights.

The two sets are weighed alike. A hashed word keeps a weight only if it occurs in both of them, so that what one branch of
business talks about (flights) is not taken for complaining.
"""

from __future__ import annotations

import gzip
import math
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec
import orjson
import typer
from river import linear_model, optim

from detectors.screen import FEATURES, Screen, ScreenModel

SEED = 5
BUCKETS = 1 << 14
EPOCHS = 6
RATE = 0.15
L2 = 3e-5
SEEN_IN_BOTH = 4
FOLDS = 5
RECALL = 0.85


class Example(NamedTuple):
    """A labelled text as the screen sees it. `group` is held out as a whole where whole groups are."""

    features: dict[str, float]
    complaint: bool
    source: str
    group: str


def empty_screen() -> Screen:
    """The screen with its words and no weights yet."""
    text = files("stream.screens").joinpath("lexicon.toml").read_text("utf-8")
    lexicon: dict[str, list[str]] = {}
    for category, languages in tomllib.loads(text).items():
        lexicon[category] = sorted({word for words in languages.values() for word in words.split()})
    return Screen(
        ScreenModel(
            version=1,
            threshold=0.5,
            lexicon=lexicon,
            bias=0.0,
            weights={},
            hashed=[0.0] * BUCKETS,
            languages=["en"],
            general_bias=0.0,
            general={},
            kinds={},
        )
    )


def load(path: Path, source: str, screen: Screen) -> list[Example]:
    """The labelled rows of a file, each text once."""
    seen: dict[str, Example] = {}
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for line in file:
            row = orjson.loads(line)
            complaint = row["complaint"] if "complaint" in row else row["sentiment"] == "negative"
            group = row.get("domain") or row.get("brand") or ""
            seen.setdefault(row["text"], Example(screen.features(row["text"]), bool(complaint), source, group))
    return list(seen.values())


def shared_buckets(examples: Iterable[Example]) -> frozenset[str]:
    """The hashed features that occur often enough in every source."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        seen[example.source].update(name for name in example.features if name[0] == "#")
    counts = list(seen.values())
    return frozenset(name for name in counts[0] if all(count[name] >= SEEN_IN_BOTH for count in counts))


def fit(examples: Sequence[Example], *, hashed: bool = True) -> Any:
    """River's logistic regression on these examples, sources weighed alike and complaints as much as the rest."""
    kept = shared_buckets(examples) if hashed else frozenset()
    sizes = Counter((example.source, example.complaint) for example in examples)
    mean = len(examples) / len(sizes)
    order = [
        (pick(example.features, kept), example.complaint, mean / sizes[example.source, example.complaint])
        for example in examples
    ]
    model = linear_model.LogisticRegression(optimizer=optim.AdaGrad(RATE), l2=L2, intercept_lr=0.02)
    chance = random.Random(SEED)
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for features, complaint, weight in order:
            model.learn_one(features, complaint, w=min(weight, 5.0))
    return model


def pick(features: dict[str, float], kept: frozenset[str]) -> dict[str, float]:
    return {name: value for name, value in features.items() if name[0] != "#" or name in kept}


def chances(model: Any, examples: Iterable[Example]) -> list[tuple[float, bool]]:
    return [(model.predict_proba_one(example.features).get(True, 0.5), example.complaint) for example in examples]


def judged(scored: Sequence[tuple[float, bool]], threshold: float = 0.5) -> str:
    """Accuracy, F1, precision, recall and AUC of scores, as one line."""
    hits = sum(complaint and score >= threshold for score, complaint in scored)
    alarms = sum(score >= threshold for score, _ in scored)
    complaints = sum(complaint for _, complaint in scored)
    right = len(scored) - complaints - alarms + 2 * hits
    numbers = (right / len(scored), 2 * hits / (alarms + complaints), hits / max(1, alarms), hits / max(1, complaints))
    names = ("accuracy", "F1", "precision", "recall")
    scores = [f"{name} {number:.3f}" for name, number in zip(names, numbers, strict=True)]
    return "  ".join([*scores, f"AUC {auc(scored):.3f}"])


def auc(scored: Sequence[tuple[float, bool]]) -> float:
    """The chance that a complaint scores above another text, ties counted half: exact, by ranks."""
    ordered = sorted(scored)
    complaints = sum(complaint for _, complaint in ordered)
    others = len(ordered) - complaints
    if not complaints or not others:
        return math.nan
    ranks, place = 0.0, 0
    while place < len(ordered):
        end = place
        while end < len(ordered) and ordered[end][0] == ordered[place][0]:
            end += 1
        ranks += (place + end + 1) / 2 * sum(complaint for _, complaint in ordered[place:end])
        place = end
    return (ranks - complaints * (complaints + 1) / 2) / (complaints * others)


def cross_validated(examples: Sequence[Example], *, hashed: bool = True) -> dict[str, list[tuple[float, bool]]]:
    """Scores of every example by a model that did not see its fold, by source."""
    order = list(examples)
    random.Random(SEED).shuffle(order)
    scored: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for fold in range(FOLDS):
        model = fit([example for place, example in enumerate(order) if place % FOLDS != fold], hashed=hashed)
        for example in order[fold::FOLDS]:
            scored[example.source] += chances(model, [example])
    return scored


def branch_by_branch(labelled: list[Example], airline: list[Example]) -> list[tuple[float, bool]]:
    """Scores of each branch's texts by a model that saw no text of the branch."""
    scored = []
    for branch in sorted({example.group for example in labelled}):
        rest = [example for example in labelled if example.group != branch]
        scored += chances(fit(rest + airline), [example for example in labelled if example.group == branch])
    return scored


def threshold_at(scored: Sequence[tuple[float, bool]], recall: float) -> float:
    """The score that this share of the complaints reaches."""
    complaints = sorted(score for score, complaint in scored if complaint)
    return complaints[int((1 - recall) * len(complaints))]


def report(labelled: list[Example], airline: list[Example]) -> float:
    """Print what the model is worth on texts it has not seen; returns the threshold for the wanted recall."""
    both = labelled + airline
    for name, hashed in (("words and lexicon", True), ("lexicon only", False)):
        typer.echo(f"\n{name}:")
        scored = cross_validated(both, hashed=hashed)
        for source, own in sorted(scored.items()):
            typer.echo(f"  {FOLDS}-fold, both sets         {source:<9} {judged(own)}")
        for train, test in ((labelled, airline), (airline, labelled)):
            own = chances(fit(train, hashed=hashed), test)
            typer.echo(f"  trained on {train[0].source:<9} tested on {test[0].source:<9} {judged(own)}")
        if hashed:
            typer.echo(f"  one branch of business held out, all in turn: {judged(branch_by_branch(labelled, airline))}")
        if hashed:
            every = [item for own in scored.values() for item in own]
            # Sources weigh alike here, too: the stricter of both thresholds would lose complaints of the other.
            threshold = min(threshold_at(own, RECALL) for own in scored.values())
            threshold = max(0.2, round(threshold, 2))
            typer.echo(f"  threshold {threshold:.2f}: all      {judged(every, threshold)}")
            for source, own in sorted(scored.items()):
                typer.echo(f"  threshold {threshold:.2f}: {source:<9}{judged(own, threshold)}")
    return threshold


def built(screen: Screen, specific: Any, general: Any, threshold: float) -> ScreenModel:
    """The learned weights as a model of the screen, rounded to what the file holds."""
    hashed = [round(float(specific.weights.get(f"#{bucket}", 0.0)), 2) for bucket in range(BUCKETS)]
    return ScreenModel(
        version=screen.model.version,
        threshold=threshold,
        lexicon=screen.model.lexicon,
        bias=round(float(specific.intercept), 4),
        weights={name: round(float(specific.weights.get(name, 0.0)), 4) for name in FEATURES},
        hashed=hashed,
        languages=["en"],
        general_bias=round(float(general.intercept), 4),
        general={name: round(float(general.weights.get(name, 0.0)), 4) for name in FEATURES},
        # Not learned, no set has kinds: somebody who opens a ticket has a matter to raise.
        kinds={"ticket": 1.0},
    )


def main(
    labelled: Path,
    airline: Path,
    out: Annotated[Path | None, typer.Option("--out", help="where the model goes; else figures only")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="no figures, the threshold given")] = False,
    threshold: float = 0.4,
) -> None:
    """Fit the screen on two labelled sets and report its figures on unseen texts."""
    screen = empty_screen()
    first, second = load(labelled, "labelled", screen), load(airline, "airline", screen)
    typer.echo(f"{len(first):,} labelled and {len(second):,} airline texts")
    if not quick:
        threshold = report(first, second)
    both = first + second
    model = built(screen, fit(both), fit(both, hashed=False), threshold)
    if out is not None:
        out.write_bytes(msgspec.json.encode(model) + b"\n")


if __name__ == "__main__":
    typer.run(main)
