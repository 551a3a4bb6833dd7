"""Intake processes with bugs that a mention sets off by its text, as those that nobody has found yet would.

`python -m tests.fragile_intake DESCRIPTOR PARENT` is such a process; `python -m tests.fragile_intake worker` is a worker
that has them.
"""

from __future__ import annotations

import os
import signal
import sys

from stream.config.load import Configuration
from stream.intake import pool
from stream.intake.cpu_budget import CpuBudget
from stream.intake.pipeline import Intake, Read
from stream.process.rpc import Handler, serve
from stream.screens import load_screen

MODULE = "tests.fragile_intake"
# So that a test takes seconds.
CPU_SECONDS = 1.0


class FragileIntake(Intake):
    def read(self, latest_ms: float, value: bytes | None, record_ms: int, offset: int) -> Read:
        if value is not None and b"BURN" in value:
            while True:
                pass
        if value is not None and b"CRASH" in value:
            os.kill(os.getpid(), signal.SIGSEGV)
        if value is not None and b"RAISE" in value:
            raise RuntimeError("a bug that nobody foresaw")
        return super().read(latest_ms, value, record_ms, offset)


def begin(configuration: Configuration) -> Handler:
    intake = FragileIntake(configuration, load_screen())
    return pool.handler_of(intake, configuration.settings.engine_partitions, CpuBudget(CPU_SECONDS))


if __name__ == "__main__":
    if sys.argv[1] == "worker":
        from stream.cli.app import main

        pool.CHILD_MODULE = MODULE
        main()
    else:
        serve(sys.argv[1], sys.argv[2], begin)
