"""Score a series of counts: how surprising is each value? `python examples/score_series.py < counts.txt`, one a line.

Each count is the number of people in five minutes. The score is 0 (usual) to 1 (p-value of 1e-30), as River's anomaly
detectors give it: score first, then learn.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from detectors import SpikeDetector


def scores(counts: Iterable[int]) -> Iterator[tuple[int, float]]:
    """Each count with its score, judged by the counts before it."""
    detector = SpikeDetector()
    for count in counts:
        yield count, detector.score_one({"people": count})
        detector.learn_one({"people": count})


if __name__ == "__main__":
    for row, (count, score) in enumerate(scores(map(int, sys.stdin))):
        if score > 0.1:
            print(f"bucket {row}: {count} people, score {score:.2f}")
