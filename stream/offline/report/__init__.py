"""The backtest's report: one HTML file without scripts or outside resources, to be read on a phone or on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from stream.offline.report.page import page
from stream.offline.report.story import Summary, stories

__all__ = ["Summary", "build_report", "write_report"]


def build_report(events: Iterable[Mapping[str, Any]], summary: Summary) -> str:
    """The report as HTML, from the alert events in the order they were sent (ALERTS: The event) and the numbers of the run.

    Texts of strangers are escaped and stripped of what turns or hides text; fields that an event lacks are left out.
    """
    return page(stories(events), summary)


def write_report(path: Path, events: Iterable[Mapping[str, Any]], summary: Summary) -> None:
    path.write_text(build_report(events, summary), encoding="utf-8")
