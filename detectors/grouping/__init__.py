"""Grouping similar complaints: which of the live groups does a text belong to, or is it the first of its kind?

What finds groups is imported when it is first asked for: it loads compiled kernels, which a command that only names a group
should not wait for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from detectors.grouping.text_group import NO_GROUP, UNGROUPED, TextGroup

if TYPE_CHECKING:
    from detectors.grouping.estimator import Grouping
    from detectors.grouping.later import WaitingTexts
    from detectors.grouping.peer import CLUSTERERS, Grouper, build_grouping
    from detectors.grouping.textclust import TextClustGrouping
    from detectors.grouping.vocabulary import Terms

_HOMES = {
    "CLUSTERERS": "peer",
    "Grouper": "peer",
    "Grouping": "estimator",
    "Terms": "vocabulary",
    "TextClustGrouping": "textclust",
    "WaitingTexts": "later",
    "build_grouping": "peer",
}


def compile_kernel() -> None:
    """Make the compiled kernel ready: loads what an earlier run kept, in half a second, or compiles, in ten to twenty.

    For a service to call once at its start, before it must answer heartbeats, and for an image to call when it is built.
    """
    from detectors.grouping.estimator import Grouping

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


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"detectors.grouping.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
