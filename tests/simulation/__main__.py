"""`python -m tests.simulation --seeds 10000 [--from 0]`: so many runs; every seed that differs is reported."""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import sys
import time
from collections import Counter

import structlog

from tests.simulation.world import World

COLLECT_EVERY = 200


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=10_000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    chosen = parser.parse_args()
    # Damaged checkpoints are planted: what the store says of them is no news.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    began, steps, bad, faults = time.monotonic(), 0, 0, Counter[str]()
    with asyncio.Runner() as runner:
        for done in range(chosen.seeds):
            seed = chosen.first + done
            if done and done % 1_000 == 0:
                print(f"{done:,} seeds in {time.monotonic() - began:.0f} s", flush=True)
            if done % COLLECT_EVERY == 0:
                # A restore hands all that is there to the oldest generation, which with little else is never looked at.
                gc.collect()
            outcome = runner.run(World(seed).run())
            steps += outcome.steps
            faults.update(outcome.faults)
            if outcome.differences:
                bad += 1
                print(f"seed {seed}: {'; '.join(outcome.differences)} ({outcome.faults})", flush=True)
    seconds = time.monotonic() - began
    listed = ", ".join(f"{count:,} {fault}" for fault, count in sorted(faults.items()))
    print(f"{chosen.seeds:,} seeds, {steps:,} steps, {listed}: {bad} differ; {seconds:.0f} s")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
