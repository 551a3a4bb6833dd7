"""The command line: every command explains itself, and leaves with a code that tells what was wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner, Result

from stream.cli.app import app
from stream.cli.file_options import OPTIONS
from stream.config.settings import Settings
from stream.exits import Exit
from stream.local_kafka.jars import explained
from tests.simulated import START_MS
from tests.worker_tools import GROUNDSWELL, bare_environment

COMMANDS = (
    *("worker", "topics", "replay", "simulate", "backtest", "alerts", "trends", "explain", "answer", "policy"),
    *("demo", "bench", "evaluate", "health", "warm", "look", "send", "files", "kafka"),
)
TREND = "2019-05-04-0146-340593"
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


def test_the_version_is_printed_and_h_is_help_everywhere() -> None:
    assert groundswell("--version").stdout.startswith("groundswell 0.")
    assert groundswell("-h").stdout == groundswell("--help").stdout
    for command in (("kafka",), ("kafka", "up"), ("evaluate", "verdicts"), ("backtest",)):
        done = groundswell(*command, "-h")
        assert left(done) == Exit.OK
        assert "Usage: groundswell" in done.stdout


def test_completion_can_be_installed() -> None:
    assert "--install-completion" in groundswell("--help").stdout


@pytest.mark.parametrize(
    "command",
    ["--help", "worker --settings", "files", "files --json", "kafka -h", "look {file}", "backtest {file} --out {out}"],
)
def test_who_reads_only_the_first_line_sees_no_traceback_and_no_failure(tmp_path: Path, command: str) -> None:
    arguments = command.format(file=mentions(tmp_path / "m.jsonl", 50), out=tmp_path / "out").split()
    # A reader that leaves before anything was written.
    program = f"import sys; sys.argv[1:] = {arguments!r}; from stream.cli.app import main; sys.stdin.read(); main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=bare_environment(),
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    process.stdin.close()
    complained = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(60) == Exit.OK, complained
    assert "Traceback" not in complained, complained
    assert "BrokenPipe" not in complained, complained


def test_lists_are_printed_as_json_too() -> None:
    settings = orjson.loads(groundswell("worker", "--settings", "--json").stdout)
    assert {"name": "GROUNDSWELL_PEOPLE_MIN", "default": "5", "meaning": "people required for an alert"} in settings
    listed = orjson.loads(groundswell("files", "--json").stdout)
    assert {"name": "acls.sh", "meaning": "the least rights in Kafka of worker, producer, operator and installer"} in listed


def test_what_belongs_to_the_service_is_written_out_whole(tmp_path: Path) -> None:
    assert left(groundswell("files", str(tmp_path / "out"))) == Exit.OK
    deploy = Path(__file__).parents[2] / "deploy"
    # What is only for building, testing or the compose file of the repository.
    others = {"Dockerfile", "Dockerfile.dockerignore", "prometheus/rules_test.yml"}
    expected = {
        name
        for path in deploy.rglob("*")
        if path.is_file()
        and (name := str(path.relative_to(deploy))) not in others
        and not name.startswith(("kafka/", "compose/"))
        and path.suffix not in (".py", ".pyc")
    }
    written = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert written >= expected
    assert {name for name in written if not name.startswith("schemas/")} == expected


def test_wrong_settings_and_absent_workers_are_explained_without_patterns_and_library_names() -> None:
    done = groundswell("topics", log_level="loud")
    assert left(done) == Exit.SETTINGS
    assert "GROUNDSWELL_LOG_LEVEL is 'loud'; it must be one of debug, info, warning, error" in done.stderr
    bare = groundswell("topics", broker="localhost")
    assert left(bare) == Exit.SETTINGS
    assert "GROUNDSWELL_BROKER is 'localhost'; it must be like kafka:9092, several with commas between" in bare.stderr
    absent = groundswell("health", web_port="9")
    assert "no worker answers at http://127.0.0.1:9 (connection refused)" in absent.stdout
    assert "urlopen" not in absent.stdout


@pytest.mark.parametrize("content", [None, b"no frequencies"])
def test_frequencies_that_cannot_be_used_are_named_at_the_start(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "ours.frequencies"
    if content is not None:
        path.write_bytes(content)
    done = groundswell("topics", frequencies=str(path))
    assert left(done) == Exit.SETTINGS
    assert f"GROUNDSWELL_FREQUENCIES cannot be used: {path}" in done.stderr


def test_an_absent_broker_is_explained_with_what_to_do() -> None:
    absent = groundswell("trends", broker="127.0.0.1:9")
    assert left(absent) != Exit.OK
    assert "Kafka at 127.0.0.1:9 does not answer; `groundswell kafka up` runs one" in absent.stderr
    assert "bootstrap" not in absent.stderr


def test_an_answer_needs_the_id_of_a_trend() -> None:
    done = groundswell("answer", "my-trend", "mute")
    assert left(done) == Exit.USAGE
    assert "it is the last line of its card, like 2026-03-11-0949-b0d7a3" in done.stderr


@pytest.mark.parametrize("name", ["backtest", "look", "warm", "replay", "explain", "demo", "send"])
def test_a_file_is_described_by_the_same_options_whichever_command_reads_it(name: str) -> None:
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    helps = {param.name: getattr(param, "help", "") for param in command.commands[name].params}
    for option in OPTIONS.keys() - ({"since", "until", "columns", "strict"} if name == "send" else set()):
        assert helps[option] == OPTIONS[option].annotation.__metadata__[0].help


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


def test_settings_that_cannot_be_used_are_all_reported_and_have_their_code() -> None:
    done = groundswell("worker", web_port="70000", colour="blue")
    assert left(done) == Exit.SETTINGS
    assert len(done.stderr.splitlines()) == 3
    for name in ("WEB_PORT", "COLOUR", "AUTHOR_KEY"):
        assert f"GROUNDSWELL_{name}" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("topics",),
        ("alerts", "--until-end"),
        ("alerts",),
        ("trends",),
        ("explain", TREND),
        ("answer", TREND, "have-it"),
        ("policy", "BRANDS"),
        ("replay", "FILE"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_broker_that_is_away_is_one_sentence_and_has_its_code(arguments: tuple[str, ...], tmp_path: Path) -> None:
    file = str(mentions(tmp_path / "mentions.jsonl"))
    brands = tmp_path / "brands.toml"
    brands.write_text("[brands.acme]")
    named = {"FILE": file, "BRANDS": str(brands)}
    done = groundswell(*(named.get(one, one) for one in arguments), broker=UNUSED)
    assert left(done) == Exit.BROKER_AWAY, done.stderr
    assert UNUSED in done.stderr.splitlines()[-1]


def test_a_broker_that_is_away_leaves_no_noise_of_the_library() -> None:
    """In a process of its own: the library complains when what it made is thrown away."""
    for arguments in (("trends",), ("alerts", "--until-end")):
        environment = {**bare_environment(), "GROUNDSWELL_BROKER": UNUSED, "PYTHONASYNCIODEBUG": "0"}
        command = [*GROUNDSWELL, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == Exit.BROKER_AWAY
        assert len(done.stderr.splitlines()) == 1, done.stderr


def test_an_answer_that_cannot_be_understood_says_what_can() -> None:
    done = groundswell("answer", TREND, "shout", broker=UNUSED)
    assert left(done) == Exit.USAGE
    assert "have-it, mute, fix-is-out" in done.stderr
    done = groundswell("answer", TREND, "mute", "--until", "soonish", broker=UNUSED)
    assert left(done) == Exit.USAGE
    assert "2h, 30min, 3d" in done.stderr


def test_a_file_of_brands_is_checked_without_a_broker(tmp_path: Path) -> None:
    brands = tmp_path / "brands.toml"
    brands.write_text("[brands.acme]\nbudget = 'calm'\n[brands.zenith]\nbudget = 1")
    done = groundswell("policy", str(brands), "--check", broker=UNUSED)
    assert left(done) == Exit.OK, done.stderr
    assert "at most 1.02 false alerts a day over 2 configured brands" in done.stdout
    brands.write_text("[brands.acme]\nbudget = 'loud'\npeople_min = 1")
    done = groundswell("policy", str(brands), "--check", broker=UNUSED)
    assert (left(done), len(done.stderr.splitlines())) == (Exit.SETTINGS, 2)
    assert left(groundswell("policy", "--check")) == Exit.USAGE


def test_words_are_explained_from_a_file_without_a_broker_or_a_worker(tmp_path: Path) -> None:
    file = str(mentions(tmp_path / "mentions.jsonl"))
    done = groundswell("explain", "invoice", "--file", file)
    assert left(done) == Exit.OK, done.stderr
    assert "invoice: nobody mentioned it in the last 24 h" in done.stdout
    assert left(groundswell("explain", "invoice", web_port="9")) == Exit.CRASH
    assert left(groundswell("explain", TREND, "--file", file)) == Exit.USAGE


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


def test_a_folder_that_cannot_be_written_into_is_found_before_the_run(tmp_path: Path) -> None:
    file = mentions(tmp_path / "mentions.jsonl")
    done = groundswell("backtest", str(file), "--out", str(file / "out"))
    assert left(done) == Exit.USAGE
    assert "cannot be written into: not a directory" in done.stderr
    assert "mentions" not in done.stdout


@pytest.mark.parametrize("command", ["backtest", "replay"])
def test_what_is_wrong_with_a_file_or_dates_is_stated_in_words(command: str, tmp_path: Path) -> None:
    file = str(mentions(tmp_path / "mentions.jsonl"))
    done = groundswell(command, str(tmp_path / "absent.jsonl"))
    assert done.stderr.splitlines()[-1].endswith("absent.jsonl cannot be read: no such file or directory")
    done = groundswell(command, file, "--from", "2025-03-06", "--to", "2025-03-05")
    assert left(done) == Exit.USAGE
    assert "--from is 2025-03-06 and --to is 2025-03-05" in done.stderr


def test_what_a_backtest_refuses_is_named_with_its_line(tmp_path: Path) -> None:
    file = mentions(tmp_path / "mentions.jsonl")
    nameless = orjson.dumps({"text": "x", "author": "a", "created_at": START_MS, "brand": "acme"})
    file.write_bytes(file.read_bytes() + b"\n" + nameless + b"\n" + nameless)
    done = groundswell("backtest", str(file), "--out", str(tmp_path / "out"))
    assert "refused: 2 rows: missing field (first: line 4: " in done.stdout


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


def test_the_commands_start_without_what_is_compiled() -> None:
    """A second of CPU time each, and 140 MB, also of what runs beside a worker; those that need it load it."""
    light = "stream.cli.app stream.config.load stream.web.client stream.cli.topics stream.cli.alerts stream.cli.send"
    light += " stream.board.run stream.notify.run stream.cli.notify stream.canary.run stream.worker.worker stream.terminal"
    code = (
        f"import sys, {light.replace(' ', ', ')}; stream.terminal.configuration_or_exit();"
        "print(sorted({'numba', 'scipy'} & set(sys.modules)))"
    )
    environment = {**os.environ, "GROUNDSWELL_AUTHOR_KEY": "a key of the test"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_ctrl_c_while_the_commands_are_loaded_leaves_no_traceback() -> None:
    program = """
import builtins
from stream.cli import main
load = builtins.__import__
def interrupted(name, *rest):
    if name == "stream.cli.app":
        raise KeyboardInterrupt
    return load(name, *rest)
builtins.__import__ = interrupted
main()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_full_disk_is_one_sentence_and_not_the_stack_of_a_jvm() -> None:
    output = "ERROR log dir failed\njava.io.IOException: No space left on device\n\tat java.base/java.io.X\n" * 20
    assert explained(output, "Kafka did not become ready") == "Kafka did not become ready: the disk is full"
