"""Groundswell's detectors: values in, values out.

The words, one each: a **mention** is a post about a brand; a **complaint** is a mention that the screen let through,
normalised; a **group** is the clusterer's unit, complaints in similar words; a **trend** is what people complain about, one
problem, one alert; a **person** is one author under a keyed hash; a **bucket** is one minute of event time.

Nothing in this package does I/O, reads a clock, the environment or a file, logs, or is asynchronous: what a decision needs
is passed in, what was decided is returned with its reason.

The public names below are imported when they are first asked for: some load a compiled kernel, which a caller that only
wants `normalise` should not wait for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detectors.alert import Alert
    from detectors.engine.engine import TrendEngine
    from detectors.errors import GroundswellError
    from detectors.grouping import Grouping
    from detectors.mention import Complaint, Mention
    from detectors.spikes.share_adapter import ShareDetector
    from detectors.spikes.share_model import ShareTest
    from detectors.text import detect_language, mask, normalise

_HOMES = {
    "Alert": "detectors.alert",
    "Complaint": "detectors.mention",
    "GroundswellError": "detectors.errors",
    "Grouping": "detectors.grouping",
    "Mention": "detectors.mention",
    "ShareDetector": "detectors.spikes.share_adapter",
    "ShareTest": "detectors.spikes.share_model",
    "TrendEngine": "detectors.engine.engine",
    "detect_language": "detectors.text",
    "mask": "detectors.text",
    "normalise": "detectors.text",
}

__all__ = [
    "Alert",
    "Complaint",
    "GroundswellError",
    "Grouping",
    "Mention",
    "ShareDetector",
    "ShareTest",
    "TrendEngine",
    "detect_language",
    "mask",
    "normalise",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'detectors' has no attribute {name!r}")
