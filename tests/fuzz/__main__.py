"""`python -m tests.fuzz`: feeds every target hostile texts from a seed for a while, and reports how time grows."""

from __future__ import annotations

import argparse
import time
from random import Random

from tests.fuzz.targets import TARGETS, hostile_text

SHORT, LONG = 4_096, 65_536
SUSPICIOUS_SECONDS = 0.02
# Sixteen times as long: linear growth is 16.
GROWTH_MAX = 64.0


def spent(target: str, text: str) -> float:
    began = time.thread_time()
    TARGETS[target](text)
    return time.thread_time() - began


def fuzz(seconds: float, seed: int) -> tuple[int, dict[str, float], list[str]]:
    """Texts tried, the slowest of each target in seconds for 64 KiB, and what went wrong with the seed that shows it."""
    slowest = dict.fromkeys(TARGETS, 0.0)
    faults: list[str] = []
    tried, until = 0, time.monotonic() + seconds
    for target in TARGETS:
        spent(target, "it is broken")
    while time.monotonic() < until:
        at = f"{seed}/{tried}"
        target = list(TARGETS)[tried % len(TARGETS)]
        try:
            took = spent(target, hostile_text(Random(at), LONG))
            slowest[target] = max(slowest[target], took)
            if took > SUSPICIOUS_SECONDS:
                short = min(spent(target, hostile_text(Random(at), SHORT)) for _ in range(3))
                again = min(spent(target, hostile_text(Random(at), LONG)) for _ in range(2))
                if again > GROWTH_MAX * max(short, SUSPICIOUS_SECONDS / 16):
                    faults.append(f"{target}, seed {at}: {again:.3f} s for 16 times what takes {short:.4f} s")
        except Exception as error:
            faults.append(f"{target}, seed {at}: {type(error).__name__}: {error!s:.200}")
        tried += 1
    return tried, slowest, faults


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    print(f"seed {given.seed}")
    tried, slowest, faults = fuzz(given.seconds, given.seed)
    for target, seconds in sorted(slowest.items(), key=lambda item: -item[1]):
        print(f"{target:<14} slowest of 64 KiB: {seconds * 1000:7.1f} ms")
    print(f"{tried} texts, {len(faults)} faults")
    for fault in faults:
        print(fault)
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
