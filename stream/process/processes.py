"""What Linux knows of processes: a child that does not outlive its parent, and how much one has worked.

Elsewhere a child is ended by its parent alone, and nobody says how much it has worked.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

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


def cpu_ticks(pid: int) -> int | None:
    """CPU time of a process so far, in ticks of a hundredth of a second; None where nobody says, or it is gone."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # Its name, in brackets, may hold anything; user and system time are fields 14 and 15 of the whole.
    fields = told.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
