"""How well a severity ranks real spikes: the score of the Numenta Anomaly Benchmark, and the severity it is shown on.

The scorer follows Lavin and Ahmad, *Evaluating Real-time Anomaly Detection Algorithms* (2015), and the rules of NAB's own
code (numenta/NAB, `sweeper.py`, `runner.py`): a window earns its earliest detection, less the later it comes; every
detected row outside costs, more the farther behind a window; a window without a detection costs; the first rows of a file
are not scored; the sum is put between a detector that says nothing (0) and a perfect one (100).
"""

from __future__ import annotations

import math
from collections import deque
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


class Severity:
    """How far the last hour and the last three stand above the last week, in its own standard deviations.

    The mean of two z-scores of the square root of the count per bucket (which steadies the variance of counts), over 1 h
    and 3 h, each against a mean and variance that halve every 7 days. A ranking, with no promise about false alerts.
    Strictly causal: a bucket is scored by what was before it.

    >>> severity = Severity()
    >>> steady = [severity.score_and_learn(count) for count in [3, 5] * 500]
    >>> abs(steady[-1]) < 1 < severity.score_and_learn(60)
    True
    """

    WINDOWS = (12, 36)
    HALF_LIFE_BUCKETS = 2016.0

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=self.WINDOWS[-1])
        self._weight = 0.0
        self._variance_weight = 0.0
        self._means: Floats = np.zeros(len(self.WINDOWS))
        self._variances: Floats = np.zeros(len(self.WINDOWS))

    def score_and_learn(self, count: float) -> float:
        """The severity of the bucket that closes with `count`; then it is learned."""
        self._recent.append(count)
        recent = list(self._recent)
        roots = np.array([math.sqrt(sum(recent[-w:]) / len(recent[-w:])) for w in self.WINDOWS])
        fade = 0.5 ** (1.0 / self.HALF_LIFE_BUCKETS)
        scored = 0.0
        if self._weight:
            apart = roots - self._means / self._weight
            if self._variance_weight:
                scored = float(np.mean(apart / np.sqrt(self._variances / self._variance_weight + 0.01)))
            self._variances = self._variances * fade + apart**2
            self._variance_weight = self._variance_weight * fade + 1.0
        self._means = self._means * fade + roots
        self._weight = self._weight * fade + 1.0
        return scored


def alerts(scores: Sequence[float], threshold: float, quiet_rows: int = 288) -> list[int]:
    """The rows that alert: at or above the threshold, and none in the `quiet_rows` before.

    >>> alerts([0, 5, 6, 0, 7], 5, quiet_rows=3)
    [1, 4]
    """
    rows: list[int] = []
    for row, score in enumerate(scores):
        if score >= threshold and (not rows or row - rows[-1] >= quiet_rows):
            rows.append(row)
    return rows


@dataclass(frozen=True)
class SpikeResult:
    """The score under one profile with the best threshold for all files, and with each file's chosen on the others."""

    profile: str
    score: float
    threshold: float
    score_leaving_one_out: float
    thresholds_leaving_one_out: Mapping[str, float]


def evaluate(series: Sequence[Series]) -> list[SpikeResult]:
    """The severity on labelled series, under every profile. Thresholds from 1 to 8 in steps of 0.05."""
    scored = []
    for one in series:
        severity = Severity()
        scored.append([severity.score_and_learn(float(count)) for count in one.counts])
    grid = [step / 20 for step in range(20, 161)]
    detected = [[alerts(scores, threshold) for threshold in grid] for scores in scored]
    windows = sum(len(one.windows) for one in series)
    judged = sum(last >= probation(len(one.counts)) for one in series for _, last in one.windows)
    results = []
    for name, profile in PROFILES.items():
        raw = np.array(
            [
                [raw_score(len(s.counts), s.windows, d, profile) for d in rows]
                for s, rows in zip(series, detected, strict=True)
            ]
        )
        best = _best(raw.sum(axis=0))
        left_out = [_best(raw.sum(axis=0) - raw[number]) for number in range(len(series))]
        apart = sum(float(raw[number, chosen]) for number, chosen in enumerate(left_out))
        results.append(
            SpikeResult(
                profile=name,
                score=scaled_score(float(raw[:, best].sum()), judged, windows, profile),
                threshold=grid[best],
                score_leaving_one_out=scaled_score(apart, judged, windows, profile),
                thresholds_leaving_one_out={s.name: grid[chosen] for s, chosen in zip(series, left_out, strict=True)},
            )
        )
    return results


def _best(totals: Floats) -> int:
    """The middle of the thresholds that score best: an edge would be luck."""
    best = np.flatnonzero(totals >= totals.max() - 1e-9)
    return int(best[len(best) // 2])
