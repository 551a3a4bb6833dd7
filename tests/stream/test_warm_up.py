"""What is compiled before the first batch is all that is ever compiled."""

from __future__ import annotations

import subprocess
import sys

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
