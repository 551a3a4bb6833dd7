"""`python -m tests.fuzz`: feeds every target hostile texts from a seed for a while, and reports how time grows.

A third of the time each: our own texts of 64 KiB with the growth of time, hypothesis, and, where it is installed, a fuzzer
that is guided by coverage.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from tests.fuzz.strategies import hostile
from tests.fuzz.targets import TARGETS, hostile_text

SHORT, LONG = 4_096, 65_536
SUSPICIOUS_SECONDS = 0.02
# Sixteen times as long: linear growth is 16.
GROWTH_MAX = 64.0
EXAMPLES = 40


def spent(target: str, text: str) -> float:
    began = time.thread_time()
    TARGETS[target](text)
    return time.thread_time() - began


def fuzz(seconds: float, seed: int) -> tuple[int, dict[str, tuple[float, float]], list[str]]:
    """Texts tried; of each target the seconds of its slowest 64 KiB and how many times longer that took than 4 KiB of the
    same; and what went wrong with the seed that shows it."""
    slowest = dict.fromkeys(TARGETS, (0.0, 0.0))
    faults: list[str] = []
    tried, until = 0, time.monotonic() + seconds
    for target in TARGETS:
        spent(target, "it is broken")
    while time.monotonic() < until:
        at = f"{seed}/{tried}"
        target = list(TARGETS)[tried % len(TARGETS)]
        try:
            took = spent(target, hostile_text(Random(at), LONG))
            growth = 0.0
            if took > SUSPICIOUS_SECONDS:
                short = min(spent(target, hostile_text(Random(at), SHORT)) for _ in range(3))
                again = min(spent(target, hostile_text(Random(at), LONG)) for _ in range(2))
                growth = again / max(short, SUSPICIOUS_SECONDS / 16)
                if growth > GROWTH_MAX:
                    faults.append(f"{target}, seed {at}: {again:.3f} s for 16 times what takes {short:.4f} s")
            slowest[target] = max(slowest[target], (took, growth))
        except Exception as error:
            faults.append(f"{target}, seed {at}: {type(error).__name__}: {error!s:.200}")
        tried += 1
    return tried, slowest, faults


def searched(target: str, seed: int, examples: int) -> str:
    """What hypothesis finds in a target within so many examples; empty when nothing."""

    @seeded(seed)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(hostile())
    def run(text: str) -> None:
        TARGETS[target](text)

    try:
        run()
    except Exception as error:
        notes = "; ".join(getattr(error, "__notes__", ()))
        return f"{target}, hypothesis seed {seed}: {type(error).__name__}: {error!s:.200} {notes:.300}"
    return ""


def search(seconds: float, seed: int) -> tuple[int, list[str]]:
    """Rounds of hypothesis over all targets, and what they found."""
    rounds, faults, until = 0, list[str](), time.monotonic() + seconds
    while time.monotonic() < until:
        for target in TARGETS:
            if time.monotonic() < until and (fault := searched(target, seed + rounds, EXAMPLES)):
                faults.append(fault)
        rounds += 1
    return rounds, faults


def guide(seconds: float, seed: int) -> tuple[str, list[str]]:
    """The last line of the fuzzer that is guided by coverage, and what it found; nothing where it is not installed."""
    if find_spec("atheris") is None:
        return "atheris is not installed: no search guided by coverage", []
    limits = [
        f"-max_total_time={max(1, int(seconds))}",
        f"-seed={seed}",
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-verbosity=1",
    ]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.fuzz.guided", *limits, f"-artifact_prefix={folder}/"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    found = next((line for line in reversed(lines) if line.startswith(("#", "Done"))), "")
    covered = next((line for line in reversed(lines) if "cov:" in line), "")
    last_lines = [*done.stdout.splitlines()[-20:], *lines[-6:]]
    faults = [f"atheris seed {seed}: {' | '.join(last_lines)[-2_000:]}"] if done.returncode else []
    return f"{covered} {found}".strip(), faults


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given_ = parser.parse_args()
    third = given_.seconds / 3
    print(f"seed {given_.seed}", flush=True)
    tried, slowest, faults = fuzz(third, given_.seed)
    for target, (seconds, growth) in sorted(slowest.items(), key=lambda item: -item[1][0]):
        grown = f"{growth:5.1f} times 4 KiB" if growth else ""
        print(f"{target:<14} slowest of 64 KiB: {seconds * 1000:7.1f} ms  {grown}")
    rounds, searched_faults = search(third, given_.seed)
    guided, guided_faults = guide(third, given_.seed)
    faults += searched_faults + guided_faults
    print(f"{tried} texts of our own, {rounds} rounds of hypothesis with {EXAMPLES} examples a target")
    print(guided)
    print(f"{len(faults)} faults")
    for fault in faults:
        print(fault)
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
