"""A child that does not outlive its parent, however the parent ends (Linux; elsewhere it is ended by the parent alone)."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def dies_with(parent: int, by: signal.Signals = signal.SIGTERM) -> None:
    """For `preexec_fn`, or called by the child itself: the kernel sends it a signal when its parent dies.

    `parent` is told by who starts it: in a container that is process 1, which elsewhere takes over who has lost a parent.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, by)
    if os.getppid() != parent:
        os._exit(1)
