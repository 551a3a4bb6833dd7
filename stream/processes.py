"""A child that does not outlive its parent, however the parent ends (Linux; elsewhere it is ended by the parent alone)."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def dies_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """For `preexec_fn`, or called by the child itself: the kernel sends it a signal when its parent dies."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, by)
    if os.getppid() == 1:
        os._exit(1)
