"""Grouping similar complaints: which of the live groups does a text belong to, or is it the first of its kind?"""

from detectors.grouping.estimator import NO_GROUP, Grouping
from detectors.grouping.later import UNGROUPED, TextGroup, WaitingTexts
from detectors.grouping.peer import CLUSTERERS, Grouper, TextClustGrouping, build_grouping
from detectors.grouping.vocabulary import Terms


def compile_kernel() -> None:
    """Make the compiled kernel ready: loads what an earlier run kept, in half a second, or compiles, in ten to twenty.

    For a service to call once at its start, before it must answer heartbeats, and for an image to call when it is built.
    """
    warm = Grouping()
    warm.assign_many([("compile",)], [0.0])
    warm.predict_one(("compile",))


__all__ = [
    "CLUSTERERS",
    "NO_GROUP",
    "UNGROUPED",
    "Grouper",
    "Grouping",
    "Terms",
    "TextClustGrouping",
    "TextGroup",
    "WaitingTexts",
    "build_grouping",
    "compile_kernel",
]
