"""The life of a trend: emerging → open → easing → resolved, and watching after a fix was noted.

`TABLE` (table.py) is read from above at every bucket close; the first row that holds makes the one event of that close.
"""

from detectors.lifecycle.answers import ANSWERS, MENTIONS_MAX, Answer, Command, on_command
from detectors.lifecycle.attention import severity_of
from detectors.lifecycle.outlook import passed, unchanged_until
from detectors.lifecycle.states import (
    SEVERITIES,
    Attention,
    Event,
    Fix,
    Policy,
    Severity,
    State,
    Transition,
    TrendState,
    span,
)
from detectors.lifecycle.step import settled, step
from detectors.lifecycle.table import TABLE, Row

__all__ = [
    "ANSWERS",
    "MENTIONS_MAX",
    "SEVERITIES",
    "TABLE",
    "Answer",
    "Attention",
    "Command",
    "Event",
    "Fix",
    "Policy",
    "Row",
    "Severity",
    "State",
    "Transition",
    "TrendState",
    "on_command",
    "passed",
    "settled",
    "severity_of",
    "span",
    "step",
    "unchanged_until",
]
