"""`python -m tests.benchmarks.leave_one_out STREAM INCIDENTS A=B …` (A is called B): what would be chosen for each main
setting without each incident, and without each year, and what that costs in what was left out.

Each incident is moved to one other year, with all and with a third of its people (`evaluate transplant`). A setting is
tried at half and double its value. The cost of a run is log2 of the people at its opening over five, `MISSED` where it is
not found; what is chosen has the least mean cost among the values that open no more other alerts than the present one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import log2
from pathlib import Path
from typing import Any

import orjson

from detectors.evaluation.incidents import Incident, posts_of
from detectors.evaluation.transplant import Graft, covered, transplants
from detectors.spikes.rise import level_of
from detectors.trends import brand_tests, detection
from stream.evaluate.incidents import listed_or_exit
from stream.evaluate.pieces import read_stream
from stream.evaluate.transplant import Runner

PARTS, DAYS = (1.0, 0.33), 30.0
MISSED = 4.0
FACTORS = (0.5, 1.0, 2.0)
OF_SHARES = ("own_max", "strength", "cap", "times", "level_people", "half_life_days")
OF_DETECTION = ("COHESION", "SUPPORT_MAX", "COHESION_FACTOR")
OF_TESTS = ("VOLUME_STRICTNESS",)


@contextmanager
def changed(setting: str, factor: float) -> Iterator[None]:
    """While it lasts, engines are built with that setting times `factor`."""
    module, name, value = _changed(setting, factor)
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def _changed(setting: str, factor: float) -> tuple[Any, str, Any]:
    if setting in OF_SHARES:
        return (
            brand_tests,
            "SHARES",
            replace(brand_tests.SHARES, **{setting: getattr(brand_tests.SHARES, setting) * factor}),
        )
    if setting == "level":
        return detection, "level_of", lambda budget: level_of(budget) * factor
    module = detection if setting in OF_DETECTION else brand_tests
    return module, setting, getattr(module, setting) * factor


class Loo:
    """The runs of every setting and factor."""

    def __init__(self, stream: Path, labels: Path, renamed: dict[str, str]) -> None:
        held = read_stream(stream, renamed)
        listed = [
            Incident(str(one.id), "", posts_of(set(map(str, one.members)), held.known)) for one in listed_or_exit(labels)
        ]
        self._runner = Runner(held, [one for one in listed if one.posts], DAYS, "")
        runs = list(transplants([one for one in listed if one.posts], covered(held.at), DAYS, PARTS))
        years = {
            run.incident: max((one.years for one in runs if one.incident == run.incident), key=_nearness) for run in runs
        }
        self._runs = [run for run in runs if run.years == years[run.incident]]

    def grafts(self, setting: str, factor: float) -> list[Graft]:
        with changed(setting, factor):
            return [self._runner.graft(run) for run in self._runs]


def _nearness(years: int) -> tuple[int, int]:
    return -abs(years), years


def cost(grafts: Sequence[Graft]) -> float:
    """The mean cost of runs."""
    each = [MISSED if one.people is None else max(0.0, log2(one.people / 5.0)) for one in grafts]
    return sum(each) / max(1, len(each))


def chosen(held: dict[float, list[Graft]]) -> float:
    """The factor that is chosen by these runs."""
    most = sum(one.others for one in held[1.0])
    allowed = [factor for factor, grafts in held.items() if sum(one.others for one in grafts) <= most]
    return min(allowed, key=lambda factor: (round(cost(held[factor]), 3), abs(factor - 1.0)))


def report(setting: str, by_factor: dict[float, list[Graft]]) -> dict[str, Any]:
    """What each factor costs in all, and for each incident and year that is left out: the factor that is chosen without it,
    and its cost there beside the present one's."""
    row: dict[str, Any] = {"setting": setting}
    row["all"] = {
        f"{factor:g}": {"cost": round(cost(grafts), 3), "others": sum(one.others for one in grafts)}
        for factor, grafts in by_factor.items()
    }
    for name in ("incident", "years"):
        row[f"without_{name}"] = {}
        for left in sorted({getattr(one, name) for one in by_factor[1.0]}, key=str):
            factor = chosen({f: [one for one in grafts if getattr(one, name) != left] for f, grafts in by_factor.items()})
            out = {f: [one for one in grafts if getattr(one, name) == left] for f, grafts in by_factor.items()}
            lost = round(cost(out[factor]) - cost(out[1.0]), 3)
            others = sum(one.others for one in out[factor]) - sum(one.others for one in out[1.0])
            row[f"without_{name}"][str(left)] = {"chosen": factor, "lost": lost, "others": others}
    return row


def main(arguments: Sequence[str]) -> None:
    """Prints a line of JSON for each setting as soon as it is measured."""
    stream, labels, *renamed = arguments
    runs = Loo(Path(stream), Path(labels), {a.casefold(): b for a, _, b in (one.partition("=") for one in renamed)})
    present = runs.grafts("level", 1.0)
    for setting in ("own_max", "level", *OF_DETECTION, "strength", "cap", *OF_TESTS, "times"):
        by_factor = {factor: present if factor == 1.0 else runs.grafts(setting, factor) for factor in FACTORS}
        print(orjson.dumps(report(setting, by_factor)).decode(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
