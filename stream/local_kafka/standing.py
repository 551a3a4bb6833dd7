"""A broker that stays: `groundswell kafka up`. One node on loopback for one machine, with its data in a folder.

It runs on when the terminal is closed, and goes on with its data when it is started again. It is no cluster: one disk, no
replicas, nobody but this machine can reach it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from stream.local_kafka.broker import prepare
from stream.local_kafka.jars import Jars, LocalKafkaError, explained
from stream.local_kafka.node import free_ports, jvm_command, port_open, probe, server_properties

PORT = 9092
READY_SECONDS = 90.0
STOP_SECONDS = 30.0
HEAP_MB = 512


def default_folder() -> Path:
    """`groundswell/kafka` in the user's own data folder."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home).absolute() / "groundswell" / "kafka"


@dataclass(frozen=True)
class Standing:
    """A broker of this folder that runs."""

    pid: int
    port: int

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.port}"


def running(folder: Path) -> Standing | None:
    """The broker that runs with its data in `folder`; None when none does."""
    try:
        pid, port = (int(word) for word in (folder / "pid").read_text().split())
    except (OSError, ValueError):
        return None
    return Standing(pid, port) if _is_ours(pid, folder) else None


def up(folder: Path, port: int = PORT, *, ready_seconds: float = READY_SECONDS) -> Standing:
    """Starts the broker of `folder`, which stays when this process ends; returns once it is ready.

    Raises:
        LocalKafkaError: it runs already on another port, the port is taken, Java or Maven is missing, or it does not start.
    """
    if (there := running(folder)) is not None:
        if there.port != port:
            raise LocalKafkaError(f"the broker of {folder} runs already, on port {there.port}; `kafka down` ends it")
        return there
    if port_open(port):
        raise LocalKafkaError(
            f"somebody else listens on port {port} of this machine; --port takes another "
            f"(and GROUNDSWELL_BROKER=127.0.0.1:PORT says so to the other commands)"
        )
    jars = prepare()
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "data").exists():
        fresh = folder / f"data-{os.getpid()}"
        shutil.copytree(jars.template, fresh)
        fresh.replace(folder / "data")
    process = _spawn(jars, folder, port)
    (folder / "pid").write_text(f"{process.pid} {port}\n")
    try:
        _wait_ready(process, folder, port, ready_seconds)
    except BaseException:
        process.kill()
        process.wait()
        (folder / "pid").unlink(missing_ok=True)
        raise
    return Standing(process.pid, port)


def down(folder: Path, *, seconds: float = STOP_SECONDS) -> bool:
    """Ends the broker of `folder` cleanly and keeps its data; False when none ran.

    Raises:
        LocalKafkaError: it did not end within `seconds`.
    """
    there = running(folder)
    if there is None:
        return False
    os.kill(there.pid, signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while _is_ours(there.pid, folder):
        with contextlib.suppress(ChildProcessError):
            os.waitpid(there.pid, os.WNOHANG)
        if time.monotonic() > deadline:
            raise LocalKafkaError(f"the broker (process {there.pid}) did not end within {seconds:.0f} s")
        time.sleep(0.05)
    (folder / "pid").unlink(missing_ok=True)
    return True


def _spawn(jars: Jars, folder: Path, port: int) -> subprocess.Popen[bytes]:
    config = folder / "server.properties"
    properties = server_properties(folder / "data", port, free_ports(1)[0])
    config.write_text("".join(f"{key}={value}\n" for key, value in properties.items()))
    with (folder / "output.log").open("wb") as output:
        # In a session of its own: it outlives the terminal it was started from.
        return subprocess.Popen(
            jvm_command(jars, config, HEAP_MB),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            start_new_session=True,
        )


def _wait_ready(process: subprocess.Popen[bytes], folder: Path, port: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while True:
        if (code := process.poll()) is not None:
            raise LocalKafkaError(explained(_output(folder), f"Kafka ended at its start with exit code {code}"))
        if time.monotonic() > deadline:
            raise LocalKafkaError(explained(_output(folder), f"Kafka did not become ready within {seconds:.0f} s"))
        if port_open(port):
            break
        time.sleep(0.05)
    try:
        probe(f"127.0.0.1:{port}", deadline)
    except Exception as error:
        raise LocalKafkaError(explained(_output(folder), f"Kafka did not become ready: {error!r}")) from error


def _output(folder: Path) -> str:
    path = folder / "output.log"
    return path.read_text(errors="replace") if path.exists() else ""


def _is_ours(pid: int, folder: Path) -> bool:
    """Whether the process lives and is the broker of this folder: its number may have gone to another since."""
    # The whole command, however narrow the terminal: an exported COLUMNS would cut it.
    listing = ["ps", "-ww", "-o", "stat=,command=", "-p", str(pid)]
    shown = subprocess.run(listing, capture_output=True, text=True, check=False).stdout
    state, _, command = shown.strip().partition(" ")
    return not state.startswith("Z") and str(folder / "server.properties") in command
