"""Score a series: how surprising is each share? `python examples/score_series.py < counts.txt`, two numbers a line.

Each line is a window, for example an hour: how many people mention something, and how many people write at all. The score
is 0 (usual) to 1 (p-value of 1e-30), as River's anomaly detectors give it: score first, then learn.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from detectors import ShareDetector


def scores(windows: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, float]]:
    """Each window with its score, judged by the windows before it."""
    detector = ShareDetector()
    for people, everybody in windows:
        window = {"people": people, "everybody": everybody}
        yield people, everybody, detector.score_one(window)
        detector.learn_one(window)


if __name__ == "__main__":
    rows = (tuple(map(int, line.split())) for line in sys.stdin)
    for row, (people, everybody, score) in enumerate(scores((one, of) for one, of in rows)):
        if score > 0.1:
            print(f"window {row}: {people} of {everybody} people, score {score:.2f}")
