"""How well a severity ranks real spikes: the score of the Numenta Anomaly Benchmark, and the severity it is shown on.

The scorer follows Lavin and Ahmad, *Evaluating Real-time Anomaly Detection Algorithms* (2015), and the rules of NAB's own
code (numenta/NAB, `sweeper.py`, `runner.py`): a window earns its earliest detection, less the later it comes; every
detected row outside costs, more the farther behind a window; a window without a detection costs; the first rows of a file
are not scored; the sum is put between a detector that says nothing (0) and a perfect one (100).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PROBATION_SHARE = 0.15
PROBATION_ROWS_MAX = 5000


@dataclass(frozen=True)
class Profile:
    """What an application gives for a hit and takes for a miss and a false alert."""

    hit: float
    miss: float
    false_alert: float


PROFILES: Mapping[str, Profile] = {
    "standard": Profile(1.0, 1.0, 0.11),
    "reward_low_fp": Profile(1.0, 1.0, 0.22),
    "reward_low_fn": Profile(1.0, 2.0, 0.11),
}


@dataclass(frozen=True)
class Series:
    """One file: event times in seconds, counts, and the labelled windows as (first row, last row), both included."""

    name: str
    at: Floats
    counts: Floats
    windows: tuple[tuple[int, int], ...]


def position_value(position: float) -> float:
    """What a detection is worth at a place relative to a window: -1 its first row, 0 just behind it, above 0 behind it.

    >>> [round(position_value(p), 5) for p in (-1.0, -0.5, 0.0, 1.0, 3.1)]
    [0.98661, 0.84828, 0.0, -0.98661, -1.0]
    """
    return -1.0 if position > 3.0 else 2.0 / (1.0 + math.exp(5.0 * position)) - 1.0


def probation(rows: int) -> int:
    """How many rows at the start of a file are not scored."""
    return math.ceil(min(math.floor(PROBATION_SHARE * rows), PROBATION_SHARE * PROBATION_ROWS_MAX))


def raw_score(rows: int, windows: Sequence[tuple[int, int]], detected: Iterable[int], profile: Profile) -> float:
    """The unscaled score of the detected rows of one file of `rows` rows."""
    first_scored = probation(rows)
    best: dict[int, float] = {n: -profile.miss for n, (_, last) in enumerate(windows) if last >= first_scored}
    false_alerts = 0.0
    for row in sorted(set(detected)):
        if row < first_scored:
            continue
        inside = next((n for n, (first, last) in enumerate(windows) if first <= row <= last), None)
        if inside is not None:
            first, last = windows[inside]
            value = position_value(-(last - row + 1) / (last - first + 1))
            best[inside] = max(best[inside], profile.hit * value / position_value(-1.0))
            continue
        behind = [(first, last) for first, last in windows if last < row]
        value = -1.0
        if behind:
            first, last = behind[-1]
            value = position_value((row - last) / (last - first))
        false_alerts += profile.false_alert * value
    return sum(best.values()) + false_alerts


def scaled_score(raw: float, scored_windows: int, windows: int, profile: Profile) -> float:
    """A raw sum over files, with nothing detected as 0 and every window hit in its first row as 100."""
    nothing = -profile.miss * scored_windows
    return 100.0 * (raw - nothing) / (profile.hit * windows - nothing)


def corpus_score(series: Sequence[Series], detected: Sequence[Iterable[int]], profile: Profile) -> float:
    """The score of the detected rows of all files together."""
    raw = sum(raw_score(len(s.counts), s.windows, d, profile) for s, d in zip(series, detected, strict=True))
    scored = sum(last >= probation(len(s.counts)) for s in series for _, last in s.windows)
    return scaled_score(raw, scored, sum(len(s.windows) for s in series), profile)
