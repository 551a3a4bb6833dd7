"""The janitor of a local broker: ends it and deletes its data when the process that started it is gone.

Run by path as a process of its own, in its own session. It reads process group ids from standard input, one a line, the
newest counts; the end of input means that its parent has stopped or died, however that came about (also by SIGKILL, which
no handler sees). A parent-death signal would do less: it is bound to the *thread* that forked, and leaves the data behind.

Imports nothing but the standard library, so that it starts in some 20 ms.
"""

import os
import shutil
import signal
import sys
import time


def main() -> None:
    folder = sys.argv[1]
    group = 0
    for line in sys.stdin:
        group = int(line)
    if group:
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            try:
                os.killpg(group, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                break
            time.sleep(0.02)
    for _ in range(5):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):  # noqa: PTH110 -- pathlib would double the start-up time
            break
        time.sleep(0.1)


if __name__ == "__main__":
    main()
