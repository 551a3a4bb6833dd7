"""Whether the kernels of the detectors have to be compiled first: announced, since it takes a minute after installing."""

from __future__ import annotations

from typing import Any

ANNOUNCEMENT = "compiling the detectors, once after each update: about a minute"


def is_compiled(kernel: Any) -> bool:
    """Whether a run before has kept the compiled kernel, and its source is the same."""
    kept = getattr(getattr(kernel, "_cache", None), "_cache_file", None)
    # numba keeps an index of what was compiled for which types; it is empty when the source has changed.
    return kept is not None and bool(kept._load_index())


def must_compile() -> bool:
    """Whether the first mentions will wait for the compiler."""
    from detectors.grouping.kernel import assign

    return not is_compiled(assign)
