"""The scripts of `examples/` do what they say, as a reader would run them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import detectors

ROOT = Path(__file__).parents[1]
TEXTS = """the cartridge is not recognised
my printer says cartridge not recognised
where can I buy paper
cartridge not recognised since the update
"""


def run(script: str, stdin: str) -> str:
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / script],
        input=stdin,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    return done.stdout


def test_texts_about_one_fault_are_one_group() -> None:
    lines = run("group_texts.py", TEXTS).splitlines()
    assert lines[0].split(None, 1) == ["3", "the cartridge is not recognised"]
    assert len(lines) == 2


def test_a_rise_after_weeks_of_quiet_scores_high() -> None:
    quiet = [f"{people} 40" for people in [1, 0, 2, 1]] * 100
    lines = run("score_series.py", "\n".join([*quiet, "12 40"])).splitlines()
    assert lines[-1].startswith(f"window {len(quiet)}: 12 of 40 people, score ")
    assert len(lines) < 10, "quiet weeks are not surprising"


def test_every_public_name_of_the_detectors_is_there() -> None:
    assert [name for name in detectors.__all__ if not hasattr(detectors, name)] == []
