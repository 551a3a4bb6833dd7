"""Where the logs go, and when they cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson

SAYING = """
import logging, structlog
from stream.process.logs import configure_logs
from stream.config.load import load
configure_logs(load({}).settings)
structlog.get_logger().info("noted", brand="caf\u00e9")
logging.getLogger("somebody").warning("warned")
"""


def test_every_line_of_the_log_is_one_object() -> None:
    done = subprocess.run([sys.executable, "-c", SAYING], capture_output=True, timeout=60, check=True)
    lines = [orjson.loads(line) for line in done.stdout.splitlines()]
    assert [(line["event"], line["level"]) for line in lines] == [("noted", "info"), ("warned", "warning")]
    assert lines[0]["brand"] == "caf\u00e9"


def test_a_full_disk_under_the_log_ends_nothing() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-c", SAYING], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
