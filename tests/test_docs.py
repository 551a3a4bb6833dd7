"""Every command of the documentation that needs no Kafka runs, with the files it names; links lead somewhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from stream.cli.app import app
from tests.documented import PAGES, ROOT, commands, environment, folder, is_live

OFFLINE = sorted({command for page in PAGES for command in commands(page) if not is_live(command)})
LINK = re.compile(r"\]\(((?!https?:)[^)#]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("documented"))


@pytest.mark.parametrize("command", OFFLINE)
def test_a_documented_command_runs(command: str, place: Path) -> None:
    if command == "sh deployment/acls.sh":
        subprocess.run(["groundswell", "files", "deployment"], cwd=place, env=environment(place), check=True)
    done = subprocess.run(
        ["bash", "-c", command], cwd=place, env=environment(place), capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout


def test_there_are_commands_to_run() -> None:
    assert len(OFFLINE) >= 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    dead = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / target).exists()]
    assert dead == []


def test_the_readme_fits_on_a_few_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 200


NAMED_IN = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "deploy" / "runbook.md"]
NAMED = re.compile(r"(?<![\w/-])groundswell((?: [a-z][a-z-]*)+)([^`\n|]*)")
OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]+")
TARGET = re.compile(r"`make ([a-z][a-z -]*)")


def named_commands(page: Path) -> list[tuple[str, str]]:
    """(words, the rest) of every command of ours that code of a page names, in a sentence, a table or a block."""
    text = page.read_text(encoding="utf-8")
    code = re.findall(r"```[a-z]*\n(.*?)```|`([^`\n]+)`|^    (.+)$", text, re.MULTILINE | re.DOTALL)
    return [found for parts in code for found in NAMED.findall(next(filter(None, parts), ""))]


@pytest.mark.parametrize("page", NAMED_IN, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists_with_its_options(page: Path) -> None:
    for words, rest in named_commands(page):
        command: Any = get_command(app)
        options = {"--help"}
        for word in words.split():
            if not hasattr(command, "get_command"):
                break
            found = command.get_command(None, word)
            assert found is not None, f"groundswell{words}"
            command = found
            options |= {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        assert set(OPTION.findall(rest)) <= options, f"groundswell{words}{rest}"


def test_every_target_of_make_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        one for page in NAMED_IN for found in TARGET.findall(page.read_text(encoding="utf-8")) for one in found.split()
    }
    assert named
    assert named <= targets


def test_there_are_named_commands() -> None:
    assert sum(len(named_commands(page)) for page in NAMED_IN) >= 60
