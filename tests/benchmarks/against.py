"""How fast this commit is beside the one before: `python -m tests.benchmarks.against [COMMIT]`, two minutes at most.

Both trees run `bench engine` in turn on this machine, and the better of the rounds of each counts; what is printed are
ratios of CPU time, which a busy machine moves less than either figure. A report and no test: it always ends with 0.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MENTIONS, BRANDS, ROWS, ROUNDS = 1_000, 300, 4, 2
RUN_SECONDS_MAX = 150.0
FIGURES = ("intake_per_second", "engine_per_second")


def figures(tree: Path) -> dict[str, float]:
    """Mentions a second of each stream in one run of the tree's own bench."""
    wanted = f"measured({MENTIONS}, {BRANDS}, {ROWS}, 1)"
    code = f"import json; from stream.bench.engine import measured; print(json.dumps({wanted}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=RUN_SECONDS_MAX,
        check=True,
    )
    rows: list[dict[str, Any]] = json.loads(done.stdout)["rows"]
    return {f"{row['stream']}, {name.split('_', 1)[0]}": float(row[name]) for row in rows for name in FIGURES}


def best(runs: list[dict[str, float]]) -> dict[str, float]:
    """The best of each figure."""
    return {name: max(run[name] for run in runs) for name in runs[0]}


def report(now: dict[str, float], before: dict[str, float]) -> list[str]:
    """A line for each figure that both have: mentions a second now and before, and the ratio."""
    return [
        f"{name:32} {now[name]:9,.0f}/s {before[name]:9,.0f}/s  {now[name] / before[name]:5.2f}"
        for name in now
        if before.get(name)
    ]


def main(commit: str = "HEAD^") -> None:
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "before"
        made = _git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        if made.returncode:
            print(f"no figures beside {commit}: {made.stderr.strip().splitlines()[-1:]}")
            return
        try:
            # The first run of a tree compiles its kernels, and counts for nothing.
            figures(tree)
            figures(ROOT)
            turns = [(figures(tree), figures(ROOT)) for _ in range(ROUNDS)]
        except (subprocess.SubprocessError, ValueError, KeyError) as error:
            print(f"no figures beside {commit}: {error}")
            return
        finally:
            _git("worktree", "remove", "--force", str(tree))
    print(f"CPU time beside {commit}: now, before, ratio (above 1: faster)")
    print("\n".join(report(best([now for _, now in turns]), best([before for before, _ in turns]))))


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
