"""The targets under a fuzzer guided by coverage (Atheris on libFuzzer): `python -m tests.fuzz.guided -max_total_time=60`.

A process of its own: libFuzzer ends it, and instruments what is imported.
"""

from __future__ import annotations

import sys

import atheris

# What is compiled to machine code is left as it is.
COMPILED = [
    "detectors.compiled",
    "detectors.grouping.kernel",
    "detectors.screen.ngrams",
    "detectors.spikes.share_kernel",
    "detectors.spikes.windows_kernel",
]

with atheris.instrument_imports(include=["detectors", "stream"], exclude=COMPILED):
    from tests.fuzz.targets import TARGETS

NAMES = sorted(TARGETS)
CHARACTERS_MAX = 4_000


def one_input(data: bytes) -> None:
    """The first byte chooses the target, the rest is the text."""
    provider = atheris.FuzzedDataProvider(data)
    name = NAMES[provider.ConsumeIntInRange(0, len(NAMES) - 1)]
    TARGETS[name](provider.ConsumeUnicode(CHARACTERS_MAX))


if __name__ == "__main__":
    # What a piece is: compiled kernels and models are loaded before the clock of the first input runs.
    for target in TARGETS.values():
        target("it is broken")
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
