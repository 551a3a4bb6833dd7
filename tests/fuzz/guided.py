"""The targets under a fuzzer guided by coverage (Atheris on libFuzzer): `python -m tests.fuzz.guided -max_total_time=60`.

A process of its own: libFuzzer ends it, and instruments what is imported.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

PACKAGE = Path(__file__).parents[2] / "detectors"
# What is compiled to machine code is left as it is.
COMPILED = [
    ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
    for file in sorted(PACKAGE.rglob("*.py"))
    if file.stem == "compiled" or "from detectors.compiled import" in file.read_text(encoding="utf-8")
]

with atheris.instrument_imports(include=["detectors", "stream"], exclude=COMPILED):
    from stream.engines.factory import warm_up
    from tests.fuzz.targets import TARGETS

NAMES = sorted(TARGETS)
CHARACTERS_MAX = 4_000


def one_input(data: bytes) -> None:
    """The first byte chooses the target, the rest is the text."""
    provider = atheris.FuzzedDataProvider(data)
    name = NAMES[provider.ConsumeIntInRange(0, len(NAMES) - 1)]
    TARGETS[name](provider.ConsumeUnicode(CHARACTERS_MAX))


if __name__ == "__main__":
    # Compiled kernels and models are loaded before the clock of the first input runs: to compile one takes longer than an
    # input may.
    warm_up()
    for target in TARGETS.values():
        target("it is broken")
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
