"""What is compiled before the first batch is all that is ever compiled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# In a process of its own: in this one other tests have used the kernels with whatever they like.
PROGRAM = """
import sys
from numba.core.dispatcher import Dispatcher
from detectors.engine.engine import TrendEngine
from stream.engines.factory import warm_up
from tests.engine_logs import built_engine, simulated_log

def compiled():
    kernels = {
        f"{module}.{name}": value
        for module, content in sys.modules.items() if module.startswith("detectors.")
        for name, value in vars(content).items() if isinstance(value, Dispatcher)
    }
    return {(name, str(signature)) for name, kernel in kernels.items() for signature in kernel.signatures}

warm_up()
before = compiled()
assert before
log = simulated_log(3)
engine = built_engine()
events = sum(len(engine.apply(log[start : start + 50])) for start in range(0, len(log) // 2, 50))
restored = built_engine()
restored.restore(engine.snapshot())
events += len(restored.apply(log[len(log) // 2 :]))
print(events, "events")
assert events
later = compiled() - before
assert not later, later
"""


def test_nothing_is_compiled_once_a_worker_has_begun() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_first_start_compiles_in_two_processes_and_the_next_in_none(tmp_path: Path) -> None:
    program = """
from numba.core import event
from stream.engines import factory
from stream.engines.factory import is_compiled, warm_up

# However slow the machine is, the other process is waited for.
factory.COMPILING_SECONDS_MAX = 1_000.0

class Compiled(event.Listener):
    names = set()
    def on_start(self, one): pass
    def on_end(self, one): self.names.add(one.data["dispatcher"].py_func.__name__)

event.register("numba:compile", Compiled())
before = is_compiled()
warm_up()
print(before, is_compiled(), "assign" in Compiled.names, "look_up" in Compiled.names, "weigh" in Compiled.names)
"""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    starts = [
        subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=240, check=True
        ).stdout.split()
        for _ in range(2)
    ]
    assert starts == [["False", "True", "True", "False", "False"], ["True", "True", "False", "False", "False"]]
