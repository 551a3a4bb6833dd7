"""A bucket's length is set in one place: buckets of five minutes find the same incident at the same time."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from detectors.buckets import BUCKET_SECONDS, buckets_in


def outcome(bucket_seconds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bucket_length", str(bucket_seconds)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_buckets_of_five_minutes_keep_hours_windows_and_the_usual_level() -> None:
    usual, fine = outcome(300), outcome(BUCKET_SECONDS)
    assert fine["windows"] == [5 * length for length in usual["windows"]]
    # What is looked at more often is seen to emerge before it opens, and to grow step by step.
    first = {event[0]: event for event in reversed(usual["events"])}
    fine_first = {event[0]: event for event in reversed(fine["events"])}
    assert {"opened", "escalated", "resolved"} <= first.keys() <= fine_first.keys()
    for (_, late, _), (_, at, _) in ((first[event], fine_first[event]) for event in ("opened", "resolved")):
        assert -300 <= (datetime.fromisoformat(late) - datetime.fromisoformat(at)).total_seconds() <= 600
    assert fine["usual_day"] == pytest.approx(usual["usual_day"], rel=0.05)
    assert fine["history_days"] == pytest.approx(usual["history_days"], abs=0.01)
    assert fine["buckets"] > 2 * usual["buckets"]


def test_a_length_that_is_no_whole_number_of_buckets_is_refused() -> None:
    assert buckets_in(3_600) * BUCKET_SECONDS == 3_600
    with pytest.raises(ValueError, match="no whole number"):
        buckets_in(BUCKET_SECONDS + 1)
