"""The command line: every command explains itself, and leaves with a code that tells what was wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner, Result

from stream.cli import app
from stream.exits import Exit
from stream.settings import Settings
from tests.simulated import START_MS
from tests.worker_tools import bare_environment

COMMANDS = ("worker", "topics", "replay", "simulate", "backtest", "alerts", "demo", "bench", "evaluate", "health")
UNUSED = "127.0.0.1:9"  # the discard port: nobody listens


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in set(os.environ) - set(bare_environment()):
        monkeypatch.delenv(name)


def groundswell(*arguments: str, **settings: str) -> Result:
    """The command in this process: a process of its own costs seconds of imports each time."""
    environment = {f"GROUNDSWELL_{name.upper()}": value for name, value in settings.items()}
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200", **environment}, prog_name="groundswell")


def left(done: Result) -> int:
    """The exit code; what the command raised is raised here."""
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code


def mentions(file: Path, count: int = 3) -> Path:
    rows = [
        {"id": f"{number}", "text": "it is broken", "author": f"a{number}", "created_at": START_MS, "brand": "acme"}
        for number in range(count)
    ]
    file.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    return file


def test_the_help_names_every_command() -> None:
    done = groundswell("--help")
    assert left(done) == Exit.OK
    for command in COMMANDS:
        assert f" {command} " in done.stdout, command


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    done = groundswell(command, "--help")
    assert (left(done), done.stderr) == (Exit.OK, "")
    assert f"Usage: groundswell {command}" in done.stdout


def test_the_installed_command_is_the_same() -> None:
    script = Path(sys.executable).with_name("groundswell")
    if not script.exists():
        pytest.skip("the package is not installed beside this Python")
    done = subprocess.run([script, "--help"], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == Exit.OK


def test_the_worker_lists_its_settings() -> None:
    done = groundswell("worker", "--settings")
    assert left(done) == Exit.OK
    assert len(done.stdout.splitlines()) == len(Settings.model_fields)


@pytest.mark.parametrize("arguments", [("nonsense",), ("backtest",), ("replay", "x.jsonl", "--speed", "0")])
def test_wrong_usage_has_its_code(arguments: tuple[str, ...]) -> None:
    done = groundswell(*arguments)
    assert left(done) == Exit.USAGE
    assert done.stderr


def test_settings_that_cannot_be_used_are_all_told_and_have_their_code() -> None:
    done = groundswell("worker", web_port="70000", colour="blue")
    assert left(done) == Exit.SETTINGS
    assert len(done.stderr.splitlines()) == 3
    for name in ("WEB_PORT", "COLOUR", "AUTHOR_KEY"):
        assert f"GROUNDSWELL_{name}" in done.stderr


@pytest.mark.parametrize(
    "arguments", [("topics",), ("alerts", "--until-end"), ("replay", "FILE")], ids=lambda arguments: arguments[0]
)
def test_a_broker_that_is_away_is_one_sentence_and_has_its_code(arguments: tuple[str, ...], tmp_path: Path) -> None:
    file = str(mentions(tmp_path / "mentions.jsonl"))
    done = groundswell(*(file if one == "FILE" else one for one in arguments), broker=UNUSED)
    assert left(done) == Exit.BROKER_AWAY, done.stderr
    assert UNUSED in done.stderr


@pytest.mark.parametrize("command", ["backtest", "replay"])
def test_a_file_that_is_not_there_or_holds_nothing_is_wrong_usage(command: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    for file in (tmp_path / "absent.jsonl", empty):
        done = groundswell(command, str(file))
        assert left(done) == Exit.USAGE, done.stderr


def test_a_backtest_writes_its_files_and_says_what_it_would_have_sent(tmp_path: Path) -> None:
    done = groundswell("backtest", str(mentions(tmp_path / "mentions.jsonl")), "--out", str(tmp_path / "out"))
    assert left(done) == Exit.OK, done.stderr
    assert "would have sent 0 messages" in done.stdout
    assert (tmp_path / "out" / "alerts.jsonl").read_bytes() == b""
    assert "</html>" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_the_same_seed_writes_the_same_stream(tmp_path: Path) -> None:
    streams = []
    for name in ("one.jsonl", "two.jsonl"):
        done = groundswell("simulate", "--out", str(tmp_path / name), "--days", "1", "--per-minute", "0.2", "--seed", "3")
        assert left(done) == Exit.OK, done.stderr
        streams.append((tmp_path / name).read_bytes())
    assert streams[0] == streams[1]


def test_without_a_worker_health_says_so() -> None:
    done = groundswell("health", web_port="9")
    assert left(done) == Exit.CRASH
