"""The documented path from nothing to a live alert topic, command by command, on a real broker without Docker."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from stream.local_kafka.node import free_ports
from tests.documented import PAGES, commands, environment, folder, is_live
from tests.waiting import blocking_until

pytestmark = pytest.mark.kafka


def as_a_script_runs_it(command: str, port: int) -> str:
    """A command as it is written, but for what a person would end by hand or watch, and a port that nobody else has."""
    if command == "groundswell kafka up":
        return f"groundswell kafka up --port {port}"
    if command == "groundswell alerts":
        return "groundswell alerts --from-start --until-end"
    # Four days at 3,600 times real time are a minute and a half.
    return command.replace("tail -f ", "cat ").replace("--speed 3600", "--speed 360000")


def test_every_documented_command_that_needs_kafka_runs(tmp_path: Path) -> None:
    place, (port, web) = folder(tmp_path / "work"), free_ports(2)
    settings = environment(tmp_path / "home", GROUNDSWELL_BROKER=f"127.0.0.1:{port}", GROUNDSWELL_WEB_PORT=str(web))
    pages = sorted(PAGES, key=lambda page: page.name != "first-alert.md")
    every = list(dict.fromkeys(command for page in pages for command in commands(page) if is_live(command)))
    last = "groundswell kafka down"
    assert len(every) >= 15
    worker: subprocess.Popen[bytes] | None = None
    try:
        for command in [*(one for one in every if one != last), last]:
            if command.startswith("export "):
                name, _, value = command.removeprefix("export ").partition("=")
                settings[name] = subprocess.check_output(["bash", "-c", f"printf %s {value}"], text=True)
            elif command.endswith("&"):
                shell = ["bash", "-c", f"exec {command.rstrip(' &')}"]
                log = (tmp_path / "worker.log").open("wb")
                worker = subprocess.Popen(shell, cwd=place, env=settings, stdout=log, stderr=log, start_new_session=True)
                blocking_until(lambda: is_well(settings), 90, "the worker is well")
                blocking_until(lambda: explained(settings), 90, "the worker knows acme")
            else:
                script = as_a_script_runs_it(command, port)
                done = subprocess.run(
                    ["bash", "-o", "pipefail", "-c", script],
                    cwd=place, env=settings, capture_output=True, text=True, timeout=200, check=False,
                )  # fmt: skip
                assert done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"
    finally:
        if worker is not None and worker.poll() is None:
            os.killpg(worker.pid, signal.SIGTERM)
            worker.wait(30)
        subprocess.run(["groundswell", "kafka", "down"], env=settings, capture_output=True, check=False)


def is_well(settings: dict[str, str]) -> bool:
    """Whether the worker makes progress."""
    return subprocess.run(["groundswell", "health"], env=settings, capture_output=True, check=False).returncode == 0


def explained(settings: dict[str, str]) -> bool:
    """Whether the worker has restored what `warm` wrote."""
    done = subprocess.run(["groundswell", "explain", "parcel"], env=settings, capture_output=True, check=False)
    return done.returncode == 0
